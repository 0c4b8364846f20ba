"""Fill in what the printed form of a number says: its value, the upper end of a range, its bound and its unit."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.store.printed_number import (
    RANK_FROM_BOTTOM,
    PrintedNumber,
    normalize,
    parse_cell,
    parse_printed,
)
from statbook.store.validation.printed_form import allowed_bounds, unit_factor

_UNITS = {
    **dict.fromkeys(("growth", "share"), "percent"),
    **dict.fromkeys(("share_change", "growth_gap", "contribution"), "percentage_point"),
}
"""The unit of measures that do not have the unit of their indicator."""
_SIGNED = {"growth", "difference", "share_change", "growth_gap", "contribution"}
"""Measures whose sign stands in a verb before the number."""
_FALLS, _RISES = "下降|减少|下滑|下跌|降低|降|减|跌|低于|低", r"增长|增加|上升|上涨|提高|提升|增|升|涨|高于|高出|高"
"""Verbs before a number that fell or rose."""
_OF_A_RATE = re.compile("[至到为幅速]")
"""Signs of words that speak of a rate or of a level reached, so that the verb does not tell the sign: 增速回落至3%."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
Row = Mapping[str, Any]
Finding = tuple[str, str, str, str]
"""A column, what was found in it, what was expected, and what to do."""


def fill_row(
    row: Row, indicators: Mapping[str, Mapping[str, str]], factors: Callable[[str, str], Fraction | None]
) -> tuple[Row, list[Finding]]:
    """The cells of *row* that its `printed` gives, and what in its own cells says something else.

    *indicators* are rows of indicators.csv by their code, *factors* are those of `unit_factor`. A value that is there
    must lie where rounding of the printed number allows; what is printed then stands for it. A bare number of a table
    says neither unit nor scale, so that its value stays as it is. The sign of a change is that of the value, else of the
    verb in `printed`, or right before it in the text (`before`).

    >>> from statbook.store import Store
    >>> from statbook.project.paths import book
    >>> store = Store.load(book().data)
    >>> row = {"printed": "下降3.8%", "indicator": "trade", "measure": "growth", "value": "", "unit": "", "bound": ""}
    >>> fill_row(row, store.indicators.to_dict("index"), partial(unit_factor, units=store.units))
    ({'unit': 'percent', 'value': '-3.8', 'bound': 'exact'}, [])
    """
    printed = str(row["printed"])
    reading = parse_printed(printed)
    bound = {"bound": str(row["bound"]) or "exact"}
    if reading is None or (parse_cell(printed) is not None and "%" not in printed):
        missing = (
            "printed",
            repr(printed),
            "one number that can be read",
            "Cut it down to its number, or write value.",
        )
        if reading:
            fix = "Write the value, or the unit with the number, as in 7.75万亿元."
            missing = ("value", "an empty cell", f"a number: {printed!r} says no unit", fix)
        return bound, [] if row["value"] else [missing]
    unit = str(row["unit"]) or (_usual_unit(row, reading, indicators) if reading.unit else "")
    factor = factors(reading.unit, unit) if unit else Fraction(1)
    if factor is None or not unit:
        if row["unit"] or not reading.unit:
            found = str(row["unit"]) or "an empty cell"
            return bound, [("unit", found, f"the unit of {printed!r}", "Mend unit or printed.")]
        expected = f"a number in {unit}, the unit of {row['indicator']}"
        return bound, [("printed", repr(printed), expected, "Is it another indicator, or another unit? Write unit.")]
    filled = {"unit": unit}
    sign = _sign(row, printed)
    if not sign:
        fix = f"Write the value with its sign, or the verb with the number, as in 下降{printed}."
        return filled, [("value", "an empty cell", f"whether {printed!r} is a rise or a fall", fix)]
    step = (reading.step or Decimal(0)) * Decimal(factor.numerator) / Decimal(factor.denominator)
    ends = sorted(Fraction(end) * factor * sign for end in (reading.value, reading.value_to) if end is not None)
    filled |= dict(zip(("value", "value_to"), (_plain(end, step) for end in ends), strict=False))
    allowed = allowed_bounds(reading, {"value": filled["value"], "note": row.get("note", "")})
    filled["bound"] = str(row["bound"]) or ("exact" if "exact" in allowed else min(allowed))
    return filled, [*_other_value(row, printed, filled, Fraction(step))]


