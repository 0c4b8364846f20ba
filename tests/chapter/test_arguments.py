"""A chapter refuses in a notebook, by its first call, what `statbook run` refuses before it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from statbook.chapter import Chapter
from statbook.chapter.arguments import check_arguments
from statbook.errors import ParameterError
from statbook.parameters import check_values
from statbook.project.notebooks import chapter, parameters_of
from statbook.project.paths import Book
from statbook.store import Store

CELL = 'base: str = "2023"  # {2023, annualised}; a base\nlimit: float = 0.5  # {0.5, 1.0}; a limit'


class Shell:
    """What a notebook has at the call of Chapter: the cells that ran, and their names."""

    def __init__(self, *cells: str) -> None:
        self.user_ns: dict[str, Any] = {}
        for cell in cells:
            exec(cell, self.user_ns)
        self.user_ns["In"] = ["", *cells]

    def get_ipython(self) -> Shell:
        return self


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Any:
    def ran(*cells: str) -> Shell:
        shell = Shell(*cells)
        monkeypatch.setitem(sys.modules, "IPython", shell)
        return shell

    return ran


def test_the_notebook_gets_its_values_in_the_types_that_it_declares(book: Book, store: Store, notebook: Any) -> None:
    shell = notebook(CELL, "# Parameters\nbase = 2023\nlimit = 1\n")

    assert {"base": "2023"} == check_arguments(book.root, "c", {"base": 2023}, store)
    assert ("2023", 1.0) == (shell.user_ns["base"], shell.user_ns["limit"])
    assert isinstance(shell.user_ns["limit"], float)


@pytest.mark.parametrize(
    ("injected", "words"),
    [
        ("base = 2024", "c: base is '2024'; possible are 2023, annualised"),
        ("limit = 0.3", "c: limit is '0.3'; possible are 0.5, 1.0"),
        ('bsae = "2023"', "c has no parameter 'bsae'; it has base, limit. Did you mean base"),
    ],
)
def test_what_papermill_puts_in_is_held_against_the_cell_that_ran(
    book: Book, store: Store, notebook: Any, injected: str, words: str
) -> None:
    notebook(CELL, f"# Parameters\n{injected}\n")

    with pytest.raises(ParameterError, match=words):
        check_arguments(book.root, "c", {}, store)


def test_a_value_that_the_chapter_does_not_pass_on_is_refused_as_well(book: Book, store: Store, notebook: Any) -> None:
    notebook("x = 1", CELL, "# Parameters\nlimit = 7\n")

    with pytest.raises(ParameterError, match="limit is '7'"):
        check_arguments(book.root, "c", {"base": "2023"}, store)


def test_a_notebook_of_one_s_own_is_held_against_the_chapter_s_file(book: Book, store: Store, notebook: Any) -> None:
    notebook("x = 1")

    assert {"base": "2023"} == check_arguments(book.root, "patents", {"base": 2023, "region": None}, store)
    with pytest.raises(ParameterError, match="start is '2023-05'"):
        check_arguments(book.root, "patents", {"start": "2023-05"}, store)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("trade", {"rounding": "strct"}),
        ("trade", {"region": "Nowhere", "period": "2023"}),
        ("trade", {"region": "Gansu", "period": "1999"}),
        ("credit", {"unit": "shares"}),
        ("patents", {"start": "2023-05"}),
        ("trade", {"lang": "fr"}),
        ("trade", {"lang": "zh"}),
    ],
)
def test_plain_python_gets_the_words_of_the_command(book: Book, store: Store, name: str, asked: dict[str, str]) -> None:
    _, faults = check_values(name, parameters_of(chapter(book, name)), asked, store)
    with pytest.raises(ParameterError) as call:
        Chapter(name, **asked)

    assert "\n".join(faults) == str(call.value)


def test_where_no_file_says_so_a_language_is_one_that_numbers_have_words_in() -> None:
    assert "113.72" in Chapter("no-such-file", lang="en").labels.number(
        Chapter("trade").get("trade@Xian@2026-01/2026-02")
    )
    with pytest.raises(ParameterError, match="lang is 'fr'; charts and numbers have words in en and zh"):
        Chapter("no-such-file", lang="fr")


@pytest.mark.parametrize(
    ("name", "parameter", "value", "words"),
    [
        ("patents", "base", "2023", ""),
        ("trade", "minimum", "0.3", "trade: minimum is '0.3'; possible are 0.1, 0.5, 1.0, 2.0. Did you mean 0.5?"),
    ],
)
def test_papermill_runs_the_declared_default_and_ends_in_our_words(
    book: Book, tmp_path: Path, name: str, parameter: str, value: str, words: str
) -> None:
    command = [sys.executable, "-m", "papermill", f"chapters/{name}.ipynb", str(tmp_path / "out.ipynb")]
    done = subprocess.run(
        [*command, "-p", parameter, value], cwd=book.root, capture_output=True, text=True, check=False
    )

    assert (done.returncode == 0) == (words == ""), done.stderr[-2000:]
    assert not words or done.stderr.strip().splitlines()[-1].startswith(f"ParameterError: {words}")
