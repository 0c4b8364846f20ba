"""Large tables: numbers of a theme in columns, as Parquet files in data/large/THEME, beside its readable CSV.

A file holds what one addition brought. Its columns are those of the theme; numbers are decimals, all else is text.
Questions are answered by DuckDB, which reads only the columns and the groups of rows that they need. Rows come back as
the same text that the CSV would hold.

The module is long because it holds every question that is asked of these files, in SQL.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.duck import FEW, open_duck, quote, quote_few, quote_name, share_duck
from statbook.store.grouping import group

if TYPE_CHECKING:
    import duckdb

FOLDER = "large"
"""The folder of data/ that holds large tables, with a folder for each theme."""
LARGE = 10_000
"""An addition with more new numbers is held in columns."""
CHUNK = 64
"""Vectors of DuckDB, of 2,048 rows each, that are read at a time."""
NUMBERS = ("value", "value_to", "step")
"""The columns that are decimals."""
DECIMAL = "DECIMAL(38, 12)"
"""Their type: more digits than any number that `add` takes."""
_PLAIN_NUMBER = "-?[0-9]{1,26}([.][0-9]{1,12})?"
"""What this type holds as it is: DuckDB rounds other numbers without a word."""
_KEY = re.compile(r"[a-z0-9_.-]+")
_CHARACTERS: dict[tuple[tuple[str, int, int], ...], str] = {}
"""The characters of files, by their names, sizes and times."""
Wanted = Mapping[str, Collection[str]]
"""The texts that a column may have, by the name of the column."""


class LargeTables:
    """The large tables in the folder *data*.

    *columns* gives the columns of a theme, each with the text that it has in a file without it: `all` for a dimension,
    which may have come later, and nothing for a column that every file must have.
    """

    def __init__(self, data: Path, columns: Callable[[str], Mapping[str, str]]) -> None:
        self._folder, self._columns = data / FOLDER, columns
        self._known: dict[Path, tuple[str, int]] = {}

    @cached_property
    def files(self) -> dict[str, list[Path]]:
        """Theme to its files, in the order of their names; themes without one are left out."""
        return group((path.parent.name, path) for path in sorted(self._folder.glob("*/*.parquet")))

    def count(self, theme: str) -> int:
        """The number of rows of *theme*."""
        with self.open(theme):
            return sum(self._known[path][1] for path in self.files.get(theme, ()))

    def distinct(self, theme: str, *columns: str, wanted: Wanted | None = None) -> set[tuple[str, ...]]:
        """The combinations of texts that *columns* of *theme* have, in all rows or in those with the texts *wanted*."""
        with self.open(theme) as duck:
            names = ", ".join(map(quote_name, columns))
            query = f"SELECT DISTINCT {names} FROM numbers WHERE {_condition(duck, wanted or {})}"
            return {*duck.execute(query).fetchall()}

    def select(self, theme: str, wanted: Wanted | None = None) -> pd.DataFrame:
        """The rows of *theme* whose columns have one of the texts *wanted*; all rows if nothing is.

        All columns of the theme, as text. The index counts down from -1 in the order of files and rows: a line of the
        CSV is never negative.
        """
        with self.open(theme) as duck:
            return self._frame(duck, theme, _condition(duck, wanted or {}))

    def keys_at_anchors(self, theme: str, names: Collection[str]) -> set[str]:
        """The keys of *theme* that are among *names* when hyphens stand for their points and underscores."""
        with self.open(theme) as duck:
            duck.register("names", pd.DataFrame({"name": pd.Series([*names], dtype=object)}))
            condition = "translate(obs, '._', '--') IN (SELECT name FROM names)"
            return {
                str(obs) for (obs,) in duck.execute(f"SELECT DISTINCT obs FROM numbers WHERE {condition}").fetchall()
            }

    def matching(self, theme: str, text: str, value: Decimal | None, most: int) -> list[str]:
        """The keys of at most *most* rows of *theme* that have the key or the printed form *text*, or the *value*."""
        with self.open(theme) as duck:
            conditions = [f"{name} = {quote(text)}" for name in ("printed", "obs") if name != "obs" or may_be_key(text)]
            # A number outside the type of the column equals none.
            conditions.append("false" if value is None else f"value = TRY_CAST({quote(f'{value:f}')} AS {DECIMAL})")
            # Asked one by one, each passes over the groups of rows that cannot have it.
            rows = " UNION ".join(f"SELECT place, obs FROM numbers WHERE {each}" for each in conditions)
            found = duck.execute(f"SELECT obs FROM ({rows}) ORDER BY place LIMIT {most}").fetchall()
            return list(dict.fromkeys(str(obs) for (obs,) in found))

    def characters(self, theme: str) -> str:
        """The characters beyond ASCII in the texts of *theme* that a page may show; a process looks at a file once."""
        stats = ((path.name, path.stat()) for path in self.files[theme])
        files = tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
        if files not in _CHARACTERS:
            _CHARACTERS[files] = self._characters(theme)
        return _CHARACTERS[files]

    def _characters(self, theme: str) -> str:
        with self.open(theme) as duck:
            # Most printed numbers have ASCII alone, as many bytes as characters, and notes are few.
            printed = "SELECT printed FROM numbers WHERE strlen(printed) <> length(printed)"
            texts = f"SELECT DISTINCT note AS text FROM numbers UNION ALL {printed}"
            signs = "unnest(regexp_extract_all(text, '[^\\x00-\\x7f]'))"
            found = duck.execute(f"SELECT DISTINCT {signs} FROM ({texts})").fetchall()
            return "".join(sorted(str(sign) for (sign,) in found))

    def select_beside(self, theme: str, rows: pd.DataFrame, *shared: Sequence[str]) -> pd.DataFrame:
        """The rows of *theme* that equal one of *rows* in all columns of one of *shared*."""
        with self.open(theme) as duck:
            names = [name for name in shared[0] if all(name in each for each in shared)]
            few = {name: quote_few(rows[name].unique().tolist()) for name in names}
            common = [f"{quote_name(name)} IN ({listed})" for name, listed in few.items() if listed]
            conditions = []
            for number, own in enumerate(shared):
                duck.register(f"beside_{number}", rows[[*own]].drop_duplicates().astype(object))
                listed = ", ".join(quote_name(name) for name in own)
                conditions.append(f"({listed}) IN (SELECT ({listed}) FROM beside_{number})")
            return self._frame(duck, theme, " AND ".join([*common, f"({' OR '.join(conditions)})"]))

    def chunks(self, duck: duckdb.DuckDBPyConnection, theme: str, places: str) -> Iterator[pd.DataFrame]:
        """The rows of `numbers` at *places*, a query of SQL, as text, a part at a time; the index counts them from 1."""
        columns = ", ".join(_as_text(name) for name in self._columns(theme))
        result = duck.execute(f"SELECT place, {columns} FROM numbers WHERE place IN ({places}) ORDER BY place")
        while len(frame := result.fetch_df_chunk(CHUNK)):
            index = pd.Index(frame.pop("place").to_numpy() + 1, dtype=int)
            yield frame.astype(object).set_axis(index)

    def read(self, duck: duckdb.DuckDBPyConnection, theme: str, places: str) -> pd.DataFrame:
        """The same rows as one table."""
        parts = [*self.chunks(duck, theme, places)]
        return pd.concat(parts) if parts else pd.DataFrame(columns=[*self._columns(theme)], dtype=object)

    def changed_files(self, theme: str, cells: Mapping[int, Mapping[str, str]]) -> dict[str, bytes]:
        """The files of *theme* with new texts in *cells*, by negative line and column; by their names in data/."""
        if not cells:
            return {}
        columns, changes = self._columns(theme), pd.DataFrame([*cells.values()], index=[*cells]).astype(object)
        changes = changes.where(changes.notna(), None).assign(place=[-1 - line for line in changes.index])
        changed: dict[str, bytes] = {}
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "rows.parquet"
            with self.open(theme, more=[target]) as duck:
                duck.register("changes", changes)
                query = "SELECT DISTINCT file FROM numbers WHERE place IN (SELECT place FROM changes)"
                found = duck.execute(query).fetchall()
                new = (_new_cell(name) if name in changes else f"numbers.{quote_name(name)}" for name in columns)
                selected = f"SELECT {', '.join(new)} FROM numbers LEFT JOIN changes USING (place)"
                for (number,) in sorted(found):
                    _write_parquet(duck, f"{selected} WHERE file = {number} ORDER BY place", target)
                    changed[f"{FOLDER}/{theme}/{self.files[theme][number].name}"] = target.read_bytes()
        return changed

    def _frame(self, duck: duckdb.DuckDBPyConnection, theme: str, condition: str) -> pd.DataFrame:
        columns = ", ".join(_as_text(name) for name in self._columns(theme))
        # The places first: of most groups of rows, other columns need not be read.
        places = duck.execute(f"SELECT place FROM numbers WHERE {condition} LIMIT {FEW + 1}").fetchall()
        if 0 < len(places) <= FEW:
            condition = f"place IN ({', '.join(str(place) for (place,) in places)})"
        query = f"SELECT place, {columns} FROM numbers WHERE {condition} ORDER BY place"
        frame: pd.DataFrame = duck.execute(query).df()
        index = pd.Index(-1 - frame.pop("place").to_numpy(), dtype=int)
        return frame.astype(object).set_axis(index)

    @contextmanager
    def open(
        self, theme: str, paths: Sequence[Path] | None = None, more: Sequence[Path] = (), threads: int = 1
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection in which `numbers` are the rows of *theme*, or of some of its files, numbered in `place`.

        `file` is the number of their file. *more* are paths to write to.
        Raises DataError if a file is no Parquet file with the columns of the theme and their types, or is damaged.
        """
        # Imported here: a book without large tables does not need it.
        import duckdb

        is_shared = paths is None and not more and threads == 1
        paths = self.files.get(theme, []) if paths is None else paths
        duck = share_duck(tuple(paths)).cursor() if is_shared else open_duck([*paths, *more], threads=threads)
        before, parts = 0, []
        for number, path in enumerate(paths):
            cells, size = self._known.setdefault(path, self._known.get(path) or self._describe(duck, theme, path))
            parts.append(
                f"SELECT {number} AS file, file_row_number + {before} AS place, {cells} "
                f"FROM read_parquet({quote(str(path))}, file_row_number = true)"
            )
            before += size
        if not parts:
            texts = ", ".join(f"'' AS \"{name}\"" for name in self._columns(theme))
            parts = [f"SELECT 0 AS file, 0 AS place, {texts} WHERE false"]
        duck.execute(f"CREATE TEMP VIEW numbers AS {' UNION ALL '.join(parts)}")
        try:
            with duck:
                yield duck
        except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException, duckdb.OutOfMemoryException):
            raise
        except duckdb.Error as error:
            names = ", ".join(path.name for path in paths)
            what, fix = str(error).splitlines()[0], "Take the last good copy of the damaged one."
            raise DataError([Fault(f"data/{FOLDER}/{theme}", what, f"whole files: {names}", fix)]) from None

    def _describe(self, duck: duckdb.DuckDBPyConnection, theme: str, path: Path) -> tuple[str, int]:
        """The columns of *theme* in SQL as the file *path* has them, and the number of its rows."""
        import duckdb

        where = f"data/{FOLDER}/{theme}/{path.name}"
        try:
            types = duck.execute(f"DESCRIBE FROM read_parquet({quote(str(path))})").fetchall()
            size = duck.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({quote(str(path))})").fetchall()
        except duckdb.Error as error:
            raise DataError([Fault(where, str(error).splitlines()[0], "a Parquet file")]) from None
        columns, found = self._columns(theme), {str(name): str(kind) for name, kind, *_ in types}
        if not {name for name, text in columns.items() if not text} <= {*found} <= {*columns}:
            raise DataError([Fault(where, f"the columns {', '.join(found)}", ", ".join(columns))])
        wanted = {name: DECIMAL.replace(" ", "") if name in NUMBERS else "VARCHAR" for name in found}
        if wrong := [name for name in found if found[name].replace(" ", "") != wanted[name]]:
            fix = "Write the file again with this type."
            raise DataError([Fault(f"{where}: {name}", found[name], wanted[name], fix) for name in wrong])
        cells = (
            quote_name(name) if name in found else f"{quote(text)} AS {quote_name(name)}"
            for name, text in columns.items()
        )
        return ", ".join(cells), int(size[0][0])


