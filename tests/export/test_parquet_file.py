"""Parquet: read back by DuckDB, value by value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from statbook.errors import StatbookError
from statbook.export.parquet_file import decimals, write_parquet
from statbook.export.tables import ExportTables, export_tables
from statbook.ingest.readers.parquet_reader import read_parquet
from statbook.store import Store
from statbook.store.frame import DAY, NUMBER, PLACE


def read(path: Path) -> tuple[list[str], list[str], list[tuple[Any, ...]]]:
    """Names, types and rows."""
    with duckdb.connect() as duck:
        described = duck.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        rows = duck.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    return [each[0] for each in described], [each[1] for each in described], rows


def test_every_value_is_that_of_the_store(tables: ExportTables, tmp_path: Path) -> None:
    write_parquet(tables, tmp_path / "t.parquet")
    names, types, rows = read(tmp_path / "t.parquet")

    assert list(tables.observations.columns) == names
    assert len(tables.observations) == len(rows)
    for column, kind, cells in zip(tables.columns, types, zip(*rows, strict=True), strict=True):
        wanted = {NUMBER: "DECIMAL(38,", PLACE: "BIGINT", DAY: "DATE"}.get(column.kind, "VARCHAR")
        assert kind.startswith(wanted), column.name
        for expected, cell in zip(tables.observations[column.name], cells, strict=True):
            if column.kind == DAY:
                assert expected == (cell.isoformat() if cell else "")
            elif column.kind in (NUMBER, PLACE):
                assert (None if pd.isna(expected) else expected) == cell and not isinstance(cell, float)
            else:
                assert expected == cell


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_bytes_do_not_depend_on_threads(threads: int, tables: ExportTables, tmp_path: Path) -> None:
    many = replace(tables, observations=pd.concat([tables.observations] * 400, ignore_index=True))
    write_parquet(many, tmp_path / "one.parquet", threads=1)
    write_parquet(many, tmp_path / "more.parquet", threads=threads)

    assert len(many.observations) > 122_880  # rows of one group
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "more.parquet").read_bytes()


def test_a_long_number_stays_exact_and_text_stays_text(tempting: Path, tmp_path: Path) -> None:
    write_parquet(export_tables(Store.load(tempting)), tmp_path / "t.parquet")
    names, _, rows = read(tmp_path / "t.parquet")
    first = dict(zip(names, rows[0], strict=True))

    assert (Decimal("12345678901234567890.125"), "007", "=1+1") == (first["value"], first["printed"], first["note"])


def test_a_number_that_is_too_long_is_refused(tables: ExportTables, tmp_path: Path) -> None:
    frame = tables.observations.copy()
    frame.at[0, "value"], frame.at[1, "value"] = Decimal("0.1"), Decimal(10) ** 38

    with pytest.raises(StatbookError, match="value: numbers with 39 digits before the point and 4 behind it"):
        write_parquet(replace(tables, observations=frame), tmp_path / "t.parquet")


def test_a_table_without_a_row_has_its_columns(tables: ExportTables, tmp_path: Path) -> None:
    write_parquet(replace(tables, observations=tables.observations.iloc[:0]), tmp_path / "t.parquet")
    names, _, rows = read(tmp_path / "t.parquet")

    assert (list(tables.observations.columns), []) == (names, rows)


def test_what_is_written_can_be_read_as_a_table_to_add(tables: ExportTables, tmp_path: Path) -> None:
    write_parquet(tables, tmp_path / "t.parquet")
    grid = read_parquet(tmp_path / "t.parquet")
    at = list(tables.observations.columns).index("value")

    assert list(tables.observations["value"]) == [Decimal(text) for text in grid.frame[at][1:]]


@pytest.mark.parametrize(("number", "count"), [("0", 0), ("1.50", 1), ("1E+3", 0), ("-0.025", 3)])
def test_decimals_are_counted_without_zeros_at_the_end(number: str, count: int) -> None:
    assert count == decimals(Decimal(number))
