"""The schema refuses bad rows, all at once, and an outside referee agrees with the tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from changed_book import change
from orchard_book import HEADER, orchard, row
from statbook.project.paths import Book
from statbook.store import Package, Store, check_tables
from statbook.store.validation.schema import check_scales


def test_the_real_data_have_no_fault(package: Package) -> None:
    assert [] == [str(fault) for fault in check_tables(package)]


def test_all_faults_of_a_table_come_at_once_with_their_places(copy: Book) -> None:
    change(copy, "trade", 2, value="x244", bound="roughly", region="Atlantis")
    change(copy, "trade", 3, period="soon", unit="zloty")
    found = [str(fault) for fault in check_tables(Package(copy.data))]
    text = "\n".join(found)

    assert "data/trade.csv:2: value: found 'x244'" in text
    assert "data/trade.csv:2: bound: found 'roughly'; expected one of exact" in text
    assert "data/trade.csv:2: region: found 'Atlantis'" in text
    assert "data/trade.csv:3: period: found 'soon'" in text
    assert "data/trade.csv:3: unit: found 'zloty'; expected a code of units.csv" in text


def test_growth_without_a_base_period_is_refused(copy: Book) -> None:
    change(copy, "trade", 3, base_period="")

    assert any("base_period" in str(fault) for fault in check_tables(Package(copy.data)))


def test_a_key_used_twice_is_refused(copy: Book) -> None:
    path = copy.data / "units.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")

    assert any("a key used once" in str(fault) for fault in check_tables(Package(copy.data)))


def with_descriptor(data: Path, spoil: Callable[[dict[str, dict[str, Any]]], None]) -> list[str]:
    """What is wrong with the tables of *data* once *spoil* has changed the schemas of its descriptor, by table."""
    path = data / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    spoil({each["name"]: each["schema"] for each in descriptor["resources"]})
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return [str(fault) for fault in check_tables(Package(data))]


def test_unique_keys_are_unique_where_all_their_columns_are_filled(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    prints = "china.2025-02.pears,old,,B9,62,6200000000,CNY,exact,\n"
    with (data / "prints.csv").open("a", encoding="utf-8") as file:
        file.write(prints + prints.replace("B9", "B8") + prints)

    assert ["data/prints.csv:4: source/cell: found old, B9; expected a key used once."] == [
        str(fault) for fault in check_tables(Package(data))
    ]


def test_a_value_that_is_no_category_is_refused_whether_or_not_there_is_an_enum(tmp_path: Path) -> None:
    def keep(schemas: dict[str, dict[str, Any]]) -> None:
        fields = {field["name"]: field for field in schemas["credit"]["fields"]}
        fields["timing"]["categories"] = [{"value": "at", "label": "at its end"}]
        del fields["timing"]["constraints"]["enum"]

    found = with_descriptor(orchard(tmp_path), keep)
    assert "data/credit.csv:2: timing: found 'over'; expected one of at." == found[0]
    assert 12 == len(found)


def test_a_reference_may_have_several_columns(tmp_path: Path) -> None:
    def refer(schemas: dict[str, dict[str, Any]]) -> None:
        target = {"resource": "members", "fields": ["dimension", "code"]}
        schemas["units"]["foreignKeys"] = [{"fields": ["quantity", "unit"], "reference": target}]

    found = with_descriptor(orchard(tmp_path), refer)
    assert found
    assert all("unit: found" in fault and "expected a code of members.csv" in fault for fault in found)


def test_a_sign_that_no_drawing_can_hold_is_refused_with_its_place(copy: Book) -> None:
    change(copy, "trade", 3, note="a bell\x0b")

    found = [str(fault) for fault in check_tables(Package(copy.data))]
    assert ["data/trade.csv:3: note: found 'a bell\\x0b'"] == [fault.partition(";")[0] for fault in found]


def test_a_share_of_a_region_in_which_its_own_does_not_lie_is_red(copy: Book) -> None:
    table = copy.data / "trade.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("region=Shaanxi", "region=Gansu", 1), encoding="utf-8")

    found = [str(fault) for fault in check_tables(Package(copy.data))]
    assert [
        "data/trade.csv:4: of: found 'region=Gansu'; expected a region that Xian lies in: Shaanxi, China, World."
    ] == found


MEASURED = {"measure": "growth", "base_period": "2024", "unit": "percent"}
SHARE = {"measure": "share", "unit": "percent", "region": "North"}


CASES: list[tuple[dict[str, str], str]] = [
    ({}, ""),
    (MEASURED, ""),
    (MEASURED | {"base_period": "../.."}, ""),
    (
        MEASURED | {"base_period": ""},
        "base_period: found ''; expected a period, or ../.. if none is printed, with measure growth.",
    ),
    ({"base_period": "2024"}, "base_period: found '2024'; expected nothing with measure level."),
    (SHARE, "of: found ''; expected a value or unknown with measure share."),
    ({"of": "unknown"}, "of: found 'unknown'; expected nothing with measure level."),
    (SHARE | {"of": "unknown"}, ""),
    (SHARE | {"of": "region=China"}, ""),
    (
        SHARE | {"of": "region=North"},
        "of: found 'region=North'; expected a whole, of which the number is a part: its own region is North.",
    ),
    (SHARE | {"of": "region=South"}, "of: found 'region=South'; expected a region that North lies in: China."),
    (
        SHARE | {"of": "region=South", "region": "China"},
        "of: found 'region=South'; expected a region that China lies in: none is named in members.csv.",
    ),
    (SHARE | {"of": "sector=all"}, ""),
    ({"measure": "rank", "of": "sector=red"}, ""),
    ({"measure": "rank"}, ""),
    ({"step": "0.5"}, ""),
    ({"step": "0.00"}, "step: found '0.00'; expected a number above zero."),
    ({"step": "-1"}, "step: found '-1'; expected a number above zero."),
    ({"cell": ""}, "offset: found both or neither; expected an offset or a cell."),
    ({"offset": "5"}, "offset: found both or neither; expected an offset or a cell."),
    ({"offset": "5", "cell": ""}, ""),
    ({"region": "red"}, "region: found 'red'; expected all, or a code of members.csv with dimension region."),
    ({"sector": "North"}, "sector: found 'North'; expected all, or a code of members.csv with dimension sector."),
    ({"sector": "red"}, ""),
    ({"period": ""}, "period: found an empty cell; expected"),
    ({"source": "new"}, "source: found 'new'; expected a code of sources.csv."),
    ({"status": "sure"}, "status: found 'sure'; expected one of actual, "),
    ({"note": "a\x07"}, "note: found 'a\\x07'; expected no control characters. Remove them"),
    (
        {"obs": "china.1.apples"},
        "obs/known_from: found china.1.apples, 2025-12-31; expected a key used once.",
    ),
]
"""Cells of a row, and what is told of it."""


@pytest.fixture(scope="module")
def told_of_cases(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What is told of the rows of a table that has one for each of CASES."""
    book = Book(orchard(tmp_path_factory.mktemp("cases")).parent)
    (book.data / "credit.csv").write_text(f"{HEADER}\n" + row("apples", "2025-01", 1) * len(CASES), encoding="utf-8")
    for number, (cells, _) in enumerate(CASES):
        change(book, "credit", number + 2, **{"obs": f"china.{number}.apples"} | cells)
    faults = [str(fault) for fault in check_tables(Package(book.data))]
    places = [f"data/credit.csv:{line}: " for line in range(2, len(CASES) + 2)]
    assert all(fault.startswith(tuple(places)) for fault in faults)
    return [[fault.removeprefix(place) for fault in faults if fault.startswith(place)] for place in places]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[expected or "sound" for _, expected in CASES])
