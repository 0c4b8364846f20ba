"""Numbers and ranges in words, in English and Chinese.

English counts in thousands (1.18 trillion yuan), Chinese in ten thousands (1.18万亿元).
A number is never written more finely than its source prints it, or than its interval carries.

The module is long because the digits to write and the words around them depend on one another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd

from statbook.analysis import Quantity
from statbook.messages import ENGLISH, words_in
from statbook.store import last_digit

MINUS = "−"
POINTS = {"percentage_point", "basis_point"}
RATIOS = {"percent", *POINTS}
_WORDS = words_in(Path(__file__).with_suffix(".toml"))
SCALES: dict[str, dict[str, list[tuple[int, str]]]] = _WORDS["scales"]
BOUNDS: dict[str, dict[str, str]] = _WORDS["bounds"]
OPEN: dict[str, str] = _WORDS["open"]
CHANGES: dict[str, dict[str, list[str]]] = _WORDS["change"]
"""What an interval is where its numbers are bounds in both directions."""
MOST_DECIMALS = 3
TRILLION = 12
HUNDRED_MILLION = 8


def unit_of(units: pd.DataFrame, code: str) -> Mapping[str, str]:
    """The row of units.csv for *code*."""
    # Asked for thousands of times; pandas takes long to find a row.
    rows: dict[str, dict[str, str]] = units.attrs.get("rows") or _by_code(units)
    return rows[code]


def _by_code(units: pd.DataFrame) -> dict[str, dict[str, str]]:
    rows = (({str(name): str(cell) for name, cell in row.items()}) for row in units.to_dict("records"))
    units.attrs["rows"] = dict(zip(map(str, units.index), rows, strict=True))
    return dict(units.attrs["rows"])


def resolution(quantity: Quantity) -> Decimal | None:
    """The unit of the last digit worth writing; None if neither the print nor the interval gives one."""
    if not quantity.is_derived:
        units = [last_digit(quantity.inputs[0]), quantity.inputs[0].step]
        return max((unit for unit in units if unit is not None), default=None)
    low, high = quantity.interval
    if quantity.bound == "indicative":
        # Nothing limits a ratio of two lower bounds: one digit, as an order of magnitude.
        return _significant(quantity.end, 1)
    if quantity.bound in ("at_most", "at_least"):
        # One side is open, so the width of the interval says nothing: three significant digits.
        fine = _significant(quantity.end, 3)
        return _at_least_tenths(fine, quantity) if fine is not None else None
    if not quantity.has_interval or not math.isfinite(high - low) or high <= low:
        return None
    unit = inner_digit(quantity.value, low, high)
    if quantity.about and quantity.unit not in RATIOS:
        # No rule says how approximate an approximate number is: three significant digits at most.
        unit = max(unit, _significant(quantity.value, 3) or unit)
    return _at_least_tenths(max(unit, _printed_digit(quantity) or unit), quantity)


def _printed_digit(quantity: Quantity) -> Decimal | None:
    """The finest last digit of the inputs in the unit of the quantity; None if it may be written more finely.

    It may if it is far smaller than the inputs, unless it is a sum of numbers in its own unit.
    """
    printed = [last_digit(item) for item in quantity.inputs if item.unit == quantity.unit]
    finest = [fine for fine in printed if fine is not None]
    if not finest:
        return None
    only_sums = len(finest) == len(quantity.inputs) and not re.search(" [×/^] ", quantity.formula)
    return min(finest) if only_sums or Decimal(quantity.high - quantity.low) >= min(finest) else None


def _at_least_tenths(unit: Decimal, quantity: Quantity) -> Decimal:
    """Percentages have one decimal at most."""
    return max(unit, Decimal("0.1")) if quantity.unit in RATIOS else unit


def supported_digit(width: float) -> Decimal:
    """The unit of the last digit that an interval of *width* supports.

    A digit stands if rounding it away could move the number by as much as the interval is wide: by 5 of its units.
    """
    # The dust of floats must not turn a width of 5 into one above it.
    return Decimal(10) ** math.ceil(math.log10(width / 5) - 1e-9)


def inner_digit(value: float, low: float, high: float) -> Decimal:
    """The same for *value*, or one digit more where rounding would carry it out of its own interval."""
    unit = supported_digit(high - low)
    rounded = (Decimal(f"{value:.12g}") / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
    return unit if low <= float(rounded) <= high else unit / 10


def interval_digit(low: float, high: float) -> Decimal:
    """The coarsest unit for both ends of an interval that, rounded outward, adds less than a quarter to its width."""
    ends = Decimal(f"{low:.12g}"), Decimal(f"{high:.12g}")
    unit = supported_digit(high - low)
    while unit * (math.ceil(ends[1] / unit) - math.floor(ends[0] / unit)) >= Decimal("1.25") * (ends[1] - ends[0]):
        unit /= 10
    return unit


def _range_resolution(quantity: Quantity) -> Decimal | None:
    """The unit of the last digit of both ends of an interval: fine enough that rounding outward adds little to it."""
    fine, (low, high) = resolution(quantity), quantity.interval
    if fine is None or not quantity.is_derived or not math.isfinite(high - low) or high <= low:
        return fine
    return _at_least_tenths(min(fine, interval_digit(low, high)), quantity)


def _significant(value: float, digits: int) -> Decimal | None:
    """The unit of the last of so many significant digits; None for zero, or where there is no end."""
    if not value or not math.isfinite(value):
        return None
    return Decimal(10) ** (math.floor(math.log10(abs(value))) - digits + 1)


def _decimals(unit: Decimal | None, value: Decimal, scale: int) -> int:
    # Three significant digits where nothing says how fine the number is.
    unit = unit or _significant(float(value), 3)
    return max(0, scale - math.floor(math.log10(unit))) if unit else 0


def format_number(
    value: float | Decimal,
    unit: Mapping[str, str],
    lang: str,
    *,
    fine: Decimal | None = None,
    rounding: str = ROUND_HALF_UP,
    with_unit: bool = True,
) -> str:
    """*value* in words with the symbol of *unit* (a row of units.csv), to the fineness *fine*."""
    # Floats carry dust in the last bits, which outward rounding would blow up to a whole unit.
    number = Decimal(f"{float(value):.12g}")
    kind = "money" if unit["quantity"] == "money" else "count"
    scale, word = (0, "") if unit["unit"] in RATIOS else _scale(number, fine, rounding, SCALES[lang][kind])
    places = _decimals(fine, number, scale)
    if fine is not None and fine > Decimal(10) ** scale:
        number = (number / fine).quantize(Decimal(1), rounding) * fine
    rounded = (number / Decimal(10) ** scale).quantize(Decimal(1).scaleb(-places), rounding)
    if fine is None and rounded == rounded.to_integral_value():
        rounded = rounded.quantize(Decimal(1))  # a word (两年, 万亿级) has no decimals to show
    sign = MINUS if rounded < 0 else ""
    text = f"{sign}{abs(rounded):,f}" if lang != "zh" else f"{sign}{abs(rounded):f}"
    return text + word + (_symbol(unit, lang, rounded) if with_unit else "")


def _scale(number: Decimal, fine: Decimal | None, rounding: str, scales: list[tuple[int, str]]) -> tuple[int, str]:
    """The greatest word of scale that *number*, once rounded, reaches and that leaves it few decimals.

    Trillions have as many decimals as they need: nobody reads 5,691.57 billion. Chinese has a word closer by: 56915.7亿.
    """
    step = fine or _significant(float(number), 3) or Decimal(1)
    size = abs((number / step).quantize(Decimal(1), rounding) * step)
    few = {power for power, _ in scales if fine is None or _decimals(fine, number, power) <= MOST_DECIMALS}
    for power, word in scales:
        if size >= Decimal(10) ** power and (power in few or (power >= TRILLION and HUNDRED_MILLION not in few)):
            return power, word
    return 0, ""


def _symbol(unit: Mapping[str, str], lang: str, rounded: Decimal) -> str:
    symbol = str(unit[f"symbol_{lang}"])
    if not symbol:
        return ""
    if lang == ENGLISH and str(abs(rounded)) == "1" and symbol.endswith("s") and symbol.islower():
        symbol = symbol[:-1]
    glued = lang == "zh" or symbol.startswith("%")
    return symbol if glued else f" {symbol}"


def quantity_in_words(quantity: Quantity, units: pd.DataFrame, lang: str, *, absolute: bool = False) -> str:
    """The quantity with its bound: about 80,000; more than 2,700; 1.18 trillion yuan; −19.0%."""
    unit = unit_of(units, quantity.unit)
    has_digits = quantity.is_derived or re.search(r"\d", quantity.inputs[0].printed)
    fine = resolution(quantity) if has_digits else None
    value = abs(quantity.end) if absolute else quantity.end
    outward = {"at_most": ROUND_CEILING, "at_least": ROUND_FLOOR} if quantity.is_derived else {}
    rounding = outward.get(quantity.bound, ROUND_HALF_UP)
    text = BOUNDS[lang][quantity.bound] + format_number(value, unit, lang, fine=fine, rounding=rounding)
    if not quantity.is_derived and quantity.bound != "exact":
        # "about 600.0 billion" would claim what "about" takes back.
        text = re.sub(r"\.0+(?!\d)", "", text)
    if not quantity.is_derived and quantity.inputs[0].value_to is not None:
        upper = format_number(quantity.inputs[0].value_to, unit, lang, fine=fine)
        lower = format_number(value, unit, lang, fine=fine, with_unit=False)
        bound = "" if lang == "zh" else BOUNDS[lang][quantity.bound]
        return bound + str(_WORDS["span"][lang]).format(low=lower, high=upper)
    return text


def range_in_words(quantity: Quantity, units: pd.DataFrame, lang: str) -> str:
    """The interval that rounding allows, rounded outward: 988 to 998 billion yuan; one-sided where it is open."""
    unit = unit_of(units, quantity.unit)
    low, high = quantity.interval
    fine = _range_resolution(quantity)
    if quantity.bound == "indicative":
        return OPEN[lang]
    if not math.isfinite(high):
        if not math.isfinite(low):
            return str(_WORDS["any"][lang])
        return BOUNDS[lang]["at_least"] + format_number(low, unit, lang, fine=fine, rounding=ROUND_FLOOR)
    top = format_number(high, unit, lang, fine=fine, rounding=ROUND_CEILING)
    if not math.isfinite(low) or (quantity.is_derived and quantity.bound == "at_most"):
        # Where a number is a bound, the other end says nothing.
        return f"{BOUNDS[lang]['at_most']}{top}"
    return span(format_number(low, unit, lang, fine=fine, rounding=ROUND_FLOOR), top, lang)


def span(bottom: str, top: str, lang: str) -> str:
    """From one number in words to another; the unit that both end in is written once."""
    tail = re.split(r"\d", bottom)[-1]
    shared = len(tail) if tail == re.split(r"\d", top)[-1] else 0
    return str(_WORDS["span"][lang]).format(low=bottom[: len(bottom) - shared], high=top)


def change_in_words(quantity: Quantity, units: pd.DataFrame, lang: str, *, short: bool = False) -> str:
    """A change with its direction: rose 18.8%, fell 19.0%; short: up 18.8%, down 19.0%; zero: did not change."""
    if quantity.value == 0:
        return CHANGES[lang]["zero"][short]
    kind = "amount" if quantity.unit == "percent" else "sum"
    if quantity.inputs and all(each.classification.kind == "duration" for each in quantity.inputs):
        kind = "time"
    if quantity.unit in POINTS:
        # A number by itself is that of a rate; a formula in points is a gap between two.
        kind = "rate" if quantity.of is not None else "gap"
    kind = "short" if short and (kind == "amount" or lang != "zh") else kind
    return CHANGES[lang][kind][quantity.value < 0].format(quantity_in_words(quantity, units, lang, absolute=True))
