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
from statbook.ingest.facts import SEPARATOR, Sorted, keyed
from statbook.ingest.grid import Grid, letters, place
from statbook.store.periods import length_of

FIX = "Mend the file, or say --knowingly with the reason."
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
    coming = pd.concat([found.new, found.printed, found.revised], ignore_index=True)
    coming = coming[(coming["measure"] == "level") & (coming["value_to"] == "")]
    if coming.empty:
        return []
    series = ["indicator", "region", *dimensions, "timing", "unit", "status"]
    force = there[(there["measure"] == "level") & (there["known_to"] == "")]
    coming = coming.assign(series=keyed(coming, series), number=pd.to_numeric(coming["value"]).astype(float))
    force = force.assign(series=keyed(force, series), number=pd.to_numeric(force["value"]).astype(float))
    force = force[force["series"].isin(set(coming["series"]))]
    met = coming.merge(force[["series", "period", "number"]], on=["series", "period"], suffixes=("", "_old"))
    faults = [*_exchanged(coming, force, grid), *_shifted(coming, force, met, grid), *_rescaled(met, grid)]
    if not faults:
        faults = [*_turned(met, grid), *_jumps(coming, force, grid), *_years(coming, force, dimensions, grid)]
    return faults


def _at(grid: Grid, row: pd.Series) -> str:
    return place(grid, row["line"], row["position"])


def _power(ratio: float) -> int:
    """The power of ten that *ratio* is close to; 0 if it is close to none but 1."""
    power = round(np.log10(ratio)) if ratio > 0 else 0
    return power if power and abs(np.log10(ratio) - power) < _CLOSE else 0


def _rescaled(met: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """A series that is a power of ten of what data/ has for the same periods."""
    for _, rows in met[(met["number"] != 0) & (met["number_old"] != 0)].groupby("series", sort=False):
        power = _power(float((rows["number"] / rows["number_old"]).abs().median()))
        if power:
            row = rows.iloc[0]
            found = f"{row['value']} {row['unit']}, {_times(power)} what data/ has"
            yield Fault(
                _at(grid, row),
                found,
                f"about {row['number_old']:.12g}, as for {row['period']} in data/",
                f"Is the unit right? {FIX}",
            )


def _times(power: int) -> str:
    return f"{10**power:,} times" if power > 0 else f"1/{10**-power:,} of"


def _turned(met: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """The same size with the other sign."""
    away = (met["number"] + met["number_old"]).abs() <= _CLOSE * met["number_old"].abs()
    for _, row in met[away & (met["number"] != 0)].iterrows():
        yield Fault(
            _at(grid, row), row["value"], f"the sign of {row['number_old']:.12g}, as for {row['period']} in data/", FIX
        )


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
                    f"figures of {_called(other)} under {_called(one)}",
                    "the columns in their order: they look exchanged with "
                    f"column {letters(int(mate['position']))}, beside what data/ has",
                    FIX,
                )


def _called(series: str) -> str:
    return ", ".join(part for part in series.split(SEPARATOR)[:-3] if part != "all")


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
                    f"the figures of the period {told}",
                    f"those of {row['period']}, as in data/: the rows look shifted",
                    FIX,
                )


def _jumps(coming: pd.DataFrame, force: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """Single figures, and steps from data/ to the file, by about a power of ten beside steady neighbours."""
    columns = ["series", "period", "number"]
    coming, force = (_by_length(rows) for rows in (coming, force))
    old = force.merge(coming[["series", "period"]].assign(here=True), on=["series", "period"], how="left")
    both = pd.concat([coming[columns].assign(row=coming.index), old[old["here"].isna()][columns].assign(row=-1)])
    both = both[(both["number"] != 0) & (both["period"] != "..")].sort_values(["series", "period"], kind="stable")
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
            f"about {10 ** middle.iloc[index]:.3g}, as the figures beside it",
            FIX,
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
                f"{row['value']} {row['unit']} and the like, {_times(power)} what data/ has",
                f"about {other.median():.3g}, as other periods in data/",
                f"Is the unit right? {FIX}",
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
                FIX,
            )
