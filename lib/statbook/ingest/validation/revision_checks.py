"""Compare values with those that data/ has for the same periods: what is not a revision that a source would make.

A revision changes a value a little. A power of ten, a changed sign, another series' values or a change of most values
of a file point to another unit, a misplaced column or another table.

The module is long because all checks of revisions share the comparison with the earlier rows.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.merge import MergePlan
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import row_faults

MEND = "Correct the file, or say --knowingly with the reason."
SEPARATOR = "\x1f"
"""Separates the parts of the key of a series."""
_CLOSE = 0.03
"""Relative distance of equal values, and distance from a power of ten, in powers of ten, of the median of a series."""
_CLOSE_TO_POWER = 0.0212
"""The same for a single value: 5 percent."""
_LARGEST_CHANGE = 3
"""A level that changes by a larger factor is doubted."""
_LONE_CHANGE = 0.15
"""A lone known value that changes by more, among new ones, makes those doubtful."""
_FEW = 5
_LARGE_RATE = 5
"""Smaller rates, in their unit, may change by a factor: 0.1 may become 1."""
ENOUGH = 4
"""Numbers that a column must have to be judged by itself."""
_ENOUGH = 3
"""Values that two series must share to be compared."""
_MOST = 0.8
_SAME_LEVELS, _SAME_RATES = 3, 6
"""Equal values that make a series another one: levels have more digits than rates."""
MOST_COMPARED = 50
"""Series that are compared in pairs."""
_SHARED = 6
"""Values that a file must share with data/ to be judged as a whole."""


def series_name(series: str) -> str:
    """The parts of the key of a series that distinguish it: indicator, region, members, measure and whole."""
    return ", ".join(part for part in series.split(SEPARATOR)[:-4] if part not in ("all", "level", ""))


def series_or_column(rows: pd.DataFrame, count: pd.Series) -> pd.Series:
    """The series of each of *rows*; where it has too few numbers to be judged by itself, the column of the file."""
    columns = rows["where"].map(lambda place: f"{place.sheet}!{column_letters(place.column)}")
    return rows["series"].where(count >= ENOUGH, columns)


def doubt_first(rows: pd.DataFrame, found: str, expected: str) -> Iterator[Fault]:
    """A doubt at the first of *rows*, in words that may have its columns in them."""
    yield from row_faults(rows.head(1), found, expected, MEND)


def times(power: int) -> str:
    """A power of ten in words: `10,000 times`, `1/100 of`."""
    return f"{10**power:,} times" if power > 0 else f"1/{10**-power:,} of"


def _power_of_ten(ratio: float, close: float = _CLOSE) -> int:
    """The power of ten that *ratio* is close to; 0 if it is close to none but 1."""
    power = round(np.log10(ratio)) if 0 < ratio < np.inf else 0
    return power if power and abs(np.log10(ratio) - power) < close else 0


def compare_known_values(
    coming: pd.DataFrame, table: pd.DataFrame, known: pd.DataFrame, plan: MergePlan, counts: Mapping[str, int]
) -> tuple[list[Fault], list[Fault], list[Fault]]:
    """Doubts about whole series, about the whole table, and about single values; the first make the later ones moot.

    *coming* are the rows of the file, *table* those of the theme in data/, *known* those of the file whose fact data/
    has. All have `series`, `lag` and `number`, *known* also `number_old`. *counts* are the rows of the whole file by
    indicator, where these are some of them.
    """
    current = table[table["series"].isin(set(coming["series"]))]
    changed = known[known["fact"].isin({*plan.reprinted["fact"], *plan.revised["fact"]})]
    of_series = [*_exchanged_columns(coming, current), *_exchanged_values(changed)]
    of_series += [*_shifted_periods(current, changed), *_other_units(known)]
    of_table = [*_borrowed_series(coming, table, known), *_other_table(plan)]
    return of_series, of_table, [*_odd_revisions(known, plan, counts)]


def _other_units(known: pd.DataFrame) -> Iterator[Fault]:
    """A series that is a power of ten of what data/ has for the same periods."""
    for _, rows in known[(known["number"] != 0) & (known["number_old"] != 0)].groupby("series", sort=False):
        power = _power_of_ten(float((rows["number"] / rows["number_old"]).abs().median()))
        yield from row_faults(
            rows.head(1 if power else 0),
            "{value} {unit}, {times} what data/ has",
            "about {number_old:.12g}, as for {period} in data/",
            f"Is the unit right? {MEND}",
            times=times(power),
        )


def _exchanged_columns(coming: pd.DataFrame, current: pd.DataFrame) -> Iterator[Fault]:
    """Two series of the file that fit each other's values in data/ better than their own."""
    if coming["series"].nunique() > MOST_COMPARED or current.empty:
        return
    own, old = (
        {str(name): each.set_index("period")["number"] for name, each in rows.groupby("series", sort=False)}
        for rows in (each.drop_duplicates(["series", "period"]) for each in (coming, current))
    )
    for one, other in combinations([name for name in own if name in old], 2):
        crossed = min(_fit(own[one], old[other]), _fit(own[other], old[one]))
        straight = max(_fit(own[one], old[one]), _fit(own[other], old[other]))
        if crossed >= _MOST and straight < 1 - _MOST:
            first, second = (coming[coming["series"] == name].head(1) for name in (one, other))
            column = column_letters(second["where"].iloc[0].column)
            yield from row_faults(
                first,
                f"numbers of {series_name(other)} under {series_name(one)}",
                f"the columns in their order: they look exchanged with column {column}, compared with data/",
                MEND,
            )


