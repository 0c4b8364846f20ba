"""The series of a draft."""

from __future__ import annotations

import pytest
import yaml

from adding import grid
from statbook.ingest.label_columns import quote
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.series_draft import describe_series
from statbook.ingest.series_guess import SeriesGuesser
from statbook.ingest.table_shape import find_shape
from statbook.store import Store


@pytest.fixture(scope="module")
def real(store: Store) -> Vocabulary:
    return Vocabulary(store)


def described(vocabulary: Vocabulary, *lines: str) -> list[str]:
    shape = find_shape(grid(*lines), vocabulary)
    labels = [] if shape.periods else shape.period_columns
    found, _ = describe_series(shape, labels, SeriesGuesser(vocabulary))
    assert yaml.safe_load("\n".join(found))
    return [line for line in found if not line.lstrip().startswith("#")]


def test_a_column_is_a_series(real: Vocabulary) -> None:
    assert [
        "values:",
        '  - {column: "出口（亿元）", indicator: trade, members: {flow: export}, unit: "亿元"}',
        '  - {column: "出口同比", indicator: trade, members: {flow: export}, measure: growth, base: year_before, unit: "%"}',
        '  - {column: "甲", indicator: FILL_IN, unit: FILL_IN}',
        "leave_out:  # no numbers of their own, or changes from one month to the next; give the reason",
        '  "环比": FILL_IN',
        '  "乙": It has no numbers.',
    ] == described(real, "月份,出口（亿元）,出口同比,甲,环比,乙", "2024-01,1,2,3,4,", "2024-02,1,2,3,4,")


def test_a_line_or_a_column_of_units_says_them(real: Vocabulary) -> None:
    assert ["values:", '  - {column: "出口", indicator: trade_usd, members: {flow: export}}'] == described(
        real, "月份,出口", "单位,千美元", "2024-01,1"
    )
    assert [
        'unit_column: "单位"',
        'series: "项目"',
        'long: "数值"',
        "values:",
        '  - {column: "出口", indicator: trade, members: {flow: export}}',
        '  - {column: "出口同比", indicator: trade, members: {flow: export}, measure: growth, base: year_before}',
    ] == described(real, "月份,项目,单位,数值", "2024-01,出口,亿元,1", "2024-01,出口同比,%,2")


def test_rows_with_periods_in_the_header_are_series(real: Vocabulary) -> None:
    assert [
        'series: "指标"',
        "wide: true",
        "values:",
        '  - {column: "出口", indicator: trade, members: {flow: export}, unit: "亿元"}',
    ] == described(real, "单位：亿元,,", "指标,2023年,2024年", "出口,1,2")


def test_rows_of_members_with_measures_in_columns(real: Vocabulary) -> None:
    assert [
        'series: "国别"',
        "rows:",
        '  "总值": {}  # the whole',
        '  "{partner}": {}  # names of members of partner',
        "values:",
        '  - {column: "金额", indicator: trade, members: {flow: total}, unit: "亿元"}',
        '  - {column: "同比", indicator: trade, members: {flow: total}, measure: growth, base: year_before, unit: "%"}',
    ] == described(real, "2025年1-10月进出口（亿元）,,", "国别,金额,同比", "总值,9,1", "东盟,1,2", "欧盟,1,2")


def test_rows_below_heads_are_joined_to_them(real: Vocabulary) -> None:
    lines = described(real, "项目,金额（亿元）,同比", "出口,,", "一般贸易,1,2", "进口,,", "一般贸易,1,2")

    assert 'heads: ["出口", "进口"]' in lines
    assert '  "进口 / 一般贸易": {members: {flow: import, mode: general}}' in lines
    assert '  - {column: "金额（亿元）", indicator: trade, unit: "亿元"}' in lines


def test_series_that_differ_by_a_member_are_one_entry(real: Vocabulary) -> None:
    lines = described(
        real, "月份,出口:东盟,出口:欧盟,出口:韩国,进口:东盟", "单位,亿元,亿元,亿元,亿元", "2024-01,1,2,3,4"
    )

    assert [
        '  - {column: "出口:{partner}", indicator: trade, members: {flow: export}}',
        '  - {column: "进口:东盟", indicator: trade, members: {flow: import, partner: ASEAN}}',
    ] == lines[1:]
    assert '  - {column: "{region}", indicator: FILL_IN, unit: FILL_IN}' in described(
        real, "地区,2023年,2024年", "北京市,1,2", "天津市,1,2", "广东省,1,2"
    )


