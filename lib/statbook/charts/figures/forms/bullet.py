"""Bullet: what was reached as a bar, what was aimed at as a diamond, and a word where either is not printed."""

from __future__ import annotations

__all__ = ["Goal", "bullet"]

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity
from statbook.charts.shared.text_layout import wide_as
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, step, tooltip
from statbook.charts.theme import ACCENT, INK, INK_SOFT, PAPER, SLATE, SLATE_LIGHT

SAY = {
    "en": {"target": "target", "missing": "outcome not printed"},
    "zh": {"target": "目标", "missing": "结果未印出"},
}
LONG = 0.55
"""Marks beyond this part of the axis carry their words on their left."""


@dataclass(frozen=True)
class Goal:
    """A row: what was reached and what was aimed at, each None where it is not printed."""

    name: str
    actual: Quantity | None = None
    target: Quantity | None = None


def bullet(labels: Labels, goals: Sequence[Goal]) -> Draft | None:
    """Rows on one axis from zero, actual figures as bars, targets as diamonds that nothing joins to them.

    None if fewer than two rows have a figure.
    """
    told = [goal for goal in goals if goal.actual is not None or goal.target is not None]
    if len(told) < 2:
        return None
    largest = max(q.value for goal in told for q in (goal.actual, goal.target) if q is not None)
    rows = pd.DataFrame([row for order, goal in enumerate(told) for row in _rows(labels, order, goal, largest)])
    twin = rows[labels.columns]

    def draw(width: int) -> alt.TopLevelMixin:
        layers = _layers(alt.Chart(rows), width, list(twin.columns), [goal.name for goal in told], largest)
        beside = 0 if narrow(width) else max(wide_as(goal.name) for goal in told) + 10
        plot = width - 20 - beside
        return alt.layer(*layers).properties(width=plot, height=step(width))

    facts: dict[str, str] = {}
    top = max((goal for goal in told if goal.actual is not None), key=lambda g: _value(g.actual), default=None)
    if top is not None and top.actual is not None:
        facts |= {"largest": top.name, "largest_value": labels.number(top.actual)}
    open_goals = [goal for goal in told if goal.actual is None and goal.target is not None]
    if open_goals and open_goals[0].target is not None:
        facts |= {"open": open_goals[0].name, "open_value": labels.number(open_goals[0].target)}
    quantities = [q for goal in told for q in (goal.actual, goal.target) if q is not None]
    obs = tuple(dict.fromkeys(item.obs for q in quantities for item in q.inputs))
    return Draft(draw, twin, facts, obs, gathered=(Gathered.of("ranked", quantities),))


def _value(quantity: Quantity | None) -> float:
    return quantity.value if quantity is not None else float("-inf")


def _rows(labels: Labels, order: int, goal: Goal, largest: float) -> list[dict[str, Any]]:
    """A row for the bar and one for the diamond; words go to the side where there is room."""
    say = SAY[labels.lang]
    rows: list[dict[str, Any]] = []
    for part, quantity in (("actual", goal.actual), ("target", goal.target)):
        if quantity is None:
            continue
        aim = part == "target"
        words = f"{say['target']} {labels.number(quantity)}" if aim else labels.number(quantity)
        words += f"; {say['missing']}" if aim and goal.actual is None else ""
        light = aim or quantity.derived
        rows.append(
            {
                "name": goal.name,
                "order": order,
                "part": part,
                "value": quantity.value,
                "low": quantity.low if quantity.derived else None,
                "high": quantity.high if quantity.derived else None,
                "fill": SLATE_LIGHT if light else SLATE,
                "ink": INK if light else PAPER,
                "words": words,
                "left": quantity.value > LONG * largest,
                **labels.twin(goal.name, quantity, part if aim else ""),
            }
        )
    return rows


def _layers(base: Any, width: int, columns: list[str], names: list[str], largest: float) -> list[Any]:
    # Domains are told, since a layer without marks would leave them without an order or an end.
    tight = narrow(width)
    axis = None if tight else alt.Axis(title=None, labelColor=INK, grid=False)
    y = alt.Y("name:N", axis=axis, scale=alt.Scale(domain=names))
    scale = alt.Scale(domain=[0, largest], nice=False)
    x = alt.X("value:Q", axis=None, scale=scale)
    actual = base.transform_filter("datum.part == 'actual'")
    target = base.transform_filter("datum.part == 'target'")
    left, right = "datum.left", "!datum.left"
    ink = alt.Color("ink:N", scale=None)
    head = base.mark_text(align="left", baseline="bottom", dy=-12, color=INK_SOFT)
    return [
        actual.mark_bar(height=18, stroke=SLATE, strokeWidth=1.2).encode(
            y=y, x=x, color=alt.Color("fill:N", scale=None), tooltip=tooltip(columns)
        ),
        actual.mark_rule(color=INK, strokeWidth=1.6).encode(y=y, x=alt.X("low:Q", axis=None, scale=scale), x2="high:Q"),
        target.mark_point(shape="diamond", size=150, filled=True, stroke=ACCENT, strokeWidth=2, opacity=1).encode(
            y=y, x=x, color=alt.value(PAPER), tooltip=tooltip(columns)
        ),
        actual.transform_filter(left).mark_text(align="right", dx=-10).encode(y=y, x=x, text="words:N", color=ink),
        actual.transform_filter(right).mark_text(align="left", dx=8).encode(y=y, x=x, text="words:N"),
        target.transform_filter(left).mark_text(align="right", dx=-14).encode(y=y, x=x, text="words:N"),
        target.transform_filter(right).mark_text(align="left", dx=14).encode(y=y, x=x, text="words:N"),
        *([head.encode(x=alt.value(0), y=y, text="name:N")] if tight else []),
    ]