def _exchanged_values(changed: pd.DataFrame) -> Iterator[Fault]:
    """Two numbers of one period that take each other's values in data/, however many others agree."""
    apart = changed[~_are_equal(changed["number"], changed["number_old"])]
    for _, rows in apart.groupby(["period", "timing", "measure", "unit"], sort=False):
        for (_, one), (_, other) in combinations(rows.head(MOST_COMPARED).iterrows(), 2):
            crossed = pd.Series([one["number"], other["number"]]), pd.Series([other["number_old"], one["number_old"]])
            if one["series"] != other["series"] and _are_equal(*crossed).all():
                yield Fault(
                    str(one["where"]),
                    f"{one['value']} {one['unit']} in {one['period']}, which data/ has for {series_name(other['series'])}",
                    f"the columns in their order: they look exchanged with column {column_letters(other['where'].column)}",
                    MEND,
                )


def _fit(own: pd.Series, old: pd.Series) -> float:
    """The share of common periods in which two series are close; 0 if they have too few."""
    shared = own.index.intersection(old.index)
    if len(shared) < _ENOUGH:
        return 0.0
    one, other = own.loc[shared], old.loc[shared]
    return float(((one - other).abs() <= _CLOSE * other.abs()).mean())


def _shifted_periods(current: pd.DataFrame, changed: pd.DataFrame) -> Iterator[Fault]:
    """A series with the values that data/ has for the period before or after."""
    for name, rows in changed.groupby("series", sort=False):
        old = current[current["series"] == name].sort_values("period")
        straight = _are_equal(rows["number"], rows["number_old"]).mean()
        for step, neighbour in ((1, "before"), (-1, "after")):
            moved = dict(zip(old["period"], old["number"].shift(step), strict=True))
            beside = rows["period"].map(moved).astype(float)
            count = int(beside.notna().sum())
            shifted = _are_equal(rows["number"], beside).sum() / max(count, 1)
            if min(count, len(rows)) >= _ENOUGH and shifted >= _MOST and straight < 1 - _MOST:
                yield from row_faults(
                    rows.head(1),
                    f"the numbers of the period {neighbour}",
                    "those of {period}, as in data/: the rows look shifted",
                    MEND,
                )


def _are_equal(one: pd.Series, other: pd.Series) -> pd.Series:
    return (one - other).abs() <= _CLOSE / 10 * other.abs()


