"""What a number is when it is not that of its place: in another direction, unit, period or base."""

import re
from collections.abc import Iterable

from statbook.messages import say, spoken
from statbook.rules import RULES
from statbook.verification.claim import Claim
from statbook.verification.compare import compare, factor, half_of
from statbook.verification.fact import Fact
from statbook.verification.verdict import GOOD, Kind, Verdict

_MAY_DIFFER = ("period", "region", "base", "whole", "measure")
_RATIOS = {"percent", "percentage_point", "basis_point"}


def is_telling(claim: Claim) -> bool:
    """Whether a number has digits enough not to be the same by chance."""
    return len(re.sub(r"\D", "", claim.proposal.number.text).strip("0")) > 1


def find_turn(claim: Claim, fact: Fact) -> Verdict | None:
    """The verdict if the value has the wrong direction, the wrong power of ten or the wrong currency."""
    if has_opposite(claim, fact):
        return Verdict(claim.proposal, Kind.CONTRADICTS, (fact,), _say_direction(fact))
    if fact.is_printed and claim.proposal.value_to is None and _same_digits(claim, fact):
        words = say("The digits are right, the unit is not: it should be {words}.", words=fact.words)
        return Verdict(claim.proposal, Kind.OTHER, (fact,), words)
    return None


def _say_direction(fact: Fact) -> str:
    return say("The direction is wrong: it should be {words}.", words=fact.words)


def has_opposite(claim: Claim, fact: Fact) -> bool:
    """Whether the value of *fact* is that of the claim with the other sign."""
    scale = factor(claim, fact)
    if scale is None or not fact.value:
        return False
    return abs(fact.value + claim.value * scale) <= half_of(claim, scale)


def _same_digits(claim: Claim, fact: Fact) -> bool:
    one, other = (abs(number).normalize().as_tuple().digits for number in (claim.value, fact.value))
    money = fact.quantity.inputs[0].classification.unit_kind == "money" and claim.proposal.unit not in _RATIOS
    return money and one == other and (claim.proposal.unit != fact.unit or abs(claim.value) != abs(fact.value))


def differs_in_one(claim: Claim, fact: Fact) -> str:
    """The one thing in which *fact*, which has the value of the claim, differs from what is said; empty if there is none."""
    differs = claim.differs(fact)
    fits = len(differs) == 1 and differs[0] in _MAY_DIFFER and compare(claim, fact) in GOOD
    return differs[0] if fits else ""


def mixed_points(claim: Claim, facts: Iterable[Fact]) -> Verdict | None:
    """The verdict if percent stand for percentage points, or the other way round."""
    for fact in facts:
        pair = {claim.proposal.unit, fact.unit}
        if len(pair) == 2 and pair <= _RATIOS and "percent" in pair and abs(fact.value) == abs(claim.value):
            why = RULES["percentage-points"].why[spoken()]
            words = say("{why} It should be {words}.", why=why, words=fact.words)
            return Verdict(claim.proposal, Kind.MIXES, (fact,), words, "percentage-points")
    return None
