"""The letters of columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.ingest.readers.column_name import column_letters, column_number


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")])
def test_columns_have_the_letters_of_spreadsheets(column: int, letters: str) -> None:
    assert letters == column_letters(column)


@given(st.integers(0, 20_000))
def test_the_letters_of_a_column_tell_its_number(column: int) -> None:
    number = 0
    for letter in column_letters(column):
        number = number * 26 + ord(letter) - 64

    assert column == number - 1


@given(st.integers(0, 16_383))
def test_the_letters_of_a_column_are_its_number(column: int) -> None:
    assert column == column_number(column_letters(column))
