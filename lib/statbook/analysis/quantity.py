"""Quantities: a value together with everything its printed inputs allow.

One rule of rounding: a printed figure may be off by half a unit of its last printed digit, integers too.
A row may name another rounding unit (`step`); the strict reading ignores it.
One method for intervals: the range of the whole formula over the box of its inputs' roundings,
every printed figure entering once however often it appears (interval arithmetic on the expression, not operator
by operator: Moore, Kearfott and Cloud, Introduction to Interval Analysis, SIAM 2009, ch. 5).
The range is taken over the corners of the box, which is exact where the formula is monotone in each input;
sums, differences, products and quotients of positive figures are.
"""

from __future__ import annotations

__all__ = ["Quantity", "box", "constant", "printed", "rounding_unit"]

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from statbook.rules import Figure, Waiver, check
from statbook.store import Observation, box, rounding_unit
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
    of         the printed figure that it speaks of; None where it speaks of no single one
    knowingly  the rules that its making broke, with the reasons
    """

    formula: str
    inputs: tuple[Observation, ...]
    evaluate: Evaluate
    unit: str = ""
    strict: bool = False
    measure: str = ""
    of: Observation | None = None
    knowingly: tuple[Waiver, ...] = ()

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
            item.obs: np.where(corners[place] == 1, *reversed(box(item, strict=self.strict)))
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

    @cached_property
    def figure(self) -> Figure | None:
        """What the rules look at; None where the quantity speaks of no single figure."""
        if self.of is None or (self.derived and not self.measure):
            return None
        if not self.derived:
            return Figure(self.of, self.of.measure, self.unit, self.of.base_period)
        base = self.of.base_period or next((item.base_period for item in self.inputs if item.base_period), "")
        return Figure(self.of, self.measure, self.unit, base, derived=True)

    @property
    def about(self) -> bool:
        """Whether an input is printed as approximate."""
        return any(item.bound == "about" for item in self.inputs)

    @property
    def known(self) -> bool:
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
        right = other if isinstance(other, Quantity) else constant(other)
        figures = (self.figure, right.figure) if done and self.of is not None and right.of is not None else (None, None)
        waived = check(done, figures[0], figures[1]) if figures[0] is not None and figures[1] is not None else ()
        seen = {item.obs: item for item in (*self.inputs, *right.inputs)}
        mine, theirs = self.evaluate, right.evaluate
        return Quantity(
            f"({self.formula} {sign} {right.formula})",
            tuple(seen.values()),
            lambda values: act(mine(values), theirs(values)),
            self.unit,
            self.strict,
            knowingly=_once(self.knowingly, right.knowingly, waived),
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
        return constant(other) + self

    def __rsub__(self, other: float) -> Quantity:
        return constant(other) - self

    def __rmul__(self, other: float) -> Quantity:
        return constant(other) * self

    def __rtruediv__(self, other: float) -> Quantity:
        return constant(other) / self

    def to(
        self, unit: str, measure: str = "", of: Observation | None = None, knowingly: tuple[Waiver, ...] = ()
    ) -> Quantity:
        """The same quantity, its unit and measure named, and the figure that it speaks of; *knowingly* is added."""
        told = _once(self.knowingly, knowingly)
        return Quantity(self.formula, self.inputs, self.evaluate, unit, self.strict, measure, of or self.of, told)


def printed(observation: Observation, *, strict: bool = False) -> Quantity:
    """A printed figure as a quantity."""
    key = observation.obs
    return Quantity(key, (observation,), lambda values: values[key], observation.unit, strict, of=observation)


def constant(number: float, unit: str = "") -> Quantity:
    """A number of arithmetic (100, 1), which no rounding touches."""
    return Quantity(f"{number:g}", (), lambda values: np.float64(number), unit)


def _once(*waivers: tuple[Waiver, ...]) -> tuple[Waiver, ...]:
    return tuple(dict.fromkeys(waiver for group in waivers for waiver in group))
