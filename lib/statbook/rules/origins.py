"""Rules about where numbers come from: who counted what, and whether it happened, was meant, or was worked out."""

from dataclasses import replace

from statbook.rules.rule import Condition, Finding, RuleInputs, pair_where
from statbook.rules.rule_input import AMOUNT, GROWTH, RuleInput

AIMS, HAPPENED = ("target", "forecast"), ("actual", "preliminary", "estimate")
WITH_OTHERS = {"en": " with numbers whose growth is not", "zh": "与增速并非如此计算的数字"}
LOWER, UPPER = ("more_than", "at_least"), ("at_most", "less_than")


def _aim_and_outcome(one: RuleInput, other: RuleInput) -> bool:
    statuses = {one.row.status, other.row.status}
    return bool(statuses & {*AIMS}) and bool(statuses & {*HAPPENED})


def _producers(one: RuleInput, other: RuleInput) -> bool:
    return one.row.indicator == other.row.indicator and one.classification.producer != other.classification.producer


def _concepts(one: RuleInput, other: RuleInput) -> bool:
    return one.row.indicator != other.row.indicator


def _bounds(one: RuleInput, other: RuleInput) -> bool:
    return any({one.row.bound, other.row.bound} <= {*ends} for ends in (LOWER, UPPER)) and not (
        one.derived or other.derived
    )


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


ORIGINS: dict[str, Condition] = {
    "target-and-actual": pair_where(_aim_and_outcome),
    "two-producers": pair_where(_producers),
    "two-concepts": pair_where(_concepts),
    "comparable-growth": _comparable,
    "derived-as-published": _implied_beside_printed,
    "bounds-as-values": pair_where(_bounds),
}
