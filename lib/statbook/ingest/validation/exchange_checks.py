"""Doubts about two columns that are exchanged, in all periods or in some, by their levels or by the growth beside them.

What neither levels of other periods nor growth can tell is left alone.
"""

import re
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.validation.revision_checks import ENOUGH, MOST_COMPARED, doubt_first, series_name
from statbook.store.periods import UNDATED, length_of

_APART = 0.2
"""Powers of ten by which one series must rise more than the other, and within which both together stay."""
_CALM = 4
"""How many times smaller all other steps are, and what is left of the step if the series are exchanged."""
_MOST_CROSSINGS = 2
"""How often two series may change places: there and back."""
_OTHERS = 5
"""How many times smaller the usual steps of other series are."""
_CLOSE, _FAR = 0.06, 0.25
"""Percentage points that growth may be off what levels imply: where it fits, and from where it does not."""
_MOST_GROUPS = 12
"""Series or columns of growth that are compared in pairs: where more do not fit, growth does not follow from levels."""
_LEAST, _MOST = 2, 0.9
"""Steps, or rows of growth, that must tell something, and the part of them that must fit, exchanged or not."""


def doubt_exchanges(coming: pd.DataFrame, levels: pd.DataFrame) -> Iterator[Fault]:
    """Series of the file *coming* that look exchanged; *levels* are those of the file and of data/."""
    yield from doubt_exchanged_levels(coming, levels)
    yield from doubt_crossing_levels(coming, levels)
    yield from doubt_crossing_growth(coming, levels)


def doubt_exchanged_levels(coming: pd.DataFrame, levels: pd.DataFrame) -> Iterator[Fault]:
    """Two series that for some periods in a row follow from each other's levels of the year before, not from their own."""
    own = coming[(coming["measure"] == "level") & (coming["number"] > 0)].drop_duplicates(["series", "period"])
    if not 1 < own["series"].nunique() <= MOST_COMPARED:
        return
    known = levels[levels["number"] > 0].drop_duplicates(["series", "period"], keep="last")
    logs = np.log10(known.set_index(["series", "period"])["number"])
    before = own["period"].map(lambda period: re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), period))
    keys = pd.MultiIndex.from_arrays([own["series"], before])
    own = own.assign(now=np.log10(own["number"]), then=logs.reindex(keys).to_numpy(float)).dropna(subset=["then"])
    change = (own["now"] - own["then"]).abs().groupby(own["series"]).median()
    by_series = {str(name): rows.set_index("period").sort_index() for name, rows in own.groupby("series", sort=False)}
    for one, other in combinations(by_series, 2):
        rows, others = by_series[one], by_series[other]
        if any(rows[name].iloc[0] != others[name].iloc[0] for name in ("unit", "timing")):
            continue
        both = rows[["now", "then"]].join(others[["now", "then"]].add_suffix("_other"), how="inner")
        rise, fall = both["now"] - both["then"], both["now_other"] - both["then_other"]
        crossed = (both["now"] - both["then_other"] - both["now_other"] + both["then"]).abs()
        apart, usual = (rise - fall).abs(), change.drop([one, other]).median()
        odd = (apart >= max(_APART, 10 * usual if usual > 0 else 0)) & (crossed <= apart / 4)
        odd &= (rise + fall).abs() <= _APART
        runs = odd.groupby((~odd).cumsum()).sum()
        if len(runs) and runs.max() >= ENOUGH:
            column = column_letters(others["where"].iloc[0].column)
            found = f"{{value}} {{unit}} in {{period}}, which follows from {series_name(other)} of the year before"
            expected = f"the columns in their order: they look exchanged with column {column}"
            yield from doubt_first(rows.loc[both.index[odd]].reset_index(), found, expected)


def doubt_crossing_levels(coming: pd.DataFrame, levels: pd.DataFrame) -> Iterator[Fault]:
    """Two series that go on from each other's level at one step between neighbouring periods, and are calm at the others."""
    own = coming[(coming["measure"] == "level") & (coming["number"] > 0)].drop_duplicates(["series", "period"])
    if not 1 < own["series"].nunique() <= MOST_COMPARED:
        return
    known = levels[levels["series"].isin(set(own["series"])) & (levels["number"] > 0) & (levels["period"] != UNDATED)]
    lengths = known["period"].map({period: str(length_of(period)) for period in known["period"].unique()})
    cells = own.set_index(["series", "period"])
    for _, rows in known.groupby(["unit", "timing", lengths], sort=False):
        table = rows.pivot_table(index="period", columns="series", values="number", aggfunc="last").sort_index()
        table = table[[name for name in own["series"].unique() if name in table]]
        for one, other, before, after in _crossings(table):
            column = column_letters(own.loc[own["series"] == other, "where"].iloc[0].column)
            place = next((key for key in ((one, after), (one, before)) if key in cells.index), None)
            if place is not None:
                found = (
                    f"{{value}} {{unit}} in {{period}}, where {series_name(one)} and {series_name(other)} change places"
                )
                expected = f"the columns in their order: they look exchanged with column {column}"
                yield from doubt_first(cells.loc[[place]].reset_index(), found, expected)


