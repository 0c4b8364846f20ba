"""A copy of the book in a language has its translations; what has none stays in the original, marked."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
import yaml

from minimal_book import chapter_of, contents, fill
from statbook.errors import DataError
from statbook.project.paths import Book
from statbook.translation.catalogue import refresh
from statbook.translation.notebooks import translate_book

CONFIG = """title: A book
sphinx: {config: {language: en, html_title: A book, paper_title_zh: 书}}
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book of a heading, a sentence and a table, without data."""
    (tmp_path / "book" / "data" / "captions").mkdir(parents=True)
    (tmp_path / "book" / "chapters").mkdir()
    found = Book(tmp_path / "book")
    found.build.mkdir()
    found.config.write_text(f"# kept\n{CONFIG}", encoding="utf-8")
    chapter_of(found.root / "index.ipynb", "index", "# A book\n\nMoney: {num}`a`.\n\n| One | Two |")
    contents(found)
    return found


def words(copy: Path) -> str:
    return str(nbformat.read(copy / "index.ipynb", as_version=4).cells[0].source)


def test_a_copy_says_what_the_catalogues_say_in_its_language(book: Book, tmp_path: Path) -> None:
    fill(book)
    jobs, faults = translate_book(book, tmp_path / "zh", "zh")

    assert [] == faults
    assert ["index"] == [notebook.name for notebook, _ in jobs]
    assert "# 《A book》\n\n《Money: {num}`a`.》\n\n|《 One | Two 》|" == words(tmp_path / "zh")
    assert 'lang: str = "zh"  # {zh}' in (tmp_path / "zh" / "index.ipynb").read_text().replace('\\"', '"')
    text = (tmp_path / "zh" / "_config.yml").read_text(encoding="utf-8")
    settings = yaml.safe_load(text)["sphinx"]["config"]
    assert text.startswith("# kept\n")
    assert ("zh_CN", "书", "书") == (settings["language"], settings["html_title"], yaml.safe_load(text)["title"])
    assert (tmp_path / "zh" / "data").samefile(book.data)


def test_a_block_without_a_sound_translation_stays_behind_a_mark(book: Book, tmp_path: Path) -> None:
    refresh(book, "zh")
    _, faults = translate_book(book, tmp_path / "zh", "zh")

    assert (
        "# (not yet translated) A book\n\n(not yet translated) Money: {num}`a`.\n\n| (not yet translated) One | Two |"
        == words(tmp_path / "zh")
    )
    assert 3 == sum(fault.where.startswith("index.po") for fault in faults)
    assert "index.po:20: index.ipynb, cell 0: found no translation of 'A book'; expected a translation." in str(
        faults[0]
    )


def test_a_language_without_catalogues_is_told_with_what_makes_them(book: Book, tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"locale/: found no fr; expected a folder of catalogues\. Run `statbook translate fr`"
    ):
        translate_book(book, tmp_path / "fr", "fr")
