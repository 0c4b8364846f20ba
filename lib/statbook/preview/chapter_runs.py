"""The chapters of a preview as they ran last: one runs again only if its code or what it asked of the data changed."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from statbook.charts import fonts
from statbook.charts.drawing_process import DrawingProcess
from statbook.execution.cache import ExecutionCache, with_new_prose
from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import execute
from statbook.project.fingerprint import tool_digests
from statbook.project.notebooks import ExecutedNotebook, Job, Notebook
from statbook.project.paths import Book
from statbook.store import Store
from statbook.store.recorded_store import Answers


class ChapterRuns:
    """Runs chapters of *copy*, the book as it is previewed; what a build of *book* keeps is read, and never changed.

    Files are in *folder*, *report* is told each step, and the processes inherit *open_files*.
    """

    def __init__(
        self, book: Book, copy: Book, folder: Path, report: Callable[[str], None], open_files: tuple[int, ...]
    ) -> None:
        self._book, self._copy, self._folder, self._report = book, copy, folder, report
        self._server = ForkServer(open_files)
        self._server.warm_up()
        self._drawing, self._fonts = ExitStack(), Path()
        """The process that draws, while it holds the fonts in this folder."""
        self._drawer = DrawingProcess(copy, self._server, folder)
        self._ran: dict[str, tuple[str, ExecutedNotebook]] = {}
        """Chapters as they ran last, each with the digest of the data."""
        self.data = ""
        """The digest of the data that were taken last."""
        self._answers: Answers

    def take(self, data: str, store: Store) -> None:
        """Let chapters run with the data of *store*, whose digest is *data*."""
        self.data, self._answers = data, Answers(store)

    def run(self, jobs: list[Job]) -> list[ExecutedNotebook]:
        """The chapters of *jobs* with their outputs. Raises ChapterError for each that fails."""
        data = self.data
        done = {notebook.name: self._find(notebook, data) for notebook, _ in jobs}
        if missing := [job for job in jobs if done[job[0].name] is None]:
            self.expect_drawings()
            self._report(f"running {', '.join(notebook.name for notebook, _ in missing)}")
            work, cache = self._folder / "run", self._cache_of(self._copy)
            for one in execute(self._copy, missing, work, self._report, cache, self._server):
                done[one.notebook.name] = one
                self._ran[one.notebook.name] = (data, one)
            cache.prune()
            shutil.rmtree(work, ignore_errors=True)
            self._report("")
        return [one for one in done.values() if one is not None]

    def expect_drawings(self) -> None:
        """Let a process be ready to draw for all chapters to come; one that holds other fonts ends, one killed is renewed."""
        folder = fonts.folder(self._copy)  # made here, before two chapters need them at once
        if folder != self._fonts or not self._drawer.runs():
            self._drawing.close()
            self._drawing.enter_context(self._drawer)
            self._fonts = folder

    def close(self) -> None:
        """End the processes of chapters and drawings."""
        self._drawing.close()
        self._server.close()

    def _find(self, notebook: Notebook, data: str) -> ExecutedNotebook | None:
        """The chapter as it ran before, here or in a build, with the sentences that it has now."""
        at, ran = self._ran.get(notebook.name, ("", None))
        if ran and (at == data or self._answers.agree(ran.asked)) and (same := with_new_prose(ran, notebook)):
            return same
        # Only read: what runs here is not for a build.
        found = self._cache_of(self._book).find(notebook, {})
        if found:
            self._ran[notebook.name] = (data, found)
        return found

    def _cache_of(self, book: Book) -> ExecutionCache:
        """The chapters that are kept of *book*, with what they asked of the data."""
        return ExecutionCache.of(book, tool_digests(), "", self._answers)