def _other_table(plan: MergePlan) -> Iterator[Fault]:
    """A file most of whose values differ from those in data/."""
    shared, others = len(plan.known), len(plan.revised)
    if shared >= _SHARED and 2 * others > shared:
        yield from row_faults(
            plan.revised.head(1),
            f"{others:,} of {shared:,} numbers that data/ has would be others, first {{printed}} for {{obs_old}}",
            "{printed_old}, and most of the others as they are",
            f"Is this the table that the recipe means? {MEND}",
        )


def _borrowed_series(coming: pd.DataFrame, table: pd.DataFrame, known: pd.DataFrame) -> Iterator[Fault]:
    """A series whose values data/ has under another series for the same periods."""
    confirmed = (known["number"] == known["number_old"]).groupby(known["series"]).mean()
    unconfirmed = coming[(coming["number"] != 0) & ~coming["series"].isin(confirmed.index[confirmed > 0.5])]
    keys = ["measure", "lag", "period"]
    others = table[table["period"].isin(set(unconfirmed["period"]))].drop_duplicates(["series", "period"])
    # Equal numbers first: a table of many series has too many pairs of others.
    same = unconfirmed.merge(others[[*keys, "number", "series"]], on=[*keys, "number"], suffixes=("", "_other"))
    same = same[same["series"] != same["series_other"]]
    for (name, other), rows in same.groupby(["series", "series_other"], sort=False):
        if len(rows) < (_SAME_LEVELS if rows["measure"].iloc[0] == "level" else _SAME_RATES):
            continue
        here = unconfirmed.loc[unconfirmed["series"] == name, keys]
        shared = here.merge(others.loc[others["series"] == other, keys])
        if len(rows) >= _MOST * len(shared):
            own = series_name(str(name))
            yield from row_faults(
                rows.head(1),
                f"{len(rows):,} numbers under {own} that data/ has under {series_name(str(other))}",
                f"numbers of {own}",
                f"Is this the table that the recipe means? {MEND}",
            )


def _odd_revisions(known: pd.DataFrame, plan: MergePlan, counts: Mapping[str, int]) -> Iterator[Fault]:
    """Single values that differ from the one they would replace in a way that revisions do not."""
    parts = (plan.new, plan.known, plan.revised)
    new, all_known, revised = (rows.groupby("indicator").size().to_dict() for rows in parts)
    rows = known[known["fact"].isin(set(plan.revised["fact"]))]
    lone = [
        counts.get(code, new.get(code, 0) + all_known[code]) - all_known[code] > _FEW
        and all_known[code] <= _FEW
        and revised[code] == all_known[code]
        for code in rows["indicator"]
    ]
    columns = (rows["number_old"], rows["number"], lone, rows["measure"] == "level")
    oddity = [_oddity(*values) for values in zip(*columns, strict=True)]
    rows = rows.assign(oddity=pd.Series(oddity, index=rows.index, dtype=object))
    yield from row_faults(
        rows[rows["oddity"] != ""],
        "{value} {unit} for {period}, {oddity}",
        "about {number_old:.15g}, as in data/",
        MEND,
    )


def _oddity(old: float, new: float, lone: bool, level: bool) -> str:
    """What is odd about *new* in place of *old*; empty if nothing is."""
    size = max(abs(old), abs(new))
    if (old < 0) != (new < 0) and old and new and (level or (size >= 1 and abs(old + new) <= _CLOSE * size)):
        return f"the sign of {old:.15g} changed"
    if not old or not new:
        return "where there was something or nothing" if level else ""
    ratio = abs(new / old)
    power = _power_of_ten(ratio, _CLOSE_TO_POWER)
    if power and (level or size >= _LARGE_RATE):
        return f"{times(power)} what data/ has"
    if level and not 1 / _LARGEST_CHANGE <= ratio <= _LARGEST_CHANGE:
        share = f"{ratio:.3g} times" if ratio >= 0.001 else f"1/{1 / ratio:,.0f} of"
        return f"{share} what data/ has"
    if level and lone and abs(ratio - 1) > _LONE_CHANGE:
        return f"{ratio:.3g} times what data/ has where nearly all others are new"
    return ""
