"""Checks that value, unit and bound of each row agree with its printed form, which is parsed again.

Whether `printed` stands in the source text is another question (offsets.py); together they lead from a number
to the text, so that a digit altered in only one of the columns is found out, with or without the texts.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.store.package import Package, read_table
from statbook.store.printed_number import BOUND_WORDS, RANK, RANK_FROM_BOTTOM, PrintedNumber, parse_cell, parse_printed

_MIRRORED = {"more_than": "less_than", "less_than": "more_than", "at_least": "at_most", "at_most": "at_least"}
"""A fall of more than 40 is a change of less than -40: the column `bound` speaks of the signed value."""
_TIMES, _PERCENT_IN_MULTIPLES = "倍", 100
"""增长3倍 is growth of 300 percent."""
_COUNTED = {"count", "ratio"}
ANY = 1000
"""Zero is every power of ten of zero."""
_OF_SCALES = {0, 3, 4, 6, 8, 9, 12}
"""Powers of ten of the units in which tables count: 元, 千, 万, 百万, 亿, billions, 万亿."""
_APART = 2
_SWAPPED = str.maketrans(",.", ".,")
"""Tables may have a comma before decimals."""
_WITHOUT_SCALE = {"percent", "percentage_point", "multiple"}
"""Quantities that nobody counts in thousands."""
_LINE = re.compile(r"\d+$")
_NOTE_SIGNS = re.compile(r"(?<=\d)\s*(?:[(（\[]\d{1,2}[)）\]]|[①-⑳])+$")
"""Signs of notes behind the number of a cell, which a recipe explains: 471(1)."""
_QUOTED = re.compile(r"\((\S+?)\)")


def check_printed(package: Package) -> list[Fault]:
    """Rows of the themes and of prints.csv that say something else than their printed form; signs are not compared.

    A bound without a word in `printed` is allowed where the note quotes the word in brackets: (超).
    Numbers of a table are set in the unit of their column, not in words: there, all numbers of one series in one
    column are the printed number times the same power of ten, signs included. A column of units may set one row in
    亿元 and the next in 万元: another power is allowed if a word of scale has it and it lies two or more from the usual
    one, so that a row ten times too large (which in 亿 would be 十亿) is still found.
    """
    tables = ((name, read_table(package, name)) for name in (*package.themes, "prints"))
    return [fault for name, table in tables for fault in check_printed_rows(package, name, table)]


def check_printed_rows(package: Package, name: str, table: pd.DataFrame) -> list[Fault]:
    """The same for the rows *table*, which have the columns of the table *name*."""
    units = read_table(package, "units").set_index("unit")
    factor = cache(partial(unit_factor, units=units))
    where, found = f"data/{package.path(name).name}", []
    of_a_table = table["cell"] != ""
    for line in table.index[of_a_table == (table["offset"] != "")] if name == "prints" else ():
        found.append(Fault(f"{where}:{line}: offset", "both or neither", "an offset or a cell"))
    of_a_text = table[~of_a_table]
    for line, row in zip(of_a_text.index, of_a_text.to_dict("records"), strict=True):
        found += _differences(f"{where}:{line}", row, factor)
    return [*found, *_out_of_scale(where, table[of_a_table], units["quantity"])]


def _out_of_scale(where: str, rows: pd.DataFrame, quantities: pd.Series) -> Iterator[Fault]:
    """Numbers of tables that are a power of ten of what is printed which neither most of their column nor a scale has."""
    series = [column for column in ("indicator", "measure") if column in rows]
    rows = rows.assign(column=rows["cell"].str.replace(_LINE, "", regex=True))
    powers: dict[tuple[Any, ...], list[tuple[int, int | None]]] = {}
    cells = (rows[name].tolist() for name in ("source", "column", "unit", *series, "value", "printed"))
    for line, *key, value, printed in zip(rows.index.tolist(), *cells, strict=True):
        # Most tables print the value itself, and zero is any power of ten of itself.
        power = 0 if value == printed and value.strip("0.") else _power(value, printed)
        if power != ANY:
            powers.setdefault(tuple(key), []).append((line, power))
    for (_, _, unit, *_), found in powers.items():
        scales = set() if quantities[unit] in _WITHOUT_SCALE else _OF_SCALES
        usual = Counter(power for _, power in found if power is not None).most_common(1)
        for line, power in found:
            if not usual or not _as_usual(power, usual[0][0], scales):
                value, printed = str(rows.at[line, "value"]), str(rows.at[line, "printed"]).translate(_SWAPPED)
                if usual and rows.at[line, "step"] and _power(value, printed) == usual[0][0]:
                    continue  # 1.234 is a thousand and more where a comma stands before decimals
                more = f" times 10 to the {usual[0][0]}, as in the rest of its column" if usual else ""
                expected, value = f"{rows.at[line, 'printed']!r}{more}", str(rows.at[line, "value"])
                yield Fault(f"{where}:{line}: value", value, expected, "Mend value or printed.")


def _as_usual(power: int | None, usual: int, scales: set[int]) -> bool:
    """Whether a power is that of the column, or that of another unit in which a row of it may be set."""
    return power == usual or (power in scales and abs(power - usual) >= _APART)


def _power(value: str, printed: str) -> int | None:
    """The power of ten that leads from the printed number to the value: ANY for zeros, None if there is none."""
    printed = _NOTE_SIGNS.sub("", printed)
    number = parse_cell(printed)
    if number is None:
        number = parse_cell(printed.translate(_SWAPPED))
    if number is None:
        reading = parse_printed(printed)
        if reading is None and not Decimal(value) and not re.search(r"\d", printed):
            return ANY
        if reading is None or reading.value_to is not None:
            return None
        number = reading.value.copy_sign(Decimal(value))
    own = Decimal(value)
    if not own and not number:
        return ANY
    power = own.adjusted() - number.adjusted()
    return power if own == number.scaleb(power) else None


def _differences(
    where: str, row: Mapping[Hashable, Any], factors: Callable[[str, str], Fraction | None]
) -> Iterator[Fault]:
    printed = str(row["printed"])
    reading = parse_printed(printed)
    if reading is None:
        yield Fault(f"{where}: printed", repr(printed), "one number that can be read", "Cut it down to its number.")
        return
    factor = factors(reading.unit, str(row["unit"]))
    if factor is None:
        yield Fault(f"{where}: unit", str(row["unit"]), f"the unit of {printed!r}", "Mend unit or printed.")
        return
    numbers = [None if number is None else Fraction(number) * factor for number in (reading.value, reading.value_to)]
    if None not in numbers and _falls(row):
        numbers.reverse()
    for column, expected in zip(("value", "value_to"), numbers, strict=True):
        cell = str(row.get(column, ""))
        if (abs(Fraction(cell)) if cell else None) != expected:
            wanted = "nothing" if expected is None else f"{_plain_number(expected)} without its sign"
            mend = f"Mend {column} or printed."
            yield Fault(f"{where}: {column}", cell or "an empty cell", f"{wanted}, as {printed!r} says", mend)
    bounds = allowed_bounds(reading, row)
    if row["bound"] not in bounds:
        wanted = f"{' or '.join(sorted(bounds))}, as {printed!r} says"
        mend = "Mend bound or printed, or quote the word in the note: (超)."
        yield Fault(f"{where}: bound", str(row["bound"]), wanted, mend)


def allowed_bounds(reading: PrintedNumber, row: Mapping[Hashable, Any]) -> set[str]:
    """The bounds that a *row* may have whose printed form reads so; only its value and its note matter."""
    allowed = set(reading.bounds)
    if allowed == {"exact"}:
        allowed |= {BOUND_WORDS[word] for word in _QUOTED.findall(str(row.get("note", ""))) if word in BOUND_WORDS}
    return {_MIRRORED.get(bound, bound) for bound in allowed} if _falls(row) else allowed


def _falls(row: Mapping[Hashable, Any]) -> bool:
    return str(row["value"]).startswith("-")


def unit_factor(words: str, unit: str, units: pd.DataFrame) -> Fraction | None:
    """What a number in the printed unit is multiplied with to be in *unit*; None if it is of another kind.

    *words* are those behind the number, as parse_printed tells them; *units* are the rows of units.csv by their code.
    Without a printed unit the row's own is taken; nouns that are counted (家, 户) may stand for any count.
    """
    own = units.loc[unit]
    places = {RANK, RANK_FROM_BOTTOM}
    if not words or words == own["name_zh"]:
        return Fraction(1)
    if words in places or own["name_zh"] in places:
        return None
    bare = words.removeprefix("个").casefold()
    if bare == _TIMES and own["quantity"] == "percent":
        return Fraction(_PERCENT_IN_MULTIPLES)
    printed, there = "", own
    for _, row in units[units["symbol_zh"] != ""].iterrows():
        sign = str(row["symbol_zh"]).removeprefix("个")
        if bare.startswith(sign.casefold()) and len(sign) > len(printed):
            printed, there = sign, row
    if not printed:
        return Fraction(1) if own["quantity"] in _COUNTED else None
    if any(str(own[column]).removeprefix("个").startswith(printed) for column in ("name_zh", "symbol_zh")):
        return Fraction(1)
    if there["quantity"] != own["quantity"]:
        return None
    return Fraction(str(there["factor"])) / Fraction(str(own["factor"]))


def _plain_number(number: Fraction) -> str:
    return format(Decimal(number.numerator) / Decimal(number.denominator), "f")
