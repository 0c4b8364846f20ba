"""The data that a PDF carries: the printed figures behind it and the numbers it writes, as CSV."""

from __future__ import annotations

__all__ = ["articles_csv", "drawings_csv", "figures_csv", "numbers_csv"]

from collections.abc import Iterable
from typing import Any

from statbook.store import Store
from statbook.store.package import read
from statbook.store.sheets import as_csv

DRAWN = ("figure", "title", "row", "column", "cell")
NUMBERS = ("chapter", "key", "number", "value", "low", "high", "unit", "formula", "inputs")


def figures_csv(store: Store, wanted: Iterable[str]) -> str:
    """The rows of data/ whose keys are *wanted*, in the order of the data, with every column that any of them has.

    Empty if there are none.
    """
    keys = set(wanted)
    tables = {theme: read(store.package, theme) for theme in store.themes}
    found = [
        {"theme": theme, **{str(column): cell for column, cell in row.items()}}
        for theme, table in tables.items()
        for row in table.to_dict("records")
        if row["obs"] in keys
    ]
    columns = list(dict.fromkeys(column for row in found for column in row))
    return as_csv(columns, ([row.get(column) for column in columns] for row in found)) if found else ""


def articles_csv(store: Store, wanted: Iterable[str] | None) -> str:
    """The rows of sources.csv for the articles *wanted*, or for all; empty if there are none."""
    table = store.sources
    if wanted is not None:
        table = table[table["source"].isin(set(wanted))]
    return as_csv(list(table.columns), table.to_numpy().tolist()) if len(table) else ""


def drawings_csv(records: list[dict[str, Any]]) -> str:
    """What the figures among *records* show: a row a cell, since their tables differ; empty if there are none."""
    rows = [
        (record["id"], record["title"], place + 1, column, cell)
        for record in records
        if record["kind"] == "figure"
        for place, row in enumerate(record["data"]["rows"])
        for column, cell in zip(record["data"]["head"], row, strict=True)
    ]
    return as_csv(DRAWN, rows) if rows else ""


def numbers_csv(chapters: dict[str, dict[str, Any]]) -> str:
    """The numbers of *chapters* (name to key to record): as written, value, interval, unit, formula and inputs.

    An end of an interval that is not known stays empty; the whole is empty if there are no numbers.
    """
    rows = [
        (
            chapter,
            key,
            figure["words"]["num"],
            f"{figure['value']:.12g}",
            _end(figure["low"]),
            _end(figure["high"]),
            figure["unit"],
            figure["formula"] if figure["derived"] else "",
            " ".join(figure["inputs"]),
        )
        for chapter, figures in chapters.items()
        for key, figure in figures.items()
        if figure
    ]
    return as_csv(NUMBERS, rows) if rows else ""


def _end(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
