"""What a number is when it is not that of its place."""

from __future__ import annotations

import pytest

from statbook.verification.beside import is_telling
from statbook.verification.claim import claim_of
from verified_orchard import only


def test_a_fall_for_a_rise_is_named() -> None:
    assert "The direction is wrong: it should be 8.6% (8.6%)." == only("In 2025 China's apples fell 8.6%.").words


def test_right_digits_in_the_wrong_unit_are_named() -> None:
    assert "The digits are right" in only("2025年，中国苹果1250.4万元。").words


def test_percent_for_points_names_the_rule() -> None:
    verdict = only("In 2025 China's pears fell 3.1 percentage points.")

    assert ("mixes", "percentage-points") == (verdict.kind, verdict.rule)


@pytest.mark.parametrize(("number", "telling"), [("125.04", True), ("3.1", True), ("30", False), ("500", False)])
def test_a_number_of_one_digit_may_be_the_same_by_chance(number: str, telling: bool) -> None:
    claim = claim_of(only(f"In 2025 China's apples came to {number} billion yuan.").proposal, {}, "")

    assert telling == is_telling(claim)