def _crossings(levels: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Two series each with the periods before and after the first step at which each goes on from the level of the other."""
    numbers = np.log10(levels.to_numpy(float))
    names, periods = [*map(str, levels.columns)], [*map(str, levels.index)]
    steps = np.diff(numbers, axis=0)
    if not len(steps):
        return
    usual = pd.DataFrame(np.abs(steps)).median()
    for at, name in enumerate(names[:-1]):
        others = slice(at + 1, None)
        mine, beside = steps[:, [at]], steps[:, others]
        apart = np.abs(mine - beside)
        left = np.abs(numbers[1:, [at]] - numbers[:-1, others]), np.abs(numbers[1:, others] - numbers[:-1, [at]])
        with np.errstate(invalid="ignore"):
            crosses = (apart >= _APART) & (np.maximum(*left) <= apart / _CALM)
            least = np.where(crosses, apart, np.inf).min(axis=0)
            calm = np.maximum(np.abs(mine), np.abs(beside)) <= least / _CALM
        is_known = ~np.isnan(apart)
        count = crosses.sum(axis=0)
        found = (
            (count > 0)
            & (count <= _MOST_CROSSINGS)
            & (calm.sum(axis=0) + count >= _LEAST)
            & (calm | crosses | ~is_known).all(axis=0)
        )
        for number in np.flatnonzero(found):
            second = at + 1 + int(number)
            rest = usual.drop([at, second]).median()
            if not least[number] < _OTHERS * rest:  # nor if there are none
                step = int(np.flatnonzero(crosses[:, number])[0])
                yield name, names[second], periods[step], periods[step + 1]


def doubt_crossing_growth(coming: pd.DataFrame, levels: pd.DataFrame) -> Iterator[Fault]:
    """Growth of two series, or of two columns, that follows from the levels of both if these are exchanged in some rows."""
    growth = coming[(coming["measure"] == "growth") & ~coming["base_period"].isin(["", UNDATED])]
    known = levels[levels["subject"].isin(set(growth["subject"]))]
    known = known.assign(rounding=_relative_rounding(known)).set_index(["subject", "period"])[["number", "rounding"]]
    now, before = (
        known.reindex(pd.MultiIndex.from_frame(growth[["subject", period]])).to_numpy(float)
        for period in ("period", "base_period")
    )
    growth = growth.assign(now=now[:, 0], before=before[:, 0], rounding=now[:, 1] + before[:, 1])
    growth = growth[(growth["now"] > 0) & (growth["before"] > 0)]
    off = _misfit(growth["number"], growth["now"], growth["before"], growth["rounding"])
    if not (off > _FAR).any():
        return
    columns = growth["where"].map(lambda place: f"{place.sheet}!{place.column}")
    by_cell = growth.assign(off=off, group=columns, key=growth["where"].map(lambda place: place.line))
    by_series = growth.assign(off=off, group=growth["series"], key=growth["period"])
    yield from next(filter(None, map(_crossing_groups, (by_series, by_cell))), [])


def _crossing_groups(rows: pd.DataFrame) -> list[Fault]:
    """Doubts about pairs of groups of *rows* (`group`), in which rows of one `key` stand beside each other."""
    faults: list[Fault] = []
    wrong = rows.loc[rows["off"] > _FAR, "group"].unique()
    if not 1 < len(wrong) <= _MOST_GROUPS:
        return []
    tables = {name: rows[rows["group"] == name].drop_duplicates("key").set_index("key") for name in wrong}
    for one, other in combinations(tables, 2):
        both = tables[one].merge(tables[other], left_index=True, right_index=True, suffixes=("", "_other"))
        fits, off = _fit_crossed(both), both[["off", "off_other"]]
        crossed, straight = fits & (off > _FAR).all(axis=1), (off <= _CLOSE).all(axis=1)
        if len(both) >= _LEAST and crossed.any() and (fits | straight).mean() >= _MOST:
            column = column_letters(tables[other]["where"].iloc[0].column)
            found = "growth of {value} {unit} in {period}, which follows from the levels of {beside}"
            expected = f"the columns in their order: its levels or its growth look exchanged with column {column}"
            own = both[crossed]
            faults += doubt_first(own.assign(beside=own["series_other"].map(_name_levels)), found, expected)
    return faults


def _fit_crossed(both: pd.DataFrame) -> pd.Series:
    """Whether the growth of both follows if levels are exchanged: of both periods, only of the later, or of the earlier one."""
    rounding = both[["rounding", "rounding_other"]].max(axis=1)
    pairs = [(("now_other", "before_other"), ("now", "before")), (("now_other", "before"), ("now", "before_other"))]
    pairs.append((("now", "before_other"), ("now_other", "before")))
    fits = pd.Series(False, index=both.index)
    for pair in pairs:
        off = [
            _misfit(both[name], both[now], both[before], rounding)
            for name, (now, before) in zip(("number", "number_other"), pair, strict=True)
        ]
        fits |= (off[0] <= _CLOSE) & (off[1] <= _CLOSE)
    return fits


def _misfit(growth: pd.Series, now: pd.Series, before: pd.Series, rounding: pd.Series) -> pd.Series:
    """Percentage points that *growth* is off what two levels imply, beyond their rounding."""
    implied = (now / before - 1) * 100
    return (growth - implied).abs() - rounding * (100 + implied)


def _relative_rounding(levels: pd.DataFrame) -> pd.Series:
    """Half of the last printed digit of each level, as a part of it."""
    digits = levels["printed" if "printed" in levels else "value"].str.replace(r"\D", "", regex=True)
    return 0.5 / pd.to_numeric(digits, errors="coerce").astype(float)


def _name_levels(growth: str) -> str:
    """The series of levels that a series of *growth* belongs to."""
    return series_name(growth).rpartition(", ")[0]
