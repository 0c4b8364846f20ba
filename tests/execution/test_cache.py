"""Executed chapters are taken from the cache while nothing that they read changed, and not longer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from statbook.execution import cache as module
from statbook.execution.cache import ExecutionCache
from statbook.project.notebooks import ExecutedNotebook, Notebook

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

    monkeypatch.setattr(module, "MOST", 2)
    for number in range(3):
        ExecutionCache(cache.folder, {"data/": str(number)}).put(executed, tmp_path)
    for age, path in enumerate(sorted(cache.folder.iterdir())):
        os.utime(path, (1000 - age, 1000 - age))
    assert cache.find(executed.notebook, executed.parameters)  # used, so the newest now
    cache.prune()

    assert 2 == len([*cache.folder.iterdir()])
    assert cache.find(executed.notebook, executed.parameters)
