"""Periods in Chinese texts: 今年前5个月, 6月末, 截至2025年底, 2012年至2021年, 上年同期."""

import re
from dataclasses import replace
from functools import lru_cache

from statbook.reading.language import PeriodWords

_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "十一": 11, "十二": 12}
_SIGNS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "前年": -2, "明年": 1}
_PLANS = {"二": 2010, "三": 2015, "四": 2020, "五": 2025, "六": 2030}
"""The year before the first of a five-year plan: 十四五 is 2021 to 2025."""
_N = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九两])"
_TO = r"\s?(?:[-—–−~～－]{1,2}|至|到)\s?"
_Y = r"(?:(?:19|20)\d\d\s?年度?|[一二][〇零一二三四五六七八九]{3}年|今年|去年度?|前年|明年|当年|本年|上一?年度?)"
_MONTHS = rf"(?:[前头]\s?{_N}\s?个?月份?|(?:年初|1月份?)?{_N}?\s?月?份?{_TO}{_N}\s?月份?|{_N}\s?月(?:份|当月|单月)*)"
_PARTS = rf"(?:{_MONTHS}|[上下]半年|[前头][两三23]个?季度|第?[一二三四1-4]季度|全年)"
_END = "(?:年?末|年?底前?|初)"
_SOON = "(?:将[于在]|定于|拟于)"
_UNTIL = "(?:截至|截止到?|截止|到|至)"
_LONE = (
    "截至目前|截至当前|目前为止|截至今日|截至发稿|目前|当前|迄今为止|迄今|至今|现阶段|上年同期|去年同期|同期|上年年?末|上年年?底|"
    "开年首月|首月|上季度末|上季末|上季度|上月同期|上月末|上月底|上个月|上月|上年|上一年|前一年|上期|年初|当月|当季|月末|期末|年末|年底"
)
_UNNAMED = (
    "(?:专项)?(?:行动|试点)(?:期间|期内)|(?:实施|开展|启动|成立|创办|建成|开通|投产|投运|运行)以来|近[几两三五十]?年来?|[两三四五3-5]年来"
    "|(?:春节|国庆|五一|元旦|端午|清明|中秋|暑期|春运)(?:假期|期间)"
)
"""Times that a text does not say in months or years."""
_PART = rf"(?:{_N}\s?月份?|[上下]半年|第?[一二三四1-4]季度)"
_LATER = rf"(?:{_Y}|次年|翌年|第二年)"
_SPAN_OF_YEARS = (
    rf"(?:[从由自]\s?)?(?:(?:{_Y}[，,]?\s?)?{_N}\s?月\s?{_N}\s?日{_TO}{_LATER}[，,]?\s?{_N}\s?月\s?{_N}\s?日"
    rf"|(?:{_Y}[，,]?\s?{_PART}?|{_PART}){_END}?{_TO}{_LATER}(?:[，,]?\s?{_PART})?{_END}?)"
)
"""From a month of one year to one of another."""
PERIOD = (
    rf"{_SPAN_OF_YEARS}|(?:{_UNTIL}\s?)?[“\"]?(?<!二)(?<!三)十[二三四五六]五[”\"]?(?:规划)?(?:时期|期间|以来|末|初)?"
    rf"|(?:{_UNTIL}\s?)?{_Y}(?:[，,\s]?{_N}\s?月\s?{_N}\s?日(?:{_TO}(?:{_N}\s?月\s?)?{_N}\s?日)?)"
    rf"|(?:{_UNTIL}\s?|{_SOON})?{_N}\s?月\s?{_N}\s?日(?:{_TO}(?:{_N}\s?月\s?)?{_N}\s?日)?"
    rf"|(?:19|20)\d\d\s?年?{_TO}(?:19|20)?\d\d\s?年"
    rf"|(?:{_UNTIL}\s?)?{_Y}(?:[，,]?\s?{_PARTS})?{_END}?(?:同[期月]|以来|至今)?"
    rf"|(?:{_UNTIL}\s?)?{_PARTS}{_END}?(?:以来)?"
    rf"|(?:{_UNTIL}\s?)?(?:19|20)\d\d(?={_TO}(?:19|20)?\d\d年)"
    rf"|{_LONE}|{_UNNAMED}"
)
"""One alternative for each way of writing; none repeats what may repeat itself."""
PERIOD_STARTS = '\\d“"一二三四五六七八九十两第今本当去前明上下头年全截到至目迄现同月期首开将定拟专行试实启成创建投运近春国元端清中暑从由自'
"""The signs with which a period may begin, as the inside of a class."""
_TEXT = re.compile(
    rf"(?P<until>{_UNTIL})?[“\"]?(?P<plan>十(?P<number>[二三四五六])五)?[”\"]?(?:规划)?(?P<stage>时期|期间|末|初)?"
    rf"(?P<y>{_Y})?[，,]?\s?(?P<part>{_PARTS})?\s?(?P<day>{_N}\s?日)?(?P<end>{_END})?(?P<same>同[期月])?(?P<since>以来|至今)?"
)
_YEARS = re.compile(rf"(?P<y>(?:19|20)\d\d)\s?年?{_TO}(?P<z>(?:19|20)?\d\d)\s?年")
_TWO_YEARS = re.compile(rf"[从由自]?(?P<start>.+?){_TO}(?P<end>(?P<later>{_LATER}).*)")
_NEXT_YEAR = ("次年", "翌年", "第二年")
_DAYS = re.compile(
    rf"(?P<until>{_UNTIL})?(?P<soon>{_SOON})?\s?(?P<y>{_Y})?[，,\s]?(?P<m>{_N})\s?月\s?(?P<d>{_N})\s?日(?:{_TO}(?:(?P<n>{_N})\s?月\s?)?(?P<e>{_N})\s?日)?"
)
_SPAN = re.compile(rf"(?:(?P<start>年初)|(?P<m>{_N})\s?月?份?){_TO}(?P<n>{_N})\s?月份?")
_LONE_WORDS = {
    "上年同期": ("year-earlier", ""), "去年同期": ("year-earlier", ""), "同期": ("same", ""), "当月": ("month", ""), "当季": ("same", ""),
    "上年同月": ("year-earlier", ""), "去年同月": ("year-earlier", ""),
    "上年末": ("previous-year-end", "at"), "上年底": ("previous-year-end", "at"), "年初": ("previous-year-end", "at"),
    "上月末": ("previous-month", "at"), "上月底": ("previous-month", "at"), "上月": ("previous-month", ""), "上个月": ("previous-month", ""),
    "上月同期": ("previous-month", ""), "上季度末": ("previous-quarter", "at"), "上季末": ("previous-quarter", "at"), "上季度": ("previous-quarter", ""),
    "上年": ("previous-year", ""), "前一年": ("previous-year", ""), "上期": ("previous", ""),
    "开年首月": ("january", ""), "首月": ("january", ""),
    "月末": ("month", "at"), "期末": ("same", "at"), "年末": ("year-end", "at"), "年底": ("year-end", "at"),
}  # fmt: skip


