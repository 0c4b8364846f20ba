"""A copy of the book that a test changes, and the commands run on it."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from statbook.project.paths import Book


def change(book: Book, name: str, line: int, **cells: str) -> None:
    path = book.data / f"{name}.csv"
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[line - 2] |= cells
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def statbook(book: Book, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("statbook")), *arguments]
    return subprocess.run(command, cwd=book.root, capture_output=True, text=True, check=False)
