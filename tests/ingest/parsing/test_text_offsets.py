"""Places of printed numbers in the texts that printed them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from changed_book import change
from statbook.errors import DataError
from statbook.ingest.parsing.text_offsets import fill_offsets, read_texts
from statbook.ingest.readers.grid import Place
from statbook.project.paths import Book
from statbook.store import Store

TEXT = "苹果7亿元，增长5%；梨9亿元，下降5%。{x}果"


def rows(*printed: str, offset: str = "", cell: str = "", source: str = "old") -> pd.DataFrame:
    cells = {"source": source, "offset": offset, "cell": cell}
    return pd.DataFrame([{"where": Place("t.csv", 2, 0), "printed": form} | cells for form in printed])


def test_an_offset_is_found_where_the_printed_form_stands_once() -> None:
    made, faults = fill_offsets(rows("7亿元", "下降5%"), {"old": TEXT}, {})

    assert [] == faults
    assert ["2", "16"] == list(made["offset"])
    assert ["苹果", "9亿元，"] == [text[-4:] for text in made["before"]]


def test_several_places_are_a_fault_that_shows_them() -> None:
    made, faults = fill_offsets(rows("5%"), {"old": TEXT}, {"printed": 1, "offset": 2})

    assert [""] == list(made["offset"])
    assert [
        "t.csv:2:C (offset): found '5%' at 2 places of old: 8 (苹果7亿元，增长5%；梨9亿元，下降), 18 (；梨9亿元，下降5%。{x}果); "
        "expected the offset of the one that is meant. Write it into the column offset, "
        "or more of the words into printed."
    ] == [*map(str, faults)]


def test_a_form_that_stands_nowhere_and_an_offset_where_it_does_not_stand_are_faults() -> None:
    (nowhere,) = fill_offsets(rows("8亿元"), {"old": TEXT}, {"printed": 1})[1]
    (elsewhere,) = fill_offsets(rows("7亿元", offset="3"), {"old": TEXT}, {"offset": 2})[1]

    assert "t.csv:2:B (printed): found '8亿元', which does not stand in old" in str(nowhere)
    assert "found offset 3, where '7亿元' does not stand; expected 2 (苹果7亿元，增长5%；梨9)" in str(elsewhere)


@pytest.mark.parametrize("given", [{"offset": "8"}, {"cell": "A1"}, {"source": "other"}])
def test_a_right_offset_a_cell_and_other_sources_stay_as_they_are(given: dict[str, str]) -> None:
    made, faults = fill_offsets(rows("5%", **given), {"old": TEXT}, {})

    assert [] == faults
    assert given.items() <= made.iloc[0].to_dict().items()


def test_texts_are_those_of_their_sources_as_far_as_they_are_there(data: Path) -> None:
    change(Book(data.parent), "sources", 2, sha256=hashlib.sha256(TEXT.encode()).hexdigest())
    assert {} == read_texts(Store.load(data), data.parent, ["old", "unknown"])
    (data.parent / "old.txt").write_text(TEXT, encoding="utf-8")
    (data.parent / "new.txt").write_text("x", encoding="utf-8")

    found = read_texts(Store.load(data), data.parent, ["old", "unknown"], ("new", data.parent / "new.txt"))

    assert {"old": TEXT, "new": "x"} == found
    assert {} == read_texts(Store.load(data), None, ["old"])


def test_a_text_with_other_bytes_or_in_another_encoding_is_refused(data: Path) -> None:
    (data.parent / "old.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(DataError, match="another SHA-256"):
        read_texts(Store.load(data), data.parent, ["old"])
    (data.parent / "new.txt").write_bytes("苹果".encode("gb18030"))
    with pytest.raises(DataError, match=r"new\.txt: found another encoding; expected text in UTF-8"):
        read_texts(Store.load(data), None, [], ("new", data.parent / "new.txt"))
