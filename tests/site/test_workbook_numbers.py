"""Numbers in words become numbers that a cell shows in the same words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.ingest.readers.number_format import show
from statbook.prose import format_number
from statbook.prose.number_words import BOUNDS
from statbook.site.workbook_numbers import decimals_in_unit, number_in_unit, read_number
from statbook.store import Store


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("113.72 billion yuan", "113720000000"),
        ("1.20 trillion yuan", "1200000000000"),
        ("about 80,000", "80000"),
        ("more than 30%", "30"),
        ("−1.2 percentage points", "-1.2"),
        ("46,000", "46000"),
        ("2024", "2024"),
        ("0.0%", "0"),
    ],
)
def test_a_number_in_words_is_shown_in_the_same_words(text: str, value: str) -> None:
    number = read_number(text)

    assert number is not None
    assert Decimal(value) == number.value
    assert text == number.shown
    assert text.replace("−", "-") == show(float(number.value), number.code).text.replace("−", "-")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "yes",
            "40.2 to 40.3%",
            "2 of 3",
            "1.18万亿元",
            "5.8亿元",
            "5G",
            "2026-01",
            "462.8亿元; 140.7%",
            '5 "in"',
        ),
        *("January 2025", "=1+1", "12,34", "２５"),
    ],
)
def test_other_words_are_no_number(text: str) -> None:
    assert read_number(text) is None


@given(
    st.decimals(min_value="0.001", max_value=10**14, places=3),
    st.booleans(),
    st.sampled_from([Decimal(10) ** power for power in range(-3, 4)]),
    st.sampled_from(["CNY", "percent", "patents"]),
    st.sampled_from([*BOUNDS["en"].values()]),
)
def test_all_that_the_book_writes_is_read(
    store: Store, value: Decimal, below: bool, fine: Decimal, unit: str, bound: str
) -> None:
    words = bound + format_number(-value if below else value, store.units.loc[unit], "en", fine=fine)
    number = read_number(words)

    assert number is not None
    assert words == number.shown
    assert abs(abs(number.value) - value) <= max(fine, Decimal(1) if value < 10**11 else value / 10**11)


def test_a_number_in_its_unit_has_one_decimal_more_than_its_words() -> None:
    assert -7 == decimals_in_unit("113.72 billion yuan")
    assert 1 == decimals_in_unit("40.3 percentage points")
    assert decimals_in_unit("any value") is None
    assert "40.27" == number_in_unit(Decimal("40.2746212134"), 1).shown
    assert "#,##0" == number_in_unit(Decimal("113720000000"), -7).code
    assert ("80.0", "#,##0.0") == number_in_unit(Decimal("80"), least=1)[:0:-1]
