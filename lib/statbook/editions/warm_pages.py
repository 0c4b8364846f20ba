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
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import Any

from statbook.editions.run_pages import make_run
from statbook.editions.shared_pages import Shared, read_shared
from statbook.errors import BuildError, StatbookError
from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import WALL_SECONDS
from statbook.execution.sandbox import exit_with_parent
from statbook.project.fingerprint import files_in
from statbook.project.paths import Book

SECONDS = 0.01


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
