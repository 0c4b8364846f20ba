"""One sheet of a workbook as JSON on standard output; run as a process of its own (workbook.py says why)."""

from __future__ import annotations

__all__ = ["main"]

import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

MOST_CELLS = 5_000_000
"""Cells between the first and the last that are used; a table of others is seldom above a million."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
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
    from openpyxl import load_workbook

    extents = _extents(path)
    shown = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    written = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    notes = []
    names = [each.title for each in shown.worksheets if each.sheet_state == "visible"]
    hidden = [each.title for each in shown.worksheets if each.sheet_state != "visible"]
    parts = {each.title: each._worksheet_path.lstrip("/") for each in shown.worksheets}
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
    height, width = extents[parts[sheet]]
    faults, rows = [], []
    pages = []
    for book in (shown, written):
        page = book[sheet]
        page.reset_dimensions()
        pages.append(page.iter_rows(min_row=1, max_row=height, min_col=1, max_col=width))
    for number, (values, formulas) in enumerate(zip(*pages, strict=True), 1):
        row = []
        for at, (cell, formula) in enumerate(zip(values, formulas, strict=True)):
            text = _text(cell)
            if formula.data_type == "f" and cell.value is None:
                faults.append(
                    (
                        f":{sheet}:{number}:{_letters(at)}",
                        "a formula without its result",
                        "a value",
                        "Open the file in a spreadsheet and save it.",
                    )
                )
            row.append(text)
        rows.append(row)
    if faults:
        return {"faults": faults}
    return {"rows": rows, "sheet": sheet, "notes": notes}


def _letters(position: int) -> str:
    name, position = "", position + 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def _extents(path: str) -> dict[str, tuple[int, int]]:
    """The last row and column with a cell, by the part of the sheet; found without building anything."""
    found = {}
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
                last = _scanned(packed, name)
                if sheet:
                    found[name] = last
                    if last[0] * last[1] > MOST_CELLS:
                        raise Refused(
                            "",
                            f"a sheet that reaches to row {last[0]:,} and column {last[1]:,}",
                            f"at most {MOST_CELLS:,} cells from its first to its last",
                            "Delete what lies far outside the table, or save it as CSV.",
                        )
    return found


def _scanned(packed: zipfile.ZipFile, name: str) -> tuple[int, int]:
    last = [0, 0]
    parser = expat.ParserCreate()

    def begins(tag: str, attributes: dict[str, str]) -> None:
        if tag in ("c", "row") or tag.endswith((":c", ":row")):
            where = _REFERENCE.fullmatch(attributes.get("r", ""))
            if where:
                column = 0
                for sign in where[1]:
                    column = column * 26 + ord(sign) - 64
                last[0], last[1] = max(last[0], int(where[2])), max(last[1], column)
            elif attributes.get("r", "").isdigit():
                last[0] = max(last[0], int(attributes["r"])) if tag.endswith("c") else last[0]
            elif tag.endswith("c"):
                last[1] = max(last[1], 1)

    def refuse(*_: Any) -> None:
        raise Refused("", "a document type in its XML", "a workbook without one", "Save it anew.")

    parser.StartElementHandler = begins
    parser.StartDoctypeDeclHandler = refuse
    with packed.open(name) as file:
        try:
            parser.ParseFile(file)
        except (expat.ExpatError, zipfile.BadZipFile, EOFError):
            raise Refused("", f"a damaged part ({name})", "a whole XLSX file", "Fetch it again.") from None
    return last[0], last[1]


def _text(cell: Any) -> str:
    """A cell as it is shown, as far as its format says it plainly."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        percent = _DECIMALS.search(cell.number_format or "")
        if percent:
            return f"{value * 100:.{len(percent[1])}f}%"
        return repr(value)
    return str(value).strip("\r\n")


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]), sys.stdout)
