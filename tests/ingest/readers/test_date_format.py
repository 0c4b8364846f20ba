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


MOMENT = 45_839.5628125
"""Tuesday, 1 July 2025, 13:30:27."""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("h:mm", "13:30"), ("hh:mm:ss", "13:30:27"), ("mm:ss", "30:27"), ("mm:ss.00", "30:27.00"), ("[h]:mm", "1100149:30"), ("[m]", "66008970"), ("[s]", "3960538227"), ("[mm]:ss", "66008970:27"),
        ("m", "7"), ("m d ss", "7 1 27"), ("m d h", "7 1 13"), ("h d m", "13 1 7"), ("s m", "27 7"), ("m/d h:m", "7/1 13:30"), ("d/m s", "1/30 27"), ("m s", "30 27"), ("h m", "13 30"),
        ("mm d", "07 1"), ("mm", "07"), ("ddd", "Tue"), ("dddd", "Tuesday"), ("[$-804]ddd", "二"), ("[$-804]dddd", "星期二"), ("aaa", "二"), ("aaaa", "星期二"), ("d", "1"), ("dd", "01"),
        ("mmm", "Jul"), ("mmmm", "July"), ("mmm d", "Jul 1"), ("[$-804]mmm d", "7月 1"), ("[$-804]mmmm d", "七月 1"),
        ("q", "Q3"), ("yy", "2025"), ("yy d", "25 1"), ("yyyy d", "2025 1"), ("yyyy-mm-dd", "2025-07-01"), ("yyyy-mm-dd h", "2025-07-01 13:30"), ("yyyy-mm-dd mm:ss", "2025-07-01 13:30:27"),
    ],
)  # fmt: skip
def test_a_moment_is_shown_by_the_parts_of_its_format(code: str, text: str) -> None:
    assert text == shown(code, MOMENT)


@pytest.mark.parametrize(
    ("serial", "quarter"), [(45_658, "Q1"), (45_747, "Q1"), (45_748, "Q2"), (45_931, "Q4"), (46_022, "Q4")]
)
def test_a_quarter_has_three_months(serial: int, quarter: str) -> None:
    assert [quarter, f"2025{quarter}"] == [shown(code, serial) for code in ("q", "yyyy q")]


def test_parts_of_a_second_are_shown_where_the_format_has_them() -> None:
    assert ["00:01", "00:01.3", "00:01.26"] == [shown(code, 1.26 / 86_400) for code in ("mm:ss", "mm:ss.0", "mm:ss.00")]


@pytest.mark.parametrize("code", ["e", "g", "b"])
def test_a_year_of_another_calendar_is_refused(code: str) -> None:
    with pytest.raises(UnclearFormat, match="another calendar"):
        shown(f"{code}/mm", MOMENT)


@pytest.mark.parametrize("serial", [FIRST_DAY, LAST_DAY, LAST_DAY + 0.5])
def test_the_first_and_the_last_day_are_shown(serial: float) -> None:
    assert shown("yyyy-mm-dd", serial) in ("1900-03-01", "9999-12-31")


def test_a_time_alone_may_be_of_any_day_from_the_first() -> None:
    assert ["06:00", "12:00"] == [shown("hh:mm", serial) for serial in (0.25, 60.5)]
    with pytest.raises(UnclearFormat, match="before March 1900"):
        shown("hh:mm", -0.25)


def test_a_date_that_hides_its_year_is_no_period() -> None:
    assert None is parse_period(shown("d-mmm", 46_143))
