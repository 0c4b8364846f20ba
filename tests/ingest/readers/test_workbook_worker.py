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
from statbook.ingest.readers.workbook_reader import read_workbook


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
