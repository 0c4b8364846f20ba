"""Figures that stand elsewhere in data/: under another series, under the month beside theirs, in another unit."""

from __future__ import annotations

__all__ = ["borrowed", "called", "hundredfold", "lagging"]

from bisect import bisect_left
from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.merge import SEPARATOR
from statbook.ingest.readers.grid import Grid, place
from statbook.ingest.validation.revision_checks import MEND

_LEVELS, _RATES = 3, 6
"""Figures that must be those of another series: levels have more digits than rates."""
_MOST = 0.8
_DIGITS = 4
"""Levels of as many digits are the same by no chance."""
_BEFORE = 6
_SMALL = 0.5
_HUNDRED = 30
"""From there on two sizes of a rate are rather a percentage and a fraction than two rates."""


def called(series: str) -> str:
    """The words of a series by which it is told from others."""
    return ", ".join(part for part in series.split(SEPARATOR)[:-4] if part not in ("all", "level", ""))


def borrowed(coming: pd.DataFrame, force: pd.DataFrame, met: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """A series whose figures are those that data/ has of another one for the same periods."""
    own = met[met["number"] == met["number_old"]].groupby("series").size()
    known = met.groupby("series").size()
    settled = {str(name) for name in own.index if 2 * own[name] > known[name]}
    columns = ["measure", "lag", "period"]
    told = coming[(coming["number"] != 0) & ~coming["series"].isin(settled)]
    beside = force[force["period"].isin(set(told["period"]))][[*columns, "series", "number"]]
    beside = beside.drop_duplicates(["series", "period"])
    pairs = told.merge(beside, on=columns, suffixes=("", "_other"))
    pairs = pairs[pairs["series"] != pairs["series_other"]]
    pairs = pairs.assign(same=pairs["number"] == pairs["number_other"])
    for (name, other), rows in pairs.groupby(["series", "series_other"], sort=False):
        least = _LEVELS if rows["measure"].iloc[0] == "level" else _RATES
        if rows["same"].sum() >= least and rows["same"].mean() >= _MOST:
            row = rows[rows["same"]].iloc[0]
            yield Fault(
                place(grid, row["line"], row["position"]),
                f"{rows['same'].sum():,} numbers under {called(str(name))} that data/ has under {called(str(other))}",
                f"numbers of {called(str(name))}",
                f"Is this the table that the recipe means? {MEND}",
            )


def hundredfold(coming: pd.DataFrame, force: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """Rates of new periods that are fractions where the periods before have percentages, or the other way round.

    A rate may come to 0.3; a fraction has decimals that the percentages do not have.
    """
    rates = coming[coming["measure"] != "level"]
    for name, rows in rates.groupby("series", sort=False):
        before = force[(force["series"] == name) & ~force["period"].isin(set(rows["period"]))]
        before = before.sort_values("period").tail(_BEFORE)
        old = before["number"].abs().to_numpy(float)
        own = rows["number"].abs().to_numpy(float)
        if len(old) < _BEFORE // 2 or not own.any():
            continue
        small = own.max() < _SMALL <= old.min() and np.median(old) >= _HUNDRED * np.median(own)
        fractions = small and _decimals(rows) > _decimals(before)
        large = old.max() < own.min() and np.median(own) >= _HUNDRED * max(np.median(old), 1)
        if fractions or large:
            row = rows.iloc[0]
            yield Fault(
                place(grid, row["line"], row["position"]),
                f"{row['value']} {row['unit']} in {row['period']}",
                f"about {np.median(old):.3g}, as the periods before in data/",
                f"Is the unit right? {MEND}",
            )


def _decimals(rows: pd.DataFrame) -> int:
    return max(len(str(value).partition(".")[2]) for value in rows["value"])


def lagging(coming: pd.DataFrame, force: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """A level that is exactly that of the period beside it in data/, with many digits or with the same growth."""
    levels = coming[(coming["measure"] == "level") & (coming["number"] != 0)]
    beside = force[force["measure"] == "level"][["series", "period", "number"]]
    equal = levels.merge(beside, on=["series", "number"], suffixes=("", "_old"))
    equal = equal[equal["period"] != equal["period_old"]]
    if equal.empty:
        return
    periods = {name: sorted(rows["period"].unique()) for name, rows in beside.groupby("series", sort=False)}
    growth = {(_plain(row), row["period"]): row["number"] for row in _grown(force)}
    own = {(_plain(row), row["period"]): row["number"] for row in _grown(coming)}
    for row in equal.to_dict("records"):
        there = periods[row["series"]]
        at = bisect_left(there, row["period"])
        stands = at < len(there) and there[at] == row["period"]
        if row["period_old"] not in (*there[max(at - 1, 0) : at], *there[at + stands : at + stands + 1]):
            continue
        grown = own.get((_plain(row), row["period"]))
        alike = grown is not None and grown == growth.get((_plain(row), row["period_old"]))
        if alike or len(str(row["value"]).strip("-0").replace(".", "").strip("0")) >= _DIGITS:
            yield Fault(
                place(grid, row["line"], row["position"]),
                f"{row['value']} in {row['period']}, exactly what data/ has for {row['period_old']}",
                f"the number of {row['period']}: the rows look shifted",
                MEND,
            )


def _grown(rows: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return rows[rows["measure"] == "growth"].to_dict("records")


def _plain(row: dict[Hashable, Any]) -> str:
    """What a level and its growth share: all of their series before the measure, and the timing."""
    parts = str(row["series"]).split(SEPARATOR)
    return SEPARATOR.join([*parts[:-6], str(row["timing"])])
