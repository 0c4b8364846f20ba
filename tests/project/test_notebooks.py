"""Chapters as files: their form, their parameters, and what a wrong parameter is answered."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest

from statbook.checks.allowed_code import MOST_LINES
from statbook.checks.whole_book import check_book
from statbook.errors import ChapterError
from statbook.parameters import check_values
from statbook.project.notebooks import Notebook, chapter, chapters, parameters_of
from statbook.project.paths import Book
from statbook.store import Store

ROOT = Path(__file__).resolve().parents[2]
NAMES = [path.stem for path in sorted(ROOT.glob("chapters/*.ipynb"))] + ["index"]


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_is_stored_without_outputs_and_within_its_lines(book: Book, name: str) -> None:
    content = chapter(book, name).read()
    code = [cell for cell in content.cells if cell.cell_type == "code"]
    lines = sum(bool(line.strip()) for cell in code for line in cell.source.splitlines())

    assert all(cell.execution_count is None and not cell.outputs for cell in code)
    assert lines <= MOST_LINES


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_has_type_default_and_help(book: Book, name: str) -> None:
    parameters = parameters_of(chapter(book, name))

    assert "lang" in parameters
    assert all(parameter.help for parameter in parameters.values())


def test_papermill_reads_the_parameters_as_we_do(book: Book) -> None:
    import papermill

    for notebook in chapters(book).values():
        theirs = papermill.inspect_notebook(str(notebook.path))

        assert set(theirs) == set(parameters_of(notebook))


def test_the_proof_of_the_real_book_finds_nothing(book: Book) -> None:
    assert () == check_book(book).faults


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"regoin": "Gansu"}, "no parameter 'regoin'.*Did you mean region"),
        ({"region": "Gansoo", "period": "2023"}, "region is 'Gansoo'; possible are .*Gansu.*Did you mean Gansu"),
        ({"region": "Gansu", "period": "2024"}, "period is '2024'; possible are"),
        (
            {"region": "Gansu"},
            "nothing is printed for region Gansu and period 2026-01/2026-02; for Gansu there is .*2023",
        ),
        ({"minimum": "much"}, "minimum is 'much'"),
        ({"region": "../escaped"}, "possible are"),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_is_possible(
    book: Book, store: Store, given: dict[str, str], words: str
) -> None:
    _, faults = check_values("trade", parameters_of(chapter(book, "trade")), given, store)

    assert re.search(words, "\n".join(faults))


def test_parameters_come_in_their_declared_types(book: Book, store: Store) -> None:
    given = {"region": "Gansu", "period": "2023", "minimum": "0.5"}
    values, faults = check_values("trade", parameters_of(chapter(book, "trade")), given, store)

    assert ({"region": "Gansu", "period": "2023", "minimum": 0.5}, []) == (values, faults)


@pytest.mark.parametrize("name", ["trades", "../trade", "/etc/passwd", ""])
def test_a_chapter_that_is_not_there_is_refused_with_those_that_are(book: Book, name: str) -> None:
    with pytest.raises(ChapterError, match="there are index, trade"):
        chapter(book, name)


def notebook(folder: Path, *cells: tuple[str, str, list[str]]) -> Notebook:
    made = nbformat.v4.new_notebook()
    for kind, source, tags in cells:
        new = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        made.cells.append(new(source, metadata={"tags": tags}))
    path = folder / "made.ipynb"
    nbformat.write(made, path)
    return Notebook("made", "chapters/made", path)


def test_a_chapter_without_or_with_two_parameter_cells_is_refused(tmp_path: Path) -> None:
    line = 'a: str = "x"  # {x, y}; a letter'
    for cells in ([("code", line, [])], [("code", line, ["parameters"])] * 2):
        with pytest.raises(ChapterError, match="exactly one"):
            parameters_of(notebook(tmp_path, *cells))


@pytest.mark.parametrize("line", ["a = 1", "a: list = []  # {x}; many", "a: int = 'x'  # a word"])
def test_a_parameter_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ChapterError, match="made"):
        parameters_of(notebook(tmp_path, ("code", line, ["parameters"])))


def test_a_bare_number_in_prose_fails_the_proof(copy: Book) -> None:
    path = copy.root / "chapters" / "sources.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["source"].append("\nIt grew by 18.8 percent.")
    path.write_text(json.dumps(content), encoding="utf-8")

    assert any("sources.ipynb, cell 0, line" in fault and "'18.8'" in fault for fault in check_book(copy).faults)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"7",
        b"{}",
        b'{"cells": [{"cell_type": "markdown"}]}',
        b'{"cells": 7, "nbformat": 4}',
        b'{"cells": [7], "nbformat": 4}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_notebook_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "made.ipynb"
    path.write_bytes(content)

    with pytest.raises(ChapterError, match=r"made\.ipynb is not a notebook: "):
        parameters_of(Notebook("made", "chapters/made", path))
