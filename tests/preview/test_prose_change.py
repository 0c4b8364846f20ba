"""Sentences change without a run; code does not."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

from statbook.preview.prose_change import with_new_prose
from statbook.project.notebooks import ExecutedNotebook, Notebook


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
