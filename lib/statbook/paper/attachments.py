"""The data that a PDF carries: the printed figures behind it and the numbers it writes, as CSV."""

from __future__ import annotations

__all__ = ["figures_csv", "numbers_csv"]

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
    """The rows of data/ whose keys are *wanted*, in the order of the data, with every column that any of them has."""
    keys = set(wanted)
    tables = {theme: read(store.package, theme) for theme in store.themes}
    found = [
        {"theme": theme, **{str(column): cell for column, cell in row.items()}}
        for theme, table in tables.items()
        for row in table.to_dict("records")
        if row["obs"] in keys
    ]
    columns = list(dict.fromkeys(column for row in found for column in row))
    return _csv(columns, found)


def numbers_csv(chapters: dict[str, dict[str, Any]]) -> str:
    """The numbers of *chapters* (name to key to record): as written, value, interval, unit, formula and inputs."""
    rows = [
        {
            "chapter": chapter,
            "key": key,
            "number": figure["words"]["num"],
            "value": repr(figure["value"]),
            "low": figure["low"],
            "high": figure["high"],
            "unit": figure["unit"],
            "formula": figure["formula"] if figure["derived"] else "",
            "inputs": " ".join(figure["inputs"]),
        }
        for chapter, figures in chapters.items()
        for key, figure in figures.items()
        if figure
    ]
    return _csv(list(NUMBERS), rows)


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
