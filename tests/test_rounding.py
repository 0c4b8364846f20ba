"""What a printed number allows."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.store import Observation, box, last_digit, rounding_unit
from statbook.store.classification import Nature

Make = Callable[..., Observation]


def counted(observation: Make, printed: str, value: float, **more: object) -> Observation:
    return observation(printed=printed, value=value, **({"unit": "firms", "nature": Nature(sort="count")} | more))


@pytest.mark.parametrize(
    ("printed", "value"),
    [("10部门", 10), ("八部门", 8), ("两项", 2), ("三十城", 30), ("1,260家", 1260), ("10000家", 10000)],
)
def test_a_count_in_full_allows_itself_alone(observation: Make, printed: str, value: int) -> None:
    row = counted(observation, printed, value)

    assert (value, value) == box(row)
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
    assert (low, high) == pytest.approx(box(counted(observation, printed, value)))


def test_a_count_of_a_table_in_ten_thousands_was_rounded(observation: Make) -> None:
    assert (15000, 25000) == box(counted(observation, "2", 20000))


@pytest.mark.parametrize("more", [{"bound": "about"}, {"value_to": 12}, {"measure": "growth", "unit": "percent"}])
def test_what_is_approximate_a_range_or_no_count_is_not_exact(observation: Make, more: dict[str, object]) -> None:
    from decimal import Decimal

    more = {name: Decimal(value) if name == "value_to" else value for name, value in more.items()}
    printed = "10至12家" if "value_to" in more else "10家"

    assert rounding_unit(counted(observation, printed, 10, **more)) == 1


def test_an_amount_keeps_half_a_unit_of_its_last_digit_and_takes_the_wider_end_of_a_range(observation: Make) -> None:
    from decimal import Decimal

    assert (99.5, 100.5) == box(observation(printed="100元", value=100))
    assert (2.5, 4.5) == box(observation(printed="3至4元", value=3, value_to=Decimal(4)))


def test_what_a_rule_lays_down_is_exact_and_a_measured_time_is_not(observation: Make) -> None:
    assert (3, 3) == box(observation(printed="3年", value=3, unit="years", status="rule"))
    assert (2.5, 3.5) == box(observation(printed="3年", value=3, unit="years"))


def test_a_step_overrides_even_a_count_in_full_unless_the_reading_is_strict(observation: Make) -> None:
    from decimal import Decimal

    row = counted(observation, "2700家", 2700, step=Decimal(100))

    assert (2650, 2750) == box(row)
    assert (2700, 2700) == box(row, strict=True)


def test_bounds_are_open_on_one_side(observation: Make) -> None:
    assert (100, math.inf) == box(counted(observation, "100余家", 100, bound="more_than"))
    assert (-math.inf, 100) == box(counted(observation, "不到100家", 100, bound="less_than"))


def test_fractions_and_words_of_scale_have_no_last_digit(observation: Make) -> None:
    assert last_digit(observation(printed="1/10", value=10, unit="percent")) is None
    assert last_digit(observation(printed="万亿级", value=10**12)) is None


@given(st.integers(1, 10**9))
def test_any_whole_number_of_things_is_exact(number: int) -> None:
    from decimal import Decimal

    row = Observation(
        *("place.2025.thing", "trade", "thing", "Place", (), "2025", "over", "level", Decimal(number), "firms"),
        *("exact", "actual", f"{number}家", "s", 0, "2026-01-01"),
        nature=Nature(sort="count"),
    )

    assert (number, number) == box(row)
