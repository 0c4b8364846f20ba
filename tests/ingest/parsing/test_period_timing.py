"""Timing and periods."""

from __future__ import annotations

import pytest

from statbook.ingest.parsing.period_timing import base_period, end_of, is_months_to_date, months_to_date


def test_months_to_date_run_from_january() -> None:
    found = [months_to_date(period) for period in ("2024-01", "2024-03", "2024-01/2024-03", "2024", "2024-02/2024-03")]

    assert ["2024-01", "2024-01/2024-03", "2024-01/2024-03", "2024-01/2024-12", None] == found


def test_a_quarter_to_date_runs_from_january() -> None:
    quarters = ["2024-01/2024-03", "2024-04/2024-06", "2024-07/2024-09", "2024-10/2024-12"]

    assert [f"2024-01/2024-{last}" for last in ("03", "06", "09", "12")] == [months_to_date(each) for each in quarters]


def test_what_is_at_a_quarter_or_a_half_is_at_its_end() -> None:
    periods = ["2024-04/2024-06", "2024-07/2024-12", "2024-02/2024-04", "2024-01/2024-09", "2024", "2024-05"]

    assert ["2024-06", "2024-12", *periods[2:]] == [end_of(each) for each in periods]


def test_only_a_span_from_january_within_one_year_is_to_date() -> None:
    found = [
        is_months_to_date(period) for period in ("2024-01/2024-03", "2024-02/2024-03", "2024-01/2025-03", "2024-01")
    ]

    assert [True, False, False, False] == found


@pytest.mark.parametrize(
    ("period", "base", "expected"),
    [
        ("2024-01/2024-03", "year_before", "2023-01/2023-03"), ("2024-02-29", "year_before", "2023-02-28"),
        ("2024", "before", "2023"), ("2024-01", "before", "2023-12"), ("2024-12", "before", "2024-11"),
        ("2024-01/2024-03", "before", None), ("2024", "unknown", "../.."),
    ],
)  # fmt: skip
def test_a_period_has_its_base(period: str, base: str, expected: str | None) -> None:
    assert expected == base_period(period, base)


@pytest.mark.parametrize(
    ("period", "base", "expected"),
    [
        ("2024", "year_before", "2023"), ("2024-05", "year_before", "2023-05"), ("2024-02", "before", "2024-01"), ("2024-10", "before", "2024-09"), ("2024-11", "before", "2024-10"), ("2024-05-01", "before", None),
        ("2024-05", "unknown", "../.."), ("2023-02-28", "year_before", "2022-02-28"), ("2025-02-29", "year_before", "2024-02-28"), ("2000", "before", "1999"), ("2024-12/2025-02", "year_before", "2023-12/2024-02"),
    ],
)  # fmt: skip
def test_the_base_is_a_year_earlier_or_the_period_before(period: str, base: str, expected: str | None) -> None:
    assert expected == base_period(period, base)
