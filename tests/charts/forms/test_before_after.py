"""Two dates: derived and printed ends, soft ends, views to switch, and a title from what moved most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pixels import words
from statbook.analysis import printed_quantity
from statbook.charts import BeforeAfter, Labels, before_after
from statbook.charts.theme import ACCENT
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def pair(make: Make, name: str, now: int, more: int) -> BeforeAfter:
    level = printed_quantity(make(obs=name, value=now, printed=f"{now}元"))
    change = printed_quantity(
        make(obs=f"{name}.d", value=more, printed=f"{more}元", measure="difference", base_period="2024")
    )
    before = (level - change).to("CNY")
    return BeforeAfter(name, before, level, change, ((level / before - 1) * 100).to("percent"))


def rows(chart: Any, key: str) -> list[dict[str, Any]]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data if key in row]


def test_each_row_has_its_own_scale_from_zero(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "A", 500, 100), pair(observation, "B", 20, 10)])

    assert spec is not None
    level = [row for row in rows(spec.draw(700), "view") if row["view"] == "level"]
    assert [0.8, 1, 0.5, 1] == [row["x"] for row in level]
    assert ["derived", "printed"] == [row["kind"].removesuffix("-first") for row in level[:2]]


def test_the_views_with_one_scale_come_before_both_dates(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "A", 500, 100), pair(observation, "B", 20, 10)])

    assert spec is not None
    param = spec.draw(700).to_dict()["params"][0]
    assert ("change", ["change", "growth", "level"]) == (param["value"], param["bind"]["options"])


def test_the_title_speaks_of_what_changed_most_and_least(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "Alpha", 500, 100), pair(observation, "Beta", 20, 10)])

    assert spec is not None
    assert ("Alpha", "beta") == (spec.facts["first"], spec.facts["last"])
    assert "up 100 yuan" == spec.facts["first_moved"]


def test_one_pair_alone_is_no_chart(store: Store, observation: Make) -> None:
    alone = pair(observation, "A", 500, 100)

    assert before_after(Labels(store, "en"), [alone, BeforeAfter("B", None, alone.now)]) is None


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (700, {"Alpha": ("end", -6, 26), "500 yuan": ("start", 331, 27), "400 yuan": ("end", 241, 27)}),
        (330, {"Alpha": ("start", 6, 21), "400 yuan → 500 yuan": ("start", 6, 65), "Beta": ("start", 6, 99)}),
    ],
)
def test_names_and_numbers_on_scales_of_their_own_stand_in_their_places(
    store: Store, observation: Make, drawn: Any, width: int, places: dict[str, Any]
) -> None:
    def printed_pair(name: str, now: int, then: int) -> BeforeAfter:
        level, before = (
            printed_quantity(observation(obs=f"{name}{v}", value=v, printed=f"{v}元")) for v in (now, then)
        )
        return BeforeAfter(name, before, level)

    spec = before_after(Labels(store, "en"), [printed_pair("Alpha", 500, 400), printed_pair("Beta", 20, 10)])

    assert places.items() <= words(drawn(spec, width)).items()


def test_in_each_view_the_title_speaks_of_what_moved_most_in_it(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "Alpha", 500, 100), pair(observation, "Beta", 20, 10)])

    assert spec is not None
    found = {view: (facts["first"], facts["first_moved"]) for view, facts in spec.states.items()}
    assert ("Alpha", "up 100 yuan") == found["change"]
    assert ("Beta", "Beta") == (found["level"][0], found["growth"][0])


def test_in_each_view_the_colour_of_the_title_is_on_what_moved_most_in_it(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "Alpha", 500, 100), pair(observation, "Beta", 20, 10)])

    assert spec is not None
    coloured = {(row["view"], row["name"]) for row in rows(spec.draw(700), "view") if row["colour"] == ACCENT}
    assert {("change", "Alpha"), ("growth", "Beta"), ("level", "Beta")} == coloured


def test_approximate_ends_are_soft_and_show_their_interval(store: Store, observation: Make) -> None:
    def about(obs: str, value: int) -> BeforeAfter:
        now, before = (
            printed_quantity(observation(obs=f"{obs}{v}", value=v, printed=f"约{v}元", bound="about"))
            for v in (value, value - 20)
        )
        return BeforeAfter(obs, before, now)

    spec = before_after(Labels(store, "en"), [about("A", 100), about("B", 90)])

    assert spec is not None
    later = rows(spec.draw(700), "soft")[1]
    assert later["soft"]
    assert later["low"] < later["x"] < later["high"]