@lru_cache(10_000)
def read_period(text: str) -> PeriodWords | None:
    """What the words of a period say; None if they are none.

    >>> read_period("今年前5个月")
    PeriodWords(kind='months', year=None, relative=0, first=1, last=5, to_year=None, days=None, timing='', until=None)
    """
    bare = "".join(text.split()).replace("年度", "年").replace("上一年", "上年").replace("年年", "年")
    if bare in _LONE_WORDS:
        kind, timing = _LONE_WORDS[bare]
        return PeriodWords(kind, timing=timing)
    if bare in _LONE.split("|"):
        return PeriodWords("now", timing="at")
    if re.fullmatch(_UNNAMED, bare):
        return PeriodWords("unnamed")
    if found := _YEARS.fullmatch(bare):
        return PeriodWords("years", year=int(found["y"]), to_year=int(found["y"][: 4 - len(found["z"])] + found["z"]))
    if re.fullmatch(_SPAN_OF_YEARS, bare) and (found := _TWO_YEARS.fullmatch(bare)):
        return _read_span(found)
    if found := _DAYS.fullmatch(bare):
        return _read_days(found)
    found = _TEXT.fullmatch(bare)
    if not found:
        return None
    if found["plan"]:
        return _read_plan(_PLANS[found["number"]], found["stage"] or "", bool(found["since"]))
    return _read_parts(found)


