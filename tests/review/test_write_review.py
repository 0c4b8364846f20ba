"""A review as CSV, workbook and page: whole or not at all, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from reviewing import reviewed
from statbook.errors import StatbookError
from statbook.review.review_file import COLUMNS, ROWS, read_review
from statbook.review.write_review import find_choices, write_review
from statbook.store import Store


def test_the_csv_has_every_column_and_no_cell_like_a_formula(data: Path) -> None:
    file, _ = reviewed(data, note="=1+1")
    lines = file.read_bytes().decode("utf-8").split("\r\n")

    assert ",".join(f'"{name}"' for name in COLUMNS) == lines[0].removeprefix("\ufeff")
    assert '"\'=1+1"' in lines[1]
    assert "=1+1" == read_review(file).rows.at[2, "note"]


def test_the_workbook_offers_closed_lists_and_takes_what_is_typed_as_text(data: Path) -> None:
    file, _ = reviewed(data, note="=1+1", file="r.xlsx")
    book = load_workbook(file)
    sheet = book["review"]
    offers = {str(each.sqref): (each.formula1, each.errorStyle) for each in sheet.data_validations.dataValidation}
    header = {cell.value: cell.column_letter for cell in sheet[1]}

    assert ["review", "text", "lists"] == book.sheetnames
    assert [*ROWS] == [*header]
    assert ("lists!$A$2:$A$3", "warning") == offers["A2:A6"]
    measures = offers[f"{header['measure']}2:{header['measure']}6"][0].removeprefix("lists!").replace("$", "")
    assert "level" == book["lists"][measures][0][0].value
    assert ("=1+1", "s", "@") == tuple(
        getattr(sheet[f"{header['note']}2"], name) for name in ("value", "data_type", "number_format")
    )
    assert ["text_file", "release.txt"] == [cell.value for cell in book["text"][2]][:2]


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx", "r.html"])
def test_the_same_review_gives_the_same_bytes(name: str, data: Path) -> None:
    first = reviewed(data, file=name)[0].read_bytes()

    assert first == reviewed(data, file=name)[0].read_bytes()


def test_a_review_is_not_replaced_unless_that_is_wanted(data: Path) -> None:
    file, _ = reviewed(data)
    review, before = read_review(file), file.read_bytes()
    rows = review.rows.to_dict("records")

    for path, words in (
        (file, "is there already"),
        (data / "r.csv", "name another folder"),
        (file.with_suffix(".ods"), "no format"),
    ):
        with pytest.raises(StatbookError, match=words):
            write_review(data, path, review.text, rows)
    assert before == file.read_bytes()
    write_review(data, file, review.text, rows, force=True)
    assert before == file.read_bytes()


def test_the_choices_are_those_of_the_data_with_their_meaning(data: Path) -> None:
    choices = find_choices(Store.load(data))

    assert ("apples", "Apples, 苹果") == choices["indicator"][0]
    assert [("China", "China, 中国"), ("North", "North, 北方"), ("South", "South, 南方")] == choices["region"]
    assert ("at", "at the end of the period") in choices["timing"]
    assert {"decision", "timing", "measure", "bound", "status", "indicator", "region", "unit"} == set(choices)


def test_a_page_of_too_many_numbers_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statbook.review.write_review.MOST_ON_PAGE", 4)
    with pytest.raises(
        StatbookError, match=r"r\.html: more than 4 numbers are too many for a page; write \.csv or \.xlsx"
    ):
        reviewed(data, file="r.html")
    assert not (data.parent / "r.html").exists()
