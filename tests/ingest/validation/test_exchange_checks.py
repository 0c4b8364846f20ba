"""Columns that are exchanged, in all periods or in some."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.exchange_checks import (
    doubt_crossing_growth,
    doubt_crossing_levels,
    doubt_exchanged_levels,
)
from statbook.ingest.validation.plausibility import _with_series

Numbers = list[float]


def rows(numbers: Numbers, periods: list[str], measure: str, column: int, sector: str = "all") -> pd.DataFrame:
    """A column of a file."""
    cells = {"indicator": "apples", "region": "North", "sector": sector, "timing": "over", "measure": measure, "of": ""}
    cells |= {"unit": "CNY" if measure == "level" else "percent", "status": "actual", "value_to": ""}
    frame = pd.DataFrame({"period": periods, "value": [f"{number:g}" for number in numbers]}, dtype=object)
    bases = [f"{int(period[:4]) - 1}{period[4:]}" if measure == "growth" else "" for period in periods]
    places = pd.Series([Place("t.csv", 2 + at, column) for at in range(len(frame))], dtype=object)
    return frame.assign(**cells, base_period=bases, where=places)


def months(year: int, count: int) -> list[str]:
    return [f"{year}-{month:02}" for month in range(1, count + 1)]


def exchanges(before: list[Numbers], now: list[Numbers]) -> list[str]:
    """Doubts about columns of two years of months, those of *before* in data/."""
    sectors = ["red", "green", "blue"]
    old, new = (
        pd.concat(
            [
                rows(numbers, months(year, len(numbers)), "level", at + 1, sectors[at])
                for at, numbers in enumerate(columns)
            ]
        )
        for year, columns in ((2023, before), (2024, now))
    )
    known, coming = (_with_series(frame.reset_index(drop=True), ["sector"]) for frame in (old, new))
    return [f"{fault.where}: {fault.found}" for fault in doubt_exchanged_levels(coming, pd.concat([known, coming]))]


RED, GREEN = [500.0, 420, 510, 530, 550], [300.0, 250, 310, 320, 315]


def test_levels_that_follow_from_another_column_of_the_year_before_are_told() -> None:
    red, green = ([round(number * 1.08, 1) for number in numbers] for numbers in (RED, GREEN))

    assert ["t.csv:2:B: 324 CNY in 2024-01, which follows from apples, North, green of the year before"] == exchanges(
        [RED, GREEN], [green, red]
    )
    assert ["t.csv:3:B: 270 CNY in 2024-02, which follows from apples, North, green of the year before"] == exchanges(
        [RED, GREEN], [red[:1] + green[1:], green[:1] + red[1:]]
    )
    assert [] == exchanges([RED, GREEN], [red, green])
    assert [] == exchanges([RED, GREEN], [red[:2] + green[2:], green[:2] + red[2:]])  # three are too few


def test_columns_of_like_size_or_among_volatile_ones_are_left_alone() -> None:
    near = [number * 0.95 for number in RED]

    assert [] == exchanges([RED, near], [near, RED])
    assert [] == exchanges([RED, GREEN, RED], [GREEN, RED, [number * 3 for number in RED]])
    assert 1 == len(exchanges([RED, GREEN, RED], [GREEN, RED, [number * 1.05 for number in RED]]))


def years(first: int, *columns: Numbers) -> pd.DataFrame:
    """Years in rows, a column for each series."""
    sectors = ["red", "green", "blue", "pink"]
    frames = [
        rows(numbers, [str(first + at) for at in range(len(numbers))], "level", at + 1, sectors[at])
        for at, numbers in enumerate(columns)
    ]
    return _with_series(pd.concat(frames, ignore_index=True), ["sector"])


def crossings(coming: pd.DataFrame, known: pd.DataFrame | None = None) -> list[str]:
    levels = coming if known is None else pd.concat([known, coming])
    return [f"{fault.where}: {fault.found}" for fault in doubt_crossing_levels(coming, levels)]


PLACES = "apples, North, red and apples, North, green change places"


def test_years_that_go_on_from_the_other_column_are_told() -> None:
    sound = [500.0, 520, 510, 540], [300.0, 310, 305, 320]
    from_third = [500.0, 520, 305, 320], [300.0, 310, 510, 540]

    assert [] == crossings(years(2020, *sound))
    assert [f"t.csv:4:B: 305 CNY in 2022, where {PLACES}"] == crossings(years(2020, *from_third))
    assert [f"t.csv:3:B: 310 CNY in 2021, where {PLACES}"] == crossings(years(2020, [500, 310, 510], [300, 520, 305]))
    assert [f"t.csv:4:B: 305 CNY in 2022, where {PLACES}"] == crossings(years(2020, [500, 520, 305], [300, 310, 510]))


def test_a_table_of_other_years_is_compared_with_those_of_data() -> None:
    earlier, later = years(2018, [500.0, 520], [300.0, 310]), years(2023, [560.0, 570], [330.0, 340])
    wrong = years(2020, [315.0, 320, 325], [530.0, 540, 550])

    assert [f"t.csv:2:B: 315 CNY in 2020, where {PLACES}"] == crossings(wrong, earlier)
    assert [f"t.csv:4:B: 325 CNY in 2022, where {PLACES}"] == crossings(wrong, later)
    assert [] == crossings(wrong)
    assert [] == crossings(years(2020, [530.0, 540, 550], [315.0, 320, 325]), earlier)
    assert [] == crossings(years(2020, [530.0, 540, 550]), earlier)


@pytest.mark.parametrize(
    "columns",
    [
        ([500.0, 520, 310], [300.0, 310, 400]),  # the other goes elsewhere
        ([500.0, 900, 310], [300.0, 310, 890]),  # not calm before
        ([500.0, 505, 495], [480.0, 490, 510]),  # of like size
        ([500.0, 310], [300.0, 520]),  # nothing else is known
        ([500.0, 520, 305], [300.0, 310, 510], [10.0, 18, 33]),  # among volatile ones
    ],
)
def test_levels_of_years_that_may_be_right_are_left_alone(columns: tuple[Numbers, ...]) -> None:
    assert [] == crossings(years(2020, *columns))


def test_series_without_a_period_in_common_are_left_alone() -> None:
    one, other = years(2010, [500.0, 520, 510]), years(2020, [1.0], [500.0, 310, 305])[1:]
    both = pd.concat([one, other], ignore_index=True)

    assert [] == crossings(both[both["period"] != "2012"]) == crossings(both)


def with_growth(levels: list[Numbers], growth: list[Numbers]) -> pd.DataFrame:
    """Years from 2020 with levels in columns B and D, and from 2021 with growth in C and E."""
    sectors = ["red", "green"]
    frames = []
    for at, (numbers, rates) in enumerate(zip(levels, growth, strict=True)):
        names = [str(2020 + year) for year in range(len(numbers))]
        rate_rows = rows(rates, names[len(names) - len(rates) :], "growth", 2 + 2 * at, sectors[at])
        rate_rows["where"] = rate_rows["where"].map(lambda place: place._replace(line=place.line + 1))
        frames += [rows(numbers, names, "level", 1 + 2 * at, sectors[at]), rate_rows]
    return _with_series(pd.concat(frames, ignore_index=True), ["sector"])


def by_growth(coming: pd.DataFrame) -> list[str]:
    found = doubt_crossing_growth(coming, coming[coming["measure"] == "level"])
    return [f"{fault.where}: {fault.found}" for fault in found]


RATES = [[4.0, -1.9, 5.9], [3.3, -1.6, 4.9]]
OF_GREEN = "percent in {}, which follows from the levels of apples, North, green"


@pytest.mark.parametrize(
    ("red", "green", "told"),
    [
        ([500.0, 520, 510, 540], [300.0, 310, 305, 320], []),
        ([300.0, 310, 305, 320], [500.0, 520, 510, 540], [f"t.csv:3:C: growth of 4 {OF_GREEN.format(2021)}"]),
        ([500.0, 520, 305, 320], [300.0, 310, 510, 540], [f"t.csv:4:C: growth of -1.9 {OF_GREEN.format(2022)}"]),
        ([500.0, 520, 510, 320], [300.0, 310, 305, 540], [f"t.csv:5:C: growth of 5.9 {OF_GREEN.format(2023)}"]),
        ([300.0, 520, 510, 540], [500.0, 310, 305, 320], [f"t.csv:3:C: growth of 4 {OF_GREEN.format(2021)}"]),
        ([700.0, 520, 610, 540], [500.0, 310, 405, 320], []),
    ],
)
def test_growth_that_follows_from_exchanged_levels_is_told(red: Numbers, green: Numbers, told: list[str]) -> None:
    assert told == by_growth(with_growth([red, green], RATES))


def test_one_row_of_growth_tells_nothing_and_two_of_regions_do() -> None:
    wrong = with_growth([[300.0, 310], [500.0, 520]], [[4.0], [3.3]])

    assert [] == by_growth(wrong)
    south = wrong.assign(
        region="South",
        value=[
            f"{float(value) * (2 if measure == 'level' else 1):g}"
            for value, measure in zip(wrong["value"], wrong["measure"], strict=True)
        ],
        where=[place._replace(line=place.line + 9) for place in wrong["where"]],
    )
    both = _with_series(pd.concat([wrong, south], ignore_index=True), ["sector"])
    assert [f"t.csv:3:C: growth of 4 {OF_GREEN.format(2021)}"] == by_growth(both)


def test_rounded_levels_leave_growth_a_margin() -> None:
    assert [] == by_growth(with_growth([[50.0, 52, 51, 54], [30.0, 31, 30, 32]], RATES))
