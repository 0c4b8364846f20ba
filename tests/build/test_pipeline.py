"""The steps of a build: nothing runs on bad data, a failure leaves the last good book, write errors are one sentence."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from minimal_book import add_cell, minimal_book, quiet
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
