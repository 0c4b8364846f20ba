"""Rows that say something else than their printed form are found out, with their place."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from changed_book import change
from statbook.checks.whole_book import check_book
from statbook.project.paths import Book
from statbook.store import Package, check_printed
from statbook.store.validation.printed_form import ANY, _differences, _out_of_scale, _power, unit_factor

GROWTH = 3  # 69.3%
BOUND = 94  # 超2.8万家企业
FALL = 26  # 约40个基点, a fall


def told(book: Book) -> list[str]:
    return [str(fault) for fault in check_printed(Package(book.data))]


def test_the_real_data_say_what_is_printed(package: Package) -> None:
    assert [] == check_printed(package)


def test_a_digit_altered_in_the_value_is_a_fault_of_the_check(copy: Book) -> None:
    change(copy, "trade", GROWTH, value="63.9")
    fault = "value: found 63.9; expected 69.3 without its sign, as '69.3%' says. Mend value or printed."

    assert f"data/trade.csv:{GROWTH}: {fault}" in check_book(copy, None).faults


def test_a_digit_altered_in_the_printed_form_is_a_fault(copy: Book) -> None:
    change(copy, "trade", GROWTH, printed="96.3%")

    assert ["data/trade.csv:3: value: found 69.3; expected 96.3"] == [
        fault.partition(" without")[0] for fault in told(copy)
    ]


@pytest.mark.parametrize("table", ["trade", "patents", "credit", "base", "industry", "low_altitude", "prints"])
def test_no_altered_value_of_any_row_goes_unseen(copy: Book, table: str) -> None:
    path = copy.data / f"{table}.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows["value"] = [
        re.sub(r"[1-9]", lambda digit: str(int(digit[0]) % 9 + 1), value, count=1) for value in rows["value"]
    ]
    Path(path).write_text(rows.to_csv(index=False), encoding="utf-8")

    assert [f"data/{table}.csv:{line}: value" for line in range(2, len(rows) + 2)] == [
        fault.partition(": found")[0] for fault in told(copy)
    ]


@pytest.mark.parametrize(
    ("line", "table", "cells", "fault"),
    [
        (GROWTH, "trade", {"unit": "percentage_point"}, "unit: found percentage_point; expected the unit of '69.3%'"),
        (GROWTH, "trade", {"unit": "firms"}, "unit: found firms"),
        (97, "trade", {"unit": "place"}, "unit: found place; expected the unit of '倒数第二'"),
        (97, "trade", {"unit": "firms"}, "unit: found firms; expected the unit of '倒数第二'"),
        (GROWTH, "trade", {"value_to": "70"}, "value_to: found 70; expected nothing"),
        (BOUND, "trade", {"bound": "exact"}, "bound: found exact; expected more_than, as '超2.8万家企业' says"),
        (GROWTH, "trade", {"bound": "about"}, "bound: found about; expected exact"),
        (GROWTH, "trade", {"printed": "增长"}, "printed: found '增长'; expected one number that can be read"),
        (FALL, "credit", {"printed": "超40个基点", "bound": "more_than"}, "bound: found more_than; expected less_than"),
    ],
)
def test_unit_range_and_bound_are_compared(
    copy: Book, line: int, table: str, cells: dict[str, str], fault: str
) -> None:
    change(copy, table, line, **cells)

    assert [True] == [f"data/{table}.csv:{line}: {fault}" in found for found in told(copy)]


@pytest.mark.parametrize(
    "cells",
    [
        {"unit": "CNY", "printed": "69.3", "value": "69.3"},
        {"unit": "kg", "printed": "3.7吨", "value": "3700"},
        {"unit": "m2", "printed": "2平方公里", "value": "2000000"},
        {"printed": "3倍", "value": "300"},
        {"unit": "percentage_point", "printed": "40个基点", "value": "-0.4"},
        {"printed": "3%至4%", "value": "-4", "value_to": "-3"},
        {"bound": "more_than", "note": "The word (超) stands before the list."},
    ],
    ids=lambda cells: str(cells.get("printed", "note")),
)
def test_other_ways_to_print_the_same_are_no_fault(copy: Book, cells: dict[str, str]) -> None:
    change(copy, "trade", GROWTH, **cells)

    assert [] == told(copy)


def scaled(unit: str, *rows: tuple[str, str, str], step: str = "") -> list[str]:
    """What is told of numbers of a table, each with its cell, its value and its printed form."""
    table = pd.DataFrame(rows, columns=["cell", "value", "printed"]).assign(source="s", unit=unit, measure="level")
    table["step"] = step
    quantities = pd.Series({"CNY": "money", "percent": "percent"})
    return [f"{fault.where}: {fault.found}, {fault.expected}" for fault in _out_of_scale("t.csv", table, quantities)]


USUAL = (("B1", "10000", "1"), ("B2", "-25000", "-2.5"), ("B3", "0", "0.0"))


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        (("B4", "30000", "3.00"), True),
        (("B4", "300000000", "3"), True),
        (("B4", "3", "3"), True),
        (("B4", "3000000", "3"), True),
        (("B4", "3000", "3"), False),
        (("B4", "300000", "3"), False),
        (("B4", "30000000", "3"), False),
        (("B4", "-30000", "3"), False),
        (("B4", "30001", "3"), False),
        (("B4", "0", "3"), False),
        (("B4", "30000", "0"), False),
        (("B4", "30000", "three"), False),
        (("C4", "300000", "3"), True),
    ],
)
def test_a_number_of_a_table_is_of_the_power_of_its_column_or_of_another_word_of_scale(
    row: tuple[str, str, str], fits: bool
) -> None:
    told = f"t.csv:3: value: {row[1]}, {row[2]!r} times 10 to the 4, as in the rest of its column"

    assert ([] if fits else [told]) == scaled("CNY", *USUAL, row)


def test_a_comma_may_stand_before_the_decimals_of_a_number_with_a_rounding_unit() -> None:
    rows = [
        ("B1", "52300000000", "523"),
        ("B2", "5230000000", "52,3"),
        ("B3", "123400000000", "1.234"),
        ("B4", "0", "持平"),
    ]

    assert [] == scaled("CNY", *rows, step="1")
    assert ["t.csv:2: value: 123400000000, '1.234' times 10 to the 8, as in the rest of its column"] == scaled(
        "CNY", *rows
    )


def test_tables_count_in_the_scales_that_languages_have_words_for() -> None:
    fit = [
        power
        for power in range(-1, 15)
        if not scaled("CNY", ("B1", "1", "1"), ("B2", "2", "2"), ("B3", f"3e{power}", "3"))
    ]

    assert [0, 3, 4, 6, 8, 9, 12] == fit


def test_numbers_of_other_columns_units_and_sources_have_powers_of_their_own() -> None:
    columns = {"B": "4", "AB": "5", "C": "6"}
    rows = [
        (f"{column}{line}", f"{line}e{power}", f"{line}") for column, power in columns.items() for line in (1, 2, 3)
    ]

    assert [] == scaled("CNY", *rows)


def test_percentages_of_a_column_are_all_of_one_power() -> None:
    assert ["t.csv:2: value: 3000, '3' times 10 to the 0, as in the rest of its column"] == scaled(
        "percent", ("B1", "1", "1"), ("B2", "2.5", "2.5"), ("B3", "3000", "3")
    )


def test_a_column_without_any_number_that_fits_has_no_usual_power() -> None:
    assert ["t.csv:0: value: 3, '4'", "t.csv:1: value: 5, 'six'"] == scaled("CNY", ("B1", "3", "4"), ("B2", "5", "six"))


def test_a_row_has_an_offset_or_a_cell(copy: Book) -> None:
    change(copy, "prints", 2, cell="B2")

    assert "data/prints.csv:2: offset: found both or neither; expected an offset or a cell." in told(copy)


UNITS = pd.DataFrame(
    [
        ("CNY", "元", "元", "money", "1"),
        ("mCNY", "百万元", "百万元", "money", "1000000"),
        ("USD", "美元", "美元", "money_usd", "1"),
        ("percent", "百分比", "%", "percent", "1"),
        ("times", "倍", "倍", "multiple", "1"),
        ("points", "百分点", "个百分点", "percentage_point", "1"),
        ("basis", "基点", "个基点", "percentage_point", "0.01"),
        ("firms", "家", "", "count", "1"),
        ("place", "位次", "", "rank", "1"),
        ("last", "倒数名次", "", "rank", "1"),
        ("km", "公里", "公里", "length", "1000"),
        ("km2", "平方公里", "平方公里", "area", "1000000"),
    ],
    columns=["unit", "name_zh", "symbol_zh", "quantity", "factor"],
).set_index("unit")


@pytest.mark.parametrize(
    ("words", "unit", "factor"),
    [
        ("", "CNY", 1),
        ("元", "CNY", 1),
        ("百万元", "CNY", 10**6),
        ("元", "mCNY", Fraction(1, 10**6)),
        ("美元", "CNY", None),
        ("元", "USD", None),
        ("%", "percent", 1),
        ("%", "points", None),
        ("倍", "percent", 100),
        ("倍", "CNY", None),
        ("%", "times", None),
        ("个百分点", "points", 1),
        ("百分点", "points", 1),
        ("个基点", "points", Fraction(1, 100)),
        ("个百分点", "basis", 100),
        ("户", "firms", 1),
        ("家", "firms", 1),
        ("户", "CNY", None),
        ("位次", "place", 1),
        ("倒数名次", "place", None),
        ("位次", "firms", None),
        ("家", "place", None),
        ("公里路", "km", 1),
        ("平方公里", "km2", 1),
        ("公里", "km2", None),
        ("平方公里", "km", None),
    ],
)
def test_the_printed_unit_leads_to_the_unit_of_the_row_or_is_of_another_kind(
    words: str, unit: str, factor: float | Fraction | None
) -> None:
    assert factor == unit_factor(words, unit, UNITS)


@pytest.mark.parametrize(
    ("value", "printed", "power"),
    [
        ("30000", "3", 4),
        ("3", "30000", -4),
        ("0.03", "3", -2),
        ("3.0", "3", 0),
        ("-3", "-3", 0),
        ("-3", "3", None),
        ("31", "3", None),
        ("0", "0.0", ANY),
        ("0", "3", None),
        ("3", "0", None),
        ("3", "three", None),
    ],
)
def test_a_power_of_ten_leads_from_the_print_to_the_value(value: str, printed: str, power: int | None) -> None:
    assert power == _power(value, printed)


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({}, []),
        ({"value": "-3"}, []),
        ({"value": "4"}, ["value"]),
        ({"value_to": "4"}, ["value_to"]),
        ({"printed": "3至4元"}, ["value_to"]),
        ({"printed": "3至4元", "value_to": "4"}, []),
        ({"printed": "3至4元", "value": "-4", "value_to": "-3"}, []),
        ({"printed": "3至4元", "value": "-3", "value_to": "-4"}, ["value", "value_to"]),
        ({"printed": "4元", "bound": "about"}, ["value", "bound"]),
        ({"printed": "超3元", "bound": "more_than"}, []),
        ({"printed": "超3元", "bound": "more_than", "value": "-3"}, ["bound"]),
        ({"printed": "超3元", "bound": "less_than", "value": "-3"}, []),
        ({"printed": "3元以上", "bound": "at_most", "value": "-3"}, []),
        ({"bound": "about"}, ["bound"]),
        ({"bound": "about", "note": "The page says (约)."}, []),
        ({"bound": "about", "note": "The page says (so)."}, ["bound"]),
        ({"bound": "more_than", "printed": "约3元", "note": "(超)"}, ["bound"]),
        ({"unit": "USD"}, ["unit"]),
        ({"printed": "若干"}, ["printed"]),
    ],
)
def test_a_row_says_what_its_print_says(cells: dict[str, str], columns: list[str]) -> None:
    row = {"value": "3", "value_to": "", "unit": "CNY", "bound": "exact", "printed": "3元", "note": ""} | cells
    found = _differences("t.csv:2", row, lambda words, unit: unit_factor(words, unit, UNITS))

    assert [f"t.csv:2: {column}" for column in columns] == [fault.where for fault in found]
