"""A chapter calls the library; whatever else its code does is refused."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from statbook.checks.allowed_code import MOST_LINES, check_code, unknown_names
from statbook.checks.chapter_code import ChapterCode
from statbook.project.notebooks import Notebook

START = 'from statbook import Chapter, charts\n\nhere = Chapter("made")\nhere.numbers()'


def faults(folder: Path, *cells: str, name: str = "made") -> list[str]:
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)]), path)
    return [str(fault) for fault in check_code(ChapterCode(Notebook(name, f"chapters/{name}", path)), {"limit"})]


@pytest.mark.parametrize(
    "line",
    [
        'here.show("a", charts.bars(here.labels, here.rows(measure="level")))',
        'rows = [here.get(key) for key in ("trade", "trade.export") if limit > 0.5]',
        'period = "2026-01/2026-02"',
        "share = round(100 * max(1, 2))",
    ],
)
def test_calls_of_the_library_and_simple_python_are_allowed(tmp_path: Path, line: str) -> None:
    assert [] == faults(tmp_path, START, line)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("import os", "found import os; expected imports from statbook only"),
        ("from statbook import store", "found import of store from statbook"),
        (
            "from statbook import add",
            "found import of add from statbook; expected from statbook import Audit, Chapter, charts",
        ),
        ("from statbook import charts as f", "found import of charts as f from statbook"),
        ("def f(): pass", "found a function in a chapter"),
        ("class A: pass", "found a class in a chapter"),
        ("with here: pass", "found a `with` in a chapter"),
        ("while True: pass", "found a `while` in a chapter"),
        ("del here", "found a `del` in a chapter"),
        ("try: here\nexcept ValueError: here", "found errors that are caught"),
        ("limits", "found the name 'limits'; expected names of the chapter.*Did you mean limit?"),
        ("x = charts", "found charts by itself"),
        ("here.lables", "found here.lables; expected what a chapter has. Did you mean labels?"),
        ("here.store.package", "found the attribute 'package'"),
        ("here.labels.to_csv", "found the attribute 'to_csv'"),
        ("x = 'grew 69.3%'", "found the typed number '69.3%'"),
        ("x = f'{69.3} more'", "found the typed number '69.3'"),
        ("x = str(limit + 2)", "found the typed number 'limit + 2'"),
    ],
)
def test_everything_else_is_refused_with_its_line(tmp_path: Path, line: str, found: str) -> None:
    start, _, rest = found.partition(".*")
    (fault, *_) = [fault for fault in faults(tmp_path, START, line) if "cell 1, line" in fault]

    assert start in fault
    assert rest in fault


def test_a_chapter_gives_the_name_of_its_file_once_and_shows_its_numbers_once(tmp_path: Path) -> None:
    assert ['found Chapter("made"); expected Chapter("other"), the name of the file'] == [
        fault.split(": ", 1)[1].split(". ")[0] for fault in faults(tmp_path, START, name="other")
    ]
    assert any("found 2 calls of Chapter" in fault for fault in faults(tmp_path, START, 'Chapter("made")'))
    assert any("found 0 calls of Chapter" in fault for fault in faults(tmp_path, "x = 1"))
    assert any("found 2 calls of here.numbers()" in fault for fault in faults(tmp_path, START, "here.numbers()"))


def test_comments_and_empty_lines_are_no_lines_of_code(tmp_path: Path) -> None:
    body = "\n".join([*["x = here"] * (MOST_LINES - 4), "# a comment", ""])
    longer = f"{body}\nx = here\nx = here"

    assert [] == faults(tmp_path, START, body)
    assert [f"made.ipynb: found {MOST_LINES + 1} lines of code; expected at most {MOST_LINES}."] == faults(
        tmp_path, START, longer
    )


def test_a_literal_that_names_nothing_is_told_with_what_is_near(tmp_path: Path) -> None:
    path = tmp_path / "made.ipynb"
    cell = nbformat.v4.new_code_cell(f'{START}\nx = ("exprot", "a text with blanks", "export")')
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    found = unknown_names(ChapterCode(Notebook("made", "chapters/made", path)), {"export", "made"})

    assert ["'exprot' Did you mean export?"] == [f"{fault.found} {fault.fix}" for fault in found]
