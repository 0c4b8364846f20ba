"""What a text has said so far, and later clauses may leave out: period, region, subject, measure.

The module is long because each field says what it is, and each is forgotten at its own time.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from statbook.reading.language import Cue, PeriodWords, Token
from statbook.reading.lexicon import OWN, PROVINCE, Lexicon
from statbook.reading.periods import NO_PERIOD, Period, resolve
from statbook.reading.proposal import UNKNOWN
from statbook.reading.subjects import Subject, only_known
from statbook.reading.topics import Topic

BESIDE = {"year-earlier", "previous-year", "previous-month", "previous-quarter", "previous-year-end", "same-of"}
"""Kinds of periods that are named by their place beside another."""


class Carry(Enum):
    """What the period before holds for, in a sentence that names none."""

    ALL = "all"
    OTHERS = "others"
    """It is that of before a part, behind 其中 or 分季度看: what the part was about may go on in the period of the part."""
    NOTHING = "nothing"
    """Several periods were named, and none holds for all."""


class Line(Enum):
    """How a sentence stands in its line."""

    BEGINS = "begins"
    GOES_ON = "goes on"
    HEADING = "heading"
    """It is all of a short line and has no end, as titles have."""


@dataclass
class Context:
    """What is carried.

    day      of the release
    home     the region of the text; *guessed* if only its publisher says so; *implied* by an indicator, if the text names none
    province that of the text, or in which it lies; *moved*: only a line says that the text is of a place in it
    own      whether the text spoke of its region as 全省; *country*: that of the data
    region, named  the last region of this sentence, and the first
    period   the last that was named, by the word *when*; *dated*: in this sentence; *alone*: as a part of that of the text
    opening  the first period of this sentence; *text*: that of the text
    aside    the period before one that only stands beside it (上年同期为3亿元), which holds again for what is named next
    part     whether a part or a topic of periods is spoken of, and *wide* the period before it
    carry    what the period of the sentences before holds for; *heard*: the names in the one before
    versus   what a topic says of bases: 从环比看; *standard*: what the rates of this sentence are compared with; *monthly*: its last number was with the month or the quarter before
    rest     what a clause before brackets compares with: 比全国（5%）高2个百分点
    rival    the period of a number just before, with which the next is compared: 较4月的9亿元增长
    started  where a clause from … to … begins, and *earlier* the period before it
    subject, items  what the last number measured, or was *told* before this sentence's first; those of an enumeration
    frame    what all of a list measure: 出口居前的是月港（3亿元）、海西（2亿元）
    places   whether the things of a list are regions, if one is known; *listed*: some of this sentence are
    topic    of whom or of what the line speaks; *main*: what the last sentence with numbers was about, if one known thing
    parent   what the clauses behind 其中 are parts of; *sister*: that of the sentence before
    measure  of the last number; *rated*: of the last percentage of this sentence, and whether it fell; *known*: its indicator is; *counts*: the last level of this sentence is a count of things
    spoken   the subjects of this sentence, *latest* those of its last clause; *single*: the sentence before spoke of one thing, so that this one may go on
    fresh    whether this sentence begins a line; *follows*: whether a number of it has the period of before
    aims     "target" or "forecast", if this sentence speaks of what is to come
    before   the period that holds again behind this sentence, which speaks of aims, of a time to come or without a year
    apart    whether a clause of this sentence leaves something out
    numbers  read in this sentence; *read*: some were since the day was set
    """

    day: date | None
    home: str = UNKNOWN
    guessed: bool = False
    implied: str = ""
    province: str = ""
    moved: bool = False
    own: bool = False
    country: str = ""
    region: str = ""
    named: str = ""
    period: Period = NO_PERIOD
    dated: bool = False
    when: Token | None = None
    opening: Period | None = None
    text: Period = NO_PERIOD
    aside: Period | None = None
    part: bool = False
    wide: Period | None = None
    carry: Carry = Carry.ALL
    alone: bool = False
    heard: frozenset[str] = frozenset()
    versus: frozenset[Cue] = frozenset()
    standard: Period | None = None
    monthly: bool = False
    rest: tuple[Token, ...] = ()
    rival: Period | None = None
    started: Period | None = None
    earlier: Period = NO_PERIOD
    subject: Subject = field(default_factory=Subject)
    items: list[Subject] = field(default_factory=list)
    told: bool = False
    frame: Subject | None = None
    places: bool | None = None
    listed: bool = False
    topic: Topic = field(default_factory=Topic)
    main: Subject = field(default_factory=Subject)
    parent: Subject | None = None
    sister: Subject | None = None
    measure: str = ""
    rated: tuple[str, bool] = ("", False)
    known: bool = False
    counts: bool = False
    spoken: list[Subject] = field(default_factory=list)
    latest: list[Subject] = field(default_factory=list)
    single: bool = True
    fresh: bool = False
    follows: bool = False
    aims: str = ""
    before: Period | None = None
    apart: bool = False
    numbers: int = 0
    read: bool = False

    def restart(self, day: date) -> "Context":
        """The context behind a line that says on what *day* was published; another article may begin."""
        home, province = (self.home, self.province) if self.day in (None, day) or not self.read else (UNKNOWN, "")
        return Context(day, home, self.guessed, province=province, country=self.country)

    def begin_sentence(self, line: Line, around: Mapping[str, Set[str]]) -> None:
        """Forget what holds within a sentence only, or within a line."""
        self.known = self.known and line is Line.GOES_ON
        self.single = len({each.terms or each.name for each in self.spoken}) == 1
        self.fresh, self.follows, self.told = line is not Line.GOES_ON, False, False
        self.heard, self.topic = frozenset(each.name for each in self.spoken), self.topic.begin(self.fresh)
        self.apart, self.counts, self.rest, self.latest = False, False, (), []
        self.sister, self.started = None if self.fresh else self.parent, None
        self.end_list()
        self.region, self.listed, self.places = self.named if self.listed else self.region, False, None
        passing = not self.numbers and self.region in around.get(self.home, ())
        elsewhere = not (self.fresh or passing) and self.region not in ("", self.home)
        self.region, self.named, self.parent, self.opening = UNKNOWN if elsewhere else "", "", None, None
        self.wide, self.part, self.versus, self.dated = None, False, frozenset(), False
        self.numbers, self.spoken, self.standard, self.monthly, self.rated = 0, [], None, False, ("", False)
        self.period, self.before, self.aims = self.before or self.period, None, ""
        if self.fresh and self.alone and self.text.spans(self.period):
            self.period, self.carry = self.text, Carry.ALL
        if self.fresh and not (self.text.agrees(self.period) or self.period.spans(self.text)):
            self.carry = Carry.NOTHING

    def end_sentence(self, line: Line, lexicon: Lexicon) -> None:
        """Settle the region of the text: the first that is named, that of a heading, or one outside of it in a later line.

        A region around it, as the country, is named for comparison; one in it is spoken of in passing.
        """
        around = lexicon.around
        apart = self.home not in around.get(self.named, ()) and self.named not in around.get(self.home, ())
        # A place abroad is one with which the text trades.
        apart &= lexicon.country in ("", self.named, *around.get(self.named, ()))
        fresh = line is not Line.GOES_ON and self.numbers and (apart or self.guessed)
        if fresh and self.home != UNKNOWN and self.named and self.named not in around:
            self.home, self.guessed = UNKNOWN, True  # where it lies is not known, nor whether the text goes on about it
        elif self.named and (self.home == UNKNOWN or line is Line.HEADING or fresh):
            self.moved = self.guessed and line is not Line.HEADING
            self.home, self.guessed = self.named, False
            self._set_province(lexicon)
        elif line is Line.HEADING and self.region == UNKNOWN and not self.listed:
            self.home, self.guessed = UNKNOWN, True  # it is about a place that is not known
        elif line is Line.HEADING and not self.numbers:
            self.guessed = True  # another article may begin, about another region
        if line is Line.HEADING or (self.fresh and not self.numbers):
            self.topic = replace(self.topic, headed=True)
        self.end_aside()
        if not self.spoken and self.subject and self.single:
            self.spoken = [self.subject]
        self.main = only_known(self.spoken) if self.numbers else self.main
        self._end_period(line)

    def _set_province(self, lexicon: Lexicon) -> None:
        """Settle what 全省 means: the region of the text, that in which it lies, or, for a city of no known place, as before."""
        around = lexicon.around.get(self.home)
        if around is None and lexicon.country:
            self.province = self.province if self.moved else ""
            return
        within = [each for each in around or () if lexicon.country in lexicon.around.get(each, ())]
        self.province = within[0] if len(within) == 1 else self.home

    def _end_period(self, line: Line) -> None:
        """Settle what period later sentences have that name none."""
        if self.before is not None or self.aims:
            return
        if self.opening and (line is Line.HEADING or self.text == NO_PERIOD):
            self.text = self.opening
        if self.wide is not None and self.wide != self.period:
            self.carry = Carry.NOTHING if self.wide == NO_PERIOD else Carry.OTHERS
            self.period = self.period if self.wide == NO_PERIOD else self.wide
        elif self.period == self.started or (
            self.opening and self.opening != self.started and not self.opening.agrees(self.period)
        ):
            self.carry = Carry.NOTHING
        elif self.dated or (self.carry is Carry.OTHERS and self.numbers):
            self.carry = Carry.ALL

    def end_aside(self) -> None:
        """What stood beside the period of the sentence is over."""
        self.period, self.aside = self.aside or self.period, None

    def holds_for(self, name: str) -> bool:
        """Whether the period is that of *name*."""
        if self.dated or self.carry is Carry.ALL:
            return True
        return self.carry is Carry.OTHERS and bool(name) and name not in self.heard

    @property
    def anchor(self) -> Period:
        """The period beside which another may be named: 上年同期. None if several were named before."""
        return self.period if self.dated or self.carry is not Carry.NOTHING else NO_PERIOD

    def set_region(self, region: str) -> None:
        """A region is named."""
        if region:
            self.region, self.named = region, self.named or region.replace(UNKNOWN, "")

    def turn_to(self, subject: Subject) -> None:
        """Another thing or region begins within a sentence: 出口增长3%；进口由升转降，下降2%."""
        known = subject if subject.indicators or subject.members else self.subject
        self.subject = replace(known, region=subject.region or known.region)
        self.region = subject.region or self.region

    def list_region(self, region: str, first: bool = False) -> None:
        """A region of a list is named; it says nothing of what follows behind the list."""
        if not first and self.named == self.region:
            self.named = ""
        self.listed = self.listed or not first
        self.places = True
        self.region = region

    def end_list(self) -> None:
        """A list ends: what follows is of all of it, or of something else."""
        if self.frame is None:
            return
        self.subject, self.frame, self.items = self.frame, None, []
        if self.places:
            self.region, self.listed = UNKNOWN, True
            self.subject = replace(self.subject, region=UNKNOWN)

    def place(self, region: str) -> str:
        """A region; 全省 is that of the text."""
        if region not in OWN:
            return region
        self.own = True
        if self.guessed and self.home == self.country:
            return UNKNOWN  # no country calls itself so: the publisher is not that of the text
        if region == PROVINCE and (self.province or self.home != UNKNOWN):
            return self.province or UNKNOWN
        return "" if self.home == UNKNOWN else self.home

    def speak_of_province(self) -> None:
        """The text speaks of all of its province: what it said of a city in a line does not make it the city's."""
        if self.province and (self.guessed or self.moved):
            self.home, self.guessed, self.moved = self.province, False, False

    @property
    def goes_on(self) -> bool:
        """Whether a name without an indicator may have that of the one before: nothing else was spoken of."""
        if not self.numbers:
            return self.single and not self.fresh
        indicators = {tuple((entry.code, entry.members) for entry in each.indicators) for each in self.spoken}
        return len(indicators) == 1

    def end_start(self) -> None:
        """A clause comes from where it began to where it ends; if it names no period for that, it is that of before."""
        if self.started is not None and self.period == self.started and self.earlier != NO_PERIOD:
            self.period = self.earlier

    def set_period(self, token: Token, cues: set[Cue]) -> None:
        """A period is named; a lone day is that of the news, not of a number."""
        words: PeriodWords = token.value
        if words.kind == "day" and words.timing != "at" and words.until is None:
            return
        self.part = self.part or Cue.AMONG in cues
        here = self.period.end[:4]
        if self.part and words.kind == "months" and words.year is None and words.relative is None and here.isdigit():
            words = replace(words, year=int(here))  # a part of what was told for that year
        period = resolve(words, self.day, self.anchor)
        held = self.dated or self.carry is Carry.ALL
        if words.kind in ("same", "latest", "month", "same-of") and not held:
            self.carry = Carry.NOTHING
            return
        if not self.aims:
            since = words.kind == "since" and self.period.timing == "to_date"  # 今年以来 is no other time
            passing = since or words.kind == "unnamed" or period.is_to_come(self.day)
            self.before = (self.before or self.period) if passing else None
        if Cue.FROM in cues and self.started is None:
            self.started, self.earlier = period, self.anchor
        self.wide = (self.wide or self.period) if self.part else self.wide
        self.opening = self.opening if self.part else (self.opening or period)
        self.aside = self.aside if words.kind in BESIDE else None
        self.period, self.when, self.dated, self.alone = period, token, True, words.alone
