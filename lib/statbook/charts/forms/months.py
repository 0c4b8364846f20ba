"""Months: a flow by month as bars on a line of time."""

from collections.abc import Collection, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.series import Series
from statbook.charts.shared import CITE, ChartSpec, Fields, Labels, Point, form, layer_chart, mark, observations
from statbook.charts.shared import monthly_series as monthly
from statbook.charts.shared.layers import Layer, constant_rows, heading
from statbook.charts.shared.rows import narrow
from statbook.charts.text_layout import wrap
from statbook.charts.theme import ACCENT, CATEGORIES, INK, MUTED, SLATE
from statbook.messages import join_words

HEIGHT, LINE = 210, 16
APART = 0.012
"""What parts one bar from the next, in years."""
DRAWN = ("series", "year", "at", "to", "v", "fill", "words")
CROSS = "M-1,-1L1,1M1,-1L-1,1"
CONTEXT = CATEGORIES[3]
ASIDE = ("year", "middle", "v", "colour", "shape")


@form("name", "first", "name_1", "latest_1", "value_1", "before_1", "unit")
def months(
    labels: Labels, series: Sequence[Series], *, context: Sequence[Point] = (), apart: Collection[str] = ()
) -> ChartSpec | None:
    """One panel a series of a flow, months below zero below the line; missing months stay a gap with a word.

    *context* are numbers of another concept for single months, named and drawn apart; months of the year in *apart*
    ("01") are grey, because they cannot be read by themselves. None unless a series has two months.

    >>> from statbook import Chapter
    >>> here = Chapter("credit", region="China", period="2025-01")
    >>> loans = Series("Loans", (here.get("new_loans.base"), here.get("new_loans")))
    >>> months(here.labels, [loans]).facts["latest_1"]
    'January 2025'
    """
    if not any(len(each.months) > 1 for each in series):
        return None
    every = [quantity for each in series for quantity in each.months]
    divisor, unit = labels.axis_scale([quantity.value for quantity in series[0].months], every[0].unit)
    groups = [
        [
            _bar(each, quantity, divisor, apart) | monthly.row_in_time(labels, each.name, quantity)
            for quantity in each.months
        ]
        for each in series
    ]
    known = [(point.name, point.quantity) for point in context if point.quantity is not None]
    others = [_aside(labels, name, quantity, divisor) for name, quantity in known]
    others += [_aside(labels, each.name, old, divisor, replaced=True) for each in series for old in each.replaced]
    columns = list(monthly.row_in_time(labels, "", every[0]))
    bars = pd.DataFrame([row for group in groups for row in group])[[*DRAWN, *monthly.time_tips(labels), CITE]]
    since = monthly.years_switch(labels, every)

    def draw(width: int) -> Any:
        panels = [_panel(labels, each, bars[bars["series"] == each.name], others, width) for each in series]
        if len(series) > 1:
            panels = [panel.properties(title=heading(each.name)) for panel, each in zip(panels, series, strict=True)]
        chart: Any = panels[0] if len(panels) == 1 else alt.vconcat(*panels, spacing=18).resolve_scale(y="shared")
        return chart.add_params(since.parameter)

    combined = tuple(pair for each in series for pair in monthly.in_order(each.months))
    facts = monthly.series_facts(labels, series) | {"unit": unit}
    table = monthly.newest_first([*groups, others])[columns].fillna("")
    obs = observations([*monthly.recent(every), *(quantity for _, quantity in known)])
    return ChartSpec(draw, table, facts, obs, combined=combined, states={year: {} for year in since.options})


def _bar(series: Series, quantity: Quantity, divisor: float, apart: Collection[str]) -> Fields:
    start, end = monthly.span_in_years(quantity.period)
    newest = series.months[-1].period
    first, grey = quantity.period in (newest, series.asked), quantity.period[5:7] in apart
    row: Fields = {"series": series.name, "year": int(quantity.period[:4]), "at": start}
    row |= {"to": round(end - APART, 4), "v": quantity.value / divisor}
    row |= {"fill": ACCENT if first else MUTED if grey else SLATE}
    return row | {"words": monthly.short_number(quantity, divisor) if quantity.period == newest else ""}


