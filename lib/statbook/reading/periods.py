"""Periods as they are written, resolved against the day of the release and the period that the text speaks of.

The module is long because each way to name a period is a function of its own.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from statbook.reading.language import PeriodWords
from statbook.reading.proposal import UNKNOWN
from statbook.store.periods import last_day


@dataclass(frozen=True)
class Period:
    """A period in EDTF with its timing."""

    text: str
    timing: str

    @property
    def end(self) -> str:
        """Its last part."""
        return self.text.rpartition("/")[2]

    def lies_ahead(self, day: date | None) -> bool:
        """Whether it is to come, or not over on *day*."""
        return self.timing == "by" or (day is not None and self.text != UNKNOWN and last_day(self.text) > str(day))

    def is_to_come(self, day: date | None) -> bool:
        """Whether it begins behind *day*, or is a year by whose end something is to be: what is said of it is no fact."""
        if day is None or self == NO_PERIOD:
            return False
        by_then = self.timing == "by" and len(self.text) == len("yyyy")
        return self.text.partition("/")[0] > str(day) or (by_then and last_day(self.text) > str(day))

    def agrees(self, other: "Period") -> bool:
        """Whether the two are the same, or one is the end of the other."""
        return (
            NO_PERIOD in (self, other)
            or self == other
            or (self.end == other.end and "at" in (self.timing, other.timing))
        )

    def spans(self, other: "Period") -> bool:
        """Whether it is longer than *other*, which is a part of it."""
        if NO_PERIOD in (self, other) or ".." in f"{self.text}/{other.text}":
            return False
        starts = [each.text.partition("/")[0] for each in (self, other)]
        return starts[0] < starts[1] and last_day(self.text) >= last_day(other.text)


_LENGTHS = (1, 3, 6)
"""Months of a month, a quarter and half a year."""
_LATE = 28
"""The day from which on a month counts as over."""
_EARLY = 3
"""The last month of a year in which releases still speak of the year before."""
_AHEAD = 3
"""Months by which the end of a period may lie ahead that is spoken of without its year."""
NO_PERIOD = Period(UNKNOWN, UNKNOWN)


def resolve(words: PeriodWords, day: date | None, context: Period) -> Period:
    """The period that *words* mean in a release of *day*, where the text was speaking of *context*."""
    if words.kind == "now":
        return Period(f"../{day.isoformat()}", "at") if day else NO_PERIOD
    if words.kind == "unclear":
        return NO_PERIOD
    if words.until is not None:
        return _resolve_span(words, words.until, day)
    if words.kind == "unnamed":
        return context if re.fullmatch(r"\d{4}/\d{4}|.*/\.\.", context.text) else NO_PERIOD
    if words.kind in (
        "year-earlier",
        "same",
        "latest",
        "month",
        "previous",
        "previous-month",
        "previous-quarter",
        "previous-year",
        "previous-year-end",
        "year-end",
    ):
        return _resolve_beside(words, day, context)
    if words.kind == "january":
        return _months(day.year, 1, 1, "") if day else NO_PERIOD
    if words.kind == "last-month":
        return Period(previous(f"{day:%Y-%m}"), words.timing or "over") if day else NO_PERIOD
    if words.kind == "whole-year":
        return _whole_year(day, context)
    year = words.year
    if year is None and words.relative is not None:
        if day is None:
            return NO_PERIOD
        year = day.year + words.relative
    if words.kind == "same-of":
        return Period(_with_year(context.text, year), context.timing) if year and context != NO_PERIOD else NO_PERIOD
    if words.kind == "years":
        in_order = (words.year or 0) < (words.to_year or 0)
        return Period(f"{words.year}/{words.to_year}", "over") if in_order else NO_PERIOD
    if words.kind in ("day", "days"):
        return _resolve_days(words, year, day)
    if words.kind == "since":
        start = _month(year, words.first) if year else None
        return Period(f"{start}/..", "over") if start else NO_PERIOD
    if year is None:
        ahead = day is not None and (words.last or 0) > day.month + _AHEAD  # 前11个月, told in January
        year = _nearest_year((words.last if ahead else words.first) or 12, day, context, words.timing)
    return NO_PERIOD if year is None else _months(year, words.first, words.last, words.timing)


def _resolve_span(words: PeriodWords, until: PeriodWords, day: date | None) -> Period:
    """From a month or a day of one year to one of another, of which one may be said by the other; unknown if it does not go on."""
    if until.kind == "next-year" or (until.year, until.relative) == (None, None):
        start = resolve(replace(words, until=None), day, NO_PERIOD)
        later = until.kind == "next-year" or (until.last or 0) < (words.first or 0)
        year = int(start.text[:4]) + later if start != NO_PERIOD else None
        end = resolve(replace(until, kind=words.kind, year=year), day, NO_PERIOD) if year else NO_PERIOD
    else:
        end = resolve(until, day, NO_PERIOD)
        year = int(end.text[:4]) - ((words.first or 0) > (until.last or 12)) if end != NO_PERIOD else None
        own = (words.year, words.relative) != (None, None)
        start = resolve(replace(words, until=None, year=words.year if own else year), day, NO_PERIOD)
    first, last = start.text.partition("/")[0], end.end
    first += "-01" if (len(first), len(last)) == (4, 7) else ""
    goes_on = NO_PERIOD not in (start, end) and start.timing != "at" and len(first) == len(last) and first < last
    return Period(f"{first}/{last}", "over") if goes_on else NO_PERIOD


def _whole_year(day: date | None, context: Period) -> Period:
    """全年: the year of which the text speaks; else that of the release, or the last one early in a year."""
    here = context.end[:4]
    if here.isdigit():
        return Period(here, "over")
    return Period(f"{day.year - (day.month <= _EARLY)}", "over") if day else NO_PERIOD


def _months(year: int, first: int | None, last: int | None, timing: str) -> Period:
    """A year, or months of it."""
    if first is None or last is None:
        return Period(f"{year}", timing or "over")
    if not 1 <= first <= last <= 12:
        return NO_PERIOD
    if timing:
        return Period(_month(year, last), timing)
    if first == last:
        return Period(_month(year, first), "over")
    if (first, last) == (1, 12):
        return Period(f"{year}", "over")
    return Period(f"{_month(year, first)}/{_month(year, last)}", "to_date" if first == 1 else "over")


def _month(year: int | None, month: int | None) -> str:
    return f"{year}" if month is None else f"{year}-{month:02}"


def _nearest_year(month: int, day: date | None, context: Period, timing: str = "") -> int | None:
    """The year of a month that is named without one: the last that was over, or had begun, on the day of the release.

    The end of a month lies behind the day of the release.
    """
    if day is not None:
        last = day.month - (timing == "at" and day.day < _LATE)
        return day.year if month <= last else day.year - 1
    start = context.end[:4]
    return int(start) if start.isdigit() else None


def _resolve_days(words: PeriodWords, year: int | None, day: date | None) -> Period:
    if words.days is None or words.first is None or words.last is None:
        return NO_PERIOD
    if year is None:
        year = _nearest_year(words.first, day, NO_PERIOD)
    if year and day and words.timing == "by" and words.year is None and words.relative is None and year < day.year:
        year += 1  # it is announced
    try:
        first = date(year or 0, words.first, words.days[0])
        last = date(year or 0, words.last, words.days[1])
    except ValueError:
        return NO_PERIOD
    if words.kind == "day":
        return Period(first.isoformat(), words.timing or "over")
    return Period(f"{first}/{last}", words.timing or "over") if first <= last else NO_PERIOD


def _resolve_beside(words: PeriodWords, day: date | None, context: Period) -> Period:
    """A period that is named by its place beside that of the context."""
    if words.kind == "year-end":
        year = _nearest_year(12, day, context)
        here = context.end[:4]
        return Period(here if here.isdigit() else f"{year}", "at") if year else NO_PERIOD
    end = context.end
    if not end[:4].isdigit():
        return NO_PERIOD
    year = int(end[:4])
    timing = words.timing or context.timing
    if words.kind in ("same", "latest", "previous"):
        return NO_PERIOD if words.kind == "previous" else Period(context.text, timing)
    if words.kind == "year-earlier":
        return Period(year_earlier(context.text), timing)
    if words.kind == "previous-year":
        return Period(f"{year - 1}", words.timing or ("at" if context.timing == "at" and len(end) == 4 else "over"))
    if words.kind == "previous-year-end":
        return Period(f"{year - 1}", "at")
    if len(end) < len("yyyy-mm"):
        return NO_PERIOD
    if words.kind == "month":
        return Period(end[:7], words.timing or "over")
    back = 3 if words.kind == "previous-quarter" else 1
    number = year * 12 + int(end[5:7]) - 1 - back
    month = f"{number // 12}-{number % 12 + 1:02}"
    if words.kind == "previous-quarter" and timing != "at":
        start = number - 2
        return Period(f"{start // 12}-{start % 12 + 1:02}/{month}", "over")
    return Period(month, timing)


def year_earlier(text: str) -> str:
    """The same period a year before: 2024-01/2024-05 for 2025-01/2025-05."""
    return "/".join(_one_less(part) for part in text.split("/")) if text not in (UNKNOWN, "") else UNKNOWN


def previous(text: str) -> str:
    """The period of the same length right before a month, a quarter or a year; UNKNOWN for others."""
    start, _, end = text.partition("/")
    parts = [part.split("-") for part in (start, end or start)]
    if not all(part[0].isdigit() for part in parts) or len(parts[0]) > 2:
        return UNKNOWN
    if len(parts[0]) == 1:
        return _one_less(text) if not end else UNKNOWN
    first, last = (int(part[0]) * 12 + int(part[1]) - 1 for part in parts)
    length = last - first + 1
    if length not in _LENGTHS:
        return UNKNOWN
    begin, stop = first - length, last - length
    months = [f"{number // 12}-{number % 12 + 1:02}" for number in (begin, stop)]
    return months[0] if length == 1 else "/".join(months)


def _one_less(part: str) -> str:
    if not part[:4].isdigit():
        return part
    earlier = f"{int(part[:4]) - 1:04}{part[4:]}"
    return earlier.replace("-02-29", "-02-28")


def _with_year(text: str, year: int) -> str:
    return "/".join(f"{year}{part[4:]}" if part[:4].isdigit() else part for part in text.split("/"))
