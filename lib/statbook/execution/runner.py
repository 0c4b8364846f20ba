"""Executes chapters with papermill, strictly: a chapter is good only if every cell ran and no output is an error.

Executed chapters are kept, each under one digest of all that its code reads (execution/cache.py).
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import nbformat
import psutil

from statbook.errors import ChapterError
from statbook.execution.cache import ExecutionCache
from statbook.execution.fork_server import ForkServer
from statbook.execution.sandbox import altered_files, copy_book
from statbook.project.notebooks import ExecutedNotebook, Job, Notebook
from statbook.project.paths import Book

CELL_SECONDS, WALL_SECONDS = 120, 600
"""How long a cell and a chapter may take."""
WORKER = "statbook.execution.worker"
"""The module that runs a chapter; it imports what papermill needs, which takes a while."""
MOST_WORDS = 200
"""Characters of a cell's output that a message repeats."""
CHAPTER_BYTES = 600 * 2**20
"""Memory that a chapter takes with its kernel; the largest of the book needs half of it."""


def workers() -> int:
    """How many chapters run at a time: one more than there are cores, because one waits for a drawing, or as memory allows."""
    fitting: int = psutil.virtual_memory().available // CHAPTER_BYTES
    return max(1, min((os.cpu_count() or 1) + 1, fitting))


def execute(
    book: Book,
    jobs: list[Job],
    work: Path,
    progress: Callable[[str], None] | None = None,
    cache: ExecutionCache | None = None,
    server: ForkServer | None = None,
    pool: ThreadPoolExecutor | None = None,
    beside: AbstractContextManager[None] | None = None,
) -> list[ExecutedNotebook]:
    """Execute *jobs*, several at a time, in the folder *work*; report the name of each that is done to *progress*.

    What *cache* holds does not run again, and what runs well is put there, with what it asked of the data.
    The processes are forked from *server*, and *pool* has as many threads as chapters run at a time; both stay, and without
    them this call has its own. *beside* is there while any runs.
    Raises ChapterError naming chapter, cell and cause of every failure; the other chapters still run to their end.
    """
    work.mkdir(parents=True, exist_ok=True)
    report = progress or (lambda name: None)

    def find(job: Job) -> ExecutedNotebook | None:
        executed = cache.find(*job) if cache else None
        if executed is not None:
            report(executed.notebook.name)
        elif server:
            server.expect_chapters()
        return executed

    def run(job: Job) -> ExecutedNotebook | ChapterError:
        try:
            executed = _execute_one(book, *job, work, forking, record=cache is not None)
        except ChapterError as error:
            return error
        if cache:
            cache.put(executed, work)
        report(executed.notebook.name)
        return executed

    with ExitStack() as stack:
        forking = server or stack.enter_context(ForkServer())
        drawing = stack.enter_context(ExitStack())
        threads = pool or stack.enter_context(ThreadPoolExecutor(workers()))
        started: list[ExecutedNotebook | Future[ExecutedNotebook | ChapterError]] = []
        for job in jobs:
            executed = find(job)
            if executed is None and beside:
                drawing.enter_context(beside)
                beside = None
            # It runs while the next are looked for.
            started.append(threads.submit(run, job) if executed is None else executed)
        results = [each.result() if isinstance(each, Future) else each for each in started]
    failures = [str(result) for result in results if isinstance(result, ChapterError)]
    if failures:
        raise ChapterError("\n".join(failures))
    return [result for result in results if isinstance(result, ExecutedNotebook)]


def _execute_one(
    book: Book, notebook: Notebook, parameters: dict[str, Any], work: Path, server: ForkServer, *, record: bool
) -> ExecutedNotebook:
    output, result_file, job_file = (work / f"{notebook.name}.{kind}" for kind in ("ipynb", "result.json", "job.json"))
    copy = copy_book(book, work / f"{notebook.name}.book")
    if record:
        copy.asked.touch()
    job = {
        "module": WORKER,
        "notebook": str(notebook.path),
        "output": str(output),
        "parameters": parameters,
        "cell_seconds": CELL_SECONDS,
        "cwd": str(copy.root),
        "result": str(result_file),
    }
    job_file.write_text(json.dumps(job), encoding="utf-8")
    _run_worker(notebook, job_file, result_file, server)
    result = json.loads(result_file.read_text(encoding="utf-8"))
    if not result["good"]:
        raise ChapterError(_failure(notebook, result))
    if altered := altered_files(book, copy):
        raise ChapterError(
            f"{notebook.name}: changed {', '.join(altered)} while it ran; expected a chapter that only reads. "
            "Nothing of the run is kept. Change data with `statbook add` or an editor"
        )
    asked = tuple(copy.asked.read_text(encoding="utf-8").splitlines()) if record else ()
    shutil.rmtree(copy.root, ignore_errors=True)
    content = nbformat.read(output, as_version=4)
    _check_outputs(notebook, content)
    return ExecutedNotebook(notebook, content, parameters, asked)


def _run_worker(notebook: Notebook, job_file: Path, result_file: Path, server: ForkServer) -> None:
    """Run the worker to its end. Raises ChapterError if it takes too long or leaves no result."""
    log = job_file.with_suffix(".log")
    process = server.start(job_file, log)
    ended = False
    try:
        ended = process.wait(WALL_SECONDS)
        if not ended:
            raise ChapterError(f"{notebook.name}: not done after {WALL_SECONDS} s; the run was ended")
    finally:
        if not ended:
            process.kill()
    if not result_file.is_file():
        last_line = " ".join(log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:])
        raise ChapterError(f"{notebook.name}: the run ended early. {last_line}")


def _failure(notebook: Notebook, result: dict[str, Any]) -> str:
    """The message for a failed run, with the number of the cell and its first line."""
    place, source = "", result.get("source")
    if source is not None:
        number = next((n for n, cell in enumerate(notebook.read().cells) if cell.source == source), None)
        place = f", cell {number} ({next(iter(source.strip().splitlines()), '')})"
    # papermill names the class of an error; for ours the message says enough.
    message = re.sub(r"^(KeyUnknown|ChapterError|ParameterError): ", "", str(result["error"]))
    return f"{notebook.name}{place}: {message}"


def _check_outputs(notebook: Notebook, content: Any) -> None:
    """Raise ChapterError for a code cell that did not run, failed, or wrote to stdout or stderr."""
    for number, cell in enumerate(content.cells):
        where = f"{notebook.name}, cell {number}"
        if cell.cell_type == "code" and cell.execution_count is None and cell.source.strip():
            raise ChapterError(f"{where}: was not run")
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise ChapterError(f"{where}: {output.ename}: {output.evalue}")
            if output.output_type == "stream":
                first = next(iter(output.text.strip().splitlines()), "")
                raise ChapterError(f"{where}: wrote to {output.name}: {first[:MOST_WORDS]}")
