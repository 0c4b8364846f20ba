from __future__ import annotations

import csv
from pathlib import Path

import pytest

from made_up_releases import only, read
from statbook.errors import DataError
from statbook.reading.write_proposals import COLUMNS, row, write_proposals


def test_a_proposal_is_a_row_with_all_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"

    assert 2 == write_proposals(path, read("5月份，民营企业出口4亿元，下降7%。"))
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert COLUMNS == tuple(rows[0])
    assert "flow=export;owner=private" == rows[0]["members"]
    assert "trade 1.00" == rows[0]["candidates"]
    assert "-7" == rows[1]["value"]
    assert "carried-subject" in rows[1]["rules"].split(";")
    assert rows[1]["words"].startswith("0:5月份;")


def test_a_cell_that_a_spreadsheet_would_compute_is_text() -> None:
    cells = dict(zip(COLUMNS, row(only("5月份，出口同比-0.3%")), strict=True))

    assert "-0.3" == cells["value"]
    assert "'-0.3%" == cells["printed"]


def test_a_file_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file"):
        write_proposals(tmp_path / "none" / "review.csv", [])
