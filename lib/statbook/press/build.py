"""The book, single runs and PDFs: executed on a frozen copy, staged, built in a new folder, and swapped in when whole."""

from __future__ import annotations

__all__ = ["build_book", "build_pdfs", "make_book", "run_chapter"]

import errno
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from statbook.changes import Record
from statbook.errors import BuildError, ChapterError, ParameterError
from statbook.figures import fonts
from statbook.paper import BOOK
from statbook.paths import Book
from statbook.press.books import keep_before
from statbook.press.changes_page import CHANGES, offer_changes
from statbook.press.data_page import PAGE, offer_data
from statbook.press.frozen import as_known_on, freeze
from statbook.press.harden import harden
from statbook.press.inputs import machine
from statbook.press.kept import Kept
from statbook.press.lock import Workshop, alone, workshop
from statbook.press.notebooks import Notebook, chapter, chapters, typed
from statbook.press.place import HTML, PDF, STAGE, Place, exchange
from statbook.press.proof import proof
from statbook.press.run import Executed, execute
from statbook.press.stage import ARTICLES, stage
from statbook.press.standing import build
from statbook.press.tree import PAPER, Tree
from statbook.press.volume import Volume
from statbook.store import Store

FRONT = "index"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CACHE = "cache"
Say = Callable[[str], None]
Job = tuple[Notebook, dict[str, Any]]


def build_book(book: Book, say: Say, volume: Volume | None = None, *, wait: bool = True) -> Path:
    """The whole book, or *volume* of it, as a site with its PDFs; gives its front page.

    Where it stands already, as it would be made now, nothing is done. Until it is whole, the last good book stays.
    Raises Busy if another build is at work and *wait* is false.
    """
    return build(book, say, volume or Volume(), wait=wait)


def make_book(book: Book, volume: Volume, say: Say, lock: int) -> None:
    """Make *volume* of *book* and put it into its place; for who holds the lock of the book's builds."""
    with _telling(book), workshop(book.build, (lock,)) as shop:
        work = shop.folder
        frozen, made_from = freeze(book, work / "book", volume.day)
        _check(frozen, say)
        jobs = volume.prepare(frozen)
        known = chapters(frozen)
        say(f"running {len(jobs)} chapters, those that are kept excepted")
        executed = _executed(book, frozen, jobs, shop, say)
        new = work / "new"
        manifest = stage(frozen, executed, new / STAGE, frozen.toc.read_text(encoding="utf-8"), [PAGE, CHANGES])
        offer_data(Store.load(frozen.data), new / STAGE)
        since = Record.read(volume.since) if volume.since else None
        offer_changes(Store.load(frozen.data), new / STAGE, manifest, since)
        # The book of a day is made once: its reading is not kept.
        kept = not volume.day or volume.name
        tree = book.build / CACHE / "tree" / (volume.name or BOOK) if kept else work / "tree"
        _site(frozen, new, Tree(tree, fonts.folder(frozen), _typeset(book), shop.held), _all_pdfs(known), say)
        shutil.copytree(new / HTML / PDF, new / PDF)
        volume.place(book).take(new, volume.inputs(made_from))
        if volume.place(book) == Place(book.build):
            keep_before(book, new)


