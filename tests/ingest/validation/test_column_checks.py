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
from statbook.ingest.validation.column_checks import _unit_steps, doubt_columns
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


@pytest.mark.parametrize(
    ("numbers", "faults"),
    [
        (["0.052", "0.061", "0.043"], 1), (["0.05", "0.06", "0.04", "0.03"], 0), (["0.052", "0.061", "0.04", "0.03"], 0), (["0.052", "0.061", "0.043", "0.03"], 1), (["0.052", "0.061", "0.043", "1.031"], 0),
        (["101", "99", "100"], 0), (["101", "99", "100", "102"], 1), (["101", "99", "100", "201"], 0), (["101", "99", "100", "49"], 0), (["116", "117", "116", "118"], 0), (["115", "115", "115", "115"], 1), (["89", "89", "89", "88"], 0), (["90", "90", "90", "90"], 1),
        (["3.1", "0.031", "3.2", "3.3"], 1), (["3.1", "0.31", "3.2", "3.3"], 0), (["3.1", "0.000", "3.2", "3.3"], 0), (["3.1", "1.031", "3.2", "3.3"], 0), (["2.1", "0.021", "2.2", "2.3"], 1), (["0.9", "0.021", "0.8", "1.0"], 0), (["3.0", "0.031", "3.0", "3.0"], 1), (["-3.1", "-0.031", "-3.2", "-3.3"], 1), (["3.1", "0.031", "3.2"], 1),
    ],
)  # fmt: skip
def test_growth_without_levels_is_doubted_by_its_sizes_and_decimals(numbers: list[str], faults: int) -> None:
    coming = rows(dict(zip(MONTHS, numbers, strict=False)), measure="growth", unit="percent")

    assert faults == len(doubts(coming))
    assert [] == doubts(coming.assign(unit="percentage_point"))


def test_an_index_may_be_about_100_where_it_is_a_share() -> None:
    numbers = dict(zip(MONTHS, ["101", "99", "100", "102"], strict=False))

    assert [] == doubts(rows(numbers, measure="share", unit="percent", of="sector=all"))


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


@pytest.mark.parametrize(
    ("numbers", "is_doubted"),
    [(["0.053", "-0.012"], True), (["0.053", "0.12"], False), (["0.053", "0.000"], False), (["0.053", "1.012"], False)],
)
def test_a_few_numbers_of_one_column_that_all_look_like_fractions_are_doubted(
    numbers: list[str], is_doubted: bool
) -> None:
    each = [
        rows({"2023-01": number}, sector=code, **GROWTH) for number, code in zip(numbers, ("red", "all"), strict=True)
    ]
    words = "0.053 percent in 2023-01, and none of its column above 1; percentages: 0.052 is 5.2 percent"

    assert ([f"t.csv:2:B: {words}"] if is_doubted else []) == doubts(pd.concat(each, ignore_index=True))


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


@pytest.mark.parametrize(
    ("measure", "numbers", "faults"),
    [
        ("level", [12, 15, 11], 0), ("level", [12, 15, 11, 17], 1), ("level", [12, 15, 12, 15], 0), ("level", [12, 15, 11, 17, 12], 1),
        ("growth", [2, 5, 1, 7, 3, 4, 6], 0), ("growth", [2, 5, 1, 7, 3, 4, 6, 8], 1), ("share", [2, 5, 1, 7], 0), ("share", [2, 5, 1, 7, 3, 4, 6, 8], 1),
    ],
)  # fmt: skip
def test_columns_are_the_same_by_four_levels_or_eight_rates(measure: str, numbers: list[int], faults: int) -> None:
    texts = dict(zip(MONTHS, map(str, numbers), strict=False))
    unit = "CNY" if measure == "level" else "percent"
    one, other = (rows(texts, measure=measure, unit=unit, sector=code) for code in ("red", "green"))

    assert faults == len(doubts(pd.concat([one, other], ignore_index=True)))
    assert [] == doubts(pd.concat([one, other.assign(unit="USD")], ignore_index=True))
    later = other.assign(period=[f"2022{period[4:]}" for period in other["period"]])
    assert [] == doubts(pd.concat([one, later], ignore_index=True))


