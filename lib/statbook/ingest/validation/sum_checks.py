"""Doubts about months and sums from January: one under the name of the other, and January and February in one number."""

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import row_faults
from statbook.ingest.validation.revision_checks import ENOUGH, MEND, SEPARATOR, doubt_first
from statbook.ingest.validation.sign_checks import name_differences
from statbook.store.grouping import map_once

Row = Mapping[str, str]
_MONTH = re.compile(r"\d{4}-\d\d")
_QUARTER = re.compile(r"(\d{4})-(01/\1-03|04/\1-06|07/\1-09|10/\1-12)")
_ANEW = 3
"""How many times smaller the first number of a year is than the last one before."""
_EVEN = 1.35
"""How many times as much a month may have in one quarter as in another, where the quarters are sums."""
_ABOVE = 1.05
"""How many times its sum from January a month may be: they may be of different days."""
_BELOW = 0.97
"""The part of the sum before from which a sum from January falls: months may be revised a little."""
_TWICE, _STEADY = (1.6, 2.5), 0.2
"""How many times a month two months are, and the powers of ten within which the other months lie then."""


def doubt_sums(
    coming: pd.DataFrame,
    levels: pd.DataFrame,
    indicators: Mapping[str, Row],
    members: Mapping[tuple[str, ...], Row],
) -> Iterator[Fault]:
    """Doubts about months and sums of flows that are no net amounts; *levels* are those of the file and of data/."""
    kinds = {code: row.get("kind") == "flow" and row.get("basis") != "net" for code, row in indicators.items()}
    rows, known = (
        each[(each["measure"] == "level") & each["indicator"].map(kinds).fillna(False)] for each in (coming, levels)
    )
    yield from _sums_for_months(rows)
    yield from _falling_sums(rows, known, indicators, members)
    yield from _months_above_sums(rows, known)
    yield from _two_months_in_one(rows, known)


def _sums_for_months(rows: pd.DataFrame) -> Iterator[Fault]:
    """Months and quarters that grow through every year, as sums from January do, and sums that fall within a year."""
    year, end = (map_once(rows["period"], lambda text, part=part: text[part]) for part in (slice(4), slice(-7, None)))
    rows = rows.assign(year=year, end=end).sort_values("end", kind="stable")
    spans = rows[rows["timing"] == "to_date"]
    steps = spans.groupby(["series", "year"])["number"].diff().dropna()
    falls = (steps < 0).groupby(spans["series"]).agg(["mean", "size"])
    over = rows[rows["timing"] == "over"]
    words = "{value} {unit} in {period}, and numbers that grow through every year"
    for pattern, evenness, expected in (
        (_MONTH, np.inf, "months: they look added up from January"),
        (_QUARTER, _EVEN, "quarters: they look added up from January"),
    ):
        own = over[over["period"].isin([text for text in over["period"].unique() if pattern.fullmatch(text)])]
        for name in _growing(own, evenness):
            yield from doubt_first(own[own["series"] == name], words, expected)
    words = "{value} {unit} in {period}, and sums that fall within a year"
    for name in falls.index[(3 * falls["mean"] >= 1) & (falls["size"] >= ENOUGH)]:
        yield from doubt_first(rows[rows["series"] == name], words, "sums from January: they look like months")


def _falling_sums(
    rows: pd.DataFrame, known: pd.DataFrame, indicators: Mapping[str, Row], members: Mapping[tuple[str, ...], Row]
) -> Iterator[Fault]:
    """A sum from January below that of fewer months, of what has no months below zero."""
    spans = known[(known["timing"] == "to_date") & known["series"].isin(set(rows["series"])) & (known["number"] > 0)]
    spans = spans.assign(year=spans["period"].str[:4], end=spans["period"].str[-7:]).sort_values(["series", "end"])
    groups = spans.groupby(["series", "year"])
    spans = spans.assign(before=groups["number"].shift(), value_before=groups["value"].shift())
    spans = spans.assign(period_before=groups["period"].shift())
    falls = spans[spans["number"] < _BELOW * spans["before"]]
    if falls.empty or (falls := falls[~name_differences(falls, indicators, members)]).empty:
        return
    for name in ("period", "period_before"):
        cells = falls[["series", name]].set_axis(["series", "period"], axis=1)
        cells = cells.assign(sum=falls["value"], last=falls["period"], sum_before=falls["value_before"])
        wrong = rows.merge(cells.assign(before=falls["period_before"]), on=["series", "period"])
        if len(wrong):
            found = "{sum} {unit} in {last} after {sum_before} in {before}"
            yield from row_faults(wrong, found, "sums from January, which do not fall within a year", MEND)
            return


