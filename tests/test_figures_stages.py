"""Stages: bars in their order, broken where they count something else."""

from __future__ import annotations

import re
from typing import Any

import pytest

from statbook.analysis import printed
from statbook.charts import Stage, stages
from statbook.charts.data_table import columns_and_rows


@pytest.fixture
def chain(observation: Any) -> list[Stage]:
    def count(obs: str, value: int, **more: Any) -> Any:
        return printed(observation(obs=obs, value=value, unit="patents", printed=f"{value}件", **more))

    return [
        Stage("Listed", count("a", 200)),
        Stage("Chosen", count("b", 100), "only some"),
        Stage("Used", count("c", 10, bound="about"), "others"),
        Stage("Firms", count("d", 50), beside=True),
    ]


def test_stages_shows_shares_of_the_first_stage_and_of_the_stage_before(labels: Any, chain: list[Stage]) -> None:
    rows = stages(labels, chain).rows  # type: ignore[union-attr]
    assert list(rows["% of the first stage"]) == ["100%", "50%", "about 5%", ""]
    assert list(rows["% of the stage before"]) == ["100%", "50%", "about 10%", ""]


def test_a_count_of_another_unit_has_no_share(labels: Any, chain: list[Stage]) -> None:
    draft = stages(labels, chain)
    assert draft is not None
    data = draft.draw(700).to_dict()["datasets"]
    told = [row["number"] for rows in data.values() for row in rows if row["name"] == "Firms"]
    assert told == ["50", "no share: another unit", "no share: another unit"]


def test_the_first_stage_has_no_break_and_the_others_say_theirs(labels: Any, chain: list[Stage], drawn: Any) -> None:
    drawing = drawn(stages(labels, chain), 700)
    assert drawing.count(">//<") == 2
    assert "only some" in drawing


@pytest.mark.parametrize("width", [700, 330])
def test_stages_stay_within_their_width(labels: Any, chain: list[Stage], drawn: Any, width: int) -> None:
    assert float(re.search(r'width="([\d.]+)"', drawn(stages(labels, chain), width))[1]) <= width  # type: ignore[index]


def test_one_printed_stage_makes_no_figure(labels: Any, chain: list[Stage]) -> None:
    assert stages(labels, [chain[0], Stage("Chosen", None), chain[3]]) is None


def test_every_share_leads_to_its_entry_and_the_first_stage_has_none(labels: Any, chain: list[Stage]) -> None:
    told = columns_and_rows(stages(labels, chain).rows)  # type: ignore[union-attr]
    places = [told["head"].index(name) for name in ("% of the first stage", "% of the stage before")]
    links = {(row, column): (words, anchor) for row, column, words, anchor in told["links"] if column in places}

    assert {(1, places[0]), (1, places[1]), (2, places[0]), (2, places[1])} == set(links)
    assert ["50%", "about 5%", "50%", "about 10%"] == [links[row, column][0] for column in places for row in (1, 2)]
    # Half of the first stage is also half of the stage before: one number, one entry.
    assert links[1, places[0]] == links[1, places[1]]
    assert links[2, places[0]] != links[2, places[1]]
