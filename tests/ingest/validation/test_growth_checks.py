"""Growth beside the levels of which it is the growth."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.growth_checks import doubt_differences, doubt_growth
from statbook.ingest.validation.plausibility import _with_series

LEVELS = [100, 120, 90, 110, 130, 105, 95, 140]
GROWTH = [5.0, -3.2, 8.1, 12.4, -6.5, 20.3, 2.2, -1.7]
Numbers = list[float]


def rows(numbers: Numbers, year: int, measure: str, column: int, sector: str = "all") -> pd.DataFrame:
    """Months of a year in a column of a file."""
    periods = [f"{year}-{month:02}" for month in range(1, len(numbers) + 1)]
    cells = {"indicator": "apples", "region": "North", "sector": sector, "timing": "over", "measure": measure, "of": ""}
    cells |= {"unit": "CNY" if measure == "level" else "percent", "status": "actual", "value_to": ""}
    frame = pd.DataFrame({"period": periods, "value": [f"{number:g}" for number in numbers]}, dtype=object).assign(
        **cells
    )
    frame["base_period"] = [f"{year - 1}{period[4:]}" if measure == "growth" else "" for period in periods]
    return frame.assign(where=pd.Series([Place("t.csv", 2 + at, column) for at in range(len(frame))], dtype=object))


def table(growth: Numbers, sector: str = "all", column: int = 1, shown: Numbers | None = None) -> pd.DataFrame:
    """Levels of two years that have this growth, and the growth that the file shows."""
    now = [level * (1 + rate / 100) for level, rate in zip(LEVELS, growth, strict=True)]
    levels = [rows([*map(float, LEVELS)], 2023, "level", column, sector), rows(now, 2024, "level", column, sector)]
    return pd.concat([*levels, rows(growth if shown is None else shown, 2024, "growth", column + 1, sector)])


def doubts(*tables: pd.DataFrame) -> list[str]:
    coming = _with_series(pd.concat(tables, ignore_index=True), ["sector"])
    found = doubt_growth(coming, coming[coming["measure"] == "level"])
    return [f"{fault.where}: {fault.found}; {fault.expected}" for fault in found]


@pytest.mark.parametrize(
    ("shown", "where", "words"),
    [
        ([rate / 100 for rate in GROWTH], "t.csv:2:C", "fractions, or another unit; 5, as the levels say"),
        ([rate * 100 for rate in GROWTH], "t.csv:2:C", "a hundred times as much; 5, as the levels say"),
        ([rate * 10 for rate in GROWTH], "t.csv:2:C", "per mille; 5, as the levels say"),
        ([-rate for rate in GROWTH], "t.csv:2:C", "numbers with the other sign; 5, as the levels say"),
        ([100 + rate for rate in GROWTH], "t.csv:2:C", "an index, at which the base is 100; 5, as the levels say"),
        ([*GROWTH[1:], 7.7], "t.csv:2:C", "numbers a row above those of their levels; 5, as the levels say"),
        ([7.7, *GROWTH[:-1]], "t.csv:2:C", "numbers a row below those of their levels; 5, as the levels say"),
    ],
)
def test_another_reading_that_fits_far_better_is_told(shown: Numbers, where: str, words: str) -> None:
    found = doubts(table(GROWTH, shown=shown))

    assert 1 == len(found)
    assert found[0].startswith(where)
    assert found[0].endswith(words)


@pytest.mark.parametrize("off", [0.04, 0.6, 3.0])
def test_growth_that_is_a_little_off_is_left_alone(off: float) -> None:
    """On a comparable basis it does not follow from the levels."""
    assert [] == doubts(table(GROWTH, shown=[rate + off * (-1) ** at for at, rate in enumerate(GROWTH)]))


@pytest.mark.parametrize(("off", "faults"), [(0.05, 1), (1.9, 1), (2.1, 0), (5.0, 0)])
def test_another_reading_of_high_growth_may_be_off_by_a_tenth_of_it(off: float, faults: int) -> None:
    growth = [20.0 + at % 2 for at in range(8)]
    shown = [-rate - off for rate in growth]

    assert faults == len(doubts(table(growth, shown=shown)))


def test_another_reading_must_be_five_times_nearer_than_that_of_the_recipe() -> None:
    assert [] == doubts(table([0.1] * 8, shown=[-0.16] * 8))
    assert 1 == len(doubts(table([0.15] * 8, shown=[-0.2] * 8)))


@pytest.mark.parametrize("size", [0.9, 1.1])
def test_growth_of_zero_or_of_nothing_has_no_power_of_ten(size: float) -> None:
    assert [] == doubts(table([size] * 8))


def test_growth_of_another_column_is_told() -> None:
    other = [9.0, 4.4, -12.0, 3.3, 7.7, -8.8, 15.5, 6.6]
    found = doubts(table(GROWTH, shown=other), table(other, "red", column=4, shown=GROWTH))

    assert [
        "t.csv:2:C: the growth of apples, North, red, growth under apples, North, growth; "
        "the columns in their order: its levels or its growth look exchanged with column F"
    ] == found
    assert [] == doubts(table(GROWTH), table(other, "red", column=4))


def test_a_single_level_of_another_power_of_ten_is_told_by_its_growth() -> None:
    sound = table(GROWTH)
    wrong = sound.reset_index(drop=True)
    wrong.loc[10, "value"] = f"{float(wrong.loc[10, 'value']) * 10:g}"

    assert [
        "t.csv:4:C: growth of 8.1 percent in 2024-03, where the levels say 981.0; levels that are no power of ten apart"
    ] == doubts(wrong)


def test_three_numbers_are_too_few() -> None:
    assert [] == doubts(
        table(GROWTH, shown=[-rate for rate in GROWTH])[
            lambda all_rows: (all_rows["measure"] == "level") | (all_rows["period"] < "2024-04")
        ]
    )


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (lambda rates: rates, ""),
        (lambda rates: [rate / 100 for rate in rates], "fractions, or another unit; 5, as the levels say"),
        (lambda rates: [*rates[1:], 7.7], "numbers a row above those of their levels; 5, as the levels say"),
    ],
)
def test_short_series_of_one_column_are_judged_together(shown: Callable[[Numbers], Numbers], words: str) -> None:
    whole = table(GROWTH, shown=shown(GROWTH))
    regions = [f"R{place.line}" for place in whole["where"]]

    found = doubts(
        whole.assign(region=regions, period=whole["period"].str[:4], base_period=whole["base_period"].str[:4])
    )

    assert (1 if words else 0) == len(found)
    assert all(each.startswith("t.csv:2:C") and each.endswith(words) for each in found)


def by_region(rows: pd.DataFrame) -> pd.DataFrame:
    """*rows* with a region in each line, and years."""
    regions = [f"R{place.line}" for place in rows["where"]]
    return rows.assign(region=regions, period=rows["period"].str[:4], base_period=rows["base_period"].str[:4])


def test_growth_that_stands_in_another_column_is_doubted() -> None:
    sound = by_region(table(GROWTH))
    rates = sound[sound["measure"] == "growth"]
    earlier = rates.assign(
        period="2023", base_period="2022", where=[place._replace(column=4) for place in rates["where"]]
    )
    wrong = by_region(table(GROWTH, shown=[3.3, 9.1, -4.2, 1.5, 2.6, 0.7, 8.8, -9.9]))

    assert ["t.csv:2:C: 3.3 percent in 2024: numbers that stand in column E; 5, as the levels say"] == doubts(
        wrong, earlier
    )
    assert [] == doubts(sound, earlier)


INDEX = "the others below {}; growth: an index is no rate"


@pytest.mark.parametrize(
    ("rates", "told"),
    [
        ([3.6, -1.2, 104.1, 2.8], [f"t.csv:4:B: 104.1 percent in 2024-03, and {INDEX.format('3.7')}"]),
        ([3.6, 103.6, -1.2, 98.8, 4.1], [f"t.csv:3:B: 103.6 percent in 2024-02, and {INDEX.format('4.2')}", f"t.csv:5:B: 98.8 percent in 2024-04, and {INDEX.format('4.2')}"]),
        ([3.6, 104.1, 2.8], []), ([3.6, -1.2, 115.1, 2.8], []), ([3.6, -15.1, 104.1, 2.8], []), ([3.6, 103.6, -1.2, 98.8, 4.1, 101, 102], []),
        ([3.6, 1200, 4.1, 2.8], ["t.csv:3:B: 1200 percent in 2024-02, and the others below 4.2; growth of the size of the others"]),
        ([3.6, 350, 4.1, 2.8], []), ([1.6, 290, 1.1, 1.8], []),
    ],
)  # fmt: skip
def test_an_index_or_a_hundredfold_rate_among_few_rates_is_told(rates: Numbers, told: list[str]) -> None:
    assert told == doubts(rows(rates, 2024, "growth", 1))


def test_a_rate_of_about_100_that_the_levels_say_is_left_alone() -> None:
    assert [] == doubts(table([3.6, -1.2, 104.1, 2.8, 3.3, 0.9, 1.1, 4.0]))


@pytest.mark.parametrize(
    ("shown", "told"),
    [(10, 0), (10.4, 0), (-10, 1), (100, 1), (0.1, 1), (-1, 1), (13, 0), (-13, 0), (0, 0), (9, 0)],
)
def test_a_change_with_the_other_sign_or_a_power_of_ten_apart_is_told(shown: float, told: int) -> None:
    levels = [rows([100.0], 2023, "level", 1), rows([110.0], 2024, "level", 1)]
    change = rows([shown], 2024, "growth", 2).assign(measure="difference", unit="CNY")
    coming = _with_series(pd.concat([*levels, change], ignore_index=True), ["sector"])
    words = f"t.csv:2:C: a change of {shown:g} CNY in 2024-01; 10, as the levels say"

    def found(every: pd.DataFrame) -> list[str]:
        faults = doubt_differences(every, every[every["measure"] == "level"])
        return [f"{fault.where}: {fault.found}; {fault.expected}" for fault in faults]

    assert [words] * told == found(coming)
    assert [] == found(coming.assign(unit=["CNY", "CNY", "USD"])) == found(coming[1:])
