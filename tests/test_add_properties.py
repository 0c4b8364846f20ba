"""Tables made up from the schema, sound ones and others: nothing wrong enters, nothing fails but in words.

`examples` times each; the whole path to the disk is slower than reading, so that it is walked less often.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchard_book import HEADER, RECIPE, bytes_of, orchard
from statbook.errors import StatbookError
from statbook.ingest import Wish, add
from statbook.ingest.readers.csv_reader import read_csv
from statbook.ingest.readers.grid import Grid
from statbook.ingest.parsing.vocabulary import Known
from statbook.ingest.parsing.native_layout import own_rows, theme_of
from statbook.ingest.validation.row_checks import row_faults
from statbook.ingest.parsing.reshape import shaped
from statbook.store import Package, Store, faults, load_recipe, misread

SOURCE = {"source": "old", "date": "2026-01-31"}
BARE = settings(
    deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def examples(count: int) -> settings:
    return settings(BARE, max_examples=count)


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


months = st.builds(lambda year, month: f"{year}-{month:02}", st.integers(2010, 2024), st.integers(1, 12))
numbers = st.decimals(-999, 999, places=1, allow_nan=False).map(str)
junk = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8)
periods_of_tables = months | st.sampled_from(
    [
        "2024年1月",
        "2024年1-2月",
        "2024年第一季度",
        "２０２４年３月",
        "2024.1",
        "2024-02-30",
        "202413",
        "2024年",
        "1-2月",
        "",
    ]
)
cells = numbers | st.sampled_from(["", "--", "…", "1,234.5", "12,34", "５", "1e3", "7%", "−3", "(4)", "1.2.3"]) | junk


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return orchard(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def known(data: Path) -> Known:
    return Known(Store.load(data))


@pytest.fixture(scope="module")
def grid_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Grid]:
    file = tmp_path_factory.mktemp("tables") / "table.csv"

    def write(content: bytes) -> Grid:
        file.write_bytes(content)
        return read_csv(file)

    return write


@examples(1000)
@given(
    content=st.binary(max_size=200)
    | st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6).map(as_csv)
)
def test_any_bytes_are_a_grid_or_a_fault(content: bytes, grid_of: Callable[[bytes], Grid]) -> None:
    try:
        grid = grid_of(content)
    except StatbookError as error:
        assert str(error)
        return
    assert len(grid.frame) == len(grid.widths)
    assert all(isinstance(cell, str) for cell in grid.frame.to_numpy().ravel())


@examples(460)
@given(rows=st.lists(st.tuples(periods_of_tables, cells, cells, cells), min_size=1, max_size=5))
def test_a_table_read_by_a_recipe_gives_rows_of_the_schema_or_faults(
    rows: list[tuple[str, ...]], known: Known, data: Path, grid_of: Callable[[bytes], Grid]
) -> None:
    grid = grid_of(as_csv([["month", "apples", "pears", "growth", "remark"], *([*row, ""] for row in rows)]))
    shape = shaped(grid, load_recipe(data, "orchard"), known)

    if shape.faults:
        assert all(fault.where.startswith("table.csv") for fault in shape.faults)
        return
    made = {(int(row.line), int(row.position)): row for row in shape.rows.itertuples()}
    for (line, position), row in made.items():
        text = grid.frame.at[line, position].strip()
        assert row.printed == text
        assert row.unit == ("percent" if position == 3 else "CNY")
    assert len(made) + shape.missing == 3 * int((grid.frame.iloc[1:] != "").any(axis=1).sum())


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


@examples(250)
@given(rows=st.lists(st.fixed_dictionaries(SOUND), min_size=1, max_size=4))
def test_sound_rows_in_our_layout_have_no_fault(
    rows: list[dict[str, str]], known: Known, grid_of: Callable[[bytes], Grid]
) -> None:
    assert [] == told(grid_of(as_csv([COLUMNS, *map(filled, rows)])), known)


@examples(250)
@given(bad=st.sampled_from(sorted(WRONG)), at=st.integers(0, 2), draw=st.data())
def test_one_wrong_cell_among_sound_rows_is_a_fault_at_its_place(
    bad: str, at: int, draw: st.DataObject, known: Known, grid_of: Callable[[bytes], Grid]
) -> None:
    rows: list[dict[str, str]] = [{}, {}, {}]
    rows[at] = {bad: draw.draw(WRONG[bad])}
    found = told(grid_of(as_csv([COLUMNS, *map(filled, rows)])), known)

    assert found
    assert {f"table.csv:{at + 2}"} == {":".join(where.split(":")[:2]) for where in found}


def told(grid: Grid, known: Known) -> list[str]:
    """Where the faults of rows in our layout lie."""
    theme = theme_of(grid, known)
    assert theme == "credit"
    rows, positions, found = own_rows(grid, theme, known, SOURCE)
    return [fault.where for fault in (*found, *row_faults(rows, grid, known, theme, positions, {"old"}))]


@examples(40)
@given(rows=st.lists(st.tuples(periods_of_tables, cells, cells, cells), min_size=1, max_size=4))
def test_what_enters_is_sound_and_what_is_refused_changes_no_byte(
    rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = _fresh(tmp_path_factory)
    before = bytes_of(data)
    file = data.parent / "table.csv"
    table: list[list[Any]] = [["month", "apples", "pears", "growth", "remark"], *([*row, ""] for row in rows)]
    file.write_bytes(as_csv(table))
    try:
        add(data, file, Wish("orchard", "2026-01-31", knowingly="Made up."))
    except StatbookError:
        assert before == bytes_of(data)
        return
    assert [] == [*faults(Package(data)), *misread(Package(data))]
    for name, content in before.items():
        assert bytes_of(data)[name].startswith(content)


_BOOKS: dict[str, Any] = {}


def _fresh(factory: pytest.TempPathFactory) -> Path:
    """The book as it is at first, made once and written back for each example."""
    if not _BOOKS:
        _BOOKS["data"] = orchard(factory.mktemp("fresh"))
        _BOOKS["files"] = bytes_of(_BOOKS["data"])
    data: Path = _BOOKS["data"]
    for name, content in _BOOKS["files"].items():
        (data / name).write_bytes(content)
    return data


def test_the_recipe_of_these_tables_is_the_one_of_the_book(data: Path) -> None:
    assert RECIPE == (data / "recipes" / "orchard.yaml").read_text(encoding="utf-8")
