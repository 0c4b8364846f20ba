"""Intervals: how far rounding lets derived levels stray, in percent of each."""

from __future__ import annotations

__all__ = ["intervals"]

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import inside, wide_as
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, beside, narrow, row_labels, rows_axis, step, switch, tooltip
from statbook.charts.theme import GRID, INK, fill, outline

SAY = {
    "en": {"reading": "Rounding", "rule": "by the rule", "strict": "last printed digit only"},
    "zh": {"reading": "舍入", "rule": "按规则", "strict": "仅按末位数字"},
}


def intervals(
    labels: Labels, named: Sequence[tuple[str, Quantity | None, Quantity | None]], most: int = 12
) -> Draft | None:
    """Intervals of derived quantities under two readings of rounding: (name, by the rule, strict).

    Rows with the widest interval come first; at most *most* of them. None with fewer than three.
    """
    known = [(name, rule, strict) for name, rule, strict in named if rule is not None and strict is not None]
    known = [(n, a, b) for n, a, b in known if a is not None and a.derived and a.value and abs(a.high) != float("inf")]
    known.sort(key=lambda item: -_width(item[1]))
    if len(known) < 3:
        return None
    say = SAY[labels.lang]
    rows, twins = [], []
    for order, (name, rule, strict) in enumerate(known[:most]):
        for reading, quantity in ((say["rule"], rule), (say["strict"], strict)):
            ends = [(end / quantity.value - 1) * 100 for end in quantity.interval]
            twin = labels.twin(name, quantity)
            twins.append({say["reading"]: reading, **twin})
            rows.append(
                {
                    "name": name,
                    "order": order,
                    "reading": reading,
                    "low": min(ends),
                    "high": max(ends),
                    "kind": "derived-first" if order == 0 else "derived",
                    "label": labels.number(quantity),
                    **twin,
                }
            )
    frame, twin_rows = pd.DataFrame(rows), pd.DataFrame(twins)

    def draw(width: int) -> alt.TopLevelMixin:
        chosen = switch("reading", say["reading"], {say["rule"]: say["rule"], say["strict"]: say["strict"]})
        base: Any = alt.Chart(frame).transform_filter("datum.reading == reading")
        y = rows_axis(width)
        axis = alt.Axis(
            title=None, tickCount=4 if narrow(width) else 5, labelOverlap=True, labelExpr="datum.label + '%'"
        )
        edge = float(max(frame["high"].max(), -frame["low"].min()))
        x = alt.X("low:Q", axis=axis, scale=alt.Scale(domain=[-edge, edge], nice=True))
        bars = base.mark_bar(height=9, strokeWidth=1.2).encode(
            y=y, x=x, x2="high:Q", color=fill(), stroke=outline(), tooltip=tooltip(list(twin_rows.columns)[1:])
        )
        zero = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=GRID if narrow(width) else INK).encode(x="x:Q")
        text = base.mark_text(align="left", dx=6, color=INK, fontSize=12).encode(y=y, x="high:Q", text="label:N")
        label = max(wide_as(str(number), 12) for number in frame["label"]) + 14
        plot = width - label - (12 if narrow(width) else beside(frame["name"]) + 12)
        layers = [bars, zero, text, *row_labels(base, width)]
        return alt.layer(*layers).properties(width=plot, height=step(width, frame["name"])).add_params(chosen)

    first, widest, _ = known[0]
    facts = {"first": inside(first), "first_value": labels.number(widest), "first_range": labels.range(widest)}
    obs = tuple(dict.fromkeys(i.obs for _, q, _ in known for i in q.inputs))
    return Draft(draw, twin_rows, facts, obs, multiples="reading")


def _width(quantity: Quantity | None) -> float:
    return (quantity.high - quantity.low) / abs(quantity.value) if quantity is not None else 0.0
