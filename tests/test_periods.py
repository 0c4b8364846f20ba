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
from statbook.store.periods import UNDATED, base_in_words, bounds_of, is_day, is_over, is_period, length_of, sort_key

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
    ["..", "", "2026-13", "2026-02-31", "3023", "3023/2025", "1026", "2026/2025", "2026-03/2026-02", "2026-1", "2026/", "2026-W01"],
)  # fmt: skip
def test_what_no_calendar_or_no_source_has_is_no_period(text: str) -> None:
    assert not is_period(text)


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
    ],
)
def test_what_is_told_must_be_over(period: str, timing: str, day: str, over: bool) -> None:
    assert over == is_over(period, timing, day)


def test_an_open_end_has_no_length_and_stands_at_its_start() -> None:
    assert length_of("2021/..") is None
    assert ("2021-01-01", "9") == bounds_of("2021/..")
    assert ["../..", "2020", "2021/..", "2022"] == sorted(["2022", "2021/..", "../..", "2020"], key=sort_key)


def test_a_base_that_is_not_printed_is_called_so() -> None:
    assert "a base that is not printed" == base_in_words(UNDATED, "en")
    assert "2024年1月" == base_in_words("2024-01", "zh")
