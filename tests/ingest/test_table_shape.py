"""The shape of a table that no recipe describes."""

from __future__ import annotations

import pandas as pd
import pytest

from adding import grid
from statbook.errors import DataError
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.table_shape import TableShape, _sample, find_shape, row_text


def shape(vocabulary: Vocabulary, *lines: str) -> TableShape:
    return find_shape(grid(*lines), vocabulary)


HEADERS = {
    "one line": (["月份,苹果", "2024-01,1"], [1], None),
    "a title above": (["果园产量,", "月份,苹果", "2024-01,1"], [2], None),
    "a title of two cells": (["果园产量,单位：亿元", "月份,苹果", "2024-01,1"], [2], None),
    "a line of units": (["月份,苹果,梨", "单位,亿元,%", "2024-01,1,2"], [1], 2),
    "units without a label": (["月份,苹果,梨", ",亿元,%", "2024-01,1,2"], [1], 2),
    "two lines": (["月份,苹果,,梨", ",总额,同比,总额", "2024-01,1,2,3"], [1, 2], None),
    "three lines and units": (["地,苹果,,,", ",红,,绿,", ",当月,累计,当月,累计", ",亿元,亿元,亿元,亿元", "北方,1,2,3,4"], [1, 2, 3], 4),
    "currencies in the middle are names": (["地,苹果,,梨,", ",人民币,,人民币,", ",总额（亿元）,同比,总额（亿元）,同比", "北方,1,2,3,4"], [1, 2, 3], None),
    "years are names": (["指标,2022,2023,2024", "苹果,1,2,3"], [1], None),
    "periods below names that span them": (["地,甲,,乙,", ",2024年1月,2024年2月,2024年1月,2024年2月", "北方,1,2,3,4"], [1, 2], None),
    "the first months are empty": (["月份,苹果,梨", "2024-01,,", "2024-02,--,", "2024-03,1,2"], [1], None),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_is_found_with(name: str, vocabulary: Vocabulary) -> None:
    lines, header, unit_row = HEADERS[name]
    found = shape(vocabulary, *lines)

    assert (header, unit_row) == (found.header, found.unit_row)
    first = max(header[-1], unit_row or 0) + 1
    assert [*range(first, len(lines) + 1)] == [*found.body.index]


def test_lines_of_one_cell_are_heads_among_the_numbers_and_notes_behind_them(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "项目,金额", "出口,", "一般贸易,1", "进口,", "一般贸易,2", "注：虚构,")

    assert ([2, 4], [6]) == (found.heads, found.notes)
    assert ["出口 / 一般贸易", "进口 / 一般贸易"] == found.labels(0)
    dated = shape(vocabulary, "月份,金额", "2024-01,1", "续表,", "2024-02,2")
    assert ([], [3]) == (dated.heads, dated.notes)


def test_names_that_begin_again_are_tables_side_by_side(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "月份,苹果,月份,苹果", "2024-01,1,2025-01,2")

    assert (2, {0: "月份", 1: "苹果"}) == (found.width, found.names)
    assert 0 == shape(vocabulary, "月份,苹果,月份,梨", "2024-01,1,2025-01,2").width


def test_lines_that_repeat_the_header_are_no_rows(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "月份,苹果", "2024-01,1", "月份,苹果", "2025-01,2")

    assert ([3], [2, 4]) == (found.repeats, [*found.body.index])


def test_periods_stand_in_the_header_or_in_a_column(vocabulary: Vocabulary) -> None:
    wide = shape(vocabulary, "指标,2024.09,2024.1,2024.11", "苹果,1,2,3")
    assert ([1, 2, 3], True) == (wide.periods, wide.needs_year_month)
    long = shape(vocabulary, "年份,月份,地区,苹果", "2024,1月,北方,1", ",2月,South,2")
    assert ([], [0, 1], [2]) == (long.periods, long.period_columns, long.region_columns)


@pytest.mark.parametrize(
    ("lines", "most", "looked_at"),
    [
        (6, 6, [*range(6)]), (7, 6, [0, 1, 2, 3, 5, 4, 6]), (20, 6, [0, 1, 2, 3, 9, 15, 17, 18, 19]), (20, 7, [0, 1, 2, 3, 8, 13, 18, 17, 19]), (13, 4, [0, 1, 2, 8, 10, 11, 12]),
    ],
)  # fmt: skip
def test_of_many_lines_half_are_from_the_beginning_and_half_from_all_of_it(
    lines: int, most: int, looked_at: list[int]
) -> None:
    assert looked_at == list(_sample(pd.DataFrame({"a": range(lines)}), most).index)


def test_the_titles_are_the_cells_above_the_names(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "果园产量,,单位：亿元", "另表,,", "月份,苹果,梨", "2024-01,1,2", "注：虚构,,")

    assert {"果园产量": "A1", "单位：亿元": "C1", "另表": "A2"} == found.titles
    assert {} == shape(vocabulary, "月份,苹果", "2024-01,1").titles


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["年份,月份,苹果", "2024,1月,1", ",2月,2"], [0, 1]), (["年份,月份,苹果", ",1月,1", "2024,2月,2"], [0]), (["年份,苹果", "2024,17", "2025,18"], [0]), (["年份,苹果", "2024,1", "2025,2"], [0, 1]), (["月份,另,苹果", "2024-01,2024-02,1"], [0]), (["另,月份,苹果", "x,2024-02,1"], [1]),
        (["另,月份,苹果", *["x,2024-02,1"] * 4, "x,y,1"], [1]), (["另,月份,苹果", *["x,2024-02,1"] * 3, "x,y,1"], []), (["月份,苹果", "2024-01-31,1"], [0]), (["另,苹果", "x,1"], []), (["年份,苹果,月份", "2024,70,1月"], [0, 2]), (["日期,苹果", "2024-02-02,1", "2024-02-05,2"], [0]),
    ],
)  # fmt: skip
def test_most_cells_of_a_column_of_periods_are_periods(
    lines: list[str], columns: list[int], vocabulary: Vocabulary
) -> None:
    assert columns == shape(vocabulary, *lines).period_columns


