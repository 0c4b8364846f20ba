"""A table as it stands in a file: cells as text, each with its line and column, before anything is understood."""

from __future__ import annotations

__all__ = ["INVISIBLE", "Grid", "alike", "letters", "place", "shown"]

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from statbook.store.yaml_files import LONGEST

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")


@dataclass(frozen=True)
class Grid:
    """The cells of a table.

    frame   text, columns counted from 0, the file's line (the sheet's row) as index; cells that are not there are ""
    widths  how many cells each line has
    file    the name of the file
    sheet   the name of the sheet, empty for CSV
    notes   what was taken without being said: the encoding, the sign between cells, the sheet
    """

    frame: pd.DataFrame
    widths: pd.Series
    file: str
    sheet: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def prefix(self) -> str:
        """What stands before a cell in the column `cell` of data/."""
        return f"{self.sheet}!" if self.sheet else ""


def letters(position: int) -> str:
    """The letters of a column as spreadsheets write them: 0 is A, 26 is AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(grid: Grid, line: Any, position: Any, name: str = "") -> str:
    """Where a fault lies: `loans.csv:12:C (value)`, `book.xlsx:Sheet1:12:C`."""
    sheet = f"{grid.sheet}:" if grid.sheet else ""
    return f"{grid.file}:{sheet}{int(line)}:{letters(int(position))}" + (f" ({name})" if name else "")


def alike(text: str) -> str:
    """One way of writing a name: compatible forms alike, no blanks and no invisible signs."""
    return "".join(unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).split())


def shown(text: str) -> str:
    """A cell as a message repeats it: in quotes, and cut where it is long."""
    told = repr(text[: LONGEST + 1]) if text else "an empty cell"
    return told if len(text) <= LONGEST else f"{told[:LONGEST]}…"
