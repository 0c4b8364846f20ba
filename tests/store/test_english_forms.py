"""English printed forms in the signs of Chinese ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.store.english_forms import in_chinese_signs
from statbook.store.printed_number import parse_printed


@pytest.mark.parametrize(
    ("printed", "value", "unit", "bound"),
    [
        ("10.9 billion yuan", "10900000000", "元", "exact"),
        ("RMB 3.2 trillion", "3200000000000", "元", "exact"),
        ("$1.5bn", "1500000000", "美元", "exact"),
        ("about 20 basis points", "20", "个基点", "about"),
        ("More than 5 percent", "5", "%", "more_than"),
        ("no less than 0.5 percentage points", "0.5", "个百分点", "at_least"),
        ("12,345 companies", "12345", "companies", "exact"),
        ("1.05 million", "1050000", "", "exact"),
        ("11.6-percent", "11.6", "%", "exact"),
    ],
)
def test_an_english_number_is_read(printed: str, value: str, unit: str, bound: str) -> None:
    reading = parse_printed(printed)

    assert reading is not None
    assert (Decimal(value), unit, {bound}) == (reading.value, reading.unit, set(reading.bounds))


@pytest.mark.parametrize(
    ("printed", "value", "unit", "bound"),
    [
        ("two-thirds", "66.6667", "%", "exact"),
        ("a third", "33.3333", "%", "exact"),
        ("nearly a quarter", "25", "%", "about"),
        ("more than half", "50", "%", "more_than"),
        ("three tenths", "30", "%", "exact"),
        ("doubled", "1", "倍", "exact"),
        ("nearly tripled", "2", "倍", "about"),
        ("quadrupled", "3", "倍", "exact"),
        ("fivefold", "5", "倍", "exact"),
        ("twice", "2", "倍", "exact"),
        ("three times", "3", "倍", "exact"),
        ("second", "2", "位次", "exact"),
    ],
)
def test_a_number_in_words_is_read_and_has_no_last_digit(printed: str, value: str, unit: str, bound: str) -> None:
    reading = parse_printed(printed)

    assert reading is not None
    assert (Decimal(value), unit, {bound}, None) == (reading.value, reading.unit, set(reading.bounds), reading.step)


@pytest.mark.parametrize(("printed", "place"), [("No. 2", 2), ("3rd", 3), ("11th", 11)])
def test_a_place_is_a_rank(printed: str, place: int) -> None:
    reading = parse_printed(printed)

    assert reading is not None
    assert (place, "位次") == (reading.value, reading.unit)


def test_a_scale_that_is_printed_once_is_that_of_both_ends() -> None:
    reading = parse_printed("3 and 4 trillion yuan")

    assert reading is not None
    assert (3 * 10**12, 4 * 10**12) == (reading.value, reading.value_to)


def test_an_english_range_has_two_ends() -> None:
    reading = parse_printed("900 million to 1.2 billion yuan")

    assert reading is not None
    assert (900_000_000, 1_200_000_000) == (reading.value, reading.value_to)


def test_the_last_printed_digit_counts_in_its_scale() -> None:
    reading = parse_printed("10.9 billion yuan")

    assert reading is not None
    assert reading.step == 100_000_000


@given(st.text(alphabet="0123456789.亿万元%约超 ", max_size=20))
def test_a_form_without_english_words_stays_as_it_is(printed: str) -> None:
    assert printed == in_chinese_signs(printed)


def test_other_words_stay() -> None:
    assert "1000 PFLOPS" == in_chinese_signs("1000 PFLOPS")
    assert "3 billionaires" == in_chinese_signs("3 billionaires")
