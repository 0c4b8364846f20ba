"""Periods in EDTF, as the data write them: validity, length, order, distance, and words."""

import re
from calendar import monthrange
from datetime import date

from statbook.messages import ENGLISH, say

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
UNKNOWN = ("", "..")
UNDATED = "../.."
"""No date is printed: an interval that is open on both sides."""
EARLIEST, LATEST = 1900, 2100
"""Years outside this range, such as 3023, are typing errors."""
_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


def is_day(text: str) -> bool:
    """Whether *text* is a day that the calendar has, within the years of which a source can speak."""
    return len(text) == len("2026-03-25") and _is_date(text)


def is_period(text: str) -> bool:
    """Whether *text* is a day, a month, a year or an interval of them (`..`: not printed) that does not end before it starts."""
    start, slash, end = text.partition("/")
    if not slash:
        return _is_date(text)
    dated = [part for part in (start, end) if part != ".."]
    return all(map(_is_date, dated)) and (len(dated) < len((start, end)) or start[: len(end)] <= end)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        day = date.fromisoformat(f"{text}-01" if len(text) == len("2026-03") else f"{text}-01-01"[:10])
    except ValueError:
        return False
    return EARLIEST <= day.year <= LATEST


def is_over(period: str, timing: str, day: str) -> bool:
    """Whether *period* was over on *day*, so that something of it may be known then; an open end always was.

    What stands at the end of a month may be told in that month: the text counts what there is by then.
    """
    end = last_day(period)
    rough = timing == "at" and len(period.rpartition("/")[2]) < len(day)
    return end[:7] <= day[:7] if rough else end <= day


def last_day(period: str) -> str:
    """The last day of a period as text that compares; empty if its end is open."""
    end = period.rpartition("/")[2]
    if len(end) == len("2026-03"):
        year, month = end.split("-")
        return f"{end}-{monthrange(int(year), int(month))[1]}"
    return "" if end == ".." else f"{end}-12-31"[:10]


def length_of(period: str) -> tuple[str, int] | None:
    """How long a period is: ("month", 12) for a year, ("day", 27); None where an end of it is not printed."""
    start, _, end = period.partition("/")
    if start in UNKNOWN or end == "..":
        return None
    last = end or start
    if start.count("-") == 2 or last.count("-") == 2:
        if not start.count("-") == last.count("-") == 2:
            return None
        return "day", (date.fromisoformat(last) - date.fromisoformat(start)).days + 1
    return "month", _month_number(last, "12") - _month_number(start, "1") + 1


def bounds_of(period: str) -> tuple[str, str]:
    """The first and the last day of a period as text that compares; open ends reach as far as text does."""
    start, _, end = period.partition("/")
    first = "" if start in UNKNOWN else f"{start}-01-01"[:10]
    last = end or start
    return first, "9" if last in UNKNOWN else f"{last}-12-31"[:10] if last.count("-") != 1 else f"{last}-31"


def within(period: str, other: str) -> bool:
    """Whether no day of *period* lies outside *other*; what is not dated holds everything."""
    (start, end), (first, last) = bounds_of(period), bounds_of(other)
    return first <= start and end <= last


def years_between(period: str, base: str) -> float | None:
    """How many years *base* lies before *period*, by their ends; None where one of them is not printed."""
    ends = [each.rpartition("/")[2] for each in (period, base)]
    if set(ends) & set(UNKNOWN):
        return None
    return (_month_number(ends[0], "12") - _month_number(ends[1], "12")) / 12


def sort_key(period: str) -> str:
    """Periods by their ends (an open end: their start), then by their beginnings; those without a date first."""
    start, _, end = period.partition("/")
    return f"{start if end in UNKNOWN else end}/{start}" if period != UNDATED else ""


def _month_number(day: str, missing: str) -> int:
    """The months from the year 0 to that of *day*; in a year alone the month that is *missing*."""
    year, month = (*day.split("-"), missing)[:2]
    return int(year) * 12 + int(month)


def period_in_words(period: str, lang: str) -> str:
    """A period as readers write it: January–February 2026; 18 March 2024; 2023–2025; to 18 March 2024; since 2021."""
    if period in ("", UNDATED):
        return "未注明日期" if lang == "zh" else _say("undated", lang)
    start, _, end = period.partition("/")
    if start == "..":
        return f"截至{_date(end, lang)}" if lang == "zh" else _say("to {date}", lang, date=_date(end, lang))
    if end == "..":
        return f"{_date(start, lang)}以来" if lang == "zh" else _say("since {date}", lang, date=_date(start, lang))
    if not end:
        return _date(start, lang)
    return _span(start, end, lang)


def base_in_words(period: str, lang: str) -> str:
    """The period that a change is compared with, as readers write it."""
    if period in ("", UNDATED):
        return "未印明的基期" if lang == "zh" else _say("a base that is not printed", lang)
    return period_in_words(period, lang)


def _say(message: str, lang: str, **words: str) -> str:
    """A message in *lang*, which is English or the language that is spoken."""
    return message.format(**words) if lang == ENGLISH else say(message, **words)


def _date(date: str, lang: str) -> str:
    year, month, day = (*date.split("-"), "", "")[:3]
    if lang == "zh":
        return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    named = _say(MONTHS[int(month) - 1], lang) if month else ""
    return " ".join(filter(None, (str(int(day)) if day else "", named, year)))


def _span(start: str, end: str, lang: str) -> str:
    first, last = start.split("-"), end.split("-")
    alike = len(first) == len(last) and first[:-1] == last[:-1]
    if lang == "zh":
        if alike and len(first) == 2:
            return f"{first[0]}年{int(first[1])}—{int(last[1])}月"
        return f"{start}—{end}年" if alike and len(first) == 1 else f"{_date(start, lang)}至{_date(end, lang)}"
    if not alike:
        return _say("{start} to {end}", lang, start=_date(start, lang), end=_date(end, lang))
    # Only the last of year, month and day differs: 1–3 March 2026, January–March 2026, 2023–2025.
    begin = _date(start, lang).split()[0]
    return f"{begin}–{_date(end, lang)}"
