"""The ways in which tables write periods, by kind: 2024年1-2月 and Jan-Feb 2024 are both a span of months."""

import re
import unicodedata

from statbook.ingest.readers.grid import FOOTNOTE_MARK

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join([*MONTHS, *(name[:3] for name in MONTHS), "sept"])
ORDINALS = {word: number // 2 + 1 for number, word in enumerate("first 1st second 2nd third 3rd fourth 4th".split())}
_FOREIGN_DIGIT = re.compile(r"[^\x00-\x7f](?<=\d)")
"""Digits of other scripts, which NFKC does not convert."""
NUMERALS = "零一二三四五六七八九"
_DIGITS = str.maketrans("〇" + NUMERALS, "00123456789")
_CHINESE_YEAR = re.compile(rf"[〇{NUMERALS}]{{4}}(?=年)")
_NUMERAL = re.compile(rf"(?<![\d〇十{NUMERALS}])(?:十[一二]?|[一二三四五六七八九])(?![\d〇十{NUMERALS}])")
_SAID = {
    "to_date": re.compile(r"(.+?)\(?(?:累计值?|累计数|ytd)\)?"),
    "over": re.compile(r"(.+?)\(?(?:当月值?|当月数|当季值?)\)?"),
}
"""Words behind a period that say its timing."""
_END = "(?P<end>[末底])"
_TO = "(?:[-~—–−至到]|to)"
_Y, _Z = r"(?P<y>(?:19|20)\d\d)", r"(?P<z>(?:19|20)\d\d)"
_M, _N = r"(?P<m>\d\d?)", r"(?P<n>\d\d?)"
_E, _F = rf"(?P<e>{_MONTH})\.?", rf"(?P<f>{_MONTH})\.?"
_Q, _R = "(?P<q>[1-4])", "(?P<r>[1-4])"
_PLAN, _NAME = f"(?P<plan>十?[{NUMERALS[1:]}]|十)五", "(?:时期|期间|规划|规划期|计划)"
_FORMS = {
    "year": [rf"{_Y}年?", rf"{_Y}年?(?P<whole>度?全年|年?度|全年度)"],
    "year_end": [rf"(?:截至|至)?{_Y}年?年?[末底]", rf"(?:year-?end|end-?(?:of)?){_Y}"],
    "month": [
        rf"{_Y}(?P<s>[-/]){_M}", rf"{_Y}年{_M}月份?", rf"{_Y}(?P<m>\d\d)", rf"{_Y}年?m{_M}", rf"{_Y}\.(?P<m>0\d|1[0-2])",
        rf"{_M}[-/]{_Y}", rf"(?P<m>0\d|1[0-2])\.{_Y}", rf"{_E}[-,/]?{_Y}", rf"{_Y}[-,./]?{_E}",
    ],
    "month_end": [rf"(?:截至|至)?{_Y}年{_M}月份?{_END}", rf"(?P<end>end-?(?:of)?){_E}[-,/]?{_Y}"],
    "float": [rf"{_Y}\.(?P<m>[1-9])"],
    "fiscal": [
        rf"(?P<words>(?:fy)?{_Y}[-/]\d\d(?:\d\d)?(?:年度|财年|财政年度|学年))", rf"(?P<words>{_Y}年?(?:财年|财政年度|学年))",
        rf"(?P<words>(?:fy|fiscalyear)(?:\d\d|{_Y})(?:[-/]\d\d)?)",
    ],
    "span": [
        rf"{_Y}(?:年|[-/.]){_M}月?{_TO}{_N}月份?", rf"{_Y}[./]{_M}{_TO}{_N}", rf"{_Y}-{_M}(?:[~—–−至到]|to){_N}",
        rf"{_Y}[-/.]{_M}(?:{_TO}|/){_Z}[-/.]{_N}", rf"{_Y}年{_M}月{_TO}{_Z}年{_N}月份?", rf"{_Y}(?P<m>\d\d){_TO}{_Z}(?P<n>\d\d)",
        rf"{_Y}年前{_N}个?月", rf"{_Y}年年?初至{_N}月份?", rf"{_E}(?:{_TO}|/){_F}[-,/]?{_Y}", rf"{_Y}[-,/]?{_E}(?:{_TO}|/){_F}",
        rf"{_E},?{_Y}{_TO}{_F},?{_Z}",
    ],
    "bare_span": [rf"{_Y}年{_M}{_TO}{_N}"],
    "quarter": [
        rf"{_Y}年?第?{_Q}季度?{_END}?", rf"{_Y}年?[-/:.]?q{_Q}", rf"{_Y}年?[-/:]?{_Q}q", rf"q{_Q}[-/,.]?{_Y}", rf"{_Q}q[-/]?{_Y}",
        rf"quarter{_Q}(?:of)?,?{_Y}", rf"(?P<ordinal>{'|'.join(ORDINALS)})quarter(?:of)?,?{_Y}",
    ],
    "quarters": [
        rf"{_Y}年?第?{_Q}季?度?{_TO}第?{_R}季度?{_END}?", rf"{_Y}年?[-/]?q{_Q}{_TO}q?{_R}", rf"q{_Q}{_TO}q?{_R}[-/,]?{_Y}",
        rf"{_Y}[-/]?q{_Q}(?:{_TO}|/){_Z}[-/]?q{_R}", rf"{_Y}年[前头]{_R}个?季度?{_END}?",
    ],
    "half": [
        rf"{_Y}年?(?P<h>[上下])半年度?{_END}?", rf"{_Y}年?[-/]?h(?P<h>[12])", rf"h(?P<h>[12])[-/,]?{_Y}", rf"(?P<h>[12])h[-/]?{_Y}",
        rf"(?P<h>first|second|1st|2nd)half(?:of)?,?{_Y}",
    ],
    "day": [
        rf"{_Y}(?P<s>[-/.]){_M}(?P=s)(?P<d>\d\d?)(?:t?00:00(?::00)?(?:\.0+)?)?",
        rf"{_Y}(?P<m>\d\d)(?P<d>\d\d)", rf"{_Y}年{_M}月(?P<d>\d\d?)日(?:00:00(?::00)?)?", rf"{_E}(?P<d>\d\d?),{_Y}", rf"(?P<d>\d\d?)[-.]?{_E}[-,]?{_Y}",
    ],
    "day_or_year": [rf"{_E}[-']?(?P<d>\d\d)", rf"(?P<d>\d\d)-?{_E}"],
    "day_or_month_first": [rf"(?P<d>\d\d?)(?P<s>[-/.]){_M}(?P=s){_Y}"],
    "years": [rf"{_Y}(?P<mark>年){_TO}{_Z}年?", rf"{_Y}{_TO}{_Z}(?P<mark>年)", rf"{_Y}(?:{_TO}|/){_Z}"],
    "plan": [
        rf"[\"“”'‘’「『《]{_PLAN}[\"“”'‘’」』》]?{_NAME}?", rf"{_PLAN}[\"“”'‘’」』》]?{_NAME}",
        f"(?P<plan>十[{NUMERALS[1:]}])五", r"(?:the)?(?P<th>\d\d?)th(?:five|5)-?year(?:plan)?(?:period)?",
    ],
}  # fmt: skip
"""The names of groups are those of the parts: y and z years, m and n months, e and f months in words, q and r quarters."""
_PATTERNS = [(re.compile(form), kind) for kind, forms in _FORMS.items() for form in forms]


def normalize_period(text: str) -> str:
    """Without blanks, compatibility forms unified, numerals of years, months and quarters as digits; unchanged with marks.

    >>> normalize_period("二〇二五年十一月"), normalize_period("十四五")
    ('2025年11月', '十四五')
    """
    if FOOTNOTE_MARK.search(text):
        return text
    bare = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    bare = _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), bare)
    return _NUMERAL.sub(lambda found: str(read_numeral(found[0])), bare)


def read_numeral(word: str) -> int:
    """The number from 1 to 19 that a Chinese numeral is."""
    return (10 if "十" in word else 0) + int(word.strip("十").translate(_DIGITS) or 0)


def match_form(bare: str) -> tuple[str, dict[str, str]] | None:
    """The kind of period that a normalized text is, and its parts by their names; None if it is none."""
    if not bare.isascii() and _FOREIGN_DIGIT.search(bare):
        return None
    for pattern, kind in _PATTERNS:
        found = pattern.fullmatch(bare)
        if found:
            return kind, {name: value for name, value in found.groupdict().items() if value is not None}
    return None


def split_timing(bare: str) -> tuple[str, str]:
    """A normalized text without the words behind it that say the timing, and the timing; empty if there are none."""
    for timing, words in _SAID.items():
        if found := words.fullmatch(bare):
            return found[1], timing
    return bare, ""


def starts_with_month(bare: str) -> bool:
    """Whether an English month stands first."""
    return bool(re.match(_MONTH, bare))


def month_number(word: str) -> int:
    """The number of a month in English."""
    return [name[:3] for name in MONTHS].index(word[:3]) + 1
