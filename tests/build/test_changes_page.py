"""The page "What changed", its record, and the previous book."""

from __future__ import annotations

from pathlib import Path

from statbook.build.changes_page import CHANGES, PREVIOUS, add_changes_page, keep_previous
from statbook.changes import RECORD, BookRecord
from statbook.project.paths import Book
from statbook.store import Store


def built(folder: Path, says: str) -> Path:
    folder.mkdir(parents=True)
    (folder / RECORD).write_text(says, encoding="utf-8")
    return folder


def test_the_book_before_is_kept_only_if_it_said_something_else(tmp_path: Path) -> None:
    book = Book(tmp_path)
    built(book.staging, "now")
    keep_previous(book.build, built(tmp_path / "one" / "stage", "now").parent)
    assert not (book.build / "before").exists()

    keep_previous(book.build, built(tmp_path / "two" / "stage", "then").parent)
    keep_previous(book.build, built(tmp_path / "three" / "stage", "now").parent)
    assert "then" == ((book.build / PREVIOUS) / RECORD).read_text(encoding="utf-8")


def test_the_page_and_the_record_are_added_for_staging_and_site(store: Store, tmp_path: Path) -> None:
    add_changes_page(store, tmp_path, {"chapters": {}})

    assert (tmp_path / RECORD).read_bytes() == (tmp_path / "_extra" / RECORD).read_bytes()
    assert store.as_of == BookRecord.read(tmp_path).as_of
    assert "# What changed" in (tmp_path / f"{CHANGES}.md").read_text(encoding="utf-8")


def test_a_book_to_compare_with_is_named_on_the_page(store: Store, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    add_changes_page(store.on("2025-03-01"), tmp_path / "old", {"chapters": {}})
    alone, compared = tmp_path / "alone", tmp_path / "compared"
    for folder, since in ((alone, None), (compared, BookRecord.read(tmp_path / "old"))):
        folder.mkdir()
        add_changes_page(store, folder, {"chapters": {}}, since)

    pages = [(folder / f"{CHANGES}.md").read_text(encoding="utf-8") for folder in (alone, compared)]
    assert len(pages[0]) < len(pages[1])
