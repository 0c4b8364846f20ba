"""Recipes that say many columns, rows or series in one entry."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from adding import SHORT, added, refused, values, with_recipe
from statbook.ingest.parsing.recipe_expansion import cross_rows, expand_columns, expand_series, read_header_period
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.store import Recipe


def recipe(text: str) -> Recipe:
    return Recipe("other", yaml.safe_load(text))


def columns(found: Recipe) -> list[str]:
    return [spec["column"] for spec in found.values]


def test_a_pattern_is_an_entry_for_each_member_in_a_name(vocabulary: Vocabulary) -> None:
    short = recipe(
        "values: [{column: 'apples:{region}:{sector}', indicator: apples, members: {kind: x}, codes: {北国: North}}]"
    )

    found, absent = expand_columns(
        short, ["month", "apples:北国:Red", "apples: 南方 : 绿", "apples:Mars:red"], vocabulary
    )

    assert ["apples:北国:Red", "apples: 南方 : 绿"] == columns(found)
    assert {"kind": "x", "region": "North", "sector": "red"} == found.values[0]["members"]
    assert {"kind": "x", "region": "South", "sector": "green"} == found.values[1]["members"]
    assert ([1, 1], []) == ([spec["entry"] for spec in found.values], absent)


def test_a_pattern_stands_for_periods_in_one_line_of_the_header_or_in_two(vocabulary: Vocabulary) -> None:
    short = recipe("period: {}\nvalues: [{column: '{period} / {region}', indicator: apples}]")
    names = ["2024年 / North", "2025年 / 1-9月 / South", "Sum / North", "2024.1 / South"]

    found, _ = expand_columns(short, names, vocabulary)

    assert names[:2] == columns(found)
    assert ["2024年", "2025年/1-9月"] == [spec["period"] for spec in found.values]
    assert [{"region": "North"}, {"region": "South"}] == [spec["members"] for spec in found.values]
    assert ["2024", "2025-01/2025-09"] == [read_header_period(spec["period"]).text for spec in found.values]  # type: ignore[union-attr]


def test_columns_without_a_period_have_that_of_the_recipe(data: Path) -> None:
    with_recipe(
        data,
        "period: {is: 2025-07}\nregion: {is: China}\nseries: s\nrows: {全部: {}}\n"
        "values: [{column: '{period}苹果', indicator: apples, unit: 亿元}, {column: 梨, indicator: pears, unit: 亿元}]\n",
    )
    made = added(data, "s,2025年8月苹果,2025年9月苹果,梨\n全部,7,8,67\n", "other")

    assert {
        "china.2025-08.apples": "700000000",
        "china.2025-09.apples": "800000000",
        "china.2025-07.pears": "6700000000",
    } == values(made)


def test_names_go_before_patterns_and_what_is_left_out_comes_last(vocabulary: Vocabulary) -> None:
    short = recipe(
        "values: [{column: '{region}*', indicator: pears}, {column: North, indicator: apples}]\n"
        "leave_out: {South: Too far., '*n*': Rest.}"
    )

    found, _ = expand_columns(short, ["North", "South", "North (sum)", "China", "Month"], vocabulary)

    assert ["North (sum)", "China", "North"] == columns(found)
    assert {"South": "Too far.", "Month": "Rest."} == found.content["leave_out"]


def test_a_name_with_an_asterisk_is_no_pattern_where_it_stands(vocabulary: Vocabulary) -> None:
    short = recipe("values: [{column: apples, indicator: apples}]\nleave_out: {'pears*': Marked.}")

    assert {"pears*": "Marked."} == expand_columns(short, ["apples", "pears*", "pears"], vocabulary)[0].content[
        "leave_out"
    ]
    assert {"pears": "Marked."} == expand_columns(short, ["apples", "pears"], vocabulary)[0].content["leave_out"]


@pytest.mark.parametrize("column", ["pears", "'{region}'"])
def test_only_optional_entries_may_be_absent(column: str, vocabulary: Vocabulary) -> None:
    text = f"values: [{{column: apples, indicator: apples}}, {{column: {column}, indicator: pears}}]"

    found, absent = expand_columns(recipe(text), ["apples"], vocabulary)
    assert ([column.strip("'")], []) == (columns(found)[1:], absent)

    found, absent = expand_columns(recipe(text.replace("pears}", "pears, optional: true}")), ["apples"], vocabulary)
    assert ([], [column.strip("'")]) == (columns(found)[1:], absent)


def test_series_in_rows_are_expanded_by_their_names(vocabulary: Vocabulary) -> None:
    short = recipe(
        "series: a\nlong: b\nvalues: [{column: 'apples {sector}', indicator: apples}]\nleave_out: {'*': Rest.}"
    )

    assert ["apples {sector}"] == columns(expand_columns(short, ["a", "b"], vocabulary)[0])
    found, _ = expand_series(short, ["apples red", "apples blue"], vocabulary)
    assert (["apples red"], {"apples blue": "Rest."}) == (columns(found), found.content["leave_out"])


def test_rows_and_columns_make_a_series_each_and_the_row_goes_first(vocabulary: Vocabulary) -> None:
    short = recipe(
        "series: a\nrows: {all: {}, '{sector}': {unit: 万元}}\n"
        "values: [{column: sum, indicator: apples, unit: 亿元, members: {kind: x}}]\nleave_out: {rest: No.}"
    )

    found, _ = expand_series(short, ["all", "red", "rest"], vocabulary)
    crossed = cross_rows(found)

    assert ["all / sum", "red / sum"] == columns(crossed)
    assert ["亿元", "万元"] == [spec["unit"] for spec in crossed.values]
    assert [{"kind": "x"}, {"kind": "x", "sector": "red"}] == [spec["members"] for spec in crossed.values]
    assert {"rest": "No.", "rest / sum": "No."} == crossed.content["leave_out"]


PRESS = SHORT.replace("{column: 月份}", "{is: 2025年7月}") + (
    "series: 项目\nrows: {全部: {}, '{sector}': {}, 树: {indicator: trees, optional: true}}\n"
    "values:\n  - {column: 金额, indicator: apples, unit: 亿元}\n"
    "  - {column: 同比, indicator: apples, measure: growth, base: year_before, unit: '%'}\n"
    "leave_out: {备注: Words., 其他*: No sector.}\n"
)


def test_a_press_table_is_rows_of_members_and_columns_of_measures(data: Path) -> None:
    with_recipe(data, PRESS)
    made = added(data, "项目,金额,同比,备注\n全部,10,5,x\n红,7,-2.5,\n绿,3,…,\n其他水果,1,1,\n", "other")

    assert {
        "china.2025-07.apples": "1000000000",
        "china.2025-07.apples.growth": "5",
        "china.2025-07.apples.red": "700000000",
        "china.2025-07.apples.red.growth": "-2.5",
        "china.2025-07.apples.green": "300000000",
    } == values(made)
    assert (1, {"No sector.": 2, "Words.": 0}) == (made.missing, dict(made.left_out))
    assert "not in this table: 树" in made.notes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("项目,金额,同比,备注\n全部,10,5,\n红,7,1,\n蓝,7,1,\n", "table.csv:4:A (项目): found '蓝'; expected a series that the recipe names"),
        ("项目,金额,同比,备注\n红,7,1,\n", "found no series '全部'; expected every series that the recipe names"),
        ("项目,金额,同比,备注\n全部,10,5,\n", "found no series '{sector}'"),
        ("项目,金额,同比,备注\n全部,10,5,\n红,7,1,\n红,8,1,\n", "table.csv:4:B"),
        ("项目,金额,同比,外,备注\n全部,10,5,1,\n红,7,1,1,\n", "found the column '外'"),
    ],
)  # fmt: skip
def test_a_press_table_is_refused_where_the_recipe_does_not_say_it(
    text: str, words: str, data: Path, tmp_path: Path
) -> None:
    with_recipe(data, PRESS)

    assert words in refused(data, tmp_path, "table.csv", text.encode(), "other")


def test_a_table_that_lacks_all_its_optional_series_is_refused(data: Path, tmp_path: Path) -> None:
    with_recipe(
        data, SHORT + "values: [{column: 苹果, indicator: apples, unit: 元, optional: true}]\nleave_out: {'*': Rest.}\n"
    )

    message = refused(data, tmp_path, "table.csv", "月份,梨\n2025-07,7\n".encode(), "other")

    assert "no numbers" in message or "no column of numbers" in message


def test_rows_may_stand_under_a_head(data: Path) -> None:
    with_recipe(
        data,
        SHORT.replace("{column: 月份}", "{is: 2025年7月}")
        + "series: 项目\nheads: [苹果, 梨]\nrows: {苹果: {indicator: apples}, '苹果 / {sector}': {indicator: apples}, 梨: {indicator: pears}, 梨 / 红: {indicator: pears, members: {sector: red}}}\n"
        "values: [{column: 金额, unit: 亿元}]\n",
    )
    made = added(data, "项目,金额\n苹果,10\n红,7\n绿,3\n梨,70\n红,5\n", "other")

    assert {
        "china.2025-07.apples": "1000000000",
        "china.2025-07.apples.red": "700000000",
        "china.2025-07.apples.green": "300000000",
        "china.2025-07.pears": "7000000000",
        "china.2025-07.pears.red": "500000000",
    } == values(made)


def test_the_whole_of_a_row_is_that_of_its_shares(data: Path) -> None:
    with_recipe(
        data,
        "period: {is: 2025-07}\nregion: {is: China}\nseries: 项目\n"
        "rows: {全部: {of: unknown}, 红: {members: {sector: red}, of: sector=all}}\nvalues:\n"
        "  - {column: 苹果, indicator: apples, unit: 亿元}\n"
        '  - {column: 比重, indicator: apples, measure: share, unit: "%"}\n',
    )
    new = added(data, "项目,苹果,比重\n全部,8,100.0\n红,6,75.0\n", "other").plan.new

    assert [("level", ""), ("share", "unknown"), ("level", ""), ("share", "sector=all")] == [
        *zip(new["measure"], new["of"], strict=True)
    ]
