"""Fixtures for the tests of the import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orchard_book import orchard
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.csv_reader import read_csv
from statbook.ingest.readers.grid import Grid
from statbook.store import Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder data/ of a small book, to be changed."""
    return orchard(tmp_path)


@pytest.fixture(scope="session")
def shared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder for all tests, not to be changed."""
    return orchard(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="session")
def vocabulary(shared_data: Path) -> Vocabulary:
    return Vocabulary(Store.load(shared_data))


@pytest.fixture(scope="session")
def grid_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Grid]:
    """Reads bytes as a CSV file."""
    file = tmp_path_factory.mktemp("tables") / "table.csv"

    def write(content: bytes) -> Grid:
        file.write_bytes(content)
        return read_csv(file)

    return write
