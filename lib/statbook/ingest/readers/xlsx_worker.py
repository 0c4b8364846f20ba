"""One sheet of a workbook as JSON on standard output; run as a process of its own (workbook.py says why)."""

from __future__ import annotations

__all__ = ["main"]

import json
import re
import resource
import sys
import zipfile
from datetime import datetime, time
from functools import cache
from typing import Any
from xml.parsers import expat

MOST_CELLS = 5_000_000
"""Cells between the first and the last that are used; a table of others is seldom above a million."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BY_ROW = r"\2:\1"
_SCALING = re.compile(r"[0#?],+(?![0#?,])")
"""A comma behind the digits of a format shows thousands; one between them only parts them."""
_DIGITS = re.compile(r"[0#?](?:\.([0#?]+))?(?![0#?.,])")
_WORDS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS = re.compile(r"0\.?(0*)%")


class Refused(Exception):
    """What is not read: place, found, expected, and what to do."""


def main(path: str, memory: int, seconds: int, sheet: str) -> dict[str, Any]:
    """The rows of *sheet* as text, its name, and what was taken; or the faults."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        return _read(path, sheet)
    except Refused as refused:
        return {"faults": [refused.args]}


def _read(path: str, sheet: str) -> dict[str, Any]:
    from openpyxl.reader.excel import ExcelReader

    class Cells(ExcelReader):
        def read_chartsheet(self, *_: Any) -> None:
            """A sheet that is one chart has no cells, and an empty one cannot be read."""

    extents, bare, unseen = _extents(path)
    reader = Cells(path, read_only=True, data_only=True, keep_links=False)
    reader.read()
    book = reader.wb
    notes = []
    names = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    hidden = [each.title for each in book.worksheets if each.sheet_state != "visible"]
    parts = {each.title: str(vars(each)["_worksheet_path"]).lstrip("/") for each in book.worksheets}
    filled = [name for name in names if extents.get(parts[name], (0, 0)) != (0, 0)]
    if not sheet:
        if len(filled) != 1:
            told = f"{len(filled)} sheets with cells ({', '.join(filled)})" if filled else "no sheet with cells"
            raise Refused("", told, "one sheet, or its name", "Let the recipe say it: table: {sheet: NAME}.")
        sheet = filled[0]
        notes.append(f"the sheet {sheet}")
    elif sheet not in parts:
        raise Refused("", f"no sheet {sheet!r}", f"one of {', '.join(names)}", "")
    if hidden:
        notes.append(f"hidden sheets are left aside: {', '.join(hidden)}")
    if bare.get(parts[sheet]):
        fix = "Open the file in a spreadsheet and save it."
        cells = [_REFERENCE.sub(_BY_ROW, cell) for cell in bare[parts[sheet]]]
        where = [f":{sheet}:{cell}" for cell in cells]
        return {"faults": [(each, "a formula without its result", "a value", fix) for each in where]}
    if unseen.get(parts[sheet]):
        notes.append(f"hidden rows are read too: {unseen[parts[sheet]]}")
    height, width = extents[parts[sheet]]
    page = book[sheet]
    page.reset_dimensions()
    rows: list[list[str]] = []
    scaled: list[str] = []
    rounded = 0
    for line in page.iter_rows(min_row=1, max_row=height, min_col=1, max_col=width):
        rows.append([_text(cell) for cell in line])
        for cell in line:
            if isinstance(cell.value, int | float):
                scales, decimals = _shown(str(cell.number_format or ""))
                scaled += [f":{sheet}:{cell.row}:{cell.column_letter}"] if scales else []
                rounded += decimals is not None and round(float(cell.value), decimals) != float(cell.value)
    if scaled:
        fix = "Show the numbers as they are, or save the table as CSV."
        words = ("a number shown in thousands by its format", "numbers as stored", fix)
        return {"faults": [(each, *words) for each in scaled]}
    if rounded:
        notes.append(f"numbers that their format shows rounded are taken as stored: {rounded}")
    return {"rows": rows, "sheet": sheet, "notes": notes}


