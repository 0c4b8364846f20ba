"""What parsing returns and validation checks: rows of a theme, each with its place in the file."""

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
    """

    theme: str
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    columns: Mapping[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    missing: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
