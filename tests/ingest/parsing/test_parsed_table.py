"""What parsing hands to validation."""

from __future__ import annotations

from statbook.ingest.parsing.parsed_table import ParsedTable


def test_tables_share_nothing() -> None:
    one, other = ParsedTable("credit"), ParsedTable("credit")
    one.left_out["why"] += 1
    one.faults.append(None)  # type: ignore[arg-type]

    assert ({}, [], True) == (dict(other.left_out), other.faults, other.rows.empty)
