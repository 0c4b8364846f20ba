"""Read a table from a file of any supported kind."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from statbook.ingest.readers.csv_reader import read_csv
from statbook.ingest.readers.grid import Grid, cut_cells, file_error
from statbook.ingest.readers.parquet_reader import MAGIC, read_parquet
from statbook.ingest.readers.workbook_reader import OLD_OFFICE, read_sheets

_TYPE = "Copy its table into a spreadsheet, compare each number with it, and save it as CSV or XLSX."
_UNPACK = "Unpack it."
_NO_TABLES = {
    b"%PDF": ("a PDF", _TYPE),
    b"\x89PNG": ("a picture (PNG)", _TYPE),
    b"\xff\xd8\xff": ("a picture (JPEG)", _TYPE),
    b"GIF8": ("a picture (GIF)", _TYPE),
    b"{\\rtf": ("a text in RTF", _TYPE),
    b"\x1f\x8b": ("a compressed file (gzip)", _UNPACK),
    b"7z\xbc\xaf": ("an archive (7z)", _UNPACK),
    b"Rar!": ("an archive (RAR)", _UNPACK),
    b"SQLite f": ("a database (SQLite)", "Save the table in it as CSV."),
}
"""What begins with these bytes, and what to do."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".et", ".ods", ".ots")


def read_grids(path: Path, options: Mapping[str, Any]) -> list[Grid]:
    """The tables of *path*: of a Parquet file one, of a workbook one or those of several sheets; otherwise it is CSV.

    What a file is, its suffix or its first bytes say; a long table comes in parts. *options* is the section `table` of a recipe: `sheet` or `sheets`, `encoding`, `delimiter`, `cells`. Raises
    DataError if the file cannot be read.
    """
    names = [options["sheet"]] if options.get("sheet") else options.get("sheets", [])
    try:
        with path.open("rb") as file:
            head = file.read(8)
        for sign, (found, fix) in _NO_TABLES.items():
            if head.startswith(sign):
                raise file_error(path, found, "a table as CSV, XLSX, ODS or Parquet", fix)
        if path.suffix.lower() == ".parquet" or head.startswith(MAGIC):
            grids = [read_parquet(path)]
        elif path.suffix.lower() in _WORKBOOKS or head.startswith((b"PK\x03\x04", OLD_OFFICE)):
            grids = read_sheets(path, names)
        else:
            grids = [read_csv(path, options.get("encoding"), options.get("delimiter"))]
    except OSError as error:
        raise file_error(path, str(error.strerror), "a readable file") from None
    return cut_tables(grids, options)


def cut_tables(grids: list[Grid], options: Mapping[str, Any]) -> list[Grid]:
    """*grids*, or the range of cells in each that *options* name (`cells`)."""
    return [cut_cells(grid.join(), options["cells"]) for grid in grids] if "cells" in options else grids


def read_grid(path: Path, options: Mapping[str, Any]) -> Grid:
    """The only table of *path*, whole."""
    return read_grids(path, options)[0].join()
