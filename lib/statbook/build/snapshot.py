"""A copy of what a book is made from, in which a build works: what changes meanwhile waits for the next one."""

from __future__ import annotations

__all__ = ["as_known_on", "freeze"]

import csv
import shutil
from datetime import date
from pathlib import Path

from statbook.errors import BuildError
from statbook.project.paths import Book
from statbook.project.toc import documents, strangers
from statbook.project.fingerprint import digests
from statbook.store import AS_OF
from statbook.store.transaction import held, recover

TRIES = 20


def freeze(book: Book, folder: Path, day: str = "") -> tuple[Book, dict[str, str]]:
    """A copy of *book* in *folder*, all of one moment, as it was known on *day* if there is one; and its digests.

    While data/ is being written, this waits. Raises BuildError if the files do not hold still.
    """
    recover(book.data)
    if outside := strangers(book):
        raise BuildError("\n".join(map(str, outside)))
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with held(book.data, shared=True, wait=True):
            shutil.copytree(book.data, folder / book.data.name)
        for path in (book.config, book.toc):
            shutil.copy(path, folder / path.name)
        copy = Book(folder)
        for document in documents(copy):
            path = book.root / f"{document}.ipynb"
            if path.is_file():
                (folder / document).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, folder / f"{document}.ipynb")
        made_from = digests(copy)
        if made_from == digests(book):
            break
    else:
        raise BuildError("data/ or chapters/ change while they are read; build again when they hold still")
    # The fonts are those of the book: they are cut once.
    copy.build.mkdir()
    fonts = book.build / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    (copy.build / "fonts").symlink_to(fonts.resolve(), target_is_directory=True)
    if day:
        (copy.data / AS_OF).write_text(f"{day}\n", encoding="utf-8")
    return copy, made_from


def as_known_on(book: Book, day: str) -> str:
    """*day*, if the book knew something on it. Raises BuildError if it is no date, or if nothing was known yet."""
    try:
        sound = date.fromisoformat(day).isoformat() == day
    except ValueError:
        sound = False
    if not sound:
        raise BuildError(f"{day!r} is not a day; write it as 2026-03-25")
    first = min(_known(book), default="")
    if day < first:
        raise BuildError(f"nothing was known on {day}: the first number of data/ became known on {first}")
    return day


def _known(book: Book) -> list[str]:
    """The days on which figures became known."""
    found = []
    for path in book.data.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found += [row["known_from"] for row in csv.DictReader(file) if row.get("known_from")]
    return found