def _read_span(found: re.Match[str]) -> PeriodWords | None:
    """From a month or a day of one year to one of another."""
    later = found["later"] in _NEXT_YEAR
    start, end = read_period(found["start"]), read_period(found["end"].removeprefix(found["later"] if later else ""))
    if start is None or end is None:
        return PeriodWords("unclear")
    return replace(start, until=replace(end, kind="next-year") if later else end)


def _read_days(found: re.Match[str]) -> PeriodWords:
    year, relative = _read_year(found["y"])
    month, day = read_numeral(found["m"]), read_numeral(found["d"])
    timing = "at" if found["until"] else "by" if found["soon"] else ""
    if not found["e"]:
        return PeriodWords("day", year, relative, month, month, days=(day, day), timing=timing)
    last = read_numeral(found["n"]) if found["n"] else month
    return PeriodWords("days", year, relative, month, last, days=(day, read_numeral(found["e"])), timing=timing)


def _read_plan(before: int, stage: str, since: bool) -> PeriodWords:
    if stage == "末":
        return PeriodWords("months", before + 5, timing="at")
    if since:
        return PeriodWords("since", before + 1)
    return PeriodWords("years", before + 1, to_year=before + 5)


def _read_parts(found: re.Match[str]) -> PeriodWords | None:
    year, relative = _read_year(found["y"])
    part, end = found["part"] or "", found["end"] or ""
    if part == "全年" and not found["y"]:
        return PeriodWords("whole-year")
    first, last = _read_months(part) if part else (None, None)
    if found["since"]:
        return PeriodWords("since", year, relative, first, last)
    if end == "初":
        return PeriodWords("previous-year-end", year, relative, timing="at")
    timing = "at" if end or (found["until"] in ("截至", "截止", "截止到")) else "by" if found["until"] else ""
    if found["same"]:
        return PeriodWords("same-of", year, relative)
    if end and first is None:
        timing = "at"
    if found["y"] == "上年" and not part:
        return PeriodWords("previous-year", timing=timing)
    return PeriodWords("months", year, relative, first, last, timing=timing) if part or found["y"] else None


def _read_year(word: str | None) -> tuple[int | None, int | None]:
    """A year in digits, or how far it lies from this one."""
    if not word:
        return None, None
    if word in _RELATIVE:
        return None, _RELATIVE[word]
    if word == "上年":
        return None, -1
    return int(word.translate(_SIGNS)[:4]), None


def _read_months(part: str) -> tuple[int | None, int | None]:
    """The first and the last month of a part of a year."""
    if part == "全年":
        return 1, 12
    if part.endswith("半年"):
        return (1, 6) if part[0] == "上" else (7, 12)
    if part.endswith("季度"):
        number = read_numeral(part.strip("前头第个季度"))
        return (1, 3 * number) if part[0] in "前头" else (3 * number - 2, 3 * number)
    if found := _SPAN.fullmatch(part):
        return (1 if found["start"] else read_numeral(found["m"])), read_numeral(found["n"])
    number = read_numeral(part.strip("前头个月份当单 "))
    return (1, number) if part[0] in "前头" else (number, number)


def read_numeral(word: str) -> int:
    """A number up to 31 in digits or numerals."""
    if word.isdigit():
        return int(word)
    return _NUMERALS.get(word) or 0
