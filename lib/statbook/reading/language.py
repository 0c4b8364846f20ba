"""What the interpreter asks of a language: the words of a text as tokens, whose kinds mean the same in each language."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Cue(StrEnum):
    """What a word says about the number behind it."""

    RISE = "rise"
    FALL = "fall"
    MORE = "more"
    """Grew by more than a period before: 多增."""
    LESS = "less"
    REACH = "reach"
    """The number behind is a level: 增长到."""
    RATE = "rate"
    """A rate of growth is the subject: 增速."""
    FALL_RATE = "fall-rate"
    SHARE = "share"
    PART_OF = "part-of"
    """Behind the number: it is a share of what was named before: 来自."""
    ABOVE = "above"
    BELOW = "below"
    CONTRIBUTION = "contribution"
    CONTRIBUTION_RATE = "contribution-rate"
    YEAR_ON_YEAR = "year-on-year"
    ON_PREVIOUS = "on-previous"
    ANNUAL = "annual"
    EXCEEDS = "exceeds"
    """The number behind is that of another period, which this one passed."""
    BASE = "base"
    """What stands behind is what the number is compared with."""
    MULTIPLE_OF = "multiple-of"
    RESPECTIVELY = "respectively"
    AMONG = "among"
    TOPIC = "topic"
    """A clause that names a topic without a number."""
    BY_PERIOD = "by-period"
    """The topic is that what was named is told for one period after another: 分季度."""
    RANK = "rank"
    TARGET = "target"
    FORECAST = "forecast"
    PRELIMINARY = "preliminary"
    FROM = "from"
    TURN = "turn"
    """The number behind is the change to which another turned: 转为增长."""
    TOWARDS = "towards"
    """A partner stands behind: 对."""


class Kind(StrEnum):
    """The kinds of tokens."""

    NUMBER = "number"
    PERIOD = "period"
    CUE = "cue"
    TERM = "term"
    LIST = "list"
    COMMA = "comma"
    STOP = "stop"
    OPEN = "open"
    CLOSE = "close"
    SKIP = "skip"
    BLANK = "blank"
    """Says nothing in its sentence, as an address."""
    WORD = "word"


@dataclass(unsafe_hash=True)
class Token:
    """A word of a sentence: *start* and *end* in the text, *value* what it means, by its kind.

    It is never changed; that it is not frozen saves two thirds of the time that making one takes.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: Any = None
    opens: bool = False
    """Whether what stands behind is what a word speaks of, not what stood before: 占, not 占比."""


@dataclass(frozen=True)
class PeriodWords:
    """A period as it is written, before the day of the release says which it is.

    kind    how it is resolved; "unnamed" if its words say no month or year, "unclear" if they may say several
    year    in digits; *relative* to that of the release: 0 this year, -1 last year, 1 next year; both None if none is named
    first, last  its months; both None for a whole year
    to_year the last of several years
    days    the first and the last day of a span of days, or a day twice
    timing  "at" for the end of it, "by" for what is to come
    until   what a span ends with, that crosses years: 2024年11月至2025年2月; *alone*: it is a part of what is told: in May alone
    """

    kind: str
    year: int | None = None
    relative: int | None = None
    first: int | None = None
    last: int | None = None
    to_year: int | None = None
    days: tuple[int, int] | None = None
    timing: str = ""
    until: "PeriodWords | None" = None
    alone: bool = field(default=False, repr=False)


@dataclass(frozen=True)
class Amount:
    """A number as it is written: value and unit in the codes of units.csv, UNKNOWN if they have none; without sign.

    kind   what the unit says: percent, points, times, money, count, rank, or "" for a bare number
    start, end   the number alone
    shared   where the scale and the unit stand in the text that are those of a list
    """

    value: Decimal | None
    unit: str
    kind: str
    start: int
    end: int
    value_to: Decimal | None = None
    bound: str = "exact"
    step: Decimal | None = None
    negative: bool = False
    words: str = ""
    fault: str = ""
    rule: str = ""
    shared: tuple[int, int] | None = None


@dataclass(frozen=True)
class Language:
    """A language of releases: all that the interpreter knows of it.

    letters   a pattern of its letters
    stop      ends a sentence
    figure    is found in each number
    byline    is found in a line that says who wrote, which is no heading
    scanner   from a lexicon to a function from a sentence and its offset to its tokens
    plain     a sentence in the signs of the lexicon, each for one
    clean     the name of an indicator without words at its ends that belong to the sentence
    meaning   what words say besides those that say nothing, as 的 or "the"
    of        stands behind a share, before what it is a share of: 61%的专利
    generic   names that only repeat what was named: 规模
    rates     is found in the names of rates
    standing  is found in the names of balances, if what a month had may also be what they grew by
    stocks    ends of the names of what is counted at a time
    durations ends of the names of lengths of time that are measured; others are no figures
    dependent names of what belongs to what was named before: 成交额, 进口均价; *worth*: its value in money
    branch    stands behind the name of a publisher, which then speaks of its own place: 海西省分行
    by_now    words by which a count is that of the day of the text: 已
    counted   the unit of a measure word by the noun that it counts: 件 with 专利 is patents
    carries   whether what is unknown has the period of the sentence before, and a text the region that a name implied
    still     what may stand between a verb of change and its number
    apart     finds words by which the rest of a sentence is without something: imports, excluding tea, fell
    excluding finds words by which a name is not what it names: 非机电产品
    partly    stands between a part and its number, which is one of what was named before: 流向省内的达2亿元
    holders   finds whom a number counts, before what of theirs changes: 21个行业增加值增长
    ranging   stands behind a range: 从3元至5元不等
    """

    code: str
    letters: re.Pattern[str]
    stop: re.Pattern[str]
    figure: re.Pattern[str]
    byline: re.Pattern[str]
    scanner: Callable[[Any], Callable[[str, int], list[Token]]]
    clean: Callable[[str], str]
    meaning: Callable[[str], str]
    of: str
    plain: Callable[[str], str] = str
    generic: frozenset[str] = frozenset()
    by_now: tuple[str, ...] = ()
    dependent: tuple[str, ...] = ()
    worth: tuple[str, ...] = ()
    branch: re.Pattern[str] = re.compile(r"(?!)")
    rates: re.Pattern[str] = re.compile(r"(?!)")
    standing: re.Pattern[str] = re.compile("")
    stocks: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()
    carries: bool = False
    still: tuple[str, ...] = ()
    apart: re.Pattern[str] = re.compile(r"(?!)")
    excluding: re.Pattern[str] = re.compile(r"(?!)")
    partly: tuple[str, ...] = ()
    holders: re.Pattern[str] = re.compile(r"(?!)")
    ranging: tuple[str, ...] = ()
    counted: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def is_written_in(self, text: str) -> bool:
        """Whether a fifth of the signs of *text* are its letters."""
        return len(self.letters.findall(text)) * 5 >= len(text)
