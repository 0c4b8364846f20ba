"""Chapters are executed strictly: failures are named, and chapters run in isolation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from minimal_book import add_cell
from statbook.errors import ChapterError
from statbook.execution.cache import ExecutionCache
from statbook.execution.runner import _failure, execute
from statbook.project.notebooks import Notebook, chapter
from statbook.project.paths import Book


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


def test_a_chapter_in_the_cache_does_not_run_and_one_that_ran_is_put_there(copy: Book, tmp_path: Path) -> None:
    job = (chapter(copy, "sources"), {})
    cache = ExecutionCache(tmp_path / "cache", {"data/": "1"})
    names: list[str] = []
    first = execute(copy, [job], tmp_path / "run", names.append, cache)
    # Were it run again, it would fail in a book without data.
    empty = Book(tmp_path / "empty")
    second = execute(empty, [job], tmp_path / "again", names.append, cache)

    assert first[0].content == second[0].content
    assert ["sources", "sources"] == names


def test_all_failures_are_named_and_sound_chapters_are_cached(copy: Book, tmp_path: Path) -> None:
    for name in ("base", "method"):
        add_cell(copy, name, "1 / 0")
    cache = ExecutionCache(tmp_path / "cache", {})
    jobs: list[Any] = [(chapter(copy, name), {}) for name in ("base", "sources", "method")]
    with pytest.raises(ChapterError, match=r"(?s)^base, cell \d+.*\nmethod, cell \d+"):
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