def _extents(path: str) -> tuple[dict[str, tuple[int, int]], dict[str, list[str]], dict[str, int]]:
    """The last row and column with a cell, the formulas without a result and the number of hidden rows, by part.

    Found without building anything, so that it takes no more than the file itself.
    """
    extents, bare, unseen = {}, {}, {}
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            found = _Scan()
            found.read(packed, name)
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                extents[name], bare[name] = (found.row, found.column), found.bare
                unseen[name] = len(found.hidden)
                if found.row * found.column > MOST_CELLS:
                    raise Refused(
                        "",
                        f"a sheet that reaches to row {found.row:,} and column {found.column:,}",
                        f"at most {MOST_CELLS:,} cells from its first to its last",
                        "Delete what lies far outside the table, or save it as CSV.",
                    )
    return extents, bare, unseen


class _Scan:
    """What one pass over a part tells: the last row and column of its cells, hidden rows, formulas without a value."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.bare: list[str] = []
        self.hidden: set[int] = set()
        self._unseen = False
        self._cell = ""
        self._formula = self._value = self._inside = False
        self._columns: dict[str, int] = {}

    def read(self, packed: zipfile.ZipFile, name: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begins
        parser.EndElementHandler = self._ends
        parser.CharacterDataHandler = self._says
        parser.StartDoctypeDeclHandler = self._refuse
        with packed.open(name) as file:
            try:
                parser.ParseFile(file)
            except (expat.ExpatError, zipfile.BadZipFile, EOFError):
                raise Refused("", f"a damaged part ({name})", "a whole XLSX file", "Fetch it again.") from None

    def _begins(self, tag: str, attributes: dict[str, str]) -> None:
        bare = tag.rpartition(":")[2]
        if bare == "c":
            # The result of a formula may be no text at all, which is a result.
            self._cell, self._formula, self._value = attributes.get("r", ""), False, attributes.get("t") == "str"
            found = _REFERENCE.fullmatch(self._cell)
            column, row = (self._number(found[1]), int(found[2])) if found else (1, 1)
            self.row, self.column = max(self.row, row), max(self.column, column)
            if self._unseen:
                self.hidden.add(row)
        elif bare == "row":
            self._unseen = attributes.get("hidden") in ("1", "true")
        elif bare == "f":
            self._formula = True
        self._inside = bare == "v"

    def _says(self, text: str) -> None:
        self._value = self._value or (self._inside and bool(text.strip()))

    def _ends(self, tag: str) -> None:
        self._inside = False
        if self._formula and tag.rpartition(":")[2] == "c" and not self._value:
            self.bare.append(self._cell)

    def _number(self, letters: str) -> int:
        """The column that *letters* name; A is 1."""
        if letters not in self._columns:
            number = 0
            for sign in letters:
                number = number * 26 + ord(sign) - 64
            self._columns[letters] = number
        return self._columns[letters]

    def _refuse(self, *_: Any) -> None:
        raise Refused("", "a document type in its XML", "a workbook without one", "Save it anew.")


@cache
def _shown(form: str) -> tuple[bool, int | None]:
    """Whether a format shows thousands for units, and how many decimals it shows; None for all, and for percentages."""
    plain = "" if form in ("General", "@") else _WORDS.sub("", form).split(";")[0]
    found = None if "%" in plain else _DIGITS.search(plain)
    return bool(_SCALING.search(plain)), None if found is None else len(found[1] or "")


def _text(cell: Any) -> str:
    """A cell as it is shown, as far as its format says it plainly."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, int | float):
        percent = _DECIMALS.search(cell.number_format or "")
        if percent:
            return f"{value * 100:.{len(percent[1])}f}%"
        return repr(value)
    return str(value).strip("\r\n")


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]), sys.stdout)
