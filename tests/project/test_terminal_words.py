"""What a command says is told in the language of the terminal by the template that it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.errors import DataError, Fault
from statbook.project.paths import Book
from statbook.project.terminal_words import Templates, tell, terminal_language, terminal_locale

WORDS = Templates(
    {
        "{where}: found {found}; expected {expected}.{tail}": "{where}：发现{found}；应为{expected}。{tail}",
        "{limits}, from {inputs} numbers of {table}, first {first} for {key}": "{key}由{table}的{inputs}推出{limits}，首个{first}",
        "an empty cell": "空单元格",
        "one of {names}": "{names}之一",
        "{text} in {key}": "{key}中的{text}",
        "Mend it.": "请改正。",
        "Did you mean {close}?": "是否指{close}？",
    }
)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LANGUAGE": "fr:zh_TW:en", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"LANGUAGE": "", "LANG": "xx"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(book: Book, variables: dict[str, str], language: str) -> None:
    assert language == terminal_language(variables, book)


def test_a_book_without_catalogues_has_those_of_the_library(tmp_path: Path, book: Book) -> None:
    own = Book(tmp_path)

    assert "zh" == terminal_language({"LANG": "zh_CN.UTF-8"}, own)
    assert book.locale == terminal_locale("zh", own) == terminal_locale("zh", book)


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("a.csv:2: found an empty cell; expected one of 1.5, 2.", "a.csv:2：发现空单元格；应为1.5, 2之一。"),
        ("a.csv: found 'x'; expected y. Did you mean z? Mend it.", "a.csv：发现'x'；应为y。是否指z？请改正。"),
        (
            "a: found 3, from 4 numbers of t, first 5 for k; expected ../.. or 1.",
            "a：发现k由t的4推出3，首个5；应为../.. or 1。",
        ),
        ("a: found 'an empty cell'; expected 'it''s'.", "a：发现'an empty cell'；应为'it''s'。"),
        ("'an empty cell'", "'an empty cell'"),
        ("'2025' in trade", "trade中的'2025'"),
        ("growth of loans in the year", "growth of loans in the year"),
        ("  Mend it.", "  请改正。"),
        ("an empty cell.", "空单元格."),
        ("b.csv: Mend it.", "b.csv: 请改正。"),
    ],
)
def test_a_text_is_told_by_its_template_and_what_stands_in_its_places_too(english: str, told: str) -> None:
    assert told == WORDS.tell(english)


@given(st.text(alphabet="ab '\".:;,", max_size=30), st.text(alphabet="ab '\".:;,", max_size=30))
def test_no_sign_of_a_value_is_lost(found: str, expected: str) -> None:
    told = WORDS.tell(str(Fault("a.csv", found, expected)))

    assert sorted(f"a.csv{found}{expected}".replace(" ", "")) == sorted(
        told.replace("found", "").replace("expected", "").translate(str.maketrans("", "", " ：；。发现应为"))
        if "：" in told
        else f"a.csv{found}{expected}".replace(" ", "")
    )


def test_english_stays_as_it_is_and_chinese_is_told_line_by_line(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    error = DataError(
        [Fault("a.csv:2", "an empty cell", "a number", "Mend it, or leave it out."), Fault("b", "x", "y")]
    )
    monkeypatch.chdir(book.root)
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert str(error) == tell(error)

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "a.csv:2：发现空单元格；应为数。请改正，或不写。\nb：发现x；应为y。" == tell(error)
