"""What kind of number a number is: decided by its unit and by the words around it.

The module is long because each kind of unit has rules of its own.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from statbook.reading.language import Amount, Cue, Kind, Token
from statbook.reading.proposal import UNKNOWN
from statbook.reading.rule import Rule

_CHANGES = {Cue.RISE, Cue.FALL}
_FALLS = {Cue.FALL, Cue.LESS, Cue.BELOW, Cue.FALL_RATE}
_MORE = {Cue.MORE, Cue.LESS}
_GAPS = {Cue.ABOVE, Cue.BELOW}
VERSUS = {Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS}
_AGAINST = {*VERSUS, Cue.BASE}
_RATES = {Cue.RATE, Cue.FALL_RATE}
_WIDTH = re.compile("收窄|缩窄|缩小|扩大|narrow|widen", re.IGNORECASE)
_PLAIN = ("level", "difference", "rank", UNKNOWN)
_VERBS = {Cue.RISE, Cue.FALL, Cue.SHARE, Cue.ABOVE, Cue.BELOW}


@dataclass(frozen=True)
class Signs:
    """The words around a number.

    cues      before it in its clause, *tail* those behind it
    before    the measure of the number before it in the sentence
    rated     that of the last percentage of the sentence, and whether it is a fall
    widens    whether a change became narrower or wider: 下降3%，收窄1个百分点
    rate      whether its indicator is a rate itself; *amount*: whether it is an amount or a count
    bare      whether no verb stands before it
    compared  whether a period to compare with is named; *beside*: whether a region or a thing is: 比海西多3亿元
    flows     whether what it measures is counted anew in each period, or has no name for what it grows by
    close     whether a period stands right before it, so that 超过去年同期2亿元 may be its number, or what was more
    part      whether 的 stands behind it: 61%的专利; *of*: what its cue behind that says: 5%的增速
    """

    cues: Set[Cue]
    tail: Set[Cue]
    before: str = ""
    rated: tuple[str, bool] = ("", False)
    widens: bool = False
    rate: bool = False
    amount: bool = False
    bare: bool = False
    compared: bool = False
    beside: bool = False
    flows: bool = False
    close: bool = False
    part: bool = False
    of: str = ""


def gather_signs(words: Sequence[Token], tail: Sequence[Token], cues: Set[Cue], of: str, bare: bool) -> Signs:
    """The *words* before a number, with their *cues*, and the *tail* behind it; *bare*: they name nothing that is unknown."""
    part = bool(tail) and tail[0].text.startswith(of)
    said = tail[1] if part and len(tail) > 1 and tail[0].text == of else None
    return Signs(
        cues,
        frozenset(token.value for token in tail if token.kind == Kind.CUE),
        bare=bare and not cues & _VERBS,
        close=bool(words) and words[-1].kind == Kind.PERIOD,
        part=part,
        widens=any(token.kind == Kind.CUE and _WIDTH.match(token.text) for token in words),
        of=said.value if said and said.kind == Kind.CUE else "",
    )


@dataclass(frozen=True)
class Reading:
    """The measure of a number, its sign, and the rules that say so.

    flow   it is what a balance grew by
    scale  what the printed number is multiplied with: growth by 3倍 is 300 percent
    """

    measure: str
    sign: int
    rules: tuple[str, ...]
    flow: bool = False
    scale: Decimal = Decimal(1)

    @property
    def rating(self) -> tuple[str, bool] | None:
        """A measure that percentages have, and whether it is a fall; None of other measures."""
        return None if self.measure in _PLAIN else (self.measure, self.measure == "growth" and self.sign < 0)


def decide(amount: Amount, signs: Signs) -> Reading:
    """The measure of *amount* among *signs*."""
    cues = signs.cues
    falls = amount.negative or bool(cues & _FALLS and Cue.REACH not in cues)
    sign = -1 if falls else 1
    if amount.kind == "rank":
        return Reading("rank", 1, (Rule.RANK,))
    if signs.beside and amount.kind in ("percent", "money", "count") and not cues & {Cue.REACH, Cue.SHARE}:
        return Reading(UNKNOWN, 1, (Rule.COMPARED_LEVEL,))
    if amount.kind == "percent":
        return _decide_percent(amount, signs, sign)
    if amount.kind == "points":
        return _decide_points(amount, signs, sign)
    if amount.kind == "times":
        if cues & _CHANGES and Cue.REACH not in cues:
            return Reading("growth", sign, (Rule.GROWTH_IN_MULTIPLES,), scale=Decimal(100))
        return Reading("level", 1, (Rule.MULTIPLE,))
    if Cue.EXCEEDS in cues and signs.close:
        return Reading(UNKNOWN, 1, (Rule.COMPARED_LEVEL,))
    if Cue.REACH in cues:
        return Reading("level", -1 if amount.negative else 1, (Rule.REACHED_LEVEL,))
    if cues & {Cue.MORE, Cue.LESS}:
        return Reading("difference", sign, (Rule.MORE_OR_LESS,), flow=True)
    against = cues & (_CHANGES | _GAPS) and (signs.compared or cues & _AGAINST)
    if against or (cues & _CHANGES and (signs.flows or amount.kind == "count")):
        return Reading("difference", sign, (Rule.CHANGE_AGAINST_BASE,))
    if cues & _CHANGES:
        return Reading("level", sign, (Rule.FLOW_VERB,), flow=True)
    if cues & _GAPS:
        return Reading(UNKNOWN, 1, (Rule.COMPARED_LEVEL,))
    return Reading("level", -1 if amount.negative else 1, (Rule.LEVEL,))


def _decide_percent(amount: Amount, signs: Signs, sign: int) -> Reading:
    cues, before = signs.cues, signs.before
    reached = Cue.REACH in cues
    if amount.rule == Rule.DOUBLING:
        return Reading("growth", 1, ())
    if Cue.CONTRIBUTION_RATE in cues:
        return Reading("share", 1, ())
    if Cue.SHARE in cues or (reached and before == "share_change"):
        return Reading("share", 1, (Rule.SHARE_OF,))
    if Cue.PART_OF in signs.tail:
        return Reading("share", 1, (Rule.PART_FROM,))
    if cues & _RATES and not (cues & _GAPS and not cues & _CHANGES and not reached):
        falls = amount.negative or Cue.FALL_RATE in cues
        return Reading("growth", -1 if falls else 1, (Rule.RATE_OF_GROWTH,))
    if cues & _GAPS and not cues & _CHANGES and not (signs.compared and Cue.BASE in cues and not signs.close):
        return Reading(UNKNOWN, 1, (Rule.COMPARED_LEVEL,))
    if reached and signs.rate:
        return Reading("level", 1, (Rule.REACHED_LEVEL,))
    if cues & (_CHANGES | _MORE | _GAPS) and not reached:
        return Reading("growth", sign, (Rule.GROWTH_VERB,))
    if cues & {Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS, Cue.ANNUAL} and not signs.rate:
        return Reading("growth", sign, (Rule.GROWTH_WORD,))
    if signs.rate:
        return Reading("level", -1 if amount.negative else 1, (Rule.RATE_LEVEL,))
    if signs.of == Cue.TARGET:
        return Reading(UNKNOWN, 1, (Rule.PERCENT_ALONE,))
    if signs.part and signs.of in _RATES | _CHANGES:
        falls = amount.negative or signs.of in _FALLS
        return Reading("growth", -1 if falls else 1, (Rule.RATE_OF_GROWTH,))
    if signs.part:
        return Reading("share", 1, (Rule.PERCENT_OF,))
    if signs.bare and before in ("growth", "share"):
        return Reading(before, sign if before == "growth" else 1, (Rule.CARRIED_MEASURE,))
    return Reading(UNKNOWN, 1, (Rule.PERCENT_ALONE,))


def _decide_points(amount: Amount, signs: Signs, sign: int) -> Reading:
    cues, before = signs.cues, signs.rated[0] if signs.amount and signs.before == "level" else signs.before
    beside = cues & _GAPS and not (signs.compared or cues & VERSUS)
    level = signs.rate or amount.unit == "basis_point" or Cue.SHARE in cues or before in ("share", "share_change")
    if (beside or signs.beside) and level and not cues & _RATES:
        return Reading(UNKNOWN, 1, (Rule.COMPARED_LEVEL,))  # 产业化率高于高校3个百分点 is no change of it
    if amount.unit == "basis_point":
        return Reading("difference", sign, (Rule.BASIS_POINTS,))
    if Cue.CONTRIBUTION in cues:
        return Reading("contribution", sign, (Rule.CONTRIBUTION,))
    if Cue.SHARE not in cues and signs.rate and not cues & _RATES:
        return Reading("difference", sign, (Rule.CHANGE_OF_RATE,))
    if Cue.SHARE in cues or (before in ("share", "share_change") and not cues & _RATES):
        return Reading("share_change", sign, (Rule.CHANGE_OF_SHARE,))
    if cues & _RATES or before in ("growth", "growth_gap"):
        if Cue.FALL_RATE in cues or (signs.widens and signs.rated[1]):
            # A fall that narrows is growth that rises.
            sign = 1 if cues & {Cue.FALL, Cue.BELOW} else -1
        return Reading("growth_gap", sign, (Rule.GAP_OF_GROWTH,))
    if signs.amount:  # an amount differs by no points, but its growth or its share does
        return Reading(UNKNOWN, 1, (Rule.PERCENT_ALONE,))
    return Reading("difference", sign, (Rule.POINTS,))


_MIRRORED = {"more_than": "less_than", "less_than": "more_than", "at_least": "at_most", "at_most": "at_least"}


def bound_of(amount: Amount, reading: Reading) -> str:
    """The bound of the signed value: a fall of more than 3 percent is less than -3."""
    return _MIRRORED.get(amount.bound, amount.bound) if reading.sign < 0 else amount.bound


def values_of(amount: Amount, reading: Reading) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Value, upper end and step as data/ has them: falls are negative, to the last printed digit."""
    factor = reading.scale * reading.sign
    step = amount.step * reading.scale if amount.step is not None else None
    ends = sorted(_plain(end * factor, step) for end in (amount.value, amount.value_to) if end is not None)
    value, upper = (*ends, None, None)[:2]
    return value, upper, step


def _plain(number: Decimal, step: Decimal | None) -> Decimal:
    if step is not None and 0 < step < 1:
        return number.quantize(step.normalize())
    plain = number.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain
