"""A file of whatever kind as a grid of cells."""

from __future__ import annotations

__all__ = ["grid_of"]

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from statbook.errors import DataError, Fault
from statbook.ingest.readers.csv_reader import read_csv
from statbook.ingest.readers.grid import Grid
from statbook.ingest.readers.xlsx_reader import OLD, read_workbook

_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xls", ".et")


def grid_of(path: Path, table: Mapping[str, Any]) -> Grid:
    """The cells of *path*, a workbook by its name or its first bytes, else CSV; *table* is that section of a recipe.

    Raises DataError if it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if path.suffix.lower() in _WORKBOOKS or head.startswith((b"PK\x03\x04", OLD)):
            return read_workbook(path, table.get("sheet"))
        return read_csv(path, table.get("encoding"), table.get("delimiter"))
    except OSError as error:
        raise DataError([Fault(path.name, str(error.strerror), "a file that can be read")]) from None
