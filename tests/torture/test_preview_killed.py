"""A preview that is killed at any moment leaves no process, and nothing that a build or the next preview minds."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import psutil

from minimal_book import CITED, build, chapter_of, minimal_book, state
from statbook.project.paths import Book

LONGEST = 12.0
"""Seconds after which most of a preview of a small book has been made."""


def start(book: Book) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from statbook.cli import main; main()", "preview", "--port", "0"]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=book.root, start_new_session=True, **quiet)  # type: ignore[call-overload, no-any-return]


def test_a_killed_preview_leaves_no_process_and_a_build_makes_the_same_bytes(
    tmp_path: Path, fonts_of_the_book: Path, rounds: int
) -> None:
    chance = random.Random(16)
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    build(book.root)
    good = state(book.html)
    for number in range(max(2, rounds // 10)):
        process = start(book)
        time.sleep(chance.uniform(0.5, LONGEST))
        chapter_of(book.root / "index.ipynb", "index", f"# A book\n\nRound {number}: {{num}}`{CITED}`.")
        time.sleep(chance.uniform(0, 1))
        started = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.wait()
        assert not psutil.wait_procs(started, timeout=20)[1], f"round {number}"
        assert good == state(book.html), f"round {number}"
    chapter_of(book.root / "index.ipynb", "index", f"# A book\n\nMoney: {{num}}`{CITED}`.")
    build(book.root)

    assert good == state(book.html)
