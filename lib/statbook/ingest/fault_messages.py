"""Faults of rows: each at the place of its row, with words filled in from its cells."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from statbook.errors import Fault, suggestion


def row_faults(
    rows: pd.DataFrame, found: str, expected: str, fix: str = "", /, *, column: str = "", **words: Any
) -> Iterator[Fault]:
    """A fault for each row of *rows*, at its place (column `where`); *column* names the cell.

    *found*, *expected* and *fix* are format strings; their fields are columns of the row and *words*.

    >>> from statbook.ingest.readers.grid import Place
    >>> rows = pd.DataFrame({"where": [Place("loans.csv", 12, 2)], "value": ["x"]})
    >>> [str(fault) for fault in row_faults(rows, "{value!r}", "a number in {unit}", unit="yuan")]
    ["loans.csv:12:C: found 'x'; expected a number in yuan."]
    """
    label = f" ({column})" if column else ""
    for row in rows.to_dict("records"):
        cells = {str(name): cell for name, cell in row.items()} | words
        yield Fault(f"{row['where']}{label}", *(text.format_map(cells) for text in (found, expected, fix)))


def suggest(name: str, known: Iterable[str]) -> str:
    """The question whether a known name was meant that is nearly *name*; empty if there is none."""
    return suggestion(name, known).strip()
