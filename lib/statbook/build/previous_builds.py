"""Built books to compare, and the page "What changed" that compares the book with an earlier one."""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from statbook.build.publish import exchange
from statbook.build.snapshot import check_day
from statbook.build.targets import BuildTarget, build_book
from statbook.changes import PAGE as CHANGES
from statbook.changes import RECORD, BookRecord, compare, history, page, record_of
from statbook.errors import BuildError
from statbook.project.paths import EXTRA, FEED, HTML, ORIGINAL, STAGING, TRANSLATED, Book, record_path
from statbook.store import Store

PREVIOUS = "before"
"""The folder that keeps the staging of the last book that said something else than the present one."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def record_folder(book: Book, where: str, progress: Callable[[str], None]) -> Path:
    """The folder that holds the record of a built book.

    *where* is `now` for the present book, `before` for the last one that said something else, a day for the book as
    it was known then (built if it is not up to date), or a folder: a site, or one that contains a site.
    Raises BuildError if there is none.
    """
    kept = {
        "now": (book.html, "no book was built yet: `statbook build` makes it"),
        PREVIOUS: (book.build / PREVIOUS, "no earlier book is kept here: name a day, or the folder of a built book"),
    }
    if where in kept:
        folder, missing = kept[where]
        if not (folder / RECORD).is_file():
            raise BuildError(missing)
        return folder
    if _DAY.fullmatch(where) and not Path(where).exists():
        target = BuildTarget(day=check_day(book.data, where), languages=book.languages)
        return build_book(book, progress, target).parent
    for folder in (Path(where), Path(where) / HTML, Path(where) / "_build" / HTML):
        if (folder / RECORD).is_file():
            return folder
    raise BuildError(f"{where!r} is neither a day, such as 2026-03-25, nor the folder of a built book")


def records_in_one_language(folders: Sequence[Path], language: str) -> list[BookRecord]:
    """The records of the built books in *folders*: in *language* if all have one, otherwise in English."""
    whole = all(record_path(folder, language).is_file() for folder in folders)
    return [BookRecord.read(folder, language if whole else ORIGINAL) for folder in folders]


def add_changes_page(store: Store, staging: Path, manifest: dict[str, Any], since: BookRecord | None = None) -> None:
    """Write the page, the feed and the record into *staging*.

    The page compares the book with *since*, a record in its language, if it is given.
    """
    record = record_of(store, manifest["chapters"])
    for folder in (staging, staging / EXTRA):
        folder.mkdir(exist_ok=True)
        (folder / RECORD).write_text(record.as_json(), encoding="utf-8")
    comparison = compare(since, BookRecord.read(staging)) if since else None
    days = history(store)
    (staging / f"{CHANGES}.md").write_text(page(store, days, record, comparison), encoding="utf-8")
    if store.edition.site:
        from statbook.changes.feed import atom_feed  # late: a book without an address has no feed

        (staging / EXTRA / FEED).write_text(atom_feed(store, days), encoding="utf-8")


def keep_previous(build: Path, old: Path) -> None:
    """Keep the staging in *old* as the previous book if it says something else than the book in *build*."""
    staging, now = old / STAGING, build / STAGING
    if (staging / RECORD).is_file() and (staging / RECORD).read_bytes() != (now / RECORD).read_bytes():
        exchange(staging, build / PREVIOUS)
        for record in (old / TRANSLATED).glob(f"*/{RECORD}"):
            kept = record_path(build / PREVIOUS, record.parent.name)
            kept.parent.mkdir(exist_ok=True)
            shutil.copyfile(record, kept)
        shutil.rmtree(staging, ignore_errors=True)
