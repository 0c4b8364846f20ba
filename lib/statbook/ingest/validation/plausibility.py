"""Find values that are well-formed but implausible beside neighbouring periods: jumps, repeats, wrong scale, wrong sums.

A series is judged by the values of the file and of data/ together. Doubts may be waived with a reason by a person who
has looked at the values; faults cannot.

The module is long because values, blocks and sums are judged beside the same neighbours.
"""

from collections.abc import Collection, Iterator, Mapping

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.merge import MergePlan
from statbook.ingest.readers.grid import row_faults
from statbook.ingest.validation.column_checks import doubt_columns, doubt_series
from statbook.ingest.validation.revision_checks import MEND, SEPARATOR, compare_known_values, times
from statbook.store.grouping import join_texts, map_once
from statbook.store.periods import UNDATED, length_of, years_between

Row = Mapping[str, str]
Members = Mapping[tuple[str, ...], Row]
_NEIGHBOURS = 2
"""Values on each side that a value is compared with."""
_STEADY = 0.35
"""Largest distance between the neighbours, in powers of ten, for a value to be judged by them."""
_JUMP = 0.85
"""Distance from which a value stands out: a little less than a power of ten."""
_SUM_TOLERANCE = 0.2
_DIGITS = 4
"""Levels with as many digits are not equal by chance."""
_PERIODS_BEFORE = 6
_FRACTION = 0.5
_SCALE_RATIO = 30
"""Two sizes of a rate that differ by this factor are a percentage and a fraction rather than two rates."""


def find_doubts(
    plan: MergePlan,
    table: pd.DataFrame,
    dimensions: list[str],
    indicators: Mapping[str, Row],
    members: Members,
    counts: Mapping[str, int] | None = None,
) -> list[Fault]:
    """Doubts about the rows of *plan*, compared with the *table* of their theme in data/; one for each place.

    *indicators* and *members* are the rows of their tables by key. *counts* are the rows of the file by indicator, where
    the plan has some of them.
    """
    every = _with_series(table[table["known_to"] == ""], dimensions)
    coming = _with_series(pd.concat([plan.new, plan.reprinted, plan.revised], ignore_index=True), dimensions)
    if coming.empty:
        return []
    current = every[every["series"].isin(set(coming["series"]))]
    known = _with_series(plan.known, dimensions)
    known = known.assign(number_old=pd.to_numeric(known["value_old"]).astype(float))
    of_series, of_table, of_values = compare_known_values(coming, every, known, plan, counts or {})
    doubts = [*of_series, *_wrong_scale(coming, current)] or of_table
    if not doubts:
        levels, old = (rows[rows["measure"] == "level"] for rows in (coming, current))
        doubts = [*of_values, *_repeated_levels(coming, current)]
        flows = [code for code, row in indicators.items() if row.get("kind") == "flow"]
        doubts += [*_jumps(levels, old), *_month_sums(levels, old, dimensions, flows)]
        doubts += doubt_columns(coming, current, indicators, members)
    first: dict[str, Fault] = {}
    return [first.setdefault(doubt.where, doubt) for doubt in doubts if doubt.where not in first]


def find_doubts_across(plan: MergePlan, dimensions: list[str], members: Members) -> list[Fault]:
    """Doubts about series of one file beside one another, where a *plan* has only some series, or some settings of all."""
    return doubt_series(_with_series(pd.concat([plan.new, plan.reprinted, plan.revised]), dimensions), members)


def _with_series(rows: pd.DataFrame, dimensions: list[str]) -> pd.DataFrame:
    """*rows* without ranges, with `number`, `lag` in years, `series`: what values of several periods share, and
    `subject`: what a level and its growth share."""
    rows = rows[rows["value_to"] == ""]
    pairs = rows[["period", "base_period"]]
    lag = map_once(pairs, lambda period, base: str(years_between(period, base)) if base else "")
    rows = rows.assign(lag=lag, number=pd.to_numeric(rows["value"]).astype(float))
    plain = ["indicator", "region", *dimensions]
    series = join_texts(rows[[*plain, "measure", "of", "timing", "unit", "status", "lag"]], SEPARATOR)
    return rows.assign(series=series, subject=join_texts(rows[[*plain, "timing"]], SEPARATOR))


