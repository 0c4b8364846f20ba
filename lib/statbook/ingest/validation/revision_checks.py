"""Figures of facts that data/ has, told otherwise: what is no revision that a source would make.

A revision moves a figure a little. One by a power of ten, one that turns a sign, or one of most figures of a file
is more often another unit, another series or another table.
"""

from __future__ import annotations

__all__ = ["MEND", "other_table", "power_of_ten", "rescaled", "retold", "times"]

from collections.abc import Iterator

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.merge import Sorted
from statbook.ingest.readers.grid import Grid, place

MEND = "Mend the file, or say --knowingly with the reason."
_CLOSE = 0.03
"""How near to a power of ten the middle ratio of a series is, in powers of ten."""
_NEAR = 0.0212
"""The same for one figure: 5 percent."""
_FACTOR = 3
"""A level that changes by more is doubted."""
_ALONE = 0.15
"""A single known figure that changes by more, among new ones, says nothing good of those."""
_FEW = 5
_LARGE = 5
"""Rates below it, in their unit, may change by a factor: 0.1 may become 1."""
_SHARED = 6
"""Figures that a file must share with data/ to be taken for another table."""


def power_of_ten(ratio: float, close: float = _CLOSE) -> int:
    """The power of ten that *ratio* is close to; 0 if it is close to none but 1."""
    power = round(np.log10(ratio)) if ratio > 0 and np.isfinite(ratio) else 0
    return power if power and abs(np.log10(ratio) - power) < close else 0


def times(power: int) -> str:
    """How much a power of ten is, in words: `10,000 times`, `1/100 of`."""
    return f"{10**power:,} times" if power > 0 else f"1/{10**-power:,} of"


def rescaled(met: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """A series that is a power of ten of what data/ has for the same periods."""
    for _, rows in met[(met["number"] != 0) & (met["number_old"] != 0)].groupby("series", sort=False):
        power = power_of_ten(float((rows["number"] / rows["number_old"]).abs().median()))
        if power:
            row = rows.iloc[0]
            yield Fault(
                _at(grid, row),
                f"{row['value']} {row['unit']}, {times(power)} what data/ has",
                f"about {row['number_old']:.12g}, as for {row['period']} in data/",
                f"Is the unit right? {MEND}",
            )


def other_table(found: Sorted, grid: Grid) -> Iterator[Fault]:
    """A file most of whose figures data/ would have otherwise."""
    shared, others = len(found.met), len(found.revised)
    if shared >= _SHARED and 2 * others > shared:
        row = found.revised.iloc[0]
        yield Fault(
            _at(grid, row),
            f"{others:,} of {shared:,} numbers that data/ has would be others, first {row['printed']} for "
            f"{row['obs_old']}",
            f"{row['printed_old']}, and most of the others as they are",
            f"Is this the table that the recipe means? {MEND}",
        )


def retold(met: pd.DataFrame, found: Sorted, grid: Grid) -> Iterator[Fault]:
    """Single figures, each beside the one that it would take the place of."""
    rows = met[met["fact"].isin(set(found.revised["fact"]))]
    fresh = found.new.groupby("indicator").size().to_dict()
    known = found.met.groupby("indicator").size().to_dict()
    changed = found.revised.groupby("indicator").size().to_dict()
    for row in rows.to_dict("records"):
        old, new, code = row["number_old"], row["number"], row["indicator"]
        alone = fresh.get(code, 0) > _FEW and known[code] <= _FEW and changed[code] == known[code]
        why = _odd(old, new, alone=alone, level=row["measure"] == "level")
        if why:
            yield Fault(
                place(grid, row["line"], row["position"]),
                f"{row['value']} {row['unit']} for {row['period']}, {why}",
                f"about {old:.12g}, as in data/",
                MEND,
            )


def _odd(old: float, new: float, *, alone: bool, level: bool) -> str:
    """What is odd about *new* in the place of *old*; empty if nothing is."""
    size = max(abs(old), abs(new))
    if (old < 0) != (new < 0) and old and new and (level or (size >= 1 and abs(old + new) <= _CLOSE * size)):
        return f"the sign of {old:.12g} turned"
    if not old or not new:
        return "where there was something or nothing" if level else ""
    ratio = abs(new / old)
    power = power_of_ten(ratio, _NEAR)
    if power and (level or size >= _LARGE):
        return f"{times(power)} what data/ has"
    if level and not 1 / _FACTOR <= ratio <= _FACTOR:
        return f"{ratio:.3g} times what data/ has"
    if level and alone and abs(ratio - 1) > _ALONE:
        return f"{ratio:.3g} times what data/ has where nearly all others are new"
    return ""


def _at(grid: Grid, row: pd.Series) -> str:
    return place(grid, row["line"], row["position"])
