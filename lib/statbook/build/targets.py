"""What a build makes: the book, the book as it was known on a day, or an edition that a file describes."""

from __future__ import annotations

__all__ = ["Volume"]

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from statbook.project.paths import RECORD, Book
from statbook.build.publish import Place

if TYPE_CHECKING:
    from statbook.project.notebooks import Notebook


class Contents(Protocol):
    """What an edition consists of."""

    def put_into(self, copy: Book) -> list[tuple[Notebook, dict[str, Any]]]:
        """Make *copy*, a book to be built, a book of these pages; give them with their parameters."""


@dataclass(frozen=True)
class Volume:
    """A book to be made. Without arguments the book itself.

    name      of the edition, as its folder is called; empty if it is none
    day       the day on which what it says was known; empty for all that is known
    contents  of the edition
    made_by   the SHA-256 of what describes the edition
    since     the folder of a built book that its page "What changed" compares it with; None for no comparison
    """

    name: str = ""
    day: str = ""
    contents: Contents | None = None
    made_by: dict[str, str] = field(default_factory=dict)
    since: Path | None = None

    def place(self, book: Book) -> Place:
        """Where it stands: each in a folder of its own, so that none takes the place of another."""
        if self.name:
            return Place(book.build / "editions" / self.name)
        return Place(book.build / "as-of" / self.day if self.day else book.build)

    def inputs(self, digests: dict[str, str]) -> dict[str, str]:
        """*digests* of the book, with what makes this volume another than the book."""
        found = digests | self.made_by | ({"day": self.day} if self.day else {})
        if self.since is not None:
            found["since"] = hashlib.sha256((self.since / RECORD).read_bytes()).hexdigest()
        return found

    def prepare(self, copy: Book) -> list[tuple[Notebook, dict[str, Any]]]:
        """Put the contents into *copy*, a book to be built; give its chapters with their parameters."""
        if self.contents is not None:
            return self.contents.put_into(copy)
        from statbook.project.toc import keep
        from statbook.project.notebooks import chapters

        if self.day:
            keep(copy, _known(copy))
        return [(notebook, {}) for notebook in chapters(copy).values()]


def _known(copy: Book) -> set[str]:
    """The documents of the chapters of whose theme, region and period something was known on the day of *copy*."""
    from statbook.parameters import examined
    from statbook.project.notebooks import chapters, parameters_of
    from statbook.store import Store

    store = Store.load(copy.data)
    silent = {theme for theme in store.themes if not store.find(theme=theme)}
    return {
        notebook.document
        for notebook in chapters(copy).values()
        if notebook.name not in silent and not examined(notebook.name, parameters_of(notebook), {}, store)[1]
    }
