"""Columns of a table of regions, judged by their rows together."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.plausibility import _with_series
from statbook.ingest.validation.short_series_checks import doubt_short_series

Numbers = list[float]
RED = [2000.0, 110, 430, 1700, 212, 2600, 144, 75, 4100, 410]
GREEN = [900.0, 250, 190, 400, 500, 1100, 70, 151, 1900, 990]
GROWTH = [1.02, 0.96, 1.07, 1.03, 0.95, 1.08, 0.98, 1.05, 1.01, 1.06]


def column(numbers: Numbers, at: int, sector: str = "red", year: int = 2024, measure: str = "level") -> pd.DataFrame:
    """A column with a number for each region."""
    frame = pd.DataFrame({"region": [f"R{line}" for line in range(len(numbers))]}, dtype=object)
    frame["value"] = [f"{number:g}" for number in numbers]
    cells = {"indicator": "apples", "sector": sector, "timing": "over", "measure": measure, "of": "", "base_period": ""}
    cells |= {"period": str(year), "unit": "CNY", "status": "actual", "value_to": ""}
    places = pd.Series([Place("t.csv", 2 + line, at) for line in range(len(frame))], dtype=object)
    return frame.assign(**cells, where=places)


def doubts(*columns: pd.DataFrame, known: pd.DataFrame | None = None) -> list[str]:
    coming = _with_series(pd.concat(columns, ignore_index=True), ["sector"])
    old = [] if known is None else [_with_series(known, ["sector"])]
    levels = pd.concat([*old, coming], ignore_index=True)
    found = doubt_short_series(coming, levels[levels["measure"] == "level"])
    return [f"{fault.where}: {fault.found}; {fault.expected}" for fault in found]


def grown(numbers: Numbers) -> Numbers:
    return [number * rate for number, rate in zip(numbers, GROWTH, strict=True)]


def two_years(red: Numbers, green: Numbers, red_before: Numbers = RED) -> list[str]:
    now = column(red, 3), column(green, 4, "green")
    return doubts(column(red_before, 1, year=2023), column(GREEN, 2, "green", 2023), *now)


def test_a_sound_table_of_regions_is_left_alone() -> None:
    assert [] == two_years(grown(RED), grown(GREEN))
    assert [] == doubts(column(RED, 1), column(GREEN, 2, "green"))


@pytest.mark.parametrize("start", [0, 5])
def test_columns_that_change_places_are_told_by_the_year_before(start: int) -> None:
    red, green = grown(RED), grown(GREEN)
    found = two_years(red[:start] + green[start:], green[:start] + red[start:])

    words = "CNY in 2024, which follows from the other column of the year before"
    expected = "the columns in their order: they look exchanged with column E"
    number = f"{green[start]:g}"
    assert [f"t.csv:{2 + start}:D: {number} {words}; {expected}"] == found


def test_the_year_before_may_be_in_data() -> None:
    known = pd.concat([column(RED, 1, year=2023), column(GREEN, 2, "green", 2023)], ignore_index=True)
    found = doubts(column(grown(GREEN), 1), column(grown(RED), 2, "green"), known=known)

    assert 1 == len(found)
    assert "they look exchanged with column C" in found[0]


def test_one_number_a_power_of_ten_from_the_year_before_is_told() -> None:
    red = grown(RED)
    words = "10 times the number of the year before; a number that changes as the others of its column"

    assert [f"t.csv:5:D: 17510 CNY in 2024, {words}"] == two_years([*red[:3], 17510, *red[4:]], grown(GREEN))
    assert [] == two_years([*red[:3], 5000, *red[4:]], grown(GREEN))


@pytest.mark.parametrize(("shift", "where"), [(1, "above"), (-1, "below")])
def test_a_column_a_row_too_low_or_too_high_is_told(shift: int, where: str) -> None:
    moved = grown(RED)[-shift:] + grown(RED)[:-shift]
    found = two_years(moved, grown(GREEN))

    words = f"and numbers that follow from the row {where} of the year before"
    assert [f"t.csv:2:D: {moved[0]:g} CNY in 2024, {words}"] == [each.split(";")[0] for each in found]


def test_another_unit_from_a_row_on_is_told_by_the_column_beside() -> None:
    red = [*RED[:4], *(number * 10_000 for number in RED[4:])]
    words = "from there on a hundred times as far from column C or more; one unit in a column"

    assert [f"t.csv:6:B: 2.12e+06 CNY in 2024, {words}"] == doubts(column(red, 1), column(GREEN, 2, "green"))
    assert [f"t.csv:6:B: 500 CNY in 2024, {words}"] == doubts(column(GREEN, 1, "green"), column(red, 2))
    one_region = [
        column(each, at, sector).assign(region="R", kind="")
        for each, at, sector in ((red, 1, "red"), (GREEN, 2, "green"))
    ]
    products = [
        each.assign(sector=[f"{sector}{line}" for line in range(10)])
        for each, sector in zip(one_region, "ab", strict=True)
    ]
    assert [] == doubts(*products)


@pytest.mark.parametrize("measure", ["level", "growth"])
def test_a_column_twice_is_told(measure: str) -> None:
    twice = [column(RED, 1, measure=measure), column(RED, 2, "green", measure=measure)]

    assert ["t.csv:2:C: all numbers of column B again; those of column C"] == doubts(*twice)
    assert [] == doubts(column([5.0] * 10, 1, measure=measure), column([5.0] * 10, 2, "green", measure=measure))
