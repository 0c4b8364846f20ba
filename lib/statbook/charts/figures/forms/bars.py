"""Bars of one unit from a common zero: outcomes filled, plans in outline, what is left over hatched."""

from __future__ import annotations

__all__ = ["bars", "kind_of"]

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity
from statbook.charts.shared.text_layout import wide_as
from statbook.charts.chart import Draft
from statbook.charts.forms.dots import NOT_PRINTED, Point
from statbook.charts.labels import Labels, beside, narrow, row_labels, rows_axis, step, tooltip
from statbook.charts.theme import ACCENT, FILLS, INK, INK_SOFT, MUTED, SLATE

PLANS = ("target", "forecast")
HEIGHT = 18
SOFT = 0.12
"""Part of an approximate bar over which its end fades."""


def kind_of(quantity: Quantity, *, rest: bool = False) -> str:
    """rest, target (also what follows from targets alone), derived or printed."""
    if rest:
        return "rest"
    if quantity.inputs and all(item.status in PLANS for item in quantity.inputs):
        return "target"
    return "derived" if quantity.derived else "printed"


def bars(labels: Labels, points: Sequence[Point], rest: Point | None = None) -> Draft | None:
    """Bars in the order given; None if fewer than two are printed.

    With *rest* the last bar is the whole: what the others leave of it is hatched above it, at its end.
    A lower bound ends in an arrow outwards, an upper bound in one inwards, an approximate end fades,
    and where nothing is printed a word says so.
    """
    every = [(point, False) for point in points]
    if rest is not None:
        every.insert(len(every) - 1, (rest, True))
    known = [(point, is_rest) for point, is_rest in every if point.quantity is not None]
    if len(known) < 2:
        return None
    rows = pd.DataFrame([_row(labels, order, *item) for order, item in enumerate(every)])
    if rest is not None and rest.quantity is not None and points[-1].quantity is not None:
        place = len(every) - 2
        rows.loc[place, ["zero", "end", "edge"]] = [
            rows["end"].iloc[-1] - rest.quantity.value,
            rows["end"].iloc[-1],
            rows["end"].iloc[-1],
        ]
    twin = pd.DataFrame(
        [labels.twin(p.name, p.quantity, kind_of(p.quantity, rest=left)) for p, left in known if p.quantity]
    )
    columns = list(twin.columns)

    def draw(width: int) -> alt.TopLevelMixin:
        return layered(rows, width, columns)

    facts: dict[str, str] = {}
    for place, (point, _) in enumerate(known, 1):
        if point.quantity is not None:
            facts |= {f"name_{place}": point.name, f"value_{place}": labels.number(point.quantity)}
    obs = tuple(dict.fromkeys(item.obs for point, _ in known if point.quantity for item in point.quantity.inputs))
    return Draft(draw, twin, facts, obs, gathered=(Gathered.of("ranked", (p.quantity for p in points)),))


def _row(labels: Labels, order: int, point: Point, rest: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"name": point.name, "order": order, "zero": 0.0, "missing": "", "label": ""}
    row |= {"soft": False, "dash": False, "end": 0.0, "edge": 0.0}
    quantity = point.quantity
    if quantity is None:
        return row | {"missing": NOT_PRINTED[labels.lang]}
    kind = kind_of(quantity, rest=rest)
    end = quantity.end
    finite = quantity.derived and quantity.bound in ("exact", "about") and kind != "rest"
    first = f"{kind}-first" if point.first and f"{kind}-first" in FILLS else kind
    inside, line = FILLS.get(first, ("transparent", ACCENT if point.first else SLATE))
    arrow = {"more_than": "→", "at_least": "→", "at_most": "←", "less_than": "←"}.get(quantity.bound, "")
    return row | {
        "end": end,
        "solid": end * (1 - SOFT) if quantity.about else end,
        "low": quantity.low if finite else None,
        "high": quantity.high if finite else None,
        "edge": max(end, quantity.high) if finite else end,
        "fill": inside,
        "line": line,
        "dash": kind == "target",
        "soft": quantity.about,
        "out": arrow if arrow == "→" else "",
        "in": arrow if arrow == "←" else "",
        "label": labels.number(quantity),
        **labels.twin(point.name, quantity, kind),
    }


def layered(rows: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    """The layers of bars for rows with name, order, end, fill and line."""
    known = rows[rows["missing"] == ""]
    base: Any = alt.Chart(known)
    plain, soft = known[~known["soft"].astype(bool)], known[known["soft"].astype(bool)]
    top = float(known["edge"].max())
    y = rows_axis(width)
    ticks = alt.Axis(title=None, tickCount=3 if narrow(width) else 5, labelFlush=False)
    x = alt.X("zero:Q", axis=ticks, scale=alt.Scale(domain=[0, top], nice=False))
    paint = {"color": alt.Color("fill:N", scale=None), "stroke": alt.Stroke("line:N", scale=None)}
    dash = alt.StrokeDash("dash:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [5, 3]]), legend=None)
    shape: Any = alt.Chart(plain).mark_bar(height=HEIGHT, strokeWidth=1.4)
    layers = [shape.encode(y=y, x=x, x2="end:Q", strokeDash=dash, tooltip=tooltip(columns), **paint)]
    if len(soft):
        layers += _faded(soft, y, x, columns)
    layers += [
        base.mark_rule(color=INK, strokeWidth=1.4).encode(y=y, x="low:Q", x2="high:Q"),
        base.mark_text(align="left", dx=3, fontSize=16, color=INK_SOFT).encode(y=y, x="end:Q", text="out:N"),
        base.mark_text(align="right", dx=-3, fontSize=16, color=INK_SOFT).encode(y=y, x="end:Q", text="in:N"),
        *[
            base.transform_filter(f"{test} datum.out")
            .mark_text(align="left", dx=dx, color=INK)
            .encode(y=y, x="edge:Q", text="label:N")
            for test, dx in (("!", 7), ("!!", 22))
        ],
        alt.Chart(rows[rows["missing"] != ""])
        .mark_text(align="left", dx=4, color=MUTED)
        .encode(y=y, x="zero:Q", text="missing:N"),
        *row_labels(alt.Chart(rows), width),
    ]
    labels = max(wide_as(str(label)) for label in rows["label"]) + 34
    names = 0 if narrow(width) else beside(rows["name"])
    plot = width - labels - names - 12
    return alt.layer(*layers).properties(width=plot, height=step(width, rows["name"]))


def _faded(rows: pd.DataFrame, y: alt.Y, x: alt.X, columns: list[str]) -> list[Any]:
    """A bar whose end fades in steps, for values printed as approximate."""
    parts = []
    for place, opacity in enumerate((1.0, 0.7, 0.45, 0.2)):
        span = (rows["end"] - rows["solid"]) * 2 / 3
        frame = rows.assign(
            zero=rows["zero"] if not place else rows["solid"] + span * (place - 1),
            end=rows["solid"] + span * place,
        )
        bar: Any = alt.Chart(frame).mark_bar(height=HEIGHT, opacity=opacity)
        parts.append(bar.encode(y=y, x=x, x2="end:Q", color=alt.Color("fill:N", scale=None), tooltip=tooltip(columns)))
    return parts
