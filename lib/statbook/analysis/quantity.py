"""Quantities: a value together with everything its printed inputs allow.

The rule of rounding stands in `statbook.store.rounding`: counts in full are exact, anything else may be off by half a
unit of its last printed digit.
One method for intervals: the range of the whole formula over the box of its inputs' roundings,
every printed figure entering once however often it appears (interval arithmetic on the expression, not operator
by operator: Moore, Kearfott and Cloud, Introduction to Interval Analysis, SIAM 2009, ch. 5).
The range is taken over the corners of the box, which is exact where the formula is monotone in each input;
sums, differences, products and quotients of positive figures are.
"""

from __future__ import annotations

__all__ = ["Quantity", "constant", "last_digit", "printed_interval", "printed_quantity", "rounding_unit"]

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from numbers import Real
from typing import Any

import numpy as np

from statbook.errors import ParameterError
from statbook.rules import RuleInput, Waiver, check
from statbook.store import Observation, last_digit, printed_interval, rounding_unit
from statbook.store.rounding import OPEN_DOWN, OPEN_UP

MOST_INPUTS = 18
"""2^18 corners take a tenth of a second; no formula of the book comes near."""
FAR, FINITE = 1e30, 1e9
"""What stands for an open end in a limit, and the part of it from which on a result counts as open itself."""

