"""Dots on a line: values of one unit side by side, each with how sure it is."""

from __future__ import annotations

__all__ = ["Point", "Threshold", "dots"]

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.figures.drawing import Draft
from statbook.figures.labels import Labels, narrow, row_labels, rows_axis, step, tooltip
from statbook.figures.theme import INK, INK_SOFT, MUTED, fill, outline

NOT_PRINTED = {"en": "not printed", "zh": "未印出"}


@dataclass(frozen=True)
class Point:
    """A named quantity; None where nothing is printed. *first* is what the title speaks of.

    Points of one *panel* share a heading and an axis. *size* is what a threshold looks at; None is always shown.
    """

    name: str
    quantity: Quantity | None
    panel: str = ""
    first: bool = False
    size: float | None = None


@dataclass(frozen=True)
class Threshold:
    """A slider above the figure that hides points whose size is less; its first value is *least*."""

    words: str
    least: float
    most: float
    step: float


def dots(
    labels: Labels,
    points: Sequence[Point],
    *,
    log: bool = False,
    zero: bool = True,
    threshold: Threshold | None = None,
    together: bool = False,
) -> Draft | None:
    """Dots with labels in the order given; None if fewer than three are printed.

    Intervals of derived values are whiskers, lower bounds end in an arrow, approximate values have a soft edge,
    and where nothing is printed a word says so. With *log* the axis is logarithmic; *zero* starts it at 0.
    *together* gives all panels one scale from 0, so that they can be read against each other.
    """
    if sum(point.quantity is not None for point in points) < 3:
        return None
    rows = pd.DataFrame([_row(labels, order, point) for order, point in enumerate(points)])
    twins = [labels.twin(point.name, point.quantity) for point in points if point.quantity is not None]
    twin = pd.DataFrame(twins)
    top = float(rows[["value", "high"]].max().max()) if together else None

    def draw(width: int) -> alt.TopLevelMixin:
        panels = [
            _panel(rows[rows["panel"] == name], width, log, zero, list(twin.columns), threshold, top)
            for name in dict.fromkeys(rows["panel"])
        ]
        # Plots of one scale stand exactly under each other, however long their labels are.
        bounds = "flush" if together else "full"
        chart = panels[0] if len(panels) == 1 else alt.vconcat(*panels, spacing=46 if together else 14, bounds=bounds)
        return chart.add_params(_slider(threshold)) if threshold else chart

    printed = [point for point in points if point.quantity is not None]
    largest = max(printed, key=lambda point: point.quantity.value if point.quantity else 0)
    smallest = min(printed, key=lambda point: point.quantity.value if point.quantity else 0)
    facts = {
        "largest": largest.name,
        "largest_value": labels.number(largest.quantity) if largest.quantity else "",
        "smallest": smallest.name,
        "smallest_value": labels.number(smallest.quantity) if smallest.quantity else "",
    }
    obs = tuple(dict.fromkeys(i.obs for p in printed if p.quantity for i in p.quantity.inputs))
    return Draft(draw, twin, facts, obs)


def _slider(threshold: Threshold) -> alt.Parameter:
    bind = alt.binding_range(min=0, max=threshold.most, step=threshold.step, name=f"{threshold.words} ")
    return alt.param(name="least", value=threshold.least, bind=bind)


def _row(labels: Labels, order: int, point: Point) -> dict[str, object]:
    row: dict[str, object] = {
        "name": point.name,
        "order": order,
        "panel": point.panel,
        "label": "",
        "missing": "",
        "size": point.size,
    }
    quantity = point.quantity
    if quantity is None:
        return row | {"kind": "rest", "missing": NOT_PRINTED[labels.lang]}
    kind = "derived" if quantity.derived else "printed"
    finite = quantity.derived and abs(quantity.low) != float("inf") and abs(quantity.high) != float("inf")
    return row | {
        "value": quantity.value,
        "low": quantity.low if finite else None,
        "high": quantity.high if finite else None,
        "kind": f"{kind}-first" if point.first else kind,
        "label": labels.number(quantity),
        "arrow": "→" if quantity.bound in ("more_than", "at_least") else "",
        "soft": quantity.about,
        **labels.twin(point.name, quantity),
    }


def _panel(
    rows: pd.DataFrame,
    width: int,
    log: bool,
    zero: bool,
    columns: list[str],
    threshold: Threshold | None,
    top: float | None,
) -> alt.LayerChart:
    base: Any = alt.Chart(rows)
    if threshold:
        base = base.transform_filter("datum.size === null || datum.size >= least")
    scale = alt.Scale(type="log", nice=False, padding=24) if log else alt.Scale(zero=zero, padding=0 if zero else 24)
    if top is not None:
        scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(title=None, tickCount=4 if narrow(width) else 6)
    x = alt.X("value:Q", scale=scale, axis=None if log else axis)
    y = rows_axis(width)
    soft = base.transform_filter("datum.soft").mark_point(size=420, filled=True, opacity=0.25, shape="circle")
    layers = [
        soft.encode(y=y, x=x, color=outline_color()),
        base.mark_rule(color=INK, strokeWidth=1.4).encode(y=y, x="low:Q", x2="high:Q"),
        base.mark_point(size=130, filled=True, opacity=1, strokeWidth=1.6).encode(
            y=y, x=x, color=fill(), stroke=outline(), tooltip=tooltip(columns)
        ),
        base.mark_text(align="left", dx=9, fontSize=15, color=INK_SOFT).encode(y=y, x=x, text="arrow:N"),
        base.transform_filter("datum.arrow == '→'")
        .mark_text(align="left", dx=28, color=INK)
        .encode(y=y, x=x, text="label:N"),
        base.transform_filter("datum.arrow != '→'")
        .mark_text(align="left", dx=12, color=INK)
        .encode(y=y, x=x, text="label:N"),
        base.transform_filter("datum.missing")
        .mark_text(align="left", color=MUTED)
        .encode(y=y, x=alt.value(4), text="missing:N"),
        *row_labels(base, width),
    ]
    plot = width - 110 if narrow(width) else width - 370
    title = str(rows["panel"].iloc[0])
    heading = alt.TitleParams(title, anchor="start", frame="group", fontSize=13, color=INK_SOFT, fontWeight="bold")
    return alt.layer(*layers).properties(width=plot, height=step(width), **({"title": heading} if title else {}))


def outline_color() -> alt.Color:
    """The outline colour of a mark's kind, as a fill: for the soft edge of approximate values."""
    stroke = outline().to_dict()
    return alt.Color(stroke["field"], type="nominal", scale=stroke["scale"], legend=None)
