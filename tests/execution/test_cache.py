"""A chapter that ran is kept until its code or what it reads changes; its sentences may change."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from statbook.execution import cache as cache_module
from statbook.execution.cache import ExecutionCache, with_new_prose
from statbook.messages import speaking
from statbook.project.notebooks import ExecutedNotebook, Notebook
from statbook.project.paths import Book

DIGESTS = {"lib/statbook/": "2", "requirements.txt": "3", "packages": "4", "day": ""}


def answers(**now: str) -> Any:
    """The data, which answer what is asked; a question with the answer "same" never changes."""
    record = {"what": "same"} | now
    return SimpleNamespace(agree=lambda asked: all(record.get(q) == a for a, _, q in (x.partition(" ") for x in asked)))


def notebook(path: Path, words: str, code: str = "1 + 1", tags: tuple[str, ...] = ()) -> Notebook:
    cells = [
        nbformat.v4.new_markdown_cell(words),
        nbformat.v4.new_code_cell(code, metadata={"tags": list(tags)} if tags else {}),
        *([nbformat.v4.new_markdown_cell("more")] if "more" in words else []),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return Notebook("fruit", "chapters/fruit", path)


def ran(path: Path) -> ExecutedNotebook:
    made = notebook(path, "Apples.")
    content = made.read()
    content.cells[1].outputs = [nbformat.v4.new_output("display_data", {"text/plain": "2"})]
    return ExecutedNotebook(made, content, {})


def test_new_sentences_stand_beside_the_outputs_of_the_last_run(tmp_path: Path) -> None:
    before = ran(tmp_path / "fruit.ipynb")
    old = json.dumps(before.content)
    found = with_new_prose(before, notebook(tmp_path / "fruit.ipynb", "Pears and more."))

    assert found
    assert ["Pears and more.", "1 + 1", "more"] == [cell.source for cell in found.content.cells]
    assert "2" == found.content.cells[1].outputs[0].data["text/plain"]
    assert old == json.dumps(before.content)


def test_other_code_or_another_tag_must_run(tmp_path: Path) -> None:
    before = ran(tmp_path / "fruit.ipynb")

    assert with_new_prose(before, notebook(tmp_path / "fruit.ipynb", "Apples.", "1 + 2")) is None
    assert with_new_prose(before, notebook(tmp_path / "fruit.ipynb", "Apples.", tags=("parameters",))) is None


def test_the_parameters_that_papermill_added_stay_behind_those_of_the_chapter(tmp_path: Path) -> None:
    made = notebook(tmp_path / "fruit.ipynb", "Apples.", "a = 1", ("parameters",))
    content = made.read()
    content.cells.insert(2, nbformat.v4.new_code_cell("a = 2", metadata={"tags": ["injected-parameters"]}))
    found = with_new_prose(
        ExecutedNotebook(made, content, {"a": 2}),
        notebook(tmp_path / "fruit.ipynb", "Some more apples.", "a = 1", ("parameters",)),
    )

    assert found
    assert ["Some more apples.", "a = 1", "a = 2", "more"] == [cell.source for cell in found.content.cells]


@pytest.fixture
def executed(tmp_path: Path) -> ExecutedNotebook:
    """An executed chapter, with an output that has Chinese in it."""
    output = nbformat.v4.new_output("stream", text="专利 é")
    cells = [nbformat.v4.new_markdown_cell("Apples."), nbformat.v4.new_code_cell("1")]
    path = tmp_path / "made.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    content = nbformat.read(path, as_version=4)
    content.cells[1].outputs = [output]
    return ExecutedNotebook(Notebook("made", "chapters/made", path), content, {"region": "Xian"}, ("same what",))


@pytest.fixture
def cache(executed: ExecutedNotebook, tmp_path: Path) -> ExecutionCache:
    """A cache that holds the chapter."""
    made = ExecutionCache(tmp_path / "cache", DIGESTS, answers())
    made.put(executed, tmp_path)
    return made


def test_a_chapter_is_found_with_its_outputs_and_parameters(executed: ExecutedNotebook, cache: ExecutionCache) -> None:
    assert executed == cache.find(executed.notebook, executed.parameters)


@pytest.mark.parametrize("name", list(DIGESTS))
def test_a_change_of_anything_that_chapters_read_makes_it_run(
    executed: ExecutedNotebook, cache: ExecutionCache, name: str
) -> None:
    other = ExecutionCache(cache.folder, DIGESTS | {name: "changed"}, answers())

    assert other.find(executed.notebook, executed.parameters) is None


def test_another_answer_of_the_data_makes_it_run_and_the_earlier_run_is_kept(
    executed: ExecutedNotebook, cache: ExecutionCache, tmp_path: Path
) -> None:
    later = ExecutionCache(cache.folder, DIGESTS, answers(what="other"))
    assert later.find(executed.notebook, executed.parameters) is None

    again = replace(executed, asked=("other what",))
    later.put(again, tmp_path)
    assert again == later.find(executed.notebook, executed.parameters)
    assert executed == cache.find(executed.notebook, executed.parameters)


def test_data_settings_and_sentences_are_no_tools_of_a_chapter_but_day_and_language_count(tmp_path: Path) -> None:
    digests = DIGESTS | {"data/": "1", "chapters/": "2", "settings": "3"}
    now, then = (ExecutionCache.of(Book(tmp_path), digests, day, answers()).digests for day in ("", "2026-01-01"))
    with speaking("zh", tmp_path):
        chinese = ExecutionCache.of(Book(tmp_path), digests, "", answers()).digests

    assert DIGESTS | {"day": "", "words": now["words"]} == now
    assert now | {"day": "2026-01-01"} == then
    assert now | {"words": chinese["words"]} == chinese != now


def test_what_the_data_answered_is_not_asked_again_while_they_are_the_same(
    executed: ExecutedNotebook, cache: ExecutionCache, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()

    def find(data: str, what: str) -> ExecutedNotebook | None:
        now = ExecutionCache(cache.folder, DIGESTS, answers(what=what), data, tmp_path / "kept")
        return now.find(executed.notebook, {"region": "Xian"})

    assert find("1", "same") and find("1", "never asked")
    assert not find("2", "other") and not find("2", "never asked")
    assert find("", "same") and not find("", "other")


def test_other_code_makes_it_run_and_other_sentences_do_not(executed: ExecutedNotebook, cache: ExecutionCache) -> None:
    path = executed.notebook.path
    path.write_text(path.read_text(encoding="utf-8").replace("Apples", "Pears"), encoding="utf-8")
    found = cache.find(executed.notebook, executed.parameters)

    assert found is not None
    assert ["Pears.", "1"] == [cell.source for cell in found.content.cells]
    assert executed.content.cells[1].outputs == found.content.cells[1].outputs
    path.write_text(path.read_text(encoding="utf-8").replace('"1"', '"2"'), encoding="utf-8")
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
    monkeypatch.setattr(cache_module, "MOST", 2)
    for number in range(3):
        ExecutionCache(cache.folder, {"data/": str(number)}, answers()).put(executed, tmp_path)
    for age, path in enumerate(sorted(cache.folder.iterdir())):
        os.utime(path, (1000 - age, 1000 - age))
    assert cache.find(executed.notebook, executed.parameters)  # used, so the newest now
    cache.prune()

    assert 2 == len([*cache.folder.iterdir()])
    assert cache.find(executed.notebook, executed.parameters)
