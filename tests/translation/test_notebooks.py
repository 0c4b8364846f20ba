"""A copy of the book is put into a language whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po, write_po

from minimal_book import CITED, minimal_book, quiet
from statbook.build.targets import BuildTarget, build_book
from statbook.errors import BuildError, DataError
from statbook.project.paths import Book
from statbook.translation.catalogue import path_of, refresh
from statbook.translation.notebooks import translate_book


def fill(book: Book) -> None:
    """Translate every block of *book* into itself between brackets, which no English text has."""
    for name in refresh(book, "zh"):
        path = path_of(book, "zh", name)
        with path.open("rb") as file:
            catalogue = read_po(file, "zh")
        for message in catalogue:
            if message.id and not message.string:
                text = str(message.id)
                message.string = f"|〔{text.strip('|')}〕|" if text.startswith("|") else f"〔{text}〕"
        with path.open("wb") as file:
            write_po(file, catalogue)


def test_a_book_is_built_in_the_language_beside_the_original(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    fill(book)
    page = build_book(book, quiet, BuildTarget(language="zh"))

    text = page.read_text(encoding="utf-8")
    assert book.build / "languages" / "zh" / "html" / "index.html" == page
    assert '<html lang="zh-CN"' in text
    assert "从书架到货架：数说中国创新经济" in text
    assert "〔A book〕" in text and "〔Money: " in text and "318.52万亿元" in text
    assert '截至<time datetime="2026-03-25">2026年3月25日</time>。' in text and "as known on" not in text
    assert (book.build / "languages" / "zh" / "pdf" / "index.pdf").is_file() is False
    assert {"book.pdf", "sources.pdf"} == {path.name for path in (book.build / "languages" / "zh" / "pdf").iterdir()}
    assert not book.html.exists()


def test_what_is_not_translated_stops_it_with_its_place(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    refresh(book, "zh")

    with pytest.raises(
        (BuildError, DataError), match=r"index\.po: index\.ipynb, cell 0: found no translation of 'A book'"
    ):
        build_book(book, quiet, BuildTarget(language="zh"))


def test_a_language_without_catalogues_is_told_with_what_makes_them(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)

    with pytest.raises(
        DataError, match=r"locale/: found no fr; expected a folder of catalogues\. Run `statbook translate fr`"
    ):
        translate_book(book, "fr")


def test_chapters_state_their_language_and_the_settings_theirs(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    fill(book)
    jobs = translate_book(book, "zh")

    assert ["index", "sources"] == [notebook.name for notebook, _ in jobs]
    assert all('lang: str = "zh"  # {zh}' in notebook.path.read_text().replace('\\"', '"') for notebook, _ in jobs)
    settings = yaml.safe_load(book.config.read_text(encoding="utf-8"))
    assert ("zh_CN", settings["title"]) == tuple(
        settings["sphinx"]["config"][name] for name in ("language", "html_title")
    )
    assert CITED in jobs[0][0].path.read_text(encoding="utf-8")
