"""Overlap: several estimates of one quantity, each with the interval that rounding allows, and what all of them allow."""

from __future__ import annotations

__all__ = ["overlap"]

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.chart import Draft
from statbook.charts.forms.dots import Point
from statbook.charts.labels import Labels, narrow, row_labels, rows_axis, tooltip
from statbook.charts.theme import ACCENT, INK, SLATE, SLATE_LIGHT
from statbook.prose import unit_of, written

SAY = {"en": {"both": "allowed by all", "to": "to"}, "zh": {"both": "各推算均允许", "to": "至"}}
ROW = {"wide": 56, "narrow": 72}


def overlap(labels: Labels, estimates: Sequence[Point]) -> Draft | None:
    """The interval of each estimate, and the shared part of all as a band through them.

    The axis starts near the lowest end, since only the ends matter. None unless two estimates have closed intervals
    that share something.
    """
    known = [(p.name, p.quantity) for p in estimates if p.quantity is not None and p.quantity.low < p.quantity.high]
    known = [(name, q) for name, q in known if math.isfinite(q.low) and math.isfinite(q.high)]
    if len(known) < 2:
        return None
    low, high = max(q.low for _, q in known), min(q.high for _, q in known)
    if low >= high:
        return None
    unit = unit_of(labels.store.units, known[0][1].unit)
    fine = Decimal(10) ** math.floor(math.log10((high - low) / 10))
    ends = [
        written(end, unit, labels.lang, fine=fine, rounding=way)
        for end, way in ((low, ROUND_FLOOR), (high, ROUND_CEILING))
    ]
    say = SAY[labels.lang]
    twins = [labels.twin(name, q) for name, q in known]
    rows = pd.DataFrame([_row(order, name, q, labels) for order, (name, q) in enumerate(known)])
    shared = pd.DataFrame([{"low": low, "high": high, "label": say["both"]}])
    divisor, words = labels.axis_scale([high], known[0][1].unit)
    for frame in (rows, shared):
        frame[["low", "high"]] /= divisor
    rows["value"] /= divisor

    def draw(width: int) -> alt.TopLevelMixin:
        return _chart(rows, shared, width, list(twins[0]))

    twin = pd.DataFrame(
        [*twins, {labels.column("name"): say["both"], labels.column("range"): f"{ends[0]} {say['to']} {ends[1]}"}]
    ).fillna("")
    facts = {"low": ends[0], "high": ends[1], "part": _percent(known, high - low), "unit": words}
    obs = tuple(dict.fromkeys(item.obs for _, q in known for item in q.inputs))
    return Draft(draw, twin, facts, obs)


def _percent(known: Sequence[tuple[str, Quantity]], shared: float) -> str:
    """The shared part in percent of the narrowest interval."""
    return f"{shared / min(q.high - q.low for _, q in known) * 100:.0f}%"


def _row(order: int, name: str, quantity: Quantity, labels: Labels) -> dict[str, Any]:
    return {
        "name": name,
        "order": order,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "label": labels.number(quantity),
        **labels.twin(name, quantity),
    }


def _chart(rows: pd.DataFrame, shared: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    base: Any = alt.Chart(rows)
    small = narrow(width)
    low, high = float(rows["low"].min()), float(rows["high"].max())
    room = (high - low) * 0.12
    scale = alt.Scale(domain=[low - room, high + room], nice=False, zero=False)
    axis = alt.Axis(title=None, tickCount=4 if small else 6)
    x = alt.X("low:Q", scale=scale, axis=axis)
    y = rows_axis(width)
    band = alt.Chart(shared).mark_rect(color=ACCENT, opacity=0.18).encode(x=x, x2="high:Q")
    edge: Any = alt.Chart(shared.melt(id_vars="label", value_name="end")).mark_rule(color=ACCENT, strokeDash=[4, 3])
    head: Any = alt.Chart(shared.assign(at=(shared["low"] + shared["high"]) / 2))
    layers = [
        band,
        edge.encode(x=alt.X("end:Q", scale=scale, axis=axis)),
        base.mark_bar(height=12, strokeWidth=1.4, color=SLATE_LIGHT, stroke=SLATE).encode(
            y=y, x=x, x2="high:Q", tooltip=tooltip(columns)
        ),
        base.mark_tick(color=INK, thickness=2, size=20).encode(y=y, x=alt.X("value:Q", scale=scale, axis=axis)),
        base.mark_text(dy=18, color=INK).encode(y=y, x=alt.X("value:Q", scale=scale, axis=axis), text="label:N"),
        head.mark_text(color=ACCENT, baseline="bottom", dy=-3, fontWeight="bold").encode(
            x=alt.X("at:Q", scale=scale, axis=axis), y=alt.value(0), text="label:N"
        ),
        *row_labels(base, width),
    ]
    plot = width - 20 if small else width - 240
    return alt.layer(*layers).properties(width=plot, height=alt.Step(ROW["narrow" if small else "wide"]))
