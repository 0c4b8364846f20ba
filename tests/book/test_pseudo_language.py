"""A language that nobody speaks, made of all messages and blocks: what a page still says in English is in no catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from babel.messages.pofile import write_po
from lxml import html

from minimal_book import copy_book, quiet
from statbook.build.targets import BuildTarget, build_book
from statbook.charts.font_sources import installed_source
from statbook.pdf.front_matter import TOOLS
from statbook.project.paths import PDF
from statbook.translation.catalogue import path_of, templates

LANGUAGE = "ia"
"""Interlingua, which neither Sphinx nor the theme speaks."""
ACCENTS = str.maketrans("aeiouyAEIOUY", "àéíóúÿÀÉÍÓÚÝ")
KEPT = re.compile(
    r"(\{[{%].*?[%}]\}|\{(?!term\})\w+\}`[^`]*`|\{term\}`| <\w+>`|\{[^{}]*\}|`[^`]*`|\]\([^)]*\)|<[^<>]*>|%\(\w+\)s|%s|\(\?:|\\.)"
)
"""Placeholders, roles, code, addresses and markup, which a translation keeps."""
LETTERS = "A-Za-zàéíóúÿÀÉÍÓÚÝ"
WORD = re.compile(rf"[{LETTERS}]+(?:[.\-_/@][{LETTERS}\d]+)*")
ENGLISH = re.compile("[aeiouy]", re.IGNORECASE)
CHINESE = re.compile("[一-鿿]")
"""Pages of traps and printed forms are in Chinese as well."""
NOT_TRANSLATED = {
    "printed forms, codes, names of files": '//*[@translate="no"]',
    "code and commands": "//code | //pre",
    "what no reader sees": "//script | //style | //template",
}
"""What stays as it is, by kind."""
CODES = re.compile(
    r"\b(?:[\w.-]+\.zip|\d{3}-[a-z-]+|(?:fig|tab|obs|num)-[\w.-]+|\w+(?:[./@][\w/-]+)+|[a-z]+(?:_[a-z0-9]+)+|[a-j]|[A-Z]{2,}[\w-]*)\b"
)
"""Codes of articles, of charts, of files and of numbers within words; letters of a formula; abbreviations."""
NAMES = {"PFlops", "PFLOPS"}
HYPHEN, HEX = re.compile("[-\xad\ufffe\x02]\r?\n"), re.compile(r"\b[0-9a-f]{6,}\b")
TITLE = "From Bookshelf to Marketplace: China's innovation economy in figures"
PRINTED = {*TOOLS, installed_source(), "chapters", "make", "book", *WORD.findall(TITLE)}
"""What the colophon names: tools, fonts, folders, a command; and the title of the original on the cover."""


def pseudo(message: str) -> str:
    """*message* with an accent on each vowel."""
    return "".join(p if place % 2 else p.translate(ACCENTS) for place, p in enumerate(KEPT.split(message)))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Path:
    """The book in the language, in a folder of its own."""
    book = copy_book(tmp_path_factory.mktemp("pseudo"), fonts_of_the_book)
    for name, catalogue in templates(book, LANGUAGE).items():
        for message in (message for message in catalogue if message.id):
            one = isinstance(message.id, str)
            message.string = pseudo(str(message.id)) if one else tuple(map(pseudo, message.id))
            message.flags.discard("python-brace-format")
        out, path = BytesIO(), path_of(book, LANGUAGE, name)
        write_po(out, catalogue)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(out.getvalue())
    return build_book(book, quiet, BuildTarget(languages=(LANGUAGE,))).parent


def english_words(page: Path) -> Iterator[str]:
    """The words of a page without an accent that have a vowel."""
    tree = html.parse(str(page)).getroot()
    for element in tree.xpath(" | ".join(NOT_TRANSLATED.values())):
        element.drop_tree()
    said = tree.xpath("//text() | //@aria-label | //@alt | //@placeholder | //@data-description | //@data-title")
    for text in (text for text in said if not CHINESE.search(str(text))):
        for word in WORD.findall(CODES.sub("", str(text))):
            if ENGLISH.search(word) and not re.search("[àéíóúÿ]", word, re.IGNORECASE) and word not in NAMES:
                yield f"{word} in {str(text).strip()[:60]!r}"


def printed_english(pdf: Path, kept: set[str]) -> Iterator[str]:
    """The words of a PDF without an accent that have a vowel, but those that pages *kept*, and digests."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    for line in HYPHEN.sub("", text).splitlines():
        for word in WORD.findall(CODES.sub("", HEX.sub("", line))) if not CHINESE.search(line) else ():
            if ENGLISH.search(word) and not re.search("[àéíóúÿ]", word, re.IGNORECASE) and word not in kept:
                yield f"{word} in {line[:60]!r}"


def test_no_pdf_says_a_word_of_english(pages: Path) -> None:
    trees = (html.parse(str(page)) for page in pages.rglob("*.html"))
    marked = (element for tree in trees for element in tree.xpath(" | ".join(NOT_TRANSLATED.values())))
    kept = {word for element in marked for word in WORD.findall(element.text_content())} | NAMES | PRINTED
    pdfs = sorted((pages.parent / PDF).glob("*.pdf"))

    assert len(pdfs) > 5
    assert [] == [found for pdf in pdfs for found in printed_english(pdf, kept)]


def test_no_page_says_a_word_of_english(pages: Path) -> None:
    found = {page.relative_to(pages).as_posix(): [*english_words(page)] for page in sorted(pages.rglob("*.html"))}

    assert len(found) > 60
    assert [] == sorted({word for words in found.values() for word in words})
