"""Taking back the last addition."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import LEVELS, SHORT, TABLE, added, with_recipe
from made_up_tables import examples
from orchard_book import bytes_of
from statbook.errors import StatbookError
from statbook.ingest.undo import RECORD, Undone, _difference, record_addition, undo_addition
from statbook.store import PENDING, replace_files

NEXT = TABLE + "2025-02,3,62,,\n2025-07,7,67,1.5,x\n"


def test_the_last_addition_is_taken_back_whole(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS + "amends: {apples: {warning_en: Green ones.}}\n")
    before = bytes_of(data)
    added(data, "月份,苹果\n2025-02,3\n2025-07,7\n", "other")
    assert before != bytes_of(data)

    assert Undone("other-2026-01-31", ("credit.csv", "indicators.csv", "sources.csv")) == undo_addition(data)
    assert before == bytes_of(data)
    with pytest.raises(StatbookError, match="no addition is recorded"):
        undo_addition(data)


def test_what_was_taken_back_may_enter_again_and_the_one_before_be_taken_back(data: Path) -> None:
    empty = bytes_of(data)
    added(data, NEXT)
    first = bytes_of(data)
    added(data, TABLE + "2025-08,8,68,,\n", name="august.csv")
    undo_addition(data)
    assert first == bytes_of(data)
    undo_addition(data)
    assert empty == bytes_of(data)
    added(data, NEXT)
    assert first == bytes_of(data)


def test_nothing_is_taken_back_that_was_changed_since(data: Path) -> None:
    added(data, NEXT)
    with (data / "credit.csv").open("a", encoding="utf-8") as file:
        file.write("by hand\n")
    before = bytes_of(data)

    with pytest.raises(
        StatbookError, match=r"data/credit\.csv: changed since the last addition; nothing was taken back"
    ):
        undo_addition(data)
    assert before == bytes_of(data)


def test_a_dry_run_says_which_it_would_be(data: Path) -> None:
    added(data, NEXT)
    before = bytes_of(data)

    assert "table-2026" not in undo_addition(data, dry=True).source
    assert before == bytes_of(data)
    assert ("credit.csv", "prints.csv", "sources.csv") == undo_addition(data).files


def test_an_addition_that_was_killed_leaves_the_one_before_to_be_taken_back(data: Path) -> None:
    empty = bytes_of(data)
    added(data, NEXT)
    record_addition(data, {"credit.csv": b"of an addition that never came"}, "killed")

    assert "orchard-2026-01-31" == undo_addition(data).source
    assert empty == bytes_of(data)


def test_an_undo_that_was_killed_is_finished_or_had_not_begun(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = bytes_of(data)
    added(data, NEXT)
    later = bytes_of(data)

    def dies(folder: Path, files: dict[str, bytes]) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr("statbook.ingest.undo.replace_files", dies)
    with pytest.raises(KeyboardInterrupt):
        undo_addition(data)
    assert later == bytes_of(data)

    def dies_behind(folder: Path, files: dict[str, bytes]) -> None:
        replace_files(folder, files)
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr("statbook.ingest.undo.replace_files", dies_behind)
    with pytest.raises(KeyboardInterrupt):
        undo_addition(data)
    assert empty == bytes_of(data)
    with pytest.raises(StatbookError, match="changed since"):
        undo_addition(data)


@pytest.mark.parametrize("record", ["", "{", "[]"])
def test_a_torn_record_takes_nothing_back(record: str, data: Path) -> None:
    (data.parent / RECORD).write_text(record)
    before = bytes_of(data)

    with pytest.raises(StatbookError, match="no addition is recorded"):
        undo_addition(data)
    assert before == bytes_of(data)


def test_what_another_command_left_behind_is_not_built_upon(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added(data, NEXT)
    monkeypatch.setattr("statbook.store.transaction.recover", lambda folder: None)
    (data / PENDING).mkdir()

    with pytest.raises(StatbookError, match="run the command again"):
        undo_addition(data)


@examples(200)
@given(old=st.binary(max_size=12), new=st.binary(max_size=12), shared=st.binary(max_size=6))
def test_the_difference_of_two_files_gives_the_old_one(old: bytes, new: bytes, shared: bytes) -> None:
    one, other = shared + old + shared, shared + new + shared
    found = _difference(one, other)
    end = len(other) - found["end"]

    assert one == other[: found["start"]] + base64.b64decode(found["before"]) + other[end:]
