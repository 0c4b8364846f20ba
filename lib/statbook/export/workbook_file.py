"""Write tables as a workbook (XLSX): numbers as numbers, text as text and never as a formula, the same bytes each time.

openpyxl makes the workbook with its styles, tables and links. The rows are written into its sheets as XML: through its
cells a hundred thousand observations take ten times as long, and text that begins with = becomes a formula.

The module is long because the styles, the table and the rows of a sheet depend on one another.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from numbers import Integral
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from statbook.errors import StatbookError
from statbook.export.tables import ExportTables
from statbook.store import Edition

MOST_ROWS, LONGEST_TEXT, MOST_DIGITS, LONGEST_NAME = 1_048_576, 32_767, 15, 31
"""Rows of a sheet, characters of a cell, digits that a number in a workbook keeps, and characters of a sheet's name."""
WIDEST, MEASURED = 60, 500
"""The greatest width of a column, and the rows that are looked at for it."""
LINE, WORD = 15, 5
"""The height of a line, in points, and what is lost at its end because words stay whole."""
PLAIN, FOLDED, BOLD, TITLE, LINK, TEXT = "plain", "folded", "bold", "title", "link", "@"
_FONTS = {BOLD: Font(bold=True), TITLE: Font(bold=True, size=14), LINK: Font(color="0563C1", underline="single")}


class Number(NamedTuple):
    """A number in a cell: its value, the *code* of its number format, and about what the cell shows, for its width."""

    value: Decimal
    code: str
    shown: str


@dataclass(frozen=True)
class Sheet:
    """A sheet: the lines of *head*, of which the first is its title, and right below them a *table*.

    *links* lead from cells, as A1, to cells of other sheets (#'Notes'!A1) or to addresses. *choices* are the cells, as
    codes!$A$2:$A$9, whose texts a column offers; any other is taken after a warning. In a sheet that is *typed* people
    write: what they write is text, and 2026-01 no date.
    """

    name: str
    table: pd.DataFrame
    head: Sequence[str] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    typed: bool = False

    @property
    def header(self) -> int:
        """The line of the names of the columns."""
        return len(self.head) + 1

    @property
    def columns(self) -> list[str]:
        """The names of the columns, each another one also where capitals do not count, as a table must have them."""
        names: dict[str, str] = {}
        for column in self.table.columns:
            name, count = str(column), 2
            while name.lower() in names:
                name, count = f"{column} {count}", count + 1
            names[name.lower()] = name
        return [*names.values()]


def write_workbook(tables: ExportTables, path: Path) -> None:
    """Write a sheet for each of *tables* to *path*. Raises StatbookError as `write_sheets` does."""
    sheets = {"observations": tables.observations, **tables.codes}
    write_sheets([Sheet(name, table) for name, table in sheets.items()], path, tables.edition)


def write_sheets(sheets: Sequence[Sheet], path: Path, edition: Edition) -> None:
    """Write *sheets* to *path*. A number of more than 15 digits is text, so that it stays exact.

    Raises StatbookError if a table or a text is longer than a sheet or a cell holds.
    """
    book = Workbook(write_only=True)
    day = datetime.fromisoformat(edition.as_of)
    book.properties.creator = ", ".join(author.name for author in edition.authors)
    book.properties.title = edition.title
    book.properties.created = book.properties.modified = day
    for sheet in sheets:
        _add_sheet(book, sheet)
    out, styles = io.BytesIO(), _add_styles(book, sheets)
    ExcelWriter(book, zipfile.ZipFile(out, "w")).save()  # book.save() would write the time of day
    rows = {f"xl/worksheets/sheet{number}.xml": _rows(sheet, styles) for number, sheet in enumerate(sheets, 1)}
    _pack_again(out, path, day, rows)


def _add_sheet(book: Workbook, sheet: Sheet) -> None:
    """Add *sheet* to *book* without its rows: widths, links, and the table that spreadsheets know by a name."""
    if sheet.header + (count := len(sheet.table)) > MOST_ROWS:
        raise StatbookError(f"{sheet.name}: {count:,} rows are more than a sheet holds; export to Parquet or SQLite.")
    made = book.create_sheet(sheet.name)
    made.page_setup.orientation, made.page_setup.fitToHeight = "landscape", 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.columns:
        made.freeze_panes = f"B{sheet.header + 1}"
    for at, name in enumerate(sheet.columns, 1):
        widest = max(map(_width, [name, *sheet.table.iloc[:MEASURED, at - 1]]))
        column = made.column_dimensions[get_column_letter(at)]
        column.width = min(widest, WIDEST) + 3
        if sheet.typed:
            column.number_format = TEXT
        if count and name in sheet.choices:
            offer = DataValidation("list", sheet.choices[name], allow_blank=True, errorStyle="warning")
            offer.add(f"{get_column_letter(at)}{sheet.header + 1}:{get_column_letter(at)}{sheet.header + count}")
            made.data_validations.append(offer)
    if count:
        area = f"A{sheet.header}:{get_column_letter(len(sheet.columns))}{sheet.header + count}"
        table = Table(displayName=re.sub(r"\W", "_", sheet.name), ref=area, autoFilter=AutoFilter(ref=area))
        table.tableColumns = [TableColumn(id=at, name=name) for at, name in enumerate(sheet.columns, 1)]
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        made.tables.add(table)
    made._get_writer()  # it begins without links, and takes no widths any more
    for cell, place in sheet.links.items():
        within = {"location": place[1:]} if place.startswith("#") else {"target": place}
        made._hyperlinks.append(Hyperlink(ref=cell, **within))


