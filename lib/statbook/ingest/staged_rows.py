"""The parsed rows of an addition: in memory while they are few, else in a database on the disk, beside which little is held.

Of many rows those of calm series enter as they are. The others are compared in blocks. A block has all rows of its
series, so that whatever compares the numbers of a series finds them together, and mostly all series of a region; what
compares others with one another asks for blocks of their settings.

The module is long because every table of the database is made and read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING

import pandas as pd

from statbook.ingest.calm_series import find_calm, made_key
from statbook.ingest.readers.grid import Place
from statbook.store.duck import open_duck, quote, quote_name
from statbook.store.large_tables import copy_numbers

if TYPE_CHECKING:
    import duckdb

BLOCK = 100_000
"""Rows that are compared at a time; more are not held in memory."""
_MOST_TWINS = 100_000
"""Rows of series with the same numbers that are looked at."""
_PLACE = ("sheet_", "line_", "at_")
_SERIES = ("measure", "of", "timing", "unit", "status")
_AFTER = ("measure", "period", "known_from")


class StagedRows:
    """The rows of a theme with these *dimensions*; a context, which takes the database away at its end."""

    def __init__(self, dimensions: Sequence[str]) -> None:
        self._series = ["indicator", *dimensions, "region"]
        self._frames: list[pd.DataFrame] = []
        self._duck: duckdb.DuckDBPyConnection | None = None
        self._stack, self._file, self._columns = ExitStack(), "", list[str]()
        self._is_sorted = False
        """Whether the rows that are kept stand in the order in which they are written."""
        self._shared: dict[str, str] | None = None
        """What all rows so far say in a column, which the table of many rows lacks until they are sorted."""
        self.count = self.new = 0
        self.counts: dict[str, int] = {}
        """The rows by indicator, of many rows."""

    def __enter__(self) -> StagedRows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def are_many(self) -> bool:
        """Whether they are compared in blocks."""
        return self.count > BLOCK

    def add(self, rows: pd.DataFrame) -> None:
        """Put *rows* with `where`, their Place, behind those that are there."""
        self._frames += [rows] if len(rows) else []
        self.count += len(rows)
        if sum(map(len, self._frames)) > BLOCK:
            self._stage()

    def _stage(self) -> None:
        """Put the rows in memory into the database: all at once, because what is put there bit by bit is written twice."""
        self._open().execute("BEGIN")
        for frame in self._frames:
            self._insert("rows", self._without_shared(frame))
        self._open().execute("COMMIT")
        self._frames = []

    def set_calm_apart(self, known: pd.DataFrame) -> pd.DataFrame:
        """Let the rows of calm series enter data/, where they are many: the first of each, with its key.

        *known* are the rows of data/ beside which a series may be calm.
        """
        if not self.are_many:
            return pd.DataFrame()
        self._stage()
        shared, listed = self._shared or {}, ", ".join(map(quote_name, self._series))
        order = [quote_name(name) for name in (*self._series, *_AFTER, "line_", "at_") if name not in shared]
        duck = self._open()
        told = "".join(f", {quote(text)} AS {quote_name(name)}" for name, text in shared.items())
        duck.execute(f"CREATE TABLE ordered AS SELECT *{told} FROM (SELECT * FROM rows ORDER BY {', '.join(order)})")
        duck.execute("DROP TABLE rows")
        find_calm(duck, self._series, self._columns, known)
        others = "* EXCLUDE (obs)" if "obs" in self._columns else "*"
        calm = f"SELECT {others}, {made_key(self._series)} AS obs FROM ordered"
        (self.new,) = duck.execute("SELECT coalesce(sum(many), 0)::BIGINT FROM calm").fetchone() or (0,)
        if self.new == self.count:
            duck.execute(f"CREATE VIEW kept AS {calm}")
        else:
            self._put("kept", f"{calm} SEMI JOIN calm USING ({listed})")
        self._is_sorted = self.new == self.count
        self.counts = dict(duck.execute("SELECT indicator, count(*) FROM ordered GROUP BY indicator").fetchall())
        return self._read(f"({calm} WHERE rowid IN (SELECT first FROM calm))")

    def blocks(self) -> Iterator[pd.DataFrame]:
        """The rows to compare in the order of the file: all at once if they are few, else those of some series at a time."""
        if self._duck is None:
            if self._frames:
                yield pd.concat(self._frames, ignore_index=True).astype(object)
            self._frames = []
            return
        listed = ", ".join(map(quote_name, self._series))
        order = ", ".join(map(quote_name, ("indicator", "region", *self._series, *_AFTER, "line_", "at_")))
        self._duck.execute(
            f"CREATE TABLE uneasy AS SELECT * FROM ordered ANTI JOIN calm USING ({listed}) ORDER BY {order}"
        )
        groups = f"SELECT min(rowid) AS first FROM uneasy GROUP BY {listed}"
        found = self._duck.execute(f"SELECT min(first) FROM ({groups}) GROUP BY first // {BLOCK} ORDER BY 1").fetchall()
        starts = [*(int(first) for (first,) in found or [(0,)]), self.count]
        for start, end in pairwise(starts):
            self._block = f"uneasy WHERE rowid >= {start} AND rowid < {end}"
            yield self._read(self._block)

    def settings(self, indicators: Sequence[str]) -> Iterator[pd.DataFrame]:
        """The numbers of *indicators*, and all shares, those of a region and a period together; for rows that are many."""
        if self._duck is None:
            return
        own = (
            f"(measure = 'share' OR (measure = 'level' AND indicator IN ({', '.join(map(quote, ['', *indicators]))})))"
        )
        (count,) = self._duck.execute(f"SELECT count(*) FROM ordered WHERE {own}").fetchone() or (0,)
        parts = -(-int(count) // BLOCK)
        for part in range(parts):
            yield self._read(f"ordered WHERE {own} AND hash(region, period) % {parts} = {part}")

    def twins(self) -> pd.DataFrame:
        """The rows of series that have the same numbers as another; for rows that are many."""
        if self._duck is None:
            return pd.DataFrame()
        listed = ", ".join(map(quote_name, (*self._series, *_SERIES)))
        numbers = "count(*) AS many, bit_xor(hash(period, value)) AS numbers"
        self._duck.execute(f"CREATE TEMP TABLE series AS SELECT {listed}, {numbers} FROM ordered GROUP BY {listed}")
        alike = "SELECT numbers FROM series WHERE many > 3 GROUP BY numbers, many, measure, unit HAVING count(*) > 1"
        names = f"SELECT {listed} FROM series WHERE numbers IN ({alike})"
        return self._read(f"ordered WHERE ({listed}) IN (SELECT ({listed}) FROM ({names})) LIMIT {_MOST_TWINS}", "")

    def keep(self, rows: pd.DataFrame) -> None:
        """Let *rows* with their keys be among those that enter data/."""
        if len(rows):
            self._insert("kept", rows)
            self._is_sorted = False

    def keep_of_block(self, rows: pd.DataFrame) -> None:
        """Let *rows* of the last block, which have their keys now, be among those that enter data/; `new` counts them."""
        if rows.empty:
            return
        duck, self.new, self._is_sorted = self._open(), self.new + len(rows), False
        duck.register("part", self._with_places(rows[["obs"]], rows["where"]))
        obs = "* EXCLUDE (obs)" if "obs" in self._columns else "*"
        block = f"SELECT rowid AS at_once_, {obs} FROM {self._block}"
        query = f"SELECT own.* EXCLUDE (at_once_), part.obs FROM ({block}) AS own JOIN part USING ({', '.join(_PLACE)})"
        self._put("kept", f"{query} ORDER BY at_once_")
        duck.unregister("part")

    def keys_again(self) -> pd.DataFrame:
        """The rows that enter data/ with the key of an earlier one."""
        if not self.new:
            return pd.DataFrame()
        # Digests first, which take less memory: equal ones are few, and compared in full.
        alike = "SELECT hash(obs) FROM kept GROUP BY hash(obs) HAVING count(*) > 1"
        rows = self._read(f"kept WHERE hash(obs) IN ({alike})")
        return rows[rows.duplicated("obs")]

    def read_kept(self) -> pd.DataFrame:
        """The rows that enter data/."""
        return self._read("kept")

    def parquet(self, columns: Sequence[str]) -> bytes:
        """The rows that enter data/ as a Parquet file with these *columns*."""
        duck = self._open()
        order = [] if self._is_sorted else [*self._series, *_AFTER, "obs"]
        absent = "".join(f", '' AS {quote_name(name)}" for name in columns if name not in (*self._columns, "obs"))
        copy_numbers(duck, f"(SELECT *{absent} FROM kept)", columns, order, self._folder / "rows.parquet")
        return (self._folder / "rows.parquet").read_bytes()

    def _open(self) -> duckdb.DuckDBPyConnection:
        if self._duck is None:
            self._folder = Path(self._stack.enter_context(TemporaryDirectory()))
            file = self._folder / "rows.duckdb" if self.are_many else None
            duck = open_duck([self._folder / "rows.parquet"], file=file)
            self._duck = self._stack.enter_context(duck)
        return self._duck

    def _without_shared(self, rows: pd.DataFrame) -> pd.DataFrame:
        """*rows* without what all rows so far share; what they are the first to say otherwise gets its column."""
        self._columns = self._columns or [*rows.columns.drop("where")]
        if self._shared is None:
            texts = {name: rows[name].unique().tolist() for name in self._columns}
            self._shared = {name: found[0] for name, found in texts.items() if len(found) == 1}
        for name, text in [*self._shared.items()]:
            if rows[name].unique().tolist() != [text]:
                del self._shared[name]
                self._add_column("rows", name, text)
        return rows.drop(columns=[*self._shared])

    def _add_column(self, table: str, name: str, text: str) -> None:
        self._open().execute(f"ALTER TABLE {table} ADD COLUMN {quote_name(name)} VARCHAR DEFAULT {quote(text)}")

    def _insert(self, table: str, rows: pd.DataFrame) -> None:
        """Put *rows* into a *table* of the database."""
        self._columns = self._columns or [*rows.columns.drop("where")]
        frame = rows[[name for name in rows if name in self._columns or name == "obs"]]
        duck = self._open()
        duck.register("part", self._with_places(frame, rows["where"]))
        texts = (f"{name}::VARCHAR AS {name}" for name in map(quote_name, map(str, frame)))
        self._put(table, f"SELECT {', '.join((*texts, *_PLACE))} FROM part")
        duck.unregister("part")

    def _put(self, table: str, query: str) -> None:
        """Put what a *query* finds into a *table*, which is made with the first rows."""
        is_there = f"SELECT 1 FROM duckdb_tables() WHERE table_name = {quote(table)}"
        order = "INSERT INTO {} BY NAME {}" if self._open().execute(is_there).fetchall() else "CREATE TABLE {} AS {}"
        self._open().execute(order.format(table, query))

    def _with_places(self, frame: pd.DataFrame, where: pd.Series) -> pd.DataFrame:
        """*frame* with the parts of the places of its rows."""
        files, lines, columns, sheets = zip(*where, strict=True)
        self._file = self._file or files[0]
        return frame.assign(sheet_=sheets, line_=lines, at_=columns)

    def _read(self, selection: str, order: str = " ORDER BY line_, at_") -> pd.DataFrame:
        """The rows of a *selection* of SQL, with their Place."""
        frame: pd.DataFrame = self._open().execute(f"SELECT * FROM {selection}{order}").df()
        cells = (frame.pop(name).tolist() for name in ("line_", "at_", "sheet_"))
        where = [*map(Place._make, zip(repeat(self._file), *cells, strict=False))]
        return frame.astype(object).assign(where=pd.Series(where, index=frame.index, dtype=object))
