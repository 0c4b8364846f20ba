"""The times of rows: what the calendar has, what is over on the day from which it is known, what has a point in time."""

from __future__ import annotations

__all__ = ["has_an_end", "timed"]

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.line import Rows
from statbook.store.periods import length_of

_CHANGES = ("growth", "difference", "share_change", "growth_gap", "contribution")
_OF_A_WHOLE = ("share", "share_change", "growth_gap", "contribution")
_KNOWN_AFTERWARDS = ("actual", "preliminary")
_ENDING = ("over", "to_date", "at")


def timed(table: Rows) -> Iterator[Fault]:
    """Faults of periods, bases and days, and of the whole that a share is of."""
    yield from table.each("period", _is_period, "a period that the calendar has")
    yield from table.each(
        "base_period", lambda text: text in ("", "unknown") or _is_period(text), "a period, or unknown"
    )
    yield from table.each("known_from", _is_day, "a day that the calendar has")
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
                f"{'a value or unknown' if measure in needed else 'nothing'} with measure {measure}",
            )


def _not_yet(table: Rows) -> Iterator[Fault]:
    """What is said to be actual although its time was not over on the day from which it is known.

    What stands at the end of a month may be told in that month: the text counts what there is by then.
    """
    rows = table.rows[table.rows["status"].isin(_KNOWN_AFTERWARDS) & table.rows["timing"].isin(_ENDING)]
    for index, period, timing, day in zip(rows.index, rows["period"], rows["timing"], rows["known_from"], strict=True):
        end = _last_day(period) if _is_period(period) and _is_day(day) else ""
        if (end[:7] > day[:7]) if timing == "at" and len(period.rpartition("/")[2]) < 10 else end > day:
            fix = "Is the day right? What is not over is a target, a forecast or an estimate."
            yield table.fault(index, "period", f"{period}, known from {day}", f"a period that was over on {day}", fix)


def _last_day(period: str) -> str:
    """The last day of a period as text that compares; empty if it is open."""
    end = period.rpartition("/")[2]
    if len(end) == 7:
        year, month = end.split("-")
        return f"{end}-{monthrange(int(year), int(month))[1]}"
    return "" if end == ".." else f"{end}-12-31"[:10]


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_period(text: str) -> bool:
    if text == "..":
        return True
    start, _, end = text.partition("/")
    parts = [part for part in (start, end) if part not in ("", "..")]
    return all(_is_day(f"{part}-01-01"[:10] if len(part) != 7 else f"{part}-01") for part in parts) and (
        not end or start == ".." or start[: len(end)] <= end
    )


def has_an_end(row: pd.Series) -> bool:
    """Whether a stock's time is a point: at a day, a month's or a year's end; days of an event may be some."""
    if row["timing"] in ("over", "to_date"):
        return False
    length = length_of(row["period"]) if "/" in row["period"] else None
    return row["timing"] != "at" or length is None or length[0] == "day"
