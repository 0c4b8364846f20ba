"""Faults at the places of their rows."""

from __future__ import annotations

import pandas as pd

from statbook.ingest.fault_messages import row_faults, suggest
from statbook.ingest.readers.grid import Place


def test_each_row_has_its_fault_with_its_own_cells() -> None:
    rows = pd.DataFrame({"where": [Place("t.csv", 2, 1), Place("t.csv", 9, 1)], "value": ["{x}", "y"]})
    found = [str(fault) for fault in row_faults(rows, "{value!r}", "{fix}", "See {value}.", column="n", fix="z")]

    assert found == [
        "t.csv:2:B (n): found '{x}'; expected z. See {x}.",
        "t.csv:9:B (n): found 'y'; expected z. See y.",
    ]
    assert [] == [*row_faults(rows.iloc[:0], "{value}", "z")]


def test_a_similar_name_is_suggested_and_no_other() -> None:
    assert "Did you mean apples?" == suggest("aples", ["pears", "apples"])
    assert "" == suggest("", ["pears"]) == suggest("xyz", ["pears"])
