"""Makes DOCX of chapters and EPUB of the book from the built pages, with pandoc: offline, and the same bytes each time."""

import json
import os
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc
from lxml import etree
from lxml.html.builder import E

from statbook.documents.article import Article, notes, read_article
from statbook.errors import BuildError, ParameterError
from statbook.messages import say, speaking, spoken
from statbook.project.notebooks import FRONT_PAGE, chapters
from statbook.project.paths import CARDS, MANIFEST, ORIGINAL, TRANSLATED, Book
from statbook.site.document_notes import read_json
from statbook.store import Edition
from statbook.translation.notebooks import tag_of

NOTE_TITLE = "Notes on the numbers"
OPTIONS = ("--from=html-auto_identifiers", "--metadata-file=meta.json")
CONTENTS = ("--toc", "--toc-depth=2")  # in a DOCX it would be empty until somebody refreshes it


def write_docx(book: Book, names: Sequence[str], folder: Path, language: str = ORIGINAL) -> list[Path]:
    """Write the chapters *names* of the built *book* (all if there are none) in a *language* to *folder*, each as DOCX.

    Raises ParameterError for a name that is no chapter, BuildError if there is no built book.
    """
    known = all_chapters(book)
    if strange := [name for name in names if name not in known]:
        raise ParameterError(f"no chapter is called {strange[0]}; there are {', '.join(known)}")
    pages = {name: page_of(book, name, language) for name in names or known}
    with speaking(language, book.locale):
        edition, cards, made = built_edition(book), read_json(staging_of(book) / CARDS), []
        for name, page in pages.items():
            article = read_article(page, book, [name], cards)
            path = folder / f"{name}{'' if language == ORIGINAL else f'.{language}'}.docx"
            made.append(convert([article], cards, path, edition, title(article)))
    return made


def write_epub(book: Book, path: Path, language: str = ORIGINAL) -> Path:
    """Write the built *book* in a *language* to *path* as EPUB 3: front page, chapters, and notes on all numbers cited."""
    pages = {name: page_of(book, name, language) for name in (FRONT_PAGE, *all_chapters(book))}
    with speaking(language, book.locale):
        cards = read_json(staging_of(book) / CARDS)
        articles = [read_article(page, book, pages, cards) for page in pages.values()]
        edition = built_edition(book)
        return convert(articles, cards, path, edition, edition.title)


def all_chapters(book: Book) -> list[str]:
    """The chapters of *book* in the order of its contents, without the front page."""
    return [name for name in chapters(book) if name != FRONT_PAGE]


def page_of(book: Book, name: str, language: str) -> Path:
    """The built page of the chapter *name* in a *language*. Raises BuildError if there is none."""
    page = book.html / ("" if language == ORIGINAL else language) / f"{chapters(book)[name].document}.html"
    if not page.is_file():
        raise BuildError(f"{page} is missing; expected a built book: `make book` makes it")
    return page


def staging_of(book: Book) -> Path:
    """What the built *book* was made from, in the language that is spoken."""
    return book.staging if spoken() == ORIGINAL else book.build / TRANSLATED / spoken()


def built_edition(book: Book) -> Edition:
    """The edition of the built *book* in the language that is spoken."""
    staged = staging_of(book)
    return Edition.of(read_json(staged / "_data" / "datapackage.json"), read_json(staged / MANIFEST)["as_of"])


def title(article: Article) -> str:
    """The title of the chapter that *article* is."""
    return str(article.content.find(".//h1").text_content())


def convert(articles: Sequence[Article], cards: dict[str, Any], path: Path, edition: Edition, name: str) -> Path:
    """Have pandoc make *path* of *articles* and the notes (*cards*) on what they cite; its ending names the kind.

    The file is whole or not there. Raises BuildError with what pandoc says.
    """
    cited = [anchor for article in articles for anchor in article.cited]
    whole = [*(article.content for article in articles), notes(cited, cards, say(NOTE_TITLE))]
    parts = [part for each in whole for part in each]
    code = tag_of(spoken())
    page = E.html(E.head(E.meta(charset="utf-8"), E.title(name)), E.body(*parts), lang=code)
    meta = {"title": name, "author": [author.name for author in edition.authors], "date": edition.as_of, "lang": code}
    meta |= {
        "identifier": f"{edition.name}-{edition.as_of}" + ("" if spoken() == ORIGINAL else f"-{spoken()}"),
        "rights": edition.licence[1],
        "publisher": edition.title,
    }
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent) as work:
        folder = Path(work)
        for article in articles:
            for file, picture in article.pictures.items():
                (folder / file).write_bytes(picture)
        (folder / "page.html").write_bytes(etree.tostring(page, encoding="utf-8", method="html"))
        (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
        new = folder / path.name
        kind = {".epub": "epub3"}.get(path.suffix, path.suffix[1:])
        options = OPTIONS + CONTENTS if kind == "epub3" else OPTIONS
        day = int(datetime.fromisoformat(edition.as_of).replace(tzinfo=UTC).timestamp())
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), *options, f"--to={kind}", f"--output={new.name}", "page.html"],
            cwd=folder,
            env={"PATH": os.environ.get("PATH", ""), "SOURCE_DATE_EPOCH": str(day), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=False,
            text=True,
        )
        if done.returncode:
            raise BuildError(f"{path} was not made. pandoc says: {done.stderr.strip()}")
        new.replace(path)
    return path
