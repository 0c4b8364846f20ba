"""The book as it is being written: what has changed is checked, run and rendered, first what a reader looks at.

A change is shown in two steps. `update` makes the pages that changed or are looked at. `settle` brings the rest in line
(other chapters after a change of the data, the evidence, the cards of numbers) while nothing else changes. The module is
long because it holds the state between the two.
"""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from statbook.build.previous_builds import add_changes_page
from statbook.build.single_chapter import toc_of, with_sources
from statbook.changes import PAGE as CHANGES
from statbook.charts import fonts
from statbook.checks.whole_book import chapter_faults, check_book
from statbook.errors import BuildError
from statbook.evidence import INDEXES, Ledger
from statbook.execution.runner import workers
from statbook.preview.chapter_runs import ChapterRuns
from statbook.preview.mirror import Mirror
from statbook.preview.warm_site import WarmSite
from statbook.project.fingerprint import digest_of, files_in
from statbook.project.notebooks import SOURCES, ExecutedNotebook, Job, Notebook, chapter, chapters
from statbook.project.paths import DATA, Book
from statbook.project.toc import add_documents
from statbook.site.chapter_page import ChapterPage
from statbook.site.data_package import add_data_page
from statbook.site.staging import used_anchors, write_document, write_staging
from statbook.store import Store


