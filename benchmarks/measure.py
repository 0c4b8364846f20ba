"""`make bench`: how long the book takes and how large its PDFs are, as one plain table.

Each time is the median of several runs of the command, start of Python included, on the machine at hand.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import click

from statbook.paths import book

RUNS = 3
COMMANDS = {
    "the whole book, pages and PDFs": ["build"],
    "all PDFs again, from the last build": ["pdf"],
    "the PDF of the book": ["pdf", "book"],
    "the PDF of one chapter": ["pdf", "trade"],
    "the check of data, chapters and prose": ["check"],
    "the audit, every printed digit altered in turn": ["audit", "--power"],
    "one chapter with other parameters, page and PDF": [
        "run",
        "trade",
        "-p",
        "region",
        "Gansu",
        "-p",
        "period",
        "2023",
    ],
}


def seconds(arguments: list[str]) -> float:
    """Wall time of a command; raises CalledProcessError, with what it said, if it fails."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "from statbook.cli import main; main()", *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return time.perf_counter() - start


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.2f} MB"


def main() -> None:
    rows = []
    for words, arguments in COMMANDS.items():
        taken = [seconds(arguments) for _ in range(RUNS)]
        rows.append((f"{words} (`statbook {' '.join(arguments)}`)", f"{statistics.median(taken):.1f} s"))
        click.echo(f"{rows[-1][1]:>8}  {words}", err=True)
    click.echo(table(("What", f"Time, median of {RUNS}"), rows))
    click.echo()
    click.echo(table(("PDF", "Size"), [(path.name, megabytes(path)) for path in sorted(book().pdf.glob("*.pdf"))]))


if __name__ == "__main__":
    main()
