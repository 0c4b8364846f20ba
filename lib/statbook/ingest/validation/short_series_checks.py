"""Doubts about the columns of short series, as in a table of regions: their rows are judged together.

Each row is compared with the level of its series a year before, in the file or in data/, and with the row of another
column beside it.
"""

import re
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import row_faults
from statbook.ingest.validation.revision_checks import ENOUGH, MEND, MOST_COMPARED, doubt_first, times
from statbook.store.grouping import map_once

_APART, _CALM = 0.2, 4
"""Powers of ten by which levels must rise or fall to look like others, and how many times nearer these are."""
_TELLING, _NEARER = 0.1, 3
"""Powers of ten between two columns from which a row tells whether they are exchanged, and how many times nearer it is then."""
_STEP = 0.7
"""Powers of ten from which on another unit is thought of."""
_NEAR_POWER = 0.15
"""How near to ten or a tenth a step is then."""
_RARE = 4
"""How many times as many other rows there are, and how many times smaller their steps."""
_UNITS_APART = 2
"""Powers of ten between two columns from a row on, in one of which the unit changes."""
_MOST = 0.8
_SAME = ["line", "period", "unit", "timing"]
"""What two columns must share to be compared."""


def doubt_short_series(coming: pd.DataFrame, levels: pd.DataFrame) -> Iterator[Fault]:
    """Doubts about the series of *coming* with few numbers each; *levels* are those of the file and of data/."""
    own = coming[coming.groupby("series")["number"].transform("size") < ENOUGH]
    if len(own) < ENOUGH:
        return
    places = [(place.sheet, place.column, place.line) for place in own["where"]]
    own = own.assign(
        column=[f"{sheet}!{column_letters(at)}" for sheet, at, _ in places], line=[at for *_, at in places]
    )
    yield from _equal_columns(own)
    own = own[(own["measure"] == "level") & (own["number"] > 0)].drop_duplicates(["series", "period"])
    known = levels[(levels["number"] > 0) & levels["series"].isin(set(own["series"]))]
    logs = np.log10(known.drop_duplicates(["series", "period"], keep="last").set_index(["series", "period"])["number"])
    before = map_once(own["period"], lambda period: re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), period))
    keys = pd.MultiIndex.from_arrays([own["series"], before])
    own = own.assign(now=np.log10(own["number"]), then=logs.reindex(keys).to_numpy(float))
    by_column = {str(name): rows.sort_values("line") for name, rows in own.groupby("column", sort=False)}
    for rows in by_column.values():
        yield from _tenfold(rows.dropna(subset=["then"]))
        yield from _shifted_column(rows.dropna(subset=["then"]))
    for one, other in combinations(by_column if len(by_column) <= MOST_COMPARED else (), 2):
        beside = by_column[other][[*_SAME, "now", "then"]]
        both = by_column[one].merge(beside, on=_SAME, suffixes=("", "_other"))
        letters = other.rpartition("!")[2]
        yield from _exchanged_columns(both.dropna(subset=["then", "then_other"]), letters)
        if len(both["region"].unique()) == len(both):  # of products some are sold and others bought
            yield from _another_unit(both, letters)


def _equal_columns(rows: pd.DataFrame) -> Iterator[Fault]:
    """Two columns with the same numbers in the same lines."""
    sums = rows.groupby("column")["number"].agg(["sum", "count"])
    seen: dict[tuple[object, ...], str] = {}
    for name, own in rows[rows["column"].isin(sums.index[sums.duplicated(keep=False)])].groupby("column", sort=False):
        least = ENOUGH if (own["measure"] == "level").all() else 2 * ENOUGH
        if len(own) < least or own["number"].nunique() < least or own["unit"].nunique() > 1:
            continue
        key = (own["unit"].iloc[0], *own["line"], *own["number"])
        other = seen.setdefault(key, str(name)).rpartition("!")[2]
        if other != (letters := str(name).rpartition("!")[2]):
            yield from doubt_first(own, f"all numbers of column {other} again", f"those of column {letters}")


def _tenfold(rows: pd.DataFrame) -> Iterator[Fault]:
    """A level that is a power of ten of that of the year before, in a column of others that change little."""
    steps = rows["now"] - rows["then"]
    apart = steps.abs() >= _STEP
    usual = float(steps[~apart].abs().quantile(0.9)) if (~apart).any() else np.inf
    near = (steps - steps.round()).abs() <= _NEAR_POWER
    if not apart.any() or not near[apart].all() or (~apart).sum() < _RARE * apart.sum() or usual > _STEP / _RARE:
        return
    for row, step in zip(rows[apart].to_dict("records"), steps[apart], strict=True):
        found = f"{row['value']} {row['unit']} in {row['period']}, {times(round(step))} the number of the year before"
        yield Fault(str(row["where"]), found, "a number that changes as the others of its column", MEND)


def _shifted_column(rows: pd.DataFrame) -> Iterator[Fault]:
    """A column of levels that follow from those of the year before in the row above or below."""
    straight = float((rows["now"] - rows["then"]).abs().median())
    for step, found in (
        (1, "{value} {unit} in {period}, and numbers that follow from the row above of the year before"),
        (-1, "{value} {unit} in {period}, and numbers that follow from the row below of the year before"),
    ):
        moved = (rows["now"] - rows["then"].shift(step)).abs().dropna()
        if len(moved) >= 2 * ENOUGH and straight >= _APART and float(moved.quantile(_MOST)) <= straight / _CALM:
            yield from doubt_first(rows, found, "the numbers of each row: one of the columns looks shifted")


def _exchanged_columns(both: pd.DataFrame, other: str) -> Iterator[Fault]:
    """Two columns of levels that follow from each other's of the year before, in all rows or in some one below the other."""
    both = both[(both["then"] - both["then_other"]).abs() >= _TELLING]  # others would fit either way
    straight = (both["now"] - both["then"]).abs() + (both["now_other"] - both["then_other"]).abs()
    crossed = (both["now"] - both["then_other"]).abs() + (both["now_other"] - both["then"]).abs()
    odd, fits = crossed <= straight / _NEARER, straight <= crossed / _NEARER
    runs = odd.groupby((~odd).cumsum()).sum()
    if len(runs) and runs.max() >= ENOUGH and (odd | fits).mean() >= _MOST:
        found = "{value} {unit} in {period}, which follows from the other column of the year before"
        expected = f"the columns in their order: they look exchanged with column {other}"
        yield from doubt_first(both[odd], found, expected)


def _another_unit(both: pd.DataFrame, other: str) -> Iterator[Fault]:
    """Two columns that are a hundred times as far apart from a row on as before."""
    ratio = (both["now"] - both["now_other"]).to_numpy(float)
    if len(ratio) < 2 * ENOUGH:
        return
    for sign in (1, -1):
        most = np.maximum.accumulate(sign * ratio)[:-1]
        least = np.minimum.accumulate((sign * ratio)[::-1])[::-1][1:]
        cuts = np.flatnonzero((least - most)[1:-1] >= _UNITS_APART) + 2
        if len(cuts):
            found = (
                f"{{value}} {{unit}} in {{period}}, from there on a hundred times as far from column {other} or more"
            )
            yield from row_faults(
                both.iloc[[int(cuts[0])]], found, "one unit in a column", f"Does the unit change? {MEND}"
            )
            return
