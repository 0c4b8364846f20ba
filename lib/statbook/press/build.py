"""The book, single runs and PDFs: executed, staged, built in a new folder, and swapped in when whole."""

from __future__ import annotations

__all__ = ["build_book", "build_pdfs", "run_chapter"]

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statbook.errors import BuildError, ChapterError, ParameterError
from statbook.figures import fonts
from statbook.paper import BOOK, FAULT, JOB
from statbook.paths import Book
from statbook.press.changes_page import CHANGES, offer_changes
from statbook.press.data_page import PAGE, offer_data
from statbook.press.harden import harden
from statbook.press.notebooks import Notebook, chapter, chapters, typed
from statbook.press.proof import proof
from statbook.press.run import execute
from statbook.press.sphinx_ext import PDF
from statbook.press.stage import ARTICLES, MARK, digests, stage
from statbook.store import Store

FRONT = "index"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
Say = Callable[[str], None]
Job = tuple[Notebook, dict[str, Any]]


def build_book(book: Book, say: Say) -> Path:
    """The whole book as a site with its PDFs; gives its front page. Until it is whole, the last good book stays."""
    _check(book, say)
    known = chapters(book)
    say(f"running {len(known)} chapters")
    with _workshop(book) as work:
        executed = execute(book, [(c, {}) for c in known.values()], work / "run", _ticker(say, len(known)))
        manifest = stage(book, executed, work / "stage", book.toc.read_text(encoding="utf-8"), [PAGE, CHANGES])
        offer_data(Store.load(book.data), work / "stage")
        offer_changes(Store.load(book.data), work / "stage", manifest)
        site = _site(book, work, _all_pdfs(known), say)
        shutil.copytree(site / PDF, work / "pdf")
        _swap(site, book.html)
        _swap(work / "pdf", book.pdf)
        _swap(work / "stage", book.stage)
    return book.html / "index.html"


def run_chapter(book: Book, name: str, given: dict[str, str], say: Say) -> tuple[Path, Path]:
    """One chapter with parameters, as a small site of its own; gives its page and its PDF. The book is not touched."""
    notebook = _printable(book, name)
    parameters = typed(notebook, given, Store.load(book.data))
    _check(book, say)
    say(f"running {name}")
    title = "--".join([name, *(f"{key}={value}" for key, value in parameters.items())])
    target = book.runs / _safe(title)
    with _workshop(book) as work:
        jobs = _with_sources(book, [(notebook, parameters)])
        stage(book, execute(book, jobs, work / "run"), work / "stage", _toc(jobs))
        _swap(_site(book, work, [name], say), target)
    return target / f"{notebook.document}.html", target / PDF / f"{name}.pdf"


def build_pdfs(book: Book, names: list[str], say: Say) -> list[Path]:
    """The PDFs of *names* (chapters, or `book`), all of them if there are none; gives their paths in _build/pdf.

    They are typeset from the chapters as the last build ran them, and replaced in the site as well. Where data,
    chapters, settings or library have changed since, the chapters run again, and the site stays as it is.
    """
    known = chapters(book)
    for name in names:
        if name != BOOK:
            _printable(book, name)
    wanted = list(dict.fromkeys(names)) or _all_pdfs(known)
    _check(book, say)
    with _workshop(book) as work:
        staged = book.stage
        fresh = _is_fresh(book)
        if not fresh:
            needed = list(known) if BOOK in wanted else wanted
            say(f"running {len(needed)} chapters: nothing fresh was built before")
            jobs = _with_sources(book, [(known[name], {}) for name in needed])
            staged = work / "stage"
            stage(book, execute(book, jobs, work / "run", _ticker(say, len(jobs))), staged, _toc(jobs))
        say(f"typesetting {', '.join(wanted)}")
        for made in _print(book, staged, work, wanted):
            for folder in [book.pdf, *([book.html / PDF] if fresh and book.html.is_dir() else [])]:
                _put(made, folder / made.name)
        if not fresh and book.html.is_dir():
            say("the pages are of an earlier run: `statbook build` brings them in line")
    return [book.pdf / f"{name}.pdf" for name in wanted]


# -- what is asked for ------------------------------------------------------------------------------------------------


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


def _all_pdfs(known: dict[str, Notebook]) -> list[str]:
    return [BOOK, *(name for name in known if name != FRONT)]


def _printable(book: Book, name: str) -> Notebook:
    notebook = chapter(book, name)
    if name == FRONT:
        raise ChapterError(f"{name} is the front page, which is made with the whole book only: `statbook build`")
    return notebook


def _with_sources(book: Book, jobs: list[Job]) -> list[Job]:
    """The list of articles comes along, so that every number leads to where it was printed."""
    missing = [] if any(notebook.name == ARTICLES for notebook, _ in jobs) else [chapter(book, ARTICLES)]
    return [*jobs, *((notebook, {}) for notebook in missing)]


def _toc(jobs: list[Job]) -> str:
    root, *others = (notebook.document for notebook, _ in jobs)
    listed = "".join(f"  - file: {document}\n" for document in others)
    return f"format: jb-book\nroot: {root}\n" + (f"chapters:\n{listed}" if listed else "")


