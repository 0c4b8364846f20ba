"""What drawings of series by month share: the series, places in time, the window of years, the table twin."""

from __future__ import annotations

__all__ = [
    "EXTENT",
    "SAY",
    "YEARS",
    "Series",
    "below_zero",
    "ends",
    "facts",
    "gaps",
    "gathered",
    "inputs",
    "recent",
    "record",
    "runs",
    "short",
    "since",
    "time",
    "tips",
    "told",
    "twin",
]

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity
from statbook.charts.shared.text_layout import inside
from statbook.charts.labels import CITE, Labels, narrow
from statbook.prose.number_words import MINUS, resolution

MONTHS = 12
EXTENT = 30
"""Pixels for the numbers of the upright axis, whatever is chosen: a drawing keeps its place on the page."""
YEARS = (5, 10)
"""The windows before the whole series, in years."""
SAY = {
    "en": {
        "show": "Show",
        "month": "single months",
        "to_date": "the year to date",
        "growth": "growth on the year",
        "level": "amounts",
        "years": "Years",
        "since": "from {year}",
        "all": "all, from {year}",
        "none": "not printed",
        "and": ", ",
        "replaced": "{number}, replaced",
        "some": "{count} of {months} months",
        "record": "of the {count} years before it in the data, from {first} on, {more} had more in the same month",
        "nothing": "none",
    },
    "zh": {
        "show": "显示",
        "month": "当月",
        "to_date": "年初累计",
        "growth": "同比增速",
        "level": "金额",
        "years": "年份",
        "since": "{year}年起",
        "all": "全部,{year}年起",
        "none": "未印出",
        "and": "、",
        "replaced": "{number},已被替换",
        "some": "{months}个月中的{count}个月",
        "record": "数据中此前{count}年({first}年起)的同月,{more}高于此",
        "nothing": "无一",
    },
}


@dataclass(frozen=True)
class Series:
    """The printed figures of one name for single months, in their order.

    to_date   those from January to a month
    replaced  earlier figures that a revision has replaced
    asked     the period that the chapter speaks of; it may lie outside the series
    broken    why its first month is a beginning: words for a new definition
    """

    name: str
    months: tuple[Quantity, ...]
    to_date: tuple[Quantity, ...] = ()
    replaced: tuple[Quantity, ...] = ()
    asked: str = ""
    broken: str = ""


def ends(period: str) -> tuple[float, float]:
    """Where a period of months begins and ends, in years: 2025-01/2025-06 from 2025.0 to 2025.5."""
    first, _, last = period.partition("/")
    start, end = ((int(each[:4]), int(each[5:7])) for each in (first, last or first))
    return round(start[0] + (start[1] - 1) / MONTHS, 4), round(end[0] + end[1] / MONTHS, 4)


def place(period: str) -> int:
    """The number of the month that a period ends in."""
    last = period.rpartition("/")[2]
    return int(last[:4]) * MONTHS + int(last[5:7])


def runs(quantities: Sequence[Quantity]) -> list[int]:
    """The number of the unbroken run of months that each figure lies in."""
    found, run = [], 0
    for before, quantity in zip([None, *quantities], quantities, strict=False):
        run += before is not None and place(quantity.period) - place(before.period) != 1
        found.append(run)
    return found


def gaps(quantities: Sequence[Quantity]) -> list[tuple[float, float]]:
    """The spans between figures in which months are missing, in years."""
    pairs = pairwise(quantities)
    between = ((ends(one.period)[1], ends(other.period)[0]) for one, other in pairs)
    return [(start, end) for start, end in between if end - start > 1 / MONTHS / 2]


def since(labels: Labels, quantities: Iterable[Quantity]) -> alt.Parameter:
    """The choice of the first year that is shown: a few years back, or all."""
    years = [int(quantity.period[:4]) for quantity in quantities]
    first, last = min(years), max(years)
    say = SAY[labels.lang]
    options = {last - back + 1: say["since"] for back in YEARS if last - back + 1 > first} | {first: say["all"]}
    return alt.param(
        name="since",
        value=next(iter(options)),
        bind=alt.binding_select(
            options=list(options),
            labels=[words.format(year=year) for year, words in options.items()],
            name=f"{say['years']} ",
        ),
    )


