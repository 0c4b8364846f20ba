"""Periods in English texts: the first five months of 2025, January–February 2026, the end of June, a year earlier."""

import re
from dataclasses import replace
from functools import lru_cache

from statbook.reading.language import PeriodWords
from statbook.reading.word_trie import word_pattern
from statbook.store.periods import MONTHS

_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_NUMERALS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_RELATIVE = {"this year": 0, "last year": -1, "next year": 1}
_PLANS = {"12th": 2010, "13th": 2015, "14th": 2020, "15th": 2025}
"""The year before the first of a five-year plan."""
_Y = (
    r"(?:19|20)\d\d(?!\d|,\d|\.\d|%|\s?(?:percent|yuan(?!-|\s(?:loans|lending|deposits)\b)|million|billion|trillion)\b)"
)
_M = rf"(?-i:{'|'.join([*MONTHS, *(f'{name[:3]}[.]?(?![a-z])' for name in MONTHS if name != 'May'), 'Sept[.]?(?![a-z])'])})"
_TO = r"(?:\s?[–—-]\s?|\s(?:to|through|until)\s)"
_N = rf"(?:\d{{1,2}}|{'|'.join(_NUMERALS)})"
_OF_YEAR = rf"(?:(?:\sof|,)?\s(?:{_Y}|this year|last year|the year))"
_PART = (
    rf"(?:the\s)?first\s{_N}\smonths|(?:the\s)?(?:first|second)\shalf|(?:the\s)?(?:first|second|third|fourth)\squarter|(?:the\s)?first\sthree\squarters|Q[1-4]|H[12]"
    rf"|{_M}(?:{_TO}|\sand\s){_M}|{_M}"
)
_END = r"(?:(?:the\s)?end(?:\sof\s|-|\sof\sthe\s))"
_BESIDE = {
    "year-earlier": "a year earlier|a year ago|a year before|one year earlier|the year-earlier period|(?:the )?same (?:period|month|time|quarter) (?:(?:of |in )?(?:last year|the previous year|the year before)|a year earlier|a year ago)|year earlier",
    "previous-year": "the previous year|the year before|the preceding year",
    "previous-month": "the previous month|a month earlier|the month before",
    "last-month": "(?:the end of )?last month",
    "previous-quarter": "the previous quarter|a quarter earlier|the quarter before",
    "previous-year-end": "the end of the previous year|the beginning of the year",
    "month": "the month|that month",
    "now": "so far|to date|currently|at present",
    "whole-year": "the (?:full|whole|entire) year(?!,? (?:of )?\\d)",
    "same": "the same period(?= |[.,;]|$)(?! (?:of|from|to|last|a|in)\\b)",
    "latest": "(?:this|that|the) period(?= |[.,;]|$)(?! (?:of|from|to|last|a|in)\\b)",
}
_BESIDE_PATTERN = "|".join(_BESIDE.values())
_BEFORE = r"(?:(?:in|during|for|as of|by|at|since|until|of|on)\s)"
_SAME_OF = r"(?:the\s)?same\s(?:period|months?|time|quarter)\s(?:of|in)"
PERIOD_STARTS = (
    "in during for from between as by at since until of on the a one year same so to currently end early late mid spring all full"
    " first second third fourth q h this last next that jan feb mar apr may jun jul aug sep oct nov dec"
).split()
"""How what is no digit may begin a period."""
_INSIDE = word_pattern(
    "this year,this period,last year,last month,next year,that month,that period,so far,to date,at present,first,second,third,fourth,same,year,month,quarter,"
    "previous,preceding,end,early,late,mid,spring,whole,full,entire,all,beginning,currently,period,one year,jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec".split(
        ","
    )
)
PERIOD_LOOK = rf"{_BEFORE}?(?:(?:from|the|a|one)\s)?(?:[qh]?\d|{_INSIDE})"
"""How a period begins: a look at it is quicker than to try each way of writing."""
PERIOD = (
    rf"(?={PERIOD_LOOK})(?:(?:{_BEFORE}?(?:the\s)?1[2-5]th Five-Year Plan\speriod|(?:during|since|over)\s(?:the\s)?1[2-5]th Five-Year Plan)"
    rf"|{_BEFORE}?(?:from\s)?{_Y}{_TO}(?:the\s)?{_Y}"
    rf"|{_BEFORE}?(?:\d{{1,2}}\s{_M}\s{_Y}|{_M}\s\d{{1,2}}(?:,\s{_Y})?(?!\d))"
    rf"|{_BEFORE}?(?:{_BESIDE_PATTERN})\b|{_SAME_OF}\s{_Y}"
    rf"|{_BEFORE}?{_END}?(?:(?:early|late|mid|spring|the whole of|all of|full-year|full year)[- ](?:in\s)?)?(?:from\s)?(?:{_PART})(?:{_OF_YEAR})?\b(?:\speriod\b|\salone\b)?"
    rf"|{_BEFORE}?{_END}(?:{_Y}|(?:this|last)\syear\b)|{_BEFORE}(?:the (?:whole|full) year of |the (?:whole|full) year,? |all of |early |late |mid-|spring )?{_Y}|(?:(?<=\son\s)|(?<=from\s)|(?<=than\s)|(?<=against\s)|(?<=over\s)|(?<=with\s)|(?<=compared\sto\s)|(?<=[(,–])){_Y}|{_Y}(?='s)|(?<=the\s){_Y}(?=\slevel)|{_BEFORE}?(?:this|last|next)\syear\b)"
)
"""One alternative for each way of writing; none repeats what may repeat itself."""
YEAR = rf"(?:{_Y})"
"""A year alone, which is one only behind a word that says so."""
_DAY_OF_YEAR = rf"(?:{_M}\s\d{{1,2}},?(?:\s{_Y})?|\d{{1,2}}\s{_M}(?:\s{_Y})?)"
_FROM = rf"(?:(?:{_PART})(?:{_OF_YEAR}|\slast\syear)|{_DAY_OF_YEAR}|(?<=from\s){_Y})"
_LATER = rf"(?:{_DAY_OF_YEAR}(?!\d)|(?:{_PART})(?:{_OF_YEAR})?\b)"
_TO_LATER = r"(?:\s?[–—-]\s?|\s(?:to|through|until|till)\s)(?:the\s)?"
SPAN = (
    rf"(?=\d|{word_pattern(PERIOD_STARTS)})(?:from\s(?:{_Y}{_TO}(?:the\s)?{_Y}|{_M}{_TO}{_M}(?:{_OF_YEAR})?\b)"
    rf"|(?:(?:from|in|during|for)\s)?(?:the\s)?{_FROM}{_TO_LATER}{_LATER}|between\s(?:the\s)?(?:{_FROM}|{_M}|{_Y})\sand\s(?:{_LATER}|{_Y})"
    rf"|(?:in\s)?{_Y}[–—/-]\d\d\b(?![–—/-]\d))"
)
"""Years or months that begin with a word which else names a base, that cross years, or that are written as 2030-31."""
_PERIOD_PARTS = re.compile(
    rf"(?P<before>as of|by|at|since|until|in|during|for|of|on)?\s?(?P<end>{_END})?(?:(?:early|late|mid|spring|the whole of|all of|full-year|full year|the (?:whole|full) year of|the (?:whole|full) year,?)[- ]?(?:in )?)?(?:from )?"
    rf"(?P<part>{_PART})?(?:(?: of|,)? ?(?P<year>{_Y}|this year|last year|next year|the year))?(?: period|(?P<alone> alone))?",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"(?:.*?)(?P<first>(?:19|20)\d\d)(?:{_TO}|\sand\s)(?:the )?(?P<last>(?:19|20)\d\d)", re.IGNORECASE)
