"""Periods are EDTF as a library reads it, and only those that the calendar has."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from statbook.project.paths import Book
from statbook.store.periods import (
    UNDATED,
    base_in_words,
    bounds_of,
    is_day,
    is_over,
    is_period,
    length_of,
    period_in_words,
    sort_key,
    within,
    years_between,
)

PARTS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).flatmap(
    lambda day: st.sampled_from([str(day.year), f"{day:%Y-%m}", day.isoformat()])
)


def cells(book: Book, *columns: str) -> list[tuple[str, str]]:
    """File and cell of these columns of all tables of data/, each once."""
    found = []
    for path in sorted(Path(book.data).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [(path.name, row[name]) for row in csv.DictReader(file) for name in columns if row.get(name)]
    return list(dict.fromkeys(found))


def test_the_edtf_library_reads_every_period_base_and_date_of_the_data(book: Book) -> None:
    written = cells(book, "period", "base_period", "date", "known_from", "known_to")

    assert len(written) > 50
    assert {UNDATED, "2021/.."} <= {cell for _, cell in written}
    for _, cell in written:
        parse_edtf(cell)


@settings(deadline=None)  # edtf takes its time on the first string
@given(st.one_of(PARTS, st.tuples(PARTS | st.just(".."), PARTS | st.just("..")).map("/".join)))
def test_what_is_a_period_is_one_to_the_edtf_library(text: str) -> None:
    if is_period(text):
        parse_edtf(text)
    else:
        start, _, end = text.partition("/")
        assert start[: len(end)] > end


@pytest.mark.parametrize(
    "text",
    ["..", "", "2026-13", "2026-02-31", "3023", "3023/2025", "1026", "1899", "2101", "2026/2025", "2026-03/2026-02", "2026-1", "2026/", "2026-W01"],
)  # fmt: skip
def test_what_no_calendar_or_no_source_has_is_no_period(text: str) -> None:
    assert not is_period(text)


@pytest.mark.parametrize(
    "text",
    ["1900", "2100", "2025/2026", "2026/2026", "2026-03/2026", "2026/2026-03", "2026-03-24/2026-03-25", "2026/.."],
)
def test_a_period_may_end_when_it_starts_and_lie_at_the_edge_of_the_years(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["2026", "2026-03", "2026-02-31", "20260325", "3023-01-01", "../..", ""])
def test_only_a_whole_date_is_a_day(text: str) -> None:
    assert not is_day(text)
    assert is_day("2026-03-25")


@pytest.mark.parametrize(
    ("period", "timing", "day", "over"),
    [
        ("2026-03-25", "over", "2026-03-25", True),
        ("2026-03", "over", "2026-03-30", False),
        ("2026-03", "over", "2026-03-31", True),
        ("2026-03", "at", "2026-03-01", True),
        ("2026", "at", "2026-11-30", False),
        ("2025", "over", "2025-12-31", True),
        ("2021/..", "over", "2021-01-02", True),
        ("../..", "at", "2000-01-01", True),
        ("2026-03-25", "at", "2026-03-24", False),
        ("2026-03-25", "at", "2026-03-25", True),
        ("2026", "at", "2026-12-01", True),
        ("2026-01/2026-03", "to_date", "2026-03-30", False),
        ("2028-02", "over", "2028-02-28", False),
        ("2026-02", "over", "2026-02-28", True),
    ],
)
def test_what_is_told_must_be_over(period: str, timing: str, day: str, over: bool) -> None:
    assert over == is_over(period, timing, day)


@pytest.mark.parametrize(
    ("period", "length"),
    [
        ("2026", ("month", 12)),
        ("2026-03", ("month", 1)),
        ("2025-12/2026-02", ("month", 3)),
        ("2024/2025-06", ("month", 18)),
        ("2026-03-25", ("day", 1)),
        ("2026-02-27/2026-03-02", ("day", 4)),
        ("2026-02/2026-03-02", None),
        ("2026-02-27/2026-03", None),
        ("../2026", None),
        ("", None),
    ],
)
def test_a_length_counts_both_ends_in_months_or_in_days(period: str, length: tuple[str, int] | None) -> None:
    assert length == length_of(period)


@pytest.mark.parametrize(
    ("period", "bounds"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2026-02", ("2026-02-01", "2026-02-31")),
        ("2026-03-25", ("2026-03-25", "2026-03-25")),
        ("2025-12/2026", ("2025-12-01", "2026-12-31")),
        ("../2026-03", ("", "2026-03-31")),
        ("", ("", "9")),
    ],
)
def test_bounds_are_the_first_and_the_last_day(period: str, bounds: tuple[str, str]) -> None:
    assert bounds == bounds_of(period)


@pytest.mark.parametrize(
    ("period", "other", "inside"),
    [
        ("2026", "2026", True),
        ("2026-12", "2026", True),
        ("2026", "2026-12", False),
        ("2025-12/2026-01", "2026", False),
        ("2026-12/2027-01", "2026", False),
        ("2026", "../..", True),
        ("../..", "2026", False),
    ],
)
def test_a_period_lies_in_another_if_both_ends_do(period: str, other: str, inside: bool) -> None:
    assert inside == within(period, other)


@pytest.mark.parametrize(
    ("period", "base", "years"),
    [
        ("2026", "2024", 2),
        ("2026-03", "2025-12", 0.25),
        ("2026-01/2026-02", "2025-01/2025-02", 1),
        ("2026-12", "2025", 1),
        ("2026", "2025-06", 1.5),
        ("2026", "../..", None),
        ("", "2025", None),
    ],
)
def test_a_base_lies_so_many_years_before_by_the_ends(period: str, base: str, years: float | None) -> None:
    assert years == years_between(period, base)


def test_periods_are_sorted_by_their_ends_then_by_their_starts() -> None:
    ordered = ["../2024", "2025/2025-06", "2025-06/2025-06", "2025-07"]

    assert ordered == sorted(reversed(ordered), key=sort_key)


def test_an_open_end_has_no_length_and_stands_at_its_start() -> None:
    assert length_of("2021/..") is None
    assert ("2021-01-01", "9") == bounds_of("2021/..")
    assert ["../..", "2020", "2021/..", "2022"] == sorted(["2022", "2021/..", "../..", "2020"], key=sort_key)


def test_a_base_that_is_not_printed_is_called_so() -> None:
    assert "a base that is not printed" == base_in_words(UNDATED, "en")
    assert "未印明的基期" == base_in_words("", "zh")
    assert "2024年1月" == base_in_words("2024-01", "zh")


@pytest.mark.parametrize(
    ("period", "en", "zh"),
    [
        ("2026-01/2026-02", "January–February 2026", "2026年1—2月"),
        ("2023/2025", "2023–2025", "2023—2025年"),
        ("2025-01-01/2025-01-27", "1–27 January 2025", "2025年1月1日至2025年1月27日"),
        ("../2024-03-18", "to 18 March 2024", "截至2024年3月18日"),
        ("2025", "2025", "2025年"),
        ("2025-01", "January 2025", "2025年1月"),
        ("2025-12-09", "9 December 2025", "2025年12月9日"),
        ("2025-12/2026-01", "December 2025 to January 2026", "2025年12月至2026年1月"),
        ("2025-01-31/2025-02-27", "31 January 2025 to 27 February 2025", "2025年1月31日至2025年2月27日"),
        ("2024/2025-06", "2024 to June 2025", "2024年至2025年6月"),
        ("2021/..", "since 2021", "2021年以来"),
        ("2023-12/2025-02-15", "December 2023 to 15 February 2025", "2023年12月至2025年2月15日"),
        ("../..", "undated", "未注明日期"),
        ("", "undated", "未注明日期"),
    ],
)
def test_a_period_is_written_as_readers_write_it(period: str, en: str, zh: str) -> None:
    assert en == period_in_words(period, "en")
    assert zh == period_in_words(period, "zh")
