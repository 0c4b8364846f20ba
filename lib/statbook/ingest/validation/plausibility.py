"""What is written correctly and still cannot be right: jumps by a power of ten, exchanged columns, shifted months.

A series is judged by the figures beside it, of the file and of data/ together. What a human has looked at is let
pass with a reason; nothing else is.
"""

from __future__ import annotations

__all__ = ["suspicions"]

from collections.abc import Iterator

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.validation.revision_checks import borrowed, called, hundredfold, lagging
from statbook.ingest.merge import SEPARATOR, Sorted, keyed
from statbook.ingest.readers.grid import Grid, letters, place
from statbook.ingest.validation.revision_checks import MEND, other_table, rescaled, retold, times
from statbook.store.periods import UNDATED, length_of, years_between

_BESIDE = 2
"""Figures on each side that a figure is compared with."""
_STEADY = 0.35
"""How far apart the figures beside it may be, in powers of ten, for a figure to be judged by them."""
_JUMP = 0.85
"""From there on a figure stands out: a little less than one power of ten."""
_CLOSE = 0.03
_ENOUGH = 3
"""Rows that two series must share to be told apart."""
_MOST = 0.8
_YEAR_OFF = 0.2


def suspicions(found: Sorted, there: pd.DataFrame, dimensions: list[str], grid: Grid) -> list[Fault]:
    """Faults for figures that stand out beside the rows *there*, the theme's in force, and beside one another."""
    force = _series(there[there["known_to"] == ""], dimensions)
    coming = _series(pd.concat([found.new, found.printed, found.revised], ignore_index=True), dimensions)
    if coming.empty:
        return []
    every = force
    force = force[force["series"].isin(set(coming["series"]))]
    met = _series(found.met, dimensions)
    met = met.assign(number_old=pd.to_numeric(met["value_old"]).astype(float))
    told_again = met[met["fact"].isin({*found.printed["fact"], *found.revised["fact"]})]
    faults = [
        *_exchanged(coming, force, grid),
        *_shifted(coming, force, told_again, grid),
        *rescaled(met, grid),
        *hundredfold(coming, force, grid),
    ]
    faults = faults or [*borrowed(coming, every, met, grid), *other_table(found, grid)]
    if not faults:
        levels, old = (rows[rows["measure"] == "level"] for rows in (coming, force))
        faults = [
            *retold(met, found, grid),
            *lagging(coming, force, grid),
            *_jumps(levels, old, grid),
            *_years(levels, old, dimensions, grid),
        ]
    return list({fault.where: fault for fault in faults}.values())


def _series(rows: pd.DataFrame, dimensions: list[str]) -> pd.DataFrame:
    """*rows* with `series`, what the figures of other periods share with each, and `number`; ranges are left out."""
    rows = rows[rows["value_to"] == ""]
    pairs = rows[["period", "base_period"]].drop_duplicates()
    lags = {
        pair: "" if pair[1] == "" else str(years_between(*pair)) for pair in pairs.itertuples(index=False, name=None)
    }
    lag = pd.Series(
        [lags[pair] for pair in zip(rows["period"], rows["base_period"], strict=True)], index=rows.index, dtype=object
    )
    rows = rows.assign(lag=lag, number=pd.to_numeric(rows["value"]).astype(float))
    columns = ["indicator", "region", *dimensions, "measure", "of", "timing", "unit", "status", "lag"]
    return rows.assign(series=keyed(rows, columns))


def _at(grid: Grid, row: pd.Series) -> str:
    return place(grid, row["line"], row["position"])


