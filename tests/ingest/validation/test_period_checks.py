"""Periods that are none of their series."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.period_checks import doubt_periods


def told(*periods: str, lines: list[int] | None = None) -> list[str]:
    """Doubts about numbers of these periods, one below the other or in these lines."""
    places = [Place("t.csv", line, 0) for line in lines or range(2, len(periods) + 2)]
    frame = pd.DataFrame({"period": [*periods], "where": pd.Series(places, dtype=object)}, dtype=object)
    coming = frame.assign(series="a", timing="over", indicator="apples")
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
