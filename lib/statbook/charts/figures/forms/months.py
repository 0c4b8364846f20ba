"""Months: a flow by month as bars on a line of time, or the year to date, each bar as wide as the time it covers."""

from __future__ import annotations

__all__ = ["months"]

from collections.abc import Collection, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import wrapped
from statbook.charts.chart import Draft
from statbook.charts.shared.monthly_series import (
    EXTENT,
    SAY,
    Series,
    ends,
    facts,
    gaps,
    gathered,
    inputs,
    recent,
    short,
    since,
    time,
    tips,
    told,
    twin,
)
from statbook.charts.forms.dots import Point
from statbook.charts.labels import CITE, Labels, narrow, switch, tooltip
from statbook.charts.theme import ACCENT, CATEGORIES, INK, INK_SOFT, MUTED, SLATE

HEIGHT, LINE = 210, 16
APART = 0.012
"""What parts one bar from the next, in years."""
DRAWN = ("series", "view", "year", "at", "to", "v", "fill", "words")
CROSS = "M-1,-1L1,1M1,-1L-1,1"
BESIDE = CATEGORIES[3]
ASIDE = ("view", "year", "middle", "v", "colour", "shape")


def months(
    labels: Labels, series: Sequence[Series], *, beside: Sequence[Point] = (), apart: Collection[str] = ()
) -> Draft | None:
    """One panel a series of a flow, months below zero below the line; missing months stay a gap with a word.

    The year to date can be chosen where it is printed: the sums to the newest month, of each year.
    *beside* are figures of another concept for single months, named and drawn apart; months of the year in *apart*
    ("01") are grey, because they cannot be read by themselves. None without a series.
    """
    if not series:
        return None
    say = SAY[labels.lang]
    views = {each.name: {"month": each.months, "to_date": _one_season(each)} for each in series}
    shown = [view for view in ("month", "to_date") if any(len(found[view]) > 1 for found in views.values())]
    every = [quantity for found in views.values() for view in shown for quantity in found[view]]
    divisor, unit = labels.axis_scale([quantity.value for quantity in views[series[0].name]["month"]], every[0].unit)
    named = len(series) > 1
    states = {view: say[view] if len(shown) > 1 else "" for view in shown}
    groups = [
        [
            _bar(each, view, quantity, divisor, apart) | told(labels, each.name, quantity, states[view])
            for quantity in views[each.name][view]
        ]
        for each in series
        for view in shown
    ]
    others = [_aside(labels, point.name, point.quantity, divisor) for point in beside if point.quantity is not None]
    others += [
        _aside(labels, each.name, quantity, divisor, replaced=True) for each in series for quantity in each.replaced
    ]
    columns = list(told(labels, "", every[0], states[shown[0]]))
    rows = twin([*groups, others])[columns].fillna("")
    held = [*DRAWN, *tips(labels), CITE]
    bars = pd.DataFrame([mark for group in groups for mark in group])[held]

    def draw(width: int) -> alt.TopLevelMixin:
        panels = [
            _panel(labels, each, bars[bars["series"] == each.name], others, width, named=named) for each in series
        ]
        chart: Any = panels[0] if len(panels) == 1 else alt.vconcat(*panels, spacing=18).resolve_scale(y="shared")
        chosen = [switch("shown", say["show"], {view: say[view] for view in shown})] if len(shown) > 1 else []
        drawn: alt.TopLevelMixin = chart.add_params(*chosen, since(labels, every))
        return drawn

    joined = [found[view] for found in views.values() for view in shown]
    return Draft(
        draw,
        rows,
        facts(labels, series) | {"unit": unit},
        inputs(recent(every), (point.quantity for point in beside if point.quantity is not None)),
        multiples="shown",
        gathered=tuple(pair for quantities in joined for pair in gathered(quantities)),
    )


def _one_season(series: Series) -> tuple[Quantity, ...]:
    """The sums from January to the newest month, of every year: they are of one length and one season."""
    month = series.months[-1].period[5:7]
    return tuple(quantity for quantity in series.to_date if quantity.period[-2:] == month)


def _bar(series: Series, view: str, quantity: Quantity, divisor: float, apart: Collection[str]) -> dict[str, Any]:
    start, end = ends(quantity.period)
    newest = (series.months[-1] if view == "month" else _one_season(series)[-1]).period
    first = quantity.period in (newest, series.asked)
    grey = view == "month" and quantity.period[5:7] in apart
    return {
        "series": series.name,
        "view": view,
        "year": int(quantity.period[:4]),
        "at": start,
        "to": round(end - APART, 4),
        "v": quantity.value / divisor,
        "fill": ACCENT if first else MUTED if grey else SLATE,
        "words": short(quantity, divisor) if quantity.period == newest else "",
    }


