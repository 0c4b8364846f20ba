"""What comes of the parts of a table."""

from __future__ import annotations

from collections import Counter

from statbook.errors import Fault
from statbook.ingest.parsing.parsed_table import ParsedTable


def test_what_the_parts_of_a_table_say_is_said_of_the_whole() -> None:
    one, other = (
        ParsedTable("credit", missing=number, left_out=Counter({"why": number}), notes=[f"note {number}"])
        for number in (1, 2)
    )
    other.faults.append(Fault("t.csv:9:B", "x", "a number"))
    one.add(other)

    assert (3, {"why": 3}, ["note 1", "note 2"]) == (one.missing, dict(one.left_out), one.notes)
    assert other.faults == one.faults
