"""All observations as one table: a row for each, with what is printed, what that allows, and the names of its codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from statbook.store.observation import Observation
from statbook.store.rounding import exact_interval

if TYPE_CHECKING:
    from statbook.store.tables import Store

TEXT, DAY, NUMBER, PLACE = "text", "day", "decimal", "integer"
"""Kinds of columns: text, "" where there is none; a day as text; a Decimal or None; an integer (Int64) or missing."""


class Column(NamedTuple):
    """A column of the table, and what it means."""

    name: str
    kind: str
    meaning: str


_BEFORE = (
    Column("obs", TEXT, "key of the observation"),
    Column("theme", TEXT, "the theme whose table holds it"),
    Column("name_en", TEXT, "what is counted: its members, or its indicator where it is not broken down"),
    Column("name_zh", TEXT, "the same in Chinese"),
    Column("indicator", TEXT, "code of indicators.csv"),
    Column("indicator_en", TEXT, "name of the indicator"),
    Column("indicator_zh", TEXT, "its name in Chinese"),
    Column("region", TEXT, "code of members.csv"),
    Column("region_en", TEXT, "name of the region"),
    Column("region_zh", TEXT, "its name in Chinese"),
)
_BEHIND = (
    Column("period", TEXT, "EDTF, as in the tables of themes"),
    Column("timing", TEXT, "how the number relates to its period"),
    Column("measure", TEXT, "level, growth, share and so on"),
    Column("base_period", TEXT, "EDTF: what a change is compared with"),
    Column("of", TEXT, "the whole of a share, or the other series"),
    Column("value", NUMBER, "signed, in the unit"),
    Column("value_to", NUMBER, "upper end of a printed range"),
    Column("low", NUMBER, "least value that is printed like this; missing: no limit"),
    Column("high", NUMBER, "greatest value that is printed like this; missing: no limit"),
    Column("unit", TEXT, "code of units.csv"),
    Column("bound", TEXT, "exact, about, more_than and so on"),
    Column("step", NUMBER, "rounding unit, where it is not the last printed digit"),
    Column("status", TEXT, "actual, preliminary, estimate, forecast, target, rule"),
    Column("printed", TEXT, "as printed"),
    Column("source", TEXT, "code of sources.csv"),
    Column("source_date", DAY, "day of the source"),
    Column("offset", PLACE, "place in a text, in Unicode code points"),
    Column("cell", TEXT, "place in a table"),
    Column("known_from", DAY, "day the number became public"),
    Column("known_to", DAY, "day it was replaced or withdrawn; empty: in force"),
    Column("producer", TEXT, "who compiled it, where it is not the producer of the indicator"),
    Column("note", TEXT, "what a reader must be told"),
)


def frame_columns(themes: Mapping[str, list[str]]) -> tuple[Column, ...]:
    """The columns of the table for these themes and their dimensions, each of which has a column of its own.

    >>> [column.name for column in frame_columns({"trade": ["flow"], "credit": ["flow", "kind"]})][9:13]
    ['region_zh', 'flow', 'kind', 'period']
    """
    names = dict.fromkeys(name for dimensions in themes.values() for name in dimensions)
    meaning = "code of members.csv; all: not broken down; empty: the theme has no such dimension"
    return (*_BEFORE, *(Column(name, TEXT, meaning) for name in names), *_BEHIND)


def observations_frame(themes: Mapping[str, list[str]], rows: Iterable[Observation], store: Store) -> pd.DataFrame:
    """The observations *rows* as a table with the columns of `frame_columns`; *store* knows names and sources."""
    rows = list(rows)
    others = _other_columns(store)
    columns: dict[str, Any] = {}
    for column in frame_columns(themes):
        name = column.name
        if name in others:
            cells = [others[name](row) for row in rows]
        elif column in _BEFORE or column in _BEHIND:
            cells = [getattr(row, name) for row in rows]
        else:
            cells = [dict(row.members).get(name, "") for row in rows]
        kind: Any = {NUMBER: object, PLACE: "Int64"}.get(column.kind, "str")
        columns[name] = pd.Series(cells, dtype=kind)
    return pd.DataFrame(columns)


_Find = Callable[[Observation], Any]


def _other_columns(store: Store) -> dict[str, _Find]:
    """The columns that are no fields of an observation, and how each is found."""
    names, dates = cache(store.names), store.sources["date"].to_dict()

    def limit(number: Decimal) -> Decimal | None:
        return number if number.is_finite() else None

    found: dict[str, _Find] = {
        "low": lambda row: limit(exact_interval(row)[0]),
        "high": lambda row: limit(exact_interval(row)[1]),
        "source_date": lambda row: dates[row.source],
    }
    return found | _in_words(store, names, "en") | _in_words(store, names, "zh")


def _in_words(store: Store, names: Callable[..., dict[str, str]], lang: str) -> dict[str, _Find]:
    """The columns with names in *lang*; *names* are those of members."""
    indicators = store.indicators[f"name_{lang}"].to_dict()
    return {
        f"name_{lang}": lambda row: names(row.theme, row.indicator, row.members)[lang],
        f"indicator_{lang}": lambda row: indicators[row.indicator],
        f"region_{lang}": lambda row: store.name("region", row.region, lang),
    }
