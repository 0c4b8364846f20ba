"""What comes of parsing a table, or a part of a long one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from statbook.errors import Fault


@dataclass
class ParsedTable:
    """A parsed table.

    theme     the theme that its rows belong to
    rows      columns of the theme, and `where`: the Place of the value
    columns   columns of the theme to columns of the file, where the file has the layout of the theme
    faults    everything that could not be parsed; there may be no rows then
    missing   number of cells that say that there is no number
    left_out  numbers that the recipe leaves out, by reason
    notes     what the recipe says that a table may lack, and this one lacks
    period    the text of its last period
    """

    theme: str
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    columns: Mapping[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    missing: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    period: str = ""

    def add(self, other: "ParsedTable") -> "ParsedTable":
        """This table with what the parts of *other* but its rows say."""
        self.faults += other.faults
        self.missing += other.missing
        self.left_out += other.left_out
        self.notes += other.notes
        return self


@dataclass
class Above:
    """What the parts above one part of a table have, and whether others follow.

    period  the text of the last period above
    series  the names of series so far
    units   lines with words for units among the rows so far, with the last line and column of each
    """

    period: str = ""
    series: dict[str, None] = field(default_factory=dict)
    units: dict[str, tuple[int, int]] = field(default_factory=dict)
    goes_on: bool = False
