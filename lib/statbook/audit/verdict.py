"""Relations between printed numbers, and verdicts: whether a relation holds, as far as rounding allows one to say.

The printed number is an interval by its rounding or bound. What the other numbers give for it is an interval as well
(analysis/quantity.py). Nothing more is known of either, so there are four verdicts and no probabilities.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from statbook.analysis import Quantity
from statbook.store import Observation, printed_interval, rounding_unit

EQUAL, AT_LEAST, AT_MOST = "equal", "at_least", "at_most"
HOLDS, NARROWLY, CANNOT_TELL, CONTRADICTS = "holds", "holds narrowly", "cannot tell", "contradicts"
ORDER = (CONTRADICTS, NARROWLY, HOLDS, CANNOT_TELL)
"""The verdicts, contradictions first."""
TELLING = 10
"""Where this many neighbouring numbers would pass, every last digit would, and the check tells nothing of it."""
_NOISE = 1e-9
"""Of a unit of the last digit: less than this is an error of floating point, not of the press."""


@dataclass(frozen=True)
class Relation:
    """Arithmetic that printed numbers should satisfy.

    identity     the kind of arithmetic, a key of identities.yaml
    observation  the printed number
    others       what other printed numbers give for it; the observation is none of its inputs
    sense        whether the observation should equal that, be at least or be at most that
    breakdown    the breakdown it comes from; empty if it comes from the columns of a row or from a single entry
    """

    identity: str
    observation: Observation
    others: Quantity
    sense: str = EQUAL
    breakdown: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What identifies it: the same arithmetic with the same numbers is one relation."""
        return (self.identity, self.observation.obs, *sorted(row.obs for row in self.others.inputs))

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The printed number, then the inputs of the others."""
        return (self.observation, *self.others.inputs)

    def with_observation(self, changed: Observation) -> Relation:
        """The same relation with *changed* in place of the observation of its key."""
        if changed.obs == self.observation.obs:
            return replace(self, observation=changed)  # the interval of the others is that which is known
        inputs = tuple(changed if row.obs == changed.obs else row for row in self.others.inputs)
        return replace(self, others=replace(self.others, inputs=inputs))


@dataclass(frozen=True)
class Verdict:
    """A relation and what can be said of it.

    outcome   holds: the other numbers, at their printed digits, give the printed number to its last digit, or all that
              they allow lies within its bound. holds narrowly: they give another digit, and only rounding makes room.
              contradicts: no values that round to the printed numbers satisfy the relation.
              cannot tell: anything else
    passing   how many numbers, in steps of the last digit, the others would let pass in place of the printed one;
              1 is the sharpest check; a limit or a bound lets pass without end
    """

    relation: Relation
    outcome: str
    passing: float

    @property
    def step(self) -> float | None:
        """The unit of the last printed digit; None for limits, bounds, fractions and words."""
        row, strict = self.relation.observation, self.relation.others.strict
        step = _step(row, strict=strict)
        is_bounded = all(map(math.isfinite, printed_interval(row, strict=strict)))
        return step if step and self.relation.sense == EQUAL and is_bounded else None


def judge(relation: Relation) -> Verdict:
    """The verdict on *relation*."""
    strict = relation.others.strict
    low, high = printed_interval(relation.observation, strict=strict)
    least, most = relation.others.interval
    step = _step(relation.observation, strict=strict)
    noise = _NOISE * (step or max(abs(low), 1.0) if math.isfinite(low) else 1.0)
    # What is approximate, or has no last digit and no bound, may be anything near: nothing follows from it.
    stepless = not step and math.isfinite(high - low)
    others = relation.others
    about = others.about or relation.observation.bound == "about"
    vague = about or stepless or not others.has_interval or not math.isfinite(others.value)
    apart = least > high + noise or most < low - noise
    passing = math.inf
    if relation.sense != EQUAL:
        # The number may not lie on the wrong side of the others; where both intervals meet, rounding leaves it open.
        ahead, behind = (low - most, high - least) if relation.sense == AT_LEAST else (least - high, most - low)
        outcome = CONTRADICTS if behind < -noise else HOLDS if ahead >= -noise else CANNOT_TELL
    elif stepless or not (math.isfinite(low) and math.isfinite(high)):
        inside = least >= low - noise and most <= high + noise
        outcome = CONTRADICTS if apart else HOLDS if inside else CANNOT_TELL
    else:
        passing = _passing(least, most, (low + high) / 2, (high - low) / 2 + noise, step)
        exact = low - noise <= relation.others.value <= high + noise
        outcome = HOLDS if exact else NARROWLY
        if apart or passing >= TELLING:
            outcome = CONTRADICTS if apart else CANNOT_TELL
    return Verdict(relation, CANNOT_TELL if vague else outcome, passing)


def _step(number: Observation, *, strict: bool) -> float:
    """The unit of the last printed digit, 1 for a count in full; 0 for words and fractions, which have none."""
    unit = rounding_unit(number, strict=strict)
    return 0.0 if unit is None else float(unit) or 1.0


def _passing(least: float, most: float, printed: float, half: float, step: float) -> float:
    """The number of numbers printed + k · step whose rounding meets the interval from *least* to *most*."""
    if not (math.isfinite(least) and math.isfinite(most)):
        return math.inf
    first = math.ceil((least - half - printed) / step)
    last = math.floor((most + half - printed) / step)
    return max(last - first + 1, 0)
