"""The process that builds a preview answers a line with lines, and ends when nobody asks any more."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

from minimal_book import chapter_of, contents
from statbook.project.paths import Book


def test_it_tells_what_is_wrong_each_time_it_is_asked_and_ends_with_the_channel(tmp_path: Path) -> None:
    book = Book(tmp_path / "book")
    (book.data / "captions").mkdir(parents=True)
    book.config.write_text("title: Fruit\n", encoding="utf-8")
    chapter_of(book.root / "index.ipynb", "index", "# Fruit")
    contents(book)
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-P", "-m", "statbook.preview.worker", str(theirs.fileno()), str(book.root)]
    with theirs:
        process = subprocess.Popen([*command, str(tmp_path / "preview"), "", ""], pass_fds=[theirs.fileno()])
    with ours, ours.makefile("r", encoding="utf-8") as told:
        for _ in range(2):
            ours.sendall(b'{"viewed": []}\n')
            message: dict[str, list[str]] = {}
            while not message.get("faults"):
                message = json.loads(told.readline())
            assert "datapackage.json" in message["faults"][0]

    assert 0 == process.wait(60)
