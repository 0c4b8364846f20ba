"""What isolates a chapter: its own copy of the book, a short list of environment variables, no process left behind."""

import os
import shutil
from pathlib import Path

import psutil

from statbook.project.fingerprint import files_in
from statbook.project.paths import Book

ENVIRONMENT = ("HOME", "PATH", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE")
"""The variables of the caller that a chapter sees: where programs and temporary files lie. None holds a secret."""


def environment() -> dict[str, str]:
    """The variables for a chapter. Results do not depend on time zone, language or hash seed of the machine."""
    fixed = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
    return {name: os.environ[name] for name in ENVIRONMENT if name in os.environ} | fixed


def copy_book(book: Book, folder: Path) -> Book:
    """Copy *book*, without generated files other than its fonts, to *folder*."""
    shutil.rmtree(folder, ignore_errors=True)

    def ignore_generated(parent: str, names: list[str]) -> set[str]:
        return {*names} - {"fonts"} if Path(parent) == book.build else set()

    shutil.copytree(book.root, folder, ignore=ignore_generated)
    return Book(folder)


def altered_files(book: Book, copy: Book) -> list[str]:
    """The files of *book* that are missing from *copy* or have other contents there, relative to its root."""
    files = [*sorted(files_in(book.data)), *sorted(files_in(book.root / "chapters")), book.config, book.toc]
    names = [path.relative_to(book.root) for path in files]
    return [name.as_posix() for name in names if _content(book.root / name) != _content(copy.root / name)]


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def kill_descendants(process: int) -> None:
    """Kill all processes below *process* (a process ID), including those in sessions of their own."""
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
