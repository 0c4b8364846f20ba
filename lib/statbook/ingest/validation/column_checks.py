"""Doubts about whole columns of a file, new series among them: what one wrong cell of the header or the sheet does to all.

Fractions for percent, an index for growth, a column twice, a unit that changes, signs, sums for months, days, shares.

The module is long because each kind of error has its own signs.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.validation.exchange_checks import doubt_exchanges
from statbook.ingest.validation.growth_checks import doubt_differences, doubt_growth
from statbook.ingest.validation.period_checks import doubt_periods
from statbook.ingest.validation.revision_checks import ENOUGH, MEND, doubt_first, series_name, series_or_column, times
from statbook.ingest.validation.short_series_checks import doubt_short_series
from statbook.ingest.validation.sign_checks import doubt_signs
from statbook.ingest.validation.sum_checks import doubt_sums
from statbook.store.periods import UNDATED, length_of

Row = Mapping[str, str]
_STEP = 0.7
"""A step between neighbours from which another unit is thought of, in powers of ten."""
_NEAR_POWER, _NOT_NEAR = 0.15, 0.45
"""How near a step is to ten or a tenth, and to a higher power."""
_STEADY, _LEAST_POWER = 0.35, 2
"""How far apart numbers of one unit are, and two units among many numbers."""
_VOLATILE = 4
"""How many times as large it is as the other steps of its column."""
_FRACTION_DECIMALS = 3
"""The decimals from which a number below one may be a fraction for percent: 5.3 percent is 0.053."""
_OVERFULL = 1.0
"""Percentage points by which shares may exceed their whole, besides their rounding."""


def doubt_columns(
    coming: pd.DataFrame, current: pd.DataFrame, indicators: Mapping[str, Row], members: Mapping[tuple[str, ...], Row]
) -> list[Fault]:
    """Doubts about the columns of the file *coming*, beside *current*, the rows of the same series in data/.

    Both have `series`, `subject` and `number`; *indicators* and *members* are the rows of their tables by key.
    """
    if coming.empty:
        return []
    levels = pd.concat([current, coming], ignore_index=True)
    levels = levels[levels["measure"] == "level"].drop_duplicates(["subject", "period"], keep="last")
    found = [
        *doubt_growth(coming, levels),
        *doubt_differences(coming, levels),
        *doubt_exchanges(coming, levels),
        *doubt_short_series(coming, levels),
        *_rates_alone(coming),
        *_lone_fractions(coming, current),
    ]
    found += [
        *_unit_steps(coming, levels),
        *doubt_signs(coming, levels, indicators, members),
        *doubt_sums(coming, levels, indicators, members),
    ]
    return [*found, *doubt_periods(coming, current), *doubt_series(coming, members)]


def doubt_series(coming: pd.DataFrame, members: Mapping[tuple[str, ...], Row]) -> list[Fault]:
    """Doubts about series of a file beside one another."""
    return [*_equal_columns(coming), *_overfull_shares(coming, members)]


def _rates_alone(coming: pd.DataFrame) -> Iterator[Fault]:
    """Rates without levels: all below one with the digits of fractions, all about 100, one fraction among percentages."""
    rates = _rates(coming)
    shares = rates[rates["measure"] == "share"]
    if len(shares) >= ENOUGH and (shares["number"] <= 1).all() and (shares["decimals"] >= 2).mean() > 0.5:
        yield from doubt_first(
            shares, "{value} {unit} in {period}, and no share above 1", "percentages: 0.2 is 20 percent"
        )
    counts = rates.groupby("series")["number"].transform("size")
    rates = rates.assign(series=series_or_column(rates, counts))
    rates = rates.assign(size=rates["number"].abs(), is_whole=rates["number"].abs() >= 1)
    sizes = rates.groupby("series").agg(
        median=("size", "median"), max=("size", "max"), count=("size", "size"), whole=("is_whole", "sum")
    )
    has_fractions = (sizes["whole"] >= ENOUGH - 1) & (sizes["whole"] < sizes["count"])
    is_odd = (sizes["max"] < 1) | sizes["median"].between(90, 115) | has_fractions
    odd = sizes.index[is_odd & (sizes["count"] >= ENOUGH)]
    for _, rows in rates[rates["series"].isin(odd)].groupby("series", sort=False):
        size = rows["number"].abs()
        is_growth = rows["measure"].iloc[0] == "growth"
        if len(rows) >= ENOUGH and is_growth and (size < 1).all() and (rows["decimals"] >= 3).mean() > 0.5:
            yield from doubt_first(
                rows, "{value} {unit} in {period}, and none above 1", "percentages: 0.052 is 5.2 percent"
            )
        elif len(rows) >= ENOUGH and is_growth and size.between(50, 200).all() and 90 <= size.median() <= 115:
            yield from doubt_first(rows, "{value} {unit} in {period}, and all about 100", "growth: an index is no rate")
        elif len(rows) >= ENOUGH and rows["is_whole"].sum() >= ENOUGH - 1:
            usual = int(rows.loc[rows["is_whole"], "decimals"].median())
            yield from doubt_first(
                rows[(size < 1) & (size > 0) & (rows["decimals"] >= usual + 2)],
                "{value} {unit} in {period}, a fraction among percentages",
                f"a number with {usual} decimals, as the others",
            )


def _rates(rows: pd.DataFrame) -> pd.DataFrame:
    """Growth and shares in percent, with the `decimals` that are printed."""
    rates = rows[rows["measure"].isin(["growth", "share"]) & (rows["unit"] == "percent")]
    digits = rates["printed"] if "printed" in rates else rates["value"]
    return rates.assign(decimals=digits.str.extract(r"\.(\d+)", expand=False).fillna("").str.len())


def _lone_fractions(coming: pd.DataFrame, current: pd.DataFrame) -> Iterator[Fault]:
    """Fractions among a few percentages: those of the series, in data/ too, else those of the same measure in the file.

    Where there are no percentages: two numbers or more in one column of the file, all of which look like fractions.
    """
    rates = _rates(coming)
    size, count = rates["number"].abs(), rates.groupby("series")["number"].transform("size")
    is_odd = (size > 0) & (size < 1) & (rates["decimals"] >= _FRACTION_DECIMALS)
    usual = pd.concat([rates[~is_odd], _rates(current)])
    few = rates[(count < ENOUGH) & (size > 0)]
    columns = few["where"].map(lambda place: (place.sheet, place.column))
    for _, rows in few.groupby([columns, "measure"], sort=False):
        if len(rows) > 1 and is_odd[rows.index].all() and not usual["measure"].eq(rows["measure"].iloc[0]).any():
            yield from doubt_first(
                rows, "{value} {unit} in {period}, and none of its column above 1", "percentages: 0.052 is 5.2 percent"
            )
    for row in rates[is_odd & (count < ENOUGH)].to_dict("records"):
        own = usual[usual["series"] == row["series"]]
        others = own if len(own) else usual[usual["measure"] == row["measure"]]
        is_alike = len(others) < (1 if len(own) else 2) or others["number"].abs().median() < 1
        if is_alike or others["decimals"].median() > row["decimals"] - 2:
            continue
        found = f"{row['value']} {row['unit']} in {row['period']}, a fraction among percentages"
        yield Fault(
            str(row["where"]), found, f"a percentage: {row['number'] * 100:.6g}, with decimals as the others", MEND
        )


def _equal_columns(coming: pd.DataFrame) -> Iterator[Fault]:
    """Two series of the file with the same numbers."""
    sums = coming.groupby("series")["number"].agg(["sum", "count"])
    alike = sums.index[sums.duplicated(keep=False)]
    columns: dict[tuple[object, ...], str] = {}
    for name, rows in coming[coming["series"].isin(alike)].groupby("series", sort=False):
        level = rows["measure"].iloc[0] == "level"
        if len(rows) < (ENOUGH if level else 2 * ENOUGH) or rows["number"].nunique() < ENOUGH:
            continue
        numbers = rows.sort_values("period", kind="stable")
        key = (rows["measure"].iloc[0], rows["unit"].iloc[0], *numbers["period"], *numbers["number"])
        other = columns.setdefault(key, str(name))
        if other != name:
            yield from doubt_first(
                rows, f"all numbers of {series_name(other)} again", f"those of {series_name(str(name))}"
            )


def _months_in(period: str) -> int:
    """The months of a period; 0 if it has days, or no end."""
    kind, count = length_of(period) or ("", 0)
    return count if kind == "month" else 0


def _unit_steps(coming: pd.DataFrame, levels: pd.DataFrame) -> Iterator[Fault]:
    """A level that is a power of ten of its neighbour where no other step is near to that: the unit changes."""
    own = levels[levels["series"].isin(set(coming.loc[coming["measure"] == "level", "series"]))]
    own = own[(own["number"] != 0) & (own["period"] != UNDATED)]
    months = {period: _months_in(period) for period in own["period"].unique()}
    own = own.assign(months=own["period"].map(months))
    spans = own["timing"] == "to_date"
    size = own["number"].abs() / own["months"].where(spans, 1).clip(lower=1)
    own = own.assign(log=np.log10(size), kind=own["months"].where(~spans, -1))
    own = own[own["kind"] != 0].sort_values("period", kind="stable")
    own = own.assign(step=own.groupby(["series", "kind"])["log"].diff().fillna(0))
    uneven = set(own.loc[own["step"].abs() >= _STEP, "series"])
    own = own[own["series"].isin(uneven)]
    columns = coming.loc[coming["series"].isin(uneven), ["series", "period", "where"]].itertuples(index=False)
    places = {(str(series), str(period)): str(where) for series, period, where in columns}
    for (name, _), rows in own.groupby(["series", "kind"], sort=False):
        power, at = _first_step(rows["step"])
        words = f"from there on {times(power)} the numbers before"
        which = [at, at - 1]
        if not power:
            power, at = _clusters(rows["log"].to_numpy(float))
            words, which = f"in a series of numbers {10**power:,} times apart", [at, *range(len(rows))]
        if power:
            yield from _unit_doubt(rows.iloc[which], str(name), places, words)


def _first_step(steps: pd.Series) -> tuple[int, int]:
    """The power of ten and the position of the first step by one, where no other step is near to that; 0 if there is none."""
    if len(steps) < ENOUGH:
        return 0, 0
    apart = steps.abs() >= _STEP
    usual = float(steps[~apart].abs().quantile(0.9)) if (~apart).any() else np.inf
    power = steps.round()
    near = np.where(power.abs() > 1, _NOT_NEAR, _NEAR_POWER)
    is_step = apart & ((steps - power).abs() <= near) & (steps.abs() > _VOLATILE * usual)
    if not is_step.any() or not apart.equals(is_step) or 4 * is_step.sum() > len(steps):
        return 0, 0
    at = int(np.flatnonzero(is_step)[0])
    return int(power.iloc[at]), at


def _unit_doubt(rows: pd.DataFrame, name: str, places: Mapping[tuple[str, str], str], words: str) -> Iterator[Fault]:
    """A doubt about the unit of the first of *rows* that is in the file."""
    for row in rows.to_dict("records"):
        place = places.get((name, str(row["period"])))
        if place:
            found = f"{row['value']} {row['unit']} in {row['period']}, {words}"
            yield Fault(place, found, "one unit in a column", f"Does the unit change? {MEND}")
            return


def _clusters(logs: np.ndarray) -> tuple[int, int]:
    """The power of ten between two sizes of numbers, each steady, and the first of the rarer ones; 0 if there are no two."""
    if len(logs) < 2:
        return 0, 0
    order = np.argsort(logs, kind="stable")
    cut = int(np.argmax(np.diff(logs[order]))) + 1
    low, high = logs[order[:cut]], logs[order[cut:]]
    apart = float(np.median(high) - np.median(low))
    power = round(apart)
    is_near = abs(apart - power) <= _NEAR_POWER and max(np.ptp(low), np.ptp(high)) <= _STEADY
    if not is_near or power < (_LEAST_POWER if len(logs) >= ENOUGH else _LEAST_POWER + 1):
        return 0, 0
    return power, int(min(order[cut:] if len(high) <= len(low) else order[:cut]))


def _overfull_shares(coming: pd.DataFrame, members: Mapping[tuple[str, ...], Row]) -> Iterator[Fault]:
    """Shares of one whole, by members that lie apart, of more than 100 percent."""
    shares = coming[(coming["measure"] == "share") & (coming["unit"] == "percent")]
    dimensions = [name for name in dict.fromkeys(name for name, _ in members) if name in shares and name != "region"]
    for dimension in dimensions if len(shares) else []:
        others = [name for name in dimensions if name != dimension]
        setting = ["indicator", "region", *others, "period", "timing", "of", "status"]
        for _, rows in shares[~shares[dimension].isin(["all", "total"])].groupby(setting, sort=False):
            codes = set(rows[dimension])
            near = {
                code: {*_codes(members, dimension, code, "parents"), *_codes(members, dimension, code, "overlaps")}
                for code in codes
            }
            apart = rows[
                [not near[code] & codes and not any(code in near[other] for other in codes) for code in rows[dimension]]
            ]
            total = float(apart["number"].sum())
            if len(apart) > 1 and total > 100 + _OVERFULL:
                yield from doubt_first(
                    apart,
                    f"{total:.6g} percent for the shares by {dimension} in {{period}}",
                    "no more than 100 percent",
                )


def _codes(members: Mapping[tuple[str, ...], Row], dimension: str, code: str, column: str) -> list[str]:
    return [each for each in members.get((dimension, code), {}).get(column, "").split(";") if each]
