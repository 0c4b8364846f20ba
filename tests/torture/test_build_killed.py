"""A build that is killed at any moment, or whose nth write fails, leaves the last good book, and the next one needs nothing.

`make torture` runs it with 100 rounds. Most of them have Jupyter Book's results laid out instead of made, so that the
blow falls where the build itself writes; every fifth runs it all.
"""

from __future__ import annotations

import errno
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from killable import finish, kill, start
from minimal_book import bring, build, minimal_book, prebuilt_results, quiet, state
from statbook.build import pipeline
from statbook.build.targets import build_book
from statbook.checks.whole_book import CheckReport
from statbook.errors import BuildError
from statbook.project.paths import Book

DIGITS = (3, 4)
ALL = 5
"""Of so many rounds one runs Jupyter Book, if there are MANY: its results take a while to be known."""
MANY = 30


@dataclass
class Bench:
    """A small book, results to be laid out, and the states that a good book may have."""

    book: Book
    results: Path
    good: set[str] = field(default_factory=set)

    def build_all(self, *, whole: bool) -> float:
        """Build every state; *whole* if Jupyter Book runs. Gives the seconds of a build."""
        # The second time chapters are kept, as they are for all that follow.
        for digit in DIGITS * 2:
            bring(self.book, digit)
            started = time.monotonic()
            assert 0 == finish(start_build(self, whole))
            seconds = time.monotonic() - started
            self.good.add(state(self.book.html))
        return seconds


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Bench:
    folder = tmp_path_factory.mktemp("killed")
    return Bench(minimal_book(folder / "book", fonts_of_the_book), results(folder / "results"))


def results(folder: Path) -> Path:
    """What Jupyter Book might have made: pages, a script, PDFs."""
    for name in ("html/chapters", "html/_static", "paper"):
        (folder / name).mkdir(parents=True)
    for name in ("index", *(f"chapters/page-{number}" for number in range(40))):
        (folder / "html" / f"{name}.html").write_text(f"<html><head></head>{name * 2000}</html>", encoding="utf-8")
    (folder / "html" / "_static" / "script.js").write_text("1;" * 200_000, encoding="utf-8")
    for name in ("book", "sources"):
        (folder / "paper" / f"{name}.pdf").write_bytes(name.encode() * 100_000)
    return folder


def start_build(bench: Bench, whole: bool) -> BaseProcess:
    """A build in a process group of its own; *whole* if it runs Jupyter Book."""
    return start(build, bench.book.root, None if whole else bench.results)


def test_a_killed_build_leaves_the_last_good_book_and_nothing_that_the_next_one_minds(
    bench: Bench, rounds: int
) -> None:
    chance = random.Random(6)
    book = bench.book
    kinds = (True, False) if rounds >= MANY else (False,)
    seconds = {whole: bench.build_all(whole=whole) for whole in kinds}
    assert len(DIGITS) * len(kinds) == len(bench.good)
    data = {path: path.read_bytes() for path in (book.root / "chapters").rglob("*.ipynb")}
    for number in range(rounds):
        digit, whole = chance.choice(DIGITS), rounds >= MANY and number % ALL == 0
        bring(book, digit)
        process = start_build(bench, whole)
        time.sleep(chance.uniform(0, seconds[whole]))
        kill(process, group=chance.random() < 0.5)
        assert state(book.html) in bench.good, f"round {number}"
    assert 0 == finish(start_build(bench, False))

    assert state(book.html) in bench.good
    assert state(book.pdf) == state(book.html / "pdf")
    assert [] == [path.name for path in book.build.glob("work-*")]
    assert data == {path: path.read_bytes() for path in data}
    assert 0 == finish(start_build(bench, False))


@contextmanager
def failing(root: Path, nth: int, code: int) -> Iterator[list[str]]:
    """Let the *nth* act that writes within *root* fail with *code*; gives the acts as they come."""
    acts: list[str] = []
    _HOOK.update(root=str(root), nth=nth, code=code, acts=acts)
    try:
        yield acts
    finally:
        _HOOK.clear()


_HOOK: dict[str, Any] = {}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: Python tells it of every file that is opened, made or renamed, before it happens."""
    if not _HOOK or event not in ("open", "os.mkdir", "os.rename", "os.symlink"):
        return
    path = str(arguments[-1 if event == "os.symlink" else 0])
    if event == "os.symlink":
        path = str(arguments[1])
    if not path.startswith(_HOOK["root"]) or (event == "open" and not (arguments[2] or 0) & _WRITES):
        return
    if event == "os.mkdir" and Path(path).is_dir():
        return  # nothing is written, and nothing is wrong
    _HOOK["acts"].append(f"{event} {path}")
    if len(_HOOK["acts"]) == _HOOK["nth"]:
        raise OSError(_HOOK["code"], os.strerror(_HOOK["code"]), path)


@pytest.mark.xdist_group("failing writes")
def test_the_nth_failing_write_is_told_in_a_sentence_and_leaves_the_last_good_book(
    bench: Bench, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sys.addaudithook(_hook)
    # What is checked before a build writes nothing.
    monkeypatch.setattr(pipeline, "check_book", lambda *_, **__: CheckReport(0, 0, 0, 0, ()))
    book = bench.book
    bench.build_all(whole=False)
    with prebuilt_results(bench.results):
        for digit in DIGITS:
            bring(book, digit)
            with failing(book.root / "_build", 0, 0) as acts:
                build_book(book, quiet)
        total = len(acts)
        good, digit, failed = state(book.html), DIGITS[0], 0
        bring(book, digit)
        for number in range(rounds):
            nth = 1 + number * total // rounds
            code = (errno.ENOSPC, errno.EIO, errno.EACCES)[number % 3]
            with failing(book.root / "_build", nth, code) as acts:
                try:
                    build_book(book, quiet)
                except BuildError as error:
                    failed += 1
                    assert "\n" not in str(error), acts[-1]
            if state(book.html) != good:
                # What failed came after the last step that counts, or was made good for: on to the other state.
                good, digit = state(book.html), sum(DIGITS) - digit
                assert good in bench.good, acts[-1]
                bring(book, digit)
            assert [] == [path.name for path in book.build.glob("work-*")], acts[-1]
        build_book(book, quiet)

    assert total > 100
    assert failed > rounds / 2
    assert state(book.html) in bench.good


def test_of_two_builds_at_once_each_leaves_a_whole_book(bench: Bench) -> None:
    bench.build_all(whole=False)
    bring(bench.book, DIGITS[1])
    together = [start_build(bench, False) for _ in range(2)]

    assert [0, 0] == [finish(process) for process in together]
    assert state(bench.book.html) in bench.good
    assert [] == [path.name for path in bench.book.build.glob("work-*")]
