"""papermill made strict: a chapter is good only after every cell of its output was looked at."""

from __future__ import annotations

__all__ = ["execute"]

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import nbformat

from statbook.errors import ChapterError
from statbook.project.paths import Book
from statbook.project.notebooks import Executed, Notebook
from statbook.execution.sandbox import alterations, copy_of, end_descendants, environment

if TYPE_CHECKING:
    from statbook.execution.cache import Kept

WORKER = [sys.executable, "-m", "statbook.execution.worker"]
WALL_SECONDS = 600
MOST_WORDS = 200
"""Characters of what a cell wrote that a message repeats."""
QUESTIONS = "questions.jsonl"
WORKERS = min(2, os.cpu_count() or 1)


def execute(
    book: Book,
    jobs: list[tuple[Notebook, dict[str, Any]]],
    work: Path,
    say: Any = None,
    kept: Kept | None = None,
    held: tuple[int, ...] = (),
) -> list[Executed]:
    """Run *jobs* (chapter, parameters) in processes of their own, two at a time; outputs go to *work*.

    What *kept* has is taken from there, and what runs well is put there. Processes keep the open files *held*.
    Raises ChapterError naming chapter, cell and cause of every failure; the others are still run to their end.
    """
    work.mkdir(parents=True, exist_ok=True)
    known = {notebook.name: kept.find(notebook, parameters) for notebook, parameters in jobs} if kept else {}

    def one(job: tuple[Notebook, dict[str, Any]]) -> Executed | ChapterError:
        notebook, parameters = job
        try:
            done = known.get(notebook.name) or _execute_one(book, notebook, parameters, work, held)
        except ChapterError as error:
            return error
        if kept and not known.get(notebook.name):
            with keeping:
                kept.put(done, questions_in(_file(work, notebook, QUESTIONS)), work)
        if say:
            say(notebook.name)
        return done

    keeping = Lock()
    with ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(one, jobs))
    failures = [result for result in results if isinstance(result, ChapterError)]
    if failures:
        raise ChapterError("\n".join(str(failure) for failure in failures))
    return [result for result in results if isinstance(result, Executed)]


def questions_in(path: Path) -> list[Any]:
    """The questions that a chapter noted in *path*; none if it asked nothing."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _file(work: Path, notebook: Notebook, kind: str) -> Path:
    return work / f"{notebook.name}.{kind}"


def _execute_one(
    book: Book, notebook: Notebook, parameters: dict[str, Any], work: Path, held: tuple[int, ...]
) -> Executed:
    output, verdict, job = (_file(work, notebook, kind) for kind in ("ipynb", "verdict.json", "job.json"))
    home = copy_of(book, work / f"{notebook.name}.book")
    told = {
        "parent": os.getpid(),
        "notebook": str(notebook.path),
        "output": str(output),
        "parameters": parameters,
        "cwd": str(home.root),
        "verdict": str(verdict),
        "questions": str(_file(work, notebook, QUESTIONS)),
    }
    job.write_text(json.dumps(told), encoding="utf-8")
    process = subprocess.Popen(
        [*WORKER, str(job)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=held,
        env=environment(),
    )
    try:
        _, complaint = process.communicate(timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise ChapterError(f"{notebook.name}: not done after {WALL_SECONDS} s; the run was ended") from None
    finally:
        end_descendants(process.pid)
        _end(process)
    if not verdict.is_file():
        tail = complaint.decode(errors="replace").strip().splitlines()[-1:]
        raise ChapterError(f"{notebook.name}: the run ended early (code {process.returncode}). {' '.join(tail)}")
    result = json.loads(verdict.read_text(encoding="utf-8"))
    if not result["good"]:
        raise ChapterError(_cause(notebook, result))
    if altered := alterations(book, home):
        raise ChapterError(
            f"{notebook.name}: changed {', '.join(altered)} while it ran; expected a chapter that only reads. "
            "Nothing of the run is kept. Change data with `statbook add` or an editor"
        )
    shutil.rmtree(home.root, ignore_errors=True)
    content = nbformat.read(output, as_version=4)
    _look_at(notebook, content)
    return Executed(notebook, content, parameters)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End whatever is left of the chapter's process group, the kernel included."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError, AttributeError):
        process.kill()
    process.wait()


def _cause(notebook: Notebook, result: dict[str, Any]) -> str:
    source = result.get("source")
    place = ""
    if source is not None:
        cells = notebook.read().cells
        number = next((n for n, cell in enumerate(cells) if cell.source == source), None)
        first = source.strip().splitlines()[0] if source.strip() else ""
        place = f", cell {number} ({first})"
    # Errors of ours carry their class for papermill; a reader needs the message only.
    message = re.sub(r"^(KeyUnknown|ChapterError|ParameterError): ", "", str(result["error"]))
    return f"{notebook.name}{place}: {message}"


def _look_at(notebook: Notebook, content: Any) -> None:
    """No cell may be unrun, have failed, or have written to stderr."""
    for number, cell in enumerate(content.cells):
        if cell.cell_type != "code":
            continue
        if cell.execution_count is None and cell.source.strip():
            raise ChapterError(f"{notebook.name}, cell {number}: was not run")
        for output in cell.outputs:
            if output.output_type == "error":
                raise ChapterError(f"{notebook.name}, cell {number}: {output.ename}: {output.evalue}")
            if output.output_type == "stream":
                words = output.text.strip().splitlines()[0][:MOST_WORDS] if output.text.strip() else ""
                raise ChapterError(f"{notebook.name}, cell {number}: wrote to {output.name}: {words}")
