"""The gate counts what it checked and tells all faults at once; what rests on faulty data is not checked."""

from __future__ import annotations

import json

from statbook.checks.whole_book import check_book
from statbook.project.paths import Book
from statbook.store import Store


def test_the_real_book_is_sound_and_counted(book: Book, store: Store) -> None:
    found = check_book(book, store=store)

    assert () == found.faults
    assert (len(store.history), 10) == (found.numbers, found.chapters)
    assert found.unverified > len(store.observations)
    assert 0 == found.verified


def test_faults_of_data_and_of_chapters_are_told_together(copy: Book) -> None:
    table = copy.data / "trade.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",exact,", ",precisely,", 1), encoding="utf-8")
    path = copy.root / "chapters" / "sources.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["source"].append("\nIt grew by 18.8 percent.")
    path.write_text(json.dumps(content), encoding="utf-8")
    found = check_book(copy)

    assert any("found 'precisely'" in fault for fault in found.faults)
    assert any("sources.ipynb, cell 0" in fault and "'18.8'" in fault for fault in found.faults)
    assert (0, 0) == (found.verified, found.unverified), "offsets of faulty rows are not looked up"


def test_numbers_that_contradict_one_another_are_a_fault(copy: Book) -> None:
    table = copy.data / "trade.csv"
    text = table.read_text(encoding="utf-8")
    assert ",69.3%," in text
    table.write_text(text.replace(",69.3,", ",79.3,", 1).replace(",69.3%,", ",79.3%,", 1), encoding="utf-8")
    found = check_book(copy).faults

    assert any(
        "found 79.3%, which contradicts other printed numbers (growth from the parts)" in fault for fault in found
    )
