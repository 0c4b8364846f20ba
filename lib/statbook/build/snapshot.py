"""A copy of everything a book is made from, for a build to work on: edits made meanwhile wait for the next build."""

import csv
import shutil
from datetime import date
from pathlib import Path

from statbook.errors import BuildError
from statbook.project.fingerprint import fingerprint
from statbook.project.kept_results import drop_old_results, remove_oldest
from statbook.project.paths import Book
from statbook.project.toc import documents, links_outside
from statbook.store import AS_OF, Package
from statbook.store.transaction import lock_folder, recover

TRIES = 20
MOST_DRAWINGS = 1000
"""Drawings of charts that are kept; a book has a fifth of them."""


def take_snapshot(book: Book, folder: Path, day: str = "") -> tuple[Book, dict[str, str]]:
    """Copy *book* to *folder*, as it was known on *day* if one is given; gives the copy and the digests of the book.

    Waits while data/ is written. Raises BuildError if the files keep changing, or for a link that leads out.
    """
    recover(book.data)
    if outside := links_outside(book):
        raise BuildError("\n".join(map(str, outside)))
    for _ in range(TRIES):
        copy = _copy(book, folder)
        digests = fingerprint(copy)
        if digests == fingerprint(book):
            break
    else:
        raise BuildError("data/ or chapters/ change while they are read; build again when they hold still")
    link_kept(book, copy, book.cache / copy.drawings.name)
    if day:
        (copy.data / AS_OF).write_text(f"{day}\n", encoding="utf-8")
    return copy, digests


def link_kept(book: Book, copy: Book, drawings: Path) -> None:
    """Let *copy* use the fonts of *book*, the kept *drawings* and the results beside them, so that they are made once."""
    copy.build.mkdir(parents=True, exist_ok=True)
    places = {copy.build / "fonts": book.build / "fonts", copy.drawings: drawings}
    places[copy.kept] = drawings.with_name(copy.kept.name)
    for own, place in places.items():
        place.mkdir(parents=True, exist_ok=True)
        own.symlink_to(place.resolve(), target_is_directory=True)
    drop_old_drawings(drawings)
    drop_old_results(places[copy.kept])


def drop_old_drawings(drawings: Path) -> None:
    """Keep those *drawings* that were used last."""
    remove_oldest(drawings, MOST_DRAWINGS)


def _copy(book: Book, folder: Path) -> Book:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with lock_folder(book.data, shared=True, wait=True):
        shutil.copytree(book.data, folder / book.data.name)
    for path in (book.config, book.toc):
        shutil.copy(path, folder / path.name)
    copy = Book(folder)
    if book.locale.is_dir():
        shutil.copytree(book.locale, copy.locale)
    for document in documents(copy.toc):
        notebook = book.root / f"{document}.ipynb"
        if notebook.is_file():
            (folder / document).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(notebook, folder / f"{document}.ipynb")
    return copy


def check_day(data: Path, day: str) -> str:
    """*day*, if anything in *data* was known on it. Raises BuildError if it is no date, or if nothing was known yet."""
    try:
        valid = date.fromisoformat(day).isoformat() == day
    except ValueError:
        valid = False
    if not valid:
        raise BuildError(f"{day!r} is not a day; write it as 2026-03-25")
    known = []
    for path in data.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            known += [row["known_from"] for row in csv.DictReader(file) if row.get("known_from")]
    large = Package(data).large
    known += [first for theme in large.files for (first,) in large.distinct(theme, "known_from")]
    if day < (first := min(known, default="")):
        raise BuildError(f"nothing was known on {day}: the first number of data/ became known on {first}")
    return day
