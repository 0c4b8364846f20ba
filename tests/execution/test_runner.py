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
from statbook.execution.runner import ExecutionCache, _failure, execute
from statbook.project.notebooks import ExecutedNotebook, Notebook, chapter
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
    names = ("first", "sources", "last")
    for name in ("first", "last"):
        chapter_of(copy.root / "chapters" / f"{name}.ipynb", name, "# A chapter", "1 / 0")
    contents(copy, *names)
    cache = ExecutionCache(tmp_path / "cache", {})
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


@pytest.mark.parametrize(("cores", "free", "wanted"), [(1, 64, 1), (8, 64, 8), (8, 2.5, 4), (8, 0.1, 1), (None, 64, 1)])
def test_as_many_chapters_run_at_a_time_as_there_are_cores_and_memory(
    monkeypatch: pytest.MonkeyPatch, cores: int | None, free: float, wanted: int
) -> None:
    monkeypatch.setattr(runner.os, "cpu_count", lambda: cores)
    memory = runner.psutil.virtual_memory()
    monkeypatch.setattr(runner.psutil, "virtual_memory", lambda: memory._replace(available=int(free * 2**30)))

    assert wanted == runner.workers()


DIGESTS = {"data/": "1", "lib/statbook/": "2", "requirements.txt": "3", "packages": "4", "day": ""}


@pytest.fixture
def executed(tmp_path: Path) -> ExecutedNotebook:
    """An executed chapter, with an output that has Chinese in it."""
    output = nbformat.v4.new_output("stream", text="专利 é")
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    path = tmp_path / "made.ipynb"
    path.write_text("source", encoding="utf-8")
    return ExecutedNotebook(Notebook("made", "chapters/made", path), content, {"region": "Xian"})


@pytest.fixture
def cache(executed: ExecutedNotebook, tmp_path: Path) -> ExecutionCache:
    """A cache that holds the chapter."""
    made = ExecutionCache(tmp_path / "cache", DIGESTS)
    made.put(executed, tmp_path)
    return made


def test_a_chapter_is_found_with_its_outputs_and_parameters(executed: ExecutedNotebook, cache: ExecutionCache) -> None:
    assert executed == cache.find(executed.notebook, executed.parameters)


@pytest.mark.parametrize("name", list(DIGESTS))
def test_a_change_of_anything_that_chapters_read_makes_it_run(
    executed: ExecutedNotebook, cache: ExecutionCache, name: str
) -> None:
    other = ExecutionCache(cache.folder, DIGESTS | {name: "changed"})

    assert other.find(executed.notebook, executed.parameters) is None


def test_another_source_makes_it_run(executed: ExecutedNotebook, cache: ExecutionCache) -> None:
    executed.notebook.path.write_text("other source", encoding="utf-8")

    assert cache.find(executed.notebook, executed.parameters) is None


@pytest.mark.parametrize("parameters", [{}, {"region": "Gansu"}, {"region": "Xian", "period": "2023"}])
def test_other_parameters_make_it_run(
    executed: ExecutedNotebook, cache: ExecutionCache, parameters: dict[str, Any]
) -> None:
    assert cache.find(executed.notebook, parameters) is None


def test_under_another_name_the_same_chapter_is_found(executed: ExecutedNotebook, cache: ExecutionCache) -> None:
    other = Notebook("other", "chapters/other", executed.notebook.path, chapter="made")
    found = cache.find(other, executed.parameters)

    assert found is not None
    assert (other, executed.content) == (found.notebook, found.content)


@pytest.mark.parametrize("text", [b"", b"x", b"\xff\xfe", None])
def test_a_torn_or_altered_file_is_not_used(executed: ExecutedNotebook, cache: ExecutionCache, text: bytes) -> None:
    (path,) = cache.folder.iterdir()
    path.write_bytes(path.read_bytes()[:-2] + b"1}" if text is None else text)

    assert cache.find(executed.notebook, executed.parameters) is None


def test_the_chapter_used_longest_ago_goes_first(
    executed: ExecutedNotebook, cache: ExecutionCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.setattr(runner, "MOST", 2)
    for number in range(3):
        ExecutionCache(cache.folder, {"data/": str(number)}).put(executed, tmp_path)
    for age, path in enumerate(sorted(cache.folder.iterdir())):
        os.utime(path, (1000 - age, 1000 - age))
    assert cache.find(executed.notebook, executed.parameters)  # used, so the newest now
    cache.prune()

    assert 2 == len([*cache.folder.iterdir()])
    assert cache.find(executed.notebook, executed.parameters)
