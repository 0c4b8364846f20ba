"""SQLite: read back value by value, with its keys."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.export.sqlite_file import write_sqlite
from statbook.export.tables import CODES, ExportTables, export_tables
from statbook.store import Store
from statbook.store.frame import NUMBER


def query(path: Path, sql: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(sql)]


def test_every_value_is_that_of_the_store(tables: ExportTables, tmp_path: Path) -> None:
    write_sqlite(tables, tmp_path / "t.sqlite")
    rows = {row["obs"]: row for row in query(tmp_path / "t.sqlite", "SELECT * FROM observations")}

    assert len(tables.observations) == len(rows)
    for expected in tables.observations.to_dict("records"):
        found = rows[str(expected["obs"])]
        for column in tables.columns:
            cell = None if pd.isna(expected[column.name]) else expected[column.name]
            if column.kind == NUMBER:
                assert cell == (None if found[column.name] is None else Decimal(found[column.name]))
                assert (None if cell is None else float(cell)) == found[f"{column.name}_real"]
            else:
                assert (cell, type(cell)) == (found[column.name], type(found[column.name]))


def test_codes_have_tables_that_observations_refer_to(tables: ExportTables, tmp_path: Path) -> None:
    write_sqlite(tables, tmp_path / "t.sqlite")
    path = tmp_path / "t.sqlite"
    for name in CODES:
        key = list(tables.codes[name].columns)[: 2 if name == "members" else 1]
        expected = tables.codes[name].sort_values(key).to_dict("records")
        assert sorted(expected, key=str) == sorted(query(path, f"SELECT * FROM {name}"), key=str)

    assert [] == query(path, "PRAGMA foreign_key_check")
    references = {(row["table"], row["from"]) for row in query(path, "PRAGMA foreign_key_list(observations)")}
    assert {("indicators", "indicator"), ("units", "unit"), ("sources", "source")} == references
    joined = query(path, "SELECT count(*) AS n FROM observations JOIN units USING (unit) JOIN sources USING (source)")
    assert [{"n": len(tables.observations)}] == joined


def test_bytes_are_the_same_twice(tables: ExportTables, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_sqlite(tables, tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_long_number_stays_exact_and_text_stays_text(tempting: Path, tmp_path: Path) -> None:
    write_sqlite(export_tables(Store.load(tempting)), tmp_path / "t.sqlite")
    sql = "SELECT value, value_real, printed, note FROM observations WHERE obs = 'china.2025-01.apples'"

    assert [
        {"value": "12345678901234567890.125", "value_real": 12345678901234567890.125, "printed": "007", "note": "=1+1"}
    ] == query(tmp_path / "t.sqlite", sql)
