"""`make bench`: how long the book takes, and how large its PDFs are.

Each time is the median of several runs of the command, start of Python included, on the machine at hand. All is done on
a copy of the book; the book itself stays as it is.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from statbook.project.paths import Book, book

RUNS = 3
COMMAND = [sys.executable, "-c", "from statbook.cli import main; main()"]
GANSU = ["run", "trade", "-p", "region", "Gansu", "-p", "period", "2023"]


def copy_book(root: Path, target: Path) -> Book:
    """A copy of the book in *target*, with its fonts, and without anything built."""
    for name in ("data", "chapters"):
        shutil.copytree(root / name, target / name)
    for name in ("_config.yml", "_toc.yml", "index.ipynb"):
        shutil.copy(root / name, target / name)
    if (root / "_build" / "fonts").is_dir():
        shutil.copytree(root / "_build" / "fonts", target / "_build" / "fonts")
    return Book(target)


def seconds(here: Book, *arguments: str) -> float:
    """Wall time of a command; raises CalledProcessError, with what it said, if it fails."""
    start = time.perf_counter()
    subprocess.run([*COMMAND, *arguments], cwd=here.root, check=True, capture_output=True, text=True)
    return time.perf_counter() - start


def from_nothing(here: Book) -> None:
    """Leave the fonts alone of what was built."""
    for path in here.build.iterdir():
        if path.name != "fonts":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def another_number(here: Book) -> None:
    """Change the last digit of a printed number: money in January 2025."""
    path = here.data / "credit.csv"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("china.2025-01.money_m2,"))
    digit = (int(re.search(r"3185(\d)0000000000", line)[1]) + 1) % 10  # type: ignore[index]
    changed = re.sub(r"318\.5\d万", f"318.5{digit}万", re.sub(r"3185\d0000000000", f"3185{digit}0000000000", line))
    path.write_text(text.replace(line, changed), encoding="utf-8")


def another_sentence(book: Book) -> None:
    """Add a word to a sentence of the trade chapter."""
    path = book.root / "chapters" / "trade.ipynb"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"leave out( indeed)*\?", lambda found: found[0][:-1] + " indeed?", text)
    assert changed != text, "the sentence that the benchmark changes is not in the trade chapter"
    path.write_text(changed, encoding="utf-8")


def without_chapters(here: Book) -> None:
    """Forget the chapters that ran."""
    shutil.rmtree(here.build / "cache" / "chapters", ignore_errors=True)


def nothing(here: Book) -> None:
    """Change nothing."""


CASES: dict[str, tuple[Callable[[Book], None], list[str]]] = {
    "the whole book from nothing, pages and PDFs": (from_nothing, ["build"]),
    "the book again, nothing changed": (nothing, ["build"]),
    "the book again, one row changed": (another_number, ["build"]),
    "all PDFs again, from the last build": (nothing, ["pdf"]),
    "the PDF of one chapter, from the last build": (nothing, ["pdf", "trade"]),
    "one chapter alone with other parameters, page and PDF": (without_chapters, GANSU),
    "the same again, nothing changed": (nothing, GANSU),
    "the check of data, chapters and prose": (nothing, ["check"]),
    "the audit, every printed digit altered in turn": (nothing, ["audit", "--power"]),
}


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A plain table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.2f} MB"


@click.command()
def main() -> None:
    """Measure times and sizes on a copy of the book, as one plain table."""
    root = book().root
    with tempfile.TemporaryDirectory() as folder:
        here = copy_book(root, Path(folder) / "book")
        found = []
        for words, (prepare, arguments) in CASES.items():
            taken = []
            for _ in range(RUNS):
                prepare(here)
                taken.append(seconds(here, *arguments))
            found.append((f"{words} (`statbook {' '.join(arguments)}`)", f"{statistics.median(taken):.1f} s"))
            click.echo(f"{found[-1][1]:>8}  {words}", err=True)
        click.echo(table(("What", f"Time, median of {RUNS}"), found))
        click.echo()
        click.echo(table(("PDF", "Size"), [(path.name, megabytes(path)) for path in sorted(here.pdf.glob("*.pdf"))]))


if __name__ == "__main__":
    main()
