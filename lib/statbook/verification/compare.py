"""How the value of a draft stands to that of a fact: docs/verification.md has the exact conditions."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from statbook.reading import UNKNOWN, Proposal
from statbook.reading.rule import Rule
from statbook.verification.claim import Claim
from statbook.verification.fact import Fact
from statbook.verification.verdict import Kind

_UP, _DOWN = ("more_than", "at_least"), ("at_most", "less_than")
_STRICT = ("more_than", "less_than")
POINTS = ("percentage_point", "basis_point")
_RATIOS = ("percent", *POINTS)


def holds(claim: Claim, fact: Fact) -> bool:
    """Whether a claim is a range in which the value of a fact lies, or a bound that it keeps: more than 60 of 93."""
    scale, upper, side = factor(claim, fact), claim.proposal.value_to, _side(claim.proposal.bound)
    if scale is None or (upper is None and not side):
        return False
    value = claim.value * scale
    if upper is not None:
        return value <= fact.value <= upper * scale
    return _side(fact.bound) in ("", side) and (fact.value > value if side == "up" else fact.value < value)


def factor(claim: Claim, fact: Fact) -> Decimal | None:
    """What the value of a claim is multiplied with to be in the unit of a fact; None if the units are of two kinds.

    What is counted may be called by other names, or by none.
    """
    unit = claim.unit
    if unit == fact.unit:
        return Decimal(1)
    if {unit, fact.unit} == {*POINTS}:
        return Decimal("0.01") if unit == "basis_point" else Decimal(100)
    row = fact.quantity.inputs[0]
    counted = row.classification.unit_kind == "count" and fact.unit == row.unit
    return Decimal(1) if counted and (unit == UNKNOWN or len(unit) < 3) else None


def half_of(claim: Claim, scale: Decimal = Decimal(1)) -> Decimal:
    """Half the unit of the last digit, in the unit of a fact.

    Zeros at the end of a whole number are no digits if the number is called approximate, or is a count or an amount of
    money with two of them at least: 91,000 is rounded to thousands, 40% to one.
    """
    proposal = claim.proposal
    step = proposal.step if proposal.step is not None else _step_in_words(proposal)
    digits = proposal.number.text
    if "." not in digits and claim.value:
        zeros = len(digits) - len(digits.rstrip("0"))
        if proposal.bound == "about" or (proposal.unit not in _RATIOS and zeros > 1):
            step = step.scaleb(zeros)
    return step * scale / 2


def _step_in_words(proposal: Proposal) -> Decimal:
    """The unit to which a number in words is told: tenths for 七成, about a doubling for 近一倍."""
    told = {*proposal.rules}
    coarse = told & {Rule.TENTHS, Rule.DOUBLING} or (proposal.bound == "about" and Rule.FRACTION in told)
    return Decimal(10 if coarse else 1)


def compare(claim: Claim, fact: Fact) -> Kind | None:
    """stands, follows, rounded rightly or rounded too far; None if the values are not the same."""
    scale = factor(claim, fact)
    if scale is None:
        return None
    value, half = claim.value * scale, half_of(claim, scale)
    upper = claim.proposal.value_to
    if upper is not None or fact.value_to is not None:
        return _compare_ranges(value, upper * scale if upper is not None else value, half, fact)
    if not fact.is_printed and _side(claim.proposal.bound) == _side(fact.bound) and value == _as_written(fact):
        return Kind.FOLLOWS
    if _side(claim.proposal.bound) or _side(fact.bound):
        return _compare_bounds(value, half, claim.proposal.bound, fact)
    distance = abs(fact.value - value)
    right = distance <= half
    if not fact.is_printed:
        if right:
            return Kind.FOLLOWS
        return Kind.TOO_FAR if fact.low - half <= value <= fact.high + half else None
    if distance == 0:
        return Kind.STANDS
    known = fact.fine or Decimal(0)
    if right and 2 * half > known:
        return Kind.ROUNDED
    finer = 2 * half < known and fact.low <= value <= fact.high
    near = 2 * half > known and distance < 2 * half
    return Kind.TOO_FAR if finer or near else None


def _as_written(fact: Fact) -> Decimal | None:
    """The value to which a computed number is rounded in writing: to its last digit worth writing, bounds outward."""
    if not fact.fine or not fact.value.is_finite():
        return None
    way = {"up": ROUND_FLOOR, "down": ROUND_CEILING}.get(_side(fact.bound), ROUND_HALF_UP)
    return (fact.value / fact.fine).quantize(Decimal(1), way) * fact.fine


def _compare_ranges(value: Decimal, upper: Decimal, half: Decimal, fact: Fact) -> Kind | None:
    """A range stands if it is printed so, and follows if its ends are those of what rounding allows."""
    if fact.is_printed:
        wanted = (fact.value, fact.value_to if fact.value_to is not None else fact.value)
        return Kind.STANDS if (value, upper) == wanted else None
    near = abs(value - fact.low) <= 2 * half and abs(upper - fact.high) <= 2 * half
    return Kind.FOLLOWS if near else None


def _compare_bounds(value: Decimal, half: Decimal, bound: str, fact: Fact) -> Kind | None:
    """Where the draft or the data give a bound: more than 2,700."""
    said, known = _side(bound), _side(fact.bound)
    if not fact.is_printed:
        ends = {"up": fact.low, "down": fact.high}
        if said and not known and abs(ends[said] - value) <= 2 * half:
            return Kind.FOLLOWS
        near = abs(fact.value - value) <= (2 * half if said == known else half)
        return (Kind.FOLLOWS if said == known or not known else Kind.TOO_FAR) if near else None
    if fact.value == value:
        if said == known:
            return Kind.STANDS
        if known:
            return Kind.TOO_FAR
        return None if bound in _STRICT else Kind.ROUNDED
    over = fact.value - value if said == "up" else value - fact.value
    return Kind.ROUNDED if said and known in ("", said) and 0 < over < 2 * half else None


def _side(bound: str) -> str:
    return "up" if bound in _UP else "down" if bound in _DOWN else ""
