"""A verdict in words, for pages and for the terminal."""

from __future__ import annotations

__all__ = ["VERDICTS", "Told", "told"]

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR

from statbook.analysis import printed
from statbook.audit.relation import AT_LEAST, AT_MOST, EQUAL
from statbook.audit.verdict import CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, Verdict
from statbook.prose import period_in_words, quantity_in_words, range_in_words, unit_of, written
from statbook.prose.number_words import BOUNDS, inner_digit, interval_digit, span
from statbook.store import Store, name_of

VERDICTS = {
    "en": {verdict: verdict for verdict in (HOLDS, NARROWLY, CANNOT_TELL, CONTRADICTS)},
    "zh": {HOLDS: "成立", NARROWLY: "勉强成立", CANNOT_TELL: "无法判断", CONTRADICTS: "矛盾"},
}
BETWEEN = {"en": ", ", "zh": ","}
ANY = {"en": "a bound", "zh": "界限"}


@dataclass(frozen=True)
class Told:
    """What a row about a verdict says, in one language.

    short    without region and period, with the kind of arithmetic
    printed  the printed number in words of the language; as_printed is the printed form itself
    limits   the range, or the end of it that the figure may not pass
    against  what the printed figure is held against: what the others give, or that end of a limit
    passing  how many figures would have passed in its place, in steps of the last digit; `a bound` for a bound
    """

    name: str
    short: str
    period: str
    identity: str
    printed: str
    as_printed: str
    others: str
    range: str
    limits: str
    against: str
    passing: str
    said: str


def told(store: Store, verdict: Verdict, lang: str = "en") -> Told:
    """*verdict* in words; what the others give carries the digits that its interval supports."""
    figure, others = verdict.relation.figure, verdict.relation.others
    given, allowed = quantity_in_words(others, store.units, lang), range_in_words(others, store.units, lang)
    ends = {AT_LEAST: allowed, AT_MOST: allowed}
    width = others.high - others.low
    if others.known and not others.about and 0 < width < math.inf:
        # Percentages too: their tenths would not show on which side of a half of the last digit one lies.
        unit, fine = unit_of(store.units, figure.unit), interval_digit(others.low, others.high)
        given = written(others.value, unit, lang, fine=inner_digit(others.value, others.low, others.high))
        least = written(others.low, unit, lang, fine=fine, rounding=ROUND_FLOOR)
        most = written(others.high, unit, lang, fine=fine, rounding=ROUND_CEILING)
        allowed = span(least, most, lang)
        ends = {AT_LEAST: f"{BOUNDS[lang]['at_least']}{least}", AT_MOST: f"{BOUNDS[lang]['at_most']}{most}"}
    equal, cut = verdict.relation.sense == EQUAL, store.cuts.get(verdict.relation.cut)
    names, identity = store.names(figure.theme, figure.indicator, figure.members), verdict.relation.identity
    return Told(
        short=f"{names[lang]}{BETWEEN[lang]}{store.identity_names[identity][lang]}",
        name=name_of(store, figure, lang),
        period=period_in_words(figure.period, lang),
        identity=store.identity_names[identity][lang] + (f" ({cut.title[lang]})" if cut and not equal else ""),
        printed=quantity_in_words(printed(figure), store.units, lang),
        as_printed="".join(figure.printed.split()),
        others=given,
        range=allowed,
        limits=ends.get(verdict.relation.sense, allowed),
        against=ends.get(verdict.relation.sense, given),
        passing=str(int(verdict.passing)) if math.isfinite(verdict.passing) else ANY[lang],
        said=VERDICTS[lang][verdict.said],
    )
