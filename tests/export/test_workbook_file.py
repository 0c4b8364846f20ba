"""Workbooks: read back by openpyxl, value by value."""

from __future__ import annotations

import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from statbook.errors import StatbookError
from statbook.export import workbook_file
from statbook.export.tables import CODES, ExportTables, export_tables
from statbook.export.workbook_file import Number, Sheet, write_sheets, write_workbook
from statbook.ingest.readers.workbook_reader import read_workbook
from statbook.store import Store


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    header, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_every_value_is_that_of_the_store(tables: ExportTables, tmp_path: Path) -> None:
    write_workbook(tables, tmp_path / "t.xlsx")
    rows = rows_of(tmp_path / "t.xlsx", "observations")

    assert len(tables.observations) == len(rows)
    for expected, found in zip(tables.observations.to_dict("records"), rows, strict=True):
        assert list(expected) == list(found)
        for name, cell in expected.items():
            if isinstance(cell, Decimal):
                assert cell == Decimal(repr(found[name])), name
            else:
                assert (None if pd.isna(cell) or cell == "" else cell) == found[name], name


def test_a_sheet_for_each_table_of_codes(tables: ExportTables, tmp_path: Path) -> None:
    write_workbook(tables, tmp_path / "t.xlsx")

    assert ["observations", *CODES] == load_workbook(tmp_path / "t.xlsx").sheetnames
    for name, table in tables.codes.items():
        texts = [{column: cell or None for column, cell in row.items()} for row in table.to_dict("records")]
        assert texts == rows_of(tmp_path / "t.xlsx", name)


def test_bytes_are_the_same_at_another_time(
    tables: ExportTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(tables, tmp_path / "one.xlsx")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400)  # a zip has the time of its parts
    write_workbook(tables, tmp_path / "two.xlsx")

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as parts:
        days = {entry.date_time for entry in parts.infolist()}
    assert {tables.edition.as_of} == {f"{year}-{month:02}-{day:02}" for year, month, day, *_ in days}


