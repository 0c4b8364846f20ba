"""Rules about time: the length of periods, the base of growth, changes of definition, and values of two vintages.

Values are of two vintages if they were never in force beside one another.
"""

from datetime import date, timedelta
from itertools import product

from statbook.rules.rule import Condition, Finding, RuleInputs, pair_where
from statbook.rules.rule_input import AMOUNT, CHANGE, GROWTH, RuleInput
from statbook.store import Observation
from statbook.store.periods import UNDATED, bounds_of, within

SLACK = 0.01
"""Years that a rate may be off from the years it is spread over."""


def _unlike_periods(one: RuleInput, other: RuleInput) -> bool:
    counted = all(f.classification.kind == "flow" and f.sense in (AMOUNT, CHANGE, GROWTH) for f in (one, other))
    return counted and one.length != other.length


def _periods(inputs: RuleInputs) -> Finding | None:
    unlike = (pair for pair in inputs.pairs if _unlike_periods(*pair))
    return next((Finding(pair) for pair in unlike if inputs.act != "divided" or _apart(*pair)), None)


def _apart(one: RuleInput, other: RuleInput) -> bool:
    """Whether two amounts measure one kind of thing, and neither period is a part of the other."""
    alike = one.unit == other.unit or one.unit_kind == other.unit_kind != "count"
    return alike and not within(one.period, other.period) and not within(other.period, one.period)


def _years(inputs: RuleInputs) -> Finding | None:
    if inputs.act == "yearly":
        return next((Finding((number,)) for number in inputs.all if _differ(_years_of(number), inputs.years)), None)
    return next((Finding(pair) for pair in inputs.pairs if _differ(*map(_years_of, pair))), None)


def _years_of(number: RuleInput) -> float | None:
    return number.years if number.sense == GROWTH else None


def _differ(years: float | None, others: float | None) -> bool:
    return years is not None and others is not None and abs(years - others) > SLACK


def _unnamed_base(inputs: RuleInputs) -> Finding | None:
    unnamed = (number for number in inputs.all if number.base_period == UNDATED)
    return next(
        (Finding((each,)) for each in unnamed if each.measure in ("growth", "difference", "base", "change")), None
    )


def _crosses_redefinition(one: RuleInput, other: RuleInput) -> bool:
    if (one.row.indicator, one.sense) != (other.row.indicator, other.sense) or not one.classification.breaks:
        return False
    periods = [each for f in (one, other) for each in (f.row.period, f.base_period) if bounds_of(each)[0]]
    spans = [bounds_of(period) for period in periods]
    if not spans:
        return False
    first, last = min(end for _, end in spans), max(end for _, end in spans)
    return any(first < bounds_of(date)[0] <= last for date in one.classification.breaks)


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


def _vintages(inputs: RuleInputs) -> Finding | None:
    for one, other in inputs.pairs:
        mine, theirs = one.made_of or (one.row,), other.made_of or (other.row,)
        for pair in product(mine, theirs):
            until = day_before_revision(*pair) or day_before_revision(*reversed(pair))
            if until:
                return Finding((one, other), until=until)
    return None


TIMES: dict[str, Condition] = {
    "year-to-date": _periods,
    "growth-over-years": _years,
    "unnamed-base": _unnamed_base,
    "change-of-definition": pair_where(_crosses_redefinition),
}
VINTAGES: dict[str, Condition] = {"two-vintages": _vintages}