@pytest.mark.parametrize(
    ("lines", "periods"),
    [
        (["指标,2024,2025", "a,1,2"], [1, 2]), (["指标,2024年1月,同比", "a,1,2"], []), (["指标,2024年1月,同比,x", "a,1,2,3"], []), (["指标,2024年1月,同比,x", "a,1,2,y"], []), (["指标,2024年1月,x", "a,1,y"], [1]), (["指标,2024年1月,2024年2月", "a,1,"], [1, 2]),
    ],
)  # fmt: skip
def test_the_header_holds_periods_where_half_of_the_columns_of_numbers_are_below_one(
    lines: list[str], periods: list[int], vocabulary: Vocabulary
) -> None:
    assert periods == shape(vocabulary, *lines).periods


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["月份,地区,苹果", "2024-01,北方,1"], [1]), (["地区,地方,苹果", "北方,South,1"], [0]), (["地区,苹果", *["北方,1"] * 4, "x,1"], [0]), (["地区,苹果", *["北方,1"] * 3, "x,1"], []), (["地区,苹果", "北方,1", "--,2", "South,3"], [0]),
    ],
)  # fmt: skip
def test_most_cells_of_a_column_of_regions_are_regions(
    lines: list[str], columns: list[int], vocabulary: Vocabulary
) -> None:
    assert columns == shape(vocabulary, *lines).region_columns


def test_names_below_a_head_are_joined_to_it_and_named_once(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "项目,金额", "总计,3", "出口,", "一般,1", "一般,1", "进口,", "一般,2")

    assert ["总计", "出口 / 一般", "进口 / 一般"] == found.labels(0)
    assert [3, 6] == found.heads


