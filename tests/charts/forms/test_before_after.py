"""Two dates: derived and printed ends, soft ends, views to switch, and a title from what moved most."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pixels import words
from statbook.analysis import printed_quantity
from statbook.charts import BeforeAfter, Labels, before_after
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def pair(make: Make, name: str, now: int, more: int) -> BeforeAfter:
    level = printed_quantity(make(obs=name, value=now, printed=f"{now}元"))
    change = printed_quantity(
        make(obs=f"{name}.d", value=more, printed=f"{more}元", measure="difference", base_period="2024")
    )
    before = (level - change).to("CNY")
    return BeforeAfter(name, before, level, change, ((level / before - 1) * 100).to("percent"))


def rate(make: Make, name: str, now: float, less: int) -> BeforeAfter:
    level = printed_quantity(make(obs=name, value=now, printed=f"约{now}%", unit="percent", bound="about"))
    change = printed_quantity(
        make(obs=f"{name}.d", value=-less, printed=f"约{less}个基点", unit="basis_point", bound="about", step=None)
    )
    return BeforeAfter(name, (level - change * 0.01).to("percent"), level, change)


def rows(chart: Any, key: str) -> list[dict[str, Any]]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data if key in row]


def test_each_row_has_its_own_scale_from_zero(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "A", 500, 100), pair(observation, "B", 20, 10)])

    assert spec is not None
    level = [row for row in rows(spec.draw(700), "view") if row["view"] == "level"]
    assert [0.8, 1, 0.5, 1] == [row["x"] for row in level]
    assert ["derived", "printed"] == [row["kind"].removesuffix("-first") for row in level[:2]]


def test_change_and_growth_can_be_chosen_and_both_dates_come_first(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "A", 500, 100), pair(observation, "B", 20, 10)])

    assert spec is not None
    param = spec.draw(700).to_dict()["params"][0]
    assert ("level", ["level", "change", "growth"]) == (param["value"], param["bind"]["options"])


def test_the_title_speaks_of_what_grew_most_and_least(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "Alpha", 500, 100), pair(observation, "Beta", 20, 10)])

    assert spec is not None
    assert ("Beta", "alpha") == (spec.facts["first"], spec.facts["last"])
    assert spec.facts["first_moved"].startswith("up ")


def test_approximate_ends_are_soft_and_show_their_interval(store: Store, observation: Make) -> None:
    spec = before_after(
        Labels(store, "en"), [rate(observation, "A", 3.4, 40), rate(observation, "B", 3.1, 80)], common=True
    )

    assert spec is not None
    first = rows(spec.draw(700), "soft")[:2]
    assert [True, True] == [row["soft"] for row in first]
    assert (3.35, 3.45) == pytest.approx((first[1]["low"], first[1]["high"]))
    assert "params" not in spec.draw(700).to_dict()
    assert "down about 80 basis points" == spec.facts["first_moved"]


def test_one_pair_alone_is_no_chart(store: Store, observation: Make) -> None:
    alone = pair(observation, "A", 500, 100)

    assert before_after(Labels(store, "en"), [alone, BeforeAfter("B", None, alone.now)]) is None


def test_numbers_on_a_common_scale_stand_above_their_marks_and_on_scales_of_their_own_beside_them(
    store: Store, observation: Make, drawn: Any
) -> None:
    def tops(spec: Any) -> tuple[float, float, float]:
        """How far down the dot of the first row is, and its two numbers."""
        drawing = drawn(spec, 700)
        (dot, *_) = re.findall(r'translate\([\d.]+,([\d.]+)\)" d="M[^"]*A', drawing)
        numbers = re.findall(r'text-anchor="(start|end)" transform="translate\([\d.]+,([\d.]+)\)"', drawing)
        return float(dot), *(float(next(y for side, y in numbers if side == one)) for one in ("start", "end"))

    labels = Labels(store, "en")
    dot, right, left = tops(
        before_after(labels, [rate(observation, "A", 3.4, 40), rate(observation, "B", 3.1, 80)], common=True)
    )
    assert right == left < dot - 10
    dot, right, left = tops(before_after(labels, [pair(observation, "A", 500, 100), pair(observation, "B", 20, 10)]))
    assert dot <= right == left < dot + 10


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


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (700, {"3.4%": ("end", 215, 8), "3.9%": ("start", 362, 54)}),
        (330, {"3.4%": ("end", 149, 24), "3.9%": ("start", 207, 102), "Alpha": ("start", 0, 5)}),
    ],
)
def test_numbers_on_a_common_scale_are_turned_away_from_each_other(
    store: Store, observation: Make, drawn: Any, width: int, places: dict[str, Any]
) -> None:
    def percent(value: float) -> Any:
        return printed_quantity(observation(obs=f"p{value}", value=value, printed=f"{value}%", unit="percent"))

    pairs = [BeforeAfter("Alpha", percent(3.8), percent(3.4)), BeforeAfter("Beta", percent(3.9), percent(3.1))]
    spec = before_after(Labels(store, "en"), pairs, common=True)

    assert places.items() <= words(drawn(spec, width)).items()


def test_in_each_view_the_title_speaks_of_what_moved_most_in_it(store: Store, observation: Make) -> None:
    spec = before_after(Labels(store, "en"), [pair(observation, "Alpha", 500, 100), pair(observation, "Beta", 20, 10)])

    assert spec is not None
    found = {view: (facts["first"], facts["first_moved"]) for view, facts in spec.states.items()}
    assert ("Alpha", "up 100 yuan") == found["change"]
    assert ("Beta", "Beta") == (found["level"][0], found["growth"][0])
