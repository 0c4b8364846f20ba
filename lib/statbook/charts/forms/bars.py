"""Bars of one unit from a common zero: outcomes filled, plans in outline, residuals hatched."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from statbook.analysis import Combination
from statbook.charts.shared import ChartSpec, Fields, Labels, Point, form, layer_chart, mark, narrow
from statbook.charts.shared.rows import kind_of, mark_row, row_labels, row_step, rows_axis, size_of_names
from statbook.charts.text_layout import estimated_width
from statbook.charts.theme import INK, INK_SOFT, MUTED

HEIGHT = 18
FADE = 0.12
"""Part of an approximate bar over which its end fades."""
IN_WAN: Fields = {
    "labelExpr": "datum.value && datum.value % 10000 == 0 ? format(datum.value / 10000, ',') + '万' : datum.label"
}
"""Ticks of an axis as Chinese counts: in ten thousands."""


@form("value_1")
def bars(labels: Labels, points: Sequence[Point], *, residual: Point | None = None) -> ChartSpec | None:
    """Bars in the order given; None if fewer than two are printed.

    With *residual* the last bar is the whole: what the others leave of it is hatched above it, at its end.
    A lower bound ends in an arrow outwards, an upper bound in one inwards, an approximate end fades, and a word says
    where nothing is printed.

    >>> from statbook import Chapter
    >>> here = Chapter("audit")
    >>> bars(here.labels, here.points("whole")).facts["value_4"]
    '1.349 million'
    """
    every = [(point, False) for point in points]
    if residual is not None:
        every.insert(len(every) - 1, (residual, True))
    known = [point for point, _ in every if point.quantity is not None]
    if len(known) < 2:
        return None
    rows = pd.DataFrame([_row(labels, order, *item) for order, item in enumerate(every)])
    if residual is not None and residual.quantity is not None and points[-1].quantity is not None:
        whole = rows["end"].iloc[-1]
        rows.loc[len(every) - 2, ["zero", "end", "edge"]] = [whole - residual.quantity.value, whole, whole]
    facts = {f"value_{place}": labels.number(point.quantity) for place, point in enumerate(known, 1)}
    table = rows.loc[rows["missing"] == "", labels.columns]
    ranked = Combination.of("ranked", (p.quantity for p in points))
    return ChartSpec(lambda width: _chart(rows, width, labels), table, facts, combined=(ranked,))


def _row(labels: Labels, order: int, point: Point, left: bool) -> Fields:
    row: Fields = {"name": point.name, "order": order, "zero": 0.0, "missing": "", "label": ""}
    row |= {"soft": False, "dash": False, "end": 0.0, "edge": 0.0}
    quantity = point.quantity
    if quantity is None:
        return row | {"missing": labels.words("dots")["missing"]}
    kind, end = kind_of(quantity, residual=left), quantity.end
    row |= mark_row(labels, point.name, quantity, kind, first=point.first) | {"end": end, "dash": kind == "target"}
    if left or quantity.bound not in ("exact", "about"):
        row |= {"low": None, "high": None}
    edge = end if row["high"] is None else max(end, row["high"])
    return row | {"solid": end * (1 - FADE) if quantity.about else end, "edge": edge}


def _chart(rows: pd.DataFrame, width: int, labels: Labels) -> alt.TopLevelMixin:
    known = rows[rows["missing"] == ""]
    plain, soft = known[~known["soft"].astype(bool)], known[known["soft"].astype(bool)]
    y = rows_axis(width)
    ticks = alt.Axis(
        title=None, tickCount=3 if narrow(width) else 5, labelFlush=False, **(IN_WAN if labels.lang == "zh" else {})
    )
    x = alt.X("zero:Q", axis=ticks, scale=alt.Scale(domain=[0, float(known["edge"].max())], nice=False))
    dash = alt.StrokeDash("dash:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [5, 3]]), legend=None)
    bar = {"y": y, "x": x, "x2": "end", "color": "@fill", "tips": labels.columns, "height": HEIGHT}
    # The end of an approximate bar fades in steps.
    solid, span = soft["solid"], (soft["end"] - soft["solid"]) * 2 / 3
    starts = [soft["zero"], *(solid + span * place for place in range(3))]
    fading = {
        opacity: soft.assign(zero=start, end=solid + span * place)
        for place, (opacity, start) in enumerate(zip((1.0, 0.7, 0.45, 0.2), starts, strict=True))
    }
    left: Fields = {"y": y, "align": "left"}
    arrow: Fields = {"y": y, "x": "end", "fontSize": 16, "color": INK_SOFT}
    layers = [
        mark("bar", plain, stroke="@line", strokeDash=dash, strokeWidth=1.4, **bar),
        *[mark("bar", step, opacity=opacity, **bar) for opacity, step in fading.items() if len(soft)],
        mark("rule", known, y=y, x="low", x2="high", color=INK, strokeWidth=1.4),
        mark("text", known, text="out", align="left", dx=3, **arrow),
        mark("text", known, text="in", align="right", dx=-3, **arrow),
        mark("text", known, x="edge", text="label", dx=alt.expr("datum.out ? 22 : 7"), color=INK, **left),
        mark("text", rows[rows["missing"] != ""], x="zero", text="missing", dx=4, color=MUTED, **left),
        *row_labels(rows, width),
    ]
    numbers = max(estimated_width(str(label)) for label in rows["label"]) + 34
    names = 0 if narrow(width) else size_of_names(rows["name"])
    return layer_chart(layers, width - numbers - names - 12, row_step(width, rows["name"]))
