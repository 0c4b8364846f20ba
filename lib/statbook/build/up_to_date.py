"""Whether the book stands as it would be made now; nothing is imported here that takes time, so that a look is quick."""

from __future__ import annotations

__all__ = ["build_book"]

from collections.abc import Callable
from pathlib import Path

from statbook.errors import BuildError
from statbook.project.paths import Book
from statbook.project.fingerprint import digests
from statbook.build.lock import alone, sweep
from statbook.build.targets import Volume


def build_book(book: Book, say: Callable[[str], None], volume: Volume | None = None, *, wait: bool = True) -> Path:
    """The whole book, or *volume* of it, as a site with its PDFs; gives its front page.

    Where it stands already, as it would be made now, nothing is done. Until it is whole, the last good book stays.
    Raises Busy if another build is at work and *wait* is false.
    """
    volume = volume or Volume()
    place = volume.place(book)
    try:
        with alone(book.build, say, wait=wait) as lock:
            sweep(book.build)
            place.settle()
            if place.stands(volume.inputs(digests(book))):
                say("nothing changed since the last build")
            else:
                from statbook.build.pipeline import make_book

                make_book(book, volume, say, lock)
    except OSError as error:
        raise BuildError(f"{error.filename or book.build} cannot be written: {error.strerror}") from None
    return place.html / "index.html"
