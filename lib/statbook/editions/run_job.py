"""One run as plain data and a function: what an executor sends to a worker, wherever it is.

A job names its inputs and its results by folders that all machines see, and by digests. So it may be done twice, be lost
or be interrupted. A worker keeps the processes that runs share from one job to the next.
"""

import atexit
import os
import shutil
import socket
import tempfile
import threading
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

import nbformat

from statbook.build.lock import work_dir
from statbook.charts.drawing_process import DrawingProcess
from statbook.editions.results import Results
from statbook.editions.warm_pages import WarmPages, warm_pages
from statbook.errors import StatbookError
from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import execute
from statbook.project.fingerprint import tool_digests
from statbook.project.notebooks import chapters
from statbook.project.paths import STAGING, Book
from statbook.site.sphinx_build import SPHINX

BOOK, RESULTS, DRAWINGS = "book", "results", "drawings"
"""Within the folder of the inputs, beside the staging that all runs share; equal drawings are made once."""

TRIES = 2


class RunJob(TypedDict):
    """A run: the folder of its *inputs*, the digests of the *tools*, the *key* of its result, and the page to make."""

    inputs: str
    tools: dict[str, str]
    key: str
    name: str
    title: str
    chapter: str
    parameters: dict[str, Any]
    number: str


class Outcome(TypedDict):
    """What became of a run: `fault` is empty if there is a result; `worker` is the machine."""

    key: str
    name: str
    fault: str
    worker: str


def do_run(job: RunJob) -> Outcome:
    """Make the result of *job* unless there is one."""
    inputs, fault = Path(job["inputs"]), ""
    results = Results(inputs / RESULTS)
    if not (inputs / BOOK).is_dir():
        fault = f"{inputs} is not there on {socket.gethostname()}; expected a folder that all machines see"
    elif job["tools"] != own_tools():
        fault = f"{socket.gethostname()} has another version of the library or its packages; install the same there"
    elif not results.has(job["key"]):
        with _LOCK:
            fault = _make(job, results, inputs)
    return {"key": job["key"], "name": job["name"], "fault": fault, "worker": socket.gethostname()}


def _make(job: RunJob, results: Results, inputs: Path) -> str:
    """Make the result of *job*; gives what is wrong with it.

    It is tried twice, with new processes the second time: one of them may have been killed.
    """
    fault = ""
    for _ in range(TRIES):
        try:
            _processes_for(inputs).run(job, results)
            return ""
        except (StatbookError, OSError, EOFError) as error:
            fault = f"{job['name']}: {error}"
            close_processes()
    return fault


@cache
def own_tools() -> dict[str, str]:
    """The digests of the tools when this process first made a run."""
    return tool_digests()


class RunProcesses:
    """The processes that make runs of the book in the folder *inputs*, until they are closed."""

    def __init__(self, inputs: Path) -> None:
        self.inputs, self._stack = inputs, ExitStack()
        try:
            home = Path(tempfile.gettempdir(), f"statbook-runs-{os.getuid()}")
            self._work, open_files = self._stack.enter_context(work_dir(home))
            # A copy of its own, which other workers do not share: it names the process that draws.
            shutil.copytree(inputs / BOOK, self._work / BOOK)
            self._book = Book(self._work / BOOK)
            self._book.drawings.symlink_to((inputs / DRAWINGS).resolve(), target_is_directory=True)
            modules = (*SPHINX, "statbook.editions.warm_pages", f"statbook.editions.warm_store:{self._book.data}")
            self._server = self._stack.enter_context(ForkServer(open_files, modules))
            self._chapters = chapters(self._book)
            self._pages: WarmPages = self._stack.enter_context(
                warm_pages(self._book, inputs / STAGING, self._server, self._work)
            )
            self._stack.enter_context(DrawingProcess(self._book, self._server, self._work))
        except BaseException:
            self.close()
            raise

    def run(self, job: RunJob, results: Results) -> None:
        """Make the result of *job*. Raises StatbookError for a chapter that fails or a page with faults."""
        notebook = self._chapters[job["chapter"]]
        executed = execute(self._book, [(notebook, job["parameters"])], self._work / "run", server=self._server)[0]
        content = self._work / "executed.ipynb"
        nbformat.write(executed.content, content)
        with results.begin(job["key"]) as folder:
            made = {
                "name": job["name"],
                "title": job["title"],
                "chapter": job["chapter"],
                "parameters": job["parameters"],
                "number": job["number"],
                "place": [*self._chapters].index(job["chapter"]),
                "path": str(notebook.path),
                "executed": str(content),
                "folder": str(folder),
            }
            results.put(job["key"], folder, self._pages.make(made))

    def close(self) -> None:
        """End the processes."""
        self._stack.close()


_LOCK = threading.Lock()
"""A worker with several threads does one run at a time: the pages of a run are made in one process."""
_started: list[RunProcesses] = []


def _processes_for(inputs: Path) -> RunProcesses:
    """The press of this process for *inputs*; one for other inputs is closed."""
    if not _started or _started[0].inputs != inputs:
        close_processes()
        _started.append(RunProcesses(inputs))
    return _started[0]


def close_processes() -> None:
    """End what this process keeps for further runs."""
    while _started:
        _started.pop().close()


atexit.register(close_processes)
