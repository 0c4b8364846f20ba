"""Shared by the tests of the import: add a table to a copy of the orchard, and look at what became of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook

from orchard_book import TABLE, bytes_of, orchard
from statbook.errors import StatbookError
from statbook.ingest.add import AddRequest, AddResult, add
from statbook.ingest.readers.grid import Grid
from statbook.store import Package, Store, check_consistency, check_dates, check_printed, check_tables

DAY = "2026-01-31"
JULY = "2025-07,7,67,1,x\n"
SHORT = "period: {column: 月份}\nregion: {is: China}\n"
LEVELS = "values: [{column: 苹果, indicator: apples, unit: 亿元}]\n"

__all__ = [
    "DAY",
    "JULY",
    "LEVELS",
    "SHORT",
    "TABLE",
    "added",
    "grid",
    "is_sound",
    "orchard",
    "refused",
    "table",
    "values",
    "with_recipe",
    "workbook",
]


def added(
    data: Path, content: str | bytes, recipe: str = "orchard", name: str = "table.csv", **request: Any
) -> AddResult:
    """The result of adding a file with this content; data/ must be sound then."""
    file = data.parent / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    result = add(data, file, AddRequest(recipe, DAY, **request))
    assert is_sound(data)
    return result


def is_sound(data: Path) -> bool:
    package = Package(data)
    return not [
        *check_tables(package),
        *check_dates(package),
        *check_printed(package),
        *check_consistency(Store.load(data)),
    ]


def refused(data: Path, folder: Path, name: str, content: bytes, recipe: str = "orchard") -> str:
    """The message for a file with this content, which must be refused and leave data/ as it was."""
    file = folder / name
    file.write_bytes(content)
    before = bytes_of(data)
    with pytest.raises(StatbookError) as error:
        add(data, file, AddRequest(recipe, DAY))
    assert before == bytes_of(data)
    return str(error.value)


def values(result: AddResult) -> dict[str, str]:
    """The new values by their keys."""
    return dict(zip(result.plan.new["obs"], result.plan.new["value"], strict=True))


def table(data: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((data / f"{name}.csv").read_text(encoding="utf-8"))))


def with_recipe(data: Path, text: str) -> None:
    """Write the recipe `other`."""
    head = "theme: credit\nsource: {code: other, title: 别, title_en: Other, publisher: Nobody}\n"
    (data / "recipes" / "other.yaml").write_text(head + text, encoding="utf-8")


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    """A workbook as bytes."""
    book = Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def grid(*lines: str) -> Grid:
    """A grid of lines with commas, of the file `t.csv`."""
    rows = [line.split(",") for line in lines]
    width = max(map(len, rows))
    frame = pd.DataFrame([row + [""] * (width - len(row)) for row in rows], dtype=object)
    frame.index = pd.RangeIndex(1, len(rows) + 1)
    return Grid(frame, pd.Series([len(row) for row in rows], index=frame.index), "t.csv")
