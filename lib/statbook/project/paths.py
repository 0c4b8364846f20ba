"""Where the parts of a book lie. Importing this module touches no disk."""

from dataclasses import dataclass
from pathlib import Path

LIBRARY = Path(__file__).resolve().parents[1]
HTML, PDF, STAGING = "html", "pdf", "stage"
"""The folders of a built book: its pages, its PDFs, and the executed chapters that both are made from."""
MANIFEST, CARDS = "stage.json", "cards.json"
"""The files of a staging folder with its contents, and with the entries of the evidence in a few lines, by anchor."""
RECORD = "record.json"
"""The file of a site and of a staging folder that holds what the book says, to compare later books with."""


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

    @property
    def build(self) -> Path:
        """The folder of everything generated; it may be deleted at any time."""
        return self.root / "_build"

    @property
    def cache(self) -> Path:
        """Executed chapters, Sphinx working directories and typeset PDFs, for later builds to use."""
        return self.build / "cache"

    @property
    def html(self) -> Path:
        return self.build / HTML

    @property
    def pdf(self) -> Path:
        return self.build / PDF

    @property
    def staging(self) -> Path:
        """The chapters as the last whole build executed them, for typesetting again."""
        return self.build / STAGING

    @property
    def runs(self) -> Path:
        return self.build / "runs"


def book(start: Path | None = None) -> Book:
    """The book that contains the folder *start* (by default the working folder), or else the one of this library."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "data" / "datapackage.json").is_file() and (folder / "_toc.yml").is_file():
            return Book(folder)
    return Book(LIBRARY.parents[1])
