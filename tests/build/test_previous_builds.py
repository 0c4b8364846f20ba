"""Built books to be compared, and what the book of an early day holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from minimal_book import quiet
from statbook.build.previous_builds import (
    CHANGES,
    PREVIOUS,
    add_changes_page,
    keep_previous,
    record_folder,
    records_in_one_language,
)
from statbook.changes import RECORD, BookRecord
from statbook.errors import BuildError
from statbook.project.paths import FEED, Book
from statbook.store import AS_OF, Store


def built(folder: Path, says: str) -> Path:
    folder.mkdir(parents=True)
    (folder / RECORD).write_text(says, encoding="utf-8")
    return folder


def test_a_book_is_found_in_its_folder_or_in_one_that_holds_it(tmp_path: Path) -> None:
    book = Book(tmp_path)
    site = built(tmp_path / "elsewhere" / "_build" / "html", "{}")

    for where in (site, site.parent, site.parents[1]):
        assert site == record_folder(book, str(where), quiet)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("now", "no book was built yet"),
        ("before", "no earlier book is kept here"),
        ("yesterday", "'yesterday' is neither a day, such as 2026-03-25, nor the folder of a built book"),
    ],
)
def test_where_no_book_is_one_is_told(tmp_path: Path, where: str, message: str) -> None:
    with pytest.raises(BuildError, match=message):
        record_folder(Book(tmp_path), where, quiet)


def test_a_day_before_anything_was_known_is_refused(copy: Book) -> None:
    with pytest.raises(BuildError, match="nothing was known on 2020-01-01: the first number"):
        record_folder(copy, "2020-01-01", quiet)


def test_what_is_declared_of_later_numbers_is_no_fault_of_an_early_day(copy: Book) -> None:
    (copy.data / AS_OF).write_text("2024-03-19", encoding="utf-8")
    store = Store.load(copy.data)

    assert store.has_day
    assert [] == [entry for entry in store.relations if entry["figure"] not in store.by_obs]
    assert store.comes_later("new_loans", ["corporate"])
    assert not store.comes_later("new_loans", ["nobody"])


def test_the_book_before_is_kept_only_if_it_said_something_else(tmp_path: Path) -> None:
    book = Book(tmp_path)
    built(book.staging, "now")
    keep_previous(book.build, built(tmp_path / "one" / "stage", "now").parent)
    assert not (book.build / "before").exists()

    keep_previous(book.build, built(tmp_path / "two" / "stage", "then").parent)
    keep_previous(book.build, built(tmp_path / "three" / "stage", "now").parent)
    assert "then" == ((book.build / PREVIOUS) / RECORD).read_text(encoding="utf-8")


def test_the_book_before_is_kept_in_all_its_languages(tmp_path: Path) -> None:
    book = Book(tmp_path)
    built(book.staging, "now")
    old = built(tmp_path / "old" / "stage", "then").parent
    built(old / "translated" / "zh", "那时")
    keep_previous(book.build, old)

    assert "那时" == (book.build / PREVIOUS / "zh" / RECORD).read_text(encoding="utf-8")


def test_two_books_are_compared_in_a_language_that_both_have(tmp_path: Path) -> None:
    def titles() -> list[str]:
        records = records_in_one_language([tmp_path / "one", tmp_path / "other"], "zh")
        return [record.chapters["credit"] for record in records]

    for place, title in (("one", "Credit"), ("other", "Credit"), ("one/zh", "贷款")):
        record = BookRecord("2026-03-25", "1", {"credit": title}, {}, (), (), (), {})
        built(tmp_path / place, record.as_json())
    assert ["Credit", "Credit"] == titles()

    built(tmp_path / "other/zh", replace(record, chapters={"credit": "信贷"}).as_json())
    assert ["贷款", "信贷"] == titles()


def test_the_page_and_the_record_are_added_for_staging_and_site(store: Store, tmp_path: Path) -> None:
    add_changes_page(store, tmp_path, {"chapters": {}})

    assert (tmp_path / RECORD).read_bytes() == (tmp_path / "_extra" / RECORD).read_bytes()
    assert store.as_of == BookRecord.read(tmp_path).as_of
    assert "# What changed" in (tmp_path / f"{CHANGES}.md").read_text(encoding="utf-8")


def test_a_feed_is_added_where_the_book_has_an_address(copy: Book, tmp_path: Path) -> None:
    for homepage in ("", "https://book.example"):
        path = copy.data / "datapackage.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"homepage": homepage}), encoding="utf-8")
        add_changes_page(Store.load(copy.data), tmp_path, {"chapters": {}})

        assert bool(homepage) == (tmp_path / "_extra" / FEED).is_file()


def test_a_book_to_compare_with_is_named_on_the_page(store: Store, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    add_changes_page(store.on("2025-03-01"), tmp_path / "old", {"chapters": {}})
    alone, compared = tmp_path / "alone", tmp_path / "compared"
    for folder, since in ((alone, None), (compared, BookRecord.read(tmp_path / "old"))):
        folder.mkdir()
        add_changes_page(store, folder, {"chapters": {}}, since)

    pages = [(folder / f"{CHANGES}.md").read_text(encoding="utf-8") for folder in (alone, compared)]
    assert len(pages[0]) < len(pages[1])
