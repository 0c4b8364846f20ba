"""A preview of a small book, from the start to Ctrl+C: a change is seen, a fault is shown, and nothing is left."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import psutil
import pytest

from minimal_book import CITED, bring, build, chapter_of, minimal_book, state
from statbook.errors import Busy, ChapterError
from statbook.preview import command as module
from statbook.preview.command import _watch, inert_lines, serve
from statbook.preview.server import EVENTS
from statbook.project.paths import Book

SECONDS = 300
"""How long a slow machine may take."""


class Reader:
    """Asks a preview for the front page, and hears what the page would."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout
        self.address = process.stdout.readline().split()[4].rstrip(";")

    def page(self) -> str:
        with urllib.request.urlopen(self.address, timeout=30) as answer:
            return str(answer.read().decode())

    def faults(self) -> list[str]:
        with urllib.request.urlopen(f"{self.address.rstrip('/')}{EVENTS}?page=/", timeout=30) as answer:
            line = next(line for line in answer if line.startswith(b"data:"))
        found: list[str] = json.loads(line[5:])["faults"]
        return found

    def wait(self, seen: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while not seen():
            assert self.process.poll() is None, "the preview has ended"
            assert time.monotonic() < end, (self.faults(), self.page()[:500])
            time.sleep(0.1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Book:
    return minimal_book(tmp_path_factory.mktemp("preview") / "book", fonts_of_the_book)


@pytest.fixture
def started(small: Book) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", "from statbook.cli import main; main()", "preview", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=small.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    yield process
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
    process.wait(60)


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]


def say(book: Book, words: str, code: str = "") -> None:
    chapter_of(book.root / "index.ipynb", "index", f"# A book\n\n{words}", code)


def ended(processes: list[psutil.Process]) -> bool:
    return not psutil.wait_procs(processes, timeout=20)[1]


def test_a_change_is_seen_a_fault_is_shown_and_ctrl_c_leaves_nothing(
    small: Book, started: subprocess.Popen[str]
) -> None:
    reader = Reader(started)
    reader.wait(lambda: "Money: " in reader.page())
    say(small, f"Zebras walk beside {{num}}`{CITED}`.")
    reader.wait(lambda: "Zebras walk" in reader.page())
    assert "{num}" not in reader.page()

    say(small, "Zebras cite {num}`no_such_key@China@2025-01`.")
    reader.wait(lambda: reader.faults() != [])
    assert "index.ipynb, cell 0" in reader.faults()[0] and "no_such_key" in reader.faults()[0]
    assert "Zebras walk" in reader.page()

    say(small, "Zebras fail.", "1 / 0")
    reader.wait(lambda: "cell 3" in "".join(reader.faults()))
    assert "Zebras walk" in reader.page()

    say(small, f"Zebras rest beside {{num}}`{CITED}`.")
    reader.wait(lambda: "Zebras rest" in reader.page() and not reader.faults())

    bring(small, 7)
    reader.wait(lambda: "318.57万" in reader.page())

    processes = family(started)
    assert len(processes) > 2
    started.send_signal(signal.SIGINT)
    assert 0 == started.wait(60)
    assert ended(processes)


def test_a_killed_preview_leaves_no_process_and_nothing_that_a_build_minds(
    small: Book, started: subprocess.Popen[str]
) -> None:
    reader = Reader(started)
    reader.wait(lambda: len(family(started)) > 2)
    processes = family(started)
    started.kill()
    started.wait(60)

    assert ended(processes)
    before = {path: path.read_bytes() for path in small.root.rglob("chapters/*.ipynb") if "_build" not in path.parts}
    build(small.root)
    with_preview = state(small.html)
    assert before == {path: path.read_bytes() for path in before}
    built = Book(small.root.with_name("built"))
    copy_sources(small, built)
    build(built.root)
    assert state(built.html) == with_preview


def copy_sources(book: Book, other: Book) -> None:
    """Copy a book without what is generated but its fonts."""
    shutil.copytree(book.root, other.root, ignore=shutil.ignore_patterns("_build"))
    shutil.copytree(book.build / "fonts", other.build / "fonts")


def test_one_preview_at_a_time_and_only_of_a_chapter_that_there_is(small: Book, started: subprocess.Popen[str]) -> None:
    Reader(started)
    said: list[str] = []

    with pytest.raises(Busy, match="another preview of this book is at work; end it"):
        serve(small, "", 0, said.append)
    with pytest.raises(ChapterError, match="there is no chapter 'frut'"):
        serve(small, "frut", 0, said.append)
    with pytest.raises(ChapterError, match=r"index is the front page, .*: `statbook preview`"):
        serve(small, "index", 0, said.append)


def test_ctrl_c_ends_it_even_where_python_drops_exceptions(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    class Last:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    said: list[str] = []
    monkeypatch.setattr(module, "_watch", lambda *_: Last())
    monkeypatch.setattr(signal, "pause", lambda: pytest.fail("it waits for another one"))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        serve(small, "", 0, said.append)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert "the preview has ended" == said[-1]


def test_a_folder_that_goes_and_comes_again_is_watched(tmp_path: Path) -> None:
    book, told = Book(tmp_path), Queue[str]()
    book.data.mkdir()
    chapters = tmp_path / "chapters"
    chapters.mkdir()
    _watch(book, lambda: told.put("changed"), lambda: None)

    def is_told(seconds: float) -> bool:
        try:
            return told.get(timeout=seconds) == "changed"
        except Empty:
            return False

    def write() -> bool:
        (chapters / "a.ipynb").write_text(str(time.monotonic()), encoding="utf-8")
        return is_told(1)

    assert any(write() for _ in range(SECONDS))
    shutil.rmtree(chapters)
    chapters.mkdir()
    while is_told(3):
        pass

    assert any(write() for _ in range(5))


def test_what_is_said_controls_no_terminal() -> None:
    held: Any = "a\x1b[2J\nb"

    assert "a\\x1b[2J\nb" == inert_lines(held)
