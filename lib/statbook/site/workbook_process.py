"""Writes the workbook of a book in a process of its own, beside the rest of the staging: no page needs it."""

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import WALL_SECONDS
from statbook.execution.sandbox import exit_with_parent
from statbook.messages import speaking
from statbook.project.fingerprint import digest_of, files_in
from statbook.project.kept_results import keep_file
from statbook.site.page_tables import PageTables
from statbook.store import Store


@dataclass(frozen=True)
class WorkbookJob:
    """A workbook to write.

    pages      what it shows of the pages
    data       the folder of the data
    anchors    the numbers of large tables that it shows
    language   its language, whose words are in *locale*
    kept       the folder where it is kept for later builds
    path       its file
    """

    pages: list[PageTables]
    data: Path
    anchors: list[str]
    language: str
    locale: Path
    kept: Path
    path: Path

    def write(self) -> None:
        """Write the workbook, or take it from where it is kept."""
        made_from: list[Any] = ["workbook", digest_of(self.data, files_in(self.data)), self.anchors, self.pages]
        with speaking(self.language, self.locale):
            keep_file(self.kept, made_from, self._write, self.path)

    def _write(self, path: Path) -> None:
        from statbook.site.workbook import write_book_workbook  # late: most builds take it from where it is kept

        write_book_workbook(self.pages, Store.load(self.data).with_large(self.anchors), path)


@contextmanager
def write_beside(job: WorkbookJob, folder: Path, server: ForkServer | None) -> Iterator[None]:
    """Write the workbook of *job* while the caller goes on, by a process that *server* forks; it is there in the end.

    *folder* is for the files of that process. Without a server, or if it leaves no workbook, it is written here.
    """
    if server is None:
        job.write()
        yield
        return
    held, described = folder / "workbook.job", folder / "workbook.json"
    held.write_bytes(pickle.dumps(job))
    described.write_text(json.dumps({"module": __name__, "job": str(held)}), encoding="utf-8")
    process = server.start(described, described.with_suffix(".log"))
    try:
        yield
        process.wait(WALL_SECONDS)
    finally:
        process.kill()
    if not job.path.is_file():
        job.write()


def main(job_file: str, parent: int, *_: int) -> None:
    """Write the workbook of the job that a file names; ends with the process *parent*."""
    exit_with_parent(parent)
    job: WorkbookJob = pickle.loads(Path(json.loads(Path(job_file).read_text(encoding="utf-8"))["job"]).read_bytes())
    new = job.path.with_suffix(".new")
    replace(job, path=new).write()
    new.replace(job.path)  # so that it is whole
