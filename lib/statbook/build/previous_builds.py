"""Built books to compare: the present one, the one before it, that of a day, or one in a folder."""

import re
from collections.abc import Callable
from pathlib import Path

from statbook.build.changes_page import PREVIOUS
from statbook.build.snapshot import check_day
from statbook.build.targets import BuildTarget
from statbook.build.up_to_date import build_book
from statbook.changes import RECORD, BookRecord
from statbook.errors import BuildError
from statbook.project.paths import HTML, Book

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def record_at(book: Book, where: str, progress: Callable[[str], None]) -> BookRecord:
    """The record of the built book at *where*: see `record_folder`. Raises BuildError if there is none."""
    return BookRecord.read(record_folder(book, where, progress))


def record_folder(book: Book, where: str, progress: Callable[[str], None]) -> Path:
    """The folder that holds the record of a built book.

    *where* is `now` for the present book, `before` for the last one that said something else, a day for the book as
    it was known then (built if it is not up to date), or a folder: a site, or one that contains a site.
    """
    if where == "now":
        return _with_record(book.html, "no book was built yet: `statbook build` makes it")
    if where == PREVIOUS:
        missing = "no earlier book is kept here: name a day, or the folder of a built book"
        return _with_record(book.build / PREVIOUS, missing)
    if _DAY.fullmatch(where) and not Path(where).exists():
        return build_book(book, progress, BuildTarget(day=check_day(book.data, where))).parent
    for folder in (Path(where), Path(where) / HTML, Path(where) / "_build" / HTML):
        if (folder / RECORD).is_file():
            return folder
    raise BuildError(f"{where!r} is neither a day, such as 2026-03-25, nor the folder of a built book")


def _with_record(folder: Path, missing: str) -> Path:
    if not (folder / RECORD).is_file():
        raise BuildError(missing)
    return folder
