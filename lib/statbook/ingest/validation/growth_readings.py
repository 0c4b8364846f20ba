"""Other readings of growth than that of the recipe, and single rows of growth that the levels contradict."""

from collections.abc import Callable, Iterator

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import row_faults
from statbook.ingest.validation.revision_checks import ENOUGH, MEND, doubt_first

_FITS = 0.25
"""Percentage points that growth may be off what levels imply, where it follows from them."""
_FAR, _FAR_PART = 2.0, 0.5
"""From where it does not: percentage points, and the part of it. A revised level moves growth by less."""
_MOST = 0.8
"""The part of the rows that must fit, in one reading or the other."""
_PLAIN_READINGS: list[tuple[str, Callable[[pd.Series], pd.Series]]] = [
    ("fractions, or another unit", lambda number: number * 100),
    ("a hundred times as much", lambda number: number / 100),
    ("per mille", lambda number: number / 10),
    ("numbers with the other sign", lambda number: -number),
    ("an index, at which the base is 100", lambda number: number - 100),
]
"""In words, and as the numbers that they would be."""
READINGS: list[tuple[str, Callable[[pd.Series], pd.Series]]] = [
    *_PLAIN_READINGS,
    ("numbers a row above those of their levels", lambda number: number.shift(1)),
    ("numbers a row below those of their levels", lambda number: number.shift(-1)),
]


def doubt_odd_growth(growth: pd.DataFrame) -> Iterator[Fault]:
    """Rows of *growth* far from what its levels say (`implied`), where most others of their `group` follow from them.

    Of many such rows those are doubted that follow in another reading, the others in that of the recipe.
    """
    off = (growth["number"] - growth["implied"]).abs()
    size = growth[["number", "implied"]].abs().max(axis=1)
    growth = growth.assign(off=off, is_far=off > (_FAR_PART * size).clip(lower=_FAR))
    for _, rows in growth[growth["group"].isin(set(growth.loc[off > _FITS, "group"]))].groupby("group", sort=False):
        fits = rows["off"] <= _FITS
        found = [(words, _rows_that_fit(read(rows["number"]), rows, fits)) for words, read in _PLAIN_READINGS]
        for words, others in found:
            if others.sum() > 1 and fits.any() and (fits | others).mean() >= _MOST:
                text = f"{{value}} {{unit}} in {{period}}, from there on or here and there {words}"
                yield from doubt_first(rows[others], text, "{implied:.3g}, as the levels say")
                break
        else:
            odd = rows[rows["is_far"]]
            yield from row_faults(
                odd if fits.sum() >= max(ENOUGH, 2 * len(odd)) else odd.head(0),
                "growth of {value} {unit} in {period}, where the levels say {implied:.3g}",
                "growth that follows from the levels, as in the other rows",
                MEND,
            )


def _rows_that_fit(number: pd.Series, rows: pd.DataFrame, fits: pd.Series) -> pd.Series:
    """Which of *rows*, besides those that fit, *number* would make fit."""
    return ~fits & ((number - rows["implied"]).abs() <= _FITS)
