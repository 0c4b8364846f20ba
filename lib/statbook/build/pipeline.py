"""The book: executed on a frozen copy, staged, built in a new folder, and swapped in when whole."""

from __future__ import annotations

__all__ = ["all_pdfs", "check", "executed", "make_book", "telling", "typeset"]

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from statbook.changes import Record
from statbook.errors import BuildError
from statbook.charts import fonts
from statbook.paper import BOOK
from statbook.project.paths import Book
from statbook.build.changes_page import CHANGES, keep_before, offer_changes
from statbook.site.data_page import PAGE, offer_data
from statbook.build.snapshot import freeze
from statbook.project.fingerprint import machine
from statbook.execution.cache import Kept
from statbook.build.lock import Workshop, workshop
from statbook.project.notebooks import Executed, Notebook, chapters
from statbook.build.publish import HTML, PDF, STAGE, Place
from statbook.checks.whole_book import proof
from statbook.execution.runner import execute
from statbook.site.assembly import make_site
from statbook.site.staging import stage
from statbook.site.sphinx_build import Tree
from statbook.build.targets import Volume
from statbook.store import Store

FRONT = "index"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CACHE = "cache"
Say = Callable[[str], None]
Job = tuple[Notebook, dict[str, Any]]


def make_book(book: Book, volume: Volume, say: Say, lock: int) -> None:
    """Make *volume* of *book* and put it into its place; for who holds the lock of the book's builds."""
    with telling(book), workshop(book.build, (lock,)) as shop:
        work = shop.folder
        frozen, made_from = freeze(book, work / "book", volume.day)
        check(frozen, say)
        jobs = volume.prepare(frozen)
        known = chapters(frozen)
        say(f"running {len(jobs)} chapters, those that are kept excepted")
        done = executed(book, frozen, jobs, shop, say)
        new = work / "new"
        manifest = stage(frozen, done, new / STAGE, frozen.toc.read_text(encoding="utf-8"), [PAGE, CHANGES])
        offer_data(Store.load(frozen.data), new / STAGE)
        since = Record.read(volume.since) if volume.since else None
        offer_changes(Store.load(frozen.data), new / STAGE, manifest, since)
        # The book of a day is made once: its reading is not kept.
        kept = not volume.day or volume.name
        tree = book.build / CACHE / "tree" / (volume.name or BOOK) if kept else work / "tree"
        make_site(frozen, new, Tree(tree, fonts.folder(frozen), typeset(book), shop.held), all_pdfs(known), say)
        shutil.copytree(new / HTML / PDF, new / PDF)
        volume.place(book).take(new, volume.inputs(made_from))
        if volume.place(book) == Place(book.build):
            keep_before(book, new)


# -- what is asked for ------------------------------------------------------------------------------------------------


def check(book: Book, say: Say) -> None:
    say("checking data and prose")
    found = proof(book, texts=None)
    if found.faults:
        raise BuildError("\n".join(found.faults))


def _ticker(say: Say, total: int) -> Say:
    done: list[str] = []

    def tick(name: str) -> None:
        done.append(name)
        say(f"  [{len(done)}/{total}] {name}")

    return tick


def all_pdfs(known: dict[str, Notebook]) -> list[str]:
    return [BOOK, *(name for name in known if name != FRONT)]


# -- how it is made ---------------------------------------------------------------------------------------------------


@contextmanager
def telling(book: Book) -> Iterator[None]:
    """A disk that is full, or a folder that cannot be written, becomes a BuildError."""
    try:
        yield
    except OSError as error:
        raise BuildError(_told(book, error)) from None


def _told(book: Book, error: OSError) -> str:
    place, cause = error.filename or book.build, error.strerror
    if isinstance(error, shutil.Error):
        # Many files were to be copied: for each that failed, from where, to where and why. The first will do.
        _, place, cause = error.args[0][0]
    if error.errno in FULL or any(os.strerror(code) in str(cause) for code in FULL):
        # The folder that is full may be a mount of its own.
        folder = _folder_of(Path(str(place)))
        free = shutil.disk_usage(folder).free // 1_000_000
        return f"no space is left in {folder} ({free} MB free); a build needs about 120 MB.{_untouched(book)}"
    return f"{place} cannot be written: {cause}.{_untouched(book)}"


def _folder_of(path: Path) -> Path:
    """The nearest folder of *path* that is there."""
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _untouched(book: Book) -> str:
    """That the last good book is there, if there is one."""
    return " The last good book is untouched." if Place(book.build).html.is_dir() else ""


def typeset(book: Book) -> Path:
    """Where typeset PDFs are kept by what they were made of."""
    return book.build / CACHE / PDF


def executed(book: Book, frozen: Book, jobs: list[Job], shop: Workshop, say: Say | None = None) -> list[Executed]:
    fonts.folder(frozen)  # cut once, before two chapters want them
    kept = Kept(book.build / CACHE / "chapters", Store.load(frozen.data), machine())
    kept.tidy()
    told = _ticker(say, len(jobs)) if say else None
    return execute(frozen, jobs, shop.folder / "run", told, kept, shop.held)
