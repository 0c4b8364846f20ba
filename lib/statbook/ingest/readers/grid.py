"""A table as it stands in a file: text cells, each with its place, before anything is interpreted.

The module is long because cells, places, ranges and parts of a table belong together.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, repeat
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from statbook.errors import DataError, Fault, suggestion
from statbook.ingest.readers.column_name import column_letters, column_number
from statbook.store.yaml_files import LONGEST

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")

FOOTNOTE_MARK = re.compile("[\u00b2\u00b3\u00b9\u2070-\u208e\u2460-\u24ff]")
"""Raised, lowered and circled digits: NFKC would join them to the number that they mark, 2021¹² to 202112."""
_MARK = re.compile(rf"(?<![mM])(?:{FOOTNOTE_MARK.pattern})+|[\[［〔]注?\d{{1,2}}[\]］〕]|[*＊†‡]+(?=$|[\s(（:：/])")
MOST_LINES = 2_000_000
"""Lines of a table that is read whole, since its lines depend on others."""
PART = 500_000
"""Cells of a part of a table that is read in parts."""
_LEAST_LINES = 100
_RANGE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})?")


class Place(NamedTuple):
    """The place of a cell; as text `loans.csv:12:C` or `book.xlsx:Sheet1:12:C`.

    line    line of the CSV file or row of the sheet, counted from 1
    column  counted from 0
    sheet   empty for CSV
    """

    file: str
    line: int
    column: int
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"{self.sheet}:" if self.sheet else ""
        return f"{self.file}:{sheet}{self.line}:{column_letters(self.column)}"

    @property
    def cell(self) -> str:
        """The cell as the column `cell` of data/ names it: `C12` or `Sheet1!C12`."""
        return cell_names([self])[0]


def cell_names(places: Iterable[Place]) -> list[str]:
    """The cells of *places* as the column `cell` of data/ names them."""
    return [
        f"{sheet}!{column_letters(column)}{line}" if sheet else f"{column_letters(column)}{line}"
        for _, line, column, sheet in places
    ]


@dataclass(frozen=True)
class Grid:
    """The cells of a table.

    frame      text; columns counted from 0, line numbers of the file as index, absent cells as ""
    widths     number of cells in each line
    file       name of the file
    sheet      name of the sheet, empty for CSV
    notes      what was detected rather than declared: encoding, delimiter, sheet
    delimiter  the sign between the cells of CSV
    uncut      all cells, where the frame is a range or a part of them
    more       the parts that follow, read once; the first has the header
    merged     the lines and columns of merged cells; the first of each holds their text
    """

    frame: pd.DataFrame
    widths: pd.Series
    file: str
    sheet: str = ""
    notes: tuple[str, ...] = ()
    delimiter: str = ""
    uncut: pd.DataFrame | None = None
    more: Iterator["Grid"] | None = None
    merged: tuple[tuple[range, range], ...] = ()

    def parts(self) -> Iterator["Grid"]:
        """This grid in parts of about PART cells; *whole* gives for each the cells of the first."""
        whole = None
        for grid in chain([self], self.more or ()):
            height = part_height(len(grid.frame.columns))
            for at in range(0, len(grid.frame), height):
                rows = slice(at, at + height)
                cut = replace(grid, frame=grid.frame.iloc[rows], widths=grid.widths.iloc[rows], uncut=whole, more=None)
                yield replace(cut, uncut=grid.uncut) if whole is None else cut
                whole = grid.whole if whole is None else whole

    def join(self) -> "Grid":
        """All parts as one. Raises DataError if it has more than MOST_LINES lines."""
        if self.more is None:
            return self
        parts, lines = [replace(self, more=None)], len(self.frame)
        for grid in self.more:
            parts.append(grid)
            lines += len(grid.frame)
            if lines > MOST_LINES:
                fix = "Split the file, or describe it so that no line depends on others: without fill_down, heads and cells."
                raise DataError([Fault(self.file, f"more than {MOST_LINES:,} lines", f"at most {MOST_LINES:,}", fix)])
        frame = pd.concat([grid.frame for grid in parts]).fillna("")
        notes = dict.fromkeys(note for grid in parts for note in grid.notes)
        return replace(parts[0], frame=frame, widths=pd.concat([grid.widths for grid in parts]), notes=(*notes,))

    def below(self, head: pd.DataFrame) -> "Grid":
        """This part with the lines *head* of the first above it."""
        frame = pd.concat([head, self.frame])
        frame = frame if len(head.columns) == len(self.frame.columns) else frame.fillna("")
        own = pd.Series(len(head.columns), index=head.index)
        return replace(self, frame=frame, widths=pd.concat([own, self.widths]))

    @property
    def whole(self) -> pd.DataFrame:
        """All cells of the file or sheet, those around a range among them."""
        return self.frame if self.uncut is None else self.uncut

    @property
    def name(self) -> str:
        """The file, and the sheet if there is one: `book.xlsx:Sheet1`."""
        return f"{self.file}:{self.sheet}" if self.sheet else self.file

    def place(self, line: Any, column: Any) -> Place:
        return Place(self.file, int(line), int(column), self.sheet)

    def places(self, lines: Iterable[int], columns: Iterable[int]) -> list[Place]:
        """The places of cells by their lines and columns."""
        return [*map(Place._make, zip(repeat(self.file), lines, columns, repeat(self.sheet), strict=False))]

    def fault(self, line: Any, column: Any, found: str, expected: str, fix: str = "", name: str = "") -> Fault:
        """A fault in a cell; *name* is the name of its column."""
        label = f" ({name})" if name else ""
        return Fault(f"{self.place(line, column)}{label}", found, expected, fix)


def part_height(width: int) -> int:
    """The number of lines of a part of a table with *width* columns."""
    return max(_LEAST_LINES, PART // max(width, 1))


def cut_cells(grid: Grid, cells: str) -> Grid:
    """The cells of *grid* in a range such as A3:F40, or A3:F down to its last line, in their places; a note counts the others.

    Raises DataError if the range is none, or lies outside.
    """
    found = _RANGE.fullmatch(cells)
    corners = (
        (column_number(found[1]), int(found[2]), column_number(found[3]), int(found[4] or MOST_LINES))
        if found
        else (1, 1, 0, 0)
    )
    first, top, last, bottom = corners
    frame = grid.frame.loc[top:bottom, first:last]
    if frame.empty:
        height, width = (max(grid.frame.index, default=0), column_letters(max(grid.frame.columns, default=0)))
        where, expected = f"{grid.name}: cells", f"a range, first cell : last cell, within A1:{width}{height}"
        raise DataError([Fault(where, repr(cells), expected)])
    around = int((grid.frame != "").to_numpy().sum() - (frame != "").to_numpy().sum())
    notes = (*grid.notes, *([f"cells outside {cells} that are not read: {around}"] if around else []))
    return replace(
        grid, notes=notes, uncut=grid.frame, frame=frame, widths=grid.widths.loc[frame.index].clip(upper=last + 1)
    )


def file_error(path: Path, found: str, expected: str, fix: str = "", line: int = 0) -> DataError:
    """The error of a file that cannot be read, at a *line* if there is one."""
    return DataError([Fault(f"{path.name}:{line}" if line else path.name, found, expected, fix)])


def normalize_name(text: str) -> str:
    """A name for comparing: compatibility forms unified, without blanks and invisible characters."""
    return "".join(unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).split())


def strip_marks(name: str) -> str:
    """A name without the signs that send to notes; the signs of powers in units stay.

    >>> [strip_marks(name) for name in ("出口①（亿元）", "Imports*", "占比[2]", "面积（万m²）")]
    ['出口（亿元）', 'Imports', '占比', '面积（万m²）']
    """
    return _MARK.sub("", name).strip()


def plain_name(text: str) -> str:
    """A name for comparing, without the signs that send to notes."""
    return normalize_name(strip_marks(text))


def quote_cell(text: str) -> str:
    """A cell for a message: quoted, shortened where it is long, "an empty cell" where there is nothing."""
    quoted = repr(text[: LONGEST + 1]) if text else "an empty cell"
    return quoted if len(text) <= LONGEST else f"{quoted[:LONGEST]}…"


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
    if rows.empty:
        return
    label = f" ({column})" if column else ""
    for row in rows.to_dict("records"):
        cells = {str(name): cell for name, cell in row.items()} | words
        yield Fault(f"{row['where']}{label}", *(text.format_map(cells) for text in (found, expected, fix)))


_IN_FILE = re.compile(r"(?P<file>.*?)(?::(?P<line>\d+)(?::(?P<column>[A-Z]{1,3}))?)?(?: \(.*\))?(?:: [a-z_]+)?")


def sort_faults(faults: Iterable[Fault]) -> list[Fault]:
    """*faults*, each once, in the order of the file: those of the whole first, then by line and column.

    Files and sheets keep the order in which they come first.
    """
    found = list(dict.fromkeys(faults))
    sheets: dict[str, int] = {}

    def place(fault: Fault) -> tuple[int, int, int, str]:
        parts = _IN_FILE.fullmatch(fault.where)
        file, line, column = parts.group("file", "line", "column") if parts else (fault.where, None, None)
        return sheets.setdefault(file, len(sheets)), int(line or 0), len(column or ""), column or ""

    return sorted(found, key=place)


def suggest(name: str, known: Iterable[str]) -> str:
    """The question whether a known name was meant that is nearly *name*; empty if there is none."""
    return suggestion(name, known).strip()
