"""Chapters are executed strictly: failures are named, and chapters run in isolation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from minimal_book import add_cell, chapter_of, contents
from statbook.errors import ChapterError
from statbook.execution import runner
from statbook.execution.cache import ExecutionCache
from statbook.execution.runner import _failure, execute
from statbook.project.notebooks import ExecutedNotebook, Notebook, chapter
from statbook.project.paths import Book
from statbook.store import Store
from statbook.store.recorded_store import Answers


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1 / 0", r"sources, cell \d+ \(1 / 0\): ZeroDivisionError"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "sources.*(died|Died|Dead)"),
        ("import sys\nsys.stderr.write('careful')", r"sources, cell \d+: wrote to stderr: careful"),
    ],
)
def test_a_failing_cell_fails_the_run_and_is_named(copy: Book, tmp_path: Path, source: str, words: str) -> None:
    add_cell(copy, "sources", source)

    with pytest.raises(ChapterError, match=words):
        execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")


def test_a_cell_that_was_not_run_fails_the_chapter(copy: Book, tmp_path: Path) -> None:
    path = copy.root / "chapters" / "sources.ipynb"
    add_cell(copy, "sources", "a = 1")
    content = json.loads(path.read_text(encoding="utf-8"))
    # nbclient passes over cells of this tag without a word.
    content["cells"][-1]["metadata"]["tags"] = ["skip-execution"]
    path.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(ChapterError, match=r"sources, cell \d+: was not run"):
        execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")


def outputs_of(executed: ExecutedNotebook) -> list[tuple[str, Any]]:
    """The source and the outputs of each cell."""
    return [(cell.source, cell.get("outputs")) for cell in executed.content.cells]


def test_a_chapter_in_the_cache_does_not_run_and_one_that_ran_is_put_there(copy: Book, tmp_path: Path) -> None:
    job = (chapter(copy, "sources"), {})
    cache = ExecutionCache(tmp_path / "cache", {"packages": "1"}, Answers(Store.load(copy.data)))
    names: list[str] = []
    first = execute(copy, [job], tmp_path / "run", names.append, cache)
    # Were it run again, it would fail in a book without data.
    empty = Book(tmp_path / "empty")
    second = execute(empty, [job], tmp_path / "again", names.append, cache)

    assert outputs_of(first[0]) == outputs_of(second[0])
    assert any("('sources',)" in question for question in first[0].asked)
    assert ["sources", "sources"] == names


def test_all_failures_are_named_and_sound_chapters_are_cached(copy: Book, tmp_path: Path) -> None:
    names = ("first", "sources", "last")
    for name in ("first", "last"):
        chapter_of(copy.root / "chapters" / f"{name}.ipynb", name, "# A chapter", "1 / 0")
    contents(copy, *names)
    cache = ExecutionCache(tmp_path / "cache", {}, Answers(Store.load(copy.data)))
    jobs: list[Any] = [(chapter(copy, name), {}) for name in names]
    with pytest.raises(ChapterError, match=r"(?s)^first, cell \d+.*\nlast, cell \d+"):
        execute(copy, jobs, tmp_path / "run", cache=cache)

    assert [False, True, False] == [cache.find(*job) is not None for job in jobs]


def test_a_failure_names_the_cell_by_its_source_and_drops_our_class(tmp_path: Path) -> None:
    path = tmp_path / "made.ipynb"
    cells = [nbformat.v4.new_code_cell("a = 1"), nbformat.v4.new_code_cell("\nhere.get('x')\nb = 2")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    notebook = Notebook("made", "chapters/made", path)

    result = {"error": "KeyUnknown: no key x", "source": cells[1].source}
    assert "made, cell 1 (here.get('x')): no key x" == _failure(notebook, result)
    assert "made: ValueError: x" == _failure(notebook, {"error": "ValueError: x"})


@pytest.mark.parametrize(("cores", "free", "wanted"), [(1, 64, 2), (8, 64, 9), (8, 2.5, 4), (8, 0.1, 1), (None, 64, 2)])
def test_one_chapter_more_runs_at_a_time_than_there_are_cores_or_as_many_as_memory_allows(
    monkeypatch: pytest.MonkeyPatch, cores: int | None, free: float, wanted: int
) -> None:
    monkeypatch.setattr(runner.os, "cpu_count", lambda: cores)
    memory = runner.psutil.virtual_memory()
    monkeypatch.setattr(runner.psutil, "virtual_memory", lambda: memory._replace(available=int(free * 2**30)))

    assert wanted == runner.workers()
