"""Words in names of series that tell how, when and against what is measured, and those that tell nothing."""

import re

from statbook.ingest.parsing.recipe_expansion import HEADER_JOINT
from statbook.ingest.parsing.unit_parser import UnitParser
from statbook.ingest.readers.grid import normalize_name

CLUES = {
    "growth": (
        "同比", "增速", "增长", "比上年", "比去年", "比上年同期", "比去年同期", "比上年同月", "较上年同期", "较去年同期",
        "yoy", "y-o-y", "y/y", "yearonyear", "year-on-year", "growth", "growthrate", "±%",
    ),
    "share": ("占比", "比重", "share"),
    "to_date": ("累计", "ytd", "年初至"),
    "before": ("环比", "比上月", "比上季", "mom", "qoq"),
    "difference": ("增减额", "增加额", "增减量"),
}  # fmt: skip
"""Words in names of columns that tell what is measured."""
_WHEN = {
    "last_month": ("当月", "本月"),
    "month_before": ("上月",),
    "year_before": ("上年同期", "上年同月", "去年同期", "去年同月"),
    "year_end_before": ("上年末", "去年末", "上年底", "年初"),
}
_CHANGE = "增减"
_OF_WHICH = ("其中", "ofwhich")
_NO_PERIOD = re.compile("[比较](?=[上去年同]).*|年初至.*|.*=100.*")
"""What is compared with, and what an index is 100 at, is no period of the numbers: 比上月, 上年同月=100."""
WHOLE = ("合计", "总计", "总值", "总额", "总量", "total")
"""Names of the whole, of which others are parts."""
_LEVEL_WORDS = tuple(
    "当月值 当期值 当季值 累计值 当月 本月 本期 绝对数 绝对值 金额 总额 数额 数值 余额 总值 值 额".split()
)
_PLAIN_WORDS = tuple(
    "其中 数量 当月 当期 合计 总计 人民币 全国 全省 全市 外贸 进出口 月度 季度 年度 增减 变动 变化 升降 提高 total change".split()
)
"""Words that say nothing of what a series is of, or what the table says as a whole."""
_PART_OF_YEAR = re.compile(
    "(?:[0-9]+[-—–~至到])?[0-9]*月份?|第?[一二三四1-4]季度?|前三季度?|[上下]半年|年?[末底初]|年度?|全年"
)
_SPLIT = re.compile(r"[:/,、;\-_|·()（）\[\]【】#]+")
PERIOD_IN_NAME = re.compile(
    r"(?:19|20)\d\d年度?(?:第?[一二三四1-4]季度|前三季度|上半年|\d{1,2}(?:[-—–~至到]\d{1,2})?月份?)?"
)
"""A period in the name of a series, which says nothing of what it is."""
PART_IN_NAME = re.compile(
    r"(?<!年)(?:\d{1,2}[-—–~至到])?\d{1,2}月份?(?:累计)?|第?[一二三四1-4]季度|前三季度|[上下]半年|全年"
)
"""A part of a year in a name, whose year the row or the title says."""
_TOWARDS = "对"
"""Before the name of a partner: 对东盟."""


def clues_in(name: str) -> list[str]:
    """What the words of a name tell of what is measured."""
    lower = normalize_name(name).casefold()
    return [clue for clue, words in CLUES.items() if any(word in lower for word in words)]


def relative_period(name: str) -> str:
    """Which period the words of a name mean, seen from that of the table, as `when` of a recipe says it; or nothing.

    >>> [relative_period(name) for name in ("当月（亿元）", "上月末", "比上月末增减", "出口 / 上年同期", "上年同月=100")]
    ['last_month', 'month_before', '', 'year_before', '']
    """
    bare = " ".join(_NO_PERIOD.sub("", part) for part in _SPLIT.split(normalize_name(name)))
    return next((when for when, words in _WHEN.items() if any(word in bare for word in words)), "")


def unit_in(name: str, units: UnitParser) -> str:
    """The words for a unit in a name, or a line of the header that is one: 出口 / HK$ million; empty if there are none."""
    lines = name.split(HEADER_JOINT)  # one alone is a name: M2 is no square metre
    return units.unit_words(name) or next((line for line in lines if len(lines) > 1 and units.readings(line)), "")


def is_change(name: str) -> bool:
    """Whether a name says that something rose or fell, not whether in percent: 比年初增减."""
    return _CHANGE in normalize_name(name)


def is_since_start(name: str) -> bool:
    """Whether a change is counted from the end of the year before: 比年初增减."""
    return any(word in normalize_name(name) for word in _WHEN["year_end_before"])


def is_whole(name: str) -> bool:
    """Whether a part of a name says that the numbers are of the whole: 合计（亿元）, Total."""
    return any(part.casefold() in WHOLE for part in split_name(name))


def is_of_which(name: str) -> bool:
    """Whether a name says that it is of a part of what stands above it: 其中：机电产品."""
    return normalize_name(name).casefold().startswith(_OF_WHICH)


def split_name(name: str) -> list[str]:
    """The parts of the name of a series, without periods."""
    return [part for part in _SPLIT.split(PERIOD_IN_NAME.sub("", normalize_name(name))) if part]


def rest_of(part: str) -> str:
    """A part of a name without the words that tell how and when it is measured."""
    bare = _NO_PERIOD.sub("", part.casefold())
    relative = (word for words in _WHEN.values() for word in words)
    words = (*_LEVEL_WORDS, *_PLAIN_WORDS, *relative, *(word for each in CLUES.values() for word in each))
    for word in sorted(words, key=len, reverse=True):
        bare = bare.replace(word, "")
    return _PART_OF_YEAR.sub("", bare).strip("%±0123456789.")


def bare_forms(part: str) -> list[str]:
    """A part of a name without the words that tell how it is measured, one after the other: 出口总值当期值, 出口总值, 出口."""
    bare = part
    for word in sorted((word for words in CLUES.values() for word in words), key=len, reverse=True):
        bare = bare.replace(word, "")
    forms = [bare, bare.removeprefix(_TOWARDS)]
    for form in forms:  # which grows
        shorter = [form.removesuffix(word) for word in _LEVEL_WORDS if form.endswith(word)]
        shorter += [form.removeprefix(word) for word in _LEVEL_WORDS if form.startswith(word)]
        forms += [each for each in shorter if each and each not in forms]
    return [form for form in forms if form]
