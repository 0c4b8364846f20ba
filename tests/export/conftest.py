"""What the tests of exports share: the tables of the book, and a small book with values that tempt formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchard_book import orchard
from statbook.export.tables import ExportTables, export_tables
from statbook.store import Store


@pytest.fixture(scope="session")
def tables(store: Store) -> ExportTables:
    """The tables of the book, with the earlier values, to be changed by nobody."""
    return export_tables(store)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder data/ of a small book, to be changed."""
    return orchard(tmp_path)


@pytest.fixture
def tempting(data: Path) -> Path:
    """A folder data/ whose values are longer than binary numbers, and whose text looks like formulas and numbers."""
    lines = (data / "credit.csv").read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    names = lines[0].split(",")
    cells[names.index("value")] = "12345678901234567890.125"
    cells[names.index("printed")] = "007"
    cells[names.index("note")] = '"=1+1"'
    lines[1] = ",".join(cells)
    (data / "credit.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return data
