"""A process that has read what all runs share, and forks one for each run: its page, its PDF and its evidence.

Sphinx takes seconds to start and to read codebook and traps, so a worker does that once. Each run is made in a fork, which
begins from the same state whatever was made before, and ends with all that it left. The process itself draws and
typesets nothing, because vl-convert and Typst hang in the children of a process that has.
"""

import gc
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import Any

from statbook.audit import Audit, Verdict
from statbook.charts import fonts
from statbook.editions.run_pages import make_run
from statbook.errors import BuildError, StatbookError
from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import WALL_SECONDS
from statbook.execution.sandbox import exit_with_parent
from statbook.project.fingerprint import files_in
from statbook.project.paths import CARDS, HTML, MANIFEST, Book
from statbook.site.content_security_policy import protect_page
from statbook.site.page_assets import PageAssets
from statbook.site.sphinx_app import SphinxApp
from statbook.store import Store
from statbook.store.grouping import group

SECONDS = 0.01


@dataclass(frozen=True)
class Shared:
    """What all runs share: the *book* with its data, and Sphinx with the documents of *source*, as it wrote them to *out*."""

    book: Book
    store: Store
    verdicts: dict[str, list[Verdict]]
    source: Path
    out: Path
    sphinx: SphinxApp
    assets: PageAssets
    manifest: dict[str, Any]
    cards: dict[str, Any]
    fonts: Path
    files: frozenset[Path]


class WarmPages:
    """The process that makes the pages of runs, as a worker sees it."""

    def __init__(self, address: str, folder: Path) -> None:
        self._address, self._folder = address, folder

    def make(self, run: dict[str, Any]) -> dict[str, Any]:
        """Make the pages of a *run* (run_pages.py); gives what is told of it. Raises BuildError for a fault."""
        job, result = self._folder / "run.json", self._folder / "run.result"
        result.unlink(missing_ok=True)
        job.write_text(json.dumps(run | {"result": str(result)}), encoding="utf-8")
        with Client(self._address, "AF_UNIX") as asked:
            asked.send_bytes(str(job).encode())
            asked.recv_bytes()
        if not result.is_file():
            log = (self._folder / "warm.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise BuildError(f"the making of its page ended early. {' '.join(log[-1:])}")
        found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
        if "fault" in found:
            raise BuildError(str(found["fault"]))
        return found


@contextmanager
def warm_pages(book: Book, staging: Path, server: ForkServer, folder: Path) -> Iterator[WarmPages]:
    """Have a process, forked from *server*, that has read the *staging* of *book*; *folder* is for its files."""
    sockets = tempfile.mkdtemp()
    job, ready = folder / "warm.json", folder / "warm.ready"
    address = str(Path(sockets, "pages"))
    content = {"module": __name__, "address": address, "book": str(book.root), "staging": str(staging)}
    job.write_text(json.dumps(content | {"folder": str(folder), "ready": str(ready)}), encoding="utf-8")
    process = server.start(job, log := folder / "warm.log")
    try:
        while not ready.is_file():
            if process.wait(SECONDS):
                lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
                raise BuildError(f"the pages that all runs share cannot be made. {' '.join(lines[-1:])}")
        if fault := ready.read_text(encoding="utf-8"):
            raise BuildError(fault)
        yield WarmPages(address, folder)
    finally:
        process.kill()
        shutil.rmtree(sockets, ignore_errors=True)


def main(job_file: str, parent: int, *_: int) -> None:
    """Make pages of runs until the process *parent* ends."""
    exit_with_parent(parent)
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    with Listener(job["address"], "AF_UNIX") as listener:
        try:
            shared, fault = read_shared(Book(Path(job["book"])), Path(job["staging"]), Path(job["folder"])), ""
        except StatbookError as error:
            shared, fault = None, str(error)
        ready = Path(job["ready"])
        new = ready.with_suffix(".new")
        new.write_text(fault, encoding="utf-8")
        new.replace(ready)  # so that it is whole
        gc.freeze()
        while shared is not None:
            with suppress(OSError, EOFError), listener.accept() as asked:
                job = asked.recv_bytes().decode()
                _forget_runs(shared)
                _fork(shared, job)
                asked.send_bytes(b"ended")


def read_shared(book: Book, staging: Path, folder: Path) -> Shared:
    """Read the documents of *staging* in *folder*. Raises BuildError if Sphinx finds faults."""
    source, out = folder / "tree" / "stage", folder / "tree" / "out"
    shutil.copytree(staging, source)
    out.mkdir()
    manifest, shared_cards = (json.loads((source / name).read_text(encoding="utf-8")) for name in (MANIFEST, CARDS))
    os.environ["SOURCE_DATE_EPOCH"] = str(
        int(datetime.fromisoformat(manifest["as_of"]).replace(tzinfo=UTC).timestamp())
    )
    write_job(out, [])
    sphinx = SphinxApp(source, out)
    if faults := sphinx.build():
        raise BuildError("\n".join(faults[:20]))
    assets = PageAssets(out / HTML)
    for name in ("search", manifest["articles"]):
        # Icons are read with the first page that has one.
        page = out / HTML / f"{name}.html"
        protect_page(out / HTML, page, page.read_text(encoding="utf-8"), assets)
    store = Store.load(book.data)
    verdicts = group((row.obs, verdict) for verdict in Audit(store).verdicts for row in verdict.relation.observations)
    drawing, files = fonts.folder(book) / "drawing", frozenset([*files_in(source), *files_in(out)])
    return Shared(book, store, verdicts, source, out, sphinx, assets, manifest, shared_cards, drawing, files)


def write_job(out: Path, documents: list[str]) -> None:
    """Write what the extension of Sphinx asks for: the PDFs *documents* to which pages lead."""
    job = {"documents": documents, "read": str(out / "read"), "fonts": "", "pdf_cache": ""}
    (out / f"{HTML}.json").write_text(json.dumps(job), encoding="utf-8")


def _forget_runs(shared: Shared) -> None:
    """Remove the documents of other runs, which Sphinx would read with those of the next one."""
    for path in [*files_in(shared.source), *files_in(shared.out)]:
        if path not in shared.files:
            path.unlink()


def _fork(shared: Shared, job_file: str) -> None:
    """Make the pages of the run in *job_file* in a process of its own, and wait for its end."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        signal.alarm(WALL_SECONDS)
        job = json.loads(Path(job_file).read_text(encoding="utf-8"))
        try:
            found = make_run(shared, job)
        except StatbookError as error:
            found = {"fault": str(error)}
        Path(job["result"]).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        os._exit(0)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {' '.join(str(error).split())}\n".encode())
    os._exit(1)