def _is_fresh(book: Book) -> bool:
    """Whether the kept stage is of the data, chapters and library as they are now."""
    mark = book.stage / MARK
    return mark.is_file() and json.loads(mark.read_text(encoding="utf-8"))["hashes"] == digests(book)


def _safe(title: str) -> str:
    """A folder name from parameters: letters, digits and a few signs; never a way out of the folder."""
    name = re.sub(r"[^A-Za-z0-9=_.+-]+", "_", title)
    if name.startswith(".") or len(name) > 200:
        raise ParameterError(f"{title!r} cannot name a folder")
    return name


# -- how it is made ---------------------------------------------------------------------------------------------------


@contextmanager
def _workshop(book: Book) -> Iterator[Path]:
    """A folder beside the target, so that the swap is a rename on one file system.

    A disk that is full, or a folder that cannot be written, becomes a BuildError.
    """
    try:
        book.build.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=book.build, prefix="work-", ignore_cleanup_errors=True) as folder:
            fonts.folder(book)
            yield Path(folder)
    except OSError as error:
        raise BuildError(_told(book, error)) from None


def _told(book: Book, error: OSError) -> str:
    place = Path(error.filename) if error.filename else book.build
    if error.errno in FULL:
        return _full(book)
    return f"{place} cannot be written: {error.strerror}. The last good book is untouched"


def _full(book: Book) -> str:
    free = shutil.disk_usage(book.root).free // 1_000_000
    return f"no space is left for {book.build} ({free} MB free); a build needs about 60 MB. The last good book is untouched"


def _site(book: Book, work: Path, documents: list[str], say: Say) -> Path:
    """The pages of the stage in *work* and the PDFs of *documents*, made at the same time."""
    staged = work / "stage"
    _make_assets(book, staged / "_made")
    say(f"building pages and typesetting {', '.join(documents)}")
    with ThreadPoolExecutor(2) as pool:
        printed = pool.submit(_print, book, staged, work, documents)
        pages = pool.submit(_jupyter_book, book, staged, work / "out", documents)
        pages.result()
        pdfs = printed.result()
    site = work / "out" / "_build" / "html"
    shutil.rmtree(site / "_sources", ignore_errors=True)
    shutil.rmtree(site / "reports", ignore_errors=True)
    (site / ".buildinfo").unlink(missing_ok=True)
    for template in (site / "_static").glob("*-macros.html"):
        template.unlink()
    say(f"{harden(site)} pages")
    (site / PDF).mkdir()
    for path in pdfs:
        path.rename(site / PDF / path.name)
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
    (folder / "font.js").write_text(f"window.statbookFont = {json.dumps(fonts.faces(book))};\n", encoding="utf-8")


def _print(book: Book, staged: Path, work: Path, documents: list[str]) -> list[Path]:
    """The PDFs of *documents*, made from the stage."""
    out = work / "paper"
    _jupyter_book(book, staged, out, documents, "--builder", "custom", "--custom-builder", "paper")
    return [out / "_build" / "paper" / f"{name}.pdf" for name in documents]


def _jupyter_book(book: Book, staged: Path, out: Path, documents: list[str], *options: str) -> None:
    """Run Jupyter Book on the stage; *documents* are the PDFs that are made, which pages link to."""
    out.mkdir()
    job = out / "job.json"
    job.write_text(json.dumps({"documents": documents, "fonts": str(fonts.folder(book) / "drawing")}), encoding="utf-8")
    as_of = json.loads((staged / MARK).read_text(encoding="utf-8"))["as_of"]
    fixed = {"SOURCE_DATE_EPOCH": _epoch(as_of), "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
    start = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start, "build", str(staged), "--path-output", str(out), *options]
    done = subprocess.run(
        [*command, "-W", "-n", "--keep-going"],
        capture_output=True,
        text=True,
        env=os.environ | fixed | {JOB: str(job)},
        check=False,
    )
    if done.returncode:
        raise BuildError(_cause(book, out, (done.stdout + done.stderr).replace(f"{staged}/", "")))


def _cause(book: Book, out: Path, said: str) -> str:
    """What stopped Jupyter Book, in words of the book: it speaks of the staged copy, a reader knows the chapters."""
    fault = next(out.rglob(FAULT), None)
    if fault is not None:
        return fault.read_text(encoding="utf-8")
    if any(os.strerror(code) in said for code in FULL):
        return _full(book)
    lines = dict.fromkeys(line for line in said.splitlines() if re.search(r"\b(WARNING|ERROR|Error):", line))
    return "Jupyter Book stopped:\n" + "\n".join([*lines][:20] or said.splitlines()[-20:])


def _epoch(day: str) -> str:
    """The as-of day in seconds, for tools that would write the clock's date: the book's date is that of its data."""
    return str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))


# -- how it comes into place ------------------------------------------------------------------------------------------


def _swap(new: Path, target: Path) -> None:
    """Put *new* in the place of *target*: two renames, so that a reader meets one whole book or the other."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = new.parent / f"old-{target.name}"
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError as error:
        if old.exists():
            old.rename(target)
        raise BuildError(f"{target} cannot be written: {error.strerror}") from None


def _put(new: Path, target: Path) -> None:
    """A copy of the file *new* in the place of *target*, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = new.parent / f"{target.name}.new"
    shutil.copy(new, beside)
    beside.replace(target)
