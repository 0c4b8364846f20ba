"""Write an exported file: its format by its name, whole or not at all."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import duckdb

from statbook.errors import StatbookError
from statbook.export.parquet_file import write_parquet
from statbook.export.sdmx_csv_file import write_sdmx_csv
from statbook.export.sqlite_file import write_sqlite
from statbook.export.tables import ExportTables, export_tables
from statbook.export.workbook_file import write_workbook
from statbook.store import Store, lock_folder, recover

T = TypeVar("T")

FORMATS: dict[str, Callable[[ExportTables, Path], int | None]] = {
    ".parquet": write_parquet,
    ".xlsx": write_workbook,
    ".sqlite": write_sqlite,
    ".sdmx.csv": write_sdmx_csv,
}
"""How the names of files end, and what writes them; it gives the number of observations that the format cannot say."""


@dataclass(frozen=True)
class ExportResult:
    """What was written: the number of observations, and of those that the format cannot say."""

    rows: int
    left_out: int


def export_file(data: Path, path: Path, *, history: bool = False, force: bool = False) -> ExportResult:
    """Write the observations of the folder *data* to *path*, in the format that its name ends with (FORMATS).

    *history* adds observations that were replaced. A file that is there is replaced with *force* only.
    Raises StatbookError if the name says no format, the file is there or cannot be written; nothing is written then.
    """
    write = _find_format(path)
    check_place(data, path, force=force)
    recover(data)
    with lock_folder(data, shared=True, wait=True):
        tables = export_tables(Store.load(data), history=history)
    try:
        left_out = write_whole(data, path, lambda made: write(tables, made), force=force) or 0
    except (duckdb.Error, sqlite3.Error) as error:
        raise StatbookError(f"{path}: {str(error).splitlines()[0]}; nothing was written.") from error
    return ExportResult(len(tables.observations) - left_out, left_out)


def write_whole(data: Path, path: Path, write: Callable[[Path], T], *, force: bool) -> T:
    """Let *write* make a file beside *path*, and put it there when it is whole; outside *data*, and as `check_place` says.

    Raises StatbookError if the disk refuses; nothing is written then.
    """
    check_place(data, path, force=force)
    try:
        with TemporaryDirectory(prefix=".export-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            done = write(made)
            with made.open("rb") as file:
                os.fsync(file.fileno())
            check_place(data, path, force=force)
            made.replace(path)
    except OSError as error:
        raise StatbookError(f"{path}: {error.strerror}; nothing was written.") from error
    return done


def _find_format(path: Path) -> Callable[[ExportTables, Path], int | None]:
    for ending, write in FORMATS.items():
        if path.name.lower().endswith(ending) and len(path.name) > len(ending):
            return write
    raise StatbookError(f"{path}: the name says no format; expected one that ends with {', '.join(FORMATS)}.")


def check_place(data: Path, path: Path, *, force: bool) -> None:
    """Raises StatbookError if a file may not be written to *path*: nowhere in *data*, and over another with *force* only."""
    if not path.parent.is_dir():
        raise StatbookError(f"{path}: there is no folder {path.parent}; make it first.")
    if path.resolve().is_relative_to(data.resolve()):
        raise StatbookError(f"{path}: {data.name}/ holds the data of the book and nothing else; name another folder.")
    if path.is_dir():
        raise StatbookError(f"{path} is a folder; expected the name of a file.")
    if path.exists() and not force:
        raise StatbookError(f"{path} is there already; it was not touched. Say --force to replace it.")
