"""Bullet: outcomes as bars, targets as diamonds, a word where an outcome is not printed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from statbook.analysis import base, printed
from statbook.charts import Goal, bullet


@pytest.fixture
def goals(observation: Any) -> list[Goal]:
    level = printed(observation(obs="now", value=1180, printed="1180元"))
    rate = printed(observation(obs="rate", value=18, unit="percent", printed="18%", measure="growth"))
    aim = printed(observation(obs="aim", value=80, printed="80元", status="target"))
    return [Goal("Then", base(level, rate)), Goal("Now", level), Goal("Place", target=aim)]


def test_a_target_without_outcome_says_that_the_outcome_is_not_printed(labels: Any, goals: Any, drawn: Any) -> None:
    assert "target 80 yuan; outcome not printed" in drawn(bullet(labels, goals), 700)


def test_a_target_with_an_outcome_stands_beside_it_without_that_word(labels: Any, goals: Any, drawn: Any) -> None:
    both = Goal("Now", goals[1].actual, goals[2].target)
    drawing = drawn(bullet(labels, [goals[0], both]), 700)
    assert "target 80 yuan" in drawing
    assert "not printed" not in drawing


def test_the_table_names_each_kind(labels: Any, goals: Any) -> None:
    assert list(bullet(labels, goals).rows["Kind"]) == ["derived", "printed", "target"]  # type: ignore[union-attr]


def test_rows_keep_the_order_they_are_given_in(labels: Any, goals: Any, drawn: Any) -> None:
    drawing = drawn(bullet(labels, goals[::-1]), 700)
    assert drawing.index(">Place<") < drawing.index(">Now<") < drawing.index(">Then<")


@pytest.mark.parametrize("width", [700, 330])
def test_bullets_stay_within_their_width(labels: Any, goals: Any, drawn: Any, width: int) -> None:
    assert float(re.search(r'width="([\d.]+)"', drawn(bullet(labels, goals), width))[1]) <= width  # type: ignore[index]


def test_a_single_row_makes_no_figure(labels: Any, goals: Any) -> None:
    assert bullet(labels, [goals[0], Goal("Nothing")]) is None
