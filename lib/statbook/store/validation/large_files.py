"""Checks of large tables: the same as those of the readable ones, for the rows that need them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from statbook.errors import Fault
from statbook.store.duck import quote_name
from statbook.store.large_tables import FOLDER, NUMBERS
from statbook.store.package import Package, as_known_then, read_table
from statbook.store.validation.dates import check_date_rows
from statbook.store.validation.printed_form import check_printed_rows
from statbook.store.validation.schema import check_number_rows
from statbook.store.validation.suspect_rows import mark_odd_values, mark_suspects

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def check_large_files(package: Package) -> list[Fault]:
    """All faults of the rows of large tables, and rows that other files or the readable tables have too."""
    found: list[Fault] = []
    for theme, paths in package.large.files.items():
        if theme not in package.themes:
            expected = f"a theme: {', '.join(package.themes)}"
            found.append(Fault(f"data/{FOLDER}/{theme}", "no theme", expected, "Rename the folder, or remove it."))
            continue
        found += [fault for path in paths for fault in check_large_file(package, path)]
        found += _repeats(package, theme)
    return found


def check_large_file(package: Package, path: Path) -> Iterator[Fault]:
    """The faults of the rows of one file that were known on the day of the package, by their numbers in it."""
    theme = path.parent.name
    readable, own = f"data/{package.path(theme).name}:", f"data/{FOLDER}/{theme}/{path.name}:"
    tables = {name: read_table(package, name) for name in package.resources}
    found: list[Fault] = []
    with package.large.open(theme, [path], threads=2) as duck:
        if found := [*_nulls(package, theme, duck, own)]:
            yield from found
            return
        mark_suspects(duck, package, theme, tables)
        for chunk in package.large.chunks(duck, theme, "SELECT place FROM suspects"):
            rows = as_known_then(package, chunk)
            wrong = check_number_rows(package, theme, tables | {theme: rows}) or check_date_rows(package, theme, rows)
            found += wrong or check_printed_rows(package, theme, rows[rows["cell"] == ""])
        if not found:
            mark_odd_values(duck)
            odd = as_known_then(package, package.large.read(duck, theme, "SELECT place FROM odd"))
            found = check_printed_rows(package, theme, odd)
    yield from (replace(fault, where=fault.where.replace(readable, own, 1)) for fault in found)


def _nulls(package: Package, theme: str, duck: duckdb.DuckDBPyConnection, own: str) -> Iterator[Fault]:
    """The first cell of each column of text that is NULL: where there is no text, it is empty."""
    names = [field["name"] for field in package.fields(theme) if field["name"] not in NUMBERS]
    lines = ", ".join(f"min(place) FILTER (WHERE {quote_name(name)} IS NULL)" for name in names)
    for name, place in zip(names, duck.sql(f"SELECT {lines} FROM numbers").fetchall()[0], strict=True):
        if place is not None:
            yield Fault(f"{own}{place + 1}: {name}", "NULL", "text", "Write an empty text where there is none.")


def _repeats(package: Package, theme: str) -> Iterator[Fault]:
    """Rows with the key of another row, or with another value for the same fact, wherever the other one stands."""
    table, key = read_table(package, theme), package.primary_key(theme)
    for names, condition, what in (
        (key, "true", "a key used once"),
        (fact_columns(package, theme), "known_to = ''", "one number in force for one fact"),
    ):
        for where, obs in find_repeats(package, theme, table, names, condition):
            yield Fault(f"{where}: {'/'.join(key)}", obs, what, "Take one of the two out.")


def find_repeats(
    package: Package, theme: str, table: pd.DataFrame, columns: Sequence[str], condition: str
) -> list[tuple[str, str]]:
    """Place and key of rows of *theme* that equal an earlier row, or one of *table*, in all *columns*.

    *condition* limits both, in SQL. A place is the file and the number of the row in it, for a message.
    """
    with package.large.open(theme, threads=2) as duck:
        duck.register("readable", table.astype(object))
        names = ", ".join(map(quote_name, columns))
        readable, own = (
            f"SELECT {place} AS place, obs AS key, {names} FROM {rows} WHERE {condition}"
            for place, rows in (("-1", "readable"), ("place", "numbers"))
        )
        # Digests first, which take less memory: equal ones are few, and compared in full.
        duck.execute(
            f"CREATE TEMP TABLE digests AS SELECT place, hash({names}) AS digest FROM ({readable} UNION ALL {own})"
        )
        alike = f"hash({names}) IN (SELECT digest FROM digests GROUP BY digest HAVING count(*) > 1)"
        number = f"row_number() OVER (PARTITION BY {names} ORDER BY place)"
        again = f"SELECT place, key, {number} AS n FROM ({readable} UNION ALL {own}) WHERE {alike}"
        files = "SELECT file, min(place) AS first, max(place) AS last FROM numbers GROUP BY file"
        query = (
            f"SELECT file, place - first + 1, key FROM ({again}) JOIN ({files}) ON place BETWEEN first AND last "
            "WHERE n > 1 ORDER BY place"
        )
        found = duck.execute(query).fetchall()
    named = [f"data/{FOLDER}/{theme}/{path.name}" for path in package.large.files[theme]]
    return [(f"{named[file]}:{row}", str(obs)) for file, row, obs in found]


def fact_columns(package: Package, theme: str) -> list[str]:
    """The columns that two rows share that say the same thing."""
    numbers = ("obs", "value", "value_to", "bound", "step", "printed", "source", "offset", "cell")
    return [
        field["name"]
        for field in package.fields(theme)
        if field["name"] not in (*numbers, "known_from", "known_to", "note")
    ]
