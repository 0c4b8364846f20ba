"""Write the tables as a workbook (XLSX): numbers as numbers, text as text and never as a formula, the same bytes each time.

openpyxl makes the workbook with the headers. The rows below are written into its sheets as XML: through its cells a
hundred thousand observations take ten times as long.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from numbers import Integral
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from statbook.errors import StatbookError
from statbook.export.tables import ExportTables

MOST_ROWS, LONGEST_TEXT, MOST_DIGITS = 1_048_576, 32_767, 15
"""Rows of a sheet, characters of a cell, and digits that a number in a workbook keeps."""


def write_workbook(tables: ExportTables, path: Path) -> None:
    """Write a sheet for each table to *path*. A number of more than 15 digits is text, so that it stays exact.

    Raises StatbookError if a table or a text is longer than a sheet or a cell holds.
    """
    book = Workbook(write_only=True)
    day = datetime.fromisoformat(tables.edition.as_of)
    book.properties.creator = ", ".join(author.name for author in tables.edition.authors)
    book.properties.title = tables.edition.title
    book.properties.created = book.properties.modified = day
    sheets = {"observations": tables.observations, **tables.codes}
    for name, table in sheets.items():
        _add_header(book, name, table)
    out = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(out, "w")).save()  # book.save() would write the time of day
    rows = {f"xl/worksheets/sheet{number}.xml": _rows(*each) for number, each in enumerate(sheets.items(), 1)}
    _pack_again(out, path, day, rows)


def _add_header(book: Workbook, name: str, table: pd.DataFrame) -> None:
    if len(table) + 1 > MOST_ROWS:
        raise StatbookError(f"{name}: {len(table):,} rows are more than a sheet holds; export to Parquet or SQLite.")
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    sheet.append([*table.columns])


def _rows(name: str, table: pd.DataFrame) -> Iterator[str]:
    """The rows of a sheet in XML, below its header; of each column every different value is written once."""
    columns = []
    for _, column in table.items():
        which, different = pd.factorize(column, use_na_sentinel=False)
        written = [_cell(name, value) for value in different]
        columns.append([written[at] for at in which])
    letters = [get_column_letter(at) for at in range(1, len(columns) + 1)]
    for line, row in enumerate(zip(*columns, strict=True), 2):
        cells = (f'<c r="{letter}{line}"{cell}</c>' for letter, cell in zip(letters, row, strict=True) if cell)
        yield f'<row r="{line}">{"".join(cells)}</row>'


def _cell(name: str, value: Any) -> str:
    """A cell with *value* behind its address; nothing for an empty one."""
    if pd.isna(value) or value == "":
        return ""
    if isinstance(value, Integral):
        return f"><v>{int(value)}</v>"
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= MOST_DIGITS:
        return f"><v>{value}</v>"
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if len(text) > LONGEST_TEXT:
        raise StatbookError(f"{name}: a text of {len(text):,} characters is more than a cell holds; export to SQLite.")
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is>'


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
