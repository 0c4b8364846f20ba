"""The data that a PDF carries, as CSV: the printed numbers behind it, the numbers of its text, its charts, its articles.

Heads and notes are in the language of the PDF, codes and printed forms are those of data/.
"""

from collections.abc import Iterable
from typing import Any

from statbook.messages import say
from statbook.store import Store
from statbook.store.package import read_table
from statbook.store.sheets import as_csv

CHART_COLUMNS = ("figure", "title", "row", "column", "cell")
NOTED = ("note", "producer", "publisher", "date_basis")
"""Columns of data/ with words of ours."""
NUMBER_COLUMNS = ("chapter", "key", "number", "value", "low", "high", "unit", "formula", "inputs")


def observations_csv(store: Store, wanted: Iterable[str]) -> str:
    """The rows of data/ with the keys *wanted*, in the order of the data, with all their columns; empty if none."""
    keys = set(wanted)
    tables = ((theme, read_table(store.package, theme)) for theme in store.themes)
    found: list[dict[Any, Any]] = [
        {"theme": theme, **row} for theme, table in tables for row in table[table["obs"].isin(keys)].to_dict("records")
    ]
    columns = list(dict.fromkeys(column for row in found for column in row))
    return _rows_of_data(columns, ([row.get(column) for column in columns] for row in found)) if found else ""


def articles_csv(store: Store, wanted: Iterable[str] | None) -> str:
    """The rows of sources.csv for the articles *wanted* (None: all); empty if there are none."""
    table = read_table(store.package, "sources")
    if wanted is not None:
        table = table[table["source"].isin(set(wanted))]
    return _rows_of_data(list(table.columns), table.to_numpy().tolist()) if len(table) else ""


def _rows_of_data(columns: list[str], rows: Iterable[list[Any]]) -> str:
    told = ([say(c) if c and name in NOTED else c for name, c in zip(columns, row, strict=True)] for row in rows)
    return as_csv([say(column) for column in columns], told)


def charts_csv(records: list[dict[str, Any]]) -> str:
    """The data of the charts among *records*, one row for each cell of their tables; empty if there are none."""
    rows = [
        (record["id"], record["title"], place, column, cell)
        for record in records
        if record["kind"] == "figure"
        for place, row in enumerate(record["data"]["rows"], 1)
        for column, cell in zip(record["data"]["head"], row, strict=True)
    ]
    return as_csv([say(column) for column in CHART_COLUMNS], rows) if rows else ""


def numbers_csv(chapters: dict[str, dict[str, Any]]) -> str:
    """The numbers of *chapters* (name to key to number): as written, value, interval, unit, formula and inputs.

    An end of an interval that is not known is an empty cell. Empty if there are no numbers.
    """
    rows = [
        (
            chapter,
            key,
            number["words"]["num"],
            *("" if number[end] is None else f"{number[end]:.12g}" for end in ("value", "low", "high")),
            number["unit"],
            number["formula"] if number["derived"] else "",
            " ".join(number["inputs"]),
        )
        for chapter, numbers in chapters.items()
        for key, number in numbers.items()
        if number
    ]
    return as_csv([say(column) for column in NUMBER_COLUMNS], rows) if rows else ""
