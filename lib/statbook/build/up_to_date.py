"""Builds a book unless it is up to date. Imports nothing slow, so that a build with nothing to do is quick."""

from collections.abc import Callable
from pathlib import Path

from statbook.build.lock import build_lock, remove_stale
from statbook.build.targets import BuildTarget
from statbook.errors import BuildError
from statbook.project.fingerprint import fingerprint
from statbook.project.paths import Book


def build_book(
    book: Book, progress: Callable[[str], None], target: BuildTarget | None = None, *, wait: bool = True
) -> Path:
    """Build the whole book, or another *target* of it, as a site with its PDFs; gives its front page.

    Does nothing if it is up to date. The last good book stays until the new one is complete.
    Raises Busy if another build is at work and *wait* is false.
    """
    target = target or BuildTarget()
    published = target.location(book.build)
    try:
        with build_lock(book.build, progress, wait=wait) as lock:
            remove_stale(book.build)
            published.recover()
            if published.is_current(target.inputs(fingerprint(book))):
                progress("nothing changed since the last build")
            else:
                from statbook.build.pipeline import make_book

                make_book(book, target, progress, lock)
    except OSError as error:
        raise BuildError(f"{error.filename or book.build} cannot be written: {error.strerror}") from None
    return published.html / "index.html"