def test_names_are_quoted() -> None:
    assert '"a\\"b"' == quote('a"b')


@pytest.mark.parametrize(
    ("lines", "entry"),
    [
        (["月份,苹果(亿元)", "2024-01,1"], '{column: "苹果(亿元)", indicator: apples, unit: "亿元"}'), (["月份,苹果(亿坡元)", "2024-01,1"], '{column: "苹果(亿坡元)", indicator: apples, unit: FILL_IN}'), (["单位：亿元,", "月份,苹果", "2024-01,1"], '{column: "苹果", indicator: apples, unit: "亿元"}'),
        (["单位：亿元、亿美元,", "月份,苹果", "2024-01,1"], '{column: "苹果", indicator: apples, unit: FILL_IN}'), (["果园（亿元）,", "月份,苹果", "2024-01,1"], '{column: "苹果", indicator: apples, unit: "亿元"}'), (["单位：亿元,", "月份,苹果同比", "2024-01,1"], '{column: "苹果同比", indicator: apples, measure: growth, base: year_before, unit: "%"}'),
        (["单位：亿元,", "月份,苹果占比", "2024-01,1"], '{column: "苹果占比", indicator: apples, measure: share, of: FILL_IN, unit: "%"}'), (["单位：亿元,", "月份,苹果(万元)", "2024-01,1"], '{column: "苹果(万元)", indicator: apples, unit: "万元"}'), (["月份,苹果", ",亿元", "2024-01,1"], '{column: "苹果", indicator: apples}'),
        (["月份,苹果同比增减额(亿元)", "2024-01,1"], '{column: "苹果同比增减额(亿元)", indicator: apples, measure: difference, base: year_before, unit: "亿元"}'), (["月份,苹果累计", "2024-01,1"], '{column: "苹果累计", indicator: apples, timing: to_date, unit: FILL_IN}'),
        (["红的产量（亿元）,", "月份,苹果", "2024-01,1"], '{column: "苹果", indicator: apples, unit: "亿元"}'),
    ],
)  # fmt: skip
def test_an_entry_has_the_unit_of_its_name_or_else_that_of_all_amounts(
    lines: list[str], entry: str, vocabulary: Vocabulary
) -> None:
    assert f"  - {entry}" in described(vocabulary, *lines)


def commented(vocabulary: Vocabulary, *lines: str) -> list[str]:
    """The comments of a draft."""
    shape = find_shape(grid(*lines), vocabulary)
    labels = [] if shape.periods else shape.period_columns
    found, _ = describe_series(shape, labels, SeriesGuesser(vocabulary))
    return [line.strip() for line in found if line.lstrip().startswith("#")]


@pytest.mark.parametrize(
    ("lines", "comments"),
    [
        (["月份,苹果,梨累计同比", "2024-01,--,2", "2024-02,3,4"], ["# column B, such as 3", "# column C, such as 2: its name suggests growth, to_date"]), (["月份,项目,数值", "2024-01,苹果,1", "2024-01,梨同比,2"], ["# Each row is one number of a series.", "# a row", "# a row: its name suggests growth"]),
        (["指标,2024-01,2024-02,2024-03", "苹果,1,2,3"], ["# 3 columns are periods, from 2024-01 to 2024-03: each row is a series.", "# a row"]), (["月份,苹果:中国,苹果:北方,苹果:南方", "2024-01,1,2,3"], ["# 3 columns, by the names of members of region"]),
        (["月份,苹果:中国,苹果:北方", "2024-01,1,2"], ["# 2 columns, by the names of members of region"]), (["月份,苹果:中国,苹果:北方,苹果:南方,梨:北方", "2024-01,1,2,3,4"], ["# 3 columns, by the names of members of region", "# column E, such as 4"]),
        (["地区,2024-01,2024-02", "北方,1,2", "南方,1,2", "中国,1,2"], ["# 2 columns are periods, from 2024-01 to 2024-02: each row is a series.", "# 3 rows, by the names of members of region"]),
    ],
)  # fmt: skip
def test_a_comment_says_where_an_entry_is_from(lines: list[str], comments: list[str], vocabulary: Vocabulary) -> None:
    assert comments == commented(vocabulary, *lines)


