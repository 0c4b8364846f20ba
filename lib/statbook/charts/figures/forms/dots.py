"""Dots on a line: values of one unit side by side, each with how sure it is."""

from __future__ import annotations

__all__ = ["Point", "Threshold", "dots"]

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, row_labels, rows_axis, step, tooltip
from statbook.charts.theme import FILLS, INK, INK_SOFT, MUTED
from statbook.prose.number_words import unit_of, written

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
    """A slider above the figure that hides points whose size is less than its value.

    It starts at *least* and goes to *most* in steps of *step*, all in *unit*.
    """

    words: str
    unit: str
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
    printed = [point for point in points if point.quantity is not None]
    # The title speaks of what is seen before the slider is moved.
    seen = [p for p in printed if not threshold or p.size is None or p.size >= threshold.least] or printed
    largest = max(seen, key=lambda point: point.quantity.value if point.quantity else 0)
    smallest = min(seen, key=lambda point: point.quantity.value if point.quantity else 0)
    if not any(point.first for point in points):
        points = [replace(point, first=point is largest) for point in points]
    rows = pd.DataFrame([_row(labels, order, point) for order, point in enumerate(points)])
    if threshold:
        rows["size"] = rows["size"] / labels.axis_scale([threshold.most], threshold.unit)[0]
    twins = [labels.twin(point.name, point.quantity) for point in points if point.quantity is not None]
    twin = pd.DataFrame(twins)
    top = float(rows[["value", "high"]].max().max()) if together else None
    decades = _decades(labels, [point.quantity for point in points if point.quantity is not None]) if log else None

    def draw(width: int) -> alt.TopLevelMixin:
        panels = [
            _panel(rows[rows["panel"] == name], width, decades, zero, list(twin.columns), threshold, top)
            for name in dict.fromkeys(rows["panel"])
        ]
        # Plots of one scale stand exactly under each other, however long their labels are.
        bounds = "flush" if together else "full"
        chart = panels[0] if len(panels) == 1 else alt.vconcat(*panels, spacing=46 if together else 14, bounds=bounds)
        return chart.add_params(_slider(labels, threshold)) if threshold else chart

    facts = {
        "largest": largest.name,
        "largest_value": labels.number(largest.quantity) if largest.quantity else "",
        "least": _least(labels, threshold),
        "smallest": smallest.name,
        "smallest_value": labels.number(smallest.quantity) if smallest.quantity else "",
    }
    obs = tuple(dict.fromkeys(i.obs for p in printed if p.quantity for i in p.quantity.inputs))
    panels = dict.fromkeys(point.panel for point in printed)
    beside = [Gathered.of("ranked", (p.quantity for p in printed if p.panel == panel)) for panel in panels]
    return Draft(draw, twin, facts, obs, gathered=tuple(beside))


def _least(labels: Labels, threshold: Threshold | None) -> str:
    if threshold is None:
        return ""
    unit = unit_of(labels.store.units, threshold.unit)
    return written(threshold.least, unit, labels.lang, fine=Decimal(str(threshold.step)))


def _slider(labels: Labels, threshold: Threshold) -> alt.Parameter:
    divisor, unit = labels.axis_scale([threshold.most], threshold.unit)
    bind = alt.binding_range(
        min=0, max=threshold.most / divisor, step=threshold.step / divisor, name=f"{threshold.words}, {unit} "
    )
    return alt.param(name="least", value=threshold.least / divisor, bind=bind)


def _row(labels: Labels, order: int, point: Point) -> dict[str, object]:
    row: dict[str, object] = {
        "name": point.name,
        "order": order,
        "panel": point.panel,
        "label": "",
        "missing": "",
        "arrow": "",
        "soft": False,
        "low": None,
        "size": point.size,
    }
    quantity = point.quantity
    if quantity is None:
        return row | {"missing": NOT_PRINTED[labels.lang]}
    kind = "derived" if quantity.derived else "printed"
    finite = quantity.derived and abs(quantity.low) != float("inf") and abs(quantity.high) != float("inf")
    return row | {
        "value": quantity.value,
        "low": quantity.low if finite else None,
        "high": quantity.high if finite else None,
        "far": max(quantity.value, quantity.high) if finite else quantity.value,
        "fill": FILLS[f"{kind}-first" if point.first else kind][0],
        "edge": FILLS[f"{kind}-first" if point.first else kind][1],
        "label": labels.number(quantity),
        "arrow": "→" if quantity.bound in ("more_than", "at_least") else "",
        "soft": quantity.about,
        **labels.twin(point.name, quantity),
    }