STEADY = [100, 104, 98, 103, 99, 105, 101, 97]


@pytest.mark.parametrize(
    ("factors", "found"),
    [
        ([1] * 8, []), ([1, 1, 1, 1, 1, 1, 1000, 1000], ["t.csv:8:B: 101000 CNY in 2023-07, from there on 1,000 times the numbers before"]), ([1, 1, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01], ["t.csv:4:B: 0.98 CNY in 2023-03, from there on 1/100 of the numbers before"]),
        ([1, 1, 1, 10, 10, 10, 10, 10], ["t.csv:5:B: 1030 CNY in 2023-04, from there on 10 times the numbers before"]), ([1, 1, 1, 7, 7, 7, 7, 7], ["t.csv:5:B: 721 CNY in 2023-04, from there on 10 times the numbers before"]), ([1, 1, 1, 6, 6, 6, 6, 6], []),
        ([1, 1, 1, 40, 40, 40, 40, 40], ["t.csv:5:B: 4120 CNY in 2023-04, from there on 100 times the numbers before"]), ([1, 1, 1, 32, 32, 32, 32, 32], []), ([1, 100, 1, 1, 1, 1, 1, 1], ["t.csv:3:B: 10400 CNY in 2023-02, from there on 100 times the numbers before"]),
        ([1, 100, 1, 100, 1, 1, 1, 1], ["t.csv:3:B: 10400 CNY in 2023-02, in a series of numbers 100 times apart"]), ([1, 1, 100], []), ([1, 1, 1, 100], ["t.csv:5:B: 10300 CNY in 2023-04, from there on 100 times the numbers before"]), ([1, 1, 1, 0, 100, 100, 100, 100], ["t.csv:6:B: 9900 CNY in 2023-05, from there on 100 times the numbers before"]),
        ([1, 2.4, 1, 10, 10, 10, 10, 10], []),
    ],
)  # fmt: skip
def test_a_step_by_a_power_of_ten_among_steady_levels_is_doubted(factors: list[float], found: list[str]) -> None:
    numbers = {month: f"{level * factor:g}" for month, level, factor in zip(MONTHS, STEADY, factors, strict=False)}

    assert [f"{words}; one unit in a column" for words in found] == doubts(rows(numbers))


def test_sums_are_compared_by_the_month() -> None:
    sums = {f"2023-01/2023-{month:02}": f"{100 * month}" for month in range(2, 13)}
    wrong = sums | {f"2023-01/2023-{month:02}": f"{1000 * month}" for month in range(9, 13)}

    assert [] == doubts(rows({"2023-01/2023-01": "100"} | sums, timing="to_date"))
    assert [
        "t.csv:9:B: 9000 CNY in 2023-01/2023-09, from there on 10 times the numbers before; one unit in a column"
    ] == doubts(rows(wrong, timing="to_date"))


@pytest.mark.parametrize(
    ("numbers", "place"),
    [
        (["488", "4950000", "502", "5010000", "495", "4970000"], "t.csv:3:B: 4950000 CNY in 2023-02"), (["488", "502", "4950000", "5010000", "495", "4970000"], "t.csv:4:B: 4950000 CNY in 2023-03"),
        (["488000", "502", "501", "498000", "495"], "t.csv:2:B: 488000 CNY in 2023-01"), (["488", "4950000"], "t.csv:3:B: 4950000 CNY in 2023-02"), (["488", "49500"], ""),
        (["488", "4950", "502", "5010", "495"], ""), (["488", "1950000", "502", "1910000", "495", "1970000"], ""), (["488", "4950000", "1502", "5010000", "195"], ""), (["488"], ""),
    ],
)  # fmt: skip
def test_numbers_of_two_sizes_a_power_of_ten_apart_are_doubted_in_whatever_order(
    numbers: list[str], place: str
) -> None:
    coming = rows(dict(zip(MONTHS, numbers, strict=False)))
    found = [f"{fault.where}: {fault.found}" for fault in _unit_steps(coming, coming)]

    assert [place] * bool(place) == [words.partition(", in a series of numbers ")[0] for words in found]


