"""The review file: what is written is read back, and what is no review is told with its place."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from orchard_book import orchard
from reviewing import reviewed
from statbook.errors import DataError
from statbook.review.review_file import COLUMNS, ROWS, TEXT, read_review
from statbook.review.write_review import write_review

KNOWN = {name: f"{name}." for name in TEXT}


CELLS = st.lists(st.text(st.sampled_from('a=+-@7亿;, "＝|[]'), max_size=9), min_size=1, max_size=len(ROWS))


@settings(max_examples=15)
@given(rows=st.lists(CELLS, min_size=1, max_size=30))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    written = [
        dict(zip(ROWS, (" ".join(cell.split()) for cell in cells), strict=False)) | {"printed": "7"} for cells in rows
    ]
    with TemporaryDirectory() as folder:
        data, file = orchard(Path(folder)), Path(folder) / "r.csv"
        write_review(data, file, KNOWN, written)
        read = read_review(file)

    assert [{name: row.get(name, "") for name in ROWS} for row in written] == read.rows.to_dict("records")
    assert (KNOWN, [*range(2, len(rows) + 2)]) == (read.text, [*read.rows.index])


def test_a_workbook_says_what_the_csv_says(data: Path) -> None:
    one, other = (read_review(reviewed(data, note="=1+1", file=name)[0]) for name in ("r.csv", "r.xlsx"))

    assert one.text == other.text
    assert one.rows.to_dict("index") == other.rows.to_dict("index")


def test_columns_may_stand_in_any_order_beside_others(data: Path) -> None:
    file, _ = reviewed(data)
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    frame[[*reversed(frame.columns)]].assign(mine="seen").to_csv(file, index=False)
    review = read_review(file)

    assert "七月果园" == review.text["text_title"]
    assert "r.csv:2:AE (decision)" == review.fault(2, "decision", "", "").where
    assert ["7亿元", "5%", "3亿元", "4亿元", "67亿元"] == [*review.rows["printed"]]


def change(file: Path, old: str, new: str) -> Path:
    file.write_text(file.read_text(encoding="utf-8-sig").replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"decision"', '"choice"', "r.csv:1: found no column decision; expected those of a review"),
        ('"offset"', '"place"', "r.csv:1: found no column offset"),
        ('"name"', '"note"', "found the column 'note' a second time; expected each column once"),
        ('"accept"', '"accept","accept"', "r.csv:2: found 32 cells; expected 31, as in the header"),
        (
            '"七月果园"',
            '"八月果园"',
            "r.csv:3:AE (text_title): found '七月果园'; expected '八月果园', as in the first row",
        ),
    ],
)
def test_what_is_no_review_is_told_with_its_place(old: str, new: str, words: str, data: Path) -> None:
    with pytest.raises(DataError) as error:
        read_review(change(reviewed(data)[0], old, new))

    assert words in str(error.value)


def test_the_page_itself_is_no_review(data: Path) -> None:
    with pytest.raises(DataError, match=r"r\.html: found the page; expected the CSV file that it saves"):
        read_review(reviewed(data, file="r.html")[0])


def test_a_workbook_that_was_made_of_the_csv_has_the_text_in_its_rows(data: Path) -> None:
    file, _ = reviewed(data)
    with pd.ExcelWriter(data.parent / "r.xlsx") as book:
        pd.read_csv(file, dtype=str, keep_default_na=False).to_excel(book, sheet_name="review", index=False)

    assert read_review(file).text == read_review(data.parent / "r.xlsx").text


def test_a_line_of_csv_without_any_text_is_no_row(data: Path) -> None:
    file, _ = reviewed(data)
    file.write_text(file.read_text(encoding="utf-8-sig") + "\r\n" + '""' + ',""' * (len(COLUMNS) - 1) + "\r\n", "utf-8")

    assert 5 == len(read_review(file).rows)


def test_what_a_person_types_into_the_workbook_is_text(data: Path) -> None:
    file, _ = reviewed(data, file="r.xlsx")
    book = load_workbook(file)
    book["review"]["H2"] = "2025-08"
    book.save(file)

    assert "2025-08" == read_review(file).rows.at[2, "period"]
