"""Convert periods as tables write them to EDTF: 2026年1-2月 is a span of two months, not 2 January."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence

from statbook.ingest.readers.grid import FOOTNOTE_MARK
from statbook.store.periods import UNDATED

_FOREIGN_DIGIT = re.compile(r"[^\x00-\x7f](?<=\d)")
"""Digits of other scripts, which NFKC does not convert."""
AMBIGUOUS = "?"
"""The period of 2020.1: January, or October with the zero cut off by a spreadsheet."""
_ENGLISH = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_TO = "[-~—–至到]"
_Y = r"(?P<y>(?:19|20)\d\d)"
_FORMS = [
    (re.compile(rf"{_Y}年?"), "year"),
    (re.compile(rf"{_Y}(?:[-/](?P<m>\d\d?)|年(?P<m2>\d\d?)月(?:份|末|底)?|(?P<m3>\d\d)|M(?P<m4>\d\d?))"), "month"),
    (re.compile(rf"{_Y}\.(?P<m>0\d|1[0-2])"), "month"),
    (re.compile(rf"{_Y}\.(?P<m>[1-9])"), "float"),
    (re.compile(rf"{_Y}年?(?P<m>\d\d?)月?{_TO}(?P<n>\d\d?)月(?:份)?"), "span"),
    (re.compile(rf"{_Y}[-/.](?P<m>\d\d?)(?:{_TO}|/){_Y.replace('?P<y>', '?P<z>')}[-/.](?P<n>\d\d?)"), "span"),
    (re.compile(rf"{_Y}年前(?P<n>\d\d?)个?月"), "first"),
    (re.compile(rf"{_Y}年?(?:第(?P<q>[一二三四1234])季度?|[-/]?Q(?P<q2>[1-4])|(?P<q3>[一二三四1234])季度)"), "quarter"),
    (re.compile(rf"{_Y}年?(?P<h>上半年|下半年|H1|H2)"), "half"),
    (re.compile(rf"{_Y}(?:[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)|年(?P<m2>\d\d?)月(?P<d2>\d\d?)日)(?:[T ]?00:00(?::00)?(?:\.0+)?)?"), "day"),
    (re.compile(r"(?P<e>[A-Za-z]{3})[a-z]*[-,]?(?P<y>(?:19|20)\d\d)"), "english"),
]  # fmt: skip


def parse_period(text: str, form: str = "") -> str | None:
    """The period that a cell names; None if it names none, AMBIGUOUS if it may be either of two.

    *form* `month`: the first or last day of a month stands for the month; `year.month`: 2020.2 is a month (2020.1
    stays AMBIGUOUS until `resolve_ambiguous` decides by the neighbouring rows).

    >>> parse_period("2026年1-2月"), parse_period("2024Q1"), parse_period("2024-01-31", "month"), parse_period("x")
    ('2026-01/2026-02', '2024-01/2024-03', '2024-01', None)
    """
    bare = _normalize(text)
    for pattern, kind in _FORMS:
        found = pattern.fullmatch(bare) if bare.isascii() or not _FOREIGN_DIGIT.search(bare) else None
        if found:
            return _build_period(kind, {name: value for name, value in found.groupdict().items() if value}, form)
    return None


def parse_parts(parts: Sequence[str]) -> str | None:
    """The period of a year and a part of it in separate cells: 2026年 and 1月, 2026 and 1, 2026 and Q1."""
    year, part = map(_normalize, parts)
    year = year.removesuffix("年")
    if not re.fullmatch(r"(?:19|20)\d\d", year, re.ASCII):
        return None
    part = re.sub(r"^(十[一二]?|[一二三四五六七八九])(?=月)", lambda found: str(_MONTHS.index(found[1]) + 1), part)
    if re.fullmatch(r"[1-9]|0[1-9]|1[0-2]", part):
        part += "月"
    return parse_period(f"{part}-{year}" if part[:3].casefold() in _ENGLISH else f"{year}年{part}")


def _normalize(text: str) -> str:
    return text if FOOTNOTE_MARK.search(text) else "".join(unicodedata.normalize("NFKC", text).split())


def _build_period(kind: str, part: dict[str, str], form: str) -> str | None:
    year = part["y"]
    month = int(next((part[name] for name in ("m", "m2", "m3", "m4") if name in part), 0))
    if kind == "year":
        return year
    if kind == "float":
        return AMBIGUOUS if month == 1 or form != "year.month" else f"{year}-{month:02}"
    if kind == "english":
        month = _ENGLISH.get(part["e"].casefold(), 0)
    if kind == "day":
        return _day(int(year), month, int(part.get("d") or part["d2"]), form)
    if kind == "quarter":
        last = 3 * _NUMERALS[next(part[name] for name in ("q", "q2", "q3") if name in part)]
        return f"{year}-{last - 2:02}/{year}-{last:02}"
    if kind == "half":
        return f"{year}-01/{year}-06" if part["h"] in ("上半年", "H1") else f"{year}-07/{year}-12"
    if kind in ("span", "first"):
        first, last, end = month or 1, int(part["n"]), part.get("z", year)
        if not (1 <= first <= 12 and 1 <= last <= 12) or (end, last) < (year, first):
            return None
        return f"{year}-{first:02}" if (end, last) == (year, first) else f"{year}-{first:02}/{end}-{last:02}"
    return f"{year}-{month:02}" if 1 <= month <= 12 else None


def _day(year: int, month: int, day: int, form: str) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    if form != "month":
        return f"{year}-{month:02}-{day:02}"
    return f"{year}-{month:02}" if day in (1, monthrange(year, month)[1]) else None


def resolve_ambiguous(texts: Sequence[str], periods: Sequence[str | None]) -> list[str | None]:
    """*periods* with each AMBIGUOUS one decided by its neighbours: next to September or November it is October."""
    found = list(periods)
    for at in (at for at, period in enumerate(periods) if period == AMBIGUOUS):
        year = _normalize(texts[at])[:4]
        beside = {other for other in (*periods[max(0, at - 1) : at], *periods[at + 1 : at + 2]) if other}
        october = beside & {f"{year}-09", f"{year}-11"}
        january = beside & {f"{int(year) - 1}-12", f"{year}-02"}
        if bool(october) != bool(january):
            found[at] = f"{year}-10" if october else f"{year}-01"
    return found


def months_to_date(period: str) -> str | None:
    """The months of a year up to the month *period*, as a span; January stays a month. None if it is not a month."""
    if re.fullmatch(r"\d{4}-01(/\d{4}-\d\d)?", period):
        return period
    return f"{period[:4]}-01/{period}" if re.fullmatch(r"\d{4}-\d\d", period) else None


def is_months_to_date(period: str) -> bool:
    """Whether *period* is a span of months of one year that begins in January."""
    return bool(re.fullmatch(r"(\d{4})-01/\1-\d\d", period))


def base_period(period: str, base: str) -> str | None:
    """The period that *period* is compared with: a year earlier, or the preceding one. None if that is unknown."""
    if base == "unknown":
        return UNDATED
    if base == "year_before":
        moved = re.sub(r"(?<!\d)\d{4}(?=-|/|$)", lambda year: f"{int(year[0]) - 1}", period)
        return re.sub(r"-02-29", "-02-28", moved)
    if re.fullmatch(r"\d{4}", period):
        return str(int(period) - 1)
    if re.fullmatch(r"\d{4}-\d\d", period):
        year, month = (int(part) for part in period.split("-"))
        return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
    return None
