"""Tests of analysis/together.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from statbook.analysis import Quantity, constant, printed_quantity, together
from statbook.errors import MixedNumbers, ParameterError
from statbook.store import Classification, Observation

Make = Callable[..., Quantity]


@pytest.fixture
def number(observation: Callable[..., Observation]) -> Make:
    def make(obs: str, value: float, **more: object) -> Quantity:
        own = Classification(
            kind="flow", unit_kind="money", **({"reach": more.pop("reach")} if "reach" in more else {})
        )
        return printed_quantity(observation(obs=obs, value=value, printed=f"{value}", classification=own, **more))

    return make


def test_a_series_is_in_the_order_of_time(number: Make) -> None:
    later, earlier = number("b", 1, period="2025"), number("a", 2, period="2024")

    assert [2, 1] == [each.value for each in together.series(later, earlier)]


def test_implied_numbers_stand_in_their_own_time_in_a_series(number: Make) -> None:
    level = number("a", 110, period="2025")
    row = number("r", 10, measure="growth", base_period="2024").inputs[0]
    rate = printed_quantity(replace(row, unit="percent", classification=Classification(unit_kind="percent")))
    implied = together.implied_base(level, rate)

    assert [100, 110] == pytest.approx([each.value for each in together.series(level, implied=[implied])])
    assert ("CNY", "base") == (implied.unit, implied.measure)
    with pytest.raises(ParameterError, match="a number is missing"):
        together.series(level, implied=[None])  # type: ignore[list-item]


def test_a_product_stands_in_a_series_at_the_time_of_its_first_number(number: Make) -> None:
    later, earlier = (
        number(name, 2, period=period) * number("c", 3) for name, period in (("b", "2026"), ("a", "2020"))
    )

    assert [earlier, later] == together.series(later, earlier)


def test_a_ranking_begins_with_the_largest(number: Make) -> None:
    assert [3, 2, 1] == [each.value for each in together.rank(*(number(f"n{n}", n) for n in (2, 3, 1)))]


def test_parts_that_exclude_one_another_are_stacked_in_their_unit(number: Make) -> None:
    parts = [number(f"n{n}", n, members=(("kind", f"k{n}"),)) for n in (2, 3)]
    total = together.total(*parts)

    assert (5, "CNY") == (total.value, total.unit)


def test_a_number_beside_itself_is_refused_unless_the_rule_is_waived(number: Make) -> None:
    one, other = number("a", 1), number("b", 2)
    with pytest.raises(MixedNumbers, match="overlapping-groups"):
        together.total(one, other)
    with together.allow("overlapping-groups", reason="a test"):
        total = together.total(one, other)

    assert ["overlapping-groups"] == [waiver.rule for waiver in total.waivers]


def test_now_is_compared_with_then_in_percent(number: Make) -> None:
    found = together.compare(number("a", 120, period="2025"), number("b", 100, period="2024"))

    assert (pytest.approx(20), "percent") == (found.value, found.unit)


def test_a_missing_number_is_named_as_such(number: Make) -> None:
    for combine in (together.total, together.rank, together.series):
        with pytest.raises(ParameterError, match="a number is missing"):
            combine(number("a", 1), None)  # type: ignore[arg-type]
        with pytest.raises(ParameterError, match="a number is missing"):
            combine()
    with pytest.raises(ParameterError, match="is no number of the book"):
        together.rank(5)  # type: ignore[arg-type]


def test_a_constant_has_no_rounding() -> None:
    assert (3, 3) == constant(3).interval


def test_a_rate_is_a_yearly_one_unless_it_runs_over_more_years(observation: Callable[..., Observation]) -> None:
    def rate(base_period: str) -> Quantity:
        own = Classification(kind="flow", unit_kind="percent")
        row = observation(value=44, unit="percent", measure="growth", base_period=base_period, classification=own)
        return printed_quantity(row)

    assert 20 == pytest.approx(together.yearly(rate("2023"), years=2).value)
    assert 44 == pytest.approx(together.yearly(rate("2024")).value)
