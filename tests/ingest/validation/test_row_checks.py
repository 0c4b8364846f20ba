"""Rows beside the schema and the tables of codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import refused
from made_up_tables import as_csv, examples, months
from orchard_book import HEADER, row
from statbook.ingest.parsing.native_layout import detect_theme, parse_native
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid, Place
from statbook.ingest.validation.row_checks import _Cells, _fitter, _is_point, _numbers, _texts, _times, check_rows

GOOD = row("apples", "2025-07", 7)


def changed(column: str, text: str, base: str = GOOD) -> str:
    cells = base.rstrip("\n").split(",")
    cells[HEADER.split(",").index(column)] = text
    return HEADER + "\n" + ",".join(cells) + "\n"


def share_of(of: str, sector: str = "all") -> str:
    own = changed("of", of).splitlines()[1]
    for column, text in (
        ("measure", "share"),
        ("value", "7"),
        ("printed", "7"),
        ("unit", "percent"),
        ("sector", sector),
    ):
        own = changed(column, text, own).splitlines()[1]
    return HEADER + "\n" + own + "\n"


BAD_ROWS = {
    "an indicator near to one": (changed("indicator", "aples"), ":2:B (indicator)", "Did you mean apples?"),
    "a share of a region that it is not in": (share_of("region=South"), ":2:J (of)", "a region that China lies in: none"),
    "a share of its own member": (share_of("sector=red", "red"), ":2:J (of)", "its own sector is red"),
    "a region that is none": (changed("region", "Nroth"), ":2:C (region)", "Did you mean North?"),
    "a member that is none": (changed("sector", "blue"), ":2:D (sector)", "'blue'"),
    "a unit that is none": (changed("unit", "CNYY"), ":2:M (unit)", "Did you mean CNY?"),
    "a unit of another kind": (changed("unit", "USD"), ":2:M (unit)", "a unit of money"),
    "a period without sense": (changed("period", "soon"), ":2:F (period)", "'soon'"),
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
    "an actual number of a month that is not over": (changed("period", "2025-12/2026-01"), ":2:F (period)", "a period that was over on 2025-12-31"),
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
    "sector": st.sampled_from(["blue", "Rod"]),
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


@pytest.mark.slow
@examples(250)
@given(rows=st.lists(st.fixed_dictionaries(SOUND), min_size=1, max_size=4))
def test_sound_rows_in_our_layout_have_no_fault(
    rows: list[dict[str, str]], vocabulary: Vocabulary, grid_of: Callable[[bytes], Grid]
) -> None:
    assert [] == told(grid_of(as_csv([COLUMNS, *map(filled, rows)])), vocabulary)


@pytest.mark.slow
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


PLAIN = {"indicator": "flow", "period": "2024-01", "timing": "over", "measure": "level", "base_period": "", "of": ""}
PLAIN |= {"value": "1", "value_to": "", "unit": "CNY", "status": "actual", "known_from": "2026-01-31", "note": ""}
CODES: Any = SimpleNamespace(
    indicators={
        name: {"kind": kind, "unit": unit}
        for name, kind, unit in (
            ("flow", "flow", "CNY"),
            ("stock", "stock", "CNY"),
            ("count", "count", "firms"),
            ("rate", "rate", "percent"),
            ("strange", "flow", "ells"),
        )
    },
    units={
        code: {"quantity": quantity}
        for code, quantity in (
            *(("CNY", "money"), ("yuan", "money"), ("firms", "firms"), ("percent", "percent"), ("place", "rank")),
            *(("percentage_point", "percentage_point"), ("places_from_bottom", "rank")),
        )
    },
)


def cells(*rows: dict[str, str]) -> _Cells:
    frame = pd.DataFrame([PLAIN | row for row in rows], dtype=object)
    frame = frame.assign(where=[Place("t.csv", 2 + number, 0) for number in range(len(rows))])
    return _Cells(frame, {"note": 7})


@pytest.mark.parametrize(
    ("own", "columns"),
    [
        ({}, []), ({"value": "99999999999999999999"}, ["value"]), ({"value": "9999999999999990000"}, []), ({"value": "-100000000000000000000"}, ["value"]),
        *[({"measure": measure, "unit": "percent"}, []) for measure in ("growth", "share")],
        *[({"measure": measure, "unit": "percentage_point"}, ["unit"]) for measure in ("growth", "share")],
        *[({"measure": measure, "unit": "percentage_point"}, []) for measure in ("share_change", "growth_gap", "contribution")],
        *[({"measure": measure, "unit": "percent"}, ["unit"]) for measure in ("share_change", "growth_gap", "contribution")],
        ({"measure": "rank", "unit": "place"}, []), ({"measure": "rank", "unit": "places_from_bottom"}, []), ({"measure": "rank", "unit": "CNY"}, ["unit"]),
        ({"unit": "yuan"}, []), ({"unit": "firms"}, ["unit"]), ({"indicator": "count", "unit": "firms"}, []), ({"indicator": "count"}, ["unit"]),
        ({"indicator": "strange"}, ["unit"]), ({"indicator": "rate", "unit": "percent"}, []), ({"indicator": "rate", "unit": "percentage_point"}, ["unit"]),
        ({"indicator": "rate", "unit": "percentage_point", "measure": "difference"}, []), ({"indicator": "rate", "unit": "percent", "measure": "difference"}, []),
        ({"unit": "percentage_point", "measure": "difference"}, ["unit"]), ({"unit": "CNY", "measure": "difference"}, []),
        ({"indicator": "rate", "unit": "firms", "measure": "difference"}, ["unit"]),
        *[({"measure": "share", "unit": "percent", "value": value}, bad) for value, bad in (("0", []), ("100", []), ("-1", ["value"]), ("101", ["value"]))],
        ({"value": "-1"}, []), ({"value": "101"}, []), ({"indicator": "count", "unit": "firms", "value": "-1"}, ["value"]), ({"indicator": "count", "unit": "firms", "value": "0"}, []),
        ({"indicator": "stock", "timing": "at", "value": "-1"}, ["value"]), ({"indicator": "stock", "timing": "at", "value": "0"}, []),
        ({"indicator": "stock", "timing": "at", "value": "-1", "measure": "difference"}, []), ({"indicator": "stock"}, ["timing"]), ({"indicator": "stock", "timing": "at"}, []),
        ({"indicator": "stock", "measure": "rank", "unit": "place"}, []), ({"indicator": "stock", "measure": "growth", "unit": "percent"}, ["timing"]),
        ({"value_to": "2"}, []), ({"value_to": "1"}, ["value_to"]), ({"value_to": "0"}, ["value_to"]),
    ],
)  # fmt: skip
def test_a_number_has_the_unit_the_sign_and_the_time_of_what_it_measures(
    own: dict[str, str], columns: list[str]
) -> None:
    found = [fault.where for fault in _numbers(cells({}, own, {}), CODES)]

    assert [f"t.csv:3:A ({column})" for column in columns] == found


@pytest.mark.parametrize(
    ("timing", "period", "is_point"),
    [
        ("over", "2024-01", False), ("over", "2024-01-01", False), ("to_date", "2024-01/2024-03", False), ("at", "2024-01", True), ("at", "2024-01-31", True),
        ("at", "2024", True), ("at", "2024-01/2024-03", False), ("at", "2024-01-01/2024-01-03", True), ("by", "2024-01/2024-03", True), ("at", "2024/2025", False),
    ],
)  # fmt: skip
def test_a_point_in_time_is_no_span_of_months(timing: str, period: str, is_point: bool) -> None:
    assert is_point == _is_point(timing, period)


@pytest.mark.parametrize(
    ("own", "columns"),
    [
        ({}, []), ({"period": "2024-02-30"}, ["period"]), ({"base_period": "2024-13", "measure": "growth"}, ["base_period"]), ({"known_from": "2026-02-30"}, ["known_from"]),
        ({"known_from": "2024-01-30"}, ["period"]), ({"known_from": "2024-01-31"}, []), ({"known_from": "2024-01-30", "status": "preliminary"}, ["period"]),
        *[({"known_from": "2024-01-30", "status": status}, []) for status in ("target", "forecast", "estimate")],
        ({"known_from": "2024-01-30", "timing": "to_date"}, ["period"]), ({"known_from": "2024-01-30", "timing": "by"}, []), ({"known_from": "2023-12-31", "timing": "at"}, ["period"]),
        ({"measure": "growth"}, ["base_period"]), ({"measure": "growth", "base_period": "2023-01"}, []), ({"base_period": "2023-01"}, ["base_period"]),
        ({"measure": "share"}, ["of"]), ({"measure": "share", "of": "unknown"}, []), ({"of": "unknown"}, ["of"]),
    ],
)  # fmt: skip
def test_a_row_has_times_of_the_calendar_that_can_be_known(own: dict[str, str], columns: list[str]) -> None:
    found = [fault.where for fault in _times(cells({}, own, {}))]

    assert [f"t.csv:3:A ({column})" for column in columns] == found


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("", ""), ("plain", ""), ("a=b", ""), ("=b", "formula"), ("+b", "formula"), ("-b", "formula"), ("@b", "formula"), ("＝b", "formula"), ("a\u200bb", "invisible"), ("a\x07", "invisible"),
    ],
)  # fmt: skip
def test_text_is_seen_and_is_no_formula(note: str, words: str) -> None:
    found = [*_texts(cells({}, {"note": note}))]

    assert (["t.csv:3:H (note)"] if words else []) == [fault.where for fault in found]
    assert all(words in fault.expected for fault in found)


@pytest.mark.parametrize(
    ("pattern", "required", "text", "fits"),
    [
        (None, True, "", False), (None, False, "", True), (None, True, "a\nb", True), ("[0-9]+", False, "", True), ("[0-9]+", True, "", False), ("[0-9]+", True, "12", True),
        ("[0-9]+", False, "12x", False), (r"\d+", True, "٣", False),
    ],
)  # fmt: skip
def test_a_text_fits_its_pattern_or_is_empty_where_it_may(
    pattern: str | None, required: bool, text: str, fits: bool
) -> None:
    assert fits == bool(_fitter(pattern, required=required)(text))


def test_the_cell_that_is_wrong_is_shown_or_said_to_be_empty() -> None:
    own = cells({"note": "x"}, {"note": ""}, {"note": "y"})

    assert [("t.csv:2:H (note)", "'x'"), ("t.csv:3:H (note)", "an empty cell")] == [
        (fault.where, fault.found) for fault in own.each("note", lambda text: text == "y", "e")
    ]
    assert ["t.csv:4:H (note)"] == [fault.where for fault in own.among("note", ["x", "", "z"], "e")]