def _width(value: Any) -> int:
    """About how many digits a cell with *value* is wide; Chinese signs take two."""
    text = value.shown if isinstance(value, Number) else str(value)
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _add_styles(book: Workbook, sheets: Sequence[Sheet]) -> dict[str, int]:
    """The numbers of the styles of cells in *book*, by their look or their number format."""
    columns = (column for sheet in sheets for _, column in sheet.table.items() if column.dtype == object)
    codes = {cell.code for column in columns for cell in column if isinstance(cell, Number)}
    styles = {}
    for look in (PLAIN, FOLDED, *_FONTS, *sorted({TEXT, *codes})):
        cell = WriteOnlyCell(book.worksheets[0])
        cell.number_format = look if look in {TEXT, *codes} else "General"
        if look in _FONTS:
            cell.font = _FONTS[look]
        cell.alignment = Alignment(vertical="top", wrap_text=look in (FOLDED, TEXT))
        styles[look] = cell.style_id
    return styles


def _rows(sheet: Sheet, styles: Mapping[str, int]) -> Iterator[str]:
    """The rows of *sheet* in XML; of each column every different value is written once."""
    for line, text in enumerate(sheet.head, 1):
        look = TITLE if line == 1 else LINK if f"A{line}" in sheet.links else PLAIN
        yield f'<row r="{line}"><c r="A{line}"{_cell(sheet.name, text, styles[look])}</c></row>'
    letters = [get_column_letter(at) for at in range(1, len(sheet.columns) + 1)]
    columns, lines = [], [1] * len(sheet.table)
    for letter, (_, column) in zip(letters, sheet.table.items(), strict=True):
        which, different = pd.factorize(column, use_na_sentinel=False)
        if (sheet.head or sheet.typed) and max(folds := [_lines(value) for value in different], default=1) > 1:
            lines = [max(most, folds[at]) for most, at in zip(lines, which, strict=True)]
        linked = f"{letter}{sheet.header + 1}" in sheet.links
        written = [_cell(sheet.name, value, _style(sheet, value, styles, linked=linked)) for value in different]
        columns.append([written[at] for at in which])
    names = [_cell(sheet.name, name, styles[BOLD]) for name in sheet.columns]
    rows = [names, *zip(*columns, strict=True)] if names else []
    for line, (row, tall) in enumerate(zip(rows, [1, *lines], strict=False), sheet.header):
        cells = (f'<c r="{letter}{line}"{cell}</c>' for letter, cell in zip(letters, row, strict=True) if cell)
        height = f' ht="{LINE * tall}" customHeight="1"' if tall > 1 else ""
        yield f'<row r="{line}"{height}>{"".join(cells)}</row>'


def _lines(value: Any) -> int:
    """About how many lines a cell with *value* takes where long text is folded."""
    width = 0 if isinstance(value, Number) else _width(value)
    return 1 if width <= WIDEST else -(-width // (WIDEST - WORD))


def _style(sheet: Sheet, value: Any, styles: Mapping[str, int], *, linked: bool) -> int:
    """The number of the style of a cell with *value*, in a column that is *linked* or not."""
    if isinstance(value, Number):
        return styles[value.code]
    if not sheet.head:
        return styles[TEXT] if sheet.typed else 0
    return styles[LINK if linked else FOLDED if _width(value) > WIDEST else PLAIN]


def _cell(name: str, value: Any, style: int) -> str:
    """A cell with *value* behind its address; nothing for an empty one."""
    value = value.value if isinstance(value, Number) else value
    if pd.isna(value) or value == "":
        return ""
    styled = f' s="{style}"' if style else ""
    if isinstance(value, Integral):
        return f"{styled}><v>{int(value)}</v>"
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= MOST_DIGITS:
        return f"{styled}><v>{value:f}</v>"
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if len(text) > LONGEST_TEXT:
        raise StatbookError(f"{name}: a text of {len(text):,} characters is more than a cell holds; export to SQLite.")
    return f'{styled} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is>'


def _pack_again(packed: io.BytesIO, path: Path, day: datetime, rows: Mapping[str, Iterator[str]]) -> None:
    """Write the zip file *packed* to *path* with one fixed day for all its parts, and the *rows* of its sheets by part."""
    with zipfile.ZipFile(packed) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            before, end, behind = parts.read(name).partition(b"</sheetData>" if name in rows else b"\0")
            with archive.open(entry, "w", force_zip64=name in rows) as part:
                part.write(before)
                for row in rows.get(name, ()):
                    part.write(row.encode())
                part.write(end + behind)
