"""The review file: a row for each number that was read in a text, which a person accepts, changes or rejects."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.fault_list import raise_faults
from statbook.ingest.readers.grid import Grid
from statbook.ingest.readers.table_file import read_grid
from statbook.store.sheets import unguard

ACCEPT, REJECT = "accept", "reject"
SHEET, TEXT_SHEET, LISTS = "review", "text", "lists"
"""The sheets of a workbook: the rows, what is known of the text, and the texts that columns offer."""
OPEN, CLOSE = "[[", "]]"
"""What stands around the number in its sentence."""
_COLUMNS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("columns.toml").read_text(encoding="utf-8")
)
DATA = _COLUMNS["data"]
"""The columns that enter data/."""
TEXT = _COLUMNS["text"]
"""The columns that say which text was read; in a workbook they are the sheet `text`."""
ROWS = {**_COLUMNS["head"], **DATA, **_COLUMNS["behind"]}
COLUMNS = {**ROWS, **TEXT}
"""All columns in their order, each with what it means."""
CLOSED = ("timing", "measure", "bound", "status")
"""Columns with a closed list in the schemas of data/."""
BETWEEN = " | "
_NEEDED = ("decision", "fault", *(name for name in DATA if name not in ("note", "producer", "obs")))


@dataclass(frozen=True)
class Review:
    """A review that was read.

    text    what is known of the text, by the names of TEXT
    rows    the columns ROWS as text; the index is the line of the file
    places  columns to columns of the file, counted from 0
    file    name of the file
    sheet   that of its sheet, if it has sheets
    """

    text: Mapping[str, str]
    rows: pd.DataFrame
    places: Mapping[str, int]
    file: str
    sheet: str

    @property
    def grid(self) -> Grid:
        """The rows as a grid without a header, for places."""
        return Grid(self.rows, pd.Series(dtype=object), self.file, self.sheet)

    def fault(self, line: int, column: str, found: str, expected: str, fix: str = "") -> Fault:
        """A fault in the cell of a *column*, where the file has it."""
        return self.grid.fault(line, self.places.get(column, 0), found, expected, fix, name=column)


def read_review(path: Path) -> Review:
    """The review in the file *path*, CSV or a workbook. Raises DataError if it is none."""
    if path.suffix.lower() in (".html", ".htm"):
        raise DataError(
            [Fault(path.name, "the page", "the CSV file that it saves", "Open it, press s, and name that file.")]
        )
    is_workbook = path.suffix.lower() not in (".csv", ".tsv", ".txt")
    grid = read_grid(path, {"sheet": SHEET} if is_workbook else {})
    header = [str(name).strip() for name in grid.frame.iloc[0, : int(grid.widths.iloc[0])]]
    missing = [name for name in _NEEDED if name not in header]
    fix = "Take the file that `statbook read` or its page wrote."
    if missing:
        raise DataError([Fault(f"{grid.name}:1", f"no column {', '.join(missing)}", "those of a review", fix)])
    raise_faults(path, _shape_faults(grid, header), has_recipe=False)
    body = grid.frame.iloc[1:]
    body = body[(body != "").any(axis=1)].map(lambda cell: unguard(str(cell)).strip())
    places = {name: header.index(name) for name in COLUMNS if name in header}
    cells = {name: body[places[name]] if name in places else "" for name in ROWS}
    rows = pd.DataFrame(cells, index=body.index, columns=[*ROWS], dtype=object)
    beside = {name: body[places[name]] for name in TEXT if name in places}
    review = Review({}, rows, places, grid.file, grid.sheet)
    return replace(review, text=_same_text(review, beside) if beside or not is_workbook else _text_of_sheet(path))


def _shape_faults(grid: Grid, header: list[str]) -> Iterator[Fault]:
    """Columns that occur twice, and lines of CSV with another number of cells than the header."""
    for at, name in enumerate(header):
        if name in COLUMNS and header.index(name) != at:
            yield grid.fault(
                grid.frame.index[0], at, f"the column {name!r} a second time", "each column once", "Take one out."
            )
    filled = (grid.frame != "").any(axis=1)
    odd = filled & (grid.widths != len(header)) & (not grid.sheet)
    for line, width in grid.widths[odd].items():
        yield Fault(f"{grid.file}:{line}", f"{width} cells", f"{len(header)}, as in the header", "Mend the line.")


def _same_text(review: Review, beside: Mapping[str, pd.Series]) -> dict[str, str]:
    """What all rows say of the text. Raises DataError if one says something else than the first."""
    faults, text = [], dict.fromkeys(TEXT, "")
    for name, column in beside.items():
        text[name] = str(column.iloc[0]) if len(column) else ""
        other = column[column != text[name]]
        if len(other):
            found, line = repr(other.iloc[0]), int(str(other.index[0]))
            expected = f"{text[name]!r}, as in the first row: the rows of one text"
            faults.append(review.fault(line, name, found, expected, "Review each text in a file of its own."))
    if faults:
        raise DataError(faults)
    return text


def _text_of_sheet(path: Path) -> dict[str, str]:
    """What the sheet `text` of a workbook says: a name and a text in each line."""
    frame = read_grid(path, {"sheet": TEXT_SHEET}).frame
    said = dict(zip(frame[0].str.strip(), frame[1].str.strip(), strict=True)) if len(frame.columns) > 1 else {}
    return {name: str(said.get(name, "")) for name in TEXT}
