"""Read Parquet files with DuckDB, every value exact: decimals in all their places, binary numbers as they are told apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.csv_reader import LARGEST, MOST_COLUMNS
from statbook.ingest.readers.frame_reader import note_noise, show_float
from statbook.ingest.readers.grid import Grid, file_error, part_height
from statbook.store.duck import open_duck, quote, quote_name

if TYPE_CHECKING:
    import duckdb

MAGIC = b"PAR1"
"""First and last bytes of a Parquet file."""
_MUCH_TEXT = 512 * 2**20
_LONG_CELL = 1000
"""Bytes that the cells of a table with much text may have on average."""
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_PLAIN = {"VARCHAR", "BOOLEAN", "DATE", *_INTEGERS, *(f"U{name}" for name in _INTEGERS)}
_SHOW: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(_PLAIN, str),
    **dict.fromkeys(("FLOAT", "DOUBLE"), show_float),
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), lambda text: text.removesuffix(" 00:00:00")),
    "BOOLEAN": str.capitalize,
}  # fmt: skip
"""Types of columns, and how their text in DuckDB becomes that of a cell."""
_FIX = "Save it with numbers, text and days without a time zone, or as CSV."


def read_parquet(path: Path) -> Grid:
    """The table in the Parquet file *path*; line 1 has the names of its columns.

    Raises DataError if it is no whole Parquet file, exceeds a limit of CSV files, or has columns of lists, parts, bytes
    or moments.
    """
    _check_ends(path)
    parts = _read(path)
    first, second = next(parts), next(parts, None)
    return replace(first, more=None if second is None else chain([second], parts))


def _check_ends(path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST:
        raise file_error(path, f"{size / 2**20:,.0f} MB", f"at most {LARGEST // 2**20:,} MB", "Split the file.")
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            fix = "Give it the name of what it is, such as .csv or .xlsx."
            raise file_error(path, "no Parquet file", "a Parquet file, by its name", fix)
        file.seek(-4, os.SEEK_END)
        tail = file.read(4)
    if size < 12 or tail != MAGIC:
        found = "a truncated or encrypted Parquet file"
        raise file_error(path, found, "a whole one", "Download it again, or save it without a password.")


def _read(path: Path) -> Iterator[Grid]:
    """The table in parts, of which the first begins with the names of the columns."""
    import duckdb  # late: few tables are Parquet

    with open_duck([path]) as duck:
        try:
            place = quote(str(path.resolve()))
            table = f"read_parquet({place}, hive_partitioning = false)"
            described = duck.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
            types = {str(name): str(kind) for name, kind, *_ in described}
            most = _check_size(duck, path, place, len(types))
            _check_columns(duck, path, place, types)
            texts = [f"coalesce({quote_name(name)}::VARCHAR, '')" for name in types]
            lengths = " + ".join(f"strlen({text})" for text in texts)
            (size,) = duck.execute(f"SELECT sum({lengths}) FROM {table}").fetchone() or (0,)
            if (size or 0) > most:
                expected = f"at most {most // 2**20:,} MB"
                raise file_error(path, f"{size / 2**20:,.0f} MB of text", expected, "Split the file.")
            found, line, names = duck.execute(f"SELECT {', '.join(texts)} FROM {table}"), 1, [[name] for name in types]
            while (rows := found.fetchmany(part_height(len(types)))) or line == 1:
                columns = {}
                for at, kind in enumerate(types.values()):
                    show = _SHOW.get(kind, str)
                    columns[at] = [*names[at], *(row[at] if show is str else show(row[at]) for row in rows)]
                count = len(rows) + len(names[0])
                frame = pd.DataFrame(columns, index=pd.RangeIndex(line, line + count), dtype=object)
                noise = note_noise([columns[at] for at, kind in enumerate(types.values()) if kind == "DOUBLE"])
                widths = pd.Series(len(types), index=frame.index)
                yield Grid(frame, widths, path.name, notes=("read as Parquet", *noise))
                line, names = line + count, [[] for _ in types]
        except duckdb.Error:
            raise file_error(path, "a damaged Parquet file", "a whole one", "Download it again.") from None


def _check_size(duck: duckdb.DuckDBPyConnection, path: Path, place: str, width: int) -> int:
    """The most bytes that its text may have: a small file may hold very much."""
    (rows,) = duck.execute(f"SELECT num_rows FROM parquet_file_metadata({place})").fetchone() or (0,)
    if width > MOST_COLUMNS:
        raise file_error(path, f"{width:,} columns", f"at most {MOST_COLUMNS:,} columns")
    most: int = min(LARGEST, max(_MUCH_TEXT, rows * width * _LONG_CELL))
    query = f"SELECT sum(total_uncompressed_size) FROM parquet_metadata({place})"
    (size,) = duck.execute(query).fetchone() or (0,)
    if (size or 0) > most:
        expected = f"at most {most // 2**20:,} MB"
        raise file_error(path, f"{size / 2**20:,.0f} MB unpacked", expected, "Split the file.")
    return most


def _check_columns(duck: duckdb.DuckDBPyConnection, path: Path, place: str, types: dict[str, str]) -> None:
    """Raises DataError for columns that are no cells, and for names that differ only in capitals: DuckDB renames those."""
    query = f"SELECT name FROM parquet_schema({place})"
    real = {name for (name,) in duck.execute(query).fetchall()}
    faults = []
    for at, (name, kind) in enumerate(types.items()):
        where = f"{path.name}:1:{column_letters(at)} ({name})"
        # The type of a list ends with a bracket: DECIMAL(2,1)[].
        if kind not in _SHOW and (not kind.startswith(("DECIMAL(", "ENUM(")) or kind.endswith("]")):
            faults.append(Fault(where, f"a column of {kind}", "text, numbers or days", _FIX))
        if name not in real:
            fix = "Give every column a name of its own."
            faults.append(Fault(where, "a name that another column has, but for its capitals", "another", fix))
    if faults:
        raise DataError(faults)
