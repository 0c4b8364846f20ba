"""Typesets PDFs again without building the pages."""

import shutil
from pathlib import Path

from statbook.build.lock import build_lock
from statbook.build.pipeline import Progress, all_pdfs, report_write_errors, start_build, write_whole_staging
from statbook.build.publish import PublishedBook
from statbook.build.single_chapter import check_own_pdf, toc_of, with_sources
from statbook.build.targets import BuildTarget
from statbook.pdf.document import BOOK, WITHOUT
from statbook.project.fingerprint import tool_digests
from statbook.project.notebooks import chapters
from statbook.project.paths import ORIGINAL, PDF, STAGING, Book
from statbook.site.sphinx_build import PDF_BUILDER
from statbook.site.staging import write_staging


def build_pdfs(
    book: Book, names: list[str], progress: Progress, *, wait: bool = True, evidence: bool = True
) -> list[Path]:
    """Typeset the PDFs of *names* (chapters, or `book`; by default all); gives their paths in _build/pdf.

    Without *evidence* they leave out the entries of their numbers, have names of their own, and are not put into the
    site; by default it is the book alone.

    They are made from the chapters as the last build executed them, and replaced in the site as well. If data, chapters,
    settings or library have changed since, the chapters run again and the site stays as it is.
    """
    known = chapters(book)
    for name in names:
        if name != BOOK:
            check_own_pdf(book, name)
    wanted = list(dict.fromkeys(names)) or (all_pdfs(known) if evidence else [BOOK])
    made = [f"{name}{'' if evidence else WITHOUT}" for name in wanted]
    published = PublishedBook(book.build)
    with (
        report_write_errors(book.build),
        build_lock(book.build, progress, wait=wait) as lock,
        start_build(book, progress, locks=(lock,)) as build,
    ):
        published.recover()
        store = build.load_checked()
        targets = [BuildTarget(languages=languages) for languages in ((ORIGINAL,), book.languages)]
        current = any(published.is_current(each.inputs(build.digests, book), STAGING) for each in targets)
        staging = published.staging if current else build.folder / STAGING
        if not current:
            needed = list(known) if BOOK in wanted else wanted
            progress(f"running {len(needed)} chapters: the last build is not up to date")
            notebooks = chapters(build.snapshot)
            jobs = with_sources(build.snapshot, [(notebooks[name], {}) for name in needed])
            executed = build.execute(jobs)
            if BOOK in wanted:
                write_whole_staging(build.snapshot, store, executed, staging)
            else:
                write_staging(build.snapshot, store, executed, staging, toc_of(jobs), only_used=True)
        progress(f"typesetting {', '.join(made)}")
        workdir = build.sphinx(book.cache / "tree" / BOOK if current else build.folder / "tree")
        workdir.build(staging, made, tool_digests(), (PDF_BUILDER,))
        in_site = evidence and current and book.html.is_dir()
        for name in made:
            for folder in [book.pdf, *([book.html / PDF] if in_site else [])]:
                # By way of a copy, so that a PDF is replaced completely or not at all.
                folder.mkdir(parents=True, exist_ok=True)
                copy = Path(shutil.copy(workdir.pdfs / f"{name}.pdf", build.folder / f"{name}.new"))
                copy.replace(folder / f"{name}.pdf")
        if not current and book.html.is_dir():
            progress("the pages are of an earlier build: `statbook build` updates them")
    return [book.pdf / f"{name}.pdf" for name in made]
