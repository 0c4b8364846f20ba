"""What a printed number allows."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.store import Observation, last_digit, printed_interval, rounding_unit
from statbook.store.classification import Classification

Make = Callable[..., Observation]


def counted(observation: Make, printed: str, value: float, **more: object) -> Observation:
    return observation(
        printed=printed, value=value, **({"unit": "firms", "classification": Classification(unit_kind="count")} | more)
    )


@pytest.mark.parametrize(
    ("printed", "value"),
    [("10部门", 10), ("八部门", 8), ("两项", 2), ("三十城", 30), ("1,260家", 1260), ("10000家", 10000)],
)
def test_a_count_in_full_allows_itself_alone(observation: Make, printed: str, value: int) -> None:
    row = counted(observation, printed, value)

    assert (value, value) == printed_interval(row)
    assert 0 == rounding_unit(row)


@pytest.mark.parametrize(
    ("printed", "value", "low", "high"),
    [
        ("1.6万家", 16000, 15500, 16500),
        ("68万件", 680000, 675000, 685000),
        ("3千家", 3000, 2500, 3500),
        ("12.5家", 12.5, 12.45, 12.55),
    ],
)
def test_a_scale_word_or_decimals_say_that_a_count_was_rounded(
    observation: Make, printed: str, value: float, low: float, high: float
) -> None:
    assert (low, high) == pytest.approx(printed_interval(counted(observation, printed, value)))


def test_a_count_of_a_table_in_ten_thousands_was_rounded(observation: Make) -> None:
    assert (15000, 25000) == printed_interval(counted(observation, "2", 20000))


@pytest.mark.parametrize("more", [{"bound": "about"}, {"value_to": 12}, {"measure": "growth", "unit": "percent"}])
def test_what_is_approximate_a_range_or_no_count_is_not_exact(observation: Make, more: dict[str, object]) -> None:
    more = {name: Decimal(value) if name == "value_to" else value for name, value in more.items()}
    printed = "10至12家" if "value_to" in more else "10家"

    assert rounding_unit(counted(observation, printed, 10, **more)) == 1


def test_an_amount_keeps_half_a_unit_of_its_last_digit_and_takes_the_wider_end_of_a_range(observation: Make) -> None:
    assert (99.5, 100.5) == printed_interval(observation(printed="100元", value=100))
    assert (2.5, 4.5) == printed_interval(observation(printed="3至4元", value=3, value_to=Decimal(4)))


def test_what_a_rule_lays_down_is_exact_and_a_measured_time_is_not(observation: Make) -> None:
    assert (3, 3) == printed_interval(observation(printed="3年", value=3, unit="years", status="rule"))
    assert (2.5, 3.5) == printed_interval(observation(printed="3年", value=3, unit="years"))


def test_a_step_overrides_even_a_count_in_full_unless_the_reading_is_strict(observation: Make) -> None:
    row = counted(observation, "2700家", 2700, step=Decimal(100))

    assert (2650, 2750) == printed_interval(row)
    assert (2700, 2700) == printed_interval(row, strict=True)


def test_bounds_are_open_on_one_side(observation: Make) -> None:
    assert (100, math.inf) == printed_interval(counted(observation, "100余家", 100, bound="more_than"))
    assert (-math.inf, 100) == printed_interval(counted(observation, "不到100家", 100, bound="less_than"))


def test_fractions_and_words_of_scale_have_no_last_digit(observation: Make) -> None:
    assert last_digit(observation(printed="1/10", value=10, unit="percent")) is None
    assert last_digit(observation(printed="万亿级", value=10**12)) is None


@given(st.integers(1, 10**9))
def test_any_whole_number_of_things_is_exact(number: int) -> None:
    row = Observation(
        *("place.2025.thing", "trade", "thing", "Place", (), "2025", "over", "level", Decimal(number), "firms"),
        *("exact", "actual", f"{number}家", "s", 0, "2026-01-01"),
        classification=Classification(unit_kind="count"),
    )

    assert (number, number) == printed_interval(row)


@pytest.mark.parametrize(
    ("cells", "digit"),
    [
        ({"value": 16000, "printed": "1.6万元"}, "1000"),
        ({"value": "-12.5", "printed": "12.5%", "unit": "percent"}, "0.1"),
        ({"value": "1.6", "printed": "1.6万元"}, "0.1"),
        ({"value": 0, "printed": "0元"}, None),
        ({"value": 100, "printed": "无"}, None),
    ],
)
def test_the_last_digit_is_in_the_unit_of_the_number(
    observation: Make, cells: dict[str, object], digit: str | None
) -> None:
    assert (None if digit is None else Decimal(digit)) == last_digit(observation(**cells))


@pytest.mark.parametrize(
    ("cells", "exact"),
    [
        ({"printed": "3年", "value": 3, "status": "rule"}, True),
        ({"printed": "3年", "value": -3, "status": "rule"}, True),
        ({"printed": "3.0年", "value": 3, "status": "rule"}, False),
        ({"printed": "3.5年", "value": "3.5", "status": "rule"}, False),
        ({"printed": "3万年", "value": 30000, "status": "rule"}, False),
        ({"printed": "3百年", "value": 300, "status": "rule"}, False),
        ({"printed": "三百年", "value": 300, "status": "rule"}, True),
        ({"printed": "3年", "value": 36, "status": "rule"}, False),
        ({"printed": "约3年", "value": 3, "status": "rule", "bound": "about"}, False),
        ({"printed": "3年", "value": 3, "status": "target"}, False),
    ],
)
def test_only_what_a_rule_prints_in_full_is_exact(observation: Make, cells: dict[str, object], exact: bool) -> None:
    assert exact == (rounding_unit(observation(unit="years", **cells)) == 0)


def test_each_bound_is_open_on_its_own_side(observation: Make) -> None:
    found = {
        bound: printed_interval(observation(bound=bound, step=Decimal(10)))
        for bound in ("more_than", "at_least", "at_most", "less_than", "exact")
    }

    up, down = (100, math.inf), (-math.inf, 100)
    assert {"more_than": up, "at_least": up, "at_most": down, "less_than": down, "exact": (95, 105)} == found


def test_a_number_without_a_rounding_unit_allows_only_itself(observation: Make) -> None:
    assert (10, 10) == printed_interval(observation(printed="1/10", value=10, unit="percent"))


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("1.234,5", "1234.5", "0.1"),
        ("488,5", "48850000000", "10000000"),
        ("-0,25", "-25", "1"),
        ("488,500", "488500", "1"),
    ],
)
def test_the_last_digit_behind_a_decimal_comma(observation: Make, printed: str, value: str, unit: str) -> None:
    row = observation(printed=printed, value=Decimal(value), unit="CNY", step=Decimal(7))

    assert Decimal(unit) == rounding_unit(row, strict=True)
