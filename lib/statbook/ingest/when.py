"""The times of rows: what the calendar has, what is over on the day from which it is known, what has a point in time."""

from __future__ import annotations

__all__ = ["has_an_end", "timed"]

from collections.abc import Iterator

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.validation.row_checks import Rows
from statbook.store.periods import UNDATED, is_day, is_over, is_period, length_of

_CHANGES = ("growth", "difference", "share_change", "growth_gap", "contribution")
_OF_A_WHOLE = ("share", "share_change", "growth_gap", "contribution")
_KNOWN_AFTERWARDS = ("actual", "preliminary")
_ENDING = ("over", "to_date", "at")


def timed(table: Rows) -> Iterator[Fault]:
    """Faults of periods, bases and days, and of the whole that a share is of."""
    yield from table.each("period", is_period, "a period that the calendar has")
    yield from table.each(
        "base_period", lambda text: not text or is_period(text), f"a period, or {UNDATED} if none is printed"
    )
    yield from table.each("known_from", is_day, "a day that the calendar has")
    yield from _not_yet(table)
    rows = table.rows
    for column, needed, without in (("base_period", _CHANGES, ()), ("of", _OF_A_WHOLE, ("rank",))):
        wrong = rows["measure"].isin(needed) != (rows[column] != "")
        for index in rows.index[wrong & ~rows["measure"].isin(without)]:
            measure, text = str(rows.at[index, "measure"]), str(rows.at[index, column])
            yield table.fault(
                index,
                column,
                repr(text) if text else "an empty cell",
                f"{_wanted(column) if measure in needed else 'nothing'} with measure {measure}",
            )


def _not_yet(table: Rows) -> Iterator[Fault]:
    """What is said to be actual although its time was not over on the day from which it is known."""
    rows = table.rows[table.rows["status"].isin(_KNOWN_AFTERWARDS) & table.rows["timing"].isin(_ENDING)]
    for index, period, timing, day in zip(rows.index, rows["period"], rows["timing"], rows["known_from"], strict=True):
        if is_period(period) and is_day(day) and not is_over(period, timing, day):
            fix = "Is the day right? What is not over is a target, a forecast or an estimate."
            yield table.fault(index, "period", f"{period}, known from {day}", f"a period that was over on {day}", fix)


def _wanted(column: str) -> str:
    return f"a period, or {UNDATED} if none is printed," if column == "base_period" else "a value or unknown"


def has_an_end(row: pd.Series) -> bool:
    """Whether a stock's time is a point: at a day, a month's or a year's end; days of an event may be some."""
    if row["timing"] in ("over", "to_date"):
        return False
    length = length_of(row["period"]) if "/" in row["period"] else None
    return row["timing"] != "at" or length is None or length[0] == "day"
