"""Rules about units and rates: what is counted in which unit, and rates whose wholes are not one."""

from statbook.rules.rule import Condition, Finding, RuleInputs, pair_where
from statbook.rules.rule_input import AMOUNT, GROWTH, RATIOS, SHARE, RuleInput

PER_WHOLE = ("rate", "price")
"""Kinds that tell how much there is of something for each unit of a whole of their own."""


def _unlike_units(one: RuleInput, other: RuleInput) -> bool:
    return (
        one.unit != other.unit
        and not (one.unit_kind in RATIOS and other.unit_kind in RATIOS)
        and "" not in (one.unit_kind, other.unit_kind)
    )


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


def _different_wholes(one: RuleInput, other: RuleInput) -> bool:
    """Whether both are percentages or prices that are not of one whole."""
    if one.sense != other.sense:
        return False
    if one.sense == SHARE:
        return None not in (one.whole, other.whole) and one.whole != other.whole
    return one.sense == GROWTH or (
        one.sense == AMOUNT and {one.classification.kind, other.classification.kind} <= {*PER_WHOLE}
    )


def _rate_and_level(one: RuleInput, other: RuleInput) -> bool:
    """Whether one is growth in percent of something, and the other itself so many percent."""
    return one.unit_kind == other.unit_kind == "percent" and (one.sense == GROWTH) != (other.sense == GROWTH)


RATES: dict[str, Condition] = {
    "unlike-units": pair_where(_unlike_units),
    "percentage-points": _percentage_points,
    "rates-of-different-wholes": pair_where(_different_wholes),
}
