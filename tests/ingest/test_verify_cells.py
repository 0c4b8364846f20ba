"""Numbers of tables, looked up in their cells."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook

from adding import LEVELS, SHORT, TABLE, added, with_recipe
from statbook.ingest import verify_cells
from statbook.store import Package


def test_every_number_of_a_table_is_looked_up_in_its_cell(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n")
    there = verify_cells(Package(data), data.parent)
    credit = data / "credit.csv"
    credit.write_text(
        credit.read_text(encoding="utf-8").replace("actual,67,orchard", "actual,66,orchard"), encoding="utf-8"
    )
    wrong = verify_cells(Package(data), data.parent)

    assert (3, 12, ()) == (there.verified, there.unverified, there.faults)
    assert ["data/credit.csv:15: printed: found '67' in C2; expected '66'. Correct cell or printed."] == [
        str(fault) for fault in wrong.faults
    ]
    assert 15 == verify_cells(Package(data), None).unverified


def test_a_number_of_a_workbook_is_looked_up_on_its_sheet(data: Path) -> None:
    book = Workbook()
    book.active["B2"] = "of the first sheet"
    sheet = book.create_sheet("果园")
    for cells in (["月份", "苹果"], ["2025-07", 7]):
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    with_recipe(data, "table: {sheet: 果园}\n" + SHORT + LEVELS)
    added(data, out.getvalue(), "other", "table.xlsx")
    there = verify_cells(Package(data), data.parent)
    credit = data / "credit.csv"
    credit.write_text(credit.read_text(encoding="utf-8").replace("果园!B2", "梨园!B2"), encoding="utf-8")
    gone = verify_cells(Package(data), data.parent)

    assert (1, 12, ()) == (there.verified, there.unverified, there.faults)
    assert (0, 12) == (gone.verified, gone.unverified)
    assert ["'' in 梨园!B2"] == [fault.found for fault in gone.faults]


def test_a_number_with_its_unit_is_found_in_its_cell(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    added(data, "月份,苹果\n2025年7月,7.5亿元\n", "other")

    found = verify_cells(Package(data), data.parent)

    assert ((), 1) == (found.faults, found.verified)
