"""Which rows of a large table need a closer look: those that have no sound twin.

A row is as sound as another that equals it in all that a check looks at. So of each kind of row one is checked, and
all rows of a kind with a fault; texts that differ from row to row are tested by their form; and of numbers in one
column of a file the printed form is compared with the value as digits. What passes is sound, what does not is checked
by the same functions as the rows of readable tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from statbook.errors import Fault
from statbook.store.duck import quote, quote_name
from statbook.store.package import CONTROL, Package, as_known_then, read_table, read_whole_table
from statbook.store.validation.dates import check_date_rows
from statbook.store.validation.schema import Tables, check_number_rows

if TYPE_CHECKING:
    import duckdb

_DIFFERENT = ("obs", "value", "value_to", "step", "printed", "offset", "cell", "note")
"""Columns that differ from row to row."""
_TIMES = ("period", "base_period", "known_to")
_KIND_OF_TIME = (*_TIMES, "timing", "measure", "status", "known_from")
_TEXTS = ("obs", "printed", "cell", "note")
_CONTROL = CONTROL.replace("\\ufffe\\uffff", "\\x{FFFE}\\x{FFFF}")
_PLAIN = "-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]+)?"
_LINE = re.compile(r"^[^:]*:(\d+)")
_DIGITS = "rtrim(ltrim(replace(replace({}, '-', ''), '.', ''), '0'), '0')"


def mark_suspects(duck: duckdb.DuckDBPyConnection, package: Package, theme: str, tables: Tables) -> None:
    """Make the table `suspects` of the `place` of each row of `numbers` that may have a fault by itself."""
    names = [field["name"] for field in package.fields(theme)]
    # What was read anew after the day of the package is put back before it is checked.
    reread = {*read_table(package, "prints")["obs"], *read_whole_table(package, "changes")["obs"]}
    duck.register("reread", pd.DataFrame({"obs": pd.Series([*reread], dtype=object)}))
    conditions = [*_odd_forms(package, theme), "obs IN (SELECT obs FROM reread)"]
    duck.execute(f"CREATE TEMP TABLE suspects AS SELECT place FROM numbers WHERE {' OR '.join(conditions)}")
    for kind in ([name for name in names if name not in (*_DIFFERENT, *_TIMES)], [*_KIND_OF_TIME]):
        listed = ", ".join(map(quote_name, kind))
        duck.execute(
            f"CREATE OR REPLACE TEMP TABLE picked AS SELECT min(place) AS place FROM numbers GROUP BY {listed}"
        )
        rows = as_known_then(package, package.large.read(duck, theme, "SELECT place FROM picked"))
        faults = check_number_rows(package, theme, tables | {theme: rows}) + check_date_rows(package, theme, rows)
        if faults:
            duck.register("wrong", pd.DataFrame({"place": sorted({line - 1 for line in _lines(faults)})}))
            wrong = f"SELECT ({listed}) FROM numbers WHERE place IN (SELECT place FROM wrong)"
            duck.execute(f"INSERT INTO suspects SELECT place FROM numbers WHERE ({listed}) IN ({wrong})")


def _lines(faults: Sequence[Fault]) -> Iterator[int]:
    return (int(found[1]) for fault in faults if (found := _LINE.match(fault.where)))


def _odd_forms(package: Package, theme: str) -> Iterator[str]:
    """Conditions in SQL for cells of the columns that differ from row to row which are not plainly right."""
    fields = {field["name"]: field.get("constraints", {}) for field in package.fields(theme)}
    for name in _TEXTS:
        yield f"regexp_matches({quote_name(name)}, {quote(_CONTROL)})"
        pattern = fields[name].get("pattern")
        if pattern:
            yield f"NOT regexp_full_match({quote_name(name)}, {quote(pattern.strip('^$'))})"
        if fields[name].get("required"):
            yield f"{quote_name(name)} = ''"
    yield "value IS NULL"
    yield "step <= 0"
    yield "cell = '' OR \"offset\" <> ''"


def mark_odd_values(duck: duckdb.DuckDBPyConnection) -> None:
    """Make the table `odd` of the `place` of rows in cells whose value is another power of ten of the printed number
    than that of most of its column, or none, with as many others of the column as show what is usual there."""
    value, printed = "CAST(value AS VARCHAR)", "replace(printed, ',', '')"
    same = f"{_DIGITS.format(value)} = {_DIGITS.format(printed)} AND (value < 0) = starts_with(printed, '-')"
    is_plain = f"regexp_full_match(printed, '{_PLAIN}')"
    power = f"round(log10(abs(CAST(value AS DOUBLE))) - log10(abs(TRY_CAST({printed} AS DOUBLE))))"
    column = "source, regexp_replace(cell, '[0-9]+$', ''), unit, indicator, measure"
    duck.execute(
        f"CREATE TEMP TABLE powers AS SELECT place, hash({column}) AS series, "
        f"CASE WHEN {is_plain} AND {same} AND value <> 0 THEN CAST({power} AS INTEGER) END AS power "
        f"FROM numbers WHERE cell <> '' AND NOT ({is_plain} AND value = 0 AND {_DIGITS.format(printed)} = '')"
    )
    duck.execute(
        "CREATE TEMP TABLE usual AS SELECT series, "
        "first(power ORDER BY many DESC, earliest) AS usual FROM ("
        "SELECT series, power, count(*) AS many, min(place) AS earliest FROM powers WHERE power IS NOT NULL "
        "GROUP BY series, power) GROUP BY series"
    )
    duck.execute(
        "CREATE TEMP TABLE odd AS SELECT place, series FROM powers LEFT JOIN usual USING (series) "
        "WHERE power IS NULL OR power <> usual"
    )
    duck.execute(
        "INSERT INTO odd SELECT place, series FROM ("
        "SELECT place, series, row_number() OVER (PARTITION BY series ORDER BY place) AS number "
        "FROM powers JOIN usual USING (series) WHERE power = usual AND series IN (SELECT series FROM odd)) "
        "JOIN (SELECT series, count(*) + 1 AS most FROM odd GROUP BY series) USING (series) WHERE number <= most"
    )
