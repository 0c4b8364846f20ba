"""Numbers in words as numbers of a workbook: a value, and the number format in which its cell shows the same words."""

import re
from decimal import Decimal

from statbook.export.parquet_file import decimals
from statbook.export.workbook_file import Number
from statbook.prose.number_words import BOUNDS, MINUS, SCALES

_BOUNDS = "|".join(filter(None, (text for bounds in BOUNDS.values() for text in bounds.values())))
_SHOWN = re.compile(
    rf"(?P<bound>{_BOUNDS}|)(?P<minus>{MINUS}?)(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.(?P<places>\d+))?"
    r'(?P<unit>[ %‰][^\d"]*|)',
    re.ASCII,
)
"""A number in words: bound, sign, digits, decimals, and its unit with a word of scale."""


def read_number(text: str) -> Number | None:
    """A number in words as a number that a cell shows in the same words; None for other words, and for 亿 and 万.

    >>> read_number("about 1.20 trillion yuan").value
    Decimal('1.20E+12')
    >>> read_number("7.0%").code
    '#,##0.0"%";"−"#,##0.0"%"'
    """
    found = _SHOWN.fullmatch(text)
    power = _power(found["unit"]) if found else 0
    if not found or power % 3:
        return None
    digits, places = found["digits"], found["places"] or ""
    value = Decimal(f"{digits.replace(',', '')}.{places}").scaleb(power)
    whole = "#,##0" if "," in digits or len(digits) <= 3 else "0"  # a year has no comma
    form = whole + ("." if places else "") + "0" * len(places) + "," * (power // 3)
    unit = f'"{found["unit"]}"' if found["unit"] else ""
    more, less = (f'"{words}"' if words else "" for words in (found["bound"], found["bound"] + MINUS))
    return Number(-value if found["minus"] else value, f"{more}{form}{unit};{less}{form}{unit}", text)


def _power(unit: str) -> int:
    """The power of ten that the word of scale before *unit* says."""
    scales = (scale for scales in SCALES.values() for kind in scales.values() for scale in kind)
    return next((power for power, word in scales if unit.startswith(word)), 0)


def decimals_in_unit(text: str) -> int | None:
    """How many decimals a number in words has in its unit; less than none where a word of scale stands for digits."""
    found = _SHOWN.fullmatch(text)
    return len(found["places"] or "") - _power(found["unit"]) if found else None


def number_in_unit(value: Decimal, most: int | None = None, least: int = 0) -> Number:
    """A number with all its decimals and at *least* so many, or with one more than the *most* that words show."""
    places = max(least, decimals(value) if most is None else min(decimals(value), most + 1))
    form = "#,##0" + ("." if places else "") + "0" * places
    return Number(value, form, f"{value:,.{places}f}")
