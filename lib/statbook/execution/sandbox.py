"""What isolates a chapter: its own copy of the book, few environment variables, no process that outlives its parent."""

import ctypes
import filecmp
import os
import shutil
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil

from statbook.project.fingerprint import files_in
from statbook.project.paths import Book

ENVIRONMENT = ("HOME", "PATH", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE")
"""The variables of the caller that a chapter sees: where programs and temporary files lie. None holds a secret."""
SECONDS = 0.1
SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux: orphans below this process become its children, so that it can find them."""


def environment() -> dict[str, str]:
    """The variables for a chapter. Results do not depend on time zone, language or hash seed of the machine."""
    fixed = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
    return {name: os.environ[name] for name in ENVIRONMENT if name in os.environ} | fixed


def copy_book(book: Book, folder: Path) -> Book:
    """Copy to *folder* what a chapter may read: data, chapters, translations and settings of *book*; its fonts are linked."""
    shutil.rmtree(folder, ignore_errors=True)
    copy = Book(folder)
    for path in (book.data, book.root / "chapters", book.locale):
        if path.is_dir():
            shutil.copytree(path, folder / path.relative_to(book.root))
    copy.build.mkdir()
    for own, made in (
        (copy.fonts, book.fonts),
        (copy.build / "fonts", book.build / "fonts"),
        (copy.drawings, book.drawings),
    ):
        if made.is_dir():
            own.symlink_to(made.resolve(), target_is_directory=True)
    for path in (book.config, book.toc, *book.root.glob("*.ipynb")):
        shutil.copy(path, folder / path.name)
    if book.drawer.is_file():
        shutil.copy(book.drawer, copy.drawer)
    return copy


def altered_files(book: Book, copy: Book) -> list[str]:
    """The files of *book* that are missing from *copy* or have other contents there, relative to its root."""
    listed = [*sorted(files_in(book.data)), *sorted(files_in(book.root / "chapters"))]
    files = [*listed, book.config, book.toc, *sorted(book.root.glob("*.ipynb"))]
    pairs = {path.relative_to(book.root).as_posix(): (path, copy.root / path.relative_to(book.root)) for path in files}
    return [name for name, (own, other) in pairs.items() if not (other.is_file() and filecmp.cmp(own, other, False))]


def kill_descendants(process: int) -> None:
    """Kill all processes below *process* (a process ID), including those in sessions of their own."""
    while True:
        try:
            found = psutil.Process(process).children(recursive=True)
        except psutil.NoSuchProcess:
            return
        for child in found:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        if not psutil.wait_procs(found, timeout=1)[0]:
            return


def exit_with_parent(parent: int) -> None:
    """Kill this process, its group and its descendants as soon as *parent* (a process ID) is not its parent."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(SUBREAPER, 1, 0, 0, 0)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(SECONDS)
        kill_descendants(os.getpid())
        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