def run_chapter(book: Book, name: str, given: dict[str, str], say: Say, day: str = "") -> tuple[Path, Path]:
    """One chapter with parameters, as a small site of its own; gives its page and its PDF. The book is not touched.

    *day* makes it a chapter of the book as it was known then.
    """
    _printable(book, name)
    day = day and as_known_on(book, day)
    with _telling(book), workshop(book.build) as shop:
        frozen, _ = freeze(book, shop.folder / "book", day)
        notebook = chapter(frozen, name)
        parameters = typed(notebook, given, Store.load(frozen.data))
        _check(frozen, say)
        say(f"running {name}")
        title = [name, *(f"{key}={value}" for key, value in parameters.items()), *([f"as-of={day}"] if day else [])]
        target = book.runs / _safe("--".join(title))
        jobs = _with_sources(frozen, [(notebook, parameters)])
        new = shop.folder / "new"
        stage(frozen, _executed(book, frozen, jobs, shop), new / STAGE, _toc(jobs))
        tree = Tree(shop.folder / "tree", fonts.folder(frozen), _typeset(book), shop.held)
        site = _site(frozen, new, tree, [name], say)
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
    wanted = list(dict.fromkeys(names)) or _all_pdfs(known)
    with _telling(book), alone(book.build, say, wait=wait) as lock, workshop(book.build, (lock,)) as shop:
        place = Place(book.build)
        place.settle()
        frozen, made_from = freeze(book, shop.folder / "book")
        _check(frozen, say)
        staged = place.stage
        fresh = place.stands(Volume().inputs(made_from), STAGE)
        if not fresh:
            needed = list(known) if BOOK in wanted else wanted
            say(f"running {len(needed)} chapters: nothing fresh was built before")
            ours = chapters(frozen)
            jobs = _with_sources(frozen, [(ours[name], {}) for name in needed])
            staged = shop.folder / STAGE
            stage(frozen, _executed(book, frozen, jobs, shop, say), staged, _toc(jobs))
        say(f"typesetting {', '.join(wanted)}")
        home = book.build / CACHE / "tree" / BOOK if fresh else shop.folder / "tree"
        tree = Tree(home, fonts.folder(frozen), _typeset(book), shop.held)
        made = tree.make(staged, wanted, machine(), (PAPER,)) / PAPER
        for name in wanted:
            for folder in [book.pdf, *([book.html / PDF] if fresh and book.html.is_dir() else [])]:
                _put(made / f"{name}.pdf", folder / f"{name}.pdf", shop.folder)
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


def _safe(title: str) -> str:
    """A folder name from parameters: letters, digits and a few signs; never a way out of the folder."""
    name = re.sub(r"[^A-Za-z0-9=_.+-]+", "_", title)
    if name.startswith(".") or len(name) > 200:
        raise ParameterError(f"{title!r} cannot name a folder")
    return name


# -- how it is made ---------------------------------------------------------------------------------------------------


@contextmanager
def _telling(book: Book) -> Iterator[None]:
    """A disk that is full, or a folder that cannot be written, becomes a BuildError."""
    try:
        yield
    except OSError as error:
        raise BuildError(_told(book, error)) from None
    except shutil.Error as error:
        raise BuildError(f"files could not be copied: {error.args[0][0][2]}. The last good book is untouched") from None


def _told(book: Book, error: OSError) -> str:
    place = Path(error.filename) if error.filename else book.build
    if error.errno in FULL:
        free = shutil.disk_usage(book.root).free // 1_000_000
        return (
            f"no space is left for {book.build} ({free} MB free); a build needs about 120 MB. "
            "The last good book is untouched"
        )
    return f"{place} cannot be written: {error.strerror}. The last good book is untouched"


def _typeset(book: Book) -> Path:
    """Where typeset PDFs are kept by what they were made of."""
    return book.build / CACHE / PDF


def _executed(book: Book, frozen: Book, jobs: list[Job], shop: Workshop, say: Say | None = None) -> list[Executed]:
    fonts.folder(frozen)  # cut once, before two chapters want them
    kept = Kept(book.build / CACHE / "chapters", Store.load(frozen.data), machine())
    kept.tidy()
    told = _ticker(say, len(jobs)) if say else None
    return execute(frozen, jobs, shop.folder / "run", told, kept, shop.held)


def _site(frozen: Book, new: Path, tree: Tree, documents: list[str], say: Say) -> Path:
    """The pages of the stage in *new* and the PDFs of *documents*, made at the same time, as *new*/html."""
    staged = new / STAGE
    _make_assets(frozen, staged / "_made")
    say(f"building pages and typesetting {', '.join(documents)}")
    out = tree.make(staged, documents, machine())
    site = new / HTML
    (out / HTML).rename(site)
    shutil.rmtree(site / "_sources", ignore_errors=True)
    shutil.rmtree(site / "reports", ignore_errors=True)
    (site / ".buildinfo").unlink(missing_ok=True)
    for template in (site / "_static").glob("*-macros.html"):
        template.unlink()
    say(f"{harden(site)} pages")
    (site / PDF).mkdir()
    for name in documents:
        (out / PAPER / f"{name}.pdf").rename(site / PDF / f"{name}.pdf")
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


def _put(new: Path, target: Path, work: Path) -> None:
    """A copy of the file *new* in the place of *target*, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = work / f"{target.name}.new"
    shutil.copy(new, beside)
    beside.replace(target)