def _other_value(row: Row, printed: str, filled: Mapping[str, str], step: Fraction) -> Iterator[Finding]:
    """A value that rounding of the printed one does not allow; *step* is the unit of the last printed digit."""
    for column in ("value", "value_to"):
        cell, expected = str(row.get(column, "")), filled.get(column)
        if not _NUMBER.fullmatch(cell):
            continue  # an empty cell is filled in; what is no number is found by its type
        if expected is None or abs(Fraction(cell) - Fraction(expected)) * 2 > abs(step):
            wanted = "nothing" if expected is None else expected
            yield column, cell, f"{wanted}, as {printed!r} says", f"Mend {column} or printed, or leave {column} empty."


def _usual_unit(row: Row, reading: PrintedNumber | None, indicators: Mapping[str, Mapping[str, str]]) -> str:
    if row["measure"] == "rank":
        return "places_from_bottom" if reading and reading.unit == RANK_FROM_BOTTOM else "place"
    own = indicators[str(row["indicator"])]["unit"] if row["indicator"] in indicators else ""
    if row["measure"] == "difference" and own == "percent":
        return "percentage_point"
    return _UNITS.get(str(row["measure"]), own)


def _sign(row: Row, printed: str) -> int:
    """1 or -1: as the value says, else the verb before the number; 0 if a number that may fall has neither."""
    if row["value"]:
        return -1 if str(row["value"]).startswith("-") else 1
    if row["measure"] not in _SIGNED:
        return 1
    words = normalize(f"{row.get('before', '')}{printed}")
    words = words[: next((at for at, sign in enumerate(words) if sign.isdigit()), len(words))]
    if re.search(rf"({_FALLS}|[-−])$", words) and not _OF_A_RATE.search(words):
        return -1
    return 1 if re.search(rf"({_RISES}|[+])$", words) and not _OF_A_RATE.search(words) else 0


def _plain(number: Fraction, step: Decimal) -> str:
    """A number to its last printed digit: 5.0 for 5.0%, 1180000000000 for 1.18万亿."""
    plain = (Decimal(number.numerator) / Decimal(number.denominator)).normalize()
    return format(plain.quantize(step.normalize()) if 0 < step < 1 else plain, "f")


def fill_from_printed(
    rows: pd.DataFrame, indicators: Mapping[str, Mapping[str, str]], units: pd.DataFrame
) -> tuple[pd.DataFrame, list[tuple[Any, Finding]]]:
    """The cells of *rows* that their printed forms give, and what says something else, with the label of its row.

    *units* are the rows of units.csv by their code. Nothing comes out for rows whose value and unit are there and whose
    printed form is the value; a cell that is not given is missing.
    """
    found: list[tuple[Any, Finding]] = []
    factors = cache(partial(unit_factor, units=units))
    incomplete = rows[(rows["printed"] != rows["value"]) | (rows["unit"] == "")]
    records: list[Row] = []
    for label, row in zip(incomplete.index, incomplete.to_dict("records"), strict=True):
        filled, findings = fill_row({str(name): cell for name, cell in row.items()}, indicators, factors)
        found += [(label, finding) for finding in findings]
        records.append(filled)
    return pd.DataFrame(records, index=incomplete.index), found


def to_faults(rows: pd.DataFrame, found: list[tuple[Any, Finding]], columns: Mapping[str, int]) -> Iterator[Fault]:
    """The findings of *rows* as faults at their cells; *columns* of a theme to those of the file."""
    for label, (column, what, expected, fix) in found:
        place: Any = rows.at[label, "where"]
        place = place._replace(column=columns.get(column, place.column))
        yield Fault(f"{place} ({column})", what or "an empty cell", expected, fix)
