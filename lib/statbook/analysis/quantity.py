"""Quantities: a number, its formula, and the interval that the rounding of its printed inputs allows.

`statbook.store.rounding` gives the interval of each printed number. The interval of a formula is its range over the
box of these intervals, with each input entering once however often it appears (interval arithmetic on the whole
expression: Moore, Kearfott and Cloud, Introduction to Interval Analysis, SIAM 2009, ch. 5). The range is taken over
the corners of the box. This is exact if the formula is monotone in each input, as sums, differences, products and
quotients of positive numbers are. The module is long because the class carries its operators.
"""

from __future__ import annotations

import hashlib
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from numbers import Real
from textwrap import shorten
from typing import Any

import numpy as np

from statbook.errors import ParameterError
from statbook.rules import RuleInput, RuleInputs, Waiver, check
from statbook.store import Observation, printed_interval, rounding_unit
from statbook.store.rounding import OPEN_DOWN, OPEN_UP

MOST_INPUTS = 18
"""2^18 corners take a tenth of a second; no formula of the book comes near."""
MOST_WORDS = 80
"""Characters of a formula that the short form of a quantity has."""
FAR, FINITE = 1e30, 1e9
"""What stands for an open end in a limit, and the part of it from which on a result counts as open itself."""

Evaluate = Callable[[dict[str, Any]], Any]


Operator = Callable[["Quantity", "Quantity | float"], "Quantity"]


def _operators(sign: str, compute: Callable[[Any, Any], Any], act: str = "") -> tuple[Operator, Operator]:
    """The operator written as *sign*, and its reflected form; *act* is what the rules call the operation."""

    def combine(left: Quantity, other: Quantity | float) -> Quantity:
        right = _operand(other)
        both = bool(left.rule_inputs and right.rule_inputs)
        waived = check(RuleInputs(act, (left.rule_inputs, right.rule_inputs))) if act and both else ()
        same = _unchanged_operand(left, right, sign)
        added = left.rule_inputs + right.rule_inputs if both and sign == "+" else ()
        seen = {item.obs: item for item in (*left.inputs, *right.inputs)}
        return Quantity(
            f"({left.formula} {sign} {right.formula})",
            tuple(seen.values()),
            lambda values: compute(left.evaluate(values), right.evaluate(values)),
            same.unit if same else left.unit,
            left.strict or right.strict,
            rule_inputs=same.rule_inputs if same else added,
            waivers=_distinct(left.waivers, right.waivers, waived),
        )

    return combine, lambda right, left: combine(_operand(left), right)