def test_a_row_conforms_to_the_schema_or_is_a_fault_with_its_cell(number: int, told_of_cases: list[list[str]]) -> None:
    found, (_, expected) = told_of_cases[number], CASES[number]

    assert len(found) == bool(expected)
    assert all(fault.startswith(expected) for fault in found)


def test_a_further_print_is_one_of_a_known_number_and_a_table_without_rows_has_no_fault(tmp_path: Path) -> None:
    book = Book(orchard(tmp_path).parent)
    path = book.data / "prints.csv"
    head = path.read_text(encoding="utf-8")
    lines = [
        f"china.2025-01.{what},old,,{cell},1,100000000,CNY,exact,\n"
        for what, cell in (("apples", "B2"), ("plums", "B3"))
    ]
    path.write_text(head + "".join(lines), encoding="utf-8")

    assert ["data/prints.csv:3: obs: found 'china.2025-01.plums'; expected the key of an observation."] == [
        str(fault) for fault in check_tables(Package(book.data))
    ]


def told(*rows: tuple[str, ...]) -> list[str]:
    columns = ["unit", "name_en", "name_zh", "symbol_en", "symbol_zh", "quantity", "factor"]
    return [str(fault) for fault in check_scales(pd.DataFrame(rows, columns=columns), "units.csv")]


@pytest.mark.parametrize(
    "row",
    [
        ("a", "yuan", "元", "yuan", "元", "money", "1"),
        ("a", "ten thousand yuan", "万元", "", "", "money", "10000"),
        ("a", "hundred million yuan", "亿元", "", "", "money", "100000000"),
        ("a", "million yuan", "百万元", "", "", "money", "1000000"),
        ("a", "", "十元", "", "", "money", "10"),
        ("a", "", "百家", "", "", "count", "100"),
        ("a", "", "千个", "", "", "count", "1000"),
        ("a", "", "万亿元", "", "", "money", "1000000000000"),
        ("a", "", "个百分点", "", "", "ratio", "1"),
        ("a", "hundred thousand tens", "", "", "", "count", "100000"),
        ("a", "billion yuan", "十亿元", "billion yuan", "十亿元", "money", "1000000000"),
        ("a", "trillion yuan", "", "", "", "money", "1000000000000"),
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


def test_a_factor_that_is_no_number_hides_no_other_fault() -> None:
    rows = [("a", "yuan", "元", "", "", "money", "one"), ("b", "firms", "家", "", "", "count", "10")]

    assert [True] == [fault.startswith("units.csv:1: factor: found 10 of b") for fault in told(*rows)]


def test_units_without_a_symbol_or_of_another_quantity_share_none() -> None:
    rows = [("a", "", "", "", "", "power", "1"), ("b", "", "", "", "", "power", "2")]
    others = [("c", "", "", "x", "", "power", "1"), ("d", "", "", "x", "", "force", "2")]

    assert [] == told(*rows, *others)


def test_the_check_of_the_book_is_red_for_such_a_factor(copy: Book, store: Store) -> None:
    change(copy, "units", list(store.units.index).index("CNY") + 2, factor="2")

    assert ["data/units.csv:2: factor"] == [fault.where for fault in check_tables(Package(copy.data))]
