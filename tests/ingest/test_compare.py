"""What becomes of rows beside data/, all at once and block by block."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import DAY, LEVELS, SHORT, TABLE, added, is_sound, refused, with_recipe
from large_orchard import every_row
from made_up_tables import examples
from orchard_book import bytes_of, orchard
from small_parts import in_small_parts
from statbook.errors import StatbookError
from statbook.ingest.add import AddRequest, add
from statbook.ingest.report import report
from statbook.ingest.undo import undo_addition

COLOURS = (
    "period: {column: month}\nregion: {column: place}\nseries: what\nlong: value\n"
    "dimensions: {sector: {column: colour}}\n"
    "values:\n"
    "  - {column: apples, indicator: apples, unit: 亿元, optional: true}\n"
    "  - {column: pears, indicator: pears, unit: 亿元, optional: true}\n"
)
LONG = "month,place,colour,what,value\n"
LINES = st.lists(
    st.tuples(
        st.sampled_from(["2025-01", "2025-02", "2025-07", "2025-08", "2025-13"]),
        st.sampled_from(["China", "China", "North"]),
        st.sampled_from(["all", "red", "green"]),
        st.sampled_from(["apples", "apples", "pears", "plums"]),
        st.sampled_from(["1", "2", "3", "61", "5.5", "--", "x"]),
    ),
    min_size=3,
    max_size=9,
)


def outcome(data: Path, text: str, waiver: str) -> tuple[list[str], set[tuple[str, ...]]]:
    """What was told of a table, and all rows afterwards."""
    file = data.parent / "table.csv"
    file.write_text(text, encoding="utf-8")
    try:
        told = [*report(add(data, file, AddRequest("other", DAY, waiver=waiver)))]
    except StatbookError as error:
        told = str(error).split("\n")
    return [line for line in told if not line.startswith(("Waived", "Changed"))], every_row(data)


@pytest.mark.slow
@examples(12)
@given(lines=LINES, again=st.booleans())
def test_a_table_in_parts_becomes_what_it_becomes_as_a_whole(
    lines: list[tuple[str, ...]], again: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = LONG + "".join(",".join(line) + "\n" for line in lines)
    outcomes: list[Any] = []
    for is_small in (False, True):
        data = orchard(tmp_path_factory.mktemp("orchard"))
        with_recipe(data, COLOURS)
        for _ in range(1 + again):
            with mock.patch("statbook.ingest.compare.LARGE", 0):
                if is_small:
                    with in_small_parts():
                        found = outcome(data, text, "Made up.")
                else:
                    found = outcome(data, text, "Made up.")
        outcomes.append(found)
    assert outcomes[0] == outcomes[1]


def test_many_rows_enter_in_blocks_and_are_taken_back_whole(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    before = bytes_of(data)
    with in_small_parts():
        made = added(data, TABLE + "".join(f"2025-{month:02},{month},{60 + month},,\n" for month in range(1, 10)))

    assert (6, 12) == (made.plan.count, len(made.plan.reprinted))
    assert before.keys() | {"large/credit/orchard-2026-01-31.parquet"} == bytes_of(data).keys()
    assert 18 == len(every_row(data))
    undo_addition(data)
    assert before == bytes_of(data)


def test_few_new_rows_among_many_that_are_there_enter_the_readable_table(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    with in_small_parts(), mock.patch("statbook.ingest.compare.LARGE", 10):
        made = added(data, TABLE + "".join(f"2025-{month:02},{month},{60 + month},,\n" for month in range(1, 8)))

    assert ("credit.csv", 2, 12) == (made.files[0], len(made.plan.new), len(made.plan.reprinted))
    assert is_sound(data)


def test_parts_of_a_whole_are_added_up_wherever_they_stand(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    with_recipe(data, COLOURS)
    lines = [f"2025-07,China,{colour},apples,{size}\n" for colour, size in (("all", 9), ("red", 4), ("green", 7))]
    for rows in (lines, [*lines[:1], "2025-08,China,all,apples,9\n", *lines[1:]]):
        with in_small_parts():
            message = refused(data, tmp_path, "t.csv", (LONG + "".join(rows)).encode(), "other")
        assert "found 1100000000 for the parts of colour in 2025-07; expected the whole, 900000000" in message


def test_two_series_with_the_same_numbers_are_doubted_wherever_they_stand(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    with_recipe(data, COLOURS)
    rows = [f"2024-{n:02},{place},all,pears,{50 + n}.25\n" for place in ("North", "South") for n in range(1, 5)]
    with in_small_parts():
        message = refused(
            data, tmp_path, "t.csv", (LONG + "".join(rows) + "2025-07,China,all,apples,7\n").encode(), "other"
        )

    assert "all numbers of pears, North again; expected those of pears, South" in message


def test_a_key_that_two_series_would_get_is_told_with_its_cell(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    members = (data / "members.csv").read_text(encoding="utf-8")
    (data / "members.csv").write_text(members + "kind,red,Red,红,,,,,,,\n", encoding="utf-8")
    with_recipe(data, COLOURS.replace("{sector:", "{kind: {column: kind}, sector:"))
    rows = "2025-07,China,all,apples,7,red\n2025-07,China,red,apples,6,all\n2025-07,China,all,apples,9,all\n"
    with in_small_parts():
        message = refused(data, tmp_path, "t.csv", (LONG.strip() + ",kind\n" + rows).encode(), "other")

    assert "found the key china.2025-07.apples.red; expected a key that no other number has" in message


def test_a_wrong_last_line_of_many_is_told_and_nothing_changes(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    with_recipe(data, SHORT + LEVELS)
    months = [f"{year}-{month:02},{year}.{month}\n" for year in (2023, 2024) for month in range(1, 13)]
    with in_small_parts():
        message = refused(data, tmp_path, "t.csv", ("月份,苹果\n" + "".join(months) + "2025-07,x\n").encode(), "other")

    assert "t.csv:26:B (苹果): found 'x'; expected a number in 亿元" in message
