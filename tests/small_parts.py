"""Long tables in little: a part of a table has two lines, and two rows are compared at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

SMALL = {
    "readers.grid.PART": 2,
    "readers.grid._LEAST_LINES": 2,
    "readers.csv_reader._LEAST": 1,
    "staged_rows.BLOCK": 2,
    "compare.LARGE": 0,
}


@contextmanager
def in_small_parts() -> Iterator[None]:
    """Every table of some lines is a long one."""
    with ExitStack() as stack:
        for name, number in SMALL.items():
            stack.enter_context(mock.patch(f"statbook.ingest.{name}", number))
        yield