def test_missing_cells_are_no_part_of_a_share(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "月份,苹果,梨", "2024-01,1,--", "2024-02,--,", "2024-03,x,--")

    assert [0.5, 0.0] == [found.share(at, found.is_number) for at in (1, 2)]


@pytest.mark.parametrize(
    ("names", "width"),
    [
        ("a,b,a,b", 2), ("a,b,a,b,a,b", 2), ("a,b,c,a,b,c", 3), ("a,b,a", 0), ("a,b,a,b,a", 0), ("a,b,a,c", 0), ("a,b", 0), ("a,,b,a,,b", 3),
    ],
)  # fmt: skip
def test_a_table_stands_several_times_where_all_its_names_do(names: str, width: int, vocabulary: Vocabulary) -> None:
    numbers = ",".join("1" if name else "" for name in names.split(","))

    assert width == shape(vocabulary, names, numbers, numbers).width


def test_of_a_long_table_lines_from_all_of_it_are_looked_at(vocabulary: Vocabulary) -> None:
    lines = [f"{year}-{month:02},{'' if year < 2000 else 1}" for year in range(1000, 2100) for month in range(1, 13)]
    more = [f"{line},{number}" for number, line in enumerate(lines * 4)]
    found = shape(vocabulary, "月份,苹果,梨", *more)

    assert len(found.body) < 20_100
    assert found.columns(found.is_number, found.names) == [1, 2]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([",,"], "found no cells"),
        (["月份,苹果", "x,y"], "found no numbers below names; expected a table"),
        (["1,2"], "found no numbers below names"),
        (["月份,苹果"], "found no numbers below names; expected a table. It has one line only: is it the whole table?"),
        ([",", "题目,", "2024-01,1"], "t.csv:3: found numbers without a line of names above"),
    ],
)
def test_what_is_no_table_has_no_shape(lines: list[str], words: str, vocabulary: Vocabulary) -> None:
    with pytest.raises(DataError, match=words):
        shape(vocabulary, *lines)


def test_the_cells_of_a_line_are_one_text() -> None:
    assert "注：虚构" == row_text(grid("a,b", ",注：虚构").frame, 2)


@pytest.mark.parametrize(
    ("upper", "lower", "header"),
    [
        ("m,a,", ",x,y", [1, 2]), ("m,a,b", ",x,y", [1, 2]), (",a,", ",x,y", [1, 2]), ("m,a,", "m,x,y", [1, 2]), ("m,,", ",x,y", [2]), ("m,a,", ",,y", [1, 2]), ("m,a,", ",x,", [1, 2]), ("m,a,", ",x,1", [1]),
        ("m,a,", ",1,x", [1]), ("m,a,,b", ",x,y,", [1, 2]), ("m,a,,b", ",x,,y", [1, 2]),
    ],
)  # fmt: skip
def test_two_lines_are_one_header_where_both_name_columns(
    upper: str, lower: str, header: list[int], vocabulary: Vocabulary
) -> None:
    numbers = ",".join("7" for _ in upper.split(","))

    assert header == shape(vocabulary, upper, lower, numbers).header


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        (["m,a", "1,2"], [1]), (["t,", "m,a", "1,2"], [2]), (["a", "1"], [1]), (["", "a", "1"], [2]), (["t,单位：元,,,", "m,a,b,c,d", "1,2,3,4,5"], [2]), (["m,a,b,c,", "1,2,3,4,5"], [1]), (["t,,", "m,a,", ",x,y", "1,2,3"], [2, 3]),
        (["m,a,", ",x,y", "1,2,3"], [1, 2]), (["m,a,b", "1,2,3", "n,c,", ",x,y"], [1]), (["t,", "u,", "m,a", "1,2"], [3]),
    ],
)  # fmt: skip
def test_the_header_is_the_lines_of_names_above_the_first_numbers(
    lines: list[str], header: list[int], vocabulary: Vocabulary
) -> None:
    assert header == shape(vocabulary, *lines).header