def test_columns_that_are_no_series_are_left_out_in_every_layout(vocabulary: Vocabulary) -> None:
    tables = (
        ("月份,苹果,梨,备注,空", "2024-01,1,3,x,", "2024-02,2,4,y,"),
        ("月份,项目,数值,备注,空", "2024-01,苹果,1,x,", "2024-01,梨,1,y,"),
        ("指标,备注,空,2024-01,2024-02", "苹果,x,,1,2", "梨,y,,1,2"),
        ("项目,苹果,梨,备注,空", "红,1,2,x,", "绿,1,2,y,"),
    )
    for lines in tables:
        found = described(vocabulary, *lines)
        assert ['  "备注": FILL_IN', '  "空": It has no numbers.'] == found[-2:]
        assert found[-3].startswith("leave_out:")


def test_without_a_column_of_names_the_series_is_asked_for(vocabulary: Vocabulary) -> None:
    assert ["series: FILL_IN", "wide: true", "values:"] == described(vocabulary, "2024-01,2024-02", "1,2")[:3]


def test_a_long_table_names_its_dimensions_and_its_units(real: Vocabulary) -> None:
    head = "地区,伙伴,时间,指标,金额（亿元）"
    rows = ["广东,东盟,2026-01,出口,7,1", "广东,某国,2026-01,进口,5,2", "广东,欧盟,2026-01,进口,6,3"]
    dimensions = ["dimensions:", '  partner: {column: "伙伴", codes: {"某国": FILL_IN}}', '  flow: {column: "指标"}']

    assert [
        *dimensions,
        "values:",
        '  - {column: "金额（亿元）", indicator: trade, unit: "亿元"}',
        '  - {column: "同比", indicator: trade, measure: growth, base: year_before, unit: "%"}',
    ] == described(real, f"{head},同比", *rows)


def test_the_head_of_the_only_column_of_numbers_says_the_unit_of_all_amounts(real: Vocabulary) -> None:
    rows = ["2026-01,出口,金额,7", "2026-01,出口,同比,5", "2026-01,甲,金额,6", "2026-01,甲,同比,6"]

    assert [
        'series: ["项目", "类型"]',
        'long: "数值（亿元）"',
        "values:",
        '  - {column: "出口 / 金额", indicator: trade, members: {flow: export}, unit: "亿元"}',
        '  - {column: "出口 / 同比", indicator: trade, members: {flow: export}, measure: growth, base: year_before, unit: "%"}',
        '  - {column: "甲 / 金额", indicator: FILL_IN, unit: "亿元"}',
        '  - {column: "甲 / 同比", indicator: FILL_IN, measure: growth, base: year_before, unit: "%"}',
    ] == described(real, "月份,项目,类型,数值（亿元）", *rows)


@pytest.mark.parametrize("stated", ["单位：亿元、%", "单位：亿元，%", "单位：亿元"])
def test_a_line_of_several_units_says_that_of_amounts(stated: str, real: Vocabulary) -> None:
    lines = described(real, f"{stated},,", "月份,出口,出口同比", "2026-01,7,5", "2026-02,8,6")

    assert '  - {column: "出口", indicator: trade, members: {flow: export}, unit: "亿元"}' in lines


def test_columns_of_several_periods_are_one_entry_for_each_measure(real: Vocabulary) -> None:
    lines = described(
        real,
        "项目,2025年,,2026年,",
        ",1-9月,,1-9月,",
        ",金额（亿元）,同比,金额（亿元）,同比",
        "出口,4,5,6,5",
        "进口,3,1,3,1",
    )

    assert [
        '  - {column: "{period} / 金额（亿元）", indicator: trade, unit: "亿元"}',
        '  - {column: "{period} / 同比", indicator: trade, measure: growth, base: year_before, unit: "%"}',
    ] == lines[-2:]


def test_growth_that_names_nothing_is_that_of_the_column_before_it(real: Vocabulary) -> None:
    lines = described(real, "月份,出口（亿元）,增速,进口（亿元）,增速率", "2024-01,1,2,3,4", "2024-02,1,2,3,4")

    assert [
        '  - {column: "增速", indicator: trade, members: {flow: export}, measure: growth, base: year_before, unit: "%"}',
        '  - {column: "增速率", indicator: trade, members: {flow: import}, measure: growth, base: year_before, unit: "%"}',
    ] == lines[2::2]