@dataclass(frozen=True)
class Quantity:
    """A number with its formula: a printed number, or arithmetic on printed numbers.

    value        the formula at the printed values, in *unit* (a code of units.csv)
    low, high    the interval that the rounding of the inputs allows; infinite where a bound is open
    inputs       the observations, each once
    formula      the arithmetic as text, over the keys of the observations
    measure      what the arithmetic gives: growth, change, base, part, base_part, points; empty if it has no name
    rule_inputs  what the rules look at: the number itself, or the terms of a sum; empty for other arithmetic
    waivers      the rules that were waived to compute it, with the reasons

    `+ - * / **` combine quantities and numbers. They raise MixedNumbers if a rule of `statbook.rules` is broken, and
    ParameterError for None or any other operand.

    >>> half = constant(3) / 2
    >>> half.value, half.interval, half.formula
    (1.5, (1.5, 1.5), '(3 / 2)')
    """

    formula: str
    inputs: tuple[Observation, ...]
    evaluate: Evaluate
    unit: str = ""
    strict: bool = False
    measure: str = ""
    rule_inputs: tuple[RuleInput, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def __repr__(self) -> str:
        formula = shorten(self.formula, MOST_WORDS, placeholder=" …")
        return f"Quantity({self.value:.12g} {self.unit}, {self.low:.12g} to {self.high:.12g}: {formula})"

    @cached_property
    def value(self) -> float:
        return float(self.evaluate({item.obs: np.float64(item.value) for item in self.inputs}))

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The smallest and the largest value over the corners of the box of the inputs."""
        count = len(self.inputs)
        if not count:
            return self.value, self.value
        if count > MOST_INPUTS:
            raise ValueError(f"{self.formula}: {count} inputs, at most {MOST_INPUTS}")
        corners = np.indices((2,) * count).reshape(count, -1)
        values = {
            item.obs: np.where(corners[axis] == 1, *reversed(printed_interval(item, strict=self.strict)))
            for axis, item in enumerate(self.inputs)
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
    def is_derived(self) -> bool:
        """Whether this is arithmetic on printed numbers rather than one of them."""
        return len(self.inputs) != 1 or self.formula != self.inputs[0].obs

    @property
    def anchor(self) -> str:
        """Its anchor in the evidence: that of its observation, or a digest of formula, unit and strictness."""
        if not self.is_derived:
            return self.inputs[0].anchor
        identity = "|".join((self.formula, self.unit, "strict" if self.strict else ""))
        return f"num-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"

    @property
    def _first_base_period(self) -> str:
        return next((item.base_period for item in self.inputs if item.base_period), "")

    @property
    def period(self) -> str:
        """The period of the first input, or of a base the period compared with (EDTF; may be empty)."""
        if self.measure in ("base", "base_part"):
            return self._first_base_period
        return self.inputs[0].period if self.inputs else ""

    @property
    def base_period(self) -> str:
        """The period compared with; empty if there is none, or if the quantity is itself a base."""
        return "" if self.measure in ("base", "base_part") else self._first_base_period

    @property
    def rule_input(self) -> RuleInput | None:
        """The single number that the quantity speaks of; None if there is none."""
        return self.rule_inputs[0] if len(self.rule_inputs) == 1 else None

    @property
    def of(self) -> Observation | None:
        """The single observation that the quantity speaks of; None if there is none."""
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
        if not self.is_derived:
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
        if self.is_derived and self.bound == "at_most":
            return self.high
        if self.is_derived and self.bound == "at_least":
            return self.low
        return self.value

    __add__, __radd__ = _operators("+", operator.add, "added")
    __sub__, __rsub__ = _operators("−", operator.sub, "subtracted")
    __mul__, __rmul__ = _operators("×", operator.mul)
    __truediv__, __rtruediv__ = _operators("/", operator.truediv, "divided")
    __pow__, _ = _operators("^", operator.pow)

    def to(
        self, unit: str, measure: str = "", of: Observation | None = None, waivers: tuple[Waiver, ...] = ()
    ) -> Quantity:
        """The same quantity with *unit* and *measure* named; *of* is the observation it speaks of.

        Nothing is converted: *unit* names what the formula gives. *waivers* are added to those of the quantity.
        """
        row = of or self.of
        if measure and row is not None:
            base = row.base_period or self._first_base_period
            inputs: tuple[RuleInput, ...] = (RuleInput(row, measure, unit, base, derived=True, made_of=self.inputs),)
        else:
            inputs = tuple(each if each.unit == unit else replace(each, unit=unit) for each in self.rule_inputs)
        waived = _distinct(self.waivers, waivers)
        return replace(self, unit=unit, measure=measure, rule_inputs=inputs, waivers=waived)

    def with_waivers(self, waivers: tuple[Waiver, ...]) -> Quantity:
        """The same quantity with further *waivers*."""
        return replace(self, waivers=_distinct(self.waivers, waivers)) if waivers else self


def printed_quantity(observation: Observation, *, strict: bool = False) -> Quantity:
    """A printed number as a quantity. *strict* ignores the rounding unit that the row names (column `step`)."""
    key = observation.obs
    own = RuleInput(observation, observation.measure, observation.unit, observation.base_period)
    return Quantity(key, (observation,), lambda values: values[key], observation.unit, strict, rule_inputs=(own,))


def constant(number: float, unit: str = "") -> Quantity:
    """A number of arithmetic (100, 1), which has no rounding.

    >>> constant(100, "percent").interval
    (100.0, 100.0)
    """
    return Quantity(f"{number:g}", (), lambda values: np.float64(number), unit)


def _operand(other: Any) -> Quantity:
    """*other* as a quantity. Raises ParameterError if it is neither a quantity nor a number."""
    if other is None:
        raise ParameterError("arithmetic with a number that is missing: nothing is printed for this key here")
    if isinstance(other, Quantity):
        return other
    if isinstance(other, Real | Decimal):
        return constant(float(other))
    raise ParameterError(f"arithmetic with {other!r}: expected a quantity or a number")


def _unchanged_operand(left: Quantity, right: Quantity, sign: str) -> Quantity | None:
    """The operand that the operation leaves as it is, up to its unit (x + 0, 100 × x, x / 2); None if there is none."""
    for one, number in ((left, right), (right, left)) if sign in "+×" else ((left, right),):
        if not number.inputs and (number.value == 0 if sign in "+−" else number.value > 0 and sign in "×/"):
            return one
    return None


def _distinct(*waivers: tuple[Waiver, ...]) -> tuple[Waiver, ...]:
    return tuple(dict.fromkeys(waiver for group in waivers for waiver in group))
