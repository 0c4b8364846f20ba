"""Convert periods as tables write them to EDTF: 2026年1-2月 is a span of two months, not 2 January.

The module is long because each kind of period has a meaning of its own, and what is ambiguous has several.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from statbook.ingest.parsing.period_forms import (
    ORDINALS,
    match_form,
    month_number,
    normalize_period,
    read_numeral,
    split_timing,
    starts_with_month,
)
from statbook.ingest.parsing.period_timing import is_months_to_date
from statbook.ingest.parsing.short_years import are_clear, spell_out
from statbook.store.periods import is_period, period_in_words

AMBIGUOUS = "?"
"""The period of 2020.1: January, or October with the zero cut off by a spreadsheet."""
_NUMBER = "a number"


class Period(NamedTuple):
    """A period that a cell names.

    text      in EDTF, or AMBIGUOUS
    timing    what the words or the form tell of the timing; empty if nothing
    said      whether words tell it (末, 累计) rather than the form, which a recipe may overrule
    readings  what an ambiguous cell may mean: periods in EDTF, or words for what is none
    """

    text: str
    timing: str = ""
    said: bool = False
    readings: tuple[str, ...] = ()


def read_period(text: str, form: str = "") -> Period | None:
    """The period that a cell names, with its timing; None if it names none.

    *form* `month`: the first or last day of a month stands for the month; `year.month`: 2020.2 is a month (2020.1
    stays AMBIGUOUS until `resolve_ambiguous` decides by the neighbouring rows).

    >>> read_period("2025年1-9月累计"), read_period("2025年一季度末").text
    (Period(text='2025-01/2025-09', timing='to_date', said=True, readings=()), '2025-03')
    """
    normal = normalize_period(text)
    if ways := spell_out(normal):
        found, other = (read_period(each, form) for each in ways)
        return found._replace(text=AMBIGUOUS, readings=(found.text, other.text)) if found and other else None
    bare, timing = split_timing(normal)
    found = _build(bare, form)
    return _say_timing(found, timing) if found and timing else found


def parse_period(text: str, form: str = "") -> str | None:
    """The period that a cell names in EDTF, AMBIGUOUS if it may be another one as well.

    >>> parse_period("2026年1-2月"), parse_period("2024Q1"), parse_period("2024-01-31", "month"), parse_period("x")
    ('2026-01/2026-02', '2024-01/2024-03', '2024-01', None)
    """
    found = read_period(text, form)
    return found.text if found else None


def read_parts(parts: Sequence[str]) -> Period | None:
    """The period of a year and a part of it in separate cells: 2026年 and 1月, 2026 and 1, 2026 and Q1."""
    year, part = map(normalize_period, parts)
    if not re.fullmatch(r"(?:19|20)\d\d(?:年度?)?|\d\d年度?|['’‘`]\d\d", year, re.ASCII):
        return None
    year = year.removesuffix("度").removesuffix("年")
    if re.fullmatch(r"[1-9]|0[1-9]|1[0-2]", part):
        part += "月"
    return read_period(f"{part}-{year}" if starts_with_month(part) else f"{year}年{part}")


def parse_parts(parts: Sequence[str]) -> str | None:
    """The period of a year and a part of it in EDTF."""
    found = read_parts(parts)
    return found.text if found else None


def _build(bare: str, form: str) -> Period | None:
    matched = match_form(bare)
    return _MEANINGS[matched[0]](matched[1], form) if matched else None


def _say_timing(found: Period, timing: str) -> Period | None:
    """*found* with the timing that words beside it say; what they leave open is ambiguous."""
    if found.readings or (found.said and found.timing != timing):
        return None
    year = found.text[:4]
    if timing == "over" or is_months_to_date(found.text):
        return found._replace(timing=timing, said=True)
    if len(found.text) == len("2025-09"):
        return Period(found.text if found.text.endswith("-01") else f"{year}-01/{found.text}", timing, said=True)
    if found.timing == "over" and "/" in found.text:
        return _ambiguous(f"{year}-01/{found.text[8:]}", found.text)
    if found.text == year:
        return found if found.timing else _ambiguous(year, f"a part of {year}")
    return found._replace(timing="over") if "/" in found.text else None


def _ambiguous(*readings: str) -> Period:
    return Period(AMBIGUOUS, readings=readings)


def explain_readings(period: Period, *, has_recipe: bool = True) -> str:
    """What an ambiguous cell may mean, and what to do, in the recipe if the table has one."""
    readings = [period_in_words(each, "en") if is_period(each) else each for each in period.readings]
    example = next(filter(is_period, period.readings), "2010-04/2011-03")
    more = (
        " Sorted rows tell it, with {is: year.month} in the recipe."
        if has_recipe and _NUMBER in period.readings
        else ""
    )
    return f"It may be {' or '.join(readings)}: write what is meant, as {example}.{more}"


def resolve_ambiguous(texts: Sequence[str], periods: Sequence[Period | None]) -> list[Period | None]:
    """*periods* of the cells *texts*, each AMBIGUOUS one decided by its neighbours: next to September it is October.

    2009-10 next to 2010-11 is no month but a fiscal year, which is left to the user.
    """
    distinct = {*periods}
    if are_clear(period.readings for period in distinct if period):
        return [period and period._replace(text=period.readings[0], readings=()) for period in periods]
    starts = {text: _fiscal_start(text) for text in {*texts}}
    years = [starts[text] for text in texts]
    are_next = (one and other and abs(one - other) == 1 for one, other in pairwise(years))
    if not any(period and period.readings for period in distinct) and not any(are_next):
        return [*periods]
    runs = [list(group) for _, group in groupby(range(len(texts)), key=lambda at: texts[at])]
    found = [periods[run[0]] for run in runs]
    for at, other in pairwise(range(len(runs))):
        pair = [starts[texts[runs[each][0]]] for each in (at, other)]
        if None not in pair and abs(int(pair[0] or 0) - int(pair[1] or 0)) == 1:
            for each in (at, other):
                found[each] = _month_or_fiscal(normalize_period(texts[runs[each][0]]))
    known = {at: period.text for at, period in enumerate(found) if period and not period.readings}
    for at in set(range(len(found))) - set(known):
        period = found[at]
        beside = {known[other] for other in (at - 1, at + 1) if other in known}
        near = [each for each in (period.readings if period else ()) if beside & _months_beside(each)]
        if len(near) == 1:
            found[at] = Period(near[0])
    return [period for run, period in zip(runs, found, strict=True) for _ in run]


def _months_beside(period: str) -> set[str]:
    """The month before and the month after a month."""
    if not re.fullmatch(r"\d{4}-\d\d", period):
        return set()
    number = int(period[:4]) * 12 + int(period[5:]) - 1
    return {f"{each // 12}-{each % 12 + 1:02}" for each in (number - 1, number + 1)}


def _fiscal_start(text: str) -> int | None:
    """The first year of 2010-11 and 2010/11."""
    found = re.fullmatch(r"((?:19|20)\d\d)[-/](\d\d)", normalize_period(text), re.ASCII)
    return int(found[1]) if found and (int(found[1]) + 1) % 100 == int(found[2]) else None


def _month_or_fiscal(bare: str) -> Period:
    year, month = bare[:4], int(bare[5:])
    fiscal = f"the fiscal year {bare}"
    return _ambiguous(f"{year}-{month:02}", fiscal) if 1 <= month <= 12 else _ambiguous(fiscal)


def _year(part: dict[str, str], form: str) -> Period:
    return Period(part["y"], "over" if "whole" in part else "")


def _year_end(part: dict[str, str], form: str) -> Period:
    return Period(part["y"], "at", said=True)


def _month(part: dict[str, str], form: str) -> Period | None:
    year = int(part["y"])
    month = month_number(part["e"]) if "e" in part else int(part["m"])
    if "s" in part and part["m"] == f"{(year + 1) % 100:02}" and (part["s"] == "/" or month > 12):
        return _month_or_fiscal(f"{year}{part['s']}{part['m']}")
    return Period(f"{year}-{month:02}") if 1 <= month <= 12 else None


def _month_end(part: dict[str, str], form: str) -> Period | None:
    found = _month(part, form)
    return found and found._replace(timing="at", said=True)


def _float(part: dict[str, str], form: str) -> Period:
    year, month = part["y"], part["m"]
    if month == "1":
        return _ambiguous(f"{year}-01", f"{year}-10", *([] if form == "year.month" else [_NUMBER]))
    return Period(f"{year}-0{month}") if form == "year.month" else _ambiguous(f"{year}-0{month}", _NUMBER)


def _fiscal(part: dict[str, str], form: str) -> Period:
    return _ambiguous(f"the year {part['words']}, whose months are not said")


def _span(part: dict[str, str], form: str) -> Period | None:
    first, last = (
        month_number(part[word]) if word in part else int(part.get(digits, 1)) for word, digits in ("em", "fn")
    )
    year, end = part["y"], part.get("z", part["y"])
    if not (1 <= first <= 12 and 1 <= last <= 12) or (end, last) < (year, first):
        return None
    if (end, last) == (year, first):
        return Period(f"{year}-{first:02}")
    text = f"{year}-{first:02}/{end}-{last:02}"
    return Period(text, "to_date" if is_months_to_date(text) else "")


def _bare_span(part: dict[str, str], form: str) -> Period | None:
    """2025年1-3 may be months or quarters, or 3 January."""
    others = (_quarters({**part, "q": part["m"], "r": part["n"]}, form), _day({**part, "d": part["n"]}, ""))
    found = [each.text for each in (_span(part, form), *others) if each]
    return _ambiguous(*dict.fromkeys(found)) if found else None


def _quarters(part: dict[str, str], form: str) -> Period | None:
    first = int(ORDINALS[part["ordinal"]] if "ordinal" in part else part.get("q", 1))
    last, year = int(part.get("r", first)), part["y"]
    end = part.get("z", year)
    if (end, last) < (year, first) or last > 4:
        return None
    if "end" in part:
        return Period(f"{end}-{3 * last:02}", "at", said=True)
    text = f"{year}-{3 * first - 2:02}/{end}-{3 * last:02}"
    if (end, last) == (year, first):
        return Period(text, "over")
    return Period(text, "to_date" if is_months_to_date(text) else "")


def _half(part: dict[str, str], form: str) -> Period:
    first = part["h"] in ("上", "1", "first", "1st")
    if "end" in part:
        return Period(f"{part['y']}-{'06' if first else '12'}", "at", said=True)
    months = ("01", "06") if first else ("07", "12")
    return Period("/".join(f"{part['y']}-{month}" for month in months), "to_date" if first else "over")


def _day(part: dict[str, str], form: str) -> Period | None:
    year, day = int(part["y"]), int(part["d"])
    month = month_number(part["e"]) if "e" in part else int(part["m"])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    if form != "month":
        return Period(f"{year}-{month:02}-{day:02}")
    return Period(f"{year}-{month:02}") if day in (1, monthrange(year, month)[1]) else None


def _day_or_year(part: dict[str, str], form: str) -> Period:
    """Sep-25 may be September 2025 or 25 September."""
    month, digits = month_number(part["e"]), part["d"]
    other = f"day {int(digits)} of a month" if int(digits) <= 31 else f"19{digits}-{month:02}"
    return _ambiguous(f"20{digits}-{month:02}", other)


def _day_or_month_first(part: dict[str, str], form: str) -> Period | None:
    """03.04.2025 is 3 April, 03/04/2025 may be 4 March as well."""
    ways = [part] if part["s"] == "." else [part, {**part, "d": part["m"], "m": part["d"]}]
    days = dict.fromkeys(filter(None, (_day(each, "") for each in ways)))
    return _day(ways[0], form) or _day(ways[-1], form) if len(days) == 1 else _ambiguous(*(day.text for day in days)) if days else None  # fmt: skip


def _years(part: dict[str, str], form: str) -> Period | None:
    first, last = part["y"], part["z"]
    if last <= first:
        return None
    if int(last) == int(first) + 1 and "mark" not in part:
        return _ambiguous(f"{first}/{last}", f"the fiscal year {first}/{last[2:]}")
    return Period(f"{first}/{last}")


def _plan(part: dict[str, str], form: str) -> Period | None:
    """The years of a five-year plan: the first began in 1953, the third in 1966."""
    number = int(part["th"]) if "th" in part else read_numeral(part["plan"])
    if not 1 <= number <= 19:
        return None
    first = 1948 + 5 * number if number < 3 else 1951 + 5 * number
    return Period(f"{first}/{first + 4}")


_MEANINGS: dict[str, Callable[[dict[str, str], str], Period | None]] = {
    "year": _year, "year_end": _year_end, "month": _month, "month_end": _month_end, "float": _float, "fiscal": _fiscal,
    "span": _span, "bare_span": _bare_span, "quarter": _quarters, "quarters": _quarters, "half": _half, "day": _day,
    "day_or_year": _day_or_year, "day_or_month_first": _day_or_month_first, "years": _years, "plan": _plan,
}  # fmt: skip
