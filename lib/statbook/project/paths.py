"""Where things lie: a book is a folder, found from where one stands. No disk is touched on import."""

from __future__ import annotations

__all__ = ["LIBRARY", "RECORD", "Book", "book"]

from dataclasses import dataclass
from pathlib import Path

LIBRARY = Path(__file__).resolve().parent
RECORD = "record.json"
"""The file of a site, and of a stage, that holds what the book says, for a later one to be compared with."""


@dataclass(frozen=True)
class Book:
    """The folder of a book and the places in it."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def config(self) -> Path:
        return self.root / "_config.yml"

    @property
    def toc(self) -> Path:
        return self.root / "_toc.yml"

    # Everything generated lies under build, which may be deleted at any time.
    @property
    def build(self) -> Path:
        return self.root / "_build"

    @property
    def html(self) -> Path:
        return self.build / "html"

    @property
    def pdf(self) -> Path:
        return self.build / "pdf"

    @property
    def stage(self) -> Path:
        """The chapters as the last whole build ran them, for typesetting again."""
        return self.build / "stage"

    @property
    def runs(self) -> Path:
        return self.build / "runs"


def book(start: Path | None = None) -> Book:
    """The book that *start* (the working folder) lies in, else the one this library lies in."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "data" / "datapackage.json").is_file() and (folder / "_toc.yml").is_file():
            return Book(folder)
    return Book(LIBRARY.parents[1])