def test_a_long_number_is_text_and_no_text_is_a_formula(tempting: Path, tmp_path: Path) -> None:
    write_workbook(export_tables(Store.load(tempting)), tmp_path / "t.xlsx")
    sheet = load_workbook(tmp_path / "t.xlsx")["observations"]
    first = rows_of(tmp_path / "t.xlsx", "observations")[0]
    kinds = {str(cell.value): cell.data_type for cell in sheet[2]}

    assert ("12345678901234567890.125", "007", "=1+1") == (first["value"], first["printed"], first["note"])
    assert {"s"} == {kinds["12345678901234567890.125"], kinds["007"], kinds["=1+1"]}
    with zipfile.ZipFile(tmp_path / "t.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "#DIV/0!", "+1", "-1", "@A1", "'x", "007", "1e5", "TRUE", "=", " =1"])
def test_any_text_is_itself_again(text: str, tables: ExportTables, tmp_path: Path) -> None:
    frame = tables.observations.iloc[:1].assign(note=text)
    write_workbook(replace(tables, observations=frame), tmp_path / "t.xlsx")
    sheet = load_workbook(tmp_path / "t.xlsx")["observations"]

    assert (text, "s") == (sheet.cell(2, sheet.max_column).value, sheet.cell(2, sheet.max_column).data_type)


def test_our_own_reader_reads_it(tables: ExportTables, tmp_path: Path) -> None:
    write_workbook(tables, tmp_path / "t.xlsx")
    grid = read_workbook(tmp_path / "t.xlsx", "observations")
    at = list(tables.observations.columns).index("value")

    assert list(tables.observations["value"]) == [Decimal(text) for text in grid.frame[at][1:]]


def test_a_sheet_or_a_cell_that_is_too_long_is_refused(
    tables: ExportTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = tables.observations.copy()
    frame.loc[0, "note"] = "x" * 32_768
    with pytest.raises(StatbookError, match="observations: a text of 32,768 characters is more than a cell holds"):
        write_workbook(replace(tables, observations=frame), tmp_path / "t.xlsx")
    monkeypatch.setattr(workbook_file, "MOST_ROWS", 5)
    with pytest.raises(StatbookError, match="rows are more than a sheet holds; export to Parquet or SQLite"):
        write_workbook(tables, tmp_path / "t.xlsx")


def test_a_sheet_may_have_lines_above_its_table_and_links(tables: ExportTables, tmp_path: Path) -> None:
    number = Number(Decimal("1200000"), '0.0,,"m"', "1.2m")
    first = pd.DataFrame([["=x", number], ["苹果" * 40, ""]], columns=["Name", "name"])
    sheets = [
        Sheet("Cover", pd.DataFrame(), ["=A title"]),
        Sheet("One 1", first, ["Title", "see"], {"A2": "#'Cover'!A1", "B3": "https://a.example/"}),
        Sheet("None", first.iloc[:0]),
    ]
    write_sheets(sheets, tmp_path / "t.xlsx", tables.edition)
    book = load_workbook(tmp_path / "t.xlsx")
    sheet = book["One 1"]

    assert ("=A title", "s") == (book["Cover"]["A1"].value, book["Cover"]["A1"].data_type)
    assert [["Name", "name 2"], ["=x", 1200000], ["苹果" * 40, None]] == [
        [cell.value for cell in row] for row in sheet["A3:B5"]
    ]
    assert ("A3:B5", "B4", 63) == (sheet.tables["One_1"].ref, sheet.freeze_panes, sheet.column_dimensions["A"].width)
    assert ["Name", "name 2"] == sheet.tables["One_1"].column_names
    assert ("'Cover'!A1", "https://a.example/") == (sheet["A2"].hyperlink.location, sheet["B3"].hyperlink.target)
    assert ('0.0,,"m"', True) == (sheet["B4"].number_format, sheet["A5"].alignment.wrap_text)
    assert not book["None"].tables  # a table has at least one row


def test_a_sheet_to_type_in_offers_texts_and_takes_every_cell_as_text(tables: ExportTables, tmp_path: Path) -> None:
    rows = pd.DataFrame([["2026-01", ""], ["=x", "red"]], columns=["period", "colour"])
    sheets = [
        Sheet("rows", rows, choices={"colour": "lists!$A$2:$A$3"}, typed=True),
        Sheet("lists", pd.DataFrame({"colour": ["red", "green"]})),
    ]
    write_sheets(sheets, tmp_path / "t.xlsx", tables.edition)
    sheet = load_workbook(tmp_path / "t.xlsx")["rows"]
    (offer,) = sheet.data_validations.dataValidation

    assert ("list", "lists!$A$2:$A$3", "B2:B3", "warning") == (
        offer.type,
        offer.formula1,
        str(offer.sqref),
        offer.errorStyle,
    )
    assert [("2026-01", "s"), ("=x", "s")] == [(sheet[cell].value, sheet[cell].data_type) for cell in ("A2", "A3")]
    assert {"@"} == {sheet["A2"].number_format, sheet.column_dimensions["B"].number_format}


def test_a_row_is_as_tall_as_its_folded_text(tables: ExportTables, tmp_path: Path) -> None:
    table = pd.DataFrame(
        [["one", "short"], ["two", "a word and another " * 8], ["three", "中文" * 40]], columns=["a", "b"]
    )

    write_sheets([Sheet("Words", table, ("Title",)), Sheet("Plain", table)], tmp_path / "t.xlsx", tables.edition)
    folded, plain = load_workbook(tmp_path / "t.xlsx").worksheets

    assert [None, None, None, 45, 45] == [folded.row_dimensions[line].height for line in range(1, 6)]
    assert {None} == {plain.row_dimensions[line].height for line in range(1, 5)}


def test_a_printed_sheet_is_as_wide_as_its_page(tables: ExportTables, tmp_path: Path) -> None:
    write_sheets([Sheet("Words", pd.DataFrame([["one"]], columns=["a"]))], tmp_path / "t.xlsx", tables.edition)
    sheet = load_workbook(tmp_path / "t.xlsx")["Words"]

    assert ("landscape", True, 0) == (
        sheet.page_setup.orientation,
        sheet.sheet_properties.pageSetUpPr.fitToPage,
        sheet.page_setup.fitToHeight,
    )
