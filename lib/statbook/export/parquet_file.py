"""Write the observations as Parquet with DuckDB: decimals exact, and the same bytes from any number of threads."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import StatbookError
from statbook.export.tables import ExportTables
from statbook.store.duck import open_duck, quote, quote_name
from statbook.store.frame import DAY, NUMBER, PLACE, Column

MOST_DIGITS = 38
"""Digits of a DECIMAL in Parquet as DuckDB writes it."""


def write_parquet(tables: ExportTables, path: Path, *, threads: int = 2) -> None:
    """Write the observations to *path*: numbers as DECIMAL, days as DATE, NULL where there is none; text is never NULL.

    Raises StatbookError if the numbers of a column have more digits than a DECIMAL.
    """
    frame = tables.observations
    types = {column.name: _type_of(column, frame[column.name]) for column in tables.columns}
    cells = {column.name: _as_text(column, frame[column.name]) for column in tables.columns}
    selected = ", ".join(f"{quote_name(name)}::{kind} AS {quote_name(name)}" for name, kind in types.items())
    with open_duck([path], threads=threads) as duck:
        duck.register("observations", pd.DataFrame(cells, dtype=object))
        options = "FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false"
        duck.execute(f"COPY (SELECT {selected} FROM observations) TO {quote(str(path.resolve()))} ({options})")


def _type_of(column: Column, cells: Iterable[Any]) -> str:
    if column.kind != NUMBER:
        return {DAY: "DATE", PLACE: "BIGINT"}.get(column.kind, "VARCHAR")
    numbers = [cell for cell in cells if cell is not None]
    scale = max((decimals(number) for number in numbers), default=0)
    whole = max((number.adjusted() + 1 for number in numbers), default=1)
    if max(whole, 1) + scale > MOST_DIGITS:
        raise StatbookError(
            f"{column.name}: numbers with {whole} digits before the point and {scale} behind it are more than the "
            f"{MOST_DIGITS} that Parquet holds exactly; export to SQLite."
        )
    return f"DECIMAL({MOST_DIGITS}, {scale})"


def decimals(number: Decimal) -> int:
    """The digits of *number* behind the point, without zeros at its end.

    >>> decimals(Decimal("1.50")), decimals(Decimal("1E+3"))
    (1, 0)
    """
    return max(0, -int(number.normalize().as_tuple().exponent))


def _as_text(column: Column, cells: Iterable[Any]) -> list[str | None]:
    if column.kind == NUMBER:
        return [None if cell is None else f"{cell:f}" for cell in cells]
    if column.kind == PLACE:
        return [None if cell is pd.NA else str(cell) for cell in cells]
    if column.kind == DAY:
        return [cell or None for cell in cells]
    return list(cells)
