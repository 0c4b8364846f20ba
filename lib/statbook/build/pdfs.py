"""Typesets PDFs again without building the pages."""

import shutil
from pathlib import Path

from statbook.build.lock import build_lock, work_dir
from statbook.build.pipeline import Progress, all_pdfs, execute_jobs, load_checked, report_write_errors
from statbook.build.publish import PublishedBook
from statbook.build.single_chapter import check_own_pdf, toc_of, with_sources
from statbook.build.snapshot import take_snapshot
from statbook.build.targets import BuildTarget
from statbook.charts import fonts
from statbook.pdf.document import BOOK
from statbook.project.fingerprint import tool_digests
from statbook.project.notebooks import chapters
from statbook.project.paths import PDF, STAGING, Book
from statbook.site.sphinx_build import PDF_BUILDER, SphinxWorkdir
from statbook.site.staging import write_staging


def build_pdfs(book: Book, names: list[str], progress: Progress, *, wait: bool = True) -> list[Path]:
    """Typeset the PDFs of *names* (chapters, or `book`; by default all); gives their paths in _build/pdf.

    They are made from the chapters as the last build executed them, and replaced in the site as well. If data, chapters,
    settings or library have changed since, the chapters run again and the site stays as it is.
    """
    known = chapters(book)
    for name in names:
        if name != BOOK:
            check_own_pdf(book, name)
    wanted = list(dict.fromkeys(names)) or all_pdfs(known)
    build = book.build
    with report_write_errors(build), build_lock(build, progress, wait=wait) as lock, work_dir(build, (lock,)) as work:
        published = PublishedBook(build)
        published.recover()
        snapshot, digests = take_snapshot(book, work.folder / "book")
        store = load_checked(snapshot, progress)
        staging = published.staging
        current = published.is_current(BuildTarget().inputs(digests), STAGING)
        if not current:
            needed = list(known) if BOOK in wanted else wanted
            progress(f"running {len(needed)} chapters: the last build is not up to date")
            notebooks = chapters(snapshot)
            jobs = with_sources(snapshot, [(notebooks[name], {}) for name in needed])
            executed = execute_jobs(book.cache, snapshot, jobs, digests | {"day": ""}, work, progress)
            staging = work.folder / STAGING
            write_staging(snapshot, store, executed, staging, toc_of(jobs))
        progress(f"typesetting {', '.join(wanted)}")
        home = book.cache / "tree" / BOOK if current else work.folder / "tree"
        workdir = SphinxWorkdir(home, fonts.folder(snapshot), book.cache / PDF, work.open_files)
        made = workdir.build(staging, wanted, tool_digests(), (PDF_BUILDER,)) / PDF_BUILDER
        for name in wanted:
            for folder in [book.pdf, *([book.html / PDF] if current and book.html.is_dir() else [])]:
                _replace(made / f"{name}.pdf", folder / f"{name}.pdf", work.folder)
        if not current and book.html.is_dir():
            progress("the pages are of an earlier build: `statbook build` updates them")
    return [book.pdf / f"{name}.pdf" for name in wanted]


def _replace(new: Path, target: Path, work: Path) -> None:
    """Put a copy of the file *new* in the place of *target*, completely or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = work / f"{target.name}.new"
    shutil.copy(new, copy)
    copy.replace(target)
