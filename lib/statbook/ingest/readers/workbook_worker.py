"""Print sheets of a workbook as JSON; `workbook_reader` runs this module as a child process and says why."""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from statbook.ingest.readers import number_format
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.format_sections import UnclearFormat
from statbook.ingest.readers.number_format import show
from statbook.ingest.readers.ods_cells import read_ods
from statbook.ingest.readers.ods_styles import ODS_PARTS
from statbook.ingest.readers.workbook_cells import Cell, Refused, Sheet, check_xml
from statbook.ingest.readers.xlsx_cells import read_xlsx

MOST_CELLS = 5_000_000
"""Cells between the first and the last used one; published tables seldom have more than a million."""
_MOST_FAULTS = 50
_NOTES = {
    number_format.ROUNDED: "numbers stored with more digits than their format shows are taken as shown",
    number_format.TIE: "numbers that spreadsheets round differently are taken as stored",
    number_format.SIGN: "numbers whose format shows the sign in its own way, as (5.3), keep the sign of their value",
    number_format.WORD: "numbers that their format shows as a word, a mark or nothing are taken as shown",
}
_AS_PLAIN = "Format the cells as plain numbers or days, or save the table as CSV."


def main(path: str, memory: int, seconds: int, wanted: list[str]) -> dict[str, Any]:
    """The rows of each sheet that is *wanted* as text, its name and notes on what was detected; or the faults."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            is_ods = "xl/workbook.xml" not in names
            for name in names:
                if name in ODS_PARTS if is_ods else name.endswith((".xml", ".rels")):
                    check_xml(archive, name)
            return _read(read_ods(archive) if is_ods else read_xlsx(archive), wanted)
    except etree.XMLSyntaxError:
        return {"faults": [("", "a damaged part", "a complete file", "Download it again.")]}
    except Refused as refused:
        return {"faults": refused.args}


def _read(sheets: list[Sheet], wanted: list[str]) -> dict[str, Any]:
    hidden = [each.name for each in sheets if not each.is_visible]
    chosen = _choose(sheets, wanted)
    notes = [] if wanted else [f"the sheet {chosen[0].name}"]
    read_too = {each.name for each in chosen} & {*hidden}
    ignored = [name for name in hidden if name not in read_too]
    notes += [f"hidden sheets are ignored: {', '.join(ignored)}"] if ignored else []
    read: list[dict[str, Any]] = []
    faults: list[tuple[str, ...]] = []
    for each in chosen:
        try:
            rows, further, merged = _read_rows(each)
            further += [f"a hidden sheet is read too: {each.name}"] if each.name in read_too else []
            read.append({"rows": rows, "sheet": each.name, "notes": [*notes, *further], "merged": merged})
        except Refused as refused:
            faults += refused.args
    if faults:
        raise Refused(*faults[:_MOST_FAULTS])
    return {"sheets": read}


def _choose(sheets: list[Sheet], wanted: list[str]) -> list[Sheet]:
    """The sheets of these names, or of names like those with an asterisk, in the order of the file; or the only one."""
    by_name = {each.name: each for each in sheets}
    visible = [each for each in sheets if each.is_visible]
    filled = [each for each in visible if next(each.cells(), None)]
    if not filled and not by_name.keys() & {*wanted}:
        fix = "Nothing is in the workbook that is not hidden: save or download it again."
        raise Refused(("", "no sheet with cells", "a table", fix))
    if wanted:
        found: list[Sheet] = []
        for name in wanted:
            like = re.compile(".*".join(map(re.escape, name.split("*"))))
            alike = [each for each in visible if "*" in name and like.fullmatch(each.name) and next(each.cells(), None)]
            own = [by_name[name]] if name in by_name else alike
            if not own:
                raise Refused(("", f"no sheet {name!r}", f"one of {', '.join(each.name for each in visible)}", ""))
            found += own
        return [each for each in sheets if each in found]
    if len(filled) != 1:
        found_words = f"{len(filled)} sheets with cells ({', '.join(each.name for each in filled)})"
        fix = "Name it in the recipe: table: {sheet: NAME}, or several that look alike: {sheets: [NAME, NAME]}."
        raise Refused(("", found_words, "one sheet, or its name", fix))
    return filled


def _read_rows(sheet: Sheet) -> tuple[list[list[str]], list[str], list[tuple[int, ...]]]:
    """The cells of *sheet* as they show, notes on what is to be said about them, and ranges of merged ones.

    Raises Refused with all faults.
    """
    texts: dict[int, dict[int, str]] = {}
    height = width = 0
    hidden, hidden_columns = set[int](), set[int]()
    remarks: Counter[str] = Counter()
    faults: list[tuple[str, str, str, str]] = []
    merged: list[tuple[int, ...]] = []
    for cell in sheet.cells():
        if cell.merged:
            merged.append((cell.row, cell.column, *cell.merged))
            continue
        height, width = max(height, cell.row), max(width, cell.column)
        if height * width > MOST_CELLS:
            found = f"a sheet that extends to row {height:,} and column {width:,}"
            expected = f"at most {MOST_CELLS:,} cells from its first to its last"
            raise Refused(("", found, expected, "Delete what lies far outside the table, or save it as CSV."))
        if cell.is_hidden:
            hidden.add(cell.row)
        if cell.is_column_hidden:
            hidden_columns.add(cell.column)
        text, own, fault = _show_cell(cell, sheet)
        texts.setdefault(cell.row, {})[cell.column] = text
        if own:
            remarks.update(own)
        if fault:
            faults.append((f":{sheet.name}:{cell.row}:{column_letters(cell.column - 1)}", *fault))
    if faults:
        raise Refused(*faults[:_MOST_FAULTS])
    notes = [f"hidden rows are read too: {len(hidden)}"] if hidden else []
    letters = [column_letters(column - 1) for column in sorted(hidden_columns)]
    notes += [f"hidden columns are read too: {', '.join(letters)}"] if letters else []
    notes += [f"{words}: {remarks[remark]}" for remark, words in _NOTES.items() if remarks[remark]]
    return [*_fill_rows(texts, height, width)], notes, merged


def _fill_rows(texts: dict[int, dict[int, str]], height: int, width: int) -> Iterator[list[str]]:
    for row in range(1, height + 1):
        line = texts.get(row, {})
        yield [line.get(column, "") for column in range(1, width + 1)]


def _show_cell(cell: Cell, sheet: Sheet) -> tuple[str, frozenset[str], tuple[str, str, str] | None]:
    """The text of a cell, remarks on it, and a fault if it cannot be read."""
    if cell.fault or cell.value is None:
        return "", frozenset(), cell.fault
    if cell.value == 0 and not isinstance(cell.value, bool) and not sheet.shows_zeros:
        return "", frozenset({number_format.WORD}), None
    try:
        shown = show(cell.value, cell.code, is_1904=sheet.is_1904)
    except UnclearFormat as unclear:
        found = f"{unclear} ({cell.value} in the number format {cell.code})"
        return "", frozenset(), (found, "a number or a day as spreadsheets show it", _AS_PLAIN)
    if number_format.SCALED in shown.remarks:
        found = f"a number shown in thousands by its format ({cell.value} as {shown.text} in {cell.code})"
        fix = "Show the numbers as they are, or save the table as CSV."
        return "", frozenset(), (found, "numbers as stored", fix)
    is_number = not isinstance(cell.value, str)
    return shown.text.strip() if is_number else shown.text, shown.remarks, None


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4])), sys.stdout)
