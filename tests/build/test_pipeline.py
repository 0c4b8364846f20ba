"""The steps of a build: nothing runs on bad data, a failure leaves the last good book, write errors are one sentence."""

from __future__ import annotations

import errno
import json
import random
import re
import shutil
from pathlib import Path

import pytest

from minimal_book import CITED, add_cell, bring, chapter_of, copy_assets, minimal_book, quiet
from statbook.build.pipeline import all_pdfs, report_write_errors
from statbook.build.targets import build_book
from statbook.errors import BuildError, ChapterError
from statbook.project.paths import Book


def test_the_last_good_book_survives_a_failure(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    page = build_book(book, quiet)
    before = {path: path.read_bytes() for path in book.html.rglob("*") if path.is_file()}
    add_cell(book, "sources", "1 / 0")
    with pytest.raises(ChapterError):
        build_book(book, quiet)

    assert page.is_file()
    assert before == {path: path.read_bytes() for path in book.html.rglob("*") if path.is_file()}
    assert [] == [path.name for path in book.build.iterdir() if path.name.startswith("work-")]


def sentence(book: Book, number: int) -> None:
    """Another sentence on the front page, with a number that it did not cite."""
    path = book.root / "index.ipynb"
    chapter_of(path, "index", f"# A book\n\nMoney{' again' * number}: {{num}}`{CITED}`, at {{time}}`{CITED}`.")


def title(book: Book, number: int) -> None:
    """Another title of a chapter, which every page lists."""
    path = book.root / "chapters" / "sources.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"# [^"]*?(\\n)?"', rf'"# Sources{" again" * number}\1"', text, count=1), encoding="utf-8")


def homepage(book: Book, number: int) -> None:
    """Another address of the book, which every page tells."""
    path = book.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8")) | {"homepage": f"https://book{number}.example"}
    path.write_text(json.dumps(package), encoding="utf-8")


def test_a_book_built_after_changes_has_the_bytes_of_one_built_from_nothing(
    tmp_path: Path, fonts_of_the_book: Path, rounds: int
) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    build_book(book, quiet)
    chance = random.Random(9)
    acts = [bring, sentence, title, homepage]
    for number in range(max(4, rounds // 10)):
        acts[number % 4](book, chance.randrange(10))
        build_book(book, quiet)
        fresh = Book(tmp_path / f"fresh-{number}")
        shutil.copytree(book.root, fresh.root, ignore=shutil.ignore_patterns("_build"))
        copy_assets(fresh, fonts_of_the_book)
        build_book(fresh, quiet)
        made, again = (files(each) for each in (book, fresh))

        assert [] == [name for name in {*made, *again} if made.get(name) != again.get(name)], number


def files(book: Book) -> dict[str, bytes]:
    """The files of the pages and PDFs of a built book."""
    found = (path for folder in (book.html, book.pdf) for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(book.build).as_posix(): path.read_bytes() for path in found}


def test_bad_data_stop_the_build_before_anything_runs(copy: Book) -> None:
    path = copy.data / "trade.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",exact,", ",precisely,", 1), encoding="utf-8")

    with pytest.raises(BuildError, match="found 'precisely'"):
        build_book(copy, quiet)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EACCES, "Permission denied", "a/file"), "a/file cannot be written: Permission denied"),
        (OSError(errno.ENOSPC, "No space left on device", "a/file"), "no space is left in"),
        (shutil.Error([("a", "b", "[Errno 5] Input/output error: 'b'")]), "b cannot be written: .*Input/output error"),
        (shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")]), "no space is left in"),
    ],
)
def test_a_write_that_fails_is_told_in_one_sentence(copy: Book, error: OSError, words: str) -> None:
    with pytest.raises(BuildError, match=words) as told, report_write_errors(copy.build):
        raise error

    assert "\n" not in str(told.value)
    assert "last good book" not in str(told.value)


def test_a_write_that_fails_says_that_the_last_good_book_stands_where_there_is_one(copy: Book) -> None:
    copy.html.mkdir(parents=True)
    with pytest.raises(BuildError, match=r"The last good book is untouched\.$"), report_write_errors(copy.build):
        raise OSError(errno.EACCES, "Permission denied", "a/file")


def test_the_pdfs_of_a_book_are_its_own_and_those_of_its_chapters() -> None:
    assert ["book", "trade", "sources"] == all_pdfs(["index", "trade", "sources"])