_TWO = re.compile(
    rf"(?:(?:from|in|during|for|between) )?(?P<start>(?:the )?(?:{_FROM}|{_M}))(?:{_TO_LATER}|\sand\s)(?P<end>(?:the )?{_LATER})",
    re.IGNORECASE,
)
_SHORT_YEARS = re.compile(rf"(?:in )?{_Y}[–—/-]\d\d", re.IGNORECASE)
_DAY = re.compile(
    rf"(?P<before>[a-z]+(?: of)?)?\s?(?:(?P<d>\d{{1,2}}) (?P<m>{_M}) (?P<y>{_Y})|(?P<m2>{_M}) (?P<d2>\d{{1,2}})(?:, (?P<y2>{_Y}))?)",
    re.IGNORECASE,
)


@lru_cache(10_000)
def read_period(text: str) -> PeriodWords | None:
    """What the words of a period say; None if they are none.

    >>> read_period("in the first five months of 2025")
    PeriodWords(kind='months', year=2025, relative=None, first=1, last=5, to_year=None, days=None, timing='', until=None)
    """
    bare = " ".join(text.split())
    words = bare.lower()
    if "five-year plan" in words:
        before = _PLANS[next(word for word in _PLANS if word in words)]
        return PeriodWords("years", before + 1, to_year=before + 5)
    stripped = re.sub(rf"^{_BEFORE}", "", words)
    for kind, pattern in _BESIDE.items():
        if re.fullmatch(pattern, stripped) or re.fullmatch(pattern, words):
            at_end = kind in ("previous-year-end", "now") or "end of" in words
            return PeriodWords(kind, timing="at" if at_end else "")
    if found := re.fullmatch(rf"{_SAME_OF}\s({_Y})", bare, re.IGNORECASE):
        return PeriodWords("same-of", int(found[1]))
    if found := _YEARS.fullmatch(bare):
        return PeriodWords("years", int(found["first"]), to_year=int(found["last"]))
    if found := _SHORT_YEARS.fullmatch(bare):
        return PeriodWords("unclear")  # 2030-31 may be a year that begins in one and ends in the other
    if found := _TWO.fullmatch(bare):
        return _read_span(found["start"], found["end"])
    if found := _DAY.fullmatch(bare):
        return _read_day(found)
    found = _PERIOD_PARTS.fullmatch(bare)
    if not found or not (found["part"] or found["year"]):
        return None
    return _read_parts(found, words)


