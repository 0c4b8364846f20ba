"""Marks in cells, and the sign before decimals."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import LEVELS, SHORT, added, refused, values, with_recipe, workbook
from statbook.ingest.parsing.cell_numbers import CellNumber, read_cell
from statbook.ingest.parsing.unit_parser import UnitParser
from statbook.store.printed_number import parse_cell

PARSER = UnitParser([{"unit": "CNY", "name_zh": "元", "quantity": "money"}])
MARKS = {"p": "preliminary", "r": "Revised.", "①": "Of all farms.", "持平": "0.0", "e": "estimate"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5.2", ("5.2", "", "", "", False)),
        ("5.2p", ("5.2", "", "preliminary", "", False)),
        ("5.2 (p)", ("5.2", "", "preliminary", "", False)),
        ("5.2（r）", ("5.2", "", "", "Revised.", False)),
        ("5.2[p]r", ("5.2", "", "preliminary", "Revised.", False)),
        ("5.2r①", ("5.2", "", "", "Revised. Of all farms.", False)),
        ("7①", ("7", "", "", "Of all farms.", False)),
        ("7亿元p", ("7", "亿元", "preliminary", "", False)),
        ("持平", ("0.0", "", "", "", True)),
        ("持平p", ("0.0", "", "preliminary", "", True)),
        ("p", ("p", "", "", "", False)),
        ("xp", ("xp", "", "", "", False)),
        ("5.2持平", ("5.2持平", "", "", "", False)),
        ("5.2q", ("5.2q", "", "", "", False)),
        ("7②", ("7②", "", "", "", False)),
    ],
)
def test_a_cell_has_marks_behind_its_number(text: str, parts: tuple[str, str, str, str, bool]) -> None:
    assert CellNumber(*parts) == read_cell(text, PARSER, MARKS)


@pytest.mark.parametrize(
    ("text", "number", "inside"),
    [("5.2", "5.2", ""), ("5亿元", "5", "亿元"), ("US$ 5", "5", "US$"), ("x", "x", ""), ("5.2p", "5.2p", "")],
)
def test_a_cell_may_have_its_unit_in_it_where_no_mark_is_known(text: str, number: str, inside: str) -> None:
    assert CellNumber(number, inside) == read_cell(text, PARSER, {})


@pytest.mark.parametrize(
    ("text", "number", "is_unclear"),
    [("52,3", "52.3", True), ("1.234,5", "1,234.5", True), ("52", "52", False), ("1.234", "1,234", True), ("5,2亿元", "5.2", True)],
)  # fmt: skip
def test_a_comma_may_stand_before_decimals(text: str, number: str, is_unclear: bool) -> None:
    found = read_cell(text, PARSER, {}, ",")

    assert (number, is_unclear) == (found.number, found.is_unclear)


@given(st.decimals(-(10**6), 10**6, places=2, allow_nan=False))
def test_a_number_with_a_decimal_comma_is_the_same_number(number: Decimal) -> None:
    german = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))

    assert number == parse_cell(read_cell(german, PARSER, {}, ",").number)


DECIMALS = "table: {%s}\n" + SHORT + LEVELS


@pytest.mark.parametrize(
    ("options", "cells", "found"),
    [
        ("", ["52,300", "52,300,000"], ["5230000000000", "5230000000000000"]),
        ("", ["1,234.5", "52,300"], ["123450000000", "5230000000000"]),
        ("", ["52.3", "1.234"], ["5230000000", "123400000"]),
        ("", ["0.123", "52"], ["12300000", "5200000000"]),
        ("decimal: .", ["52,300", "1"], ["5230000000000", "100000000"]),
        ("decimal: ','", ["52,300", "1"], ["5230000000", "100000000"]),
        ("decimal: ','", ["1.234,50", "5,25"], ["123450000000", "525000000"]),
    ],
)
def test_the_table_or_its_recipe_tells_what_a_comma_is(
    options: str, cells: list[str], found: list[str], data: Path
) -> None:
    with_recipe(data, DECIMALS % options)
    lines = [f"202{1 + number}年7月;{cell}\n" for number, cell in enumerate(cells)]

    assert found == [*values(added(data, "月份;苹果\n" + "".join(lines), "other", waiver="Invented.")).values()]


@pytest.mark.parametrize("cell", ["52,300", "52.300", "-1,234"])
def test_thousands_and_decimals_are_not_told_apart_by_taste(cell: str, data: Path, tmp_path: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    text = f"月份;苹果\n2025年7月;{cell}\n2025年8月;7\n".encode()

    message = refused(data, tmp_path, "table.csv", text, "other")

    one, other = cell.replace(",", "").replace(".", ""), cell.replace(",", ".")
    assert f"table.csv:2:B: found '{cell}'" in message
    assert f"It may be {one} or {other}: say which in the recipe, table: {{decimal: '.'}}" in message


def test_a_decimal_comma_is_suspected_where_no_number_is_read(data: Path, tmp_path: Path) -> None:
    with_recipe(data, SHORT + LEVELS)

    message = refused(data, tmp_path, "table.csv", "月份;苹果\n2025年7月;52,3\n".encode(), "other")

    assert "found '52,3'; expected a number in 亿元" in message
    assert "say so in the recipe: table: {decimal: ','}" in message


def test_marks_give_status_note_and_rounding_unit(data: Path) -> None:
    values_of = (
        "values: [{column: 同比, indicator: apples, measure: growth, base: year_before, unit: '%', note: Invented.}]\n"
    )
    with_recipe(data, SHORT + values_of + "marks: {p: preliminary, 持平: '0.0', r: Revised.}\n")

    new = added(data, "月份,同比\n2025年7月,持平\n2025年8月,5.2p\n2025年9月,5.3(r)\n", "other").plan.new

    assert ["0", "5.2", "5.3"] == list(new["value"])
    assert ["0.1", "", ""] == list(new["step"])
    assert ["持平", "5.2p", "5.3(r)"] == list(new["printed"])
    assert ["actual", "preliminary", "actual"] == list(new["status"])
    assert ["Invented.", "Invented.", "Invented. Revised."] == list(new["note"])


def test_a_workbook_has_no_decimal_commas(data: Path, tmp_path: Path) -> None:
    with_recipe(data, DECIMALS % "decimal: ','")
    table = workbook(lambda book: [book.active.append(cells) for cells in (["月份", "苹果"], ["2025-07", 1.234])])

    assert "table.xlsx:Sheet: found a workbook; expected CSV" in refused(data, tmp_path, "table.xlsx", table, "other")


@pytest.mark.parametrize("mark", ["[2]", "(1)", "（3）", "①"])
def test_a_mark_of_digits_is_no_part_of_the_number(mark: str, data: Path) -> None:
    with_recipe(
        data,
        "period: {column: 月份}\nregion: {is: China}\nvalues: [{column: 苹果, indicator: apples, unit: 亿元}]\n"
        f'marks: {{"{mark}": preliminary}}\n',
    )
    new = added(data, f"月份,苹果\n2025-08,5.1{mark}\n2025-09,5.2\n", "other").plan.new

    assert [("510000000", "preliminary"), ("520000000", "actual")] == [*zip(new["value"], new["status"], strict=True)]


def test_a_mark_behind_a_period_is_of_the_numbers_of_its_row(data: Path) -> None:
    with_recipe(
        data,
        "period: {column: 年份}\nregion: {is: China}\nvalues: [{column: 苹果, indicator: apples, unit: 亿元}]\n"
        'marks: {E: estimate, "①": Of all farms., p: preliminary}\n',
    )
    new = added(data, "年份,苹果\n2022①,5.1\n2023,5.2\n2024年(E),5.3\n2025E,5.4p\n", "other").plan.new
    by_period = {row["period"]: (row["status"], row["note"]) for row in new.to_dict("records")}

    assert ("actual", "Of all farms.") == by_period["2022"]
    assert ("actual", "") == by_period["2023"]
    assert "estimate" == by_period["2024"][0]
    assert "preliminary" == by_period["2025"][0]


def test_a_mark_behind_a_period_that_no_recipe_explains_is_refused(data: Path, tmp_path: Path) -> None:
    with_recipe(
        data,
        "period: {column: 年份}\nregion: {is: China}\nvalues: [{column: 苹果, indicator: apples, unit: 亿元}]\n"
        "marks: {p: preliminary}\n",
    )
    message = refused(data, tmp_path, "t.csv", "年份,苹果\n2025E,5.4\n".encode(), "other")

    assert "t.csv:2:A (年份): found '2025E'; expected a period" in message
