"""Two dates: derived and printed ends, soft ends, views to switch, and a title from what moved most."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from statbook.analysis import printed
from statbook.charts import Labels, TwoDates, two_dates
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def pair(make: Make, name: str, now: int, more: int) -> TwoDates:
    level = printed(make(obs=name, value=now, printed=f"{now}元"))
    change = printed(make(obs=f"{name}.d", value=more, printed=f"{more}元", measure="difference", base_period="2024"))
    before = (level - change).to("CNY")
    return TwoDates(name, before, level, change, ((level / before - 1) * 100).to("percent"))


def rate(make: Make, name: str, now: float, less: int) -> TwoDates:
    level = printed(make(obs=name, value=now, printed=f"约{now}%", unit="percent", bound="about"))
    change = printed(
        make(obs=f"{name}.d", value=-less, printed=f"约{less}个基点", unit="basis_point", bound="about", step=None)
    )
    return TwoDates(name, (level - change * 0.01).to("percent"), level, change)


def rows(chart: Any, key: str) -> list[dict[str, Any]]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data if key in row]


def test_each_row_has_its_own_scale_from_zero(store: Store, observation: Make) -> None:
    draft = two_dates(Labels(store, "en"), [pair(observation, "A", 500, 100), pair(observation, "B", 20, 10)])

    assert draft is not None
    level = [row for row in rows(draft.draw(700), "view") if row["view"] == "level"]
    assert [0.8, 1, 0.5, 1] == [row["x"] for row in level]
    assert ["derived", "printed"] == [row["kind"].removesuffix("-first") for row in level[:2]]


def test_change_and_growth_can_be_chosen_and_both_dates_come_first(store: Store, observation: Make) -> None:
    draft = two_dates(Labels(store, "en"), [pair(observation, "A", 500, 100), pair(observation, "B", 20, 10)])

    assert draft is not None
    param = draft.draw(700).to_dict()["params"][0]
    assert ("level", ["level", "change", "growth"]) == (param["value"], param["bind"]["options"])


def test_the_title_speaks_of_what_grew_most_and_least(store: Store, observation: Make) -> None:
    draft = two_dates(Labels(store, "en"), [pair(observation, "Alpha", 500, 100), pair(observation, "Beta", 20, 10)])

    assert draft is not None
    assert ("Beta", "alpha") == (draft.facts["first"], draft.facts["last"])
    assert draft.facts["first_moved"].startswith("up ")


def test_approximate_ends_are_soft_and_show_their_interval(store: Store, observation: Make) -> None:
    draft = two_dates(
        Labels(store, "en"), [rate(observation, "A", 3.4, 40), rate(observation, "B", 3.1, 80)], common=True
    )

    assert draft is not None
    first = rows(draft.draw(700), "soft")[:2]
    assert [True, True] == [row["soft"] for row in first]
    assert (3.35, 3.45) == pytest.approx((first[1]["low"], first[1]["high"]))
    assert "params" not in draft.draw(700).to_dict()
    assert "down about 80 basis points" == draft.facts["first_moved"]


def test_one_pair_alone_is_no_figure(store: Store, observation: Make) -> None:
    alone = pair(observation, "A", 500, 100)

    assert two_dates(Labels(store, "en"), [alone, TwoDates("B", None, alone.now)]) is None


def test_numbers_on_a_common_scale_stand_above_their_marks_and_on_scales_of_their_own_beside_them(
    store: Store, observation: Make, drawn: Any
) -> None:
    def tops(draft: Any) -> tuple[float, float, float]:
        """How far down the dot of the first row is, and its two numbers."""
        drawing = drawn(draft, 700)
        (dot, *_) = re.findall(r'translate\([\d.]+,([\d.]+)\)" d="M[^"]*A', drawing)
        numbers = re.findall(r'text-anchor="(start|end)" transform="translate\([\d.]+,([\d.]+)\)"', drawing)
        return float(dot), *(float(next(y for side, y in numbers if side == one)) for one in ("start", "end"))

    labels = Labels(store, "en")
    dot, right, left = tops(
        two_dates(labels, [rate(observation, "A", 3.4, 40), rate(observation, "B", 3.1, 80)], common=True)
    )
    assert right == left < dot - 10
    dot, right, left = tops(two_dates(labels, [pair(observation, "A", 500, 100), pair(observation, "B", 20, 10)]))
    assert dot <= right == left < dot + 10