def _aside(labels: Labels, name: str, quantity: Quantity, divisor: float, *, replaced: bool = False) -> Fields:
    """A number that stands beside the bars: of another concept, or of an earlier state of the data."""
    start, end = monthly.span_in_years(quantity.period)
    number = labels.number(quantity)
    said = labels.words("series")["replaced"].format(number=number) if replaced else join_words((name, number), ": ")
    row: Fields = {"year": int(quantity.period[:4]), "middle": (start + end) / 2}
    row |= {"v": quantity.value / divisor, "said": said}
    row |= {"colour": INK, "shape": CROSS} if replaced else {"colour": CONTEXT, "shape": "circle"}
    return row | monthly.row_in_time(labels, name, quantity, replaced=replaced)


def _panel(labels: Labels, series: Series, bars: pd.DataFrame, others: Sequence[Fields], width: int) -> Any:
    seen = "datum.year >= since"
    base = Layer(bars).transform_filter(seen)
    axis = alt.Axis(tickCount=5, title=None, minExtent=monthly.EXTENT)
    x, y = monthly.time_axis("at", width), alt.Y("v:Q", title=None, axis=axis, scale=alt.Scale(zero=True))
    newest: Fields = {"align": "left", "dx": 4, "color": ACCENT, "fontSize": 12}
    zero = alt.datum(0)
    layers = [
        mark("rect", base, x=x, x2="to", y=y, y2=zero, color="@fill", stroke=None, tips=monthly.time_tips(labels)),
        mark("rule", constant_rows(zero=0), y="zero", color=INK, strokeWidth=1),
        mark("text", base, where="datum.words", x="to", y=y, text="words", **newest),
    ]
    missing = monthly.gaps(series.months)
    if missing:
        # A word in every gap, upright, because a gap is narrow.
        words = labels.words("series")["none"]
        gap = pd.DataFrame([{"middle": (start + end) / 2, "year": int(start), "v": 0.0} for start, end in missing])
        upright: Fields = {"angle": 270, "align": "left", "dx": 4, "fontSize": 12, "color": MUTED}
        layers.append(mark("text", gap, where="datum.year >= since", x="middle", y=y, sign=words, **upright))
    if others:
        layers += _context(others, width, seen, y, monthly.time_tips(labels), float(bars["to"].max()))
    return layer_chart(layers, width - (88 if narrow(width) else 98), HEIGHT)


def _context(others: Sequence[Fields], width: int, seen: str, y: alt.Y, tips: list[str], end: float) -> list[Any]:
    """Marks that stand apart from the bars, each with a line to its words above the drawing."""
    rows = []
    for place, other in enumerate(others):
        lines = wrap(other["said"], width * 0.55, 12)
        held = {column: other[column] for column in (*ASIDE, *tips, CITE)}
        rows.append(held | {"words": "\n".join(lines), "rise": -LINE * (len(lines) - 1 + 2 * place)})
    base = Layer(pd.DataFrame(rows)).transform_filter(seen)
    at = f"(datum.middle - since) / ({end} - since)"
    # Near an end of the drawing the words stand on the side where there is room.
    side = alt.expr(f"{at} > 0.65 ? 'right' : {at} < 0.35 ? 'left' : 'center'")
    text: Fields = {"align": side, "baseline": "bottom", "dy": alt.expr("datum.rise"), "color": INK}
    text |= {"lineBreak": "\n", "lineHeight": LINE, "fontSize": 12}
    sign: Fields = {"shape": "@shape", "stroke": "@colour", "size": 70, "filled": False, "strokeWidth": 2}
    return [
        mark("rule", base, x="middle", y=y, y2=-2, color="@colour", strokeWidth=1),
        mark("point", base, x="middle", y=y, opacity=1, tips=tips, **sign),
        mark("text", base, x="middle", y=-5, text="words", **text),
    ]
