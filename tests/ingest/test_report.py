"""What the command says became of a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

from adding import DAY, TABLE
from statbook.errors import Fault
from statbook.ingest.add import AddRequest, AddResult, add
from statbook.ingest.merge import MergePlan
from statbook.ingest.report import report

EMPTY = pd.DataFrame()


def test_a_dry_run_lists_new_numbers_with_their_cells(data: Path) -> None:
    (data.parent / "t.csv").write_text(TABLE + "2025-07,7,--,1.5,x\n")
    lines = list(report(add(data, data.parent / "t.csv", AddRequest("orchard", DAY), dry=True), dry=True))

    assert lines == [
        "Detected: read as UTF-8.",
        "Detected: cells separated by commas.",
        f"Source: orchard-{DAY}",
        "2 new numbers would be added",
        "  china.2025-07.apples: 700000000 CNY, printed 7 in B2",
        "  china.2025-07.apples.growth: 1.5 percent, printed 1.5 in D2",
        "0 printed again: they agree with numbers in data/",
        "0 revised: the old row is closed, a new one opened",
        "0 already in data/",
        "0 repeat another row of the file",
        "1 cells marked as missing",
        "1 left out: Words are no numbers.",
        "Would change: data/credit.csv, data/sources.csv",
    ]


def test_waived_doubts_are_named_and_many_rows_are_counted() -> None:
    rows = pd.DataFrame(
        {
            "obs": ["a"] * 51,
            "printed_old": "1",
            "value_old": "1",
            "printed": "2",
            "value": "2",
            "unit": "u",
            "known_to": "",
        }
    )
    doubt = Fault("t.csv:2:B", "7", "about 70", "Look.")
    plan = MergePlan(EMPTY, EMPTY, rows, rows)
    lines = list(report(AddResult("s", plan, 0, Counter(), (), (), (doubt,), "correction")))

    assert "51 corrected: the old row is closed, a new one opened, and data/changes.csv gives the reason" in lines
    assert 50 == lines.count("  a: 1 (1) becomes 2 (2 u)")
    assert "  and 1 more" in lines
    assert ["Waived: t.csv:2:B: found 7; expected about 70", "Nothing new: data/ is unchanged."] == lines[-2:]