def _exchanged(coming: pd.DataFrame, force: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """Two series of the file that fit each other's rows in data/ better than their own."""
    wide = force.drop_duplicates(["series", "period"]).set_index(["series", "period"])["number"]
    names = list(coming["series"].unique())
    if len(names) > 50 or wide.empty:
        return
    own = {name: coming[coming["series"] == name].set_index("period")["number"] for name in names}
    old = {name: wide.loc[name] for name in names if name in wide.index.get_level_values(0)}
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if one not in old or other not in old:
                continue
            crossed = [_fit(own[one], old[other]), _fit(own[other], old[one])]
            straight = [_fit(own[one], old[one]), _fit(own[other], old[other])]
            if min(crossed) >= _MOST and max(straight) < 1 - _MOST:
                row, mate = (coming[coming["series"] == name].iloc[0] for name in (one, other))
                yield Fault(
                    _at(grid, row),
                    f"numbers of {called(other)} under {called(one)}",
                    "the columns in their order: they look exchanged with "
                    f"column {letters(int(mate['position']))}, beside what data/ has",
                    MEND,
                )


def _fit(own: pd.Series, old: pd.Series) -> float:
    """The part of the shared periods in which two series are close; 0 if they share too few."""
    shared = own.index.intersection(old.index)
    if len(shared) < _ENOUGH:
        return 0.0
    one, other = own[~own.index.duplicated()].loc[shared], old[~old.index.duplicated()].loc[shared]
    return float(((one - other).abs() <= _CLOSE * other.abs()).mean())


def _shifted(coming: pd.DataFrame, force: pd.DataFrame, met: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """A series that is what data/ has for the period before or after."""
    for name, rows in met.groupby("series", sort=False):
        if len(rows) < _ENOUGH:
            continue
        old = force[force["series"] == name].sort_values("period")
        straight = ((rows["number"] - rows["number_old"]).abs() <= _CLOSE / 10 * rows["number_old"].abs()).mean()
        for step, told in ((1, "before"), (-1, "after")):
            moved = dict(zip(old["period"], old["number"].shift(step), strict=True))
            beside = rows["period"].map(moved)
            fits = ((rows["number"] - beside).abs() <= _CLOSE / 10 * beside.abs()).sum() / max(
                int(beside.notna().sum()), 1
            )
            if beside.notna().sum() >= _ENOUGH and fits >= _MOST and straight < 1 - _MOST:
                row = rows.iloc[0]
                yield Fault(
                    _at(grid, row),
                    f"the numbers of the period {told}",
                    f"those of {row['period']}, as in data/: the rows look shifted",
                    MEND,
                )


def _jumps(coming: pd.DataFrame, force: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """Single figures, and steps from data/ to the file, by about a power of ten beside steady neighbours."""
    columns = ["series", "period", "number"]
    coming, force = (_by_length(rows) for rows in (coming, force))
    old = force.merge(coming[["series", "period"]].assign(here=True), on=["series", "period"], how="left")
    both = pd.concat([coming[columns].assign(row=coming.index), old[old["here"].isna()][columns].assign(row=-1)])
    both = both[(both["number"] != 0) & (both["period"] != UNDATED)].sort_values(["series", "period"], kind="stable")
    logs = np.log10(both["number"].abs())
    groups = logs.groupby(both["series"], sort=False)
    beside = pd.DataFrame({step: groups.shift(step) for step in range(-_BESIDE, _BESIDE + 1) if step})
    middle, known = beside.median(axis=1), beside.notna().sum(axis=1)
    spread = beside.max(axis=1) - beside.min(axis=1)
    out = (both["row"] >= 0) & (known >= 2) & (spread < _STEADY) & ((logs - middle).abs() > _JUMP)
    for index in np.flatnonzero(out):
        row = coming.loc[both["row"].iloc[index]]
        yield Fault(
            _at(grid, row),
            f"{row['value']} {row['unit']} in {row['period']}",
            f"about {10 ** middle.iloc[index]:.3g}, as the numbers beside it",
            MEND,
        )
    # A whole block in another unit: the step where data/ end and the file begins.
    here = (both["row"] >= 0).groupby(both["series"], sort=False)
    for name, rows in both[here.transform("any") & ~here.transform("all")].groupby("series", sort=False):
        own, other = (rows.loc[(rows["row"] >= 0) == side, "number"].abs() for side in (True, False))
        power = round(float(np.log10(own.median()) - np.log10(other.median())))
        if abs(power) >= 2 and min(own.min() / other.max(), other.max() / own.max()) < 1 and not _overlap(own, other):
            row = coming[coming["series"] == name].iloc[0]
            yield Fault(
                _at(grid, row),
                f"{row['value']} {row['unit']} and the like, {times(power)} what data/ has",
                f"about {other.median():.3g}, as other periods in data/",
                f"Is the unit right? {MEND}",
            )


def _by_length(rows: pd.DataFrame) -> pd.DataFrame:
    """Months beside months, quarters beside quarters: a year is no jump."""
    lengths = {period: str(length_of(period)) for period in rows["period"].unique()}
    return rows.assign(series=rows["series"] + SEPARATOR + rows["period"].map(lengths).astype(object))


def _overlap(own: pd.Series, other: pd.Series) -> bool:
    return bool(own.min() <= other.max() and other.min() <= own.max())


def _years(coming: pd.DataFrame, force: pd.DataFrame, dimensions: list[str], grid: Grid) -> Iterator[Fault]:
    """The months of a year added up, beside the sum of the months, where all of them are there."""
    both = pd.concat([coming.assign(own=True), force.assign(own=False)]).drop_duplicates(["series", "period"])
    if "to_date" not in set(both["timing"]):
        return
    both["plain"] = keyed(both, ["indicator", "region", *dimensions, "unit", "status"])
    months = both[(both["timing"] == "over") & both["period"].str.fullmatch(r"\d{4}-\d\d")]
    ends = both[(both["timing"] == "to_date") & both["period"].str.fullmatch(r"\d{4}-01/\d{4}-\d\d")]
    if months.empty or ends.empty:
        return
    months = months.assign(year=months["period"].str[:4], month=months["period"].str[5:].astype(int)).sort_values(
        "period"
    )
    by_year = months.groupby(["plain", "year"])
    months["sum"], months["size"] = (
        by_year["number"].cumsum(),
        by_year["number"].transform(lambda each: each.abs().cumsum()),
    )
    months["whole"] = by_year.cumcount() + 1 == months["month"]
    ends = ends.assign(year=ends["period"].str[:4], month=ends["period"].str[-2:].astype(int))
    beside = ends.merge(
        months[months["whole"]][["plain", "year", "month", "sum", "size", "own"]],
        on=["plain", "year", "month"],
        suffixes=("", "_month"),
    )
    beside = beside[beside["own"] | beside["own_month"]]
    for _, row in beside[(beside["number"] - beside["sum"]).abs() > _YEAR_OFF * beside["size"]].iterrows():
        if row["own"]:
            yield Fault(
                _at(grid, row),
                f"{row['value']} for {row['period']}",
                f"about {row['sum']:.12g}, the sum of the months",
                MEND,
            )
