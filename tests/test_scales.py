"""How much one of a unit is agrees with its name."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.project.paths import Book
from statbook.store import Package, Store, faults
from statbook.store.validation.scales import misscaled
from test_schema import change


def told(*rows: tuple[str, ...]) -> list[str]:
    columns = ["unit", "name_en", "name_zh", "symbol_en", "symbol_zh", "quantity", "factor"]
    return [str(fault) for fault in misscaled(pd.DataFrame(rows, columns=columns), "units.csv")]


@pytest.mark.parametrize(
    "row",
    [
        ("a", "yuan", "元", "yuan", "元", "money", "1"),
        ("a", "ten thousand yuan", "万元", "", "", "money", "10000"),
        ("a", "hundred million yuan", "亿元", "", "", "money", "100000000"),
        ("a", "million yuan", "百万元", "", "", "money", "1000000"),
        ("a", "percent", "百分比", "%", "%", "percent", "1"),
        ("a", "items per 10,000 persons", "每万人件数", "per 10,000 people", "件/万人", "ratio", "1"),
        ("a", "kilogram", "千克", "kg", "千克", "mass", "1"),
        ("a", "kilometre", "公里", "km", "公里", "length", "1000"),
        ("a", "basis point", "基点", "basis points", "个基点", "percentage_point", "0.01"),
        ("a", "megawatt", "兆瓦", "MW", "兆瓦", "power", "1000000"),
    ],
)  # fmt: skip
def test_what_name_and_factor_say_alike_is_sound(row: tuple[str, ...]) -> None:
    assert [] == told(row)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("a", "yuan", "元", "yuan", "元", "money", "2"), "found 2 of a; expected 1, as 'yuan' says"),
        (("a", "yuan", "万元", "", "", "money", "1"), "expected 10000, as '万元' says"),
        (("a", "million dollars", "美元", "", "", "money_usd", "1000"), "expected 1000000, as 'million dollars' says"),
        (("a", "percent", "百分比", "%", "%", "percent", "100"), "expected 1, as 'percent' says"),
        (("a", "kilometre", "公里", "km", "公里", "length", "1"), "expected 1000, as 'km' says"),
        (("a", "hour", "小时", "hours", "小时", "time", "60"), "expected 3600, as 'hours' says"),
        (("a", "firms", "家", "", "", "count", "10"), "expected 1, as 'firms' says"),
    ],
)
def test_a_factor_that_contradicts_its_words_is_a_fault(row: tuple[str, ...], expected: str) -> None:
    assert [True] == [expected in fault for fault in told(row)]


def test_two_units_of_one_symbol_and_another_factor_are_a_fault() -> None:
    rows = [(code, code, code, "MW", "", "power", factor) for code, factor in (("a", "1"), ("b", "1000"))]

    assert ["units.csv:1: factor: found 1000 of b; expected 1, as a has, which is written 'MW' too"] == [
        fault.removesuffix(" Mend the factor, or the name and the symbol.").rstrip(".") for fault in told(*rows)
    ]


def test_the_check_of_the_book_is_red_for_such_a_factor(copy: Book, store: Store) -> None:
    change(copy, "units", list(store.units.index).index("CNY") + 2, factor="2")

    assert ["data/units.csv:2: factor"] == [fault.where for fault in faults(Package(copy.data))]