def test_a_column_of_texts_without_a_name_goes_by_its_letter(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, ",2024年,2025年", "North,1,2", "South,3,4")

    assert {0: "A", 1: "2024年", 2: "2025年"} == found.names
    assert [0] == found.region_columns


def test_a_line_of_a_period_and_a_word_below_names_is_no_header(vocabulary: Vocabulary) -> None:
    shape = find_shape(grid("月份,同比", "2025年7月,持平", "2025年8月,5.2"), vocabulary)
    assert ([1], {0: "月份", 1: "同比"}) == (shape.header, shape.names)

    wide = find_shape(grid("地区,2025年,", ",1月,2月", "北京,5.2,1"), vocabulary)
    assert [1, 2] == wide.header


def test_a_label_repeats_the_one_above_where_others_stand_beside_it(vocabulary: Vocabulary) -> None:
    rows = ["2024-01,北方,1", ",South,2", "2024-02,北方,3"]

    assert [0] == shape(vocabulary, "月份,地区,苹果", *rows).sparse
    assert [] == shape(vocabulary, "月份,地区,苹果", rows[1], *rows).sparse
    assert [] == shape(vocabulary, "月份,苹果", "2024-01,1", "2024-02,2", ",3").sparse


def test_a_sum_among_periods_is_no_period(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "月份,苹果", "2024-01,1", "2024-02,2", "合计,3")

    assert ([0], ["合计"]) == (found.period_columns, found.totals)
    assert [] == shape(vocabulary, "项目,苹果", "合计,3", "总计,4").period_columns


def test_columns_of_one_name_go_by_their_letters_and_that_to_their_left(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "月份,苹果,同比,梨,同比", "2024-01,1,2,3,4")

    assert ["月份", "苹果", "C", "梨", "E"] == [*found.names.values()]
    assert ["苹果", "苹果 / 同比", "梨", "梨 / 同比"] == [found.words(at) for at in (1, 2, 3, 4)]


def test_years_and_months_may_have_a_column_between_them(vocabulary: Vocabulary) -> None:
    lines = ("年,季,月,苹果", "2026,一季度,1月,1", ",,2月,2", ",,3月,3", ",二季度,4月,4")

    assert [0, 2] == shape(vocabulary, *lines).period_columns


def test_lines_about_the_series_are_no_rows(vocabulary: Vocabulary) -> None:
    found = shape(vocabulary, "指标,苹果,梨", "频率,月,月", "单位,亿元,亿元", "来源,果园,果园", "2024-01,1,2")

    assert ([1], 3, [2, 4], [5]) == (found.header, found.unit_row, found.about, [*found.body.index])


def test_numbers_without_names_above_are_no_table_and_years_are_names(vocabulary: Vocabulary) -> None:
    with pytest.raises(DataError, match="numbers without a line of names above"):
        shape(vocabulary, "苹果,5020.1", "梨,2730.1")

    assert [1] == shape(vocabulary, "指标,2023", "梨,2730.1").header


def test_one_column_that_is_a_period_says_that_of_the_others(vocabulary: Vocabulary) -> None:
    assert [] == shape(vocabulary, "项目,2024年1月,占比", "苹果,5,50", "梨,5,50").periods
    assert [1] == shape(vocabulary, "项目,2024年1月,备注", "苹果,5,x", "梨,5,y").periods


def test_amounts_that_could_be_years_or_months_are_no_periods(vocabulary: Vocabulary) -> None:
    lines = ("地区,出口,进口（亿元）", "North,3000.5,2010.0", "South,2990.1,2011.5", "China,4000.7,2012.2")
    assert [] == find_shape(grid(*lines), vocabulary).period_columns
    lines = ("数,年", "1,2010", "2,2011", "3,2012")
    assert [1] == find_shape(grid(*lines), vocabulary).period_columns
    lines = ("数,值", "1,2049", "2,2011", "3,2036")
    assert [] == find_shape(grid(*lines), vocabulary).period_columns
