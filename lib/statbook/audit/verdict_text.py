"""A verdict in words, for pages and for the terminal."""

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR

from statbook.analysis import printed_quantity
from statbook.audit.verdict import AT_LEAST, AT_MOST, CANNOT_TELL, CONTRADICTS, EQUAL, HOLDS, NARROWLY, Verdict
from statbook.messages import Words
from statbook.prose import format_number, period_in_words, quantity_in_words, range_in_words, unit_of
from statbook.prose.number_words import BOUNDS, inner_digit, interval_digit, span
from statbook.store import Store, name_of

VERDICTS = Words(
    {
        "en": {
            HOLDS: "holds",
            NARROWLY: "holds narrowly",
            CANNOT_TELL: "cannot tell",
            CONTRADICTS: "contradicts",
        },
        "zh": {HOLDS: "成立", NARROWLY: "勉强成立", CANNOT_TELL: "无法判断", CONTRADICTS: "矛盾"},
    }
)
BETWEEN = Words({"en": ", ", "zh": "，"})
BRACKETS = Words({"en": " ({})", "zh": "（{}）"})
UNLIMITED = Words({"en": "a bound", "zh": "界限"})


@dataclass(frozen=True)
class VerdictText:
    """A verdict in one language.

    short    the name without region and period, with the kind of arithmetic
    printed  the printed number in words of the language; as_printed is the printed form itself
    limits   the interval, or the end of it that the printed number must not pass
    against  what the printed number is compared with: what the others give, or that end of a limit
    passing  how many numbers would have passed in its place, in steps of the last digit; `a bound` for a bound
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
    outcome: str


def describe_verdict(store: Store, verdict: Verdict, lang: str = "en") -> VerdictText:
    """*verdict* in words; what the others give has as many digits as its interval supports."""
    relation = verdict.relation
    row, others, units = relation.observation, relation.others, store.units
    given, interval = quantity_in_words(others, units, lang), range_in_words(others, units, lang)
    ends = {AT_LEAST: interval, AT_MOST: interval}
    width = others.high - others.low
    if others.has_interval and not others.about and 0 < width < math.inf:
        # Also for percentages: tenths would not show on which side of a half of the last digit a number lies.
        unit, fine = unit_of(units, row.unit), interval_digit(others.low, others.high)
        given = format_number(others.value, unit, lang, fine=inner_digit(others.value, others.low, others.high))
        least = format_number(others.low, unit, lang, fine=fine, rounding=ROUND_FLOOR)
        most = format_number(others.high, unit, lang, fine=fine, rounding=ROUND_CEILING)
        interval = span(least, most, lang)
        ends = {AT_LEAST: f"{BOUNDS[lang]['at_least']}{least}", AT_MOST: f"{BOUNDS[lang]['at_most']}{most}"}
    breakdown = store.breakdowns.get(relation.breakdown) if relation.sense != EQUAL else None
    identity = store.identity_names[relation.identity][lang]
    names = store.names(row.theme, row.indicator, row.members)
    return VerdictText(
        short=f"{names[lang]}{BETWEEN[lang]}{identity}",
        name=name_of(store, row, lang),
        period=period_in_words(row.period, lang),
        identity=identity + (BRACKETS[lang].format(breakdown.title[lang]) if breakdown else ""),
        printed=quantity_in_words(printed_quantity(row), units, lang),
        as_printed=row.printed_compact,
        others=given,
        range=interval,
        limits=ends.get(relation.sense, interval),
        against=ends.get(relation.sense, given),
        passing=str(int(verdict.passing)) if math.isfinite(verdict.passing) else UNLIMITED[lang],
        outcome=VERDICTS[lang][verdict.outcome],
    )
