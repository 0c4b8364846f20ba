"""The words before a number, sorted by what they do: name a subject, a whole, a period to compare with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from statbook.reading.context import Context
from statbook.reading.language import Amount, Cue, Kind, Language, Token
from statbook.reading.periods import NO_PERIOD, Period, resolve

_COMPARING = (Cue.ABOVE, Cue.BELOW, Cue.EXCEEDS, Cue.MULTIPLE_OF, Cue.BASE)
_GROWTH = re.compile(r"增量|增幅|增加额|\b(?:growth|increase|expansion)\b", re.IGNORECASE)
"""What something grew by, which is another whole than the thing itself: 占出口增量的三成, a third of the increase in exports."""
_VERBS = (Cue.RISE, Cue.FALL, Cue.REACH, Cue.MORE, Cue.LESS)


@dataclass(frozen=True)
class Lead:
    """The words before a run of numbers.

    subject, whole  what is measured; what it is compared with or a part of
    cues            what the other words say
    bases           the periods that are compared with
    towards         the offset behind which countries are partners
    periods         those of an enumeration, or that of one number alone: 一季度、二季度分别增长, 低于10月份的9.5亿元
    used            the words that were understood
    text            all of it up to a word that names the measure itself: 对全国增长贡献率
    """

    subject: tuple[Token, ...]
    whole: tuple[Token, ...]
    cues: frozenset[Cue]
    bases: tuple[Period, ...]
    towards: int | None
    used: tuple[Token, ...]
    text: str
    periods: tuple[Period, ...] = ()

    @property
    def is_start(self) -> bool:
        """Whether the number is where a change begins, and no period is named for it: 由12.1%提高到."""
        said = [token for token in self.used if token.kind in (Kind.CUE, Kind.PERIOD)]
        return bool(said) and said[-1].kind == Kind.CUE and said[-1].value == Cue.FROM

    @property
    def has_aim(self) -> bool:
        """Whether an aim is named with its period, as a thing: 全年目标."""
        pairs = zip(self.used, self.used[1:], strict=False)
        return any(one.kind == Kind.PERIOD and one.end == two.start and two.value == Cue.TARGET for one, two in pairs)

    @property
    def _versus(self) -> list[Cue]:
        said = [token.value for token in self.used if token.kind == Kind.CUE]
        return [*dict.fromkeys(cue for cue in said if cue in (Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS))]

    @property
    def comparisons(self) -> int:
        """With how many periods the numbers are compared, each in its turn."""
        return len(self.bases) or len(self._versus) or len(self.periods)

    def turn(self, number: int, count: int) -> "Lead":
        """These words for one of *count* numbers: 环比、同比分别增长."""
        if self.periods:
            return replace(self, periods=(self.periods[number] if len(self.periods) == count else NO_PERIOD,))
        versus = self._versus
        if self.bases or not len(versus) == count > 1:
            return self
        return replace(self, cues=self.cues - {*versus} | {versus[number]})

    def by_year(self, context: Context, count: int) -> "Lead":
        """These words for as many numbers as years: 2020-2022年增速分别为1%、2%、3%."""
        if count < 2 or Cue.RESPECTIVELY not in self.cues or self.comparisons or len(context.items) == count:
            return self
        years = re.fullmatch(r"(\d{4})/(\d{4})", context.period.text)
        if years is None or not context.dated:
            return self
        first, last = map(int, years.groups())
        several = not self.subject and len({*context.spoken}) > 1
        if several or any(token.kind == Kind.LIST for token in self.subject) or last - first + 1 != count:
            return self
        return replace(self, periods=tuple(Period(str(year), "over") for year in range(first, last + 1)))

    def against(self, context: Context) -> "Lead":
        """These words behind a topic that says with what is compared (从环比看), or a number of that (较4月的9亿元增长)."""
        said = self.bases or self.cues & {Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS, Cue.ANNUAL, Cue.BASE}
        bases = () if said or self.subject or context.rival is None else (context.rival,)
        rest, context.rest = context.rest, ()
        if rest and not self.whole and self.cues & {Cue.ABOVE, Cue.BELOW}:
            return replace(self, whole=rest)
        context.rival = self.periods[0] if len(self.periods) == 1 and Cue.BASE in self.cues else None
        return self if said else replace(self, bases=bases, cues=self.cues | context.versus)


def split_lead(tokens: Sequence[Token], context: Context, language: Language, amount: Amount | None = None) -> Lead:
    """Sort the words before *amount*; periods that are not compared with are set in *context*."""
    subject: list[Token] = []
    whole: list[Token] = []
    cues: set[Cue] = set()
    bases: list[Period] = []
    used: list[Token] = []
    into, comparing, beside, towards, text = subject, False, False, None, ""
    periods: list[Period] = []
    other = _other_time(tokens, language) if amount else None
    multiple = _multiple_of(tokens, language) if amount and amount.kind == "times" else None
    if other and amount and amount.kind not in ("money", "count"):
        multiple, other = (other if tokens[-3].value == Cue.MULTIPLE_OF else multiple), None
    comparison = tokens[-3].value if other else None
    if other:
        tokens = tokens[:-3]
    for number, token in enumerate(tokens):
        aim = (
            token.value == Cue.TARGET and into is whole and amount and amount.kind == "points"
        )  # 超年度目标0.5个百分点
        if token.kind == Kind.CUE and not (aim or _is_word(tokens, number, language)):
            cue: Cue = token.value
            cues.add(cue)
            if cue == Cue.BASE:
                into, comparing = whole, True
            elif cue == Cue.TOWARDS:
                towards = token.end
            elif cue == Cue.CONTRIBUTION_RATE:
                text = _text_of(tokens[: number + 1])
                whole, subject = subject, (into := [])
            elif into is whole and Cue.SHARE in cues and _is_growth(tokens, number, language):
                cues, text = cues | {Cue.CONTRIBUTION_RATE}, _text_of(tokens[: number + 1])
            elif _opens_whole(token, cue, comparing):
                into, comparing, beside = whole, False, cue in (Cue.ABOVE, Cue.BELOW)
            elif comparing and cue in (*_VERBS, Cue.ABOVE, Cue.BELOW):
                into, comparing = subject, False
        elif token.kind == Kind.PERIOD:
            if comparing or token is multiple or (beside and token.value.kind not in ("same", "latest")):
                bases.append(resolve(token.value, context.day, context.period if context.fresh else context.anchor))
            else:
                context.set_period(token, cues)
                listed = (
                    number
                    and tokens[number - 1].kind == Kind.LIST
                    and (periods or tokens[number - 2].kind == Kind.PERIOD)
                )
                periods = [*periods, context.period] if listed or not periods else []
        else:
            into.append(token if token.kind != Kind.CUE else replace(token, kind=Kind.WORD))
            continue
        used.append(token)
    if Cue.SHARE in cues and any(token.kind == Kind.WORD and _GROWTH.search(token.text) for token in whole):
        text, cues = _text_of(tokens), cues | {Cue.CONTRIBUTION_RATE}
    several = tuple(periods) if len(periods) > 1 else ()
    if other:
        used.append(other)
        cues |= {Cue.BASE} & {comparison}
        several = (resolve(other.value, context.day, context.anchor),)
    return Lead(tuple(subject), tuple(whole), frozenset(cues), tuple(bases), towards, tuple(used), text, several)


def _is_word(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a verb of change has an object before the number, so that the number is not a change: 减少排放量6500万吨."""
    token = tokens[at]
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.value not in (Cue.RISE, Cue.FALL) or behind is None or behind.kind not in (Kind.WORD, Kind.TERM):
        return False
    return behind.start == token.end and not behind.text.startswith(language.still)


