"""A chapter works on a copy of the book, with few variables, and leaves no process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from statbook.execution.sandbox import altered_files, copy_book, environment, kill_descendants
from statbook.project.paths import Book

PARENT = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], start_new_session=True); print('there', flush=True); time.sleep(60)"
WORKER = """
import os, subprocess, sys, time
from statbook.execution.sandbox import exit_with_parent
exit_with_parent(int(sys.argv[1]))
beat = "import pathlib, sys, time\\nwhile True: pathlib.Path(sys.argv[1]).touch(); time.sleep(0.05)"
subprocess.Popen([sys.executable, "-c", beat, sys.argv[2]], start_new_session=True)
while True: open(sys.argv[3], "w").close(); time.sleep(0.05)
"""
WATCHED_PARENT = """
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid()), *sys.argv[2:]], start_new_session=True)
time.sleep(60)
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = Book(tmp_path / "book")
    for name in (
        "data/a.csv",
        "chapters/a.ipynb",
        "_config.yml",
        "_toc.yml",
        "_build/fonts/f",
        "_build/cut-fonts/f",
        "_build/html/index.html",
    ):
        (made.root / name).parent.mkdir(parents=True, exist_ok=True)
        (made.root / name).write_text(name, encoding="utf-8")
    return made


def test_a_copy_has_everything_but_generated_files_and_keeps_the_fonts(book: Book, tmp_path: Path) -> None:
    (tmp_path / "copy" / "left").mkdir(parents=True)
    copy = copy_book(book, tmp_path / "copy")

    assert [] == altered_files(book, copy)
    assert (copy.build / "fonts" / "f").is_file() and (copy.fonts / "f").is_file()
    assert not copy.html.exists()
    assert not (copy.root / "left").exists()


def test_changed_and_missing_files_are_named_and_new_ones_are_not(book: Book, tmp_path: Path) -> None:
    copy = copy_book(book, tmp_path / "copy")
    (copy.data / "a.csv").write_text("other", encoding="utf-8")
    (copy.root / "chapters" / "a.ipynb").unlink()
    copy.config.write_text("", encoding="utf-8")
    (copy.data / "new.csv").touch()

    assert ["data/a.csv", "chapters/a.ipynb", "_config.yml"] == altered_files(book, copy)


def test_the_environment_is_the_same_for_every_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TZ", "Pacific/Chatham"), ("PYTHONHASHSEED", "4711"), ("SECRET", "x"), ("PATH", "/bin")):
        monkeypatch.setenv(name, value)
    found = environment()

    assert ("UTC", "0", "/bin", "C.UTF-8") == tuple(found[n] for n in ("TZ", "PYTHONHASHSEED", "PATH", "LC_ALL"))
    assert "SECRET" not in found


def test_processes_in_sessions_of_their_own_are_killed_as_well() -> None:
    process = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "there\n" == process.stdout.readline()
    (child,) = psutil.Process(process.pid).children(recursive=True)
    kill_descendants(process.pid)

    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    assert process.poll() is None
    process.kill()
    process.communicate()


def test_a_process_that_is_gone_has_no_descendants() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    kill_descendants(process.pid)

    assert os.getpid() > 0


def alive(*marks: Path) -> list[bool]:
    """Which processes touch their files."""
    for mark in marks:
        mark.unlink(missing_ok=True)
    time.sleep(0.5)
    return [mark.exists() for mark in marks]


def test_a_worker_and_what_it_started_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    marks = tmp_path / "child", tmp_path / "worker"
    parent = subprocess.Popen([sys.executable, "-c", WATCHED_PARENT, WORKER, *map(str, marks)])
    deadline = time.monotonic() + 30
    while not all(mark.exists() for mark in marks) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [True, True] == alive(*marks)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    time.sleep(1)

    assert [False, False] == alive(*marks)
