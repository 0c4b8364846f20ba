"""`make bench BESIDE=1`: this book beside the commit of the first edition and beside the bare stack, as ratios.

All are measured in one run on one machine, one after another, medians of several. The first edition comes from the
history of the repository, or from a folder that is named; where there is neither, it is left out and the table says so.
The bare stack is papermill over the same chapters, one after another, and then Jupyter Book, without PDFs.
`--write` puts the tables into docs/performance.md.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click
import psutil
from measure import RUNS, another_number, another_sentence, table
from paint import largest_paints
from preview_waits import preview_waits

from statbook.project.paths import Book

ROOT = Path(__file__).resolve().parents[1]
FIRST_EDITION = "8975cac"
WRITTEN = ROOT / "docs" / "performance.md"
HEAD = """# Performance

Written by `make bench BESIDE=1 WRITE=1` on {day}, {cores} cores, Python {python}. Times are medians of {runs} runs, and
ratios are of times that were measured one after another in the same run. The first edition is the commit {commit}.

"""
BARE = """
import sys, papermill
for name in sys.argv[1:]:
    papermill.execute_notebook(f"{name}.ipynb", f"bare/{name}.ipynb", cwd=".", progress_bar=False)
"""


JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"


@dataclass
class Bench:
    """A book in a folder of its own, with the interpreter that builds it, and the times that it took by case."""

    book: Book
    python: Path
    times: dict[str, list[float]] = field(default_factory=dict)

    @property
    def command(self) -> list[str | Path]:
        """What builds the book."""
        return [self.python, "-c", "from statbook.cli import main; main()", "build"]

    def build(self) -> float:
        """Build the book; gives the seconds that it took."""
        start = time.perf_counter()
        run(self.command, self.book.root)
        return time.perf_counter() - start

    def largest_process(self) -> int:
        """Build the book; gives the bytes of memory (RSS) that the largest of its processes took, as seen every 50 ms."""
        started = psutil.Popen(self.command, cwd=self.book.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        most = 0
        while started.poll() is None:
            with suppress(psutil.NoSuchProcess):
                for process in (started, *started.children(recursive=True)):
                    with suppress(psutil.NoSuchProcess):
                        most = max(most, process.memory_info().rss)
            time.sleep(0.05)
        return most

    def measure(self, case: str, prepare: Callable[[Book], None]) -> None:
        """Prepare the book for a *case* and time its build; a second time if it fails, as a kernel of the first edition may."""
        prepare(self.book)
        try:
            taken = self.build()
        except click.ClickException as error:
            click.echo(f"{case}: once more, because it failed: {error.message.splitlines()[-1]}", err=True)
            prepare(self.book)
            taken = self.build()
        self.times.setdefault(case, []).append(taken)


def run(command: list[str | Path], folder: Path) -> None:
    """Run a command without a word; raises ClickException with what it said if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"{' '.join(map(str, command))} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def from_nothing(book: Book) -> None:
    """Leave nothing that was built but the fonts."""
    for path in book.build.iterdir():
        if path.name != "fonts":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def nothing(book: Book) -> None:
    """Change nothing."""


COLD = "cold build, fonts cut"
CASES: dict[str, Callable[[Book], None]] = {
    COLD: from_nothing,
    "one row changed": another_number,
    "one sentence changed": another_sentence,
    "nothing changed": nothing,
}


def first_edition(folder: Path, given: Path | None) -> Bench | None:
    """The first edition in *folder* with an environment of its own; None where its commit is not to be had."""
    if given is not None:
        shutil.copytree(given, folder, symlinks=True, ignore=shutil.ignore_patterns("_build", ".venv"))
    else:
        archive = subprocess.run(["git", "archive", FIRST_EDITION], cwd=ROOT, capture_output=True, check=False)
        if archive.returncode:
            return None
        folder.mkdir()
        subprocess.run(["tar", "-x"], cwd=folder, input=archive.stdout, check=True)
    run(["make", ".venv/ready", f"PYTHON={sys.executable}"], folder)
    return Bench(Book(folder), folder / ".venv" / "bin" / "python")