def _text_of(tokens: Sequence[Token]) -> str:
    """The words of *tokens* without those of periods."""
    words = [token.text.strip() for token in tokens if token.kind != Kind.PERIOD]
    return "".join(f" {word}" if word[:1].isascii() else word for word in words).strip()


def _is_growth(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a verb of change names what a number is a share of: 占出口增长的三成."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].value in (Cue.RISE, Cue.FALL) and behind is not None and behind.text.startswith(language.of)


def _opens_whole(token: Token, cue: Cue, comparing: bool) -> bool:
    """Whether what stands behind a word is what the number is compared with, or a share of."""
    if cue in (Cue.CONTRIBUTION, Cue.RANK):
        return True
    if comparing:
        return False
    return cue in (Cue.ABOVE, Cue.BELOW) or (cue == Cue.SHARE and token.opens)


def _multiple_of(tokens: Sequence[Token], language: Language) -> Token | None:
    """The period of which a number is a multiple: 是2020年的."""
    if len(tokens) > 1 and tokens[-2].kind == Kind.PERIOD and tokens[-1].text == language.of:
        return tokens[-2]
    return None


def _other_time(tokens: Sequence[Token], language: Language) -> Token | None:
    """The period of a number that this one is only compared with: 出口9亿元，低于10月份的9.5亿元."""
    if len(tokens) < 3 or tokens[-1].text != language.of or tokens[-2].kind != Kind.PERIOD:
        return None
    cue, period = tokens[-3], tokens[-2]
    compares = cue.kind == Kind.CUE and cue.value in _COMPARING and cue.end == period.start
    return period if compares and period.value.kind != "same" else None
