"""Rules about time: the length of periods, the base of growth, changes of definition, and values of two vintages.

Values are of two vintages if they were never in force beside one another.
"""

from collections.abc import Callable
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
    for one, other in inputs.pairs:
        if _unlike_periods(one, other) and (inputs.act != "divided" or _apart(one, other)):
            return Finding((one, other))
    return None


def _apart(one: RuleInput, other: RuleInput) -> bool:
    """Whether two amounts measure one kind of thing, and neither period is a part of the other."""
    alike = one.unit == other.unit or one.unit_kind == other.unit_kind != "count"
    return alike and not within(one.period, other.period) and not within(other.period, one.period)


def _years(inputs: RuleInputs) -> Finding | None:
    if inputs.act == "yearly":
        found = next((f for f in inputs.all if _is_growth(f) and abs((f.years or 0) - inputs.years) > SLACK), None)
        return Finding((found,)) if found else None
    for one, other in inputs.pairs:
        if _is_growth(one) and _is_growth(other) and abs((one.years or 0) - (other.years or 0)) > SLACK:
            return Finding((one, other))
    return None


def _is_growth(number: RuleInput) -> bool:
    return number.sense == GROWTH and number.years is not None


def _first_where(holds: Callable[[RuleInput], bool]) -> Condition:
    def condition(inputs: RuleInputs) -> Finding | None:
        found = next((number for number in inputs.all if holds(number)), None)
        return Finding((found,)) if found else None

    return condition


def _lacks_base(number: RuleInput) -> bool:
    return number.base_period == UNDATED and number.measure in ("growth", "difference", "base", "change")


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
    "unnamed-base": _first_where(_lacks_base),
    "change-of-definition": pair_where(_crosses_redefinition),
}
VINTAGES: dict[str, Condition] = {"two-vintages": _vintages}
