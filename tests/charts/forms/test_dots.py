"""Dots: the title speaks of what is seen, what is missing is named."""

from __future__ import annotations

from statbook.analysis import Scope
from statbook.charts import Labels, Point, Threshold, dots


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


def test_dots_need_three_values_and_name_what_is_missing(labels: Labels, xian: Scope) -> None:
    growth = xian.get("trade.growth")

    assert dots(labels, [Point("a", growth), Point("b", None), Point("c", None)]) is None
