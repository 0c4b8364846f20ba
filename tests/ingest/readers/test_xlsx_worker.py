"""Cells of a workbook as text."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook

from adding import LEVELS, SHORT, added, refused, values, with_recipe, workbook
from statbook.errors import DataError
from statbook.ingest.readers.xlsx_reader import read_workbook
from statbook.ingest.readers.xlsx_worker import Refused, _cell_text, _column_number, _parse_format, _Scan


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

    assert {"china.2025-07.apples": "725000000", "china.2025-08.apples": "800000000"} == values(made)
    told = ("hidden rows are read too: 1", "numbers that their format shows rounded are read as stored: 1")
    assert told == made.notes[-2:]


def far(book: Workbook) -> None:
    book.active["XFD1048576"] = 1


def formula(book: Workbook) -> None:
    book.active["A1"] = "=1+1"


def two_sheets(book: Workbook) -> None:
    book.active["A1"] = 1
    book.create_sheet("other")["A1"] = 2


def thousands(book: Workbook) -> None:
    book.active["A1"] = 1234.5
    book.active["A1"].number_format = '#,##0,"k"'


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
        (True, "True"),
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


def test_a_percentage_has_the_decimals_of_its_format_and_other_numbers_are_as_stored(tmp_path: Path) -> None:
    cells = {
        (0.0712, "0%"): "7%", (0.0712, "0.0%"): "7.1%", (0.0712, "0.00%"): "7.12%", (0.5, "0.00%"): "50.00%",
        (-0.5, "0%"): "-50%", (2, "0%"): "200%", (0.0712, "General"): "0.0712", (12, "#,##0.00"): "12", (True, "0%"): "True",
        ("7", "0%"): "7", ("\n7 \n", "@"): "7 ",
    }  # fmt: skip
    grid = read_workbook(saved(tmp_path, list(cells)))

    assert list(cells.values()) == list(grid.frame[0])
    assert ("the sheet Sheet",) == grid.notes


def test_numbers_that_are_shown_rounded_are_counted(tmp_path: Path) -> None:
    rounded = [(7.25, "0.0"), (7.25, "0"), (7.25, '0" t"'), (7.25, "#,##0.0;0.00"), (-7.25, "0.0")]
    exact = [(7.25, "0.00"), (7.25, "0.000"), (7.25, "General"), (7.25, "@"), (7, "0"), (0.0725, "0%"), ("7.25", "0")]
    grid = read_workbook(saved(tmp_path, rounded + exact))

    assert ("the sheet Sheet", "numbers that their format shows rounded are read as stored: 5") == grid.notes


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


def scanned(part: str) -> _Scan:
    """What one pass over a part finds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.xml", part)
    scan = _Scan()
    with zipfile.ZipFile(out) as archive:
        scan.read(archive, "a.xml")
    return scan


@pytest.mark.parametrize(
    ("cells", "formulas"),
    [
        ("<c r='A1'><f>1</f></c>", ["A1"]), ("<c r='A1'><f>1</f><v>2</v></c>", []), ("<c r='A1'><f>1</f><v> </v></c>", ["A1"]), ("<c r='A1'><v>2</v></c>", []), ("<c r='A1'/>", []), ("<c r='A1' t='str'><f>1</f></c>", []),
        ("<c r='A1' t='n'><f>1</f></c>", ["A1"]), ("<c r='A1'><f>1</f><is>2</is></c>", ["A1"]), ("<c r='A1'><v>2</v></c><c r='B1'><f>1</f></c>", ["B1"]), ("<c r='A1'><f>1</f></c><c r='B1'/><c r='C1'><f/></c>", ["A1", "C1"]),
        ("<x:c r='A1' xmlns:x='x'><x:f>1</x:f></x:c>", ["A1"]), ("<c r='A1'><f>1</f><v>2</v>3</c>", []), ("<c r='A1'><f>1</f><v/>3</c>", ["A1"]), ("<c r='A1'><f>1</f><v>2</v> </c>", []),
    ],
)  # fmt: skip
def test_a_formula_has_its_result_beside_it(cells: str, formulas: list[str]) -> None:
    assert formulas == scanned(f"<row>{cells}</row>").formulas_without_value


@pytest.mark.parametrize(
    ("rows", "extent", "hidden"),
    [
        ("<row><c r='B3'/></row>", (3, 2), set()), ("<row hidden='1'><c r='B3'/></row>", (3, 2), {3}), ("<row hidden='true'><c r='A2'/></row><row><c r='A3'/></row>", (3, 1), {2}), ("<row hidden='0'><c r='A2'/></row>", (2, 1), set()),
        ("<row hidden='1'/>", (0, 0), set()), ("<row><c/></row>", (1, 1), set()), ("<row><c r='C1'/><c r='B9'/><c r='A4'/></row>", (9, 3), set()), ("<row hidden='1'><c r='AB12'/></row>", (12, 28), {12}), ("<d/>", (0, 0), set()),
    ],
)  # fmt: skip
def test_a_sheet_extends_to_its_last_cell_and_hides_rows(rows: str, extent: tuple[int, int], hidden: set[int]) -> None:
    scan = scanned(f"<a>{rows}</a>")

    assert (extent, hidden) == ((scan.row, scan.column), scan.hidden_rows)


def test_a_damaged_part_is_refused() -> None:
    with pytest.raises(Refused, match="a damaged part"):
        scanned("<a>")


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("BA", 53), ("XFD", 16384)]
)
def test_letters_tell_the_number_of_a_column(letters: str, number: int) -> None:
    assert number == _column_number(letters)


@pytest.mark.parametrize(
    ("code", "scales", "decimals"),
    [
        ("General", False, None), ("@", False, None), ("0", False, 0), ("0.00", False, 2), ("#,##0.0", False, 1), ("0%", False, None), ("0.0%", False, None), ("#,##0,", True, None), ("0.0,,", True, None), ("0;0.00", False, 0), ("0;0,", False, 0),
        ('0.0"%"', False, 1), ("", False, None),
    ],
)  # fmt: skip
def test_a_format_tells_its_decimals_and_whether_it_scales(code: str, scales: bool, decimals: int | None) -> None:
    assert (scales, decimals) == _parse_format(code)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (None, "General", ""), (0, "General", "0"), (0.5, "0%", "50%"), (0.5, "0.0%", "50.0%"), (0.5, None, "0.5"), (2, "0%", "200%"), (False, "0%", "False"), ("\r\na b\n", "@", "a b"), (" a ", "@", " a "),
        (datetime(2026, 1, 31), "General", "2026-01-31"), (datetime(2026, 1, 31, 0, 0, 1), "General", "2026-01-31 00:00:01"), (1e20, "General", "1e+20"), (0.1 + 0.2, "0.0", "0.30000000000000004"),
    ],
)  # fmt: skip
def test_a_cell_is_text_as_it_is_stored_or_a_percentage(value: Any, code: str | None, text: str) -> None:
    assert text == _cell_text(SimpleNamespace(value=value, number_format=code))
