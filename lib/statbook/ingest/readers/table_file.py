"""Read a table from a file of any supported kind."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from statbook.ingest.readers.csv_reader import read_csv
from statbook.ingest.readers.grid import Grid, file_error
from statbook.ingest.readers.workbook_reader import OLD_OFFICE, read_workbook

_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".et", ".ods", ".ots")


def read_grid(path: Path, options: Mapping[str, Any]) -> Grid:
    """The cells of *path*: a workbook by its suffix or first bytes, otherwise CSV.

    *options* is the section `table` of a recipe: `sheet`, `encoding`, `delimiter`. Raises DataError if the file
    cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if path.suffix.lower() in _WORKBOOKS or head.startswith((b"PK\x03\x04", OLD_OFFICE)):
            return read_workbook(path, options.get("sheet"))
        return read_csv(path, options.get("encoding"), options.get("delimiter"))
    except OSError as error:
        raise file_error(path, str(error.strerror), "a readable file") from None