Evaluate = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True)
class Quantity:
    """A number with its formula: printed figures and arithmetic on them.

    value      the formula at the printed values
    low, high  what the roundings of the inputs allow; infinite where a bound is open
    inputs     the printed figures, each once
    formula    the arithmetic in words of the keys
    measure    what the arithmetic gives: growth, change, base, part, base_part, points; empty if it has no name
    figures    what the rules look at: the figure that it speaks of, or those added up in it; empty if it is neither
    knowingly  the rules that its making broke, with the reasons
    """

    formula: str
    inputs: tuple[Observation, ...]
    evaluate: Evaluate
    unit: str = ""
    strict: bool = False
    measure: str = ""
    rule_inputs: tuple[RuleInput, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @cached_property
    def value(self) -> float:
        return float(self.evaluate({item.obs: np.float64(item.value) for item in self.inputs}))

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The smallest and largest value over the corners of the inputs' box."""
        count = len(self.inputs)
        if not count:
            return self.value, self.value
        if count > MOST_INPUTS:
            raise ValueError(f"{self.formula}: {count} inputs, at most {MOST_INPUTS}")
        corners = np.indices((2,) * count).reshape(count, -1)
        values = {
            item.obs: np.where(corners[place] == 1, *reversed(printed_interval(item, strict=self.strict)))
            for place, item in enumerate(self.inputs)
        }
        with np.errstate(all="ignore"):
            results = np.asarray(self.evaluate(values), dtype=float)
            unknown = np.isnan(results)
            if unknown.any():
                # Where an open end meets itself (a / (a + b)), its limit is what lies far out.
                far = {obs: np.clip(ends, -FAR, FAR) for obs, ends in values.items()}
                limits = np.broadcast_to(np.asarray(self.evaluate(far), dtype=float), results.shape)
                edge = FAR / FINITE
                limits = np.where(np.abs(limits) > edge, np.copysign(np.inf, limits), limits)
                results = np.where(unknown, limits, results)
        results = results[~np.isnan(results)]
        if not results.size:
            return -math.inf, math.inf
        return float(results.min()), float(results.max())

    @property
    def low(self) -> float:
        return self.interval[0]

    @property
    def high(self) -> float:
        return self.interval[1]

    @property
    def derived(self) -> bool:
        """Whether this is arithmetic on printed figures rather than one of them."""
        return len(self.inputs) != 1 or self.formula != self.inputs[0].obs

    @property
    def anchor(self) -> str:
        """Where the evidence holds it: with its printed figure, or under a digest of formula, unit and reading."""
        if not self.derived:
            return self.inputs[0].anchor
        told = "|".join((self.formula, self.unit, "strict" if self.strict else ""))
        return f"num-{hashlib.sha256(told.encode()).hexdigest()[:12]}"

    @property
    def period(self) -> str:
        """The period that it speaks of, which is that of its first figure, or the one compared with; EDTF, may be empty."""
        if self.measure in ("base", "base_part"):
            return next((item.base_period for item in self.inputs if item.base_period), "")
        return self.inputs[0].period if self.inputs else ""

    @property
    def base_period(self) -> str:
        """The period compared with; empty if there is none, or if the quantity itself speaks of it."""
        if self.measure in ("base", "base_part"):
            return ""
        return next((item.base_period for item in self.inputs if item.base_period), "")

    @property
    def rule_input(self) -> RuleInput | None:
        """The figure that it speaks of; None where it speaks of no single one."""
        return self.rule_inputs[0] if len(self.rule_inputs) == 1 else None

    @property
    def of(self) -> Observation | None:
        """The printed figure that it speaks of; None where it speaks of no single one."""
        return self.rule_input.row if self.rule_input is not None else None

    @property
    def about(self) -> bool:
        """Whether an input is printed as approximate."""
        return any(item.bound == "about" for item in self.inputs)

    @property
    def has_interval(self) -> bool:
        """Whether every input has a rounding unit or a bound, so that the interval says something."""
        return all(
            item.bound in OPEN_UP | OPEN_DOWN or rounding_unit(item, strict=self.strict) is not None
            for item in self.inputs
        )

    @property
    def bound(self) -> str:
        """exact, about, more_than, at_least, at_most, less_than; indicative where both sides are open."""
        if not self.derived:
            return self.inputs[0].bound
        if not any(item.bound in OPEN_UP | OPEN_DOWN for item in self.inputs):
            return "about" if self.about else "exact"
        low_open = self.low == -math.inf or (self.low == 0 and self.high == math.inf)
        if low_open and self.high == math.inf:
            return "indicative"
        if self.high == math.inf or (math.isfinite(self.low) and self.value - self.low < self.high - self.value):
            return "at_least"
        return "at_most"

    @property
    def end(self) -> float:
        """The number that stands for the quantity: its closed end where rounding and bounds leave one side open."""
        if self.derived and self.bound == "at_most":
            return self.high
        if self.derived and self.bound == "at_least":
            return self.low
        return self.value

    def _combine(self, other: Quantity | float, sign: str, act: Callable[[Any, Any], Any], done: str = "") -> Quantity:
        right = _operand(other)
        both = bool(self.rule_inputs and right.rule_inputs)
        waived = check(done, self.rule_inputs, right.rule_inputs) if done and both else ()
        kept = _kept(self, right, sign)
        added = self.rule_inputs + right.rule_inputs if both and sign == "+" else ()
        seen = {item.obs: item for item in (*self.inputs, *right.inputs)}
        mine, theirs = self.evaluate, right.evaluate
        return Quantity(
            f"({self.formula} {sign} {right.formula})",
            tuple(seen.values()),
            lambda values: act(mine(values), theirs(values)),
            kept.unit if kept else self.unit,
            self.strict or right.strict,
            rule_inputs=kept.rule_inputs if kept else added,
            waivers=_once(self.waivers, right.waivers, waived),
        )

    def __add__(self, other: Quantity | float) -> Quantity:
        return self._combine(other, "+", lambda a, b: a + b, "added")

    def __sub__(self, other: Quantity | float) -> Quantity:
        return self._combine(other, "−", lambda a, b: a - b, "subtracted")

    def __mul__(self, other: Quantity | float) -> Quantity:
        return self._combine(other, "×", lambda a, b: a * b)

    def __truediv__(self, other: Quantity | float) -> Quantity:
        return self._combine(other, "/", lambda a, b: a / b, "divided")

    def __pow__(self, other: Quantity | float) -> Quantity:
        return self._combine(other, "^", lambda a, b: a**b)

    def __radd__(self, other: float) -> Quantity:
        return _operand(other) + self

    def __rsub__(self, other: float) -> Quantity:
        return _operand(other) - self

    def __rmul__(self, other: float) -> Quantity:
        return _operand(other) * self

    def __rtruediv__(self, other: float) -> Quantity:
        return _operand(other) / self

    def to(
        self, unit: str, measure: str = "", of: Observation | None = None, knowingly: tuple[Waiver, ...] = ()
    ) -> Quantity:
        """The same quantity, its unit and measure named, and the figure that it speaks of; *knowingly* is added."""
        row = of or self.of
        if measure and row is not None:
            base = row.base_period or next((item.base_period for item in self.inputs if item.base_period), "")
            figures: tuple[RuleInput, ...] = (RuleInput(row, measure, unit, base, derived=True, made_of=self.inputs),)
        else:
            figures = tuple(each if each.unit == unit else replace(each, unit=unit) for each in self.rule_inputs)
        told = _once(self.waivers, knowingly)
        return Quantity(self.formula, self.inputs, self.evaluate, unit, self.strict, measure, figures, told)

    def with_waivers(self, waived: tuple[Waiver, ...]) -> Quantity:
        """The same quantity, with the reasons for what was done with it knowingly."""
        return replace(self, knowingly=_once(self.waivers, waived)) if waived else self


def printed_quantity(observation: Observation, *, strict: bool = False) -> Quantity:
    """A printed figure as a quantity."""
    key = observation.obs
    told = RuleInput(observation, observation.measure, observation.unit, observation.base_period)
    return Quantity(key, (observation,), lambda values: values[key], observation.unit, strict, rule_inputs=(told,))


def constant(number: float, unit: str = "") -> Quantity:
    """A number of arithmetic (100, 1), which no rounding touches."""
    return Quantity(f"{number:g}", (), lambda values: np.float64(number), unit)


def _operand(other: Any) -> Quantity:
    """A quantity, or a number as one. Raises ParameterError for anything else."""
    if other is None:
        raise ParameterError("arithmetic with a figure that is missing: nothing is printed for this key here")
    if isinstance(other, Quantity):
        return other
    if isinstance(other, Real | Decimal):
        return constant(float(other))
    raise ParameterError(f"arithmetic with {other!r}: neither a figure nor a number")


def _kept(left: Quantity, right: Quantity, sign: str) -> Quantity | None:
    """The one of the two that is still the figure that it was, in another unit perhaps; the other is a number."""
    for one, number in ((left, right), (right, left)) if sign in "+×" else ((left, right),):
        if not number.inputs and (number.value == 0 if sign in "+−" else number.value > 0 and sign in "×/"):
            return one
    return None


def _once(*waivers: tuple[Waiver, ...]) -> tuple[Waiver, ...]:
    return tuple(dict.fromkeys(waiver for group in waivers for waiver in group))
