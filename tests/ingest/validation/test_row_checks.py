"""Rows beside the schema and the tables of codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import DAY, refused
from made_up_tables import as_csv, examples, months
from orchard_book import HEADER, row
from statbook.ingest.parsing.native_layout import detect_theme, parse_native
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid
from statbook.ingest.validation.row_checks import check_rows

GOOD = row("apples", "2025-07", 7, known_from=DAY)


def changed(column: str, text: str, base: str = GOOD) -> str:
    cells = base.rstrip("\n").split(",")
    cells[HEADER.split(",").index(column)] = text
    return HEADER + "\n" + ",".join(cells) + "\n"


BAD_ROWS = {
    "an indicator near to one": (changed("indicator", "aples"), ":2:B (indicator)", "Did you mean apples?"),
    "a region that is none": (changed("region", "Nroth"), ":2:C (region)", "Did you mean North?"),
    "a member that is none": (changed("sector", "blue"), ":2:D (sector)", "'blue'"),
    "a unit that is none": (changed("unit", "CNYY"), ":2:M (unit)", "Did you mean CNY?"),
    "a unit of another kind": (changed("unit", "USD"), ":2:M (unit)", "a unit of money"),
    "a period without sense": (changed("period", "2025-1"), ":2:F (period)", "'2025-1'"),
    "a period the calendar has not": (changed("period", "2025-02-30"), ":2:F (period)", "the calendar"),
    "a period that ends before it begins": (changed("period", "2025-05/2025-03"), ":2:F (period)", "the calendar"),
    "a timing that is none": (changed("timing", "ove"), ":2:G (timing)", "Did you mean over?"),
    "a measure that is none": (changed("measure", "grow"), ":2:H (measure)", "one of level"),
    "a value that is none": (changed("value", "1e9"), ":2:K (value)", "'1e9'"),
    "no value": (changed("value", ""), ":2:K (value)", "an empty cell"),
    "a share above a hundred": (changed("measure", "share", changed("unit", "percent", changed("of", "sector=all", changed("value", "101").split("\n")[1]).split("\n")[1]).split("\n")[1]), ":2:K (value)", "a share from 0 to 100"),
    "growth in points": (changed("measure", "growth", changed("unit", "percentage_point", changed("base_period", "2024-07").split("\n")[1]).split("\n")[1]), ":2:M (unit)", "percent for growth"),
    "growth without a base": (changed("measure", "growth", changed("unit", "percent").split("\n")[1]), ":2:I (base_period)", "a period, or ../.. if none is printed"),
    "a base without growth": (changed("base_period", "2024-07"), ":2:I (base_period)", "nothing with measure level"),
    "a stock below zero": (changed("indicator", "trees", changed("value", "-7").split("\n")[1]), ":2:K (value)", "nothing below zero"),
    "a formula in a note": (changed("note", "=1+1"), ":2:W (note)", "takes for a formula"),
    "an address in a note": (changed("note", "@SUM(A1)"), ":2:W (note)", "takes for a formula"),
    "a sign nobody sees": (changed("note", "a\u200bb"), ":2:W (note)", "invisible"),
    "a control sign": (changed("note", "a\x07b"), ":2:W (note)", "control or invisible"),
    "a source that is none": (changed("source", "olt"), ":2:R (source)", "Did you mean old?"),
    "a day that is none": (changed("known_from", "2026-02-30"), ":2:U (known_from)", "a day"),
    "a range that goes down": (changed("value_to", "1"), ":2:L (value_to)", "more than"),
    "an actual number of a month that is not over": (changed("known_from", "2025-07-30"), ":2:F (period)", "a period that was over on 2025-07-30"),
    "a stock over a month": (changed("indicator", "trees"), ":2:G (timing)", "trees is a stock"),
    "a stock at two months": (changed("timing", "at", changed("indicator", "trees", changed("period", "2025-06/2025-07").split("\n")[1]).split("\n")[1]), ":2:G (timing)", "one point in time"),
    "a share of nothing that is known": (changed("measure", "share", changed("unit", "percent", changed("of", "sector=blue", changed("value", "1").split("\n")[1]).split("\n")[1]).split("\n")[1]), ":2:J (of)", "'sector=blue'"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ROWS)
def test_rows_are_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = BAD_ROWS[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message


COLUMNS = HEADER.split(",")


SOUND: dict[str, st.SearchStrategy[str]] = {
    "indicator": st.sampled_from(["apples", "pears", "trees"]),
    "region": st.sampled_from(["China", "North", "South"]),
    "sector": st.sampled_from(["all", "red", "green"]),
    "period": months,
    "value": st.integers(1, 10**12).map(str),
}


WRONG: dict[str, st.SearchStrategy[str]] = {
    "indicator": st.sampled_from(["apple", "sweetness ", "", "=1"]),
    "region": st.sampled_from(["all", "Nowhere", ""]),
    "sector": st.sampled_from(["blue", "Red"]),
    "period": st.sampled_from(["2024-13", "2024-02-30", "24-01", "", "2024-05/2024-01"]),
    "timing": st.sampled_from(["", "Over", "month"]),
    "measure": st.sampled_from(["growth", "share", "sum", ""]),
    "value": st.sampled_from(["", "1e5", "1,000", "--", "+5", "NaN", "1.", "٣"]),
    "unit": st.sampled_from(["percent", "USD", "元", ""]),
    "bound": st.sampled_from(["roughly", "Exact"]),
    "status": st.sampled_from(["final", "ACTUAL"]),
    "step": st.sampled_from(["one", "1e3"]),
    "known_from": st.sampled_from(["2026-02-30", "today", "31.01.2026"]),
    "known_to": st.just("2026-01-31"),
    "note": st.sampled_from(["=1+1", "@a", "a\u200bb", "\x01"]),
}


SOURCE = {"source": "old", "date": "2026-01-31"}


def filled(own: dict[str, str]) -> list[str]:
    plain = {
        "indicator": "apples",
        "region": "China",
        "sector": "all",
        "kind": "all",
        "timing": "at" if own.get("indicator") == "trees" else "over",
        "measure": "level",
    }
    plain |= {
        "unit": "CNY",
        "bound": "exact",
        "status": "actual",
        "source": "old",
        "cell": "B1",
        "known_from": "2026-01-31",
    }
    return [({"value": "1", "period": "2024-01"} | plain | own).get(column, "") for column in COLUMNS]


def told(grid: Grid, vocabulary: Vocabulary) -> list[str]:
    """Where the faults of rows in our layout lie."""
    theme = detect_theme(grid, vocabulary)
    assert theme == "credit"
    table = parse_native(grid, theme, vocabulary, SOURCE)
    return [fault.where for fault in (*table.faults, *check_rows(table, vocabulary, {"old"}))]


@examples(250)
@given(rows=st.lists(st.fixed_dictionaries(SOUND), min_size=1, max_size=4))
def test_sound_rows_in_our_layout_have_no_fault(
    rows: list[dict[str, str]], vocabulary: Vocabulary, grid_of: Callable[[bytes], Grid]
) -> None:
    assert [] == told(grid_of(as_csv([COLUMNS, *map(filled, rows)])), vocabulary)


@examples(250)
@given(bad=st.sampled_from(sorted(WRONG)), at=st.integers(0, 2), draw=st.data())
def test_one_wrong_cell_among_sound_rows_is_a_fault_at_its_place(
    bad: str, at: int, draw: st.DataObject, vocabulary: Vocabulary, grid_of: Callable[[bytes], Grid]
) -> None:
    rows: list[dict[str, str]] = [{}, {}, {}]
    rows[at] = {bad: draw.draw(WRONG[bad])}
    found = told(grid_of(as_csv([COLUMNS, *map(filled, rows)])), vocabulary)

    assert found
    assert {f"table.csv:{at + 2}"} == {":".join(where.split(":")[:2]) for where in found}


CHANGE = {"measure": "difference", "base_period": "2023-01"}
SWEETER = {"indicator": "sweetness", "unit": "percent"}


@pytest.mark.parametrize(
    ("own", "columns"),
    [
        ({"indicator": "trees", "value": "0"}, []),
        ({"indicator": "trees", "value": "-1"}, ["value"]),
        ({"indicator": "apples", "value": "-1"}, []),
        ({"indicator": "trees", "value": "-1", "unit": "percent", "measure": "growth", "base_period": "2023-01"}, []),
        ({"indicator": "trees", "value": "-1", **CHANGE}, []),
        (SWEETER, []),
        (SWEETER | {"unit": "percentage_point"}, ["unit"]),
        (SWEETER | CHANGE | {"unit": "percentage_point"}, []),
        (SWEETER | CHANGE | {"unit": "basis_point"}, []),
        (SWEETER | CHANGE, []),
        (SWEETER | CHANGE | {"unit": "CNY"}, ["unit"]),
        (CHANGE | {"unit": "percentage_point"}, ["unit"]),
        ({"value": "1" + "0" * 20}, ["value"]),
        ({"value": "9" * 20}, ["value"]),
        ({"value": "9" * 15}, []),
        ({"value": "1", "value_to": "1"}, ["value_to"]),
        ({"value": "1", "value_to": "2"}, []),
        ({"measure": "share", "of": "sector=all", "unit": "percent", "value": "0"}, []),
        ({"measure": "share", "of": "sector=all", "unit": "percent", "value": "100"}, []),
        ({"measure": "share", "of": "sector=all", "unit": "percent", "value": "100.1"}, ["value"]),
        ({"measure": "share", "of": "sector=all", "unit": "percent", "value": "-0.1"}, ["value"]),
        ({"measure": "share", "of": "indicator=pears", "unit": "percent"}, []),
        ({"measure": "share", "of": "unknown", "unit": "percent"}, []),
        ({"measure": "share", "of": "indicator=plums", "unit": "percent"}, ["of"]),
    ],
)
def test_units_signs_and_ranges_by_what_a_row_measures(
    own: dict[str, str], columns: list[str], vocabulary: Vocabulary, grid_of: Callable[[bytes], Grid]
) -> None:
    found = told(grid_of(as_csv([COLUMNS, filled(own)])), vocabulary)

    assert columns == [where.rpartition("(")[2].rstrip(")") for where in found]
