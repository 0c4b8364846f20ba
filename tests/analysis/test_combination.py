"""Tests of analysis/combination.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Combination, Quantity, constant, printed_quantity
from statbook.errors import MixedNumbers
from statbook.rules import allow
from statbook.store import Classification, Observation


@pytest.fixture
def number(observation: Callable[..., Observation]) -> Callable[..., Quantity]:
    def make(obs: str, **more: object) -> Quantity:
        unit_kind = "count" if more.get("unit") else "money"
        own = Classification(kind="flow", unit_kind=unit_kind)
        return printed_quantity(observation(obs=obs, classification=own, **more))

    return make


def test_a_combination_that_breaks_a_rule_is_refused_when_it_is_checked(number: Callable[..., Quantity]) -> None:
    mixed = Combination.of("ranked", [number("a"), number("b", unit="firms")])

    with pytest.raises(MixedNumbers, match="unlike-units"):
        mixed.check()
    with allow("unlike-units", reason="a test"):
        assert ["unlike-units"] == [waiver.rule for waiver in mixed.check()]


def test_missing_quantities_and_constants_are_ignored(number: Callable[..., Quantity]) -> None:
    assert () == Combination.of("ranked", [number("a"), None, constant(5, "firms")]).check()
    assert () == Combination("ranked", ()).check()


def test_fixed_parts_are_checked_only_if_each_is_a_single_number(number: Callable[..., Quantity]) -> None:
    money, firms = number("a"), number("b", unit="firms", period="2024")

    with pytest.raises(MixedNumbers, match="unlike-units"):
        Combination("compared", (money, firms)).check()
    assert () == Combination("compared", (money, None)).check()
    assert () == Combination("compared", (money / firms, firms)).check()


def test_implied_quantities_are_compared_with_the_others(number: Callable[..., Quantity]) -> None:
    with pytest.raises(MixedNumbers, match="unlike-units"):
        Combination.of("series", [number("a")], [number("b", unit="firms", period="2024")]).check()
