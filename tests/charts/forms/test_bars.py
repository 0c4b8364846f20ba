"""Bars: plans are outlines, the rest is hatched at the end of the whole, bounds point the way they leave open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from statbook.analysis import Quantity, base, printed_quantity
from statbook.charts import Labels, Point, bars
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def number(make: Make, name: str, value: int, **more: str) -> Quantity:
    return printed_quantity(make(obs=name, value=value, printed=f"{value}元", **more))


def drawn(chart: Any) -> dict[str, dict[str, Any]]:
    """Rows of the drawing by name, the first of each."""
    rows = [row for data in chart.to_dict()["datasets"].values() for row in data if row.get("line")]
    return {row["name"]: row for row in reversed(rows)}


def test_a_target_is_a_dashed_outline_and_an_outcome_is_filled(store: Store, observation: Make) -> None:
    plan, done = number(observation, "p", 60, status="target"), number(observation, "d", 40)
    spec = bars(Labels(store, "en"), [Point("Done", done), Point("Plan", plan)])

    assert spec is not None
    rows = drawn(spec.draw(700))
    assert ("transparent", True) == (rows["Plan"]["fill"], rows["Plan"]["dash"])
    assert rows["Done"]["fill"] == rows["Done"]["line"]
    assert not rows["Done"]["dash"]


def test_the_rest_is_hatched_and_ends_where_the_whole_ends(store: Store, observation: Make) -> None:
    whole, part = number(observation, "w", 60), number(observation, "p", 40)
    rest = Point("Rest", (whole - part).to("CNY"))
    spec = bars(Labels(store, "en"), [Point("Part", part), Point("Whole", whole)], residual=rest)

    assert spec is not None
    row = drawn(spec.draw(700))["Rest"]
    assert (40, 60) == (row["zero"], row["end"])
    assert row["fill"].startswith("url(")
    assert ["printed", "rest, not printed", "printed"] == list(spec.rows["Kind"])


def test_a_lower_bound_points_out_and_an_upper_bound_in(store: Store, observation: Make) -> None:
    least, most = number(observation, "l", 40, bound="more_than"), number(observation, "m", 60, bound="at_most")
    spec = bars(Labels(store, "en"), [Point("Least", least), Point("Most", most)])

    assert spec is not None
    rows = drawn(spec.draw(700))
    assert ("→", "") == (rows["Least"]["out"], rows["Least"]["in"])
    assert ("", "←") == (rows["Most"]["out"], rows["Most"]["in"])


def test_a_derived_upper_bound_is_drawn_to_the_end_that_its_label_names(store: Store, observation: Make) -> None:
    share = printed_quantity(observation(obs="s", value=70, printed="70%以上", unit="percent", bound="at_least"))
    whole = (number(observation, "l", 70) / share * 100).to("CNY")
    spec = bars(Labels(store, "en"), [Point("Whole", whole), Point("Part", number(observation, "p", 70))])

    assert spec is not None
    row = drawn(spec.draw(700))["Whole"]
    assert whole.high == row["end"]
    assert "at most 101 yuan" == row["label"]


def test_an_approximate_bar_fades_at_its_end(store: Store, observation: Make) -> None:
    about = number(observation, "a", 50, bound="about")
    spec = bars(Labels(store, "en"), [Point("About", about), Point("Exact", number(observation, "e", 40))])

    assert spec is not None
    marks = [layer["mark"] for layer in spec.draw(700).to_dict()["layer"] if layer["mark"]["type"] == "bar"]
    assert [0.2, 0.45, 0.7, 1.0] == sorted(mark["opacity"] for mark in marks if "opacity" in mark)


def test_what_is_not_printed_is_a_word(store: Store, observation: Make) -> None:
    known = [Point(name, number(observation, name, 10)) for name in ("a", "b")]
    spec = bars(Labels(store, "en"), [Point("Missing", None), *known])

    assert spec is not None
    assert "not printed" in str(spec.draw(330).to_dict())
    assert 2 == len(spec.rows)


def test_one_bar_is_not_drawn(store: Store, observation: Make) -> None:
    assert bars(Labels(store, "en"), [Point("a", number(observation, "a", 1)), Point("b", None)]) is None


@pytest.fixture
def goals(observation: Any) -> list[Point]:
    level = printed_quantity(observation(obs="now", value=1180, printed="1180元"))
    rate = printed_quantity(observation(obs="rate", value=18, unit="percent", printed="18%", measure="growth"))
    aim = printed_quantity(observation(obs="aim", value=80, printed="80元", status="target"))
    return [Point("Then", base(level, rate)), Point("Now", level), Point("Place", target=aim)]


def test_a_target_without_outcome_says_that_the_outcome_is_not_printed(labels: Any, goals: Any, drawn: Any) -> None:
    assert "target 80 yuan; outcome not printed" in drawn(bars(labels, goals), 700)


def test_a_target_with_an_outcome_stands_beside_it_without_that_word(labels: Any, goals: Any, drawn: Any) -> None:
    both = Point("Now", goals[1].quantity, target=goals[2].target)
    drawing = drawn(bars(labels, [goals[0], both]), 700)
    assert "target 80 yuan" in drawing
    assert "not printed" not in drawing


def test_the_table_names_each_kind(labels: Any, goals: Any) -> None:
    assert list(bars(labels, goals).rows["Kind"]) == ["derived", "printed", "target"]  # type: ignore[union-attr]


def test_rows_keep_the_order_they_are_given_in(labels: Any, goals: Any, drawn: Any) -> None:
    drawing = drawn(bars(labels, goals[::-1]), 700)
    assert drawing.index(">Place<") < drawing.index(">Now<") < drawing.index(">Then<")


@pytest.mark.parametrize("width", [700, 330])
def test_bullets_stay_within_their_width(labels: Any, goals: Any, drawn: Any, width: int) -> None:
    assert float(re.search(r'width="([\d.]+)"', drawn(bars(labels, goals), width))[1]) <= width  # type: ignore[index]


def test_a_single_row_makes_no_chart(labels: Any, goals: Any) -> None:
    assert bars(labels, [goals[0], Point("Nothing")]) is None
