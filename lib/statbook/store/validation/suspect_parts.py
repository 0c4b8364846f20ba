"""Which numbers of large tables need a closer look beside others: parts that may exceed their wholes, facts with two
values.

DuckDB compares the numbers themselves. A part whose number is not larger than that of its whole cannot exceed it within
their roundings either, and of one fact equal numbers agree. What stands beside a number that is larger, or that differs,
is read as observations, and judged by the same functions as the readable tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from statbook.store.classification import WHOLE
from statbook.store.duck import quote, quote_name
from statbook.store.observation import Observation, make_observations
from statbook.store.package import as_known_then, read_table, read_whole_table
from statbook.store.periods import UNDATED
from statbook.store.rounding import OPEN_DOWN, OPEN_UP
from statbook.store.tables import Store

if TYPE_CHECKING:
    import duckdb

_PART = 1_000_000
"""Numbers that are compared at a time: each part holds all that may be compared with one another."""
_ROWS = 20_000
"""Numbers that are read as observations at a time, those of one context together."""
_CONTEXT = ("indicator", "region", "period", "timing", "status")
_NEARLY = 1e-9
"""How much of a number binary arithmetic may lose, at most."""
_COLUMNS = (*_CONTEXT, "measure", "of", "base_period", "value", "value_to", "unit", "bound", "source")


def context(row: Observation) -> tuple[str, ...]:
    """What numbers must share to be compared; undated ones are taken to be of one time within one article only."""
    article = row.source if row.period == UNDATED else ""
    return (row.indicator, row.region, row.period, row.timing, row.status, article)


def suspect_numbers(store: Store, theme: str, additive: Collection[str]) -> Iterator[list[Observation]]:
    """The numbers in force of *theme*, readable ones too, that share their context with one that needs a closer look.

    *additive* are the indicators whose parts lie in their wholes.
    """
    package = store.package
    with package.large.open(theme, threads=2) as duck:
        _make_facts(duck, store, theme)
        _make_pairs(duck, store, theme, additive)
        duck.execute(f"CREATE TEMP TABLE picked AS {_misread_later(duck, store)}")
        count = int(duck.sql("SELECT count(*) FROM facts").fetchall()[0][0])
        parts = count // _PART + 1
        for part in range(parts):
            mine = f"hash({', '.join(_CONTEXT)}, article) % {parts} = {part}"
            duck.execute(f"INSERT INTO picked {_differing(package.themes[theme], mine)}")
            _pick_wholes(duck, package.themes[theme], mine)
        listed = ", ".join((*_CONTEXT, "article"))
        duck.execute(
            f"CREATE TEMP TABLE batches AS SELECT {listed}, (sum(size) OVER (ORDER BY first, {listed}) - size) // {_ROWS} "
            f"AS batch FROM (SELECT {listed}, count(*) AS size, min(place) FILTER (WHERE place >= 0) AS first "
            f"FROM facts SEMI JOIN picked USING ({listed}) GROUP BY {listed})"
        )
        for (batch,) in duck.sql("SELECT DISTINCT batch FROM batches ORDER BY batch").fetchall():
            here = f"SELECT {listed} FROM batches WHERE batch = {batch}"
            contexts = {tuple(map(str, key)) for key in duck.sql(here).fetchall()}
            places = f"SELECT place FROM facts SEMI JOIN ({here}) USING ({listed})"
            frame = as_known_then(package, package.large.read(duck, theme, places))
            large = make_observations(package, theme, frame, store.classifier)
            beside = [row for row in store.observations if context(row) in contexts]
            yield [*beside, *(row for row in large if not row.known_to)]


def numbers_beside(store: Store, theme: str, rows: pd.DataFrame) -> list[Observation]:
    """The numbers in force among *rows* of large tables, and the readable ones that share their context with them."""
    large = make_observations(store.package, theme, as_known_then(store.package, rows), store.classifier)
    contexts = {context(row) for row in large}
    beside = (row for row in store.observations if context(row) in contexts)
    return [*beside, *(row for row in large if not row.known_to)]


def _make_facts(duck: duckdb.DuckDBPyConnection, store: Store, theme: str) -> None:
    """The view `facts` of all numbers in force, with their article; places of readable ones are negative."""
    package, day = store.package, store.package.as_of
    names = [*_COLUMNS, "known_from", "known_to", "obs", *package.themes[theme]]
    readable = read_table(package, theme)[names].astype(object)
    duck.register("readable", readable.assign(**{name: readable[name].replace("", None) for name in ("value_to",)}))
    known = f"known_from <= {quote(day)} AND (known_to = '' OR known_to > {quote(day)})" if day else "known_to = ''"
    columns = ", ".join(map(quote_name, names))
    cast = "* REPLACE (CAST(value AS DECIMAL(38, 12)) AS value, CAST(value_to AS DECIMAL(38, 12)) AS value_to)"
    duck.execute(
        f"CREATE VIEW facts AS SELECT *, CASE WHEN period = {quote(UNDATED)} THEN source ELSE '' END AS article FROM ("
        f"SELECT place, {columns} FROM numbers UNION ALL "
        f"SELECT {cast} FROM (SELECT -1 AS place, {columns} FROM readable)) WHERE {known}"
    )


def _misread_later(duck: duckdb.DuckDBPyConnection, store: Store) -> str:
    """The contexts of numbers that were read in another way on the day of the store."""
    later = {*read_whole_table(store.package, "changes")["obs"]} if store.package.as_of else set()
    duck.register("misread", pd.DataFrame({"obs": pd.Series([*later], dtype=object)}))
    return f"SELECT DISTINCT {', '.join(_CONTEXT)}, article FROM facts WHERE obs IN (SELECT obs FROM misread)"


def _differing(dimensions: list[str], mine: str) -> str:
    """The contexts with a fact that has different numbers."""
    context = ", ".join((*_CONTEXT, "article"))
    members = ", ".join(_without_whole(name) for name in dimensions)
    fact = f'hash({context}, {members}, measure, "of", base_period)'
    number = "hash(value, value_to, unit, bound)"
    digests = f"SELECT {fact} AS fact FROM facts WHERE {mine} GROUP BY fact HAVING min({number}) <> max({number})"
    return f"SELECT DISTINCT {context} FROM facts WHERE {mine} AND {fact} IN ({digests})"


def _without_whole(name: str) -> str:
    """A dimension in SQL in which all members for a whole are one."""
    return f"CASE WHEN {quote_name(name)} IN ({', '.join(map(quote, WHOLE))}) THEN 'all' ELSE {quote_name(name)} END"


def _make_pairs(duck: duckdb.DuckDBPyConnection, store: Store, theme: str, additive: Collection[str]) -> None:
    """The tables `kinds` of the members that additive numbers have, by `id_`, and `pairs` of a `part` and a `whole`."""
    dimensions = store.package.themes[theme]
    listed = ", ".join(("indicator", *map(quote_name, dimensions)))
    found = duck.sql(f"SELECT DISTINCT {listed} FROM facts WHERE measure = 'level'").fetchall()
    kinds = {kind: number for number, kind in enumerate(sorted(kind for kind in found if kind[0] in additive))}
    by_indicator: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for indicator, *codes in kinds:
        by_indicator[indicator].add(tuple(codes))
    above: dict[tuple[str, str], list[str]] = defaultdict(list)
    for _, *codes in kinds:
        for key in zip(dimensions, codes, strict=True):
            above[key] = above.get(key) or [key[1], *({"all", *store.parents(*key)} - {key[1]})]
    pairs = [
        (number, kinds[indicator, *whole])
        for (indicator, *codes), number in kinds.items()
        for whole in product(*(above[key] for key in zip(dimensions, codes, strict=True)))
        if whole != tuple(codes) and whole in by_indicator[indicator]
    ]
    frame = pd.DataFrame([*kinds], columns=["indicator", *dimensions], dtype=object)
    duck.register("kinds", frame.assign(id_=range(len(frame))))
    duck.register("pairs", pd.DataFrame(pairs, columns=["part", "whole"], dtype=int))
    units = store.units[["unit", "quantity"]].astype(object).assign(factor=store.units["factor"].astype(float))
    duck.register("units", units)


def _pick_wholes(duck: duckdb.DuckDBPyConnection, dimensions: list[str], mine: str) -> None:
    """Put into `picked` the contexts with a part that is larger than its whole, now or in the base of their growth."""
    if not duck.sql("SELECT 1 FROM pairs LIMIT 1").fetchall():
        return
    context = ", ".join((*_CONTEXT, "article"))
    named = ", ".join(map(quote_name, dimensions))
    members = ", ".join(_without_whole(name) for name in dimensions)
    growth = f"measure = 'growth' AND base_period <> {quote(UNDATED)}"
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE rates AS SELECT "
        f"hash({context}, {members}) AS fact, base_period, min(CAST(value AS DOUBLE)) AS low, "
        f"max(CAST(coalesce(value_to, value) AS DOUBLE)) AS high FROM facts WHERE {growth} AND {mine} "
        "GROUP BY fact, base_period"
    )
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE levels AS SELECT "
        f"id_, hash({context}) AS context, hash({context}, {members}) AS fact, units.quantity, unit, bound, value, "
        "coalesce(value_to, value) AS top, CAST(value AS DOUBLE) * units.factor AS size, "
        f"CAST(coalesce(value_to, value) AS DOUBLE) * units.factor AS top_size FROM facts "
        f"JOIN kinds USING (indicator, {named}) JOIN units USING (unit) WHERE measure = 'level' AND {mine} "
        "AND kinds.id_ IN (SELECT part FROM pairs UNION SELECT whole FROM pairs)"
    )
    open_up, open_down = (", ".join(map(quote, sorted(bounds))) for bounds in (OPEN_UP, OPEN_DOWN))
    beside = (
        "levels AS part JOIN pairs ON part.id_ = pairs.part JOIN levels AS whole ON whole.id_ = pairs.whole "
        "AND whole.context = part.context AND whole.quantity = part.quantity "
        f"AND part.bound NOT IN ({open_down}) AND whole.bound NOT IN ({open_up})"
    )
    larger = (
        "CASE WHEN part.unit = whole.unit THEN part.value > whole.top "
        f"ELSE part.size > whole.top_size - {_NEARLY} * abs(whole.top_size) END"
    )
    queries = [f"SELECT part.context FROM {beside} WHERE {larger}"]
    if duck.sql("SELECT 1 FROM rates LIMIT 1").fetchall():
        base = "whole.top_size / (1 + ours.low / 100)"
        grew = (
            f"part.size < 0 OR whole.top_size < 0 OR its.high <= -100 OR (ours.low > -100 AND "
            f"part.size / (1 + its.high / 100) > {base} - {_NEARLY} * abs({base}))"
        )
        rates = (
            "JOIN rates AS its ON its.fact = part.fact JOIN rates AS ours ON ours.fact = whole.fact "
            "AND ours.base_period = its.base_period"
        )
        queries.append(f"SELECT part.context FROM {beside} {rates} WHERE {grew}")
    duck.execute(
        f"INSERT INTO picked SELECT DISTINCT {context} FROM facts WHERE {mine} "
        f"AND hash({context}) IN ({' UNION '.join(queries)})"
    )
