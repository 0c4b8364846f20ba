"""Runs one chapter with parameters, as a small site of its own; the book is not touched."""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from statbook.build.lock import build_lock
from statbook.build.pipeline import Progress, start_build
from statbook.build.publish import exchange
from statbook.build.run_record import check_folder, inputs_digest, is_current, write_record
from statbook.build.snapshot import check_day
from statbook.errors import ChapterError, ParameterError
from statbook.evidence import INDEXES
from statbook.parameters import check_values
from statbook.project.notebooks import FRONT_PAGE, SOURCES, Job, chapter, parameters_of
from statbook.project.paths import PDF, STAGING, Book
from statbook.project.toc import add_documents, toc_text
from statbook.site.assembly import make_assets, make_site
from statbook.site.staging import write_staging


def run_chapter(
    book: Book, name: str, given: dict[str, str], progress: Progress, day: str = "", out: Path | None = None
) -> tuple[Path, Path]:
    """Run the chapter *name* with the parameters *given*; gives its page and its PDF.

    *day* makes it a chapter of the book as it was known then. In the folder *out* nothing is done if the run is there.
    Raises ChapterError for an unknown chapter or one that fails, ParameterError for parameters that it does not take,
    BuildError for a folder with other files.
    """
    check_own_pdf(book, name)
    day = day and check_day(book.data, day)
    inputs, document = inputs_digest(book, name, given, day), chapter(book, name).document
    if out:
        check_folder(out)
        if is_current(out, inputs):
            progress("nothing changed since this run was made")
            return out / f"{document}.html", out / PDF / f"{name}.pdf"
    # Runs of one chapter share what Sphinx read; one of them works there at a time.
    home = book.cache / "runs" / name
    with build_lock(home, progress) as lock, start_build(book, progress, day, (lock,)) as build:
        snapshot, new = build.snapshot, build.folder / "new"
        notebook = chapter(snapshot, name)
        store = build.store
        parameters, faults = check_values(name, parameters_of(notebook), given, store)
        if faults:
            raise ParameterError("\n".join(faults))
        build.load_checked()
        progress(f"running {name}")
        words = [name, *(f"{key}={value}" for key, value in parameters.items()), *([f"as-of={day}"] if day else [])]
        target = out or book.runs / _folder_name("--".join(words))
        jobs = with_sources(snapshot, [(notebook, parameters)])
        executed = build.execute(jobs, quiet=True)
        write_staging(snapshot, store, executed, new / STAGING, toc_of(jobs), only_used=True)
        assets = make_assets(snapshot, build.folder / "assets", book.cache)
        site = make_site(assets, new, build.sphinx(home / "tree"), [name], progress)
        write_record(site, inputs, document, {"chapter": name, "parameters": parameters, "as_of": store.as_of})
        target.parent.mkdir(parents=True, exist_ok=True)
        # By way of a folder beside it: it may lie on another file system.
        with TemporaryDirectory(prefix=f"{target.name}.", dir=target.parent) as beside:
            exchange(Path(shutil.move(site, Path(beside, "new"))), target)
    return target / f"{document}.html", target / PDF / f"{name}.pdf"


def check_own_pdf(book: Book, name: str) -> None:
    """Raise ChapterError unless *name* is a chapter that can be made without the rest of the book."""
    chapter(book, name)
    if name == FRONT_PAGE:
        raise ChapterError(f"{name} is the front page, which is made with the whole book only: `statbook build`")


def with_sources(book: Book, jobs: list[Job]) -> list[Job]:
    """*jobs* with the list of articles, so that every number leads to where it was printed."""
    has_sources = any(notebook.name == SOURCES for notebook, _ in jobs)
    return jobs if has_sources else [*jobs, (chapter(book, SOURCES), {})]


def toc_of(jobs: list[Job]) -> str:
    """A table of contents of the documents of *jobs* and of the evidence; the first document is the front page."""
    root, *others = (notebook.document for notebook, _ in jobs)
    return add_documents(toc_text(root, others), INDEXES)


def _folder_name(title: str) -> str:
    """*title* as the name of a folder: letters, digits and a few signs, so that no parameter leads out of it."""
    name = re.sub(r"[^A-Za-z0-9=_.+-]+", "_", title)
    if name.startswith(".") or len(name) > 200:
        raise ParameterError(f"{title!r} cannot name a folder")
    return name
