"""Stages: bars in their order, broken where they count something else."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pixels import words
from statbook.analysis import printed_quantity
from statbook.charts import Stage, funnel
from statbook.charts.data_table import columns_and_rows


@pytest.fixture
def chain(observation: Any) -> list[Stage]:
    def count(obs: str, value: int, **more: Any) -> Any:
        return printed_quantity(observation(obs=obs, value=value, unit="patents", printed=f"{value}件", **more))

    return [
        Stage("Listed", count("a", 200)),
        Stage("Chosen", count("b", 100), "only some"),
        Stage("Used", count("c", 10, bound="about"), "others"),
        Stage("Firms", count("d", 50), another_unit=True),
    ]


def test_stages_shows_shares_of_the_first_stage_and_of_the_stage_before(labels: Any, chain: list[Stage]) -> None:
    rows = funnel(labels, chain).rows  # type: ignore[union-attr]
    assert list(rows["% of the first stage"]) == ["100%", "50%", "about 5%", ""]
    assert list(rows["% of the stage before"]) == ["100%", "50%", "about 10%", ""]


def test_a_count_of_another_unit_has_no_share(labels: Any, chain: list[Stage]) -> None:
    spec = funnel(labels, chain)
    assert spec is not None
    data = spec.draw(700).to_dict()["datasets"]
    told = [row["number"] for rows in data.values() for row in rows if row["name"] == "Firms"]
    assert told == ["50", "no share: another unit", "no share: another unit"]


def test_the_first_stage_has_no_break_and_the_others_say_theirs(labels: Any, chain: list[Stage], drawn: Any) -> None:
    drawing = drawn(funnel(labels, chain), 700)
    assert drawing.count(">//<") == 2
    assert "only some" in drawing


@pytest.mark.parametrize("width", [700, 330])
def test_stages_stay_within_their_width(labels: Any, chain: list[Stage], drawn: Any, width: int) -> None:
    assert float(re.search(r'width="([\d.]+)"', drawn(funnel(labels, chain), width))[1]) <= width  # type: ignore[index]


def test_one_printed_stage_makes_no_chart(labels: Any, chain: list[Stage]) -> None:
    assert funnel(labels, [chain[0], Stage("Chosen", None), chain[3]]) is None


def test_every_share_leads_to_its_entry_and_the_first_stage_has_none(labels: Any, chain: list[Stage]) -> None:
    told = columns_and_rows(funnel(labels, chain).rows)  # type: ignore[union-attr]
    places = [told["head"].index(name) for name in ("% of the first stage", "% of the stage before")]
    links = {(row, column): (words, anchor) for row, column, words, anchor in told["links"] if column in places}

    assert {(1, places[0]), (1, places[1]), (2, places[0]), (2, places[1])} == set(links)
    assert ["50%", "about 5%", "50%", "about 10%"] == [links[row, column][0] for column in places for row in (1, 2)]
    # Half of the first stage is also half of the stage before: one number, one entry.
    assert links[1, places[0]] == links[1, places[1]]
    assert links[2, places[0]] != links[2, places[1]]


@pytest.mark.parametrize(("width", "sign", "why"), [(700, 359, 376), (330, 171, 186)])
def test_a_break_stands_between_a_bar_and_what_is_left_of_the_stage_before(
    labels: Any, chain: list[Stage], drawn: Any, width: int, sign: int, why: int
) -> None:
    found = words(drawn(funnel(labels, [chain[0], chain[1], chain[3]]), width))

    assert {"//": ("middle", sign, 112), "only some": ("start", why, 111)}.items() <= found.items()
    assert {
        "200": ("start", 0, 25),
        "Listed": ("start", 112, 25),
        "Chosen": ("start", 112, 87),
    }.items() <= found.items()
