"""Aims: a plan is a diamond apart from the outcome, on a scale of percent change."""

from __future__ import annotations

from collections.abc import Callable

from statbook.analysis import Quantity, printed_quantity
from statbook.charts import Labels, Point, planned_change
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def now(make: Make, name: str, value: int) -> Quantity:
    return printed_quantity(make(obs=f"{name}.now", value=value, printed=f"{value}元", region="China", period="2021"))


def aim(make: Make, name: str, value: int, bound: str = "at_least") -> Quantity:
    told = {"period": "2026", "status": "target", "bound": bound, "region": "China"}
    return printed_quantity(make(obs=f"{name}.aim", value=value, printed=f"{value}元", **told))


def test_marks_stand_at_the_percent_change_of_each_row(store: Store, observation: Make) -> None:
    rows = [
        Point("Output", now(observation, "a", 100), target=aim(observation, "a", 150)),
        Point("Firms", now(observation, "b", 10), target=aim(observation, "b", 8)),
    ]
    spec = planned_change(Labels(store, "en"), rows)

    assert spec is not None
    places = [row["at"] for data in spec.draw(700).to_dict()["datasets"].values() for row in data if "end" in row]
    assert [0.0, 50.0, 0.0, -20.0] == [round(place, 6) for place in places]


def test_plan_and_outcome_are_never_joined(store: Store, observation: Make) -> None:
    rows = [Point(name, now(observation, name, 10), target=aim(observation, name, 20)) for name in ("a", "b")]
    spec = planned_change(Labels(store, "en"), rows)

    assert spec is not None
    marks = [layer["mark"]["type"] for layer in spec.draw(700).to_dict()["layer"]]
    assert "line" not in marks
    assert ["printed", "target"] * 2 == list(spec.rows["Kind"])


def test_the_title_learns_which_row_rises_most_and_which_way_the_last_goes(store: Store, observation: Make) -> None:
    rows = [
        Point("Output", now(observation, "a", 100), target=aim(observation, "a", 150)),
        Point("Value per firm", now(observation, "b", 10), target=aim(observation, "b", 8)),
    ]
    spec = planned_change(Labels(store, "en"), rows)

    assert spec is not None
    told = [spec.facts[name] for name in ("most", "most_direction", "least", "least_direction")]
    assert ["output", "rises", "value per firm", "falls"] == told
    assert ("2021", "2026") == (spec.facts["now_period"], spec.facts["aim_period"])


def test_only_a_lower_bound_has_an_arrow(store: Store, observation: Make) -> None:
    rows = [
        Point("Open", now(observation, "a", 10), target=aim(observation, "a", 20)),
        Point("Exact", now(observation, "b", 10), target=aim(observation, "b", 20, "exact")),
    ]
    spec = planned_change(Labels(store, "en"), rows)

    assert spec is not None
    rows_drawn = [row for data in spec.draw(330).to_dict()["datasets"].values() for row in data if "end" in row]
    assert ["→", ""] == [row["out"] for row in rows_drawn if row["end"] == "aim"]


def test_an_aim_without_a_standing_is_left_out(store: Store, observation: Make) -> None:
    whole = Point("Whole", now(observation, "a", 10), target=aim(observation, "a", 20))

    assert planned_change(Labels(store, "en"), [whole, Point("Half", None, target=aim(observation, "b", 20))]) is None
