"""What the readers of XLSX and ODS share: sheets with cells as stored, and XML without document types."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, NamedTuple
from xml.parsers import expat

from statbook.ingest.readers.rich_text import Run, join_runs, struck_text

STRUCK = ("text that is not struck out", "Delete it in a copy of the file, or the line through it.")
FORMULA = ("a formula without its result", "a value", "Open the file in a spreadsheet and save it.")


class Refused(Exception):
    """What in the workbook is not read, in one place or more: each with place, found, expected, fix."""


class Cell(NamedTuple):
    """A cell as stored.

    row, column  counted from 1
    value        what it holds; None with a fault
    code         its number format
    fault        found, expected and fix, if it cannot be read
    is_hidden    whether its row is hidden
    merged       no cell but a range of merged ones: its last row and column
    is_column_hidden  whether its column is hidden
    """

    row: int
    column: int
    value: str | bool | float | None
    code: str = "General"
    fault: tuple[str, str, str] | None = None
    is_hidden: bool = False
    merged: tuple[int, int] | None = None
    is_column_hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet by name; *cells* reads those that are not empty, row by row."""

    name: str
    is_visible: bool
    cells: Callable[[], Iterator[Cell]]
    is_1904: bool = False
    shows_zeros: bool = True


def text_cell(row: int, column: int, runs: Sequence[Run], code: str = "General", *, is_hidden: bool = False) -> Cell:
    """A cell of text; a fault names the run that is struck out."""
    text, struck = join_runs(runs), struck_text(runs)
    if struck:
        found = f"{struck!r} struck out" if struck == text.strip() else f"{struck!r} struck out in {text!r}"
        return Cell(row, column, None, code, (found, *STRUCK), is_hidden)
    return Cell(row, column, text.strip("\r\n"), code, None, is_hidden)


def check_xml(archive: zipfile.ZipFile, name: str) -> None:
    """Raises Refused if a part of the workbook is damaged, or has a document type, which may define entities."""

    def refuse(*_: object) -> None:
        raise Refused(("", "a document type in its XML", "a workbook without one", "Save it again."))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    with archive.open(name) as file:
        try:
            parser.ParseFile(file)
        except (expat.ExpatError, zipfile.BadZipFile, EOFError):
            raise Refused(("", f"a damaged part ({name})", "a complete file", "Download it again.")) from None


def open_part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part of the workbook. Raises Refused if it is not there."""
    try:
        return archive.open(name)
    except KeyError:
        raise Refused(("", f"no part {name}", "a complete file", "Save it again.")) from None
