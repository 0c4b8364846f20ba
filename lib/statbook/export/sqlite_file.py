"""Write the tables as a SQLite database, with keys between them; numbers stand as exact text and as binary numbers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.export.tables import ExportTables
from statbook.store.duck import quote_name
from statbook.store.frame import NUMBER, PLACE

REAL = "_real"
"""What is put behind the name of a number for the column with its binary value."""
_KEYS = {"sources": ("source",), "indicators": ("indicator",), "members": ("dimension", "code"), "units": ("unit",)}
_REFERENCES = {"indicator": "indicators", "unit": "units", "source": "sources"}


def write_sqlite(tables: ExportTables, path: Path) -> None:
    """Write a database with a table for observations and one for each kind of code to *path*."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        for name, table in tables.codes.items():
            columns = [f"{quote_name(column)} TEXT NOT NULL" for column in table.columns]
            _fill(database, name, columns, _KEYS[name], table.itertuples(index=False, name=None))
        columns = []
        for column in tables.columns:
            name = quote_name(column.name)
            if column.kind == NUMBER:
                columns += [f"{name} TEXT", f"{quote_name(column.name + REAL)} REAL"]
            elif column.kind == PLACE:
                columns.append(f"{name} INTEGER")
            else:
                reference = _REFERENCES.get(column.name)
                columns.append(f"{name} TEXT NOT NULL" + (f" REFERENCES {reference}({name})" if reference else ""))
        _fill(database, "observations", columns, ("obs", "known_from"), _rows(tables))


def _fill(
    database: sqlite3.Connection, name: str, columns: list[str], key: tuple[str, ...], rows: Iterator[tuple[Any, ...]]
) -> None:
    primary = f"PRIMARY KEY ({', '.join(map(quote_name, key))})"
    database.execute(f"CREATE TABLE {name} ({', '.join([*columns, primary])}) WITHOUT ROWID")
    database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)


def _rows(tables: ExportTables) -> Iterator[tuple[Any, ...]]:
    """The observations in the order of the columns of the database."""
    columns: list[Any] = []
    for column in tables.columns:
        cells = tables.observations[column.name]
        if column.kind == NUMBER:
            columns.append([None if cell is None else f"{cell:f}" for cell in cells])
            columns.append([None if cell is None else float(cell) for cell in cells])
        elif column.kind == PLACE:
            columns.append([None if cell is pd.NA else int(cell) for cell in cells])
        else:
            columns.append(cells)
    return iter(zip(*columns, strict=True))
