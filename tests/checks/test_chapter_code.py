"""The code of a chapter is parsed, not run: calls, names, literals."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from statbook.checks.chapter_code import ChapterCode
from statbook.project.notebooks import Notebook
from statbook.prose.typed_numbers import CITED

START = 'from statbook import Chapter\nhere = Chapter("made", region=place, lang="en")'


@pytest.fixture
def code(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Gives the code of a chapter that consists of cells."""

    def make(*cells: str) -> ChapterCode:
        path = tmp_path / "made.ipynb"
        words = nbformat.v4.new_markdown_cell("# Made")
        nbformat.write(nbformat.v4.new_notebook(cells=[words, *map(nbformat.v4.new_code_cell, cells)]), path)
        return ChapterCode(Notebook("made", "chapters/made", path))

    return make


def test_of_calls_with_charts_the_first_literal_is_a_name_and_of_others_all_are(code) -> None:  # type: ignore[no-untyped-def]
    found = code(START, 'here.show("a", "b")\nhere.breakdowns("c", "d", x)\nother.show("e")\nChapter("x").table("f")')

    assert [("show", "a"), ("breakdowns", "c"), ("breakdowns", "d")] == [
        (method, name) for _, method, name in found.names("show", "breakdowns")
    ]
    assert ["made.ipynb, cell 2, line 4"] == [where for where, _, _ in found.names("table")]
    assert 2 == len(found.chapter_calls)
    assert found.chapter_arguments is None


def test_the_variables_behind_the_keywords_of_chapter_are_known(code) -> None:  # type: ignore[no-untyped-def]
    assert {"region": "place", "lang": None} == code(START).chapter_arguments
    assert {"here"} == code(START).chapter_names


def test_words_that_are_looked_up_belong_to_their_chart_within_a_cell(code) -> None:  # type: ignore[no-untyped-def]
    found = code(START, 'w = here.words("a")\nx = w["one"], w[two]', 'w["three"]').looked_up_words

    assert [("made.ipynb, cell 2, line 2", "a", "one")] == found


def test_literals_are_filled_in_where_the_code_alone_tells_their_value(code) -> None:  # type: ignore[no-untyped-def]
    lines = 'bond = "export"\none, two = "a", "b"\ntwice = "x"\ntwice = "y"\nf"{bond}.{one}.{twice}.{here}"'

    assert f"export.a.{CITED}.{CITED}" in [text for _, text in code(START, lines).literals]


@pytest.mark.parametrize(
    ("line", "words"), [("here.numbers(a=b, c=d)", {"a", "c"}), ("here.numbers()", set()), ("here.numbers(**x)", None)]
)
def test_words_for_say_are_known_unless_a_run_gives_them(code, line: str, words: set[str] | None) -> None:  # type: ignore[no-untyped-def]
    assert words == code(START, line).say_words


@pytest.mark.parametrize(("line", "expected"), [("a = = 1", "Python"), ("%run x", "calls of statbook, no magics")])
def test_what_is_no_python_is_a_fault_with_its_line(code, line: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    found = code(START, f"b = 1\n{line}")

    assert 1 == len(found.cells)
    (fault,) = found.faults
    assert str(fault).startswith(f"made.ipynb, cell 2, line 2: found '{line}' (")
    assert expected in fault.expected


def test_the_form_and_the_words_of_a_chart_are_told_as_far_as_the_code_says_them(code) -> None:  # type: ignore[no-untyped-def]
    lines = (
        "here = Chapter('c')",
        "here.show('a', charts.dots(here.labels, []), least='1')",
        "spec = charts.bars(here.labels, [])",
        "here.show('b', spec)",
        "here.show('c', charts.bars(here.labels) if x else charts.dots(here.labels), **words)",
        "here.show(name, None)",
    )

    assert {"a": ("dots", {"least"}), "b": ("bars", set()), "c": (None, None)} == code(*lines).shown_charts
