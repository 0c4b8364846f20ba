"""Puts built editions side by side into one folder, as a web server serves it: the newest at the top, each earlier one below
`editions/` under its day. Every page gets a menu of the editions, and those of earlier ones say that there is a newer.
"""

import hashlib
import json
import posixpath
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2

from statbook.build.publish import PublishedBook, exchange
from statbook.errors import BuildError, StatbookError
from statbook.messages import ENGLISH, say, speaking, spoken
from statbook.project.fingerprint import files_in
from statbook.project.paths import HTML, LIBRARY, RECORD, Book
from statbook.prose import period_in_words

EDITIONS, SUMS = "editions", "SHA256SUMS"
"""The folder of earlier editions, and the file with the checksums, by which a folder of ours is known again."""
_ARTICLE = re.compile(r'<article class="bd-article"[^>]*>')
_TEMPLATE = (LIBRARY / "site" / "templates" / "editions.html").read_text(encoding="utf-8")
_MENU = jinja2.Template(_TEMPLATE, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@dataclass(frozen=True)
class BuiltEdition:
    """The pages of a built edition in *html*, of the state of the data on *day*; words in other languages are in *locale*."""

    html: Path
    day: str
    locale: Path = Path()

    @property
    def languages(self) -> list[str]:
        """The languages whose pages are in a folder of their own."""
        return [
            path.parent.name for path in self.locale.glob("*/LC_MESSAGES") if (self.html / path.parent.name).is_dir()
        ]


def publish_editions(book: Book, folder: Path, progress: Callable[[str], None]) -> Path:
    """Collect the book and its states of earlier days, as they are built, in *folder*; gives its front page.

    Nothing is built. What the folder held is replaced in one step.
    Raises BuildError if there is no built book, or files of one were altered, and StatbookError if *folder* holds
    anything but editions that were collected before.
    """
    folder = folder.resolve()
    if folder.exists() and not _is_ours(folder):
        raise StatbookError(f"{folder} holds other files; expected a new folder, or one that `statbook publish` wrote")
    editions = built_editions(book)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f"{folder.name}.", dir=folder.parent) as work:
            new = Path(work, "new")
            _write(editions, new, folder, progress)
            exchange(new, folder)
    except OSError as error:
        raise BuildError(f"{error.filename or folder} cannot be written: {error.strerror}") from None
    return folder / "index.html"


def _is_ours(folder: Path) -> bool:
    """Whether *folder* is empty, or holds editions that were collected before and not a file more."""
    if not folder.is_dir():
        return False
    files = {name for name in _names(folder) if name != SUMS}
    if not (folder / SUMS).is_file():
        return not any(folder.iterdir())
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    return RECORD in files and files == {line.partition("  ")[2] for line in lines}


def _write(editions: list[BuiltEdition], new: Path, folder: Path, progress: Callable[[str], None]) -> None:
    """Write *editions* with their menus and checksums to *new*, which is to become *folder*."""
    for edition in editions:
        place = _place(edition, editions)
        progress(f"edition of {edition.day}: {folder / place}")
        shutil.copytree(edition.html, new / place, dirs_exist_ok=True)
        for page in sorted(edition.html.rglob("*.html")):
            path = page.relative_to(edition.html).as_posix()
            (new / place / path).write_text(
                with_menu(page.read_text(encoding="utf-8"), path, edition, editions), "utf-8"
            )
    sums = [f"{hashlib.sha256((new / name).read_bytes()).hexdigest()}  {name}\n" for name in _names(new)]
    (new / SUMS).write_text("".join(sums), encoding="utf-8")


def built_editions(book: Book) -> list[BuiltEdition]:
    """The book and its states of earlier days that are built, the newest first, one for each state of the data."""
    found: dict[str, BuiltEdition] = {}
    for folder in (*sorted((book.build / "as-of").glob("*")), book.build):
        published = PublishedBook(folder)
        if not published.html.is_dir():
            continue
        if not published.is_intact(HTML):
            raise BuildError(f"files of {published.html} were altered after they were built; build this edition again")
        if published.record().get("untranslated"):
            raise BuildError(
                f"{published.html} shows blocks that are not translated; `statbook check` lists them. "
                "Translate them and build again, or build one language: `statbook build --lang en`"
            )
        day = str(json.loads((published.html / RECORD).read_text(encoding="utf-8"))["as_of"])
        found[day] = BuiltEdition(published.html, day, book.locale)
    if not found:
        raise BuildError(f"there is no built book in {book.build}: run `statbook build` first")
    return [found[day] for day in sorted(found, reverse=True)]


def with_menu(page: str, path: str, edition: BuiltEdition, editions: list[BuiltEdition]) -> str:
    """The HTML *page* at *path* of an *edition* with the menu of all *editions*, the newest of which comes first.

    The menu leads to the same page of another edition, or to its front page if it does not have that page, in the
    language of the page as far as there is one.
    """
    first = path.partition("/")[0]
    with speaking(first if first in edition.languages else ENGLISH, edition.locale):
        return _with_menu(page, path, edition, editions)


def _with_menu(page: str, path: str, edition: BuiltEdition, editions: list[BuiltEdition]) -> str:
    here = posixpath.dirname(posixpath.join(_place(edition, editions), path))
    listed = []
    for other in editions:
        front = f"{spoken()}/index.html" if spoken() in other.languages else "index.html"
        target = path if (other.html / path).is_file() else front
        address = posixpath.relpath(posixpath.join(_place(other, editions), target), here or ".")
        listed.append({"day": period_in_words(other.day, spoken()), "address": address, "own": other is edition})
    if len(listed) == 1:
        return page
    return _ARTICLE.sub(lambda found: found[0] + _MENU.render(editions=listed, say=say), page, count=1)


def _place(edition: BuiltEdition, editions: list[BuiltEdition]) -> str:
    """The folder of an edition below that of all."""
    return "" if edition is editions[0] else f"{EDITIONS}/{edition.day}"


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in files_in(folder))