def test_columns_of_one_name_are_of_the_series_to_their_left(real: Vocabulary) -> None:
    assert [
        "values:",
        '  - {column: "出口", indicator: trade, members: {flow: export}, unit: "亿元"}',
        '  - {column: "C", indicator: trade, members: {flow: export}, measure: growth, base: year_before, unit: "%"}',
        '  - {column: "进口", indicator: trade, members: {flow: import}, unit: "亿元"}',
        '  - {column: "E", indicator: trade, members: {flow: import}, measure: growth, base: year_before, unit: "%"}',
    ] == described(real, "单位：亿元", "月份,出口,同比,进口,同比", "2026-01,7,5,6,5", "2026-02,8,6,5,4")


def test_rows_of_the_whole_and_of_partners_are_known(real: Vocabulary) -> None:
    assert [
        'series: "项目"',
        "rows:",
        '  "总值": {}  # the whole',
        '  "一般贸易": {members: {mode: general}}',
        '  "对东盟": {members: {partner: ASEAN}}',
        '  "#民营企业": {members: {owner: private}}',
        "values:",
        '  - {column: "出口（亿元）", indicator: trade, members: {flow: export}, unit: "亿元"}',
    ] == described(real, "项目,出口（亿元）", "总值,9", "一般贸易,7", "对东盟,5", "#民营企业,4")


def test_members_that_nothing_knows_are_asked_and_stand_apart_beside_those_that_are_known(real: Vocabulary) -> None:
    names = [f"出口:{name}:当月值（亿元）" for name in ("东盟", "欧盟", "RCEP", "月球", "火星")]

    assert [
        '  - {column: "出口:{partner}:当月值（亿元）", indicator: trade, members: {flow: export}, unit: "亿元"}',
        "leave_out:  # no numbers of their own, or changes from one month to the next; give the reason",
        '  "出口:*:当月值（亿元）": FILL_IN',
    ] == described(real, f"月份,{','.join(names)}", "2026-01,1,2,3,4,5", "2026-02,1,2,3,4,5")[1:]
    assert [
        f'  - {{column: "{names[3]}", indicator: trade, members: {{FILL_IN: FILL_IN}}, unit: "亿元"}}'
    ] == described(real, f"月份,{names[3]}", "2026-01,4", "2026-02,4")[1:]


def test_rates_that_look_like_fractions_are_drafted_as_such(real: Vocabulary) -> None:
    for cells, unit in ((("0.031", "-0.012"), "fraction"), (("0.3", "0.2"), "%"), (("3.125", "0.012"), "%")):
        lines = described(
            real, "月份,出口（亿元）,同比", *(f"2026-0{at + 1},7,{cell}" for at, cell in enumerate(cells))
        )
        assert lines[-1].endswith(f'base: year_before, unit: "{unit}"}}')


def test_names_of_regions_are_patterns_and_their_total_is_no_row(vocabulary: Vocabulary) -> None:
    lines = ("地区,2024年,2025年", "北 方 North,1,2", "南 方 South,1,2", "中 国,1,2", "合　计,3,6")
    found = described(vocabulary, "苹果（亿元）,,", *lines)

    assert '  - {column: "{region}", indicator: FILL_IN, unit: "亿元"}' in found
    assert ["合　计"] == find_shape(grid(*lines), vocabulary).totals
    assert '  - {column: "梨:{region}", indicator: pears, unit: FILL_IN}' in described(
        vocabulary, "月份,梨:北方", "2024-01,1"
    )


def test_a_block_with_a_unit_of_its_own_has_none_in_the_draft(vocabulary: Vocabulary) -> None:
    found = described(vocabulary, "单位：亿元,", "项目,2024年", "苹果,1", "表二,", "单位：万元,", "苹果,2")

    assert 'heads: ["表二"]' in found
    assert '  - {column: "苹果", indicator: apples}' in found


def test_growth_beside_a_column_of_units_is_in_percent(vocabulary: Vocabulary) -> None:
    found = described(vocabulary, "地区,单位,苹果,苹果同比", "北方,亿元,1,2", "南方,亿元,1,2")

    assert '  - {column: "苹果", indicator: apples}' in found
    assert '  - {column: "苹果同比", indicator: apples, measure: growth, base: year_before, unit: "%"}' in found
