"""What a chapter runs in: a copy of the book of its own, a short list of variables, and no process that outlives it."""

from __future__ import annotations

__all__ = ["alterations", "copy_of", "end_descendants", "environment"]

import os
import shutil
from pathlib import Path

import psutil

from statbook.project.paths import Book
from statbook.project.fingerprint import digest_of

ENVIRONMENT = ("HOME", "PATH", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE")
"""The variables of the caller that a chapter sees: where programs and temporary files lie. No secret is among them."""


def environment() -> dict[str, str]:
    """The variables for a chapter: the same numbers and bytes whatever the machine's zone, language and hash seed."""
    fixed = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
    return {name: os.environ[name] for name in ENVIRONMENT if name in os.environ} | fixed


def copy_of(book: Book, folder: Path) -> Book:
    """A copy of *book* in *folder*, for one chapter to read."""
    shutil.rmtree(folder, ignore_errors=True)

    def generated(place: str, names: list[str]) -> set[str]:
        return {*names} - {"fonts"} if Path(place) == book.build else set()

    shutil.copytree(book.root, folder, ignore=generated)
    return Book(folder)


def alterations(book: Book, copy: Book) -> list[str]:
    """The files of the book that *copy* holds no more, or with another content; by their places."""
    names = ("data", "chapters", book.config.name, book.toc.name)
    files = [path for name in names for path in sorted(_files(book.root / name))]
    return [
        path.relative_to(book.root).as_posix()
        for path in files
        if _digest(book.root, path) != _digest(copy.root, copy.root / path.relative_to(book.root))
    ]


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]


def _digest(root: Path, path: Path) -> str:
    return digest_of(root, [path]) if path.is_file() else ""


def end_descendants(process: int) -> None:
    """End all that *process* started, and what that started, those in sessions of their own too."""
    while True:
        try:
            found = psutil.Process(process).children(recursive=True)
        except psutil.NoSuchProcess:
            return
        for child in found:
            try:
                child.kill()
            except psutil.NoSuchProcess:
                continue
        if not psutil.wait_procs(found, timeout=1)[0]:
            return
