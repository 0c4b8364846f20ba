"""Which series of a long table are plainly new and calm: levels of one time and unit that no check has anything to say of.

DuckDB looks at all of them; the rows of the others are compared with data/ and doubted as those of a small table are. So
a series may be called calm too seldom, but never too often: each condition is one that a doubt or a fault needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from statbook.store.duck import quote_name

if TYPE_CHECKING:
    import duckdb

_STEP = 0.4
"""The largest step between neighbours, in powers of ten. What stands out among its two neighbours on each side, sums from
January and another unit all need a larger one (0.42, 0.47, 0.7)."""
_TWICE = 1.6
"""How many times the least of its series January or February is, from which it may be both together."""
_CONSTANT = ("unit", "timing", "status", "source", "known_from", "producer", "span")
"""What all rows of a calm series share."""
_PERIOD = "[0-9]{4}(-[0-9]{2})?|[0-9]{4}-[0-9]{2}/[0-9]{4}-[0-9]{2}"
_SPAN = (
    "CASE WHEN length(period) > 7 THEN CAST(substr(period, 9, 4) AS INTEGER) * 12 + CAST(substr(period, 14) AS INTEGER) "
    "- CAST(substr(period, 1, 4) AS INTEGER) * 12 - CAST(substr(period, 6, 2) AS INTEGER) ELSE -length(period) END"
)
"""The length of a period, where it is one of _PERIOD."""

_ORDER = (
    "CASE length(period) WHEN 7 THEN TRY_CAST(substr(period, 1, 4) AS INTEGER) * 12 + TRY_CAST(substr(period, 6) AS INTEGER) "
    "WHEN 4 THEN TRY_CAST(period AS INTEGER) END"
)
"""The number of a month or a year."""
_GAP = 6
"""The largest gap between neighbours: a period that is mistyped lies farther from the others."""
_LONE = (
    "length(period) = 7 AND ((number_of_period % 12 = 1 AND lead(number_of_period) OVER own BETWEEN number_of_period + 2 AND number_of_period + 11) "
    "OR (number_of_period % 12 = 2 AND lag(number_of_period) OVER own IS DISTINCT FROM number_of_period - 1))"
)
"""Whether January or February stands without the other."""


def find_calm(
    duck: duckdb.DuckDBPyConnection, series: Sequence[str], columns: Sequence[str], known: pd.DataFrame
) -> None:
    """Make the table `calm` of the *series* that are, each with the rowid `first` of its first row, and how `many` they are.

    The rows are in the table `ordered`, those of a series together and sorted by period. *known* are the rows of data/
    of their theme, and of large tables at least one of each indicator and region.
    """
    listed = ", ".join(map(quote_name, series))
    duck.register("known", known[["indicator", "region", "period", "value", "obs"]].astype(object))
    named = "AND obs = ''" if "obs" in columns else ""
    plain = (
        "measure = 'level' AND value_to = '' AND \"of\" = '' AND base_period = '' AND timing IN ('over', 'at') "
        f"AND regexp_full_match(period, '{_PERIOD}') AND number > 0 {named}"
    )
    constant = " AND ".join(f"min({name}) = max({name})" for name in _CONSTANT if name in (*columns, "span"))
    rows = f"SELECT rowid AS place, *, CAST(value AS DOUBLE) AS number, {_ORDER} AS number_of_period, {made_key(series)} AS made FROM ordered"
    same = "(period, number) IN (SELECT (period, CAST(value AS DOUBLE)) FROM known)"
    beside = (
        f"SELECT {listed}, place, unit, timing, status, source, known_from, "
        f"{'producer, ' if 'producer' in columns else ''}"
        f"{plain} AND NOT {same} AND made NOT IN (SELECT obs FROM known) AS is_plain, "
        f"CASE WHEN regexp_full_match(period, '{_PERIOD}') THEN {_SPAN} END AS span, "
        "log10(CASE WHEN number > 0 THEN number END) AS size, lag(size) OVER own AS size_before, "
        f"period = lag(period) OVER own AS is_again, number_of_period - lag(number_of_period) OVER own AS gap, "
        f"number, CASE WHEN {_LONE} THEN number END AS lone "
        f"FROM ({rows}) WINDOW own AS (PARTITION BY {listed} ORDER BY place)"
    )
    duck.execute(
        f"CREATE TEMP TABLE calm AS SELECT {listed}, min(place) AS first, count(*) AS many FROM ({beside}) GROUP BY {listed} "
        f"HAVING bool_and(is_plain) AND coalesce(max(abs(size - size_before)), 0) < {_STEP} AND {constant} "
        f"AND NOT coalesce(bool_or(is_again), false) AND coalesce(max(gap), 0) <= {_GAP} "
        f"AND coalesce(max(lone) < {_TWICE} * min(number), true) "
        "AND (indicator, region) NOT IN (SELECT (indicator, region) FROM known)"
    )
    duck.unregister("known")


def made_key(series: Sequence[str]) -> str:
    """The key of a calm row in SQL, as `merge_rows` makes it."""
    members = (name for name in series if name not in ("indicator", "region"))
    parts = [f"CASE WHEN {name} = 'all' THEN '' ELSE '.' || lower({name}) END" for name in map(quote_name, members)]
    status = "CASE WHEN status IN ('actual', 'preliminary') THEN '' ELSE '.' || status END"
    return " || ".join(["lower(region)", "'.'", "replace(period, '/', '_')", "'.'", "indicator", *parts, status])
