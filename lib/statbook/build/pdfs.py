"""Typesets PDFs again without building the pages."""

import shutil
from pathlib import Path

from statbook.build.lock import build_lock
from statbook.build.pipeline import Build, Progress, all_pdfs, report_write_errors, start_build, write_whole_staging
from statbook.build.publish import PublishedBook
from statbook.build.single_chapter import check_own_pdf, toc_of, with_sources
from statbook.build.targets import BuildTarget, report_untranslated
from statbook.messages import WRITTEN, speaking
from statbook.pdf.document import WITHOUT
from statbook.project.fingerprint import tool_digests
from statbook.project.notebooks import chapters
from statbook.project.paths import BOOK, ORIGINAL, PDF, PDF_BUILDER, STAGING, TRANSLATED, Book
from statbook.site.staging import write_staging
from statbook.store import Store
from statbook.translation.addresses import section_addresses, write_addresses


def build_pdfs(
    book: Book, names: list[str], progress: Progress, *, wait: bool = True, evidence: bool = True, language: str = ""
) -> list[Path]:
    """Typeset the PDFs of *names* (chapters, or `book`; by default all) in all languages, or in one; gives their paths.

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
    published, found = PublishedBook(book.build), []
    with (
        report_write_errors(book.build),
        build_lock(book.build, progress, wait=wait) as lock,
        start_build(book, progress, locks=(lock,)) as build,
    ):
        published.recover()
        build.load_checked()
        targets = [BuildTarget(languages=languages) for languages in ((ORIGINAL,), book.languages)]
        current = any(published.is_current(each.inputs(build.digests, book), STAGING, TRANSLATED) for each in targets)
        for lang in [language] if language else book.languages:
            staging = published.staging_of(lang)
            is_built = current and staging.is_dir()
            kept = BuildTarget().tree(book.cache, lang)
            with speaking(lang, build.snapshot.locale):
                staging = staging if is_built else _stage(build, wanted, lang)
                progress(f"typesetting {', '.join(made)}")
                workdir = build.sphinx(kept if is_built else build.folder / f"tree-{lang}")
                workdir.build(staging, made, tool_digests(), (PDF_BUILDER,))
            in_site = evidence and is_built and book.html.is_dir()
            for name in made:
                file = f"{name}.pdf" if lang == ORIGINAL else f"{name}.{lang}.pdf"
                for folder in [book.pdf, *([book.html / PDF] if in_site else [])]:
                    # By way of a copy, so that a PDF is replaced completely or not at all.
                    folder.mkdir(parents=True, exist_ok=True)
                    copy = Path(shutil.copy(workdir.pdfs / f"{name}.pdf", build.folder / f"{name}.new"))
                    copy.replace(folder / file)
                found.append(book.pdf / file)
        if not current and book.html.is_dir():
            progress("the pages are of an earlier build: `statbook build` updates them")
    return found


def _stage(build: Build, wanted: list[str], language: str) -> Path:
    """Execute what the PDFs *wanted* need in a *language*, and write its staging; gives it."""
    folder, untranslated = build.folder / f"staging-{language}", list[str]()
    copy, jobs = build.copy_in(language, BuildTarget(), untranslated)
    report_untranslated(untranslated, build.progress, strict=False)
    needed = [job for job in jobs if BOOK in wanted or job[0].name in wanted]
    build.progress(f"running {len(needed)} chapters: the last build is not up to date")
    executed = build.execute(needed := with_sources(copy, needed), copy=copy)
    store = build.store if language in WRITTEN else Store.load(copy.data)
    if BOOK in wanted:
        write_whole_staging(copy, store, executed, folder, languages=(language, build.book.languages))
    else:
        both = (language, build.book.languages)
        write_staging(copy, store, executed, folder, toc_of(needed), only_used=True, languages=both)
    if language != ORIGINAL:
        found = section_addresses(build.book.html).items()
        others = tuple(f"{name}/" for name in build.book.languages)
        write_addresses(folder / copy.config.name, {page: them for page, them in found if not page.startswith(others)})
    return folder
