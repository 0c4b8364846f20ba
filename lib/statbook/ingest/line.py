"""The rows of a file while they are looked at: a fault at the place of each cell."""

from __future__ import annotations

__all__ = ["Rows"]

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import Grid, place
from statbook.ingest.parsing.vocabulary import near


class Rows:
    """The rows of a file, and where each of their cells stands."""

    def __init__(self, rows: pd.DataFrame, grid: Grid, positions: Mapping[str, int]) -> None:
        self.rows, self.grid, self.positions = rows, grid, positions

    def fault(self, index: Any, column: str, found: str, expected: str, fix: str = "") -> Fault:
        position = self.positions.get(column, self.rows.at[index, "position"])
        return Fault(place(self.grid, self.rows.at[index, "line"], position, column), found, expected, fix)

    def each(self, column: str, good: Callable[[str], bool], expected: str, fix: str = "") -> Iterator[Fault]:
        """A fault for every cell of *column* that is not *good*; each text is looked at once."""
        bad = {text for text in self.rows[column].unique() if not good(text)}
        for index in self.rows.index[self.rows[column].isin(bad)] if bad else ():
            text = str(self.rows.at[index, column])
            yield self.fault(index, column, repr(text) if text else "an empty cell", expected, fix)

    def among(self, column: str, codes: Iterable[str], expected: str) -> Iterator[Fault]:
        """A fault for every cell of *column* that is none of *codes*, with the codes that are near to it."""
        allowed = set(codes)
        for index in self.rows.index[~self.rows[column].isin(allowed)]:
            text = str(self.rows.at[index, column])
            found = repr(text) if text else "an empty cell"
            yield self.fault(index, column, found, expected, near(text, sorted(allowed)))