def time(field: str, width: int) -> alt.X:
    """Time in years, with a line where a year begins."""
    axis = alt.Axis(
        title=None, format="d", tickCount=4 if narrow(width) else 8, tickMinStep=1, grid=True, labelAlign="left"
    )
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(nice=False, zero=False, domainMin=alt.expr("since")))


def short(quantity: Quantity, divisor: float) -> str:
    """A number for a mark, in the unit of the axis: three digits, never finer than it is printed."""
    size = math.floor(math.log10(abs(quantity.value))) if quantity.value else 0
    fine = max(Decimal(10) ** (size - 2), resolution(quantity) or Decimal(0))
    places = max(0, round(math.log10(divisor)) - math.floor(math.log10(fine)))
    return f"{MINUS if quantity.value < 0 else ''}{abs(quantity.value) / divisor:,.{places}f}"


def gathered(quantities: Sequence[Quantity]) -> tuple[Gathered, ...]:
    """Each figure with the next: what a drawing joins."""
    return tuple(Gathered("series", pair) for pair in pairwise(quantities))


def recent(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Those that are drawn before a choice is made, and in print; the rest stand in the table and in its data."""
    first = max(int(quantity.period[:4]) for quantity in quantities) - YEARS[0] + 1
    return [quantity for quantity in quantities if int(quantity.period[:4]) >= first]


def inputs(*groups: Iterable[Quantity]) -> tuple[str, ...]:
    """The keys of the figures behind quantities, each once."""
    return tuple(dict.fromkeys(item.obs for group in groups for quantity in group for item in quantity.inputs))


def told(labels: Labels, name: str, quantity: Quantity, state: str = "", *, replaced: bool = False) -> dict[str, str]:
    """The row of the table twin and of the tooltip for one figure: its time goes first."""
    row = labels.twin(name, quantity, "replaced" if replaced else "")
    kept = [labels.column(column) for column in ("period", "name", "value", "printed", "kind", "source")]
    shown = {SAY[labels.lang]["show"]: state} if state else {}
    # A figure that was replaced has its entry with the one that replaced it, whose value is another.
    return {column: row[column] for column in kept} | shown | {CITE: "" if replaced else row[CITE]}


def tips(labels: Labels) -> list[str]:
    """What a mark tells when it is pointed at; its data hold no more, because long series are sent whole."""
    return [labels.column(column) for column in ("period", "name", "value", "printed")]


def twin(groups: Iterable[Sequence[dict[str, str]]]) -> pd.DataFrame:
    """The table twin of groups of rows in time: the newest of a group goes first."""
    return pd.DataFrame([row for group in groups for row in reversed(group)])


def below_zero(series: Series, lang: str) -> str:
    """In how many of its months a series lies below zero: 5 of 223 months."""
    below = sum(quantity.value < 0 for quantity in series.months)
    return SAY[lang]["some"].format(count=below, months=len(series.months))


def record(series: Series, lang: str) -> str:
    """How many earlier years had more in the month that the chapter speaks of; empty where there is none to compare."""
    now = next((quantity for quantity in series.months if quantity.period == series.asked), None)
    if now is None:
        return ""
    earlier = [q for q in series.months if q.period[5:] == now.period[5:] and q.period < now.period]
    more = sum(quantity.value > now.value for quantity in earlier)
    first = min((quantity.period[:4] for quantity in earlier), default="")
    words = SAY[lang]["record"].format(count=len(earlier), first=first, more=more or SAY[lang]["nothing"])
    return words if earlier else ""


def facts(labels: Labels, series: Sequence[Series]) -> dict[str, str]:
    """Of each series, by its number, name, newest month, its value and that of the same month a year before.

    A name is written as within a sentence, and for the first series as at its beginning as well.
    """
    told = {"name": series[0].name, "first": labels.period(series[0].months[0].period)}
    for number, each in enumerate(series, 1):
        latest = each.months[-1]
        earlier = f"{int(latest.period[:4]) - 1}{latest.period[4:]}"
        before = next((quantity for quantity in each.months if quantity.period == earlier), None)
        told |= {
            f"name_{number}": inside(each.name),
            f"latest_{number}": labels.period(latest.period),
            f"value_{number}": labels.number(latest),
            f"before_{number}": labels.number(before) if before is not None else "",
        }
    return told
