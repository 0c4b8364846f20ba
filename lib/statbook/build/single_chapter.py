"""Single chapters with parameters, and PDFs typeset again: the book itself is not built."""

from __future__ import annotations

__all__ = ["build_pdfs", "contents_of", "run_chapter"]

import re
import shutil
from pathlib import Path

from statbook.errors import ChapterError, ParameterError
from statbook.charts import fonts
from statbook.paper import BOOK
from statbook.project.paths import Book
from statbook.build.pipeline import CACHE, FRONT, Job, Say, all_pdfs, check, executed, telling, typeset
from statbook.build.snapshot import as_known_on, freeze
from statbook.project.fingerprint import machine
from statbook.build.lock import alone, workshop
from statbook.project.notebooks import Notebook, chapter, chapters, typed
from statbook.build.publish import PDF, STAGE, Place, exchange
from statbook.site.assembly import make_site
from statbook.site.staging import ARTICLES, stage
from statbook.site.sphinx_build import PAPER, Tree
from statbook.build.targets import Volume
from statbook.store import Store


def run_chapter(book: Book, name: str, given: dict[str, str], say: Say, day: str = "") -> tuple[Path, Path]:
    """One chapter with parameters, as a small site of its own; gives its page and its PDF. The book is not touched.

    *day* makes it a chapter of the book as it was known then.
    """
    _printable(book, name)
    day = day and as_known_on(book, day)
    with telling(book), workshop(book.build) as shop:
        frozen, _ = freeze(book, shop.folder / "book", day)
        notebook = chapter(frozen, name)
        parameters = typed(notebook, given, Store.load(frozen.data))
        check(frozen, say)
        say(f"running {name}")
        title = [name, *(f"{key}={value}" for key, value in parameters.items()), *([f"as-of={day}"] if day else [])]
        target = book.runs / _safe("--".join(title))
        jobs = _with_sources(frozen, [(notebook, parameters)])
        new = shop.folder / "new"
        stage(frozen, executed(book, frozen, jobs, shop), new / STAGE, contents_of(jobs))
        # Runs of one chapter share how documents were read; one of them works there at a time.
        home = book.build / CACHE / "runs" / name
        with alone(home, say) as lock:
            tree = Tree(home / "tree", fonts.folder(frozen), typeset(book), (*shop.held, lock))
            site = make_site(frozen, new, tree, [name], say)
        target.parent.mkdir(parents=True, exist_ok=True)
        exchange(site, target)
    return target / f"{notebook.document}.html", target / PDF / f"{name}.pdf"


def build_pdfs(book: Book, names: list[str], say: Say, *, wait: bool = True) -> list[Path]:
    """The PDFs of *names* (chapters, or `book`), all of them if there are none; gives their paths in _build/pdf.

    They are typeset from the chapters as the last build ran them, and replaced in the site as well. Where data,
    chapters, settings or library have changed since, the chapters run again, and the site stays as it is.
    """
    known = chapters(book)
    for name in names:
        if name != BOOK:
            _printable(book, name)
    wanted = list(dict.fromkeys(names)) or all_pdfs(known)
    with telling(book), alone(book.build, say, wait=wait) as lock, workshop(book.build, (lock,)) as shop:
        place = Place(book.build)
        place.settle()
        frozen, made_from = freeze(book, shop.folder / "book")
        check(frozen, say)
        staged = place.stage
        fresh = place.stands(Volume().inputs(made_from), STAGE)
        if not fresh:
            needed = list(known) if BOOK in wanted else wanted
            say(f"running {len(needed)} chapters: nothing fresh was built before")
            ours = chapters(frozen)
            jobs = _with_sources(frozen, [(ours[name], {}) for name in needed])
            staged = shop.folder / STAGE
            stage(frozen, executed(book, frozen, jobs, shop, say), staged, contents_of(jobs))
        say(f"typesetting {', '.join(wanted)}")
        home = book.build / CACHE / "tree" / BOOK if fresh else shop.folder / "tree"
        tree = Tree(home, fonts.folder(frozen), typeset(book), shop.held)
        made = tree.make(staged, wanted, machine(), (PAPER,)) / PAPER
        for name in wanted:
            for folder in [book.pdf, *([book.html / PDF] if fresh and book.html.is_dir() else [])]:
                _put(made / f"{name}.pdf", folder / f"{name}.pdf", shop.folder)
        if not fresh and book.html.is_dir():
            say("the pages are of an earlier run: `statbook build` brings them in line")
    return [book.pdf / f"{name}.pdf" for name in wanted]


def _printable(book: Book, name: str) -> Notebook:
    notebook = chapter(book, name)
    if name == FRONT:
        raise ChapterError(f"{name} is the front page, which is made with the whole book only: `statbook build`")
    return notebook


def _with_sources(book: Book, jobs: list[Job]) -> list[Job]:
    """The list of articles comes along, so that every number leads to where it was printed."""
    missing = [] if any(notebook.name == ARTICLES for notebook, _ in jobs) else [chapter(book, ARTICLES)]
    return [*jobs, *((notebook, {}) for notebook in missing)]


def contents_of(jobs: list[Job]) -> str:
    root, *others = (notebook.document for notebook, _ in jobs)
    listed = "".join(f"  - file: {document}\n" for document in others)
    return f"format: jb-book\nroot: {root}\n" + (f"chapters:\n{listed}" if listed else "")


def _safe(title: str) -> str:
    """A folder name from parameters: letters, digits and a few signs; never a way out of the folder."""
    name = re.sub(r"[^A-Za-z0-9=_.+-]+", "_", title)
    if name.startswith(".") or len(name) > 200:
        raise ParameterError(f"{title!r} cannot name a folder")
    return name


def _put(new: Path, target: Path, work: Path) -> None:
    """A copy of the file *new* in the place of *target*, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = work / f"{target.name}.new"
    shutil.copy(new, beside)
    beside.replace(target)
