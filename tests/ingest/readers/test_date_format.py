"""Days, months and years as date cells show them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_tables import examples
from statbook.ingest.parsing.period_parser import parse_period
from statbook.ingest.readers.date_format import FIRST_DAY, LAST_DAY, show_date
from statbook.ingest.readers.format_sections import UnclearFormat, parse_format

MONTHS = ['yyyy"年"m"月"', "mmm-yy", "mm/yyyy", "[$-804]mmmm yyyy", "yy.m"]
DAYS = ['yyyy"年"m"月"d"日"', "mm-dd-yy", "d-mmm-yyyy", "m/d/yy h:mm"]


def shown(code: str, serial: float, *, is_1904: bool = False) -> str:
    (section, *_), _ = parse_format(code)
    return show_date(section.parts, serial, is_1904=is_1904, is_chinese=section.is_chinese)


@examples(300)
@given(day=st.dates(date(1901, 1, 1), date(2099, 12, 31)), month=st.sampled_from(MONTHS), whole=st.sampled_from(DAYS))
def test_a_date_is_the_month_or_the_day_that_it_shows_in_whatever_order(day: date, month: str, whole: str) -> None:
    serial = (day - date(1899, 12, 30)).days

    assert day.isoformat()[:7] == shown(month, serial)
    assert day.isoformat() == parse_period(shown(whole, serial))
    assert str(day.year) == shown('yyyy"年"', serial)


def test_days_may_be_counted_from_1904() -> None:
    assert "2026-05-01" == shown("yyyy-mm-dd", 46_143 - 1462, is_1904=True)


@pytest.mark.parametrize("serial", [FIRST_DAY - 1, LAST_DAY + 1, -1])
def test_days_that_spreadsheets_count_differently_are_refused(serial: int) -> None:
    with pytest.raises(UnclearFormat, match="before March 1900"):
        shown("yyyy-mm-dd", serial)


def test_a_quarter_is_shown_with_its_year() -> None:
    assert ["2025Q1", "2025Q4"] == [shown('yyyy"年 "q', 45_658 + timedelta(days=days).days) for days in (0, 330)]


def test_a_date_that_hides_its_year_is_no_period() -> None:
    assert None is parse_period(shown("d-mmm", 46_143))
