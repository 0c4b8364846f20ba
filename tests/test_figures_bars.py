"""Bars: plans are outlines, the rest is hatched at the end of the whole, bounds point the way they leave open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statbook.analysis import Quantity, printed
from statbook.charts import Labels, Point, bars
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def figure(make: Make, name: str, value: int, **more: str) -> Quantity:
    return printed(make(obs=name, value=value, printed=f"{value}元", **more))


def drawn(chart: Any) -> dict[str, dict[str, Any]]:
    """Rows of the drawing by name, the first of each."""
    rows = [row for data in chart.to_dict()["datasets"].values() for row in data if row.get("line")]
    return {row["name"]: row for row in reversed(rows)}


def test_a_target_is_a_dashed_outline_and_an_outcome_is_filled(store: Store, observation: Make) -> None:
    plan, done = figure(observation, "p", 60, status="target"), figure(observation, "d", 40)
    draft = bars(Labels(store, "en"), [Point("Done", done), Point("Plan", plan)])

    assert draft is not None
    rows = drawn(draft.draw(700))
    assert ("transparent", True) == (rows["Plan"]["fill"], rows["Plan"]["dash"])
    assert rows["Done"]["fill"] == rows["Done"]["line"]
    assert not rows["Done"]["dash"]


def test_the_rest_is_hatched_and_ends_where_the_whole_ends(store: Store, observation: Make) -> None:
    whole, part = figure(observation, "w", 60), figure(observation, "p", 40)
    rest = Point("Rest", (whole - part).to("CNY"))
    draft = bars(Labels(store, "en"), [Point("Part", part), Point("Whole", whole)], rest)

    assert draft is not None
    row = drawn(draft.draw(700))["Rest"]
    assert (40, 60) == (row["zero"], row["end"])
    assert row["fill"].startswith("url(")
    assert ["printed", "rest, not printed", "printed"] == list(draft.rows["Kind"])


def test_a_lower_bound_points_out_and_an_upper_bound_in(store: Store, observation: Make) -> None:
    least, most = figure(observation, "l", 40, bound="more_than"), figure(observation, "m", 60, bound="at_most")
    draft = bars(Labels(store, "en"), [Point("Least", least), Point("Most", most)])

    assert draft is not None
    rows = drawn(draft.draw(700))
    assert ("→", "") == (rows["Least"]["out"], rows["Least"]["in"])
    assert ("", "←") == (rows["Most"]["out"], rows["Most"]["in"])


def test_a_derived_upper_bound_is_drawn_to_the_end_that_its_label_names(store: Store, observation: Make) -> None:
    share = printed(observation(obs="s", value=70, printed="70%以上", unit="percent", bound="at_least"))
    whole = (figure(observation, "l", 70) / share * 100).to("CNY")
    draft = bars(Labels(store, "en"), [Point("Whole", whole), Point("Part", figure(observation, "p", 70))])

    assert draft is not None
    row = drawn(draft.draw(700))["Whole"]
    assert whole.high == row["end"]
    assert "at most 101 yuan" == row["label"]


def test_an_approximate_bar_fades_at_its_end(store: Store, observation: Make) -> None:
    about = figure(observation, "a", 50, bound="about")
    draft = bars(Labels(store, "en"), [Point("About", about), Point("Exact", figure(observation, "e", 40))])

    assert draft is not None
    marks = [layer["mark"] for layer in draft.draw(700).to_dict()["layer"] if layer["mark"]["type"] == "bar"]
    assert [0.2, 0.45, 0.7, 1.0] == sorted(mark["opacity"] for mark in marks if "opacity" in mark)


def test_what_is_not_printed_is_a_word(store: Store, observation: Make) -> None:
    known = [Point(name, figure(observation, name, 10)) for name in ("a", "b")]
    draft = bars(Labels(store, "en"), [Point("Missing", None), *known])

    assert draft is not None
    assert "not printed" in str(draft.draw(330).to_dict())
    assert 2 == len(draft.rows)


def test_one_bar_is_not_drawn(store: Store, observation: Make) -> None:
    assert bars(Labels(store, "en"), [Point("a", figure(observation, "a", 1)), Point("b", None)]) is None
