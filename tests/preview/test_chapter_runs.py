"""Chapters run for a preview once, and one process draws for all that run."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from minimal_book import minimal_book
from statbook.charts import fonts
from statbook.preview import chapter_runs
from statbook.preview.chapter_runs import ChapterRuns
from statbook.preview.draft import Draft
from statbook.project.paths import Book


def test_chapters_that_a_build_keeps_do_not_run(built: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapter_runs, "execute", lambda _, jobs, *__, **___: pytest.fail(f"{len(jobs)} chapters ran"))
    preview = Draft(built, tmp_path / "preview", "", lambda _: None, lambda: False)
    preview.update([])
    preview.close()

    assert (tmp_path / "preview" / "site" / "chapters" / "trade.html").is_file()


def test_the_process_that_draws_stays_until_other_fonts_are_needed_or_all_ends(
    tmp_path: Path, fonts_of_the_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    runs = ChapterRuns(book, book, tmp_path, lambda _: None, ())
    addresses = []
    for folder in (fonts.folder(book), fonts.folder(book), tmp_path / "others"):
        monkeypatch.setattr(fonts, "folder", lambda _, folder=folder: folder)
        runs.expect_drawings()
        addresses.append(book.drawer.read_text(encoding="utf-8"))
    runs.close()

    assert addresses[0] == addresses[1] != addresses[2]
    assert not book.drawer.exists()


def test_a_process_that_draws_is_renewed_when_it_was_killed(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    runs = ChapterRuns(book, book, tmp_path, lambda _: None, ())
    before = {*psutil.Process().children(recursive=True)}
    runs.expect_drawings()
    first = book.drawer.read_text(encoding="utf-8")
    drawing = [one for one in psutil.Process().children(recursive=True) if one not in before]
    for one in drawing:
        one.kill()
    while runs._drawer.runs():
        pass
    runs.expect_drawings()
    runs.expect_drawings()
    second = book.drawer.read_text(encoding="utf-8")
    runs.close()

    assert drawing and first != second
