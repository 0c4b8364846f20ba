"""What charts of series by month share: places in time, the window of years, the data table."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity
from statbook.charts.labels import CITE, Labels
from statbook.charts.series import Series
from statbook.charts.shared.layers import Switch
from statbook.charts.shared.rows import narrow
from statbook.charts.text_layout import inside_sentence
from statbook.prose.number_words import MINUS, resolution

MONTHS = 12
EXTENT = 30
"""Pixels for the numbers of the upright axis, whatever is chosen: a drawing keeps its place on the page."""
YEARS = (5, 10)
"""The windows before the whole series, in years."""


def month_range(period: str) -> tuple[int, int]:
    """First month and the month after the last of a period of years or months, counted from the year 0."""
    start, _, end = period.partition("/")
    last = end or start
    return int(start[:4]) * MONTHS + int(start[5:7] or 1) - 1, int(last[:4]) * MONTHS + int(last[5:7] or MONTHS)


def span_in_years(period: str) -> tuple[float, float]:
    """Where a period of years or months begins and ends, in years."""
    start, end = month_range(period)
    return round(start / MONTHS, 4), round(end / MONTHS, 4)


def runs(quantities: Sequence[Quantity]) -> list[int]:
    """The number of the unbroken run of months that each quantity lies in."""
    ends = [month_range(quantity.period)[1] for quantity in quantities]
    return list(accumulate((after - end != 1 for end, after in pairwise(ends)), initial=0))[: len(ends)]


def gaps(quantities: Sequence[Quantity]) -> list[tuple[float, float]]:
    """The spans between quantities in which months are missing, in years."""
    spans = [span_in_years(quantity.period) for quantity in quantities]
    return [(end, start) for (_, end), (start, _) in pairwise(spans) if start > end]


def years_switch(labels: Labels, quantities: Iterable[Quantity]) -> Switch:
    """The choice of the first year that is shown: a few years back, or all."""
    years = [int(quantity.period[:4]) for quantity in quantities]
    first, last = min(years), max(years)
    say = labels.words("series")
    since = [last - back + 1 for back in YEARS if last - back + 1 > first]
    options = {year: say["since"].format(year=year) for year in since} | {first: say["all"].format(year=first)}
    return Switch("since", say["years"], options)


def time_axis(field: str, width: int) -> alt.X:
    """Time in years, with a line where a year begins."""
    ticks = 4 if narrow(width) else 8
    axis = alt.Axis(title=None, format="d", tickCount=ticks, tickMinStep=1, grid=True, labelAlign="left")
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(nice=False, zero=False, domainMin=alt.expr("since")))


def short_number(quantity: Quantity, divisor: float) -> str:
    """A number for a mark, in the unit of the axis: three digits, never finer than it is printed."""
    size = math.floor(math.log10(abs(quantity.value))) if quantity.value else 0
    fine = max(Decimal(10) ** (size - 2), resolution(quantity) or Decimal(0))
    places = max(0, round(math.log10(divisor)) - math.floor(math.log10(fine)))
    return f"{MINUS if quantity.value < 0 else ''}{abs(quantity.value) / divisor:,.{places}f}"


def in_order(quantities: Sequence[Quantity]) -> tuple[Combination, ...]:
    """Each quantity with the next: what a drawing joins."""
    return tuple(Combination("series", pair) for pair in pairwise(quantities))


def recent(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Those that are drawn before a choice is made, and in print; the rest stand in the table and in its data."""
    first = max(int(quantity.period[:4]) for quantity in quantities) - YEARS[0] + 1
    return [quantity for quantity in quantities if int(quantity.period[:4]) >= first]


def row_in_time(
    labels: Labels, name: str, quantity: Quantity, state: str = "", *, replaced: bool = False
) -> dict[str, str]:
    """The row of the data table and of the tooltip for one quantity: its time goes first."""
    row = labels.row(name, quantity, "replaced" if replaced else "")
    kept = [labels.column(column) for column in ("period", "name", "value", "printed", "kind", "source")]
    shown = {labels.words("series")["show"]: state} if state else {}
    # A number that was replaced has its entry with the one that replaced it, whose value is another.
    return {column: row[column] for column in kept} | shown | {CITE: "" if replaced else row[CITE]}


def time_tips(labels: Labels) -> list[str]:
    """What a mark says when it is pointed at; its data hold no more, because long series are sent whole."""
    return [labels.column(column) for column in ("period", "name", "value", "printed")]


def series_facts(labels: Labels, series: Sequence[Series]) -> dict[str, str]:
    """Of each series, by its number, name, newest month, its value and that of the same month a year before.

    A name is written as within a sentence, and for the first series as at its beginning as well.
    """
    facts = {"name": series[0].name, "first": labels.period(series[0].months[0].period)}
    for number, each in enumerate(series, 1):
        latest = each.months[-1]
        earlier = "/".join(f"{int(end[:4]) - 1}{end[4:]}" for end in latest.period.split("/"))
        before = {quantity.period: quantity for quantity in each.months}.get(earlier)
        facts |= {f"name_{number}": inside_sentence(each.name), f"latest_{number}": labels.period(latest.period)}
        facts |= {f"value_{number}": labels.number(latest), f"before_{number}": labels.number(before)}
    return facts


def newest_first(groups: Iterable[Sequence[dict[str, str]]]) -> pd.DataFrame:
    """The data table of groups of rows in time: the newest of a group goes first."""
    return pd.DataFrame([row for group in groups for row in reversed(group)])
