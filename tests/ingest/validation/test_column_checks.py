"""Doubts about whole columns: errors planted in sound tables."""

from __future__ import annotations

import random
from collections.abc import Callable

import pandas as pd
import pytest

from adding import with_recipe
from orchard_book import orchard
from statbook.errors import DataError
from statbook.ingest.add import AddRequest, _prepare
from statbook.ingest.definitions import open_store
from statbook.ingest.readers.grid import Place
from statbook.ingest.readers.table_file import read_grids
from statbook.ingest.validation.column_checks import doubt_columns
from statbook.ingest.validation.plausibility import _with_series
from statbook.store import Store

Table = dict[str, list[str]]

RECIPE = """period: {column: 月份}
region: {is: North}
values:
  - {column: 苹果, indicator: apples, unit: 亿元}
  - {column: 红, indicator: apples, members: {sector: red}, unit: 亿元}
  - {column: 绿, indicator: apples, members: {sector: green}, unit: 亿元}
  - {column: 苹果同比, indicator: apples, measure: growth, base: year_before, unit: "%"}
  - {column: 红占比, indicator: apples, members: {sector: red}, measure: share, of: sector=all, unit: "%"}
  - {column: 绿占比, indicator: apples, members: {sector: green}, measure: share, of: sector=all, unit: "%"}
  - {column: 梨, indicator: pears, unit: 亿元}
  - {column: 梨同比, indicator: pears, measure: growth, base: year_before, unit: "%"}
  - {column: 甜度, indicator: sweetness, timing: over, unit: "%"}
"""
SHAPES = [
    (trend, noise, dip) for trend in (-0.01, 0.0, 0.004, 0.02) for noise in (0.02, 0.08, 0.2) for dip in (0.5, 0.9)
]


def sound_table(seed: int) -> Table:
    """Three years of months with a trend, noise and a spring festival; growth and shares follow from the levels."""
    chance = random.Random(seed)
    trend, noise, dip = SHAPES[seed % len(SHAPES)]
    size, digits = 10 ** chance.uniform(1.5, 5), chance.choice([1, 2])
    months = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]

    def levels(size: float) -> list[float]:
        found = []
        for at, month in enumerate(months):
            season = dip if month.endswith("-02") else 1 + 0.1 * (at % 3)
            found.append(round(size * (1 + trend) ** at * season * chance.lognormvariate(0, noise), digits))
        return found

    red, green, pears = levels(size), levels(size * chance.uniform(0.2, 0.9)), levels(size * chance.uniform(0.1, 3))
    apples = [round(one + other, digits) for one, other in zip(red, green, strict=True)]

    def texts(numbers: list[float]) -> list[str]:
        return [f"{number:.{digits}f}" for number in numbers]

    def growth(numbers: list[float]) -> list[str]:
        return [""] * 12 + [
            f"{(now / before - 1) * 100:.1f}" for before, now in zip(numbers, numbers[12:], strict=False)
        ]

    shares = [
        [f"{part / whole * 100:.1f}" for part, whole in zip(parts, apples, strict=True)] for parts in (red, green)
    ]
    return {
        "月份": months, "苹果": texts(apples), "红": texts(red), "绿": texts(green), "苹果同比": growth(apples), "红占比": shares[0],
        "绿占比": shares[1], "梨": texts(pears), "梨同比": growth(pears), "甜度": [f"{chance.gauss(4, 0.5):.1f}" for _ in months],
    }  # fmt: skip


def each(
    column: str, change: Callable[[float], float], rows: slice = slice(None), digits: int = 1
) -> Callable[[Table], Table]:
    """The table with changed numbers in some rows of a column."""

    def plant(table: Table) -> Table:
        numbers = range(*rows.indices(len(table[column])))
        cells = [
            f"{change(float(text)):.{digits}f}" if at in numbers and text else text
            for at, text in enumerate(table[column])
        ]
        return table | {column: cells}

    return plant


def down(column: str) -> Callable[[Table], Table]:
    return lambda table: table | {column: ["", *table[column][:-1]]}


def exchange(one: str, other: str) -> Callable[[Table], Table]:
    return lambda table: table | {one: table[other], other: table[one]}


def sums(table: Table) -> Table:
    """Pears added up from January, without their growth."""
    found: list[str] = []
    for at, text in enumerate(table["梨"]):
        found.append(f"{float(text) + (float(found[-1]) if at % 12 else 0):.2f}")
    return table | {"梨": found, "梨同比": [""] * len(found)}


