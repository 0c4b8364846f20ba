"""Bars: plans are outlines, the rest is hatched at the end of the whole, bounds point the way they leave open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statbook.analysis import Quantity, printed_quantity
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
