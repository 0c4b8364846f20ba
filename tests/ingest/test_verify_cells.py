"""Numbers of tables, looked up in their cells."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from adding import LEVELS, SHORT, TABLE, added, with_recipe
from small_parts import in_small_parts
from statbook.ingest.verify_cells import _compare, _read_cells, verify_cells
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


@pytest.mark.parametrize(
    ("cell", "printed", "found"),
    [
        ("B2", "7", []), ("B2", " 7 ", []), ("B2", "8", ["'7' in B2"]), ("A2", "7", ["'x' in A2"]), ("B1", "a", []), ("B3", "", []), ("C9", "7", ["'' in C9"]), ("C2", "7", ["'' in C2"]), ("b2", "7", ["'b2'"]), ("B", "7", ["'B'"]), ("2", "7", ["'2'"]),
        ("B22", "7", ["'' in B22"]), ("AB2", "7", ["'' in AB2"]),
    ],
)  # fmt: skip
def test_a_number_is_compared_with_the_text_of_its_cell(
    cell: str, printed: str, found: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "t.csv"
    file.write_text("m,a\nx, 7\n", encoding="utf-8")
    rows = pd.DataFrame({"where": ["w", "v"], "cell": [cell, "B2"], "printed": [printed, "6"]})

    assert [*found, "'7' in B2"] == [fault.found for fault in _compare(file, rows)]


def test_the_cells_of_some_lines_are_read_from_whatever_part_has_them(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a,b\nc, d \ne\n,g\n", encoding="utf-8")

    with in_small_parts():
        assert {(2, "A"): "c", (2, "B"): "d", (4, "A"): "", (4, "B"): "g"} == _read_cells(file, "", {2, 4, 9})
    assert {} == _read_cells(tmp_path / "gone.csv", "", {1})


def test_the_numbers_of_a_missing_or_changed_table_are_counted_beside_those_of_others(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n")
    added(data, TABLE + "2025-08,8,68,1,x\n", name="next.csv")
    (data.parent / "table.csv").write_text("other", encoding="utf-8")
    found = verify_cells(Package(data), data.parent)

    assert (3, 15, ()) == (found.verified, found.unverified, found.faults)
