"""The steps of a build: snapshot, check, execute, stage, lay out, publish.

The module is long because one build makes all languages of a book, side by side.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from statbook.build.lock import work_dir
from statbook.build.parity import Facts, book_facts, differences
from statbook.build.previous_builds import add_changes_page, keep_previous
from statbook.build.publish import PublishedBook
from statbook.build.snapshot import take_snapshot
from statbook.build.targets import BuildTarget, report_untranslated
from statbook.changes import PAGE as CHANGES
from statbook.changes import BookRecord
from statbook.charts import fonts
from statbook.charts.drawing_process import DrawingProcess
from statbook.checks.whole_book import check_book
from statbook.errors import BuildError
from statbook.evidence import INDEXES
from statbook.execution.cache import ExecutionCache
from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import execute, workers
from statbook.messages import WRITTEN, speaking
from statbook.project.notebooks import FRONT_PAGE, ExecutedNotebook, Job
from statbook.project.paths import BOOK, DATA, HTML, ORIGINAL, PDF, STAGING, TRANSLATED, Book
from statbook.project.toc import add_documents
from statbook.site.assembly import make_assets, make_site
from statbook.site.data_package import add_data_page
from statbook.site.sphinx_build import DISK_FULL, SPHINX, SphinxWorkdir
from statbook.site.staging import write_staging
from statbook.store import Store
from statbook.store.recorded_store import Answers
from statbook.translation.addresses import Addresses, section_addresses, write_addresses

Progress = Callable[[str], None]


def make_book(book: Book, target: BuildTarget, progress: Progress, server: ForkServer) -> None:
    """Build *target* of *book* with the processes of *server* and publish it. The caller holds the build lock."""
    with start_build(book, progress, target.day, server=server) as build:
        new, store = build.folder / "new", build.load_checked()
        if not store.edition.site:
            progress("data/datapackage.json has no homepage: pages name no addresses, and no feed or pictures are made")
        # Made here, before two languages need them at once: the fonts, and the contents of the book of a day.
        _ = build.fonts
        if target.day and not target.name:
            target.prepare(build.snapshot, store)
        made = _make_languages(build, target)
        server.stop()  # it ends while the book is published
        if faults := differences({language: one.facts for language, one in made.items()}):
            raise BuildError("\n".join(["the languages of the book do not show the same:", *faults]))
        for language, one in made.items():
            if one.folder != new:
                for pdf in sorted((one.folder / HTML / PDF).iterdir()):
                    pdf.rename(new / HTML / PDF / f"{pdf.stem}.{language}.pdf")
                (one.folder / HTML / PDF).rmdir()
                (one.folder / HTML).rename(new / HTML / language)
                (new / TRANSLATED).mkdir(exist_ok=True)
                (one.folder / STAGING).rename(new / TRANSLATED / language)
        shutil.copytree(new / HTML / PDF, new / PDF)
        published = target.location(book.build)
        untranslated = [fault for one in made.values() for fault in one.untranslated]
        published.publish(new, target.inputs(build.digests, build.snapshot), untranslated)
        if published == PublishedBook(book.build):
            keep_previous(book.build, new)


@dataclass(frozen=True)
class _Made:
    """Pages and PDFs of a language, in a *folder*, what they show, and what is *untranslated*."""

    folder: Path
    facts: Facts
    untranslated: list[str]


def _make_languages(build: "Build", target: BuildTarget) -> dict[str, _Made]:
    """All languages of *target*, each in a thread of its own; the first one that fails ends the others."""
    addresses: Future[Addresses] = Future()
    with ThreadPoolExecutor(1 + len(target.languages)) as pool:
        assets = pool.submit(make_assets, build.snapshot, build.folder / "assets", build.book.cache, build.server)
        making = {
            language: pool.submit(_make_language, build, target, language, assets, addresses)
            for language in target.languages
        }
        try:
            ended, _ = wait(making.values(), return_when=FIRST_EXCEPTION)
            return {language: future.result() for language, future in making.items() if future in ended}
        finally:
            if not all(future.done() for future in making.values()):
                addresses.cancel()
                build.server.close()


def _make_language(
    build: "Build", target: BuildTarget, language: str, assets: "Future[Path]", addresses: "Future[Addresses]"
) -> _Made:
    """Make pages and PDFs in a *language*, with the same *assets* in all.

    The sections of all have the *addresses* that they have in the first.
    """
    first, untranslated = language == target.languages[0], list[str]()
    made = build.folder / ("new" if first else f"new-{language}")
    with speaking(language, build.snapshot.locale):
        copy, jobs = build.copy_in(language, target, untranslated)
        report_untranslated(untranslated, build.progress, strict=target.strict)
        executed = build.execute(jobs, copy=copy)
        store = build.store if language in WRITTEN else Store.load(copy.data)
        since = BookRecord.read(target.since, language) if target.since else None
        write_whole_staging(copy, store, executed, made / STAGING, since, (language, target.languages), build.server)
        if not first:
            write_addresses(made / STAGING / copy.config.name, addresses.result())
        workdir = build.sphinx(target.tree(build.book.cache if target.is_kept else build.folder, language))
        several = len(target.languages) > 1
        take = (lambda site: addresses.set_result(section_addresses(site))) if first and several else None
        documents = all_pdfs(one.notebook.name for one in executed)
        make_site(assets.result(), made, workdir, documents, build.progress, take)
        facts = book_facts(made / STAGING, made / HTML, workdir.pdf_contents()) if several else {}
    return _Made(made, facts, untranslated)


@dataclass(frozen=True)
class Build:
    """A build at work: the *snapshot* of *book* as known on *day*, and its *digests*, in a *folder* of its own.

    Its processes are forked from *server*; *pool* has a thread for each chapter that may run, and *drawing* draws for all.
    """

    book: Book
    snapshot: Book
    digests: dict[str, str]
    day: str
    folder: Path
    server: ForkServer
    pool: ThreadPoolExecutor
    drawing: DrawingProcess
    progress: Progress

    @cached_property
    def store(self) -> Store:
        """The data of the snapshot, read once."""
        return Store.load(self.snapshot.data)

    @cached_property
    def fonts(self) -> Path:
        """The folder with the fonts of the snapshot, which has them from now on."""
        made = fonts.folder(self.snapshot)
        self.snapshot.fonts.symlink_to(made.resolve(), target_is_directory=True)
        return made

    def load_checked(self, store: Store | None = None) -> Store:
        """The data: *store*, if they were read already. Raises BuildError with all faults of the book."""
        self.progress("checking data and prose")
        store = store or self.store
        if faults := check_book(self.snapshot, store=store).faults:
            raise BuildError("\n".join(faults))
        return store

    def copy_in(self, language: str, target: BuildTarget, faults: list[str]) -> tuple[Book, list[Job]]:
        """The book in a *language*, and its chapters to run; what is not translated is added to *faults*."""
        if language == ORIGINAL:
            return self.snapshot, target.prepare(self.snapshot, self.store)
        from statbook.translation.notebooks import translate_book  # late: most builds are of the original alone

        copy = Book(self.folder / language)
        with speaking(language, self.snapshot.locale):
            jobs, wrong = translate_book(self.snapshot, copy.root, language)
        faults += map(str, wrong)
        return copy, jobs

    def execute(self, jobs: list[Job], *, quiet: bool = False, copy: Book | None = None) -> list[ExecutedNotebook]:
        """Execute *jobs* of the snapshot, or of a *copy*, but those that the cache holds with the same digests of all they read."""
        cache = ExecutionCache.of(self.book, self.digests, self.day, Answers(self.store))
        count = iter(range(1, len(jobs) + 1))

        def report(name: str) -> None:
            self.progress(f"  [{next(count)}/{len(jobs)}] {name}")

        book, told = copy or self.snapshot, None if quiet else report
        work = self.folder / f"run-{book.root.name}"
        executed = execute(book, jobs, work, told, cache, self.server, self.pool, self.drawing)
        cache.prune()
        return executed

    def sphinx(self, folder: Path) -> SphinxWorkdir:
        """The working directory of Sphinx in *folder*."""
        return SphinxWorkdir(folder, self.fonts, self.book.cache / PDF, self.server)


@contextmanager
def start_build(
    book: Book,
    progress: Progress,
    day: str = "",
    locks: tuple[int, ...] = (),
    server: ForkServer | None = None,
) -> Iterator[Build]:
    """Begin a build of *book*, as known on *day* if one is given, in a folder that is removed in the end.

    Its processes are forked from *server*, or else from one of its own, which holds the open files *locks*.
    """
    with report_write_errors(book.build), work_dir(book.build, locks) as (folder, open_files):
        own = nullcontext(server) if server else ForkServer(open_files, SPHINX)
        with own as forking, ThreadPoolExecutor(workers()) as pool:
            snapshot, digests = take_snapshot(book, folder / "book", day)
            drawing = DrawingProcess(snapshot, forking, folder)
            yield Build(book, snapshot, digests, day, folder, forking, pool, drawing, progress)


def write_whole_staging(
    book: Book,
    store: Store,
    executed: list[ExecutedNotebook],
    folder: Path,
    since: BookRecord | None = None,
    languages: tuple[str, tuple[str, ...]] = (ORIGINAL, (ORIGINAL,)),
    server: ForkServer | None = None,
) -> None:
    """Write the staging of all chapters to *folder*, with the pages of the data and of what changed, *since* a record.

    *languages* are that of the book and all of the site; a process that *server* forks writes the workbook.
    """
    toc = add_documents(book.toc.read_text(encoding="utf-8"), (*INDEXES, DATA, CHANGES))
    manifest = write_staging(book, store, executed, folder, toc, workbook=True, server=server, languages=languages)
    add_data_page(store, folder)
    add_changes_page(store, folder, manifest, since)


def all_pdfs(chapters: Iterable[str]) -> list[str]:
    """The PDFs of a book with these *chapters*: its own, and one for each but the front page."""
    return [BOOK, *(name for name in chapters if name != FRONT_PAGE)]


@contextmanager
def report_write_errors(build: Path) -> Iterator[None]:
    """Raise BuildError, with one sentence, where the disk is full or a folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise BuildError(_write_error(build, error)) from None


def _write_error(build: Path, error: OSError) -> str:
    path, cause = error.filename or build, str(error.strerror)
    if isinstance(error, shutil.Error):
        # One entry (from, to, cause) for each file that was not copied; the first is enough.
        _, path, cause = error.args[0][0]
    last_book = " The last good book is untouched." if PublishedBook(build).html.is_dir() else ""
    if error.errno in DISK_FULL or any(os.strerror(code) in cause for code in DISK_FULL):
        # The folder that is full may be a mount of its own.
        folder = next(folder for folder in (Path(path), *Path(path).parents) if folder.is_dir())
        free = shutil.disk_usage(folder).free // 1_000_000
        return f"no space is left in {folder} ({free} MB free); a build needs about 120 MB.{last_book}"
    return f"{path} cannot be written: {cause}.{last_book}"
