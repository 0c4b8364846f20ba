"""Periods in English texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.reading.english_periods import PERIOD, SPAN, read_period
from statbook.store.periods import MONTHS


def period(text: str) -> tuple[object, ...]:
    found = re.search(PERIOD, text, re.IGNORECASE)
    words = read_period(found[0]) if found else None
    return () if words is None else (words.kind, words.year, words.first, words.last, words.timing)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in the first five months of 2025", ("months", 2025, 1, 5, "")),
        ("in the first 5 months", ("months", None, 1, 5, "")),
        ("in January–February 2026", ("months", 2026, 1, 2, "")),
        ("in January and February 2022", ("months", 2022, 1, 2, "")),
        ("in Jan-Feb 2026", ("months", 2026, 1, 2, "")),
        ("in October 2025", ("months", 2025, 10, 10, "")),
        ("in the first quarter of 2025", ("months", 2025, 1, 3, "")),
        ("in the second half of 2025", ("months", 2025, 7, 12, "")),
        ("at the end of June", ("months", None, 6, 6, "at")),
        ("by the end of 2025", ("months", 2025, None, None, "at")),
        ("by 2030", ("months", 2030, None, None, "by")),
        ("in 2025", ("months", 2025, None, None, "")),
        ("2025's", ("months", 2025, None, None, "")),
        ("from 2023 to 2025", ("years", 2023, None, None, "")),
        ("the 14th Five-Year Plan period", ("years", 2021, None, None, "")),
        ("as of March 31, 2026", ("day", 2026, 3, 3, "at")),
        ("on 18 March 2024", ("day", 2024, 3, 3, "")),
        ("since 2021", ("since", 2021, None, None, "")),
        ("a year earlier", ("year-earlier", None, None, None, "")),
        ("the same period last year", ("year-earlier", None, None, None, "")),
        ("the year before", ("previous-year", None, None, None, "")),
        ("a month earlier", ("previous-month", None, None, None, "")),
        ("by the end of last month", ("last-month", None, None, None, "at")),
        ("at the end of last year", ("months", None, None, None, "at")),
        ("in the January-May period", ("months", None, 1, 5, "")),
        ("during the same period", ("same", None, None, None, "")),
        ("the same period of the previous year", ("year-earlier", None, None, None, "")),
        ("for the full year", ("whole-year", None, None, None, "")),
        ("the previous quarter", ("previous-quarter", None, None, None, "")),
        ("so far", ("now", None, None, None, "at")),
    ],
)
def test_a_period_is_read(text: str, found: tuple[object, ...]) -> None:
    assert found == period(text)


@pytest.mark.parametrize("text", ["it may rise", "2025 firms", "in 2,000 years", "in 2019 million yuan", "marching on"])
def test_other_words_are_no_periods(text: str) -> None:
    assert () == period(text)


@given(st.integers(1, 12), st.integers(0, 11), st.integers(1990, 2049))
def test_months_that_are_written_are_read_back(first: int, more: int, year: int) -> None:
    last = min(12, first + more)
    words = MONTHS[first - 1] if first == last else f"{MONTHS[first - 1]} to {MONTHS[last - 1]}"

    assert ("months", year, first, last, "") == period(f"in {words} {year}")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from November 2030 to February 2031", 2030, 2031),
        ("between November 2030 and February 2031", 2030, 2031),
        ("from the fourth quarter of 2030 to the first quarter of 2031", 2030, 2031),
        ("from Dec. 20, 2030 to Jan. 10, 2031", 2030, 2031),
    ],
)
def test_a_period_may_cross_years(text: str, first: int, last: int) -> None:
    found = re.search(SPAN, text, re.IGNORECASE)
    words = read_period(found[0]) if found else None

    assert words is not None
    assert words.until is not None
    assert (text, first, last) == (found[0] if found else "", words.year, words.until.year)


def test_years_that_are_cut_short_may_be_one_or_two() -> None:
    words = read_period("in 2030-31")

    assert words is not None
    assert "unclear" == words.kind


def test_months_of_one_year_are_no_span() -> None:
    words = read_period("between January and March 2031")

    assert words is not None
    assert (2031, 1, 3, None) == (words.year, words.first, words.last, words.until)
