"""Cells of a workbook as text."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from adding import LEVELS, SHORT, added, refused, values, with_recipe, workbook
from statbook.errors import DataError
from statbook.ingest.readers.workbook_cells import Cell, Sheet
from statbook.ingest.readers.workbook_reader import read_sheets, read_workbook
from statbook.ingest.readers.workbook_worker import _read_rows, _show_cell


def test_a_workbook_says_what_it_hides_and_rounds_and_may_hold_a_chart(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    book = Workbook()
    for cells in (["月份", "苹果"], ["2025年7月", 7.25], ["2025年8月", 8]):
        book.active.append(cells)
    book.active["B2"].number_format = "#,##0.0"
    book.active.row_dimensions[3].hidden = True
    book.create_chartsheet("chart")
    out = io.BytesIO()
    book.save(out)
    made = added(data, out.getvalue(), "other", "table.xlsx")

    assert {"china.2025-07.apples": "730000000", "china.2025-08.apples": "800000000"} == values(made)
    told = (
        "hidden rows are read too: 1",
        "numbers stored with more digits than their format shows are taken as shown: 1",
    )
    assert told == made.notes[-2:]


def test_a_workbook_says_which_columns_it_hides_and_that_a_sheet_it_hides_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "seen"
    hidden = book.create_sheet("two")
    hidden.append(["month", 1, 2, 3])
    hidden.sheet_state = "hidden"
    for letters in ("B", "D", "F"):
        hidden.column_dimensions[letters].hidden = True
    book.save(tmp_path / "table.xlsx")

    notes = ("hidden columns are read too: B, D", "a hidden sheet is read too: two")
    assert notes == read_workbook(tmp_path / "table.xlsx", "two").notes


def far(book: Workbook) -> None:
    book.active["XFD1048576"] = 1


def formula(book: Workbook) -> None:
    book.active["A1"] = "=1+1"


def two_sheets(book: Workbook) -> None:
    book.active["A1"] = 1
    book.create_sheet("other")["A1"] = 2


def thousands(book: Workbook) -> None:
    book.active["A1"] = 1234.5
    book.active["A1"].number_format = "#,##0,"


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


BAD_SHEETS = {
    "a cell at the end of the sheet": (lambda: workbook(far), "row 1,048,576 and column 16,384"),
    "a formula without its result": (lambda: workbook(formula), "table.xlsx:Sheet:1:A: found a formula without"),
    "a format that scales": (lambda: workbook(thousands), "table.xlsx:Sheet:1:A: found a number shown in thousands"),
    "two sheets": (lambda: workbook(two_sheets), "2 sheets with cells (Sheet, other)"),
    "no cells": (lambda: workbook(lambda book: None), "no sheet with cells"),
    "a document type": (lambda: packed(**{"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "a document type"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_SHEETS)
def test_a_sheet_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    make, words = BAD_SHEETS[name]

    assert words in refused(shared_data, tmp_path, "table.xlsx", make())


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, 12, 30), "2026-01-31 12:30:00"),
        (time(12, 30), "12:30:00"),
        (2026, "2026"),
        (True, "TRUE"),
    ],
)
def test_a_day_is_a_day_and_keeps_its_time_only_if_it_has_one(tmp_path: Path, cell: Any, text: str) -> None:
    book = Workbook()
    book.active.append(["when"])
    book.active.append([cell])
    book.save(tmp_path / "table.xlsx")

    assert text == read_workbook(tmp_path / "table.xlsx").frame.iloc[1, 0]


def saved(folder: Path, cells: list[tuple[Any, str]]) -> Path:
    """A workbook with these values in column A, each in its format."""
    book = Workbook()
    for value, code in cells:
        book.active.append([value])
        book.active.cell(book.active.max_row, 1).number_format = code
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


def test_a_number_has_the_decimals_of_its_format(tmp_path: Path) -> None:
    cells = {
        (0.0712, "0%"): "7%", (0.0712, "0.0%"): "7.1%", (0.0712, "0.00%"): "7.12%", (0.5, "0.00%"): "50.00%",
        (-0.5, "0%"): "-50%", (2, "0%"): "200%", (0.0712, "General"): "0.0712", (12, "#,##0.00"): "12.00", (True, "0%"): "TRUE",
        ("7", "0%"): "7", ("\n7 \n", "@"): "7 ",
    }  # fmt: skip
    grid = read_workbook(saved(tmp_path, list(cells)))

    assert list(cells.values()) == list(grid.frame[0])
    assert "numbers stored with more digits than their format shows are taken as shown: 2" in grid.notes


def test_numbers_that_are_shown_rounded_are_counted(tmp_path: Path) -> None:
    rounded = [(7.25, "0.0"), (7.25, "0"), (7.25, '0" t"'), (7.25, "#,##0.0;0.00"), (-7.25, "0.0")]
    exact = [(7.25, "0.00"), (7.25, "0.000"), (7.25, "General"), (7.25, "@"), (7, "0"), (0.07, "0%"), ("7.25", "0")]
    grid = read_workbook(saved(tmp_path, rounded + exact))

    assert (
        "the sheet Sheet",
        "numbers stored with more digits than their format shows are taken as shown: 5",
    ) == grid.notes


def test_every_number_that_is_shown_in_thousands_is_named(tmp_path: Path) -> None:
    cells = [(1, "#,##0,"), (1, "#,##0"), (1, "0.0,,"), (1, '0","'), (1, "0;0,"), ("1", "0,"), (1, "0\\,"), (1, "?,")]

    with pytest.raises(DataError) as error:
        read_workbook(saved(tmp_path, cells))

    assert [f"table.xlsx:Sheet:{line}:A" for line in (1, 3, 8)] == [fault.where for fault in error.value.faults]


def test_a_sheet_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(workbook(lambda book: book.active.cell(1_000_001, 5, 1)))

    with pytest.raises(DataError, match="row 1,000,001 and column 5; expected at most 5,000,000 cells from its first"):
        read_workbook(tmp_path / "table.xlsx")


def test_a_sheet_is_taken_by_its_name_and_hidden_ones_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "seen"
    book.create_sheet("two")["B2"] = "named"
    book.create_sheet("three")["A1"] = "hidden"
    book["three"].sheet_state = "hidden"
    book.save(tmp_path / "table.xlsx")
    grid = read_workbook(tmp_path / "table.xlsx", "two")

    assert [["", ""], ["", "named"]] == grid.frame.to_numpy().tolist()
    assert ("two", ("hidden sheets are ignored: three",)) == (grid.sheet, grid.notes)
    with pytest.raises(DataError, match="found no sheet 'four'; expected one of Sheet, two"):
        read_workbook(tmp_path / "table.xlsx", "four")


def test_several_sheets_are_taken_by_their_names_or_by_patterns_in_the_order_of_the_file(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("2024", "2023", "note", "empty", "2022"):
        book.create_sheet(name)
        if name != "empty":
            book[name]["A1"] = name
    book["2022"].sheet_state = "hidden"
    book.save(tmp_path / "table.xlsx")

    def names(*wanted: str) -> list[str]:
        return [grid.sheet for grid in read_sheets(tmp_path / "table.xlsx", wanted)]

    assert ["2024", "2023"] == names("2023", "2024") == names("20*") == names("20*", "2024")
    assert ["2024", "2023", "note"] == names("*")
    assert (["note"], ["2022"]) == (names("note"), names("2022"))
    with pytest.raises(DataError, match="found no sheet '21\\*'; expected one of Sheet, 2024"):
        names("21*")


def test_faults_of_all_sheets_are_told_at_once(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("a", "b"):
        book.create_sheet(name)["A1"] = 1000
        book[name]["A1"].number_format = "0,"
    book.save(tmp_path / "table.xlsx")

    with pytest.raises(DataError) as error:
        read_sheets(tmp_path / "table.xlsx", ["a", "b"])

    assert ["table.xlsx:a:1:A", "table.xlsx:b:1:A"] == [fault.where for fault in error.value.faults]


ALONE = Sheet("s", is_visible=True, cells=lambda: iter(()))


@pytest.mark.parametrize(
    ("code", "scales", "text"),
    [
        ("General", False, "1234.5678"), ("@", False, "1234.5678"), ("0", False, "1235"), ("0.00", False, "1234.57"), ("#,##0.0", False, "1,234.6"), ("0%", False, "123457%"), ("0.0%", False, "123456.8%"), ("#,##0,", True, ""),
        ("0.0,,", True, ""), ("0;0.00", False, "1235"), ("0;0,", False, "1235"), ('0.0"%"', False, "1234.6%"), ("", False, "1234.5678"),
    ],
)  # fmt: skip
def test_a_format_tells_its_decimals_and_whether_it_scales(code: str, scales: bool, text: str) -> None:
    found, _, fault = _show_cell(Cell(1, 1, 1234.5678, code), ALONE)

    assert (text, scales) == (found, fault is not None)
    assert not fault or "shown in thousands by its format (1234.5678" in fault[0]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (None, "General", ""), (0, "General", "0"), (0.5, "0%", "50%"), (0.5, "0.0%", "50.0%"), (2, "0%", "200%"), (False, "0%", "FALSE"), (" a ", "@", " a "), (1e20, "General", "1E+20"), (0.1 + 0.2, "0.0", "0.3"),
        (46053, "yyyy-mm-dd", "2026-01-31"), (46053, "yyyy-mm", "2026-01"), (46053 + 1 / 86_400, "yyyy-mm-dd hh:mm:ss", "2026-01-31 00:00:01"), (46053, "General", "46053"),
    ],
)  # fmt: skip
def test_a_cell_is_text_as_its_format_shows_it(value: Any, code: str, text: str) -> None:
    shown, remarks, fault = _show_cell(Cell(1, 1, value, code), ALONE)

    assert (text, frozenset(), None) == (shown, remarks, fault)


def test_a_sheet_extends_to_its_last_cell_and_counts_hidden_rows() -> None:
    cells = [Cell(2, 3, "a"), Cell(4, 1, "b", is_hidden=True), Cell(4, 2, "c", is_hidden=True)]
    cells.append(Cell(1, 1, None, merged=(9, 9)))
    rows, notes, merged = _read_rows(Sheet("s", is_visible=True, cells=lambda: iter(cells)))

    assert [["", "", ""], ["", "", "a"], ["", "", ""], ["b", "c", ""]] == rows
    assert ["hidden rows are read too: 1"] == notes
    assert [(1, 1, 9, 9)] == merged
    assert ([], [], []) == _read_rows(ALONE)
