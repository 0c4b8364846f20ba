"""Print one sheet of a workbook as JSON; `xlsx_reader` runs this module as a child process and says why."""

from __future__ import annotations

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
"""Cells between the first and the last used one; published tables seldom have more than a million."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SCALING = re.compile(r"[0#?],+(?![0#?,])")
"""A comma after the digits of a format divides by a thousand; one between them only groups digits."""
_DIGITS = re.compile(r"[0#?](?:\.([0#?]+))?(?![0#?.,])")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_DECIMALS = re.compile(r"0\.?(0*)%")


class Refused(Exception):
    """What in the workbook is not read, in one place or more: each with place, found, expected, fix."""


def main(path: str, memory: int, seconds: int, sheet: str) -> dict[str, Any]:
    """The rows of *sheet* as text, its name and notes on what was detected; or the faults."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        return _read(path, sheet)
    except Refused as refused:
        return {"faults": refused.args}


def _read(path: str, wanted: str) -> dict[str, Any]:
    from openpyxl.reader.excel import ExcelReader

    class SheetReader(ExcelReader):
        def read_chartsheet(self, *_: Any) -> None:
            """Skip sheets that are one chart: they have no cells, and an empty one cannot be read."""

    scans = _scan_parts(path)
    reader = SheetReader(path, read_only=True, data_only=True, keep_links=False)
    reader.read()
    sheets = {
        each.title: scans.get(str(vars(each)["_worksheet_path"]).lstrip("/"), _Scan()) for each in reader.wb.worksheets
    }
    visible = [each.title for each in reader.wb.worksheets if each.sheet_state == "visible"]
    hidden = [name for name in sheets if name not in visible]
    filled = [name for name in visible if sheets[name].row]
    notes = []
    if not wanted and len(filled) != 1:
        found = f"{len(filled)} sheets with cells ({', '.join(filled)})" if filled else "no sheet with cells"
        raise Refused(("", found, "one sheet, or its name", "Name it in the recipe: table: {sheet: NAME}."))
    if wanted and wanted not in sheets:
        raise Refused(("", f"no sheet {wanted!r}", f"one of {', '.join(visible)}", ""))
    sheet = wanted or filled[0]
    scan = sheets[sheet]
    notes += [] if wanted else [f"the sheet {sheet}"]
    notes += [f"hidden sheets are ignored: {', '.join(hidden)}"] if hidden else []
    if scan.formulas_without_value:
        cells = [_REFERENCE.sub(r"\2:\1", cell) for cell in scan.formulas_without_value]
        words = ("a formula without its result", "a value", "Open the file in a spreadsheet and save it.")
        raise Refused(*((f":{sheet}:{cell}", *words) for cell in cells))
    notes += [f"hidden rows are read too: {len(scan.hidden_rows)}"] if scan.hidden_rows else []
    page = reader.wb[sheet]
    page.reset_dimensions()
    rows, scaled, rounded = _read_cells(page, scan)
    if scaled:
        fix = "Show the numbers as they are, or save the table as CSV."
        words = ("a number shown in thousands by its format", "numbers as stored", fix)
        raise Refused(*((f":{sheet}:{cell}", *words) for cell in scaled))
    notes += [f"numbers that their format shows rounded are read as stored: {rounded}"] if rounded else []
    return {"rows": rows, "sheet": sheet, "notes": notes}


def _read_cells(page: Any, scan: _Scan) -> tuple[list[list[str]], list[str], int]:
    """The cells as text, the places of numbers shown in thousands, and how many numbers are shown rounded."""
    rows, scaled, rounded = [], [], 0
    for line in page.iter_rows(max_row=scan.row, max_col=scan.column):
        rows.append([_cell_text(cell) for cell in line])
        for cell in line:
            if isinstance(cell.value, int | float):
                scales, decimals = _parse_format(str(cell.number_format or ""))
                scaled += [f"{cell.row}:{cell.column_letter}"] if scales else []
                rounded += decimals is not None and round(float(cell.value), decimals) != float(cell.value)
    return rows, scaled, rounded


def _scan_parts(path: str) -> dict[str, _Scan]:
    """One pass over every part; the scans of the sheets. It builds nothing, so needs no more memory than the file."""
    scans = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                scan = _Scan()
                scan.read(archive, name)
                if name.startswith("xl/worksheets/"):
                    scans[name] = scan
                if name in scans and scan.row * scan.column > MOST_CELLS:
                    found = f"a sheet that extends to row {scan.row:,} and column {scan.column:,}"
                    expected = f"at most {MOST_CELLS:,} cells from its first to its last"
                    raise Refused(("", found, expected, "Delete what lies far outside the table, or save it as CSV."))
    return scans


class _Scan:
    """The last row and column with a cell, hidden rows that have cells, and formulas without a stored value."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.formulas_without_value: list[str] = []
        self.hidden_rows: set[int] = set()
        self._row_is_hidden = self._has_formula = self._has_value = self._in_value = False
        self._cell = ""

    def read(self, archive: zipfile.ZipFile, name: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        with archive.open(name) as file:
            try:
                parser.ParseFile(file)
            except (expat.ExpatError, zipfile.BadZipFile, EOFError):
                raise Refused(("", f"a damaged part ({name})", "a complete XLSX file", "Download it again.")) from None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell, self._has_formula = attributes.get("r", ""), False
            self._has_value = attributes.get("t") == "str"  # a formula may result in an empty text
            found = _REFERENCE.fullmatch(self._cell)
            row, column = (int(found[2]), _column_number(found[1])) if found else (1, 1)
            self.row, self.column = max(self.row, row), max(self.column, column)
            if self._row_is_hidden:
                self.hidden_rows.add(row)
        elif name == "row":
            self._row_is_hidden = attributes.get("hidden") in ("1", "true")
        elif name == "f":
            self._has_formula = True
        self._in_value = name == "v"

    def _text(self, text: str) -> None:
        self._has_value = self._has_value or (self._in_value and bool(text.strip()))

    def _end(self, tag: str) -> None:
        self._in_value = False
        if self._has_formula and tag.rpartition(":")[2] == "c" and not self._has_value:
            self.formulas_without_value.append(self._cell)

    def _refuse_doctype(self, *_: Any) -> None:
        raise Refused(("", "a document type in its XML", "a workbook without one", "Save it again."))


@cache
def _column_number(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@cache
def _parse_format(code: str) -> tuple[bool, int | None]:
    """Whether a number format divides by thousands, and the decimals that it shows; None for all and for percent."""
    plain = "" if code in ("General", "@") else _LITERALS.sub("", code).split(";")[0]
    found = None if "%" in plain else _DIGITS.search(plain)
    return bool(_SCALING.search(plain)), None if found is None else len(found[1] or "")


def _cell_text(cell: Any) -> str:
    """A cell as displayed, as far as its format says so plainly."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, int | float) and not isinstance(value, bool):
        percent = _PERCENT_DECIMALS.search(cell.number_format or "")
        return f"{value * 100:.{len(percent[1])}f}%" if percent else repr(value)
    return str(value).strip("\r\n")


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]), sys.stdout)
