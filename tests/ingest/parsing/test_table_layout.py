"""Headers, units, notes and lines to skip."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from adding import JULY, LEVELS, SHORT, TABLE, added, grid, refused, values, with_recipe
from statbook.errors import DataError
from statbook.ingest.parsing.table_layout import header_names, header_period, read_layout
from statbook.store import load_recipe


def test_a_workbook_is_read_with_two_rows_of_names_and_a_row_of_units(data: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    for cells in (["果园统计", None, None], ["月份", "苹果", None], [None, "金额", "同比"], [None, "万元", "%"]):
        sheet.append(cells)
    sheet.append(["2024年3月", 12.5, 0.07])
    sheet["C5"].number_format = "0.0%"
    sheet.append(["注：虚构", None, None])
    out = io.BytesIO()
    book.save(out)
    with_recipe(
        data,
        "table: {header: [2, 3], unit_row: 4, notes: [注]}\nperiod: {column: 月份}\nregion: {is: China}\nvalues:\n"
        '  - {column: "苹果 / 金额", indicator: apples}\n'
        '  - {column: "苹果 / 同比", indicator: apples, measure: growth, base: year_before}\n',
    )
    made = added(data, out.getvalue(), "other", "table.xlsx", waiver="Small apples.")

    assert {"china.2024-03.apples": "125000", "china.2024-03.apples.growth": "7"} == values(made)
    assert ["表!B5", "表!C5"] == list(made.plan.new["cell"])
    assert ["12.5", "7.0%"] == list(made.plan.new["printed"])


def test_a_line_to_skip_that_there_is_not_is_a_fault(data: Path) -> None:
    with_recipe(data, "table: {skip: [99]}\n" + SHORT + LEVELS)

    with pytest.raises(DataError, match=r"table.csv:99: found no such line"):
        added(data, "月份,苹果\n2025-07,7\n", "other")


BAD_LAYOUTS = {
    "a header alone that is another": ("a,b\n1,2\n", "table.csv:1", "no column 'month'"),
    "a column that is misspelt": (TABLE.replace("apples", "aples") + JULY, "table.csv:1", "Did you mean aples?"),
    "a column nobody named": (TABLE.replace("remark", "remark,more") + "2025-07,7,67,1,x,9\n", "table.csv:1:F", "the column 'more'"),
    "a column that stands twice": (TABLE.replace("pears", "apples") + JULY, "table.csv:1:C", "a second time"),
    "a row that is cut off": (TABLE + JULY + "2025-08,8\n", "table.csv:3", "2 cells"),
    "a row with more cells": (TABLE + JULY.replace("x", "x,1"), "table.csv:2:F", "a column with a name"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_LAYOUTS)
def test_a_table_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = BAD_LAYOUTS[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


def test_an_upper_name_spans_the_empty_cells_to_its_right_where_names_lie_below() -> None:
    frame = grid("month,loans,,rate", ",stock,growth,").frame

    assert {0: "month", 1: "loans / stock", 2: "loans / growth", 3: "rate"} == header_names(frame, [1, 2])
    assert {0: "month", 1: "loans", 3: "rate"} == header_names(frame, [1])


@pytest.mark.parametrize(("name", "period"), [("2026年 / 1月", "2026-01"), ("2026-01", "2026-01"), ("a / b / c", None)])
def test_the_name_of_a_column_may_be_a_period(name: str, period: str | None) -> None:
    found = header_period(name)

    assert period == (found and found.text)


def test_empty_cells_repeat_the_one_above_where_the_recipe_says_so(data: Path) -> None:
    with_recipe(
        data,
        "table: {header: 2, fill_down: [region], notes: [Note]}\nperiod: {column: m}\nregion: {column: region}\n"
        + LEVELS,
    )
    layout = read_layout(
        grid("Fruit,,", "region,m,苹果", "North,2024-01,1", " ,2024-02,2", "Note: x,,"), load_recipe(data, "other")
    )

    assert [] == layout.faults
    assert ["North", "North"] == list(layout.body[0])
    assert ["Fruit"] == [*layout.above]
    assert {"region": 0, "m": 1, "苹果": 2} == layout.columns


def test_of_two_columns_with_one_name_the_first_counts(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    layout = read_layout(grid("月份,苹果,苹果", "2024-01,1,2"), load_recipe(data, "other"))

    assert 1 == layout.columns["苹果"]
    assert ["t.csv:1:C: found the column '苹果' a second time; expected columns with different names."] == [
        str(fault) for fault in layout.faults
    ]


WIDE_TABLE = (
    "period: {}\nwide: true\nseries: 指标\nregion: {is: China}\nvalues: [{column: 苹果, indicator: apples, unit: 元}]\n"
)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("指标,2024-01", []),
        ("指标", ["no column that is a period"]),
        ("指标,指标", ["the column '指标' a second time"]),
        ("指标,备注", ["the column '备注'"]),
        ("名称,2024-01", ["no column '指标'", "the column '名称'"]),
        ("2024-01", ["no column '指标'"]),
        ("指标,2024-01,2024-01", []),
    ],
)
def test_a_wide_table_without_periods_is_told_so_unless_its_header_is_wrong_otherwise(
    header: str, found: list[str], data: Path
) -> None:
    with_recipe(data, WIDE_TABLE)
    layout = read_layout(
        grid(header, header.replace("指标", "苹果").replace("2024-01", "1")), load_recipe(data, "other")
    )

    assert found == [fault.found for fault in layout.faults]


WIDE = "period: {is: year.month}\nwide: true\nseries: 指标\nregion: {is: China}\n"


def test_notes_stand_in_the_first_cell_that_is_filled(data: Path) -> None:
    with_recipe(data, "table: {notes: [注]}\n" + SHORT + LEVELS)
    made = added(data, "月份,苹果\n2025-07,7\n,注：初步数\n注,\n2025-08,8\n", "other")

    assert ["2025-07", "2025-08"] == list(made.plan.new["period"])


def test_october_without_its_zero_is_told_by_the_columns_beside_it(data: Path) -> None:
    with_recipe(data, WIDE + LEVELS)
    made = added(data, "指标,2024.09,2024.1,2024.11\n苹果,6,9,15\n", "other")

    assert ["2024-09", "2024-10", "2024-11"] == list(made.plan.new["period"])


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("2009/10,2010/11", "t.csv:1:B: found '2009/10'; expected a period. It may be October 2009 or the fiscal year"),
        ("2024.05,2024.1", "t.csv:1:C: found '2024.1'; expected a period. It may be January 2024 or October 2024"),
        ("2010,Margin 2010", "t.csv:1:C: found the column 'Margin 2010'; expected a column that"),
    ],
)
def test_a_column_that_is_no_period_for_sure_is_refused(header: str, words: str, data: Path) -> None:
    with_recipe(data, WIDE + LEVELS)
    layout = read_layout(grid(f"指标,{header}", "苹果,6,9"), load_recipe(data, "other"))

    assert any(str(fault).startswith(words) for fault in layout.faults)
