"""The data that a PDF carries: the printed figures behind it and the numbers it writes, as CSV."""

from __future__ import annotations

__all__ = ["articles_csv", "drawings_csv", "figures_csv", "numbers_csv"]

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from statbook.store import Store
from statbook.store.schema import read

_NUMBER = re.compile(r"[+\-−]?\d[\d,]*(?:\.\d+)?%?")
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
    return _csv(columns, found) if found else ""


def articles_csv(store: Store, wanted: Iterable[str] | None) -> str:
    """The rows of sources.csv for the articles *wanted*, or for all; empty if there are none."""
    codes = None if wanted is None else set(wanted)
    rows = [
        {str(column): cell for column, cell in row.items()}
        for row in store.sources.to_dict("records")
        if codes is None or row["source"] in codes
    ]
    return _csv(list(rows[0]), rows) if rows else ""


def drawings_csv(records: list[dict[str, Any]]) -> str:
    """What the figures among *records* show: a row a cell, since their tables differ; empty if there are none."""
    rows = [
        {"figure": record["id"], "title": record["title"], "row": str(place + 1), "column": column, "cell": cell}
        for record in records
        if record["kind"] == "figure"
        for place, row in enumerate(record["data"]["rows"])
        for column, cell in zip(record["data"]["head"], row, strict=True)
    ]
    return _csv(["figure", "title", "row", "column", "cell"], rows) if rows else ""


def numbers_csv(chapters: dict[str, dict[str, Any]]) -> str:
    """The numbers of *chapters* (name to key to record): as written, value, interval, unit, formula and inputs.

    An end of an interval that is not known stays empty; the whole is empty if there are no numbers.
    """
    rows = [
        {
            "chapter": chapter,
            "key": key,
            "number": figure["words"]["num"],
            "value": f"{figure['value']:.12g}",
            "low": _end(figure["low"]),
            "high": _end(figure["high"]),
            "unit": figure["unit"],
            "formula": figure["formula"] if figure["derived"] else "",
            "inputs": " ".join(figure["inputs"]),
        }
        for chapter, figures in chapters.items()
        for key, figure in figures.items()
        if figure
    ]
    return _csv(list(NUMBERS), rows) if rows else ""


def _end(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _csv(columns: list[str], rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    # A byte order mark: spreadsheets take a CSV without one for the local encoding, and garble the Chinese.
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_inert(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _inert(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula: led by an apostrophe if it begins like one and is no number."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in "=+-−@\t\r\n" and text and not _NUMBER.fullmatch(text) else text
