"""Aims: a plan is a diamond apart from the outcome, on a scale of percent change."""

from __future__ import annotations

from collections.abc import Callable

from statbook.analysis import Quantity, printed
from statbook.charts import Aim, Labels, aims
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def now(make: Make, name: str, value: int) -> Quantity:
    return printed(make(obs=f"{name}.now", value=value, printed=f"{value}元", region="China", period="2021"))


def aim(make: Make, name: str, value: int, bound: str = "at_least") -> Quantity:
    told = {"period": "2026", "status": "target", "bound": bound, "region": "China"}
    return printed(make(obs=f"{name}.aim", value=value, printed=f"{value}元", **told))


def test_marks_stand_at_the_percent_change_of_each_row(store: Store, observation: Make) -> None:
    rows = [
        Aim("Output", now(observation, "a", 100), aim(observation, "a", 150)),
        Aim("Firms", now(observation, "b", 10), aim(observation, "b", 8)),
    ]
    draft = aims(Labels(store, "en"), rows)

    assert draft is not None
    places = [row["aim"] for data in draft.draw(700).to_dict()["datasets"].values() for row in data if "aim" in row]
    assert [50.0, -20.0] == [round(place, 6) for place in places[:2]]


def test_plan_and_outcome_are_never_joined(store: Store, observation: Make) -> None:
    rows = [Aim(name, now(observation, name, 10), aim(observation, name, 20)) for name in ("a", "b")]
    draft = aims(Labels(store, "en"), rows)

    assert draft is not None
    marks = [layer["mark"]["type"] for layer in draft.draw(700).to_dict()["layer"]]
    assert "line" not in marks
    assert ["printed", "target"] * 2 == list(draft.rows["Kind"])


def test_the_title_learns_which_row_rises_most_and_which_way_the_last_goes(store: Store, observation: Make) -> None:
    rows = [
        Aim("Output", now(observation, "a", 100), aim(observation, "a", 150)),
        Aim("Value per firm", now(observation, "b", 10), aim(observation, "b", 8)),
    ]
    draft = aims(Labels(store, "en"), rows)

    assert draft is not None
    told = [draft.facts[name] for name in ("most", "most_direction", "least", "least_direction")]
    assert ["output", "rises", "value per firm", "falls"] == told
    assert ("2021", "2026") == (draft.facts["now_period"], draft.facts["aim_period"])


def test_only_a_lower_bound_has_an_arrow(store: Store, observation: Make) -> None:
    rows = [
        Aim("Open", now(observation, "a", 10), aim(observation, "a", 20)),
        Aim("Exact", now(observation, "b", 10), aim(observation, "b", 20, "exact")),
    ]
    draft = aims(Labels(store, "en"), rows)

    assert draft is not None
    arrows = [row["arrow"] for data in draft.draw(330).to_dict()["datasets"].values() for row in data if "arrow" in row]
    assert ["→", ""] == arrows[:2]


def test_an_aim_without_a_standing_is_left_out(store: Store, observation: Make) -> None:
    whole = Aim("Whole", now(observation, "a", 10), aim(observation, "a", 20))

    assert aims(Labels(store, "en"), [whole, Aim("Half", None, aim(observation, "b", 20))]) is None
