"""Cells of an XLSX workbook as stored, with their number formats; Strict Open XML has other namespaces only."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from lxml import etree

from statbook.ingest.readers.column_name import column_number
from statbook.ingest.readers.rich_text import Run
from statbook.ingest.readers.workbook_cells import FORMULA, STRUCK, Cell, Sheet, open_part, text_cell

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]{1,3})?")
_ESCAPE = re.compile(r"_x(00[0-9A-Fa-f]{2})_")
_MONTH, _MONTH_AND_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_AND_DAY),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
"""Number formats that a file names by number alone, as Chinese spreadsheets show them."""

_NO_TEXT = ("the number of a text that the file does not have", "a complete file", "Download it again.")


@dataclass(frozen=True)
class _Style:
    code: str
    script: str
    is_struck: bool


def read_xlsx(archive: zipfile.ZipFile) -> list[Sheet]:
    """The sheets of the workbook; sheets that are one chart have no cells and are left out."""
    book = _tree(archive, "xl/workbook.xml")
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("xl", each.get("Target", "").removeprefix("/xl/")))
        for each in _tree(archive, "xl/_rels/workbook.xml.rels").iterfind("{*}Relationship")
    }
    names = set(archive.namelist())
    styles = _read_styles(_tree(archive, "xl/styles.xml")) if "xl/styles.xml" in names else []
    strings = _read_strings(archive) if "xl/sharedStrings.xml" in names else []
    properties = book.find("{*}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    sheets = []
    for each in book.iterfind("{*}sheets/{*}sheet"):
        link = next((text for name, text in each.items() if etree.QName(name).localname == "id"), "")
        part = targets.get(link, "")
        if part in names and "chartsheet" not in part and "dialogsheet" not in part:
            cells = partial(_read_cells, archive, part, styles, strings)
            is_visible = each.get("state", "visible") == "visible"
            shows_zeros = _shows_zeros(archive, part)
            sheets.append(Sheet(each.get("name", ""), is_visible, cells, is_1904, shows_zeros))
    return sheets


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    with open_part(archive, name) as file:
        return etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


def _read_styles(root: Any) -> list[_Style]:
    """The style of each entry of cellXfs."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # late: ODS files are read without it

    codes = {int(each.get("numFmtId")): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [_font(each) for each in root.iterfind("{*}fonts/{*}font")]
    styles = []
    for each in root.iterfind("{*}cellXfs/{*}xf"):
        number, font = int(each.get("numFmtId", 0)), int(each.get("fontId", 0))
        code = codes.get(number) or _CHINESE.get(number) or BUILTIN_FORMATS.get(number, f"number {number}")
        styles.append(_Style(code, *(fonts[font] if font < len(fonts) else ("", False))))
    return styles


def _font(font: Any) -> tuple[str, bool]:
    """The position of a font, super or sub, and whether it is struck out."""
    if font is None:
        return "", False
    place, line = font.find("{*}vertAlign"), font.find("{*}strike")
    script = "" if place is None else place.get("val", "").removesuffix("script").replace("baseline", "")
    return script, line is not None and line.get("val", "1") not in ("0", "false")


def _read_strings(archive: zipfile.ZipFile) -> list[list[Run]]:
    with open_part(archive, "xl/sharedStrings.xml") as file:
        return [_runs(each) for _, each in etree.iterparse(file, tag="{*}si", resolve_entities=False)]


def _runs(item: Any) -> list[Run]:
    """The runs of a text; how it is pronounced (rPh) is no part of it."""
    runs = []
    for each in item.iterchildren("{*}t", "{*}r"):
        is_run = etree.QName(each).localname == "r"
        text = "".join(part.text or "" for part in (each.iterfind("{*}t") if is_run else [each]))
        runs.append(Run(_unescape(text), *(_font(each.find("{*}rPr")) if is_run else ("", False))))
    return runs


def _unescape(text: str) -> str:
    """A carriage return stands in the file as _x000D_."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _shows_zeros(archive: zipfile.ZipFile, part: str) -> bool:
    with open_part(archive, part) as file:
        for _, view in etree.iterparse(file, ("start",), tag=("{*}sheetView", "{*}sheetData"), resolve_entities=False):
            return view.get("showZeros", "1") not in ("0", "false")
    return True


def _read_cells(archive: zipfile.ZipFile, part: str, styles: list[_Style], strings: list[list[Run]]) -> Iterator[Cell]:
    """The cells of a sheet, and its merged ones behind those that are not empty.

    Rows and cells without an address follow the one before; that of a cell goes before its row's.
    """
    row = 0
    hidden: list[range] = []
    with open_part(archive, part) as file:
        for _, line in etree.iterparse(file, tag=("{*}col", "{*}row", "{*}mergeCell"), resolve_entities=False):
            if etree.QName(line).localname == "col":
                hidden += [range(int(line.get("min", 0)), int(line.get("max", 0)) + 1)] if _is_hidden(line) else []
                continue
            if corners := _REFERENCE.findall(line.get("ref", "")):
                (left, top), (right, bottom) = corners[0], corners[-1]
                merged = int(bottom), column_number(right) + 1
                yield Cell(int(top), column_number(left) + 1, None, merged=merged)
                continue
            row = int(line.get("r", row + 1))
            is_hidden = _is_hidden(line)
            column = 0
            for each in line.iterchildren("{*}c"):
                place = _REFERENCE.fullmatch(each.get("r", ""))
                row = int(place[2]) if place else row
                column = column_number(place[1]) + 1 if place else column + 1
                style = int(each.get("s", 0))
                known = styles[style] if style < len(styles) else _Style("General", "", False)
                cell = _read_cell(each, row, column, known, strings)
                if cell and (is_hidden or hidden):
                    cell = cell._replace(is_hidden=is_hidden, is_column_hidden=any(column in each for each in hidden))
                if cell:
                    yield cell
            line.clear()
            while line.getprevious() is not None:
                del line.getparent()[0]


def _is_hidden(element: Any) -> bool:
    """Whether a row or a column is not shown."""
    return element.get("hidden") in ("1", "true") or "0" in (element.get("width"), element.get("ht"))


def _read_cell(element: Any, row: int, column: int, style: _Style, strings: list[list[Run]]) -> Cell | None:
    """One cell; None if it is empty."""
    parts: Mapping[str, Any] = {str(each.tag).rpartition("}")[2]: each for each in element}
    kind, has_formula = element.get("t", "n"), "f" in parts
    text = parts["v"].text if "v" in parts else None
    if kind == "inlineStr" and "is" in parts:
        runs = _runs(parts["is"])
    elif text is None or (not text.strip() and kind != "str"):
        return Cell(row, column, None, style.code, FORMULA) if has_formula and kind != "str" else None
    elif kind in ("n", "d", "b"):
        return _read_value(text.strip(), kind, row, column, style)
    elif kind == "s":
        if not text.strip().isdecimal() or int(text) >= len(strings):
            return Cell(row, column, None, style.code, _NO_TEXT)
        runs = strings[int(text)]
    else:
        runs = [Run(_unescape(text))]
    if not any(run.text for run in runs):
        return None
    if all(run.script == "" for run in runs) and len(runs) == 1:
        runs = [Run(runs[0].text, style.script, style.is_struck or runs[0].is_struck)]
    return text_cell(row, column, runs, style.code)


def _read_value(text: str, kind: str, row: int, column: int, style: _Style) -> Cell:
    """A number, a date or a truth value."""
    value: float | bool | str
    try:
        if kind == "b":
            value = text in ("1", "true")
        elif kind == "d":
            value = (datetime.fromisoformat(text) - datetime(1899, 12, 30)).total_seconds() / 86_400
        else:
            value = float(text) if _NUMBER.fullmatch(text) else text
    except (ValueError, TypeError):
        value = text
    if style.is_struck:
        return Cell(row, column, None, style.code, (f"{text!r} struck out", *STRUCK))
    return Cell(row, column, value, style.code)