def _wrong_scale(coming: pd.DataFrame, current: pd.DataFrame) -> Iterator[Fault]:
    """Rates of new periods that are fractions where earlier ones are percentages, or the other way round.

    A rate may be 0.3; a fraction also has decimals that the percentages do not have.
    """
    for name, rows in coming[coming["measure"] != "level"].groupby("series", sort=False):
        before = current[(current["series"] == name) & ~current["period"].isin(set(rows["period"]))]
        before = before.sort_values("period").tail(_PERIODS_BEFORE)
        old, own = (each["number"].abs().to_numpy(float) for each in (before, rows))
        if len(old) < _PERIODS_BEFORE // 2 or not own.any():
            continue
        median = np.median(old)
        small = own.max() < _FRACTION <= old.min() and median >= _SCALE_RATIO * np.median(own)
        large = old.max() < own.min() and np.median(own) >= _SCALE_RATIO * max(median, 1)
        if (small and _decimals(rows) > _decimals(before)) or large:
            yield from row_faults(
                rows.head(1),
                "{value} {unit} in {period}",
                f"about {median:.3g}, as the periods before in data/",
                f"Is the unit right? {MEND}",
            )


def _decimals(rows: pd.DataFrame) -> int:
    return int(rows["value"].str.partition(".")[2].str.len().max())


def _repeated_levels(coming: pd.DataFrame, current: pd.DataFrame) -> Iterator[Fault]:
    """A level equal to that of a neighbouring period in data/, where it has many digits or the same growth."""
    levels = coming[(coming["measure"] == "level") & (coming["number"] != 0)]
    beside = current.loc[current["measure"] == "level", ["series", "period", "number"]]
    equal = levels.merge(beside, on=["series", "number"], suffixes=("", "_old"))
    equal = equal[equal["period"] != equal["period_old"]]
    periods = beside.groupby("series")["period"].unique().to_dict()
    neighbours = [
        not any(min(now, then) < period < max(now, then) for period in periods[name])
        for name, now, then in zip(equal["series"], equal["period"], equal["period_old"], strict=True)
    ]
    digits = equal["value"].str.strip("-0").str.replace(".", "").str.strip("0").str.len()
    same_growth = _growth(coming, equal, "period") == _growth(current, equal, "period_old")
    yield from row_faults(
        equal[pd.Series(neighbours, index=equal.index, dtype=bool) & (same_growth | (digits >= _DIGITS))],
        "{value} in {period}, exactly what data/ has for {period_old}",
        "the number of {period}: the rows look shifted",
        MEND,
    )


def _growth(rows: pd.DataFrame, levels: pd.DataFrame, period: str) -> pd.Series:
    """The growth that *rows* have for each of *levels* in the column *period*; NaN if there is none."""
    growth = rows[rows["measure"] == "growth"].drop_duplicates(["subject", "period"], keep="last")
    keys = levels[["subject", period]].set_axis(["subject", "period"], axis=1)
    found = keys.merge(growth[["subject", "period", "number"]], how="left")["number"]
    return found.set_axis(levels.index).astype(float)


def _jumps(coming: pd.DataFrame, current: pd.DataFrame) -> Iterator[Fault]:
    """Single values that are off by about a power of ten among steady neighbours, and whole blocks that are."""
    columns = ["series", "period", "number"]
    # Series of months apart from series of quarters and years.
    lengths = {period: str(length_of(period)) for rows in (coming, current) for period in rows["period"].unique()}
    coming, current = (
        rows.assign(
            series=join_texts(
                pd.DataFrame({"series": rows["series"], "length": rows["period"].map(lengths).astype(object)}),
                SEPARATOR,
            )
        )
        for rows in (coming, current)
    )
    kept = current.merge(coming[["series", "period"]].drop_duplicates(), how="left", indicator=True)
    kept = kept[kept["_merge"] == "left_only"]
    both = pd.concat([coming[columns].assign(row=coming.index), kept[columns].assign(row=-1)])
    both = both[(both["number"] != 0) & (both["period"] != UNDATED)].sort_values(["series", "period"], kind="stable")
    both["own"] = both["row"] >= 0
    logs = np.log10(both["number"].abs())
    groups = logs.groupby(both["series"], sort=False)
    beside = pd.DataFrame({step: groups.shift(step) for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1) if step})
    spread = beside.max(axis=1) - beside.min(axis=1)
    both["median"] = beside.median(axis=1)
    stands_out = (logs - both["median"]).abs() > _JUMP
    out = both[both["own"] & (beside.notna().sum(axis=1) >= 2) & (spread < _STEADY) & stands_out]
    yield from row_faults(
        coming.loc[out["row"]].assign(median=10 ** out["median"].to_numpy()),
        "{value} {unit} in {period}",
        "about {median:.3g}, as the numbers beside it",
        MEND,
    )
    yield from _block_jumps(both, coming)


