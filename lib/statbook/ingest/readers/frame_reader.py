"""Read a pandas DataFrame as if it were a file: its cells as text, in the lines of a CSV file that it stands for."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.readers.csv_reader import MOST_COLUMNS
from statbook.ingest.readers.grid import MOST_LINES, Grid, Place, sort_faults

FRAME = "frame"
"""The name of a DataFrame in messages and in sources.csv, where a file has its own."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""Signs that no file of text has."""
_SURE_DIGITS = 15
"""Decimal digits that a binary number keeps whatever they are."""
_MOST = 50
"""Faults that are listed."""
_SHOWN = "text, a number, a day, or nothing (None, NaN, NaT)"


def read_frame(frame: pd.DataFrame) -> Grid:
    """The table in *frame*: first the names of its columns, a line for each level of them, then its rows.

    Named levels of the index come first, as columns. Row numbers without a name are left out.
    Raises DataError with all cells that are no text, number or day, and for an index of other things without a name.

    >>> frame = pd.DataFrame({"month": [pd.Timestamp("2025-01-01")], "apples": [0.1]})
    >>> read_frame(frame).frame.to_numpy().tolist()
    [['month', 'apples'], ['2025-01-01', '0.1']]
    """
    if not isinstance(frame, pd.DataFrame):
        raise DataError([Fault(FRAME, f"{type(frame).__name__}", "a pandas DataFrame")])
    table = _with_index(frame)
    if table.columns.empty:
        raise DataError([Fault(FRAME, "no columns", "a table")])
    levels = table.columns.nlevels
    if len(table) + levels > MOST_LINES or len(table.columns) > MOST_COLUMNS:
        expected = f"at most {MOST_LINES:,} lines and {MOST_COLUMNS:,} columns"
        raise DataError([Fault(FRAME, f"{len(table) + levels:,} lines and {len(table.columns):,} columns", expected)])
    faults: list[Fault] = []
    columns = []
    for at, label in enumerate(table.columns):
        names = [*label] if levels > 1 else [label]
        columns.append(_show_cells([*names, *table.iloc[:, at].array], at, levels, faults))
    if faults:
        more = [Fault(FRAME, f"{len(faults) - _MOST:,} more faults", "none")] if len(faults) > _MOST else []
        raise DataError([*sort_faults(faults)[:_MOST], *more])
    binary = [pd.api.types.is_float_dtype(kind) for kind in table.dtypes]
    notes = note_noise([texts for texts, is_binary in zip(columns, binary, strict=True) if is_binary])
    cells = pd.DataFrame(dict(enumerate(columns)), index=pd.RangeIndex(1, len(table) + levels + 1), dtype=object)
    return Grid(cells, pd.Series(len(columns), index=cells.index), FRAME, notes=notes)


def canonical_csv(grid: Grid) -> bytes:
    """The cells of *grid* as CSV in UTF-8: commas, quotes only where they are needed, lines ending with a line feed.

    >>> canonical_csv(read_frame(pd.DataFrame({"a": [1], "b": ["x,y"]})))
    b'a,b\\n1,"x,y"\\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(grid.frame.itertuples(index=False))
    return out.getvalue().encode("utf-8")


def show_float(shortest: str) -> str:
    """A binary number that *shortest* tells from all others, in all its digits: 1e+16 is 10000000000000000.0.

    No number (nan) is an empty cell.
    """
    if shortest == "nan":
        return ""
    if "e" not in shortest:
        return shortest
    digits = f"{Decimal(shortest):f}"
    return digits if "." in digits else f"{digits}.0"


def note_noise(columns: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """A note that counts the numbers of more than 15 digits in *columns* of binary numbers; nothing if there are none.

    >>> note_noise([["0.1", "0.30000000000000004"]])
    ('binary numbers of more than 15 digits, as sums leave them: 1; they are read in full, round them if that is wrong',)
    """
    count = sum(len(text.strip("-").replace(".", "").strip("0")) > _SURE_DIGITS for texts in columns for text in texts)
    words = f"binary numbers of more than 15 digits, as sums leave them: {count}"
    return (f"{words}; they are read in full, round them if that is wrong",) if count else ()


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """*frame* with the named levels of its index as first columns."""
    names = frame.index.names
    if all(name is None for name in names):
        if names == [None] and (pd.api.types.is_integer_dtype(frame.index.dtype) or frame.empty):
            return frame
        found = f"an index without a name: {', '.join(map(repr, frame.index[:3]))} …"
        fix = "Name it, frame.rename_axis('month'), or drop it, frame.reset_index(drop=True)."
        raise DataError([Fault(FRAME, found, "row numbers, or an index whose levels have names", fix)])
    if None in names:
        fix = "Name it, frame.rename_axis([…]), or drop it, frame.reset_index(level=…, drop=True)."
        raise DataError([Fault(FRAME, "a level of the index without a name", "a name for every level", fix)])
    levels = [frame.index.get_level_values(level) for level in range(frame.index.nlevels)]
    more = pd.DataFrame(dict(enumerate(levels)), index=frame.index)
    below = [""] * (frame.columns.nlevels - 1)
    more.columns = pd.MultiIndex.from_tuples([(name, *below) for name in names]) if below else pd.Index(names)
    return pd.concat([more, frame], axis=1)


def _show_cells(cells: Iterable[Any], column: int, header: int, faults: list[Fault]) -> list[str]:
    """The *cells* of a column as text, the first *header* of them its names; what has no text becomes a fault."""
    shown: list[str] = []
    for line, cell in enumerate(cells, 1):
        text = _show(cell)
        if text is None:
            name = " / ".join(filter(None, shown[:header])) if line > header else ""
            where = f"{Place(FRAME, line, column)}{f' ({name})' if name else ''}"
            faults.append(Fault(where, f"{type(cell).__name__} {cell!r:.60}", _SHOWN, "Make it one of them."))
        shown.append(text or "")
    return shown


def _show(cell: Any) -> str | None:
    """The text of a cell; None if it is nothing that a table shows."""
    if isinstance(cell, str):
        return None if _NO_TEXT.search(cell) else cell
    if isinstance(cell, np.datetime64):
        cell = pd.Timestamp(cell)
    if cell is None or cell is pd.NaT or cell is pd.NA:
        return ""
    if isinstance(cell, Integral | np.bool_):
        return str(cell)
    if isinstance(cell, float | np.floating):
        return show_float(str(cell))
    if isinstance(cell, Decimal):
        return "" if cell.is_nan() else f"{cell:f}"
    if isinstance(cell, datetime):  # a Timestamp is one; with a zone its day would depend on where one is
        is_day = cell.time() == datetime.min.time() and not getattr(cell, "nanosecond", 0)
        return None if cell.tzinfo else str(cell.date()) if is_day else cell.isoformat(" ")
    if isinstance(cell, date | pd.Period):
        return str(cell)
    return None
