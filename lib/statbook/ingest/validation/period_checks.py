"""Doubts about periods: days among months, and a year that is mistyped."""

import re
from collections.abc import Iterator

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import row_faults
from statbook.ingest.validation.revision_checks import ENOUGH, MEND
from statbook.store.periods import length_of

_SINCE_JANUARY = re.compile(r"(\d{4})-01/\1-(\d\d)")
_FAR = 6
"""Periods from the nearest other one of its series, beyond which a period may be mistyped."""


def doubt_periods(coming: pd.DataFrame, current: pd.DataFrame) -> Iterator[Fault]:
    """Doubts about the periods of a file, beside *current*, the rows of the same series in data/."""
    yield from _days_among_months(coming, current)
    yield from _mistyped_years(coming)


def _days_among_months(coming: pd.DataFrame, current: pd.DataFrame) -> Iterator[Fault]:
    """Flows of single days in a series of longer periods, or where there are hardly others; stocks of a few days among months."""
    both = pd.concat([coming, current])
    lengths = {period: (length_of(period) or ("", 0))[0] for period in both["period"].unique()}
    both = both.assign(length=both["period"].map(lengths))
    flows = both["timing"].isin(["over", "to_date"]) | (both["length"] != "day")
    longer = both[both["length"].isin(["month"])].groupby("series").size()
    days = both[flows & (both["length"] == "day")].groupby("series").size()
    few = {name for name, count in days.items() if longer.get(name, 0) >= 1 or count < ENOUGH}
    stocks = both[~flows].groupby("series").size()
    rare = {name for name, count in stocks.items() if longer.get(name, 0) >= ENOUGH * count}
    own, is_flow = coming[coming["period"].map(lengths) == "day"], coming["timing"].isin(["over", "to_date"])
    fix = f"Is it 1-2, which a spreadsheet takes for a date? {MEND}"
    for names, of_kind, expected in (
        (few, is_flow, "a month, a quarter or a year, as numbers of a flow have"),
        (rare, ~is_flow, "a month, as the other numbers of the series have"),
    ):
        yield from row_faults(
            own[own["series"].isin(names) & of_kind[own.index]], "the day {period} for {indicator}", expected, fix
        )


def _mistyped_years(coming: pd.DataFrame) -> Iterator[Fault]:
    """A period far from all others of its series that stands where one of them is missing: 2006-03 between 2016-02 and 2016-04."""
    numbers = {period: _number_of(period) for period in coming["period"].unique()}
    rows = coming.assign(number_=coming["period"].map(numbers), length=coming["period"].str.len())
    rows = rows[rows["number_"] >= 0]
    ordered = rows.sort_values(["series", "length", "number_"], kind="stable")
    gaps = ordered.groupby(["series", "length"])["number_"].diff()
    for _, own in rows[rows["series"].isin(set(ordered.loc[gaps > _FAR, "series"]))].groupby(["series", "length"]):
        places = own["where"].map(lambda place: (place.line, place.column))
        own = own.loc[places.sort_values(kind="stable").index]
        above, below, at = own["number_"].shift(1), own["number_"].shift(-1), own["number_"]
        wanted = (above + below) / 2
        is_wrong = ((below - above).abs() == 2) & ((at - wanted).abs() > _FAR) & ~wanted.isin(set(at))
        beside = own.assign(above=own["period"].shift(1), below=own["period"].shift(-1))
        yield from row_faults(
            beside[is_wrong],
            "{period} between {above} and {below}",
            "the period between them",
            f"Is the year right? {MEND}",
        )


def _number_of(period: str) -> int:
    """The number of a month, of the last one since January, or of a year, counted from the year 0; -1 for other periods."""
    if found := _SINCE_JANUARY.fullmatch(period):
        return int(found[1]) * 12 + int(found[2])
    if length_of(period) not in (("month", 1), ("month", 12)) or "/" in period:
        return -1
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) if month else int(year)