def present(folder: Path, *, translated: bool = False) -> Bench:
    """The book as it is in the working tree, in *folder*: in its first language, or also *translated* into the others."""
    for name in ("data", "chapters", *(["locale"] if translated else [])):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("_config.yml", "_toc.yml", "index.ipynb"):
        shutil.copy(ROOT / name, folder / name)
    return Bench(Book(folder), Path(sys.executable))


def bare_stack(book: Book) -> float:
    """Seconds that papermill and Jupyter Book take for the chapters of *book* without this library's build."""
    folder = book.root / "bare"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "chapters").mkdir(parents=True)
    names = ["index", *sorted(f"chapters/{path.stem}" for path in (book.root / "chapters").glob("*.ipynb"))]
    settings = book.config.read_text(encoding="utf-8")
    settings = re.sub(r"(?ms)^sphinx:.*", "", settings)
    (folder / "_config.yml").write_text(settings, encoding="utf-8")
    shutil.copy(book.toc, folder / "_toc.yml")
    start = time.perf_counter()
    run([sys.executable, "-c", BARE, *names], book.root)
    run([sys.executable, "-c", JUPYTER_BOOK, "build", folder], book.root)
    taken = time.perf_counter() - start
    if not (folder / "_build" / "html" / "index.html").is_file():
        raise click.ClickException("the bare stack made no pages")
    return taken


def seconds(times: list[float]) -> str:
    return f"{statistics.median(times):.2f} s"


def ratio(ours: list[float], others: list[float]) -> str:
    return f"{statistics.median(ours) / statistics.median(others):.2f}"


def tables(ours: Bench, old: Bench | None, bare: list[float], both: list[float]) -> str:
    """The times of all, and ours as parts of the others'; *both* are those of a cold build of two languages."""
    rows = []
    for case, times in ours.times.items():
        others = old.times[case] if old else []
        compared = (seconds(others), ratio(times, others)) if old else ("not to be had", "-")
        rows.append((case, seconds(times), *compared))
    cold = ours.times[COLD]
    stack = [(COLD, seconds(cold), seconds(bare), ratio(cold, bare))]
    more = f"{statistics.median(both) / statistics.median(cold) - 1:.2f}"
    return "\n\n".join(
        [
            table(("What", "This book", "First edition", "Ratio"), rows),
            table(("What", "This book, with PDFs", "Bare stack, without", "Ratio"), stack),
            table(
                ("What", "One language", "Two", "The second for one of the first"),
                [(COLD, seconds(cold), seconds(both), more)],
            ),
        ]
    )


@click.command()
@click.option(
    "--old", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder with the first edition."
)
@click.option("--runs", default=RUNS, show_default=True, help="Runs of each case.")
@click.option("--write", is_flag=True, help="Write docs/performance.md.")
def main(old: Path | None, runs: int, write: bool) -> None:
    """Measure this book beside its first edition, beside the bare stack, and two languages beside one."""
    with tempfile.TemporaryDirectory() as folder:
        ours, edition = present(Path(folder) / "present"), first_edition(Path(folder) / "first", old)
        both, bare = present(Path(folder) / "both", translated=True), []
        for bench in filter(None, (ours, both, edition)):
            bench.build()  # cuts the fonts, and compiles what Python imports
        for number in range(runs):
            for case, prepare in CASES.items():
                for bench in filter(None, (ours, edition)):
                    bench.measure(case, prepare)
            both.measure(COLD, from_nothing)
            bare.append(bare_stack(ours.book))
            click.echo(f"run {number + 1} of {runs} is done", err=True)
        found = tables(ours, edition, bare, both.times[COLD])
        from_nothing(both.book)
        memory = f"{both.largest_process() / 2**20:.0f} MiB"
        found += "\n\n" + table(("What", "Memory of the largest process"), [("cold build of two languages", memory)])
        if waits := preview_waits(ours.book, runs):
            found += "\n\n" + table(("Changed under `statbook preview`", "Seen after"), waits)
        if paints := largest_paints(ours.book.html, runs):
            found += "\n\n" + table(("First view, on a telephone", "Largest paint", "Its element"), paints)
    click.echo(found)
    if write:
        facts = {"day": date.today().isoformat(), "cores": os.cpu_count(), "python": platform.python_version()}
        WRITTEN.write_text(HEAD.format(**facts, runs=runs, commit=FIRST_EDITION) + found + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