def _aside(labels: Labels, name: str, quantity: Quantity, divisor: float, *, replaced: bool = False) -> dict[str, Any]:
    """A figure that stands beside the bars: of another concept, or of an earlier state of the data."""
    start, end = ends(quantity.period)
    number = labels.number(quantity)
    words = SAY[labels.lang]["replaced"].format(number=number) if replaced else f"{name}: {number}"
    return {
        "view": "month",
        "year": int(quantity.period[:4]),
        "middle": (start + end) / 2,
        "v": quantity.value / divisor,
        "said": words,
        "colour": INK if replaced else BESIDE,
        "shape": CROSS if replaced else "circle",
        **told(labels, name, quantity, replaced=replaced),
    }


def _panel(
    labels: Labels,
    series: Series,
    bars: pd.DataFrame,
    others: Sequence[dict[str, Any]],
    width: int,
    *,
    named: bool,
) -> Any:
    switched = bars["view"].nunique() > 1
    seen = "datum.year >= since" + (" && datum.view == shown" if switched else "")
    base: Any = alt.Chart(bars).transform_filter(seen)
    x = time("at", width)
    y = alt.Y("v:Q", title=None, axis=alt.Axis(tickCount=5, title=None, minExtent=EXTENT), scale=alt.Scale(zero=True))
    layers = [
        base.mark_rect(stroke=None).encode(
            x=x, x2="to:Q", y=y, y2=alt.datum(0), color=alt.Color("fill:N", scale=None), tooltip=tooltip(tips(labels))
        ),
        alt.Chart(pd.DataFrame([{"zero": 0}])).mark_rule(color=INK, strokeWidth=1).encode(y=alt.Y("zero:Q")),
        base.transform_filter("datum.words")
        .mark_text(align="left", dx=4, color=ACCENT, fontSize=12)
        .encode(x=alt.X("to:Q"), y=y, text="words:N"),
    ]
    missing = gaps(series.months)
    if missing:
        layers.append(_missing(labels, missing, y))
    if others:
        layers += _beside(others, width, seen, y, tips(labels), float(bars["to"].max()))
    title = alt.TitleParams(series.name, anchor="start", frame="group", fontSize=13, color=INK_SOFT, fontWeight="bold")
    return alt.layer(*layers).properties(
        width=width - (88 if narrow(width) else 98), height=HEIGHT, **({"title": title} if named else {})
    )


def _missing(labels: Labels, missing: Sequence[tuple[float, float]], y: alt.Y) -> Any:
    """A word in every gap, upright, because a gap is narrow."""
    rows = [{"middle": (start + end) / 2, "year": int(start), "view": "month", "v": 0.0} for start, end in missing]
    gap: Any = alt.Chart(pd.DataFrame(rows)).transform_filter("datum.year >= since")
    words = alt.value(SAY[labels.lang]["none"])
    return gap.mark_text(angle=270, align="left", dx=4, fontSize=12, color=MUTED).encode(x="middle:Q", y=y, text=words)


def _beside(
    others: Sequence[dict[str, Any]], width: int, seen: str, y: alt.Y, told: list[str], end: float
) -> list[Any]:
    """Marks that stand apart from the bars, each with a line to its words above the drawing."""
    rows = []
    for place, other in enumerate(others):
        lines = wrapped(other["said"], width * 0.55, 12)
        held = {column: other[column] for column in (*ASIDE, *told, CITE)}
        rows.append(held | {"words": "\n".join(lines), "rise": -LINE * (len(lines) - 1 + 2 * place)})
    base: Any = alt.Chart(pd.DataFrame(rows)).transform_filter(seen)
    x = alt.X("middle:Q")
    at = f"(datum.middle - since) / ({end} - since)"
    return [
        base.mark_rule(strokeWidth=1).encode(x=x, y=y, y2=alt.value(-2), color=alt.Color("colour:N", scale=None)),
        base.mark_point(size=70, filled=False, strokeWidth=2, opacity=1).encode(
            x=x,
            y=y,
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            tooltip=tooltip(told),
        ),
        base.mark_text(
            # Near an end of the drawing the words stand on the side where there is room.
            align=alt.expr(f"{at} > 0.65 ? 'right' : {at} < 0.35 ? 'left' : 'center'"),
            baseline="bottom",
            dy=alt.expr("datum.rise"),
            lineBreak="\n",
            lineHeight=LINE,
            fontSize=12,
            color=INK,
        ).encode(x=x, y=alt.value(-5), text="words:N"),
    ]
