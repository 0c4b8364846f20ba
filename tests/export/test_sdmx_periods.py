"""Periods in SDMX."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.export.sdmx_periods import sdmx_period
from statbook.store import Store

OBSERVATIONAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?|-Q[1-4]|-S[12])?|\d{4}-\d\d-\d\d/P[1-9]\d*[YMD]", re.ASCII)
"""The forms of SDMX's ObservationalTimePeriod that are written."""


@pytest.mark.parametrize(
    ("period", "time"),
    [
        ("2025", "2025"), ("2025-01", "2025-01"), ("2025-01-31", "2025-01-31"),
        ("2025-01/2025-03", "2025-Q1"), ("2025-04/2025-06", "2025-Q2"), ("2025-07/2025-09", "2025-Q3"), ("2025-10/2025-12", "2025-Q4"),
        ("2025-02/2025-04", "2025-02-01/P3M"), ("2025-01/2025-06", "2025-S1"), ("2025-07/2025-12", "2025-S2"), ("2025-04/2025-09", "2025-04-01/P6M"),
        ("2025-01/2025-02", "2025-01-01/P2M"), ("2025-01/2025-10", "2025-01-01/P10M"), ("2025-01/2025-12", "2025-01-01/P12M"), ("2024-12/2025-02", "2024-12-01/P3M"),
        ("2021/2025", "2021-01-01/P5Y"), ("2025-01-01/2025-01-27", "2025-01-01/P27D"), ("2024-02-01/2024-03-01", "2024-02-01/P30D"),
        ("2023-12/2025-02-15", "2023-12-01/P443D"), ("2023/2025-02", "2023-01-01/P26M"), ("2024-12-31/2025", "2024-12-31/P366D"),
    ],
)  # fmt: skip
def test_a_period_with_both_ends(period: str, time: str) -> None:
    found = sdmx_period(period)

    assert found == (time, "")
    assert OBSERVATIONAL.fullmatch(time)


@pytest.mark.parametrize(
    ("period", "found"),
    [("../2024-03-18", ("2024-03-18", "start")), ("2021/..", ("2021", "end")), ("../..", None)],
)
def test_an_end_that_is_not_printed_is_said(period: str, found: tuple[str, str] | None) -> None:
    assert found == sdmx_period(period)


def test_every_period_of_the_book_is_written_or_has_no_date(store: Store) -> None:
    for period in {row.period for row in store.history}:
        found = sdmx_period(period)
        assert (period == "../..") == (found is None)
        assert found is None or OBSERVATIONAL.fullmatch(found.time), period


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 4000))
def test_days_are_counted_with_both_ends(start: date, days: int) -> None:
    end = start + timedelta(days - 1)
    found = sdmx_period(f"{start}/{end}")

    assert found == (f"{start}/P{days}D", "")