def _read_span(first: str, last: str) -> PeriodWords | None:
    """From a month or a day to another, of two years or of one."""
    start, end = read_period(first), read_period(last)
    if start is None or end is None:
        return PeriodWords("unclear")
    undated = (start.year, start.relative) == (None, None)
    if undated and start.kind == end.kind == "months" and (start.first or 0) <= (end.last or 0):
        return replace(end, first=start.first)
    return replace(start, until=end)


def _read_day(found: re.Match[str]) -> PeriodWords:
    year = found["y"] or found["y2"]
    month, day = _month(found["m"] or found["m2"]), int(found["d"] or found["d2"])
    timing = "at" if (found["before"] or "").lower() in ("as of", "at", "by", "until") else ""
    return PeriodWords("day", int(year) if year else None, None, month, month, days=(day, day), timing=timing)


def _read_parts(found: re.Match[str], words: str) -> PeriodWords:
    year_words = (found["year"] or "").lower()
    year = int(year_words) if year_words.isdigit() else None
    relative = _RELATIVE.get(year_words)
    first, last = _read_months(found["part"].lower()) if found["part"] else (None, None)
    before = (found["before"] or "").lower()
    if before == "since":
        return PeriodWords("since", year, relative, first, last)
    timing = "at" if found["end"] or before in ("as of", "at") else "by" if before == "by" else ""
    return PeriodWords("months", year, relative, first, last, timing=timing, alone=found["alone"] is not None)


def _read_months(part: str) -> tuple[int, int]:
    """The first and the last month of a part of a year."""
    part = part.removeprefix("the ")
    if part.startswith("first") and part.endswith("months"):
        word = part.split()[1]
        return 1, int(word) if word.isdigit() else _NUMERALS[word]
    if part.endswith("half") or (part[0] == "h" and part[1].isdigit()):
        return (7, 12) if part.startswith("second") or part == "h2" else (1, 6)
    if part == "first three quarters":
        return 1, 9
    if part.endswith("quarter") or part[0] == "q":
        number = int(part[1]) if part[0] == "q" else _ORDINALS[part.split()[0]]
        return 3 * number - 2, 3 * number
    names = re.split(rf"{_TO}|\sand\s", part)
    return _month(names[0]), _month(names[-1])


def _month(name: str) -> int:
    word = name.lower().rstrip(".")
    return _MONTHS.get(word) or _SHORT[word[:4] if word.startswith("sept") else word[:3]]