def _decades(labels: Labels, quantities: Sequence[Quantity]) -> dict[float, str]:
    """The powers of ten around *quantities* (of one unit), each in words."""
    low, high = min(q.value for q in quantities), max(q.value for q in quantities)
    ends = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    unit = unit_of(labels.store.units, quantities[0].unit)
    return {end: written(end, unit, labels.lang, fine=Decimal(10) ** round(math.log10(end))) for end in ends}


def _panel(
    rows: pd.DataFrame,
    width: int,
    decades: dict[float, str] | None,
    zero: bool,
    columns: list[str],
    threshold: Threshold | None,
    top: float | None,
) -> Any:
    base: Any = alt.Chart(rows)
    if threshold:
        base = base.transform_filter("datum.size === null || datum.size >= least")
    scale = alt.Scale(zero=zero, padding=0 if zero else 24)
    if top is not None:
        scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(title=None, tickCount=4 if narrow(width) else 6)
    side: Any = "left"
    away = "datum.arrow ? 28 : 12"
    if decades is not None:
        ends = list(decades)
        scale = alt.Scale(type="log", domain=[ends[0], ends[-1]], nice=False)
        said = json.dumps({f"{end:.0f}": words for end, words in decades.items()}, ensure_ascii=False)
        words = f"{said}[format(datum.value, '.0f')]"
        # On a narrow page long labels would stand out on both sides.
        axis = alt.Axis(title=None, values=ends, labelExpr=words, grid=True, labelFlush=narrow(width))
        # The label of a dot in the right half stands on its left, where there is room.
        middle = (ends[0] * ends[-1]) ** 0.5
        side, away = alt.expr(f"datum.value > {middle} ? 'right' : 'left'"), f"datum.value > {middle} ? -16 : {away}"
    x = alt.X("value:Q", scale=scale, axis=axis)
    y = rows_axis(width)
    layers = []
    # Layers without marks would give their scales an empty domain.
    if rows["soft"].any():
        halo = base.transform_filter("datum.soft").mark_point(size=420, filled=True, opacity=0.25, shape="circle")
        layers.append(halo.encode(y=y, x=x, color=alt.Color("edge:N", scale=None)))
    if rows["low"].notna().any():
        layers.append(base.mark_rule(color=INK, strokeWidth=1.4).encode(y=y, x="low:Q", x2="high:Q"))
    layers.append(
        base.mark_point(size=130, filled=True, opacity=1, strokeWidth=1.6).encode(
            y=y,
            x=x,
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            tooltip=tooltip(columns),
        )
    )
    layers.append(
        base.mark_text(align=side, dx=alt.expr(away), color=INK).encode(
            y=y, x=alt.X("far:Q", axis=axis), text="label:N"
        )
    )
    if rows["arrow"].any():
        layers.append(base.mark_text(align="left", dx=9, fontSize=15, color=INK_SOFT).encode(y=y, x=x, text="arrow:N"))
    if rows["missing"].any():
        word = base.transform_filter("datum.missing").mark_text(align="left", color=MUTED)
        layers.append(word.encode(y=y, x=alt.value(4), text="missing:N"))
    layers += row_labels(base, width)
    beside = (36, 280) if decades is not None else (110, 370)
    plot = width - beside[0] if narrow(width) else width - beside[1]
    title = str(rows["panel"].iloc[0])
    heading = alt.TitleParams(title, anchor="start", frame="group", fontSize=13, color=INK_SOFT, fontWeight="bold")
    return alt.layer(*layers).properties(
        width=plot, height=step(width, rows["name"]), **({"title": heading} if title else {})
    )
