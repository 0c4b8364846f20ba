"""Rows of an addition, in memory and on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from small_parts import in_small_parts
from statbook.ingest.readers.grid import Place
from statbook.ingest.staged_rows import StagedRows
from statbook.store.duck import open_duck

NAMES = ("indicator", "kind", "region", "period", "value")
CONSTANT = {
    "measure": "level",
    "of": "",
    "timing": "over",
    "unit": "CNY",
    "status": "actual",
    "known_from": "2026-01-31",
    "value_to": "",
    "base_period": "",
    "source": "t",
}
NO_NUMBERS = pd.DataFrame(columns=["indicator", "region", "period", "value", "obs"], dtype=object)


def rows(*lines: str, first: int = 2) -> pd.DataFrame:
    """Rows of pears in a file, one in each line from *first* on."""
    frame = pd.DataFrame([line.split(",") for line in lines], columns=NAMES, dtype=object).assign(**CONSTANT)
    return frame.assign(where=[Place("t.csv", line, 4) for line in range(first, first + len(lines))])


def blocks_of(staged: StagedRows) -> Iterator[pd.DataFrame]:
    """All rows in blocks: data/ has numbers of every indicator and region."""
    pairs = [(name, region, "", "0", "") for name in "ab" for region in ("North", "South")]
    assert staged.set_calm_apart(pd.DataFrame(pairs, columns=NO_NUMBERS.columns, dtype=object)).empty
    yield from staged.blocks()


LINES = (
    "b,all,North,1,7",
    "a,all,North,1,5",
    "b,all,North,2,8",
    "a,all,South,1,5",
    "a,all,North,2,6",
    "a,all,South,2,6",
)


def test_few_rows_are_one_block_in_the_order_of_the_file() -> None:
    with StagedRows(["kind"]) as staged:
        staged.add(rows(*LINES[:2]))
        staged.add(rows(*LINES[2:], first=4))
        (block,) = staged.blocks()

    assert [*range(2, 8)] == [place.line for place in block["where"]]
    assert not staged.are_many


def test_many_rows_come_in_blocks_of_whole_series() -> None:
    with in_small_parts(), StagedRows(["kind"]) as staged:
        for number, line in enumerate(LINES, 2):
            staged.add(rows(line, first=number))
        blocks = [*blocks_of(staged)]

    assert [[3, 6], [5, 7], [2, 4]] == [[place.line for place in block["where"]] for block in blocks]
    assert [Place("t.csv", 3, 4), Place("t.csv", 6, 4)] == list(blocks[0]["where"])
    assert {*NAMES, *CONSTANT, "where"} == {*blocks[0]}


def test_each_of_many_rows_keeps_its_texts_also_where_a_later_part_is_the_first_to_say_otherwise() -> None:
    with in_small_parts(), StagedRows(["kind"]) as staged:
        staged.add(rows("a,all,North,1,5", "a,all,North,2,5", "a,all,North,3,5"))
        staged.add(rows("a,red,North,1,7", first=5).assign(unit="USD"))
        staged.add(rows("a,red,North,2,7", first=6))
        frame = pd.concat([*blocks_of(staged)]).sort_values("where")

    assert ["all", "all", "all", "red", "red"] == [*frame["kind"]]
    assert ["5", "5", "5", "7", "7"] == [*frame["value"]]
    assert ["CNY", "CNY", "CNY", "USD", "CNY"] == [*frame["unit"]]
    assert {"level"} == {*frame["measure"]}


@pytest.mark.parametrize("is_small", [False, True])
def test_what_is_kept_is_written_in_the_order_of_its_series(is_small: bool, tmp_path: Path) -> None:
    with StagedRows(["kind"]) as staged:
        if is_small:
            with in_small_parts():
                staged.add(rows(*LINES))
                for number, block in enumerate(blocks_of(staged)):
                    staged.keep_of_block(block.assign(obs=[f"{number}.{at}" for at in range(len(block))]).iloc[::-1])
                content = staged.parquet(["obs", "indicator", "region", "period", "value", "note"])
        else:
            staged.add(rows(*LINES))
            (block,) = staged.blocks()
            staged.keep(block.assign(obs=["2.0", "0.0", "2.1", "1.0", "0.1", "1.1"]))
            content = staged.parquet(["obs", "indicator", "region", "period", "value", "note"])
    (tmp_path / "t.parquet").write_bytes(content)
    with open_duck([tmp_path / "t.parquet"]) as duck:
        found = duck.sql(f"FROM read_parquet('{tmp_path}/t.parquet')").fetchall()

    assert ["0.0", "0.1", "1.0", "1.1", "2.0", "2.1"] == [obs for obs, *_ in found]
    assert [5, 6, 5, 6, 7, 8] == [value for *_, value, _ in found]
    assert {""} == {note for *_, note in found}


def test_series_with_the_same_numbers_and_keys_that_come_again_are_found() -> None:
    months = [f"a,all,{region},{month},{month}" for region in ("North", "South") for month in range(1, 5)]
    with in_small_parts(), StagedRows(["kind"]) as staged:
        staged.add(rows(*months, "b,all,North,1,1", "b,all,North,2,2"))
        for block in blocks_of(staged):
            staged.keep_of_block(block.assign(obs=block["indicator"] + block["region"] + block["period"]))
        assert staged.keys_again().empty
        assert [*range(2, 10)] == sorted(place.line for place in staged.twins()["where"])
        staged.keep(block.assign(obs="bNorth1"))
        assert {"bNorth1"} == {*staged.keys_again()["obs"]}
        assert 10 == staged.new


def test_numbers_of_one_region_and_period_are_found_together_whatever_their_series() -> None:
    with in_small_parts(), StagedRows(["kind"]) as staged:
        staged.add(rows("a,all,North,1,9", "b,all,North,1,7", "a,x,North,1,4", "a,all,North,2,9", "a,x,North,2,5"))
        blocks = [*blocks_of(staged)]
        found = [
            (number, *row)
            for number, part in enumerate(staged.settings(["a"]))
            for row in part[["kind", "period"]].to_numpy()
        ]

    assert 3 == len(blocks)
    assert [("all", "1"), ("all", "2"), ("x", "1"), ("x", "2")] == sorted((kind, period) for _, kind, period in found)
    assert 2 == len({(number, period) for number, _, period in found})
