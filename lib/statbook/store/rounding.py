"""What a printed figure allows: half a unit of its last printed digit to either side, or the open side of a bound.

A row may name another rounding unit (`step`); the strict reading ignores it.
"""

from __future__ import annotations

__all__ = ["OPEN_DOWN", "OPEN_UP", "box", "rounding_unit"]

import math
from decimal import Decimal

from statbook.store.observation import Observation
from statbook.store.reading import reading

OPEN_UP = {"more_than", "at_least"}
OPEN_DOWN = {"at_most", "less_than"}


def rounding_unit(observation: Observation, *, strict: bool = False) -> Decimal | None:
    """The unit of the last printed digit, in the figure's own unit; None where nothing of the kind is printed.

    Fractions (1/10), 成 and words (近百, 万亿级) have no last digit. `step` overrides the rule unless *strict*.
    """
    if observation.step is not None and not strict:
        return observation.step
    said = reading(observation.printed)
    if said is None or said.step is None or not said.value:
        return None
    return abs(observation.value) / said.value * said.step


def box(observation: Observation, *, strict: bool = False) -> tuple[float, float]:
    """The values that the printed figure allows: its rounding, or the open side of a bound.

    A figure without a rounding unit allows, as far as the print tells, only itself; `Quantity.known` says so.
    """
    value = float(observation.value)
    upper = float(observation.value_to) if observation.value_to is not None else value
    if observation.bound in OPEN_UP:
        return value, math.inf
    if observation.bound in OPEN_DOWN:
        return -math.inf, value
    unit = rounding_unit(observation, strict=strict)
    half = float(unit) / 2 if unit is not None else 0.0
    return value - half, upper + half
