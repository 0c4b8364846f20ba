"""Write the tables as a workbook (XLSX): numbers as numbers, text as text and never as a formula, the same bytes each time."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from numbers import Integral
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
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
    _add_sheet(book, "observations", tables.observations)
    for name, table in tables.codes.items():
        _add_sheet(book, name, table)
    out = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(out, "w")).save()  # book.save() would write the time of day
    _pack_again(out, path, day)


def _add_sheet(book: Workbook, name: str, table: pd.DataFrame) -> None:
    if len(table) + 1 > MOST_ROWS:
        raise StatbookError(f"{name}: {len(table):,} rows are more than a sheet holds; export to Parquet or SQLite.")
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    sheet.append([_cell(sheet, name, column) for column in table.columns])
    for row in table.itertuples(index=False, name=None):
        sheet.append([_cell(sheet, name, cell) for cell in row])


def _cell(sheet: WriteOnlyWorksheet, name: str, value: Any) -> Any:
    """A cell with *value*; None for an empty one."""
    if value is None or value is pd.NA or value == "":
        return None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= MOST_DIGITS:
        return value
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if len(text) > LONGEST_TEXT:
        raise StatbookError(f"{name}: a text of {len(text):,} characters is more than a cell holds; export to SQLite.")
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, text)  # openpyxl would take it for a formula or an error
    cell.data_type = "s"
    return cell


def _pack_again(packed: io.BytesIO, path: Path, day: datetime) -> None:
    """Write the zip file *packed* to *path* with one fixed day for all its parts."""
    with zipfile.ZipFile(packed) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, parts.read(name))