ERRORS: dict[str, Callable[[Table], Table]] = {
    "exchanged columns": exchange("苹果同比", "梨同比"),
    "fractions for percent": each("梨同比", lambda number: number / 100, digits=3),
    "the wrong sign": each("苹果同比", lambda number: -number),
    "growth one row down": down("梨同比"),
    "levels one row down": down("梨"),
    "a unit that changes midway": each("梨", lambda number: number * 10**4, slice(17, None)),
    "two neighbours ten times as large": each("梨", lambda number: number * 10, slice(20, 22)),
    "a total that is not of its parts": each("苹果", lambda number: number * 1.1, slice(9, 10), 2),
    "shares above 100": each("红占比", lambda number: min(number + 50, 100), slice(5, 6)),
    "a day among months": lambda table: table | {"月份": [*table["月份"][:7], "2022-08-01", *table["月份"][8:]]},
    "a negative level": each("梨", lambda number: -number, slice(14, 15)),
    "an index for growth": each("苹果同比", lambda number: number + 100),
    "sums for months": sums,
}


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = orchard(tmp_path_factory.mktemp("north"))
    with_recipe(made, RECIPE)
    return open_store(made)


def told(store: Store, table: Table) -> str:
    """What is refused or doubted of a table; empty if it may enter."""
    file = store.package.folder.parent / "table.csv"
    lines = [",".join(table), *map(",".join, zip(*table.values(), strict=True))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        _prepare(store, file, AddRequest("other", "2025-06-30"), lambda words: None, read_grids)
    except DataError as error:
        return str(error)
    return ""


@pytest.mark.slow
def test_sound_tables_are_not_doubted(north: Store) -> None:
    wrong = {seed: words for seed in range(len(SHAPES)) if (words := told(north, sound_table(seed)))}

    assert len(wrong) <= 0.02 * len(SHAPES), wrong


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ERRORS])
def test_of_twenty_tables_with_an_error_at_least_nineteen_are_doubted(name: str, north: Store) -> None:
    silent = [seed for seed in range(20) if not told(north, ERRORS[name](sound_table(seed)))]

    assert len(silent) <= 1, silent


def rows(numbers: dict[str, str], **cells: str) -> pd.DataFrame:
    """Rows of one series by period, each with its place in column B."""
    frame = pd.DataFrame({"period": [*numbers], "value": [*numbers.values()]}, dtype=object)
    usual = {"indicator": "apples", "region": "North", "sector": "all", "timing": "over", "measure": "level", "of": ""}
    usual |= {"unit": "CNY", "status": "actual", "value_to": ""} | cells
    is_growth = usual["measure"] == "growth"
    frame["base_period"] = [f"{int(period[:4]) - 1}{period[4:]}" if is_growth else "" for period in numbers]
    places = [Place("t.csv", 2 + number, 1) for number in range(len(frame))]
    return _with_series(frame.assign(where=pd.Series(places, dtype=object), **usual), ["sector"])


MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
FLOW = {"apples": {"kind": "flow", "basis": ""}, "net": {"kind": "flow", "basis": "net"}}


def doubts(coming: pd.DataFrame, members: dict[tuple[str, ...], dict[str, str]] | None = None) -> list[str]:
    """The doubts about a file of new series."""
    found = doubt_columns(coming, coming.head(0), FLOW, members or {})
    return [f"{fault.where}: {fault.found}; {fault.expected}" for fault in found]


def test_rates_without_levels_are_doubted_where_they_are_fractions_or_indices() -> None:
    growth = {"measure": "growth", "unit": "percent"}
    fractions = dict(zip(MONTHS, ["0.052", "0.061", "-0.012", "0.043", "0.031"], strict=False))
    index = dict(zip(MONTHS, ["101.2", "99.8", "100.4", "102.1"], strict=False))
    small = dict(zip(MONTHS, ["0.1", "0.2", "-0.1", "0.3"], strict=False))

    assert ["t.csv:2:B: 0.052 percent in 2023-01, and none above 1; percentages: 0.052 is 5.2 percent"] == doubts(
        rows(fractions, **growth)
    )
    assert ["t.csv:2:B: 101.2 percent in 2023-01, and all about 100; growth: an index is no rate"] == doubts(
        rows(index, **growth)
    )
    assert [] == doubts(rows(small, **growth))


def test_one_fraction_among_percentages_is_doubted() -> None:
    share = {"measure": "share", "unit": "percent", "of": "sector=all", "sector": "red"}
    mixed = dict(zip(MONTHS, ["57.1", "0.571", "56.3", "58.0", "57.7"], strict=False))

    assert [
        "t.csv:3:B: 0.571 percent in 2023-02, a fraction among percentages; a number with 1 decimals, as the others"
    ] == doubts(rows(mixed, **share))
    assert [] == doubts(rows(mixed | {"2023-02": "0.5"}, **share))


