"""Accepted rows as tables of their themes, with faults at the cells of the review."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from reviewing import RELEASE, decided, proposals
from statbook.errors import Fault
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.review.accepted_rows import AcceptedTable, accepted_tables, check_decisions
from statbook.review.proposed_rows import proposed_rows
from statbook.review.review_file import COLUMNS, ROWS, TEXT, Review
from statbook.store import Store

PLACE = "t.csv:3:{}"


def review(*decisions: str, **cells: str) -> Review:
    rows = decided([*proposed_rows(RELEASE, proposals())], *decisions, **cells)
    frame = pd.DataFrame([dict.fromkeys(ROWS, "") | row for row in rows], index=range(2, 8))
    return Review(TEXT, frame, {name: at for at, name in enumerate(COLUMNS)}, "t.csv", "")


def cells_of(table: AcceptedTable, name: str) -> list[str]:
    return [*table.grid.frame.iloc[1:, [*table.grid.frame.iloc[0]].index(name)]]


def test_only_accepted_rows_are_in_the_table_each_with_its_line(data: Path) -> None:
    (table,), faults = accepted_tables(review("reject", "accept", "accept", "reject"), Vocabulary(Store.load(data)))

    assert [] == faults
    assert ("credit", [1, 3, 4]) == (table.theme, [*table.grid.frame.index])
    assert ["", "red"] == [*cells_of(table, "sector")]


def test_a_fault_is_told_in_the_columns_of_the_review(data: Path) -> None:
    (table,), _ = accepted_tables(review("accept", members="kind=x"), Vocabulary(Store.load(data)))[0:2]
    letters = dict(zip(table.grid.frame.iloc[0], "ABCDEFGHIJKLMNOPQRSTU", strict=False))
    told = table.tell(Fault(PLACE.format(letters["kind"]), f"7, as in t.csv:2:{letters['value']}", "B", "C"))

    assert ("t.csv:3:F", "7, as in t.csv:2:M", "B", "C") == (told.where, told.found, told.expected, told.fix)


def test_a_rejected_row_may_say_anything_an_accepted_one_may_not() -> None:
    assert [] == [*check_decisions(review("reject", of="unknown"))]
    whole = review("accept", "reject", of="unknown")
    assert [] == [*check_decisions(whole)]
    faults = [str(each) for each in check_decisions(review("reject", "reject", "reject", "reject", "reject", "accept"))]

    assert ["t.csv:7:B (fault)", "t.csv:7:E (indicator)", "t.csv:7:O (unit)"] == [
        each.split(": ")[0] for each in faults
    ]
