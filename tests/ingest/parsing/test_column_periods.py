"""What columns say of the periods of their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import added, refused, values, with_recipe

PART = 'values: [{column: "{period}", indicator: apples, unit: 亿元}]\n'
YEARS = "period: {column: 年份}\nregion: {is: China}\n" + PART


@pytest.mark.parametrize(
    ("header", "periods"),
    [
        ("1月,12月", ["2024-01", "2024-12"]),
        ("1,2", ["2024-01", "2024-02"]),
        ("一季度,四季度", ["2024-01_2024-03", "2024-10_2024-12"]),
        ("Q1,Q2", ["2024-01_2024-03", "2024-04_2024-06"]),
        ("上半年,全年", ["2024", "2024-01_2024-06"]),
        ("1-2月,1-3月", ["2024-01_2024-02", "2024-01_2024-03"]),
        ("Jan,Feb", ["2024-01", "2024-02"]),
    ],
)
def test_a_part_of_a_year_in_the_header_is_of_the_year_of_the_row(header: str, periods: list[str], data: Path) -> None:
    with_recipe(data, YEARS)
    made = values(added(data, f"年份,{header}\n2023年,1,2\n2024年,1,2\n", "other"))

    assert periods == sorted(key.split(".")[1] for key in made if ".2024" in key)
    assert 4 == len(made)


def test_the_year_may_be_that_of_the_title(data: Path) -> None:
    text = "table: {header: 2}\nperiod: {cell: A1}\nregion: {is: China}\n" + PART
    with_recipe(data, text + "leave_out: {项目: Words.}\n")
    made = values(added(data, "2025年1-9月果园,,\n项目,9月,1-9月\n苹果,7,60\n", "other"))

    assert {"china.2025-09.apples": "700000000", "china.2025-01_2025-09.apples": "6000000000"} == made


def test_marks_of_years_that_are_none_are_told_at_their_cell(data: Path, tmp_path: Path) -> None:
    with_recipe(data, YEARS)
    message = refused(data, tmp_path, "t.csv", "年份,1月\n甲,7\n".encode(), "other")

    assert "t.csv:2:A (年份): found '甲'; expected a period" in message


def test_a_row_of_two_years_has_no_part(data: Path, tmp_path: Path) -> None:
    with_recipe(data, YEARS)
    message = refused(data, tmp_path, "t.csv", "年份,1月\n2021年-2025年,7\n".encode(), "other")

    assert "found the period 2021/2025 beside parts of a year in the header; expected a year" in message


def test_without_a_year_the_header_says_no_period(data: Path, tmp_path: Path) -> None:
    with_recipe(data, "period: {}\nregion: {is: China}\n" + PART + "leave_out: {项目: Words.}\n")
    message = refused(data, tmp_path, "t.csv", "项目,1月\n苹果,7\n".encode(), "other")

    assert "period: found '1月' in the header without a year; expected the column of years" in message


@pytest.mark.parametrize(
    ("when", "title", "period"),
    [
        ("last_month", "2025年1-9月", "2025-09"),
        ("last_month", "2025年9月", "2025-09"),
        ("last_month", "2025年1-9月累计", "2025-09"),
        ("month_before", "2025年1月", "2024-12"),
        ("month_before", "2025年1-9月", "2025-08"),
        ("year_before", "2025年1-9月", "2024-01_2024-09"),
        ("year_before", "2025年", "2024"),
        ("year_end_before", "2025年9月", "2024-12"),
    ],
)
def test_a_column_is_of_a_period_seen_from_that_of_the_table(when: str, title: str, period: str, data: Path) -> None:
    values_line = f"values: [{{column: 苹果, indicator: apples, unit: 亿元, when: {when}}}]\n"
    with_recipe(data, f"table: {{header: 2}}\nperiod: {{cell: A1}}\nregion: {{is: China}}\n{values_line}")
    made = values(added(data, f"{title}果园,\n苹果,\n7,\n", "other"))

    assert {f"china.{period}.apples": "700000000"} == made


def test_growth_of_the_last_month_is_against_that_of_the_year_before(data: Path) -> None:
    values_line = (
        "values: [{column: 增速, indicator: apples, unit: '%', when: last_month, measure: growth, base: year_before}]\n"
    )
    with_recipe(data, f"period: {{is: 2025年1-9月}}\nregion: {{is: China}}\n{values_line}")
    new = added(data, "增速,\n7,\n", "other").plan.new

    assert [("2025-09", "2024-09", "over")] == [*zip(new["period"], new["base_period"], new["timing"], strict=True)]


def test_the_month_of_a_day_is_not_guessed(data: Path, tmp_path: Path) -> None:
    values_line = "values: [{column: 苹果, indicator: apples, unit: 亿元, when: month_before}]\n"
    with_recipe(data, f"period: {{column: 日}}\nregion: {{is: China}}\n{values_line}")
    message = refused(data, tmp_path, "t.csv", "日,苹果\n2025-09-30,7\n".encode(), "other")

    assert "t.csv:2:B (苹果): found the period 2025-09-30; expected one that ends with a month" in message


def test_the_month_of_a_table_of_a_year_is_not_december(data: Path, tmp_path: Path) -> None:
    recipe = (
        "table: {header: 2}\nperiod: %s\nregion: {is: China}\nvalues:\n"
        "  - {column: 当月, indicator: apples, unit: 亿元, when: last_month}\n"
        "  - {column: '{period}', indicator: apples, unit: 亿元}\n"
    )
    text = "2025年果园,\n当月,1-9月累计\n7,60\n"
    with_recipe(data, recipe % "{cell: A1}")
    message = refused(data, tmp_path, "t.csv", text.encode(), "other")
    assert "t.csv:3:A (当月): found the period 2025; expected one that ends with a month." in message
    assert "Say the months of the table in the recipe: period: {is: 2025-01/2025-09}." in message

    with_recipe(data, recipe % "{is: 2025年1-9月}")
    made = values(added(data, text, "other"))
    assert {"china.2025-09.apples": "700000000", "china.2025-01_2025-09.apples": "6000000000"} == made
