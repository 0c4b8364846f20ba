"""Cells of a workbook: dates and times as they are written, whatever the workbook holds them as."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from statbook.ingest.readers.xlsx_reader import read_workbook


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
