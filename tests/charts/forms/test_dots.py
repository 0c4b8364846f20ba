"""Dots: the title speaks of what is seen, what is missing is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from statbook.analysis import Scope
from statbook.charts import ChartSpec, Labels, Point, Threshold, dots

Drawn = Callable[[ChartSpec, int], str]


def test_the_title_of_dots_speaks_of_what_the_slider_shows(labels: Labels, xian: Scope) -> None:
    names = ("trade.import.edible_oil", "trade.export.data_processing", "trade.import", "trade.general")
    points = []
    for name in names:
        base = xian.get(f"{name}.base")
        points.append(Point(name, xian.get(f"{name}.growth"), size=base.value if base else None))
    spec = dots(labels, points, threshold=Threshold("Base at least", "CNY", 1e8, 5e9, 1e8))

    assert spec is not None
    assert "trade.export.data_processing" == spec.facts["largest"]
    assert "100 million yuan" == spec.facts["least"]
    assert [0.1, 5.0, 50] == [min(spec.states), max(spec.states), len(spec.states)]
    assert spec.facts == spec.states[0.1]
    assert ("trade.export.data_processing", "4.9 billion yuan") == (
        spec.states[4.9]["largest"],
        spec.states[4.9]["least"],
    )


def test_what_has_no_known_base_is_never_the_fastest_on_a_large_one(labels: Labels, xian: Scope) -> None:
    named = {name: xian.get(f"{name}.growth") for name in ("trade.import", "trade.general", "trade.processing")}
    points = [Point(name, growth, size=None if name == "trade.processing" else 2e9) for name, growth in named.items()]
    spec = dots(labels, points, threshold=Threshold("Base at least", "CNY", 1e9, 3e9, 1e9))

    assert spec is not None
    assert max(named, key=lambda name: named[name].value) == "trade.processing"  # type: ignore[union-attr]
    assert ["trade.import", "trade.import", ""] == [spec.states[at]["largest"] for at in (1.0, 2.0, 3.0)]


def test_dots_need_three_values_and_name_what_is_missing(labels: Labels, xian: Scope) -> None:
    growth = xian.get("trade.growth")

    assert dots(labels, [Point("a", growth), Point("b", None), Point("c", None)]) is None


def test_red_is_the_point_that_is_marked_or_the_largest_or_none(labels: Labels, xian: Scope) -> None:
    points = [Point(name, xian.get(f"trade.{name}.growth")) for name in ("import", "export", "general")]
    marked = [replace(points[0], first=True), *points[1:]]

    found = []
    for spec in (dots(labels, points), dots(labels, marked), dots(labels, points, accent=False)):
        assert spec is not None
        data = spec.draw(700).to_dict()["datasets"].values()
        found.append([row["name"] for rows in data for row in rows if str(row.get("kind")).endswith("-first")])
    assert [["export"], ["import"], []] == found


def test_lines_go_through_all_panels_and_are_named_once(labels: Labels, xian: Scope, drawn: Drawn) -> None:
    names = {"trade.import": "Flows", "trade.export": "Flows", "trade.general": "Modes", "trade.processing": "Modes"}
    points = [Point(name, xian.get(f"{name}.growth"), panel) for name, panel in names.items()]
    spec = dots(labels, points, shared_scale=True, references=[Point("all trade", xian.get("trade.growth"))])

    assert spec is not None
    drawing = drawn(spec, 700)
    places = re.findall(r'translate\(([\d.]+),\d+\)" x2="0" y2="-?\d+" stroke="#[\da-f]+" stroke-width="1.4"', drawing)
    assert 2 == len(places)
    assert places[0] == places[1]
    assert 1 == drawing.count("all trade")


def test_of_panels_on_one_scale_the_last_has_the_axis(labels: Labels, xian: Scope, drawn: Drawn) -> None:
    names = {"trade.import": "Flows", "trade.export": "Flows", "trade.general": "Modes", "trade.processing": "Modes"}
    points = [Point(name, xian.get(f"{name}.growth"), panel) for name, panel in names.items()]
    heads = {
        shared: drawn(spec, 700).count(">100<")
        for shared in (True, False)
        if (spec := dots(labels, points, shared_scale=shared)) is not None
    }

    assert 1 == heads[True]


def test_the_scale_ends_at_the_largest_that_the_slider_ever_shows(labels: Labels, xian: Scope) -> None:
    named = {name: xian.get(f"{name}.growth") for name in ("trade.import", "trade.export", "trade.processing")}
    points = [Point(name, rate, size=0.5e9 if name == "trade.processing" else 2e9) for name, rate in named.items()]
    spec = dots(labels, points, threshold=Threshold("Base", "CNY", 1e9, 3e9, 1e9), shared_scale=True)

    assert spec is not None
    assert f'"domain": [0, {named["trade.export"].value}]' in json.dumps(spec.draw(700).to_dict())  # type: ignore[union-attr]
