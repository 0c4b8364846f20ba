"""Headers, units, notes and lines to skip."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook

from adding import JULY, LEVELS, SHORT, TABLE, added, grid, refused, values, with_recipe
from statbook.errors import DataError
from statbook.ingest.parsing.table_layout import TableLayout, header_names, header_period, read_layout
from statbook.store import Recipe, load_recipe


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


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("m,a,,b,", ",x,,,", ",1,2,1,2"), ["m", "a / x / 1", "a / x / 2", "b / 1", "b / 2"]),
        (("m,a,,,b", ",x,,y,", ",1,2,1,2"), ["m", "a / x / 1", "a / x / 2", "a / y / 1", "b / 2"]),
        (("m,a,a,b,b", ",x,,y,", ",1,2,1,2"), ["m", "a / x / 1", "a / x / 2", "b / y / 1", "b / y / 2"]),
        ((",a,,b,", "m,,,,", ",1,2,1,2"), ["m", "a / 1", "a / 2", "b / 1", "b / 2"]),
    ],
)
def test_a_name_spans_no_further_than_the_names_above_it(lines: tuple[str, ...], found: list[str]) -> None:
    assert found == [*header_names(grid(*lines).frame, [1, 2, 3]).values()]


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
    expected = "expected columns with different names. Name each by its letter in the recipe: B, C."
    assert [f"t.csv:1:C: found the column '苹果' a second time; {expected}"] == [str(fault) for fault in layout.faults]


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


def layout(recipe: str, *lines: str) -> TableLayout:
    """The layout of these lines by a recipe with apples in a column of their own."""
    content = yaml.safe_load("theme: credit\nsource: {}\nvalues: [{column: a, indicator: apples}]\n" + recipe)
    return read_layout(grid(*lines), Recipe("r", {"period": {"column": "m"}} | content))


@pytest.mark.parametrize(
    ("options", "lines", "body", "above"),
    [
        ("", ["m,a", "x,1", "y,2"], [2, 3], []), ("", [",", "m,a", "x,1"], [3], []), ("header: 1", ["m,a", "x,1"], [2], []), ("header: 2", ["t,", "m,a", "x,1"], [3], ["t"]),
        ("header: 3", ["t,", " ,u", "m,a", "x,1"], [4], ["t", "u"]), ("header: [2, 3]", ["t,", "m,a", ",", "x,1"], [4], ["t"]), ("unit_row: 2", ["m,a", ",元", "x,1"], [3], []), ("unit_row: 3", ["m,a", "x,1", ",元"], [2], []),
        ("skip: [2]", ["m,a", "s,9", "x,1"], [3], ["s", "9"]), ("skip: [2, 4]", ["m,a", "s,9", "x,1", "t,"], [3], ["s", "t", "9"]), ("", ["m,a", "x,1", ",", "y,2"], [2, 4], []),
        ("notes: [N]", ["m,a", "x,1", "Note,"], [2], []), ("notes: [N, S]", ["m,a", " Source,", "xN,1", "N,"], [3], []), ("notes: []", ["m,a", "N,1"], [2], []),
    ],
)  # fmt: skip
def test_the_body_is_what_is_no_header_unit_note_or_line_to_skip(
    options: str, lines: list[str], body: list[int], above: list[str]
) -> None:
    found = layout(f"table: {{{options}}}", *lines)

    assert ([], body, above) == ([fault.found for fault in found.faults], list(found.body.index), [*found.above])


def test_the_line_of_units_says_the_units_of_the_columns_that_have_one() -> None:
    assert {1: "元"} == layout("table: {unit_row: 2}", "m,a,b", ", 元 , ", "x,1,2").units
    assert {} == layout("", "m,a", "x,1").units


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ("header: 9", [9]), ("header: [1, 8]", [8]), ("header: [9, 1]", [9]), ("unit_row: 7", [7]), ("skip: [5, 6]", [5, 6]), ("header: 9, unit_row: 8, skip: [9, 2]", [9, 8]), ("header: 0", [0]),
    ],
)  # fmt: skip
def test_every_line_that_a_recipe_names_is_there(options: str, missing: list[int]) -> None:
    faults = layout(f"table: {{{options}}}", "m,a", "x,1").faults

    assert [f"t.csv:{line}" for line in missing] == [fault.where for fault in faults]


@pytest.mark.parametrize(
    ("recipe", "header", "found"),
    [
        ("", "m,a", []), ("", "m", ["no column 'a'"]), ("", "x,a", ["no column 'm'", "the column 'x'"]), ("", "m,a,b", ["the column 'b'"]), ("leave_out: {b: x}", "m,a,b", []), ("leave_out: {b: x}", "m,a", ["no column 'b'"]),
        ("region: {column: r}", "m,a,r", []), ("region: {column: r}", "m,a", ["no column 'r'"]), ("dimensions: {sector: {column: s}, kind: {is: x}}", "m,a", ["no column 's'"]), ("dimensions: {sector: {column: s}}", "m,a,s", []),
        ("unit_column: u", "m,a", ["no column 'u'"]), ("unit_column: u", "m,a,u", []), ("period: {columns: [y, q]}", "m,a", ["no column 'y'", "no column 'q'", "the column 'm'"]), ("period: {columns: [y, q]}", "y,q,a", []),
        ("table: {fill_down: [f]}", "m,a", ["no column 'f'"]), ("table: {fill_down: [m]}", "m,a", []), ("series: s\nlong: v\nleave_out: {b: x}", "m,s,v", []), ("series: s\nlong: v", "m,s,a", ["no column 'v'", "the column 'a'"]),
        ("", "m,a,a,a", ["the column 'a' a second time"] * 2), ("wide: true\nseries: s\nperiod: {}", "s,2024-01", []), ("wide: true\nseries: s\nperiod: {}\nleave_out: {b: x}", "s,b", ["no column that is a period"]),
        ("wide: true\nseries: s\nperiod: {}\nleave_out: {b: x}", "s,b,2024-01", []), ("wide: true\nseries: s\nperiod: {}", "s,2020.1,2024-01", ["'2020.1'"]), ("wide: true\nseries: s\nperiod: {is: year.month}", "s,2020.2", []),
    ],
)  # fmt: skip
def test_the_header_has_the_columns_of_the_recipe_once_and_no_others(
    recipe: str, header: str, found: list[str]
) -> None:
    line = ",".join("x" for _ in header.split(","))

    faults = layout(recipe, header, line).faults

    assert found == [fault.found for fault in faults]
    assert all("Is it the recipe for this table?" == fault.fix for fault in faults if "no column '" in fault.found)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["m,a", "x,1", "y"], ["t.csv:3: 1 cells"]), (["m,a", "x,1,9"], ["t.csv:2:C: '9'"]), (["m,a", "x,1,"], []), (["m,a", "x,1, ", "y,2,8"], ["t.csv:3:C: '8'"]), (["m,a,", "x,1"], []), (["m,a", "x", "y"], ["t.csv:2: 1 cells", "t.csv:3: 1 cells"]),
        (["m,,a", "x,9,1"], ["t.csv:2:B: '9'"]),
    ],
)  # fmt: skip
def test_lines_are_as_long_as_the_header_and_cells_lie_below_it(lines: list[str], found: list[str]) -> None:
    faults = layout("", *lines).faults

    assert found == [f"{fault.where}: {fault.found}" for fault in faults]
    assert all(fault.expected == "2, as in the header" for fault in faults if "cells" in fault.found)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["a,,b", "x,y,z"], ["a / x", "a / y", "b / z"]), (["a,,", "x,,z"], ["a / x", None, "z"]), (["a,b", "a,c"], ["a", "b / c"]), (["a,c", "b,d", "b,c"], ["a / b", "c / d / c"]), (["a,,", ",x,"], ["a", "a / x", None]), ([",a,", "x,y,z"], ["x", "a / y", "a / z"]),
        (["a,,b", "c,,", "x,y,"], ["a / c / x", "a / c / y", "b"]), (["a , ", " x, y"], ["a / x", "a / y"]),
    ],
)  # fmt: skip
def test_the_lines_of_a_header_are_joined(lines: list[str], names: list[str | None]) -> None:
    found = header_names(grid(*lines).frame, list(range(1, len(lines) + 1)))

    assert {at: name for at, name in enumerate(names) if name} == found


@pytest.mark.parametrize(
    ("name", "form", "period"),
    [("2024年 / 3月", "", "2024-03"), ("2024", "", "2024"), ("2020.2", "year.month", "2020-02"), ("2020.2", "", "?"), ("2024年 / 3月 / x", "", None), ("3月 / 2024年", "", None)],
)  # fmt: skip
def test_a_period_is_said_by_one_line_of_the_header_or_by_two(name: str, form: str, period: str | None) -> None:
    found = header_period(name, form)

    assert period == (found and found.text)


def test_a_column_without_a_name_is_named_by_its_letter(data: Path, tmp_path: Path) -> None:
    content = "x,,2025-07,2025-08\n1,North,7,8\n2,South,9,1\n"
    recipe = "period: {}\nwide: true\nregion: {column: %s}\nseries: x\nvalues:\n" + "".join(
        f"  - {{column: '{name}', indicator: apples, unit: 亿元}}\n" for name in (1, 2)
    )
    with_recipe(data, recipe % "B")
    made = added(data, content, "other")

    assert ["North", "North", "South", "South"] == list(made.plan.new["region"])

    with_recipe(data, recipe.replace("{column: %s}", "{is: China}"))
    message = refused(data, tmp_path, "t.csv", content.encode(), "other")
    assert "t.csv:2:B: found 'North'; expected a column with a name in the header. " in message
    assert "A recipe may name such a column by its letter, B." in message


def test_columns_of_one_name_may_go_by_their_letters_and_keep_the_unit_of_the_header(data: Path) -> None:
    growth = "  - {column: COLUMN, indicator: INDICATOR, measure: growth, base: year_before}\n"
    both = "".join(
        growth.replace("COLUMN", each).replace("INDICATOR", name) for each, name in (("C", "apples"), ("E", "pears"))
    )
    levels = (
        "values:\n  - {column: 苹果, indicator: apples, unit: 亿元}\n  - {column: 梨, indicator: pears, unit: 亿元}\n"
    )
    with_recipe(data, "period: {column: 月份}\nregion: {is: China}\n" + levels + both)
    table = "月份,苹果,同比（%）,梨,同比（%）\n2025-07,7,1.5,67,-2.5\n"

    made = values(added(data, table, "other"))
    assert ("1.5", "-2.5") == (made["china.2025-07.apples.growth"], made["china.2025-07.pears.growth"])

    with_recipe(
        data, "period: {column: 月份}\nregion: {is: China}\n" + levels + both.replace("column: C", "column: 同比（%）")
    )
    with pytest.raises(
        DataError, match=r"'同比（%）' a second time; .* Name each by its letter in the recipe: C, E, F\."
    ):
        added(
            data,
            table.replace("同比（%）,梨,同比（%）", "同比（%）,梨,同比（%）,同比（%）").replace("-2.5", "-2.5,1"),
            "other",
        )
