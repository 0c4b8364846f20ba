"""Catalogues follow the chapters, and what a reader would see untranslated is a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from minimal_book import chapter_of, contents
from statbook.errors import DataError, ParameterError
from statbook.project.fingerprint import digest_of_catalogues
from statbook.project.notebooks import chapters
from statbook.project.paths import Book
from statbook.translation.catalogue import (
    catalogue_faults,
    path_of,
    read_catalogue,
    refresh,
    translations,
)

WORDS = "# A book\n\nMoney: {num}`a`.\n\n| One | Two |"


@pytest.fixture
def small(tmp_path: Path) -> Book:
    (tmp_path / "data" / "captions").mkdir(parents=True)
    (tmp_path / "chapters").mkdir()
    chapter_of(tmp_path / "index.ipynb", "index", WORDS)
    book = Book(tmp_path)
    contents(book)
    return book


def translate(book: Book, **said: str) -> None:
    """Write translations of the blocks that begin with these words into the catalogue."""
    path = path_of(book, "zh", "index")
    text = path.read_text(encoding="utf-8")
    for start, words in said.items():
        head, quoted, rest = text.partition(f'msgid "{start.replace("_", " ")}')
        text = head + quoted + rest.replace('msgstr ""', f'msgstr "{words}"', 1)
    path.write_text(text, encoding="utf-8")


def faults(book: Book) -> list[str]:
    return [str(fault) for fault in translations(book, "zh", chapters(book)["index"])[1]]


def test_a_new_catalogue_has_every_block_and_no_translation(small: Book) -> None:
    counts = refresh(small, "zh")["index"]

    assert (3, 0, 3, 0) == (counts.new, counts.changed, counts.untranslated, counts.obsolete)
    assert ("en", "zh") == small.languages
    assert 3 == sum("no translation of" in fault for fault in faults(small))


def test_words_of_the_library_come_with_the_translations_that_its_own_book_has(small: Book) -> None:
    counts = refresh(small, "zh")

    assert (0, 0) == (counts["statbook"].untranslated, counts["terminal"].untranslated)
    assert [] == [fault for fault in catalogue_faults(small) if not fault.where.startswith(("index", "data"))]


def test_writing_it_again_changes_no_byte(small: Book) -> None:
    refresh(small, "zh")
    before = path_of(small, "zh", "index").read_bytes(), digest_of_catalogues(small, "zh")
    refresh(small, "zh")

    assert before == (path_of(small, "zh", "index").read_bytes(), digest_of_catalogues(small, "zh"))


def test_a_changed_block_keeps_its_translation_as_one_to_look_at_and_a_lost_one_is_obsolete(small: Book) -> None:
    refresh(small, "zh")
    translate(small, A_book="一本书", Money="钱：{num}`a`。", **{"| One": "| 一 | 二 |"})
    assert [] == faults(small)

    chapter_of(small.root / "index.ipynb", "index", "# A book\n\nMoney now: {num}`a`.")
    counts = refresh(small, "zh")["index"]
    assert (0, 1, 0, 1) == (counts.new, counts.changed, counts.untranslated, counts.obsolete)
    (fault,) = faults(small)
    assert "a translation of what is now 'Money now: {num}`a`.'" in fault


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"Money": "钱。"}, "without {num}`a`"),
        ({"Money": "钱：{num}`a`，{num}`b`。"}, "with {num}`b`"),
        ({"| One": "| 一、二 |"}, "in another shape"),
        ({"A_book": "一\\n本"}, "in another shape"),
    ],
)
def test_another_role_or_shape_is_a_fault(small: Book, said: dict[str, str], words: str) -> None:
    refresh(small, "zh")
    translate(small, **({"A_book": "一本书", "Money": "钱：{num}`a`。", "| One": "| 一 | 二 |"} | said))

    (fault,) = faults(small)
    assert re.match(r"index\.po:\d+: index\.ipynb, cell 0: found", fault) and words in fault


def test_what_is_no_catalogue_is_told_with_its_line(small: Book) -> None:
    path = path_of(small, "zh", "index")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "a"\nnonsense\n', encoding="utf-8")

    with pytest.raises(DataError, match=r"index\.po:2: found Unknown or misformatted keyword; expected a catalogue"):
        read_catalogue(path, "zh")
    assert 1 == len(faults(small)) == len(catalogue_faults(small))


def test_the_catalogues_of_the_book_are_whole_and_up_to_date(book: Book) -> None:
    assert [] == [str(fault) for fault in catalogue_faults(book)]


@pytest.mark.parametrize("language", ["french", "../zh", ""])
def test_what_is_no_language_is_refused(small: Book, language: str) -> None:
    with pytest.raises(ParameterError, match="is no language; expected a code such as zh"):
        refresh(small, language)
    assert not small.locale.exists()
