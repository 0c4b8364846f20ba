"""Fixtures for the tests of the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchard_book import orchard


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder data/ of a small book, to be changed."""
    return orchard(tmp_path)
