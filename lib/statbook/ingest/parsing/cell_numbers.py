"""What a cell says besides its unit: marks that the recipe explains, and which sign stands before the decimals."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.period_parser import read_period
from statbook.ingest.parsing.unit_parser import UnitParser, is_missing
from statbook.ingest.readers.grid import Grid, normalize_name, row_faults
from statbook.store.grouping import map_columns
from statbook.store.printed_number import is_number, parse_cell

STATUSES = ("actual", "preliminary", "estimate", "forecast", "target")
_AMBIGUOUS = re.compile(r"[+\-−]?[1-9]\d{0,2}([,.])\d{3}")
_SWAPPED = str.maketrans(",.", ".,")


class CellNumber(NamedTuple):
    """The parts of a cell.

    number      the text of the number, with a point before its decimals
    inside      words for a unit in the cell
    mark_status the status that a mark says
    mark_note   what marks say otherwise
    is_unclear  whether the print alone does not tell the number: 持平, 52,3
    missing     whether it says that there is no number
    """

    number: str
    inside: str = ""
    mark_status: str = ""
    mark_note: str = ""
    is_unclear: bool = False
    missing: bool = False


def read_cell(
    text: str,
    units: UnitParser,
    marks: Mapping[str, str | float],
    decimal: str = "",
    missing: frozenset[str] = frozenset(),
) -> CellNumber:
    """The parts of a cell; *marks* is that section of a recipe, *decimal* the sign before decimals if it says one.

    *missing* are its further signs for a missing number, in lower case.

    >>> read_cell("5.2(p)", UnitParser([]), {"p": "preliminary"}).mark_status
    'preliminary'
    """
    is_plain = not marks and not decimal and is_number(text)
    if is_plain and not missing:
        return CellNumber(text)  # as most are
    if is_missing(text, missing):
        return CellNumber(text, missing=True)
    if is_plain:
        return CellNumber(text)
    bare, status, notes = _split_marks(text, marks)
    value = marks.get(bare, "")
    if bare in marks and str(value) not in STATUSES and parse_cell(str(value)) is not None:
        return CellNumber(str(value), "", status, " ".join(notes), is_unclear=True)
    plain = bare.translate(_SWAPPED) if decimal == "," else bare
    number, inside = (plain, "") if parse_cell(plain) is not None else units.split_cell(plain)
    if parse_cell(number) is None:
        return CellNumber(text)
    return CellNumber(number, inside, status, " ".join(notes), plain != bare)


def _split_marks(text: str, marks: Mapping[str, str | float]) -> tuple[str, str, list[str]]:
    """A cell without the marks behind it, the status and the notes that they say."""
    bare, status = text, ""
    notes: list[str] = []
    while True:
        found = next((mark for mark in sorted(marks, key=len, reverse=True) if _without(bare, mark)), None)
        meaning = str(marks[found]) if found else ""
        if found is None or parse_cell(meaning) is not None:
            return bare, status, notes
        bare = _without(bare, found)
        if meaning in STATUSES:
            status = meaning
        else:
            notes.insert(0, meaning)


def split_period_marks(texts: pd.Series, marks: Mapping[str, str | float]) -> pd.DataFrame:
    """Each text without the marks behind a period (2025E, 2021①), with the `status` and the `note` that they say."""

    def split(text: str) -> tuple[str, str, str]:
        bare, status, notes = ("", "", []) if read_period(text) else _split_marks(text, marks)
        return (bare, status, " ".join(notes)) if read_period(bare) else (text, "", "")

    return map_columns(texts, split, ["text", "status", "note"])


def _without(text: str, mark: str) -> str:
    """A cell without a mark at its end, alone or in brackets; empty if it does not end so, or is nothing else."""
    for sign in (mark, f"({mark})", f"（{mark}）", f"[{mark}]"):
        if text.endswith(sign) and text != sign:
            return text.removesuffix(sign).strip()
    return ""


def decimal_faults(cells: pd.DataFrame, grid: Grid, decimal: str) -> Iterator[Fault]:
    """Numbers such as 52,300 in a file with semicolons: thousands, or a decimal comma? Another number may tell."""
    if decimal == "," and grid.sheet:
        yield Fault(grid.name, "a workbook", "CSV, where commas stand before decimals", "Omit table: decimal.")
    if grid.delimiter != ";" or decimal:
        return
    numbers = cells["number"].map(normalize_name)
    told = numbers.str.fullmatch(r"[+\-−]?(\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})").any()
    points = numbers.str.contains(r"\d\.(?:\d{1,2}|\d{4,})$").any()
    if told or (points and not numbers.str.contains(",").any()):
        return
    texts = cells["number"].map(lambda text: bool(_AMBIGUOUS.fullmatch(text.strip())))
    wrong = cells[texts & ~cells["number"].duplicated()].head(3)
    if len(wrong):
        wrong = wrong.assign(one=wrong["number"].str.replace(r"[,.]", "", regex=True))
        wrong = wrong.assign(other=wrong["number"].str.replace(",", "."))
        fix = "It may be {one} or {other}: say which in the recipe, table: {{decimal: '.'}} or {{decimal: ','}}."
        yield from row_faults(wrong, "{text!r}", "a number that is clear without a point", fix)
