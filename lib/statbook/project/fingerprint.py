"""What a book is made from, as digests; nothing is imported here that takes time."""

from __future__ import annotations

__all__ = ["PACKAGES", "digest_of", "digests", "files_in", "machine", "sources"]

import hashlib
import platform
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from statbook.project.paths import LIBRARY, Book
from statbook.project.toc import documents

PACKAGES = "packages"
CODE = {".py", ".css", ".js", ".typ", ".html", ".json"}


def digests(book: Book) -> dict[str, str]:
    """SHA-256 of what the book is made from, by name: data, chapters, settings, and what `machine` tells."""
    return sources(book) | machine()


def sources(book: Book) -> dict[str, str]:
    """SHA-256 of what the book itself holds, by name: data, chapters, settings."""
    chapters = (book.root / f"{document}.ipynb" for document in documents(book))
    return {
        "data/": digest_of(book.data, files_in(book.data)),
        "chapters/": digest_of(book.root, (path for path in chapters if path.is_file())),
        "settings": digest_of(book.root, (book.config, book.toc)),
    }


def machine() -> dict[str, str]:
    """SHA-256 of what every book is made with: library, pinned packages, and those that are installed, Python included."""
    pinned = LIBRARY.parents[1] / "requirements.txt"
    return {
        "lib/statbook/": digest_of(LIBRARY, (path for path in LIBRARY.rglob("*") if path.suffix in CODE)),
        "requirements.txt": digest_of(pinned.parent, (path for path in [pinned] if path.is_file())),
        PACKAGES: hashlib.sha256("\n".join(_packages()).encode()).hexdigest(),
    }


def files_in(folder: Path) -> Iterable[Path]:
    """All files of *folder*, at any depth."""
    return (path for path in folder.rglob("*") if path.is_file())


def digest_of(folder: Path, paths: Iterable[Path]) -> str:
    """One hash over the places of files in *folder* and their contents: a file that was renamed or moved is a change."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        place = path.relative_to(folder).as_posix()
        digest.update(f"{place}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _packages() -> list[str]:
    """The installed packages by name and version, as their folders are called."""
    places = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    found = {path.name for place in places for path in Path(place).glob("*.dist-info")}
    return [platform.python_implementation(), platform.python_version(), *sorted(found)]
