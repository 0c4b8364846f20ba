"""Parsed rows beside data/: new, repeated, printed again, revised."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import JULY, TABLE, added, refused, table, values
from orchard_book import HEADER, bytes_of, row
from statbook.errors import DataError
from statbook.ingest import AddRequest, add


def test_the_same_file_again_is_nothing_new(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1.5,x\n")
    before = bytes_of(data)
    made = added(data, TABLE + "2025-07,7,67,1.5,x\n")

    assert (0, 3, ()) == (len(made.plan.new), made.plan.repeated, made.files)
    assert before == bytes_of(data)


def test_the_next_issue_of_a_table_brings_only_what_it_did_not_say_before(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1.5,x\n")
    prints = (data / "prints.csv").read_bytes()
    file = data.parent / "next.csv"
    file.write_text(TABLE + "2025-07,7,67,1.5,x\n2025-08,8,75,1.6,x\n", encoding="utf-8")
    made = add(data, file, AddRequest("orchard", "2026-02-28"))

    assert (3, 3, 0) == (len(made.plan.new), made.plan.repeated, len(made.plan.reprinted))
    assert prints == (data / "prints.csv").read_bytes()


def test_a_number_that_agrees_is_a_further_printing(data: Path) -> None:
    made = added(data, TABLE + "2025-02,2,62.4,,\n")

    assert ["china.2025-02.apples", "china.2025-02.pears"] == sorted(made.plan.reprinted["obs_old"])
    prints = table(data, "prints")
    assert [("china.2025-02.apples", "B2", "2"), ("china.2025-02.pears", "C2", "62.4")] == [
        (each["obs"], each["cell"], each["printed"]) for each in prints
    ]
    assert 2 == added(data, TABLE + "2025-02,2,62.4,,\n").plan.repeated


def test_a_revision_of_the_past_is_refused_and_the_revised_file_repeats_nothing(data: Path) -> None:
    added(data, TABLE + "2025-02,3,62,,\n")
    file = data.parent / "old.csv"
    file.write_text(TABLE + "2025-02,5,62,,\n")

    with pytest.raises(DataError, match="older than what is known"):
        add(data, file, AddRequest("orchard", "2026-01-30"))


def test_rows_that_say_the_same_are_counted_once(data: Path) -> None:
    made = added(data, TABLE + "2025-07,7,67,1,x\n2025-07,7.0,67,1,x\n")

    assert (3, 3) == (len(made.plan.new), made.plan.duplicates)


def test_rows_in_our_layout_keep_their_keys_and_none_is_taken_twice(data: Path) -> None:
    head = "obs,indicator,region,period,timing,measure,value,unit,status\n"
    made = added(
        data, head + "mine,pears,North,2024-01,over,level,5,CNY,\n,pears,North,2030,by,level,6,CNY,target\n", ""
    )

    assert {"mine": "5", "north.2030.pears.target": "6"} == values(made)
    with pytest.raises(DataError, match=r"own.csv:2:G: found the key mine; expected a key that no other number has"):
        added(data, head + "mine,pears,North,2024-02,over,level,5,CNY,\n", "", "own.csv")


CONTRADICTIONS = {
    "two rows that contradict each other": (TABLE + JULY + "2025-07,8,67,1,x\n", "table.csv:3:B", "7, as in table.csv:2:B"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_table_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = CONTRADICTIONS[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


OLDER = {
    "another number of one day": (HEADER + "\n" + row("apples", "2025-01", 3), "own.csv:2:K", "Two sources of one day"),
    "a number that is older than what is known": (HEADER + "\n" + row("apples", "2025-01", 3, known_from="2025-06-30"), "own.csv:2:K", "older than what is known"),
}  # fmt: skip


@pytest.mark.parametrize("name", OLDER)
def test_rows_in_the_layout_of_a_theme_are_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = OLDER[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message
