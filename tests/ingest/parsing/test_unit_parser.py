"""Units as tables write them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import LEVELS, SHORT, added, values, with_recipe
from statbook.ingest.parsing.unit_parser import UnitParser, is_missing, scale_number


def test_money_m2_is_not_in_square_metres(data: Path) -> None:
    (data / "units.csv").open("a").write("m2,square metres,平方米,m2,平方米,area,1\n")
    with_recipe(data, SHORT + LEVELS.replace("苹果", "苹果(M2)"))

    assert {"china.2025-07.apples": "700000000"} == values(added(data, "月份,苹果(M2)\n2025年7月,7\n", "other"))


UNITS = [
    {"unit": "CNY", "name_en": "yuan", "name_zh": "元", "quantity": "money"},
    {"unit": "USD", "name_en": "dollars", "name_zh": "美元", "quantity": "money_usd"},
    {"unit": "percent", "symbol_en": "%", "quantity": "percent"},
    {"unit": "percentage_point", "quantity": "percentage_point"},
    {"unit": "household", "name_zh": "户", "quantity": "count"},
]
PARSER = UnitParser(UNITS)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("亿元", ("CNY", 8)), ("万亿元", ("CNY", 12)), ("单位：万元", ("CNY", 4)), ("RMB 100 million", ("CNY", 8)),
        ("USD billion", ("USD", 9)), ("billion USD", ("USD", 9)), ("亿美元", ("USD", 8)), ("百分点", ("percentage_point", 0)),
        ("％", ("percent", 0)), ("(%)", ("percent", 0)), ("万户", ("household", 4)), ("千万元", ("CNY", 7)), ("10,000 yuan", ("CNY", 4)),
        ("10 thousand yuan", ("CNY", 4)), ("thousand yuan", ("CNY", 3)), ("million yuan", ("CNY", 6)), ("百万", None), ("", None), ("吨", None), ("基点", None),
    ],
)  # fmt: skip
def test_words_name_a_unit(words: str, unit: tuple[str, int] | None) -> None:
    assert unit == PARSER.parse(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("出口额(万美元)", "万美元"), ("存款/亿元", "亿元"), ("Loans (USD billion)", "USDbillion"), ("存款/户", ""),
        ("货币(M2)", ""), ("货币(M2)(亿元)", "亿元"), ("重量(吨)", "吨"), ("苹果", ""), ("[亿美元，期末]", "亿美元"), ("增速：%", "%"),
        ("货币(亿元)(M2)", "亿元"), ("货币(M2)/亿元", "亿元"), ("余额(元)(亿元)", "亿元"), ("余额(亿元)(期末)", "亿元"), ("存款/美元/%", "%"),
    ],
)  # fmt: skip
def test_the_name_of_a_column_has_words_for_a_unit(name: str, words: str) -> None:
    assert words == PARSER.unit_words(name)


def test_only_money_is_stated_for_a_whole_table() -> None:
    assert {("CNY", 8): "亿元"} == PARSER.stated_units(["单位：亿元、%", "units: households", "苹果"])


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4),
    st.integers(0, 12),
)
def test_a_scaled_number_keeps_its_value_and_has_no_superfluous_zero(number: Decimal, power: int) -> None:
    text = scale_number(number, power)

    assert Decimal(text) == number * 10**power
    assert re.fullmatch(r"0|-?(?:[1-9]\d*|0)(?:\.\d*[1-9])?", text)


def test_signs_for_a_missing_number() -> None:
    assert all(is_missing(text) for text in ("", " － ", "…", "N/A", "无", "--"))
    assert [False, False, True] == [is_missing("0"), is_missing("x"), is_missing("x", {"x"})]


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (["单位:万元"], {("CNY", 4): "万元"}), (["单位：亿美元"], {("USD", 8): "亿美元"}), (["单位：万元、亿美元"], {("CNY", 4): "万元", ("USD", 8): "亿美元"}), (["单位：%"], {}), (["单位：户"], {}), (["万元"], {}), (["(单位：元)"], {("CNY", 0): "元"}),
        (["表1", "单位：元和亿元"], {("CNY", 0): "元", ("CNY", 8): "亿元"}), ([], {}),
    ],
)  # fmt: skip
def test_lines_state_the_units_of_money(lines: list[str], units: dict[tuple[str, int], str]) -> None:
    assert units == PARSER.stated_units(lines)


@pytest.mark.parametrize(
    ("value", "power", "text"),
    [("0", 0, "0"), ("-0.0", 3, "0"), ("100", 0, "100"), ("1.50", 0, "1.5"), ("1.50", 1, "15"), ("10.0", 0, "10"), ("-1.5", 8, "-150000000"), ("0.10", 0, "0.1"), ("1e3", 0, "1000"), ("1e-3", 0, "0.001")],
)  # fmt: skip
def test_a_number_is_scaled_in_plain_digits(value: str, power: int, text: str) -> None:
    assert text == scale_number(Decimal(value), power)