def may_be_key(text: str) -> bool:
    """Whether *text* has the form of a key of an observation."""
    return bool(_KEY.fullmatch(text))


def _condition(duck: duckdb.DuckDBPyConnection, wanted: Wanted) -> str:
    """The condition in SQL that every column has one of the texts *wanted*."""
    parts = []
    for name, texts in wanted.items():
        if listed := quote_few(texts):
            parts.append(f"{quote_name(name)} IN ({listed})")
            continue
        duck.register(f"wanted_{name}", pd.DataFrame({"text": pd.Series([*texts], dtype=object)}))
        parts.append(f"{quote_name(name)} IN (SELECT text FROM {quote_name(f'wanted_{name}')})")
    return " AND ".join(parts) or "true"


def copy_numbers(
    duck: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], order: Sequence[str], path: Path
) -> None:
    """Write *columns* of a *table* of texts to a Parquet file, sorted by *order* if there is one.

    Raises DataError if a number does not fit the type of the file.
    """
    numbers = [name for name in columns if name in NUMBERS]
    for name in numbers:
        column = quote_name(name)
        wrong = f"{column} <> '' AND NOT regexp_full_match({column}, '{_PLAIN_NUMBER}')"
        if bad := duck.execute(f"SELECT {column} FROM {table} WHERE {wrong} LIMIT 1").fetchall():
            raise DataError([Fault(name, repr(bad[0][0]), "a number with at most 26 digits and 12 decimals")])
    cells = (f'CAST(nullif("{n}", \'\') AS {DECIMAL}) AS "{n}"' if n in numbers else f'"{n}"' for n in columns)
    sorting = f" ORDER BY {', '.join(map(quote_name, order))}" if order else ""
    _write_parquet(duck, f"SELECT {', '.join(cells)} FROM {table}{sorting}", path)


def _write_parquet(duck: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    duck.execute(f"COPY ({query}) TO {quote(str(path))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 32768)")


def _new_cell(name: str) -> str:
    """A column in SQL with the text of `changes` where there is one."""
    new, old = f"changes.{quote_name(name)}", f"numbers.{quote_name(name)}"
    cast = f"CAST(nullif({new}, '') AS {DECIMAL})" if name in NUMBERS else new
    return f"CASE WHEN {new} IS NULL THEN {old} ELSE {cast} END AS {quote_name(name)}"


def _as_text(name: str) -> str:
    """A column in SQL as the text that the CSV holds."""
    if name not in NUMBERS:
        return f'"{name}"'
    text = f'CAST("{name}" AS VARCHAR)'
    return f"coalesce(rtrim(rtrim({text}, '0'), '.'), '') AS \"{name}\""
