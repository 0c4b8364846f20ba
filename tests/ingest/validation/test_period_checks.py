"""Periods that are none of their series."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.period_checks import doubt_periods


def told(*periods: str, lines: list[int] | None = None, timing: str = "over") -> list[str]:
    """Doubts about numbers of these periods, one below the other or in these lines."""
    places = [Place("t.csv", line, 0) for line in lines or range(2, len(periods) + 2)]
    frame = pd.DataFrame({"period": [*periods], "where": pd.Series(places, dtype=object)}, dtype=object)
    coming = frame.assign(series="a", timing=timing, indicator="apples")
    return [f"{fault.where}: {fault.found}" for fault in doubt_periods(coming, coming.head(0))]


@pytest.mark.parametrize(
    ("periods", "found"),
    [
        (["2016-01", "2016-02", "2006-03", "2016-04"], ["t.csv:4:A: 2006-03 between 2016-02 and 2016-04"]), (["2016-04", "2061-03", "2016-02"], ["t.csv:3:A: 2061-03 between 2016-04 and 2016-02"]),
        (["2011", "2012", "2031", "2014"], ["t.csv:4:A: 2031 between 2012 and 2014"]), (["2015-12", "2015-01", "2016-02"], ["t.csv:3:A: 2015-01 between 2015-12 and 2016-02"]),
        (["2016-01", "2016-02", "2016-04"], []), (["2006-03", "2016-01", "2016-02"], []), (["2016-02", "2006-03", "2016-04", "2016-03"], []), (["2016-02", "2006-03", "2016-05"], []), (["2016-02", "2015-12", "2016-04"], []),
        (["2016-02", "2006", "2016-04"], []), (["2016-02", "../..", "2016-04"], []), (["2016-02", "2006-03/2006-05", "2016-04"], []),
    ],
)  # fmt: skip
def test_a_period_far_away_where_one_is_missing_is_doubted(periods: list[str], found: list[str]) -> None:
    assert found == told(*periods)


def test_the_order_is_that_of_the_file() -> None:
    assert ["t.csv:3:A: 2006-03 between 2016-02 and 2016-04"] == told("2006-03", "2016-02", "2016-04", lines=[3, 2, 4])


def test_the_year_of_a_sum_from_january_may_be_mistyped() -> None:
    found = told("2016-01/2016-03", "2006-01/2006-04", "2016-01/2016-05")

    assert ["t.csv:3:A: 2006-01/2006-04 between 2016-01/2016-03 and 2016-01/2016-05"] == found


@pytest.mark.parametrize(("months", "found"), [(4, ["t.csv:6:A: the day 2016-07-01 for apples"]), (3, [])])
def test_a_day_among_the_months_of_a_stock_is_doubted(months: int, found: list[str]) -> None:
    periods = [*[f"2016-0{month}" for month in range(1, months + 1)], "2016-07-01"]

    assert found == told(*periods, timing="at")
