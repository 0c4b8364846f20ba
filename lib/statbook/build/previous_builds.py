"""Built books to be compared: the present one, the one before it, that of a day, or one in a folder."""

from __future__ import annotations

__all__ = ["folder_of", "record_at"]

import re
from collections.abc import Callable
from pathlib import Path

from statbook.changes import RECORD, Record
from statbook.errors import BuildError
from statbook.project.paths import Book
from statbook.build.changes_page import BEFORE
from statbook.build.snapshot import as_known_on
from statbook.build.publish import HTML, Place
from statbook.build.up_to_date import build_book
from statbook.build.targets import Volume

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def record_at(book: Book, where: str, say: Callable[[str], None]) -> Record:
    """The record of the built book at *where*: see `folder_of`. Raises BuildError if there is none."""
    return Record.read(folder_of(book, where, say))


def folder_of(book: Book, where: str, say: Callable[[str], None]) -> Path:
    """The folder with the record of a built book.

    *where*: `now` for the present book, `before` for the last one that said something else, a day for the book as it
    was known then (made if it does not stand), or a folder: a site, or one that holds a site.
    """
    if where == "now":
        return _there(Place(book.build).html, "no book was built yet: `statbook build` makes it")
    if where == BEFORE:
        return _there(book.build / BEFORE, "no earlier book is kept here: name a day, or the folder of a built book")
    if _DAY.fullmatch(where) and not Path(where).exists():
        return build_book(book, say, Volume(day=as_known_on(book, where))).parent
    for folder in (Path(where), Path(where) / HTML, Path(where) / "_build" / HTML):
        if (folder / RECORD).is_file():
            return folder
    raise BuildError(f"{where!r} is neither a day, such as 2026-03-25, nor the folder of a built book")


def _there(folder: Path, otherwise: str) -> Path:
    if not (folder / RECORD).is_file():
        raise BuildError(otherwise)
    return folder
