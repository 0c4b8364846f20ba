"""The conditions of the rules: for each rule what finds the numbers that break it.

Values are of two vintages if they were never in force beside one another.

The module is long because it has one condition for each rule.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from statbook.messages import Words, languages
from statbook.rules.rule import AMOUNT, CHANGE, GROWTH, RATIOS, SHARE, TEXTS, Condition, Finding, RuleInput, RuleInputs
from statbook.store import Observation
from statbook.store.periods import UNDATED, bounds_of, length_of, period_in_words, within, years_between

STATES = {"stock", "sum_insured"}
"""Kinds that tell what there is at a time, and not what happened over one."""
PER_WHOLE = {"rate", "price"}
"""Kinds that tell how much there is of something for each unit of a whole of their own."""
AIMS, HAPPENED = {"target", "forecast"}, {"actual", "preliminary", "estimate"}
BOUNDS = ({"more_than", "at_least"}, {"at_most", "less_than"})
WITH_OTHERS = Words({"en": " with numbers whose growth is not", "zh": "与增速并非如此计算的数字"})
TWO_VINTAGES = "two-vintages"
MOST_NAMES = 5
SLACK = 0.01
"""Years that a rate may be off from the years it is spread over."""


def pair_where(holds: Callable[[RuleInput, RuleInput], bool]) -> Condition:
    """A condition that returns the first pair of numbers for which *holds* is true."""

    def condition(inputs: RuleInputs) -> Finding | None:
        found = next((pair for pair in inputs.pairs if holds(*pair)), None)
        return Finding(found) if found else None

    return condition


def _overlap(inputs: RuleInputs) -> Finding | None:
    for one, other in inputs.pairs:
        same = one.row.indicator == other.row.indicator and one.sense == other.sense
        if same and one.sense not in ("", GROWTH) and one.overlap(other) is not None:
            return Finding((one, other), {lang: _overlap_in_words(one, other, lang) for lang in languages()})
    return None


def _overlap_in_words(one: RuleInput, other: RuleInput, lang: str) -> str:
    """What lies in both: the one of the two, members, periods, or whatever two ways of cutting leave open."""
    words: dict[str, str] = {name: text[lang] for name, text in TEXTS["overlap"].items()}
    first_in, second_in = one.lies_in(other), other.lies_in(one)
    if first_in != second_in:
        return words["first_in_second" if first_in else "second_in_first"]
    for name, members in (one.overlap(other) or {}).items():
        if one.reach[name] != other.reach[name]:
            names = sorted(member.name(lang) for member in members)
            return words["members"].format(words["between"].join(names[:MOST_NAMES]))
    if one.period != other.period and "stock" not in (one.classification.kind, other.classification.kind):
        return words["periods"].format(*(period_in_words(number.period, lang) for number in (one, other)))
    return words["other_cut" if one.reach.keys() != other.reach.keys() else "same"]


def _state_and_flow(one: RuleInput, other: RuleInput) -> bool:
    kinds = {one.classification.kind, other.classification.kind}
    alike = one.sense == other.sense == AMOUNT and one.unit_kind == other.unit_kind
    return alike and "flow" in kinds and bool(kinds & STATES)


def _unlike_units(one: RuleInput, other: RuleInput) -> bool:
    kinds = {one.unit_kind, other.unit_kind}
    return one.unit != other.unit and "" not in kinds and not kinds <= {*RATIOS}


def _percentage_points(inputs: RuleInputs) -> Finding | None:
    act, numbers = inputs.act, inputs.main
    if act in ("based", "yearly"):
        rate = numbers[-1]
        return None if rate.sense == GROWTH and rate.unit_kind == "percent" else Finding(numbers)
    for one, other in inputs.pairs:
        if one.unit_kind not in RATIOS or other.unit_kind not in RATIOS:
            continue
        apart = one.unit_kind != other.unit_kind if act == "ranked" else _rate_and_level(one, other)
        if one.factor != other.factor or apart:
            return Finding((one, other))
    return None


def _rate_and_level(one: RuleInput, other: RuleInput) -> bool:
    """Whether one is growth in percent of something, and the other itself so many percent."""
    return one.unit_kind == other.unit_kind == "percent" and (one.sense == GROWTH) != (other.sense == GROWTH)


def _different_wholes(one: RuleInput, other: RuleInput) -> bool:
    """Whether both are percentages or prices that are not of one whole."""
    if one.sense != other.sense:
        return False
    if one.sense == SHARE:
        return None not in (one.whole, other.whole) and one.whole != other.whole
    prices = {one.classification.kind, other.classification.kind} <= PER_WHOLE
    return one.sense == GROWTH or (one.sense == AMOUNT and prices)


def _unlike_periods(inputs: RuleInputs) -> Finding | None:
    for pair in inputs.pairs:
        counted = all(f.classification.kind == "flow" and f.sense in (AMOUNT, CHANGE, GROWTH) for f in pair)
        if (
            counted
            and length_of(pair[0].period) != length_of(pair[1].period)
            and (inputs.act != "divided" or _apart(*pair))
        ):
            return Finding(pair)
    return None


def _apart(one: RuleInput, other: RuleInput) -> bool:
    """Whether two amounts measure one kind of thing, and neither period is a part of the other."""
    alike = one.unit == other.unit or one.unit_kind == other.unit_kind != "count"
    return alike and not within(one.period, other.period) and not within(other.period, one.period)


def _years(inputs: RuleInputs) -> Finding | None:
    if inputs.act == "yearly":
        return next((Finding((number,)) for number in inputs.all if _differ(_years_of(number), inputs.years)), None)
    return next((Finding(pair) for pair in inputs.pairs if _differ(*map(_years_of, pair))), None)


def _years_of(number: RuleInput) -> float | None:
    """How many years growth runs over; None for anything else, or where the base is not printed."""
    dated = number.sense == GROWTH and number.base_period
    return years_between(number.row.period, number.base_period) if dated else None


def _differ(years: float | None, others: float | None) -> bool:
    return years is not None and others is not None and abs(years - others) > SLACK


def _unnamed_base(inputs: RuleInputs) -> Finding | None:
    changed = (number for number in inputs.all if number.measure in ("growth", "difference", "base", "change"))
    return next((Finding((number,)) for number in changed if number.base_period == UNDATED), None)


def _crosses_redefinition(one: RuleInput, other: RuleInput) -> bool:
    if (one.row.indicator, one.sense) != (other.row.indicator, other.sense) or not one.classification.breaks:
        return False
    bounds = [bounds_of(period) for number in (one, other) for period in (number.row.period, number.base_period)]
    ends = [end for start, end in bounds if start]
    breaks = (bounds_of(day)[0] for day in one.classification.breaks)
    return bool(ends) and any(min(ends) < start <= max(ends) for start in breaks)


def _comparable(inputs: RuleInputs) -> Finding | None:
    if inputs.act in ("ranked", "series"):
        found = pair_where(_two_bases)(inputs)
        return replace(found, detail=WITH_OTHERS) if found else None
    numbers = inputs.main
    if any(number.classification.growth_basis != "comparable" for number in numbers):
        return None
    wanted = (AMOUNT, GROWTH if inputs.act == "based" else AMOUNT)
    return Finding(numbers) if tuple(number.sense for number in numbers) == wanted else None


def _two_bases(one: RuleInput, other: RuleInput) -> bool:
    """Whether one grew on a comparable basis, and the other from one published level to the next."""
    bases = [number.classification.growth_basis for number in (one, other)]
    return one.sense == other.sense == GROWTH and bases[0] != bases[1] and "comparable" in bases


def _implied_beside_printed(inputs: RuleInputs) -> Finding | None:
    implied = [number for number in inputs.main if number.derived and number.measure == "base"]
    printed = [number for number in inputs.main if not number.derived]
    return Finding((*implied, *printed)) if implied and printed else None


def _two_bounds(one: RuleInput, other: RuleInput) -> bool:
    alike = any({one.row.bound, other.row.bound} <= bounds for bounds in BOUNDS)
    return alike and not (one.derived or other.derived)


def _two_producers(one: RuleInput, other: RuleInput) -> bool:
    return one.row.indicator == other.row.indicator and one.classification.producer != other.classification.producer


def _two_vintages(inputs: RuleInputs) -> Finding | None:
    for one, other in inputs.pairs:
        for pair in product(one.made_of or (one.row,), other.made_of or (other.row,)):
            until = day_before_revision(*pair) or day_before_revision(*reversed(pair))
            if until:
                return Finding((one, other), until=until)
    return None


def day_before_revision(one: Observation, other: Observation) -> str:
    """The day before *one* took the place of an earlier value, if *other* was last printed before that; else empty.

    Nobody has printed the two side by side then: *other* stood beside the earlier value.
    """
    if not one.revises or other.last_printed >= one.known_from:
        return ""
    return day_before(one.known_from)


def day_before(day: str) -> str:
    """The day before *day*, both as ISO dates."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


CONDITIONS: dict[str, Condition] = {
    "overlapping-groups": _overlap,
    "stock-and-flow": pair_where(_state_and_flow),
    "net-and-gross": pair_where(lambda *pair: {number.classification.basis for number in pair} == {"net", "gross"}),
    "unlike-units": pair_where(_unlike_units),
    "percentage-points": _percentage_points,
    "rates-of-different-wholes": pair_where(_different_wholes),
    "year-to-date": _unlike_periods,
    "growth-over-years": _years,
    "unnamed-base": _unnamed_base,
    "change-of-definition": pair_where(_crosses_redefinition),
    "target-and-actual": pair_where(
        lambda one, other: all({one.row.status, other.row.status} & group for group in (AIMS, HAPPENED))
    ),
    "two-producers": pair_where(_two_producers),
    "two-concepts": pair_where(lambda one, other: one.row.indicator != other.row.indicator),
    "comparable-growth": _comparable,
    "derived-as-published": _implied_beside_printed,
    "bounds-as-values": pair_where(_two_bounds),
    TWO_VINTAGES: _two_vintages,
}
"""What breaks each rule, by its name."""
