"""Tables of several shapes, read by recipes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from adding import JULY, LEVELS, SHORT, TABLE, added, refused, values, with_recipe, workbook
from made_up_tables import as_csv, cells, examples, periods_of_tables
from statbook.errors import DataError
from statbook.ingest.parsing.parsed_table import ParsedTable
from statbook.ingest.parsing.reshape import OUTSIDE, _select, parse_with_recipe
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid
from statbook.ingest.readers.table_file import read_grid
from statbook.ingest.validation.recipe_check import check_recipe
from statbook.store import Recipe, load_recipe
from statbook.store.periods import is_period
from statbook.store.printed_number import parse_cell


def test_a_wide_table_has_units_of_its_own_in_every_row(data: Path) -> None:
    with_recipe(
        data,
        "period: {}\nwide: true\nseries: 指标\nunit_column: 单位\nregion: {is: China}\nvalues:\n"
        "  - {column: 苹果, indicator: apples}\n  - {column: 树, indicator: trees}\n"
        "  - {column: 甜度变化, indicator: sweetness, measure: difference, base: year_before}\n",
    )
    made = added(data, "指标,单位,2024年1月,2024年2月\n苹果,亿元,1,2\n树,万元,3,…\n甜度变化,基点,-4,5\n", "other")

    assert {
        "china.2024-01.apples": "100000000",
        "china.2024-02.apples": "200000000",
        "china.2024-01.trees": "30000",
        "china.2024-01.sweetness.difference": "-4",
        "china.2024-02.sweetness.difference": "5",
    } == values(made)
    assert {"basis_point"} == set(made.plan.new.loc[made.plan.new["indicator"] == "sweetness", "unit"])


def test_a_long_table_names_the_series_in_a_column(data: Path) -> None:
    with_recipe(
        data,
        "table: {fill_down: [地区]}\nperiod: {column: 期}\nseries: 指标\nlong: 数值\nregion: {column: 地区, codes: {北: North}}\n"
        "values: [{column: 苹果, indicator: apples, unit: 元}]\nleave_out: {桃: No indicator.}\n",
    )
    made = added(data, "地区,期,指标,数值\n北,2024Q1,苹果,9\n,2024Q2,苹果,8\n,2024Q1,桃,7\n", "other")

    assert {"north.2024-01_2024-03.apples": "9", "north.2024-04_2024-06.apples": "8"} == values(made)
    assert {"No indicator.": 1} == dict(made.left_out)


@pytest.mark.parametrize(
    ("column", "cell", "outcome"),
    [
        ("苹果", "7.5亿元", {"china.2025-07.apples": "750000000"}),
        ("苹果（亿元）", "7.5亿元", {"china.2025-07.apples": "750000000"}),
        ("苹果", "75000万元", "table.csv:2:B (苹果): found the unit '万元'; expected 亿元"),
        ("苹果", "US$7.5", "found the unit 'US$'; expected 亿元"),
        ("苹果", "7.5‰", "found the unit '‰'; expected 亿元"),
        ("苹果（亿元）", "75000万元", "found the units '亿元 / 万元'; expected 亿元. Only one can be right"),
    ],
)
def test_a_unit_in_a_cell_is_checked_like_any_other(
    column: str, cell: str, outcome: str | dict[str, str], data: Path
) -> None:
    with_recipe(data, SHORT + LEVELS.replace("苹果", column))
    text = f"月份,{column}\n2025年7月,{cell}\n"
    if isinstance(outcome, dict):
        assert outcome == values(added(data, text, "other"))
        return

    with pytest.raises(DataError, match=re.escape(outcome)):
        added(data, text, "other")


def test_a_unit_of_the_whole_table_must_be_that_of_its_amounts(data: Path) -> None:
    growth = '  - {column: 增速, indicator: apples, measure: growth, base: year_before, unit: "%"}\n'
    with_recipe(
        data, "table: {header: 2}\n" + SHORT + "values:\n  - {column: 苹果, indicator: apples, unit: 亿元}\n" + growth
    )
    text = "果园（单位：UNIT）,,\n月份,苹果,增速\n2025年7月,7,1\n"

    with pytest.raises(DataError, match="found the unit '万元'; expected 亿元"):
        added(data, text.replace("UNIT", "万元"), "other")
    assert 2 == len(added(data, text.replace("UNIT", "亿元、%"), "other").plan.new)


@pytest.mark.parametrize(
    ("rows", "merged", "words"),
    [
        (
            [["2025年7月", 7], ["2025年8月", None]],
            "B2:B3",
            r"table.xlsx:Sheet:3:B: found cells merged from Sheet!B2 on",
        ),
        (
            [["2025年7月", None], ["2025年8月", 7]],
            "B1:B2",
            r"table.xlsx:Sheet:2:B: found cells merged from Sheet!B1 on",
        ),
    ],
)
def test_a_cell_merged_with_a_number_or_a_name_is_no_missing_number(
    rows: list[list[object]], merged: str, words: str, data: Path
) -> None:
    def fill(book: Workbook) -> None:
        for row in (["月份", "苹果"], *rows):
            book.active.append(row)
        book.active.merge_cells(merged)

    with_recipe(data, SHORT + LEVELS)

    with pytest.raises(DataError, match=words + "; expected a cell for each number. Split them"):
        added(data, workbook(fill), "other", "table.xlsx")


def test_merged_cells_without_a_number_are_empty(data: Path) -> None:
    def fill(book: Workbook) -> None:
        for row in (["月份", "苹果"], ["2025年7月", 7], ["2025年8月", "—"], ["2025年9月", None], ["注：虚构", None]):
            book.active.append(row)
        book.active.merge_cells("B3:B4")
        book.active.merge_cells("A5:B5")

    with_recipe(data, "table: {notes: [注]}\n" + SHORT + LEVELS)

    assert {"china.2025-07.apples": "700000000"} == values(added(data, workbook(fill), "other", "table.xlsx"))


def test_a_column_of_units_says_those_of_levels_beside_their_growth(data: Path) -> None:
    growth = '  - {column: 同比, indicator: apples, measure: growth, base: year_before, unit: "%"}\n'
    with_recipe(data, SHORT + "unit_column: 单位\nvalues:\n  - {column: 苹果, indicator: apples}\n" + growth)
    table = "月份,单位,苹果,同比\n2025年7月,亿元,7,1.5\n"

    assert ["700000000", "1.5"] == list(added(data, table, "other").plan.new["value"])
    with pytest.raises(DataError, match="found the unit '‰'; expected %"):
        added(data, table.replace("亿元", "‰"), "other")


def test_columns_beside_the_periods_are_left_out_by_name(data: Path) -> None:
    layout = "period: {}\nwide: true\nseries: 指标\nregion: {is: China}\n"
    with_recipe(data, layout + LEVELS + "leave_out: {备注: Words., 合计: A sum.}\n")
    made = added(data, "指标,备注,2025年7月,2025年8月,合计\n苹果,x,7,8,15\n", "other")

    assert {"china.2025-07.apples": "700000000", "china.2025-08.apples": "800000000"} == values(made)


def test_months_below_their_year_are_periods(data: Path) -> None:
    with_recipe(data, "table: {header: [1, 2]}\nperiod: {}\nwide: true\nseries: 指标\nregion: {is: China}\n" + LEVELS)
    made = added(data, "指标,2024年,,2025年,\n,11月,十二月,7月,8月\n苹果,5,6,7,8\n", "other")

    assert ["2024-11", "2024-12", "2025-07", "2025-08"] == list(made.plan.new["period"])


def test_rows_of_several_dimensions_may_have_a_header_of_two_lines(data: Path) -> None:
    with_recipe(
        data,
        "table: {header: [1, 2]}\nperiod: {is: 2025-07}\nregion: {is: China}\nseries: 项目\nrows: {苹果: {indicator: apples}}\n"
        "values: [{column: 本月 / 金额, unit: 亿元}]\nleave_out: {上月 / 金额: Of another month.}\n",
    )
    made = added(data, "项目,本月,上月\n,金额,金额\n苹果,7,6\n", "other")

    assert {"china.2025-07.apples": "700000000"} == values(made)


def test_a_year_and_its_part_stand_in_two_columns(data: Path) -> None:
    years = "table: {fill_down: [年份]}\nperiod: {columns: [年份, 月份]}\nregion: {is: China}\n"
    with_recipe(data, years + LEVELS)
    made = added(data, "年份,月份,苹果\n2023年,7月,7\n,8,8\n2024,Q1,9\n", "other")

    assert ["2023-07", "2023-08", "2024-01/2024-03"] == list(made.plan.new["period"])
    with pytest.raises(DataError, match=r"table.csv:2:B \(月份\): found '2025 / 13'; expected a period"):
        added(data, "年份,月份,苹果\n2025,13,7\n", "other")


def test_numbers_outside_the_periods_of_a_series_are_counted(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS.replace("亿元", "亿元, from: 2025-08"))
    made = added(data, "月份,苹果\n2025-07,7\n2025-08,8\n", "other")

    assert 1 == made.left_out["Outside the periods of the recipe."]


BAD_PERIODS = {
    "a day the calendar has not": (TABLE + "2026-02-30,7,67,1,x\n", "table.csv:2:A (month)", "'2026-02-30'"),
    "a thirteenth month": (TABLE + "2025-13,7,67,1,x\n", "table.csv:2:A (month)", "a period"),
    "a month that may be October": (TABLE + "2025.1,7,67,1,x\n", "table.csv:2:A (month)", "January 2025 or October 2025"),
    "a row of words below the table": (TABLE + JULY + "Source: nobody,,,,\n", "table.csv:3:A (month)", "skip, notes"),
    "days counted from 1900": (TABLE + "46023,7,67,1,x\n", "table.csv:2:A (month)", "day number"),
    "an empty period": (TABLE + ",7,67,1,x\n", "table.csv:2:A (month)", "an empty cell"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_PERIODS)
def test_the_period_of_a_row_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = BAD_PERIODS[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


@pytest.mark.slow
@examples(460)
@given(rows=st.lists(st.tuples(periods_of_tables, cells, cells, cells), min_size=1, max_size=5))
def test_a_table_read_by_a_recipe_gives_rows_of_the_schema_or_faults(
    rows: list[tuple[str, ...]], vocabulary: Vocabulary, shared_data: Path, grid_of: Callable[[bytes], Grid]
) -> None:
    grid = grid_of(as_csv([["month", "apples", "pears", "growth", "remark"], *([*row, ""] for row in rows)]))
    shape = parse_with_recipe(grid, load_recipe(shared_data, "orchard"), vocabulary)

    if shape.faults:
        assert all(fault.where.startswith("table.csv") for fault in shape.faults)
        return
    made = {(row.where.line, row.where.column): row for row in shape.rows.itertuples()}
    for (line, position), row in made.items():
        text = grid.frame.at[line, position].strip()
        assert row.printed == text
        assert row.unit == ("percent" if position == 3 else "CNY")
    assert len(made) + shape.missing == 3 * int((grid.frame.iloc[1:] != "").any(axis=1).sum())


def test_an_exception_leaves_one_number_out_and_counts_it_with_its_reason(data: Path) -> None:
    with_recipe(data, f"{SHORT}except: [{{column: 苹果, period: 2025-07, because: A misprint.}}]\n{LEVELS}")
    made = added(data, "月份,苹果\n2025-07,7\n2025-08,8\n2025-09,9\n", "other")

    assert ["2025-08", "2025-09"] == list(made.plan.new["period"])
    assert 1 == made.left_out["A misprint."]


def optional(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=fields)


names = st.sampled_from(
    ["month", "apples", "红", "North", "{sector}", "{region}:{sector}", "*", "a*", "apples / 红", "x"]
)
places = st.sampled_from(
    [{"is": "China"}, {"column": "North"}, {"sheet": True}, {"column": "红", "codes": {"7": "South"}}]
)
entries = st.builds(
    lambda column, more: {"column": column, "indicator": "apples", **more},
    names,
    optional(
        unit=st.sampled_from(["亿元", "%", "fraction", "x"]),
        measure=st.sampled_from(["growth", "share"]),
        base=st.sampled_from(["year_before", "period_before"]),
        optional=st.just(True),
        members=st.just({"sector": "red"}),
        timing=st.sampled_from(["over", "to_date", "at"]),
        codes=st.just({"x": "red"}),
    ),
)
periods = st.sampled_from(
    [
        {"column": "month"},
        {"columns": ["month", "apples"]},
        {"column": "month", "is": "year.month"},
        {"cell": "A1"},
        {"cell": "ZZ99"},
        {"sheet": True},
        {"is": "2024年1月"},
        {"is": "soon"},
        {},
    ]
)
tables = optional(
    header=st.sampled_from([1, 2, [1, 2], 9]), unit_row=st.sampled_from([2, 9]), skip=st.just([2]), notes=st.just(["注"]),
    fill_down=st.just(["month"]), cells=st.sampled_from(["A1:B2", "B1:D3", "C9:D9", "x"]), decimal=st.sampled_from([",", "."]),
)  # fmt: skip
layouts = st.sampled_from(
    [{}, {"wide": True, "series": "month"}, {"long": "apples", "series": ["month", "红"]}]
    + [{"series": "month", "rows": row} for row in ({"{sector}": {}}, {"x": {"optional": True}, "红": {"unit": "%"}})]
)
recipes = st.builds(
    lambda table, period, region, layout, values, more: (
        {"theme": "credit", "source": {"code": "a", "title": "b", "title_en": "c", "publisher": "d"}, "table": table}
        | {"period": period, "region": region, "values": values, **layout, **more}
    ),
    tables,
    periods,
    places,
    layouts,
    st.lists(entries, min_size=1, max_size=3),
    optional(
        leave_out=st.dictionaries(names, st.just("Rest."), max_size=2),
        marks=st.sampled_from([{"p": "preliminary"}, {"x": 0, "红": "Note."}]),
        dimensions=st.dictionaries(st.just("sector"), places, max_size=1),
        unit_column=names,
        missing=st.just(["x"]),
    ),
)
words = st.sampled_from(
    [
        "month",
        "apples",
        "红",
        "绿",
        "North",
        "x",
        "注",
        "北方:红",
        "2024年1月",
        "2024-02",
        "亿元",
        "",
        "7",
        "5p",
        "52,3",
    ]
)


@examples(300)
@given(recipe=recipes, rows=st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_recipe_and_any_table_give_rows_or_faults(
    recipe: dict[str, object], rows: list[list[str]], vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(as_csv(rows))
    other = Recipe("other", recipe)
    try:
        grid = read_grid(file, recipe["table"])  # type: ignore[arg-type]
        faults = check_recipe(other, vocabulary)
        made = None if faults else parse_with_recipe(grid, other, vocabulary)
    except DataError as error:
        assert str(error)
        return
    assert faults or made
    if made and not made.faults and not made.rows.empty:
        assert made.rows["value"].map(lambda value: parse_cell(value) is not None).all()
        assert made.rows["period"].map(is_period).all()


@pytest.mark.parametrize(
    ("spec", "kept", "left_out"),
    [
        ({}, ["2023-12", "2024-01", "2024-02", "2024-12", "2025-01"], {}), ({"from": "2024-01"}, ["2024-01", "2024-02", "2024-12", "2025-01"], {OUTSIDE: 1}), ({"from": 2024}, ["2024-01", "2024-02", "2024-12", "2025-01"], {OUTSIDE: 1}),
        ({"until": "2024-02"}, ["2023-12", "2024-01", "2024-02"], {OUTSIDE: 2}), ({"until": 2024}, ["2023-12", "2024-01", "2024-02", "2024-12"], {OUTSIDE: 1}), ({"from": 2024, "until": "2024-01"}, ["2024-01"], {OUTSIDE: 4}),
        ({"column": "b"}, ["2023-12", "2024-01", "2024-12", "2025-01"], {"why": 1}), ({"column": " b", "until": 2023}, ["2023-12"], {"why": 1, OUTSIDE: 3}),
    ],
)  # fmt: skip
def test_a_series_leaves_out_exceptions_and_what_is_outside_its_periods(
    spec: dict[str, object], kept: list[str], left_out: dict[str, int]
) -> None:
    cells = pd.DataFrame({"period": ["2023-12", "2024-01", "2024-02", "2024-12", "2025-01"]}, dtype=object)
    content = {"theme": "t", "except": [{"column": "b", "period": "2024-02", "because": "why"}]}
    out = ParsedTable("t")
    rows = _select(cells, {"column": "a"} | spec, Recipe("r", content), out)

    assert (kept, left_out) == (list(rows["period"]), dict(out.left_out))