class Draft:
    """A preview of *book* in *folder*, or of the one chapter *only*.

    *report* is told each step; *is_interrupted* says whether something has changed meanwhile. The processes of chapters
    inherit *open_files*.
    """

    def __init__(
        self,
        book: Book,
        folder: Path,
        only: str,
        report: Callable[[str], None],
        is_interrupted: Callable[[], bool],
        open_files: tuple[int, ...] = (),
    ) -> None:
        self._book, self._folder, self._only = book, folder, only
        self._report, self._is_interrupted = report, is_interrupted
        self._mirror = Mirror(book, folder / "book", only)
        self._copy = self._mirror.copy
        self._runs = ChapterRuns(book, self._copy, folder, report, open_files)
        self._site: WarmSite | None = None
        self._settings = ""
        """The digest of the settings and contents of which all pages were made."""
        self._store: Store | None = None
        self._shown: dict[str, tuple[str, str]] = {}
        """The digests of notebook and data that the page of each chapter shows."""
        self._records: dict[str, dict[str, Any]] = {}
        self._lacks_records = False
        """Whether data or records changed since all chapters were staged."""
        self._unread: list[str] = []
        self._queue: list[str] = []
        """Documents that are to be read again, and pages that are to be written again."""
        self.is_settled = True

    # -- the two steps --------------------------------------------------------------------------------------------

    def update(self, viewed: list[str]) -> None:
        """Show what has changed, of the data only on the pages *viewed* (documents).

        Raises StatbookError for what is wrong in the book; the pages stay as they were then.
        """
        changed = self._mirror.follow()
        if self._site is None or self._settings != self._digest_of_settings():
            self._make_all()
            return
        data = digest_of(self._copy.data, files_in(self._copy.data))
        known = chapters(self._copy)
        stale = [one for one in self._jobs(known) if self._shown.get(one[0].name) != (_digest(one[0]), data)]
        if not stale:
            return
        if data == self._runs.data:
            store = self._checked_store()
            _raise([fault for notebook, _ in stale for fault in chapter_faults(notebook, store.latest)])
            first = [job for job in stale if f"{job[0].document}.ipynb" in changed] or stale
            self._show(self._runs.run(first))
        else:
            first = [job for job in stale if job[0].document in viewed] or stale[:1]
            self._take_data(data, first)
        if len(first) < len(stale):
            self.is_settled = False

    def settle(self) -> None:
        """Bring all pages in line, until something changes. Raises StatbookError as `update` does."""
        known = chapters(self._copy)
        stale = [one for one in self._jobs(known) if self._shown.get(one[0].name) != (_digest(one[0]), self._runs.data)]
        for start in range(0, len(stale), workers()):
            if self._is_interrupted():
                return
            self._show(self._runs.run(stale[start : start + workers()]))
        if self._lacks_records:
            self._stage_changes()
        # All are read before one is written: a page may link to what another one brings.
        for waiting, make in ((self._unread, self._read), (self._queue, self._write)):
            while waiting:
                if self._is_interrupted():
                    return
                make(waiting[0])
                del waiting[0]
                self._queue_stale()
        if self._site and self._site.lacks_styles:
            self._site.assemble()
        self.is_settled = True
        self._report("")

    def close(self) -> None:
        """End the processes of chapters and drawings, and Sphinx."""
        self._runs.close()
        if self._site:
            self._site.close()

    # -- the whole ------------------------------------------------------------------------------------------------

    def _make_all(self) -> None:
        """Check, run and render everything."""
        self._report("checking data and prose")
        store = Store.load(self._copy.data)
        _raise(check_book(self._copy, store=store).faults)
        self._store = store
        self._runs.take(digest_of(self._copy.data, files_in(self._copy.data)), store)
        self._runs.expect_drawings()
        jobs = self._jobs(chapters(self._copy))
        self._report(f"running {len(jobs)} chapters, except those that a build keeps")
        executed = self._runs.run(jobs)
        staging, manifest = self._write_staging(executed)
        self._build_pages(WarmSite(self._folder, fonts.folder(self._copy)), staging)
        self._records = manifest["chapters"]
        self._shown = {one.notebook.name: (_digest(one.notebook), self._runs.data) for one in executed}
        self._settings = self._digest_of_settings()
        self._unread, self._queue, self.is_settled = [], [], True
        self._report("")

    def _build_pages(self, site: WarmSite, staging: Path) -> None:
        """Make all pages from *staging* as the *site*; with a fault there is none."""
        self._report("making all pages")
        if self._site:
            self._site.close()
        faults = site.build(staging, self._copy, self._book.cache)
        self._site = None if faults else site
        _raise(faults)

    def _digest_of_settings(self) -> str:
        return digest_of(self._copy.root, filter(Path.is_file, (self._copy.config, self._copy.toc)))

    def _jobs(self, known: dict[str, Notebook]) -> list[Job]:
        if self._only:
            job: Job = (chapter(self._copy, self._only), {})
            return with_sources(self._copy, [job]) if SOURCES in known else [job]
        return [(notebook, {}) for notebook in known.values()]

    def _write_staging(self, executed: list[ExecutedNotebook]) -> tuple[Path, dict[str, Any]]:
        """Stage all chapters as a build does; gives the folder and the manifest."""
        folder, store = self._folder / "stage.new", self._checked_store()
        shutil.rmtree(folder, ignore_errors=True)
        jobs: list[Job] = [(one.notebook, {}) for one in executed]
        whole = add_documents(self._copy.toc.read_text(encoding="utf-8"), (*INDEXES, DATA, CHANGES))
        manifest = write_staging(self._copy, store, executed, folder, toc_of(jobs) if self._only else whole)
        if not self._only:
            add_data_page(store, folder)
            add_changes_page(store, folder, manifest)
        return folder, manifest

    # -- what changed ---------------------------------------------------------------------------------------------

    def _checked_store(self) -> Store:
        if self._store is None:
            raise BuildError("the data are not read yet")
        return self._store

    def _take_data(self, data: str, first: list[Job]) -> None:
        """Check the data with the digest *data* while the chapters *first* run with them; show these."""
        self._report("checking data and prose")
        before, store = self._runs.data, Store.load(self._copy.data)
        self._runs.take(data, store)
        try:
            with ThreadPoolExecutor(1) as pool:
                running = pool.submit(self._runs.run, first)
                faults = check_book(self._copy, store=store).faults
                executed = [] if faults else running.result()
            _raise(faults)
        except BaseException:
            self._runs.take(before, self._checked_store())
            raise
        self._store, self._lacks_records, self.is_settled = store, True, False
        self._show(executed)

    def _show(self, executed: list[ExecutedNotebook]) -> None:
        """Render the pages of chapters, before anything else is brought in line with them."""
        store, order = self._checked_store(), [notebook.name for notebook, _ in self._jobs(chapters(self._copy))]
        articles = next((one.document for one in chapters(self._copy).values() if one.name == SOURCES), "")
        fresh = {name: one for name, one in self._records.items() if self._shown[name][1] == self._runs.data}
        for one in executed:
            name = one.notebook.name
            page = ChapterPage(one, order.index(name), store)
            old, self._shown[name] = self._records[name], ("", "")  # until its page is written
            self._records[name] = fresh[name] = page.record
            ledger = Ledger(store.with_large(used_anchors(fresh)), fresh, articles)
            if self._site:
                write_document(page, self._site.source, ledger.page_of, order)
            self._lacks_records |= page.record | {"sha256": ""} != old | {"sha256": ""}
            self._read(page.document)
        for one in executed:  # once all are read: a page may link to what another one brings
            self._write(one.notebook.document)
            self._shown[one.notebook.name] = (_digest(one.notebook), self._runs.data)
        self._queue_stale()
        self.is_settled = False

    def _read(self, document: str) -> None:
        if self._site:
            _raise(self._site.read(document))

    def _write(self, document: str) -> None:
        if self._site:
            _raise(self._site.write(document))
            self._report("")

    def _queue_stale(self) -> None:
        """Queue the documents whose pages show what has changed elsewhere."""
        self._queue += sorted(self._site.take_stale() - {*self._queue} if self._site else ())

    def _stage_changes(self) -> None:
        """Stage all chapters again, and queue the documents whose pages differ."""
        staging, manifest = self._write_staging(self._runs.run(self._jobs(chapters(self._copy))))
        self._records = manifest["chapters"]
        if self._site is None:
            return
        differ = self._site.take(staging)
        if differ is None:
            self._build_pages(self._site, staging)
        self._queue = sorted({*self._queue, *differ} if differ is not None else ())
        self._unread, self._lacks_records = [*self._queue], False


def _digest(notebook: Notebook) -> str:
    return digest_of(notebook.path.parent, [notebook.path])


def _raise(faults: Any) -> None:
    """Raise BuildError with all *faults*, if there are any."""
    if faults:
        raise BuildError("\n".join(map(str, faults)))
