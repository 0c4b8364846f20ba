"""The book and single runs: executed, staged, built in a new folder, and swapped in when whole."""

from __future__ import annotations

__all__ = ["build_book", "run_chapter"]

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statbook.errors import BuildError, ParameterError
from statbook.figures import fonts
from statbook.paths import Book
from statbook.press.harden import harden
from statbook.press.notebooks import chapter, chapters, typed
from statbook.press.proof import proof
from statbook.press.run import execute
from statbook.press.stage import stage
from statbook.store import Store

SOURCES = "sources"
Say = Callable[[str], None]


def build_book(book: Book, say: Say) -> Path:
    """The whole book as a site; gives its front page. Until it is whole, the last good book stays."""
    _check(book, say)
    known = chapters(book)
    say(f"running {len(known)} chapters")
    with _workshop(book) as folder:
        work = Path(folder)
        fonts.folder(book)
        executed = execute(
            book, [(notebook, {}) for notebook in known.values()], work / "run", _ticker(say, len(known))
        )
        site = _site(book, executed, work, book.toc.read_text(encoding="utf-8"), say)
        _swap(site, book.html)
    return book.html / "index.html"


def run_chapter(book: Book, name: str, given: dict[str, str], say: Say) -> Path:
    """One chapter with parameters, as a small site of its own; gives its page. The book is not touched."""
    notebook = chapter(book, name)
    parameters = typed(notebook, given, Store.load(book.data))
    _check(book, say)
    say(f"running {name}")
    title = "--".join([name, *(f"{key}={value}" for key, value in parameters.items())])
    target = book.runs / _safe(title)
    with _workshop(book) as folder:
        work = Path(folder)
        fonts.folder(book)
        # The sources come along, so that every number of the run leads to where it was printed.
        jobs = [(notebook, parameters), *((c, {}) for c in [chapters(book)[SOURCES]] if c != notebook)]
        executed = execute(book, jobs, work / "run")
        toc = f"format: jb-book\nroot: {notebook.document}\n"
        toc += "".join(f"chapters:\n  - file: {c.document}\n" for c, _ in jobs[1:])
        site = _site(book, executed, work, toc, say)
        _swap(site, target)
    return target / f"{notebook.document}.html"


def _check(book: Book, say: Say) -> None:
    say("checking data and prose")
    found = proof(book, texts=None)
    if found.faults:
        raise BuildError("\n".join(found.faults))


def _ticker(say: Say, total: int) -> Say:
    done: list[str] = []

    def tick(name: str) -> None:
        done.append(name)
        say(f"  [{len(done)}/{total}] {name}")

    return tick


def _workshop(book: Book) -> tempfile.TemporaryDirectory[str]:
    """A folder beside the target, so that the swap is a rename on one file system."""
    try:
        book.build.mkdir(exist_ok=True)
        return tempfile.TemporaryDirectory(dir=book.build, prefix="work-")
    except OSError as error:
        raise BuildError(f"{book.build} cannot be written: {error.strerror}") from None


def _safe(title: str) -> str:
    """A folder name from parameters: letters, digits and a few signs; never a way out of the folder."""
    name = re.sub(r"[^A-Za-z0-9=_.+-]+", "_", title)
    if name.startswith(".") or len(name) > 200:
        raise ParameterError(f"{title!r} cannot name a folder")
    return name


def _site(book: Book, executed: list[Any], work: Path, toc: str, say: Say) -> Path:
    staged = work / "stage"
    stage(book, executed, staged, toc)
    _make_assets(book, staged / "_made")
    say("building pages")
    _jupyter_book(staged, work / "out", _epoch(Store.load(book.data).as_of))
    site = work / "out" / "_build" / "html"
    shutil.rmtree(site / "_sources", ignore_errors=True)
    shutil.rmtree(site / "reports", ignore_errors=True)
    (site / ".buildinfo").unlink(missing_ok=True)
    pages = harden(site)
    say(f"{pages} pages")
    return site


def _make_assets(book: Book, folder: Path) -> None:
    """What is made from pinned packages: the Vega bundle and the font. Nothing of it lies in the repository."""
    import vl_convert

    # Its type hints ask for a snippet that it does not need.
    bundle: Any = vl_convert.javascript_bundle
    folder.mkdir()
    # The bundle declares names at its top level that other scripts of the page use; a function keeps them in.
    (folder / "vega.js").write_text(f"(function(){{{bundle()}}})();\n", encoding="utf-8")
    for font in (fonts.folder(book) / "page").glob("*.woff2"):
        shutil.copy(font, folder / font.name)


def _epoch(day: str) -> str:
    """The as-of day in seconds, for tools that would write the clock's date: the book's date is that of its data."""
    return str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))


def _jupyter_book(staged: Path, out: Path, epoch: str) -> None:
    environment = os.environ | {"SOURCE_DATE_EPOCH": epoch, "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
    start = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start, "build", str(staged), "--path-output", str(out)]
    done = subprocess.run(
        [*command, "-W", "-n", "--keep-going"], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        # The tool speaks of the staged copy; a reader of the message knows the book.
        said = (done.stdout + done.stderr).replace(f"{staged}/", "")
        lines = dict.fromkeys(line for line in said.splitlines() if re.search(r"\b(WARNING|ERROR|Error):", line))
        raise BuildError("Jupyter Book stopped:\n" + "\n".join([*lines][:20] or said.splitlines()[-20:]))


def _swap(new: Path, target: Path) -> None:
    """Put *new* in the place of *target*: two renames, so that a reader meets one whole book or the other."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = new.parent / "old"
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError as error:
        if old.exists():
            old.rename(target)
        raise BuildError(f"{target} cannot be written: {error.strerror}") from None