def _growing(parts: pd.DataFrame, evenness: float) -> list[str]:
    """The series whose *parts*, months or quarters, grow through every year and begin anew, as sums do.

    What a month has in them is at most *evenness* times as much in one part as in another.
    """
    parts = parts.assign(
        step=parts.groupby(["series", "year"])["number"].diff(),
        even=parts["number"] / parts["end"].str[-2:].astype(int),
    )
    numbers = {"count": ("number", "size"), "first": ("number", "first"), "last": ("number", "last")}
    years = parts.groupby(["series", "year"]).agg(
        **numbers, least=("step", "min"), low=("even", "min"), high=("even", "max")
    )
    years = years[years["count"] >= ENOUGH]
    before = years.groupby("series")["last"].shift()
    begins_anew = before.isna() | (years["first"] < before / _ANEW)
    is_even = years["high"] <= evenness * years["low"]
    grow = ((years["least"] > 0) & begins_anew & is_even).groupby("series").agg(["all", "size"])
    return [str(name) for name in grow.index[grow["all"] & (grow["size"] > 1)]]


def _months_above_sums(rows: pd.DataFrame, known: pd.DataFrame) -> Iterator[Fault]:
    """Sums from January that are less than their last month."""
    months, sums = (
        each[(each["timing"] == timing) & (each["number"] > 0)]
        for each, timing in ((known, "over"), (known, "to_date"))
    )
    if months.empty or sums.empty:
        return
    months, sums = (
        each.assign(
            plain=map_once(each["subject"], lambda text: text.rpartition(SEPARATOR)[0]), end=each["period"].str[-7:]
        )
        for each in (months[months["period"].str.fullmatch(_MONTH)], sums)
    )
    both = sums.merge(months, on=["plain", "unit", "status", "end"], suffixes=("", "_month"))
    both = both[both["number_month"] > _ABOVE * both["number"]]
    for name in ("", "_month"):
        cells = both[["series" + name, "period" + name]].set_axis(["series", "period"], axis=1)
        wrong = rows.merge(cells.assign(sum=both["value"], month=both["value_month"]), on=["series", "period"])
        if len(wrong):
            found = "{value} {unit} in {period}, where the sum from January is {sum} and its last month {month}"
            yield from row_faults(wrong, found, "sums that are no less than their last month", MEND)
            return


def _two_months_in_one(rows: pd.DataFrame, known: pd.DataFrame) -> Iterator[Fault]:
    """January or February without the other, about twice what the other months of the year are."""
    months = known[(known["timing"] == "over") & (known["number"] > 0)]
    months = months[months["period"].str.fullmatch(_MONTH)]
    months = months.assign(year=months["period"].str[:4], is_early=months["period"].str[-2:].isin(["01", "02"]))
    early = months[months["is_early"]]
    early = early[~early.duplicated(["series", "year"], keep=False)]
    late = np.log10(months.loc[~months["is_early"]].set_index(["series", "year"])["number"])
    others = late.groupby(level=["series", "year"]).agg(["median", "min", "max", "size"]).reset_index()
    steady = others[(others["size"] >= ENOUGH) & (others["max"] - others["min"] <= _STEADY)]
    both = early.merge(steady, on=["series", "year"])
    both = both[(both["number"] / 10 ** both["median"]).between(*_TWICE)]
    wrong = rows.merge(both[["series", "period"]], on=["series", "period"])
    found = "{value} {unit} in {period}, about twice the other months, and no other number for January and February"
    yield from row_faults(wrong, found, "a month: it looks like January and February together, 1-2", MEND)