GROWTH = {"measure": "growth", "unit": "percent"}
FRACTION = "0.053 percent in 2023-01, a fraction among percentages; a percentage: 5.3, with decimals as the others"


@pytest.mark.parametrize(
    ("others", "is_doubted"),
    [(["5.3", "4.8"], True), (["5.3"], True), (["5.31"], False), (["0.3", "0.4"], False), (["-5.3", "4.8"], True)],
)
def test_a_fraction_among_few_percentages_is_doubted(others: list[str], is_doubted: bool) -> None:
    one = rows(dict(zip(MONTHS, ["0.053", *others], strict=False)), **GROWTH)

    assert ([f"t.csv:2:B: {FRACTION}"] if is_doubted else []) == doubts(one)


def test_a_fraction_beside_percentages_of_other_series_or_of_data_is_doubted() -> None:
    one = rows({"2023-01": "0.053"}, **GROWTH)
    others = [rows({"2023-01": number}, sector=code, **GROWTH) for number, code in (("5.3", "red"), ("4.8", "green"))]

    assert [f"t.csv:2:B: {FRACTION}"] == doubts(pd.concat([one, *others], ignore_index=True))
    assert [] == doubts(pd.concat([one, others[0]], ignore_index=True))
    assert [] == doubts(one)
    assert 1 == len(doubt_columns(one, rows({"2022-12": "5.1"}, **GROWTH), FLOW, {}))


def test_shares_that_are_all_fractions_are_doubted() -> None:
    share = {"measure": "share", "unit": "percent", "of": "sector=all", "sector": "red"}

    assert 1 == len(doubts(rows(dict.fromkeys(MONTHS[:3], "0.25") | {"2023-04": "0.31"}, **share)))
    assert [] == doubts(rows(dict.fromkeys(MONTHS[:3], "0.2") | {"2023-04": "0.3"}, **share))
    assert [] == doubts(rows(dict.fromkeys(MONTHS[:3], "0.25") | {"2023-04": "1.31"}, **share))


def test_shares_of_members_that_lie_in_one_another_may_exceed_their_whole() -> None:
    share = {"measure": "share", "unit": "percent", "of": "sector=all"}
    both = pd.concat([rows({"2023-01": "60"}, **share, sector=code) for code in ("red", "green")], ignore_index=True)
    apart = {("sector", code): {"parents": "", "overlaps": ""} for code in ("red", "green")}

    assert ["t.csv:2:B: 120 percent for the shares by sector in 2023-01; no more than 100 percent"] == doubts(
        both, apart
    )
    for column in ("parents", "overlaps"):
        nested = apart | {("sector", "red"): {"parents": "", "overlaps": ""} | {column: "green"}}
        assert [] == doubts(both, nested)


def test_the_same_column_twice_is_doubted() -> None:
    numbers = dict(zip(MONTHS, ["12", "15", "11", "17"], strict=False))
    both = pd.concat([rows(numbers), rows(numbers, sector="red")], ignore_index=True)

    assert ["t.csv:2:B: all numbers of apples, North again; those of apples, North, red"] == doubts(both)


@pytest.mark.parametrize(("timing", "faults"), [("over", 0), ("to_date", 1)])
def test_sums_that_fall_within_a_year_are_doubted(timing: str, faults: int) -> None:
    numbers = {f"2023-01/2023-{month:02}": str(number) for month, number in enumerate([31, 20, 33, 28, 35, 30, 41], 2)}

    assert faults == sum("sums that fall" in words for words in doubts(rows(numbers, timing=timing)))


def test_sums_that_begin_again_each_year_are_no_steps() -> None:
    numbers = {f"{year}-01/{year}-{month:02}": str(100 * month) for year in (2023, 2024) for month in range(2, 13)}

    assert [] == doubts(rows(numbers, timing="to_date"))


def test_a_net_flow_may_be_negative() -> None:
    numbers = dict(zip(MONTHS, ["12", "13", "-12", "14", "13", "12"], strict=False))

    assert ["t.csv:4:B: -12 CNY in 2023-03; a number above zero, as the others of the series"] == doubts(rows(numbers))
    assert [] == doubts(rows(numbers, indicator="net"))


def test_a_series_of_days_is_not_doubted() -> None:
    days = {f"2023-01-{day:02}": str(10 + day) for day in range(1, 9)}

    assert [] == doubts(rows(days))
    assert 1 == sum("the day 2023-01-01" in words for words in doubts(rows({"2023-01-01": "7"})))


def test_nothing_is_doubted_of_nothing() -> None:
    assert [] == doubts(rows({}))