def test_a_step_against_the_last_number_of_data_is_doubted_in_the_file() -> None:
    texts = [f"{level * factor:g}" for level, factor in zip(STEADY, [1] * 6 + [100] * 2, strict=True)]
    all_rows = rows(dict(zip(MONTHS, texts, strict=False)))

    def told(known: slice, coming: slice) -> list[str]:
        return [fault.where for fault in doubt_columns(all_rows[coming], all_rows[known], FLOW, {})]

    assert ["t.csv:8:B"] == told(slice(0, 6), slice(6, 8))
    assert ["t.csv:7:B"] == told(slice(6, 8), slice(0, 6))
    assert [] == told(slice(0, 8), slice(0, 3))


def test_months_that_grow_through_two_years_are_doubted_as_sums() -> None:
    def told(*years: list[int]) -> list[str]:
        numbers = dict(zip(MONTHS, [str(number) for year in years for number in year], strict=False))
        return [words.split("; ")[1] for words in doubts(rows(numbers)) if "through every year" in words]

    sums, months = [10 * month for month in range(1, 13)], [50, 40, 60, 45, 55, 50, 61, 44, 52, 58, 47, 53]

    assert ["months: they look added up from January"] == told(sums, sums)
    assert [] == told(sums) == told(sums, months) == told(months, sums) == told(sums, [at + 50 for at in sums])


@pytest.mark.parametrize(("timing", "faults"), [("over", 0), ("to_date", 1)])
def test_sums_that_fall_within_a_year_are_doubted(timing: str, faults: int) -> None:
    numbers = {f"2023-01/2023-{month:02}": str(number) for month, number in enumerate([31, 20, 33, 28, 35, 30, 41], 2)}

    assert faults == sum("sums that fall" in words for words in doubts(rows(numbers, timing=timing)))


def test_sums_that_begin_again_each_year_are_no_steps() -> None:
    numbers = {f"{year}-01/{year}-{month:02}": str(100 * month) for year in (2023, 2024) for month in range(2, 13)}

    assert [] == doubts(rows(numbers, timing="to_date"))


@pytest.mark.parametrize(
    ("first", "second", "faults"), [("60", "41", 0), ("60", "41.1", 1), ("101.1", "", 0), ("60", "30", 0)]
)
def test_shares_of_a_whole_may_exceed_it_by_a_point(first: str, second: str, faults: int) -> None:
    share = {"measure": "share", "unit": "percent", "of": "sector=all"}
    shares = [
        rows({"2023-01": text}, **share, sector=code) for text, code in ((first, "red"), (second, "green")) if text
    ]
    members = {("sector", code): {"parents": "", "overlaps": ""} for code in ("red", "green")}
    both = pd.concat(shares, ignore_index=True)

    assert faults == len(doubts(both, members))
    for column, cell in (("period", "2024-01"), ("region", "South"), ("of", "sector=red")):
        assert [] == doubts(pd.concat([both[:1].assign(**{column: cell}), both[1:]], ignore_index=True), members)


def test_a_series_of_days_is_not_doubted() -> None:
    days = {f"2023-01-{day:02}": str(10 + day) for day in range(1, 9)}

    assert [] == doubts(rows(days))
    few = dict(list(days.items())[:3])
    told = [
        f"t.csv:{line}:B: the day {day} for apples; a month, a quarter or a year, as numbers of a flow have"
        for line, day in enumerate(few, 2)
    ]
    assert told == doubts(rows(few))
    assert [] == doubts(rows(few, timing="at"))
    both = [words.split(" for ")[0] for words in doubts(rows(days | {"2023-02": "250"}))]
    assert [f"t.csv:{line}:B: the day {day}" for line, day in enumerate(days, 2)] == both


def test_nothing_is_doubted_of_nothing() -> None:
    assert [] == doubts(rows({}))


def test_fractions_in_half_of_the_rows_are_doubted() -> None:
    numbers = ["5.2", "6.1", "-1.2", "4.3", "0.031", "-0.026", "0.047", "0.054"]
    growth = {"measure": "growth", "unit": "percent"}
    found = doubts(rows(dict(zip(MONTHS, numbers, strict=False)), **growth))

    assert [
        "t.csv:6:B: 0.031 percent in 2023-05, a fraction among percentages; a number with 1 decimals, as the others"
    ] == found