def _block_jumps(both: pd.DataFrame, coming: pd.DataFrame) -> Iterator[Fault]:
    """A whole series of the file in another unit than the other periods in data/."""
    size = both["number"].abs().groupby([both["series"], both["own"]])
    ends = size.agg(["min", "max"]).unstack()
    if len(ends.columns) < 4:  # all of the file, or none
        return
    low, high = ends["min"], ends["max"]
    apart_all = ends.index[(low[True] > high[False]) | (low[False] > high[True])]
    for name, rows in both[both["series"].isin(apart_all)].groupby("series"):
        own, other = (rows.loc[rows["own"] == side, "number"].abs() for side in (True, False))
        if own.empty or other.empty:
            continue
        power = round(float(np.log10(own.median()) - np.log10(other.median())))
        apart = own.min() > other.max() or other.min() > own.max()
        if abs(power) >= 2 and apart:
            yield from row_faults(
                coming[coming["series"] == name].head(1),
                "{value} {unit} and the like, {times} what data/ has",
                f"about {other.median():.3g}, as other periods in data/",
                f"Is the unit right? {MEND}",
                times=times(power),
            )


def _month_sums(
    coming: pd.DataFrame, current: pd.DataFrame, dimensions: list[str], flows: Collection[str] = ()
) -> Iterator[Fault]:
    """Sums from January, and other periods of *flows*, compared with the months or quarters in them, where all are there."""
    spans = {period: _months_of(period) for rows in (coming, current) for period in rows["period"].unique()}
    if not any(last > first for first, last in spans.values()):
        return
    both = pd.concat([coming.assign(own=True), current.assign(own=False)]).drop_duplicates(["series", "period"])
    plain = both["indicator"].str.cat(both[["region", *dimensions, "unit", "status"]], sep=SEPARATOR)
    first, last = (both["period"].map({period: span[at] for period, span in spans.items()}) for at in (0, 1))
    both = both.assign(plain=plain, first=first, last=last, months=last - first + 1)
    is_sum = (both["timing"] == "to_date") & (first % 12 == 0)
    is_sum |= (both["timing"] == "over") & both["indicator"].isin(flows)
    ends = both[both["own"] & is_sum]
    told: set[object] = set()
    for length, expected in (
        (1, "about {sum:.12g}, the sum of the months"),
        (3, "about {sum:.12g}, the sum of the quarters"),
    ):
        parts = both[(both["timing"] == "over") & (both["months"] == length) & (both["last"] % length == length - 1)]
        whole = ends[(ends["months"] > length) & (ends["months"] % length == 0) & ~ends.index.isin(told)]
        beside = _add_parts(whole, parts, length)
        wrong = beside[(beside["number"] - beside["sum"]).abs() > _SUM_TOLERANCE * beside["size"]]
        told |= {*beside.index}
        yield from row_faults(wrong, "{value} for {period}", expected, MEND)


def _months_of(period: str) -> tuple[int, int]:
    """The first and the last month of a period, counted from the year 0; -1 for both if it is none of whole months."""
    start, _, end = period.partition("/")
    kind, _ = length_of(period) or ("", 0)
    if kind not in ("month", "year") or ".." in period:
        return -1, -1
    first = int(start[:4]) * 12 + (int(start[5:7]) - 1 if len(start) > 4 else 0)
    end = end or start
    return first, int(end[:4]) * 12 + (int(end[5:7]) - 1 if len(end) > 4 else 11)


def _add_parts(whole: pd.DataFrame, parts: pd.DataFrame, length: int) -> pd.DataFrame:
    """The rows of *whole* all of whose *parts*, each of *length* months, are there, with their `sum` and the `size` of them."""
    parts = parts.sort_values(["plain", "first"]).drop_duplicates(["plain", "first"])
    groups = parts.groupby("plain")
    parts = parts.assign(
        sum=groups["number"].cumsum(),
        size=parts["number"].abs().groupby(parts["plain"]).cumsum(),
        at=groups.cumcount(),
    )
    starts, ends = (
        parts.set_index(["plain", end])[["sum", "size", "at", "number"]]
        .reindex(pd.MultiIndex.from_frame(whole[["plain", end]]))
        .to_numpy(float)
        for end in ("first", "last")
    )
    added = ends[:, 0] - starts[:, 0] + starts[:, 3]
    size = ends[:, 1] - starts[:, 1] + np.abs(starts[:, 3])
    is_complete = ends[:, 2] - starts[:, 2] + 1 == whole["months"].to_numpy(float) / length
    found: pd.DataFrame = whole.assign(sum=added, size=size)[is_complete]
    return found
