"""Cells of an ODS workbook as stored, with their number formats.

The text that the file holds beside a number is not read: spreadsheets ignore it, and programs write others into it.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from math import isfinite
from typing import Any

from lxml import etree

from statbook.ingest.readers.ods_styles import Style, Styles, read_styles
from statbook.ingest.readers.rich_text import Run
from statbook.ingest.readers.workbook_cells import FORMULA, STRUCK, Cell, Sheet, open_part, text_cell

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{_URN}{name}:1.0}}" for name in ("office", "table", "text"))
_DEFAULTS = {"percentage": "0.00%", "date": "yyyy-mm-dd", "time": "[h]:mm:ss"}
"""Formats of values whose cell names none."""
_DURATION = re.compile(r"(-)?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_MOST_REPEATED, _MOST_COLUMNS = 5_000_000, 16_384
"""Cells that repeated rows, and columns that a repeated cell may stand for. Of more only the last is read: it shows how
far the sheet extends, for which it is refused."""


def read_ods(archive: zipfile.ZipFile) -> list[Sheet]:
    """The sheets of the workbook."""
    styles = read_styles(archive)
    sheets: list[Sheet] = []
    with open_part(archive, "content.xml") as file:
        tags = (f"{_TABLE}table", f"{_TABLE}table-row")
        for event, each in etree.iterparse(file, ("start", "end"), tag=tags, resolve_entities=False):
            if each.tag == tags[1]:
                _forget(each, event)
            elif event == "start" and not _is_nested(each):
                name, is_hidden = each.get(f"{_TABLE}name", ""), each.get(f"{_TABLE}style-name") in styles.hidden
                sheets.append(Sheet(name, not is_hidden, partial(_read_cells, archive, len(sheets), styles)))
    return sheets


def _is_nested(element: Any) -> bool:
    """Whether a table or a part of one lies in a drawing or in a cell of another table."""
    return next(element.iterancestors(f"{_TABLE}shapes", f"{_TABLE}table-cell"), None) is not None


def _forget(row: Any, event: str) -> None:
    """Release a row that has been read, and those before it."""
    if event == "end" and not _is_nested(row):
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]


def _read_cells(archive: zipfile.ZipFile, number: int, styles: Styles) -> Iterator[Cell]:
    """The cells of the sheet of this number, repeated ones as often as they stand for."""
    with open_part(archive, "content.xml") as file:
        at = -1
        usual: list[tuple[int, str | None, bool]] = []
        row = repeated = 0
        tags = (f"{_TABLE}table", f"{_TABLE}table-column", f"{_TABLE}table-row")
        for event, each in etree.iterparse(file, ("start", "end"), tag=tags, resolve_entities=False):
            kind = etree.QName(each).localname
            if _is_nested(each):
                continue
            if kind == "table":
                at += event == "start"
                if event == "end" and at == number:
                    return
            elif event == "end" and at == number and kind == "table-column":
                style = each.get(f"{_TABLE}default-cell-style-name")
                usual.append((int(each.get(f"{_TABLE}number-columns-repeated", 1)), style, _is_hidden(each)))
            elif event == "end" and kind == "table-row":
                times = int(each.get(f"{_TABLE}number-rows-repeated", 1))
                if at == number:
                    cells = list(_read_row(each, row + 1, styles, usual))
                    repeated += len(cells) * times
                    yield from cells
                    for offset in range(1, times) if cells and repeated <= _MOST_REPEATED else {times - 1} - {0}:
                        yield from (cell._replace(row=row + offset + 1) for cell in cells)
                    row += times
                _forget(each, event)


def _read_row(line: Any, row: int, styles: Styles, usual: list[tuple[int, str | None, bool]]) -> Iterator[Cell]:
    """The cells of a row that are not empty."""
    is_hidden = _is_hidden(line)
    of_row = line.get(f"{_TABLE}default-cell-style-name")
    column = 0
    for each in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = int(each.get(f"{_TABLE}number-columns-repeated", 1))
        if each.tag == f"{_TABLE}table-cell":
            own, is_column_hidden = _of_column(usual, column)
            style = styles.cell(each.get(f"{_TABLE}style-name"), of_row, own)
            cell = _read_cell(each, (row, column + 1), style, styles)
            if cell:
                cell = cell._replace(is_hidden=is_hidden, is_column_hidden=is_column_hidden)
                yield cell
                for offset in range(1, times) if times <= _MOST_COLUMNS else {times - 1}:
                    is_column_hidden = _of_column(usual, column + offset)[1]
                    yield cell._replace(column=column + offset + 1, is_column_hidden=is_column_hidden)
                height, width = (int(each.get(f"{_TABLE}number-{name}-spanned", 1)) for name in ("rows", "columns"))
                if height > 1 or width > 1:
                    yield Cell(row, column + 1, None, merged=(row + height - 1, column + width))
        column += times


def _is_hidden(element: Any) -> bool:
    """Whether a row or a column is not shown."""
    return str(element.get(f"{_TABLE}visibility", "visible")) != "visible"


def _of_column(usual: list[tuple[int, str | None, bool]], column: int) -> tuple[str | None, bool]:
    """The style of the cells of a column that name none, and whether the column is hidden."""
    for times, style, is_hidden in usual:
        if column < times:
            return style, is_hidden
        column -= times
    return None, False


def _read_cell(element: Any, place: tuple[int, int], style: Style, styles: Styles) -> Cell | None:
    """One cell; None if it is empty."""
    kind = element.get(f"{_OFFICE}value-type", "")
    code = style.code or _DEFAULTS.get(kind, "General")
    if kind in ("", "string"):
        if not kind and element.get(f"{_TABLE}formula"):
            return Cell(*place, None, code, FORMULA)
        paragraphs = [_runs(each, styles, style) for each in element.iterchildren(f"{_TEXT}p")]
        runs = [run for paragraph in paragraphs for run in (Run("\n"), *paragraph)][1:]
        stored = element.get(f"{_OFFICE}string-value")  # the text beside it may be formatted; of an error it is empty
        if stored and stored != "".join(run.text for run in runs):
            runs = [Run(stored, style.script, style.is_struck)]
        return text_cell(*place, runs, code) if any(run.text for run in runs) else None
    value = _read_value(element, kind)
    if style.is_struck:
        return Cell(*place, None, code, (f"'{value}' struck out", *STRUCK))
    currency = element.get(f"{_OFFICE}currency")
    return Cell(*place, value, code if style.code or not currency else f'General" {currency}"')


def _runs(paragraph: Any, styles: Styles, style: Style) -> list[Run]:
    """The runs of a paragraph, with the style of each; notes are no part of it."""
    runs = [Run(paragraph.text or "", style.script, style.is_struck)]
    for each in paragraph.iterchildren():
        name = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if name in ("s", "tab", "line-break"):
            text = {"s": " " * min(int(each.get(f"{_TEXT}c", 1)), 100), "tab": "\t"}.get(name, "\n")
            runs.append(Run(text))
        elif name in ("span", "a"):
            own = styles.runs.get(each.get(f"{_TEXT}style-name"), Style())
            both = Style(None, own.script or style.script, own.is_struck or style.is_struck)
            runs += _runs(each, styles, both)
        runs.append(Run(each.tail or "", style.script, style.is_struck))
    return runs


def _read_value(element: Any, kind: str) -> str | bool | float:
    """A number, the number of a day, or a truth value; as text if it cannot be read."""
    text = str(element.get(f"{_OFFICE}{kind}-value", element.get(f"{_OFFICE}value", "")))
    try:
        if kind == "boolean":
            return text == "true"
        if kind == "date":
            moment = datetime.fromisoformat(text)
            return (moment.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86_400
        if kind == "time":
            found = _DURATION.fullmatch(text)
            sign, *parts = found.groups() if found else ("", "x")
            days = sum(float(part or 0) / per for part, per in zip(parts, (1, 24, 1440, 86_400), strict=True))
            return -days if sign else days
        number = float(text)
        return number if isfinite(number) else text
    except ValueError:
        return text
