"""Doubts about growth beside the levels of which it is the growth, in new series as in known ones.

A series is judged by itself; of short ones, as in a table of regions, those of a column are judged together.

Each asks whether another reading of the column fits far better than the one that the recipe says: fractions, the other
sign, an index, the row above or below, another column. What fits neither is left alone: growth on a comparable basis
does not follow from levels.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import row_faults
from statbook.ingest.validation.growth_readings import READINGS, doubt_odd_growth
from statbook.ingest.validation.revision_checks import (
    ENOUGH,
    MEND,
    MOST_COMPARED,
    SEPARATOR,
    doubt_first,
    series_name,
    series_or_column,
)
from statbook.store.periods import UNDATED

_CLOSE, _FAR = 0.06, 0.25
"""Percentage points that growth may be off what levels imply: where it fits, and from where it does not."""
_RELATIVE = 0.1
_EXACT_POWER = 0.02
_INDEX = 85.0, 115.0
"""What an index is among rates that are all so near to zero as it is to 100."""
_LEAST_CHANGE = 0.01
"""The part of a level from which a change is more than its rounding."""
_HIGH = 300
"""From where a rate may be a hundred times too high."""
_BETTER = 0.2
"""Another reading must be off by this part of what the one of the recipe is off."""


def doubt_growth(coming: pd.DataFrame, levels: pd.DataFrame) -> Iterator[Fault]:
    """Growth that the levels contradict, and that they do not if it is read in another way."""
    growth = coming[(coming["measure"] == "growth") & ~coming["base_period"].isin(["", UNDATED])]
    number = levels.set_index(["subject", "period"])["number"]
    now, before = (
        number.reindex(pd.MultiIndex.from_frame(growth[["subject", period]])).to_numpy(float)
        for period in ("period", "base_period")
    )
    good = (now > 0) & (before > 0)
    implied = np.where(good, (np.where(good, now, 1) / np.where(good, before, 1) - 1) * 100, np.nan)
    growth = growth.assign(implied=implied).sort_values("period", kind="stable")
    single = [*_powers_of_ten(growth), *_out_of_size(growth)]
    yield from single
    counts = growth.groupby("series")["implied"].transform("count")
    growth = growth.assign(group=series_or_column(growth, counts))
    told = {fault.where for fault in single}
    yield from doubt_odd_growth(growth[growth["implied"].notna() & ~growth["where"].map(str).isin(told)])
    off = (growth["number"] - growth["implied"]).abs().groupby(growth["group"]).agg(["median", "count"])
    size = growth["implied"].abs().groupby(growth["group"]).median()
    far = off.index[(off["count"] >= ENOUGH) & (off["median"] > np.maximum(_FAR, _RELATIVE * size))]
    own = growth[growth["group"].isin(far)].groupby("group", sort=False)
    wrong = {str(name): rows for name, rows in own}
    for name, rows in wrong.items():
        reading = next((words for words, read in READINGS if _fits_better(read(rows["number"]), rows)), "")
        reading = reading or ("" if SEPARATOR in name else _other_column(rows, growth))
        if reading:
            yield from doubt_first(
                rows.dropna(subset=["implied"]),
                f"{{value}} {{unit}} in {{period}}: {reading}",
                "{implied:.3g}, as the levels say",
            )
    for one, other in combinations([name for name in wrong if SEPARATOR in name][:MOST_COMPARED], 2):
        rows, others = (wrong[name].drop_duplicates("period").set_index("period") for name in (one, other))
        shared = rows.index.intersection(others.index)
        if len(shared) >= ENOUGH and all(
            _fits_better(left.loc[shared, "number"], right.loc[shared])
            for left, right in ((rows, others), (others, rows))
        ):
            column = column_letters(others["where"].iloc[0].column)
            expected = f"the columns in their order: its levels or its growth look exchanged with column {column}"
            yield from doubt_first(rows, f"the growth of {series_name(other)} under {series_name(one)}", expected)


def doubt_differences(coming: pd.DataFrame, levels: pd.DataFrame) -> Iterator[Fault]:
    """Changes by an amount that the levels have with the other sign, or a power of ten apart."""
    rows = coming[(coming["measure"] == "difference") & ~coming["base_period"].isin(["", UNDATED])]
    rows = rows[rows["number"] != 0]
    known = levels[levels["subject"].isin(set(rows["subject"]))].set_index(["subject", "period"])[["number", "unit"]]
    now, before = (
        known.reindex(pd.MultiIndex.from_frame(rows[["subject", period]])).set_axis(rows.index)
        for period in ("period", "base_period")
    )
    rows = rows.assign(implied=now["number"] - before["number"], size=now["number"].abs())
    rows = rows[(rows["unit"] == now["unit"]) & (rows["implied"].abs() > _LEAST_CHANGE * rows["size"])]
    ratio = rows["number"] / rows["implied"]
    power = pd.Series(np.log10(ratio.abs()), index=rows.index)
    is_wrong = ((power - power.round()).abs() <= _EXACT_POWER) & ((ratio < 0) | (power.round() != 0))
    yield from row_faults(
        rows[is_wrong],
        "a change of {value} {unit} in {period}",
        "{implied:.12g}, as the levels say",
        f"Is the sign, the unit or the base another? {MEND}",
    )


def _out_of_size(growth: pd.DataFrame) -> Iterator[Fault]:
    """An index among rates, and a rate a hundred times as high as the others of its series, where no levels say so."""
    size = growth["number"].abs()
    suspects = growth[
        (size >= _INDEX[0]) & ((growth["number"] - growth["implied"]).abs().fillna(np.inf) > _RELATIVE * size)
    ]
    for name, rows in suspects.groupby("series", sort=False):
        others = growth.loc[(growth["series"] == name) & (size < _INDEX[0]), "number"].abs()
        if len(others) < ENOUGH - 1 or len(rows) > len(others):
            continue
        is_index = rows["number"].between(*_INDEX) & (others.max() <= 100 - _INDEX[0])
        is_high = (rows["number"].abs() >= _HIGH) & (rows["number"].abs() >= 100 * others.median())
        for own, words in (
            (is_index, "growth: an index is no rate"),
            (is_high & ~is_index, "growth of the size of the others"),
        ):
            yield from row_faults(
                rows[own],
                "{value} {unit} in {period}, and the others below {most:.3g}",
                words,
                MEND,
                most=others.max() + 0.1,
            )


def _other_column(rows: pd.DataFrame, growth: pd.DataFrame) -> str:
    """That the numbers of *rows* stand in another column beside them, in words; empty if they do not."""
    lines = [(place.sheet, place.line) for place in rows["where"]]
    columns = growth["where"].map(lambda place: place.column)
    for at, others in growth[columns != rows["where"].iloc[0].column].groupby(columns):
        beside = {
            (place.sheet, place.line): number for place, number in zip(others["where"], others["number"], strict=True)
        }
        if _fits_better(pd.Series([beside.get(line, np.nan) for line in lines], dtype=float), rows):
            return f"numbers that stand in column {column_letters(int(str(at)))}"
    return ""


def _powers_of_ten(growth: pd.DataFrame) -> Iterator[Fault]:
    """Growth of which the level would be a power of ten of what it is."""
    now, said = ((100 + growth[name]).to_numpy(float) for name in ("implied", "number"))
    usable = (now > 0) & (said > 1)
    power = np.log10(np.where(usable, now, 1) / np.where(usable, said, 1))
    yield from row_faults(
        growth[(power.round() != 0) & (abs(power - power.round()) <= _EXACT_POWER)],
        "growth of {value} {unit} in {period}, where the levels say {implied:,.1f}",
        "levels that are no power of ten apart",
        f"Is the level of {{period}} or of {{base_period}} in another unit? {MEND}",
    )


def _error(number: pd.Series, implied: pd.Series) -> float:
    off = (number.to_numpy(float) - implied.to_numpy(float)).__abs__()
    off = off[~np.isnan(off)]
    return float(np.median(off)) if len(off) >= ENOUGH else np.inf


def _fits_better(number: pd.Series, rows: pd.DataFrame) -> bool:
    """Whether *number* in place of the numbers of *rows* is what the levels imply, and far nearer to it."""
    error, size = _error(number, rows["implied"]), float(rows["implied"].abs().median())
    return error <= max(_CLOSE, _RELATIVE * size) and error <= _BETTER * _error(rows["number"], rows["implied"])
