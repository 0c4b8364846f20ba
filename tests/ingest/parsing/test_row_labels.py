"""Periods and members of whole tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from adding import LEVELS, SHORT, added, refused, values, with_recipe, workbook
from statbook.ingest.parsing.row_labels import _period_advice, find_periods

ONE = "period: %s\nregion: {column: 地区}\n" + LEVELS


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2025年1-10月四川省进出口情况（亿元）", ["2025-01/2025-10"]),
        ("表3 2025年9月末余额", ["2025-09"]),
        ("各省（2025年前三季度）", ["2025-01/2025-09"]),
        ("Trade, January-September 2025", ["2025-01/2025-09"]),
        ("2024年和2025年的苹果", ["2024", "2025"]),
        ("2025年9月与2025年9月", ["2025-09"]),
        ("苹果", []),
        ("2025年10月至昨天", []),
        ("编号12025年", []),
        ("", []),
    ],
)
def test_the_periods_of_a_title_are_found(text: str, periods: list[str]) -> None:
    assert periods == [period.text for period in find_periods(text)]


@pytest.mark.parametrize(
    ("period", "head", "options"),
    [
        ("{is: 2025年7月}", "", ""),
        ("{is: 2025-07}", "", ""),
        ("{cell: A1}", "2025年7月苹果,\n", "table: {header: 2}\n"),
        ("{cell: B1}", "苹果,2025.07\n", "table: {header: 2}\n"),
        ("{cell: A1}", "2025年7月苹果,\n", "table: {cells: 'A2:B4'}\n"),
    ],
)
def test_one_period_holds_for_the_whole_table(period: str, head: str, options: str, data: Path) -> None:
    with_recipe(data, options + ONE % period)

    found = values(added(data, head + "地区,苹果\n北方,7\n南方,8\n", "other"))

    assert {"north.2025-07.apples": "700000000", "south.2025-07.apples": "800000000"} == found


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("{cell: A1}", "table.csv:1:A: found '苹果'; expected the period of the table. Say it in the recipe"),
        ("{cell: B1}", "found 2 periods in '2024年和2025年'"),
        ("{cell: Z9}", "table.csv:9:Z: found an empty cell"),
        ("{cell: C1}", "It may be October 2009 or the fiscal year 2009/10"),
        ("{is: 2025年8月}", "found the period 2024 above the table; expected 2025年8月, as the recipe says"),
        ("{is: soon}", "period: is: found 'soon'; expected a period"),
        ("{column: 地区, is: 2025-07}", "period: is: found '2025-07'; expected one of month, year.month"),
        ("{cell: A1, column: 地区}", "period: found 'column' and 'cell'; expected one of them"),
    ],
)
def test_a_period_that_is_not_sure_is_asked_for(period: str, words: str, data: Path, tmp_path: Path) -> None:
    with_recipe(data, "table: {header: 2}\n" + ONE % period)
    text = "苹果,2024年和2025年,2009/10\n地区,苹果\n北方,7\n"

    assert words in refused(data, tmp_path, "table.csv", text.encode(), "other")


def sheets(**tables: list[list[str]]) -> bytes:
    def fill(book: Workbook) -> None:
        book.remove(book.active)
        for name, rows in tables.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)

    return workbook(fill)


def test_the_sheet_is_the_region_or_the_period(data: Path) -> None:
    with_recipe(
        data, "table: {sheets: ['*']}\nperiod: {column: 月份}\nregion: {sheet: true, codes: {南: South}}\n" + LEVELS
    )
    table = sheets(北方=[["月份", "苹果"], ["2025-07", "7"]], 南=[["月份", "苹果"], ["2025-07", "8"]])
    made = added(data, table, "other", "table.xlsx")

    assert {"north.2025-07.apples": "700000000", "south.2025-07.apples": "800000000"} == values(made)
    assert ["北方!B2", "南!B2"] == list(made.plan.new["cell"])

    with_recipe(data, "table: {sheets: ['2025*']}\n" + ONE % "{sheet: true}")
    made = added(data, sheets(**{"2025年8月": [["地区", "苹果"], ["北方", "9"]], "x": [["y"]]}), "other", "table.xlsx")

    assert {"north.2025-08.apples": "900000000"} == values(made)


def test_a_sheet_that_is_no_member_and_a_cell_in_it_are_named(data: Path, tmp_path: Path) -> None:
    with_recipe(data, "table: {sheets: ['*']}\nperiod: {column: 月份}\nregion: {sheet: true}\n" + LEVELS)
    table = sheets(北方=[["月份", "苹果"], ["2025-07", "x"]], 东=[["月份", "苹果"], ["2025-07", "8"]])

    message = refused(data, tmp_path, "table.xlsx", table, "other")

    assert "table.xlsx:东: found the sheet '东'; expected a code or a name of members.csv" in message
    assert "table.xlsx:北方:2:B (苹果): found 'x'" in message


@pytest.mark.parametrize(
    ("months", "faults"),
    [
        (["2025-07", "x"], ["t.csv:3:A (月份): found 'x'; expected a period. Name lines that are not rows"]),
        (["soon", "2025-07", "2009/10"], ["t.csv:2:A (月份): found 'soon'", "t.csv:4:A (月份): found '2009/10'; expected a period. It may be October 2009"]),
        (["2025-07", ""], ["t.csv:3:A (月份): found an empty cell"]),
    ],
)  # fmt: skip
def test_every_period_that_cannot_be_read_is_told_at_its_cell(
    months: list[str], faults: list[str], data: Path, tmp_path: Path
) -> None:
    with_recipe(data, SHORT + LEVELS)
    text = "月份,苹果\n" + "".join(f"{month},7\n" for month in months)

    told = refused(data, tmp_path, "t.csv", text.encode(), "other").split("\n")

    assert [True] * len(faults) == [line.startswith(fault) for line, fault in zip(told, faults, strict=True)]


REGIONS = "period: {is: 2025-07}\nregion: {column: 地区%s}\n" + LEVELS


@pytest.mark.parametrize(
    ("name", "advice"),
    [("Nort", "Did you mean North?"), ("甲", "Give it a code in the recipe: codes: {'甲': CODE}.")],
)
def test_a_name_that_is_no_member_is_told_with_what_it_may_be(
    name: str, advice: str, data: Path, tmp_path: Path
) -> None:
    with_recipe(data, REGIONS % "")

    told = refused(data, tmp_path, "t.csv", f"地区,苹果\n北方,7\n{name},8\n".encode(), "other")

    assert f"t.csv:3:A (地区): found '{name}'; expected a code or a name of members.csv with dimension region." in told
    assert told.endswith(advice)
    with_recipe(data, REGIONS % f", codes: {{{name}: South}}")
    made = added(data, f"地区,苹果\n北方,7\n{name},8\n", "other")
    assert {"north.2025-07.apples": "700000000", "south.2025-07.apples": "800000000"} == values(made)


HEADED = (
    SHORT.replace("column: 月份", "is: 2025-07")
    + "series: 项目\nlong: 金额\nheads: [出口, 进口]\nvalues:\n"
    + "".join(
        f"  - {{column: {name}, indicator: apples, unit: 亿元, members: {{sector: {code}}}}}\n"
        for name, code in (("总计", "all"), ("出口 / 一般", "red"), ("进口 / 一般", "green"))
    )
    + "leave_out: {出口: A sum., 进口: A sum.}\n"
)


def test_a_row_below_a_head_is_named_by_both_and_one_above_all_heads_by_itself(data: Path) -> None:
    with_recipe(data, HEADED)
    made = added(data, "项目,金额\n总计,7\n出口,3\n一般,3\n进口,4\n一般,4\n", "other")

    assert {
        "china.2025-07.apples": "700000000",
        "china.2025-07.apples.red": "300000000",
        "china.2025-07.apples.green": "400000000",
    } == values(made)


def test_several_columns_name_a_series_together(data: Path) -> None:
    entries = (("苹果 / 红 / 量", "red"), ("苹果 / 绿 / 量", "green"))
    values_of = "".join(
        f"  - {{column: {name}, indicator: apples, unit: 亿元, members: {{sector: {code}}}}}\n"
        for name, code in entries
    )
    layout = "series: [果, 色, 项]\nlong: 金额\nvalues:\n"
    with_recipe(data, SHORT.replace("column: 月份", "is: 2025-07") + layout + values_of)
    made = added(data, "果,色,项,金额\n苹果,绿, 量 ,4\n苹果,红,量,3\n", "other")

    assert {"china.2025-07.apples.green": "400000000", "china.2025-07.apples.red": "300000000"} == values(made)


def test_rows_that_no_recipe_names_and_names_without_a_row_are_told(data: Path, tmp_path: Path) -> None:
    with_recipe(data, HEADED)
    lines = "项目,金额\n总计,7\n出口,3\n一般,3\n一般贸易,3\n进口,4\n"

    told = refused(data, tmp_path, "t.csv", lines.encode(), "other").split("\n")

    assert ["t.csv:5:A (项目): found '出口 / 一般贸易'", "t.csv: found no series '进口/一般'"] == sorted(
        (line.split(";")[0] for line in told), reverse=True
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [("45000", "day number"), ("45000.0", "day number"), ("1-2", "The year is not there"), ("1月2日", "The year is not there"), ("2024x", ""), ("合计", "Name lines"), ("", "Name lines")],
)  # fmt: skip
def test_a_period_that_cannot_be_read_has_an_advice(text: str, words: str) -> None:
    advice = _period_advice(text)

    assert words in advice
    assert bool(words) == bool(advice)


@pytest.mark.parametrize(
    ("period", "place", "text", "keys"),
    [
        ("{heads: 地}", "{column: 地}", "地,苹果\n2024年,\nNorth,7\n2025年,\nNorth,8\nSouth,9\n", ["north.2024", "north.2025", "south.2025"]),
        ("{heads: 月, column: 月}", "{is: China}", "月,苹果\n2025年,\n7月,7\n8月,8\n", ["china.2025-07", "china.2025-08"]),
    ],
)  # fmt: skip
def test_a_line_of_its_own_says_the_period_of_those_below_it(
    period: str, place: str, text: str, keys: list[str], data: Path
) -> None:
    with_recipe(data, f"period: {period}\nregion: {place}\n{LEVELS}")

    assert [f"{key}.apples" for key in keys] == [*values(added(data, text, "other"))]


def test_lines_above_the_first_period_are_refused(data: Path, tmp_path: Path) -> None:
    with_recipe(data, f"period: {{heads: 地}}\nregion: {{column: 地}}\n{LEVELS}")
    message = refused(data, tmp_path, "t.csv", "地,苹果\nNorth,7\n2025年,\nNorth,8\n".encode(), "other")

    assert "t.csv:2:A (地): found an empty cell; expected a period" in message


@pytest.mark.parametrize(
    ("name", "periods"),
    [
        ("季度", ["2024-01_2024-03", "2024-10_2024-12"]),
        ("Quarter", ["2024-01_2024-03", "2024-10_2024-12"]),
        ("月份", ["2024-01", "2024-04"]),
    ],
)
def test_bare_numbers_are_quarters_where_their_column_says_so(name: str, periods: list[str], data: Path) -> None:
    with_recipe(data, f"period: {{columns: [年份, {name}]}}\nregion: {{is: China}}\n" + LEVELS)
    made = values(added(data, f"年份,{name},苹果\n2024,1,1\n2024,4,1\n", "other"))

    assert periods == [key.split(".")[1] for key in made]


def test_a_name_with_the_sign_of_a_note_is_the_name_without(data: Path) -> None:
    with_recipe(data, "period: {column: 月份}\nregion: {column: 地区}\n" + LEVELS)
    made = values(added(data, "月份,地区,苹果\n2024-01,北方①,7\n2024-01,南方[2],8\n", "other"))

    assert ["north.2024-01.apples", "south.2024-01.apples"] == [*made]
