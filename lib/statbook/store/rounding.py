"""The interval of a printed number: itself for an exact count, half a unit of its last digit to either side for a
rounded number, the open side of a bound.

A count in full is exact: 10 departments are ten. So is a number that a rule lays down. A scale word (万, 亿), decimals,
a bound or a word of approximation show that the number was rounded. A row may name another rounding unit (`step`),
which the strict reading ignores.
"""

import re
from decimal import Decimal

from statbook.store.observation import Observation
from statbook.store.printed_number import normalize, parse_printed

OPEN_UP = {"more_than", "at_least"}
OPEN_DOWN = {"at_most", "less_than"}
EXACT = Decimal(0)
"""The rounding unit of what was not rounded."""
_INFINITE = Decimal("Infinity")
_DECIMAL_COMMA = re.compile(r"[+\-−]?(?:\d{1,3}(?:\.\d{3})+|\d+),(?:\d{1,2}|\d{4,})|[+\-−]?\d{1,3}(?:\.\d{3})+,\d+")
"""A number of a table in which a comma stands before decimals; 488,500 may be one without."""
_SCALED = re.compile(r"[万亿]|\d[十百千]")


def last_digit(observation: Observation) -> Decimal | None:
    """The unit of the last printed digit, in the unit of the observation; None where there is no such digit.

    Fractions (1/10), 成 and words (近百, 万亿级) have no last digit.
    """
    if _DECIMAL_COMMA.fullmatch(observation.printed):
        digits = Decimal(re.sub(r"\D", "", observation.printed))
        return abs(observation.value) / digits if digits else None
    reading = parse_printed(observation.printed)
    if reading is None or reading.step is None or not reading.value:
        return None
    return abs(observation.value) / reading.value * reading.step


def rounding_unit(observation: Observation, *, strict: bool = False) -> Decimal | None:
    """The unit to which the number was rounded: 0 for an exact one, None where the print does not tell.

    `step` overrides the rule unless *strict*.
    """
    if observation.step is not None and not strict:
        return observation.step
    return EXACT if _is_exact(observation) else last_digit(observation)


def _is_exact(observation: Observation) -> bool:
    """Whether the print gives a count in full, or a number that a rule lays down."""
    reading = parse_printed(observation.printed)
    if reading is None or observation.bound != "exact" or observation.value_to is not None:
        return False
    counted = observation.classification.unit_kind == "count" and observation.measure == "level"
    whole = abs(observation.value) == reading.value == reading.value.to_integral_value()
    in_full = "." not in observation.printed and not _SCALED.search(normalize(observation.printed))
    return (counted or observation.status == "rule") and whole and in_full


def exact_interval(observation: Observation, *, strict: bool = False) -> tuple[Decimal, Decimal]:
    """The interval of values that are printed like this: by rounding, or on the open side of a bound (infinite there).

    A number without a rounding unit allows, as far as the print tells, only itself; `Quantity.known` says so.
    """
    value = observation.value
    upper = observation.value_to if observation.value_to is not None else value
    if observation.bound in OPEN_UP:
        return value, _INFINITE
    if observation.bound in OPEN_DOWN:
        return -_INFINITE, value
    half = (rounding_unit(observation, strict=strict) or EXACT) / 2
    return value - half, upper + half


def printed_interval(observation: Observation, *, strict: bool = False) -> tuple[float, float]:
    """The interval of `exact_interval` as binary numbers, for arithmetic."""
    low, high = exact_interval(observation, strict=strict)
    return float(low), float(high)
