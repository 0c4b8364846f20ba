"""Dots on a line: values of one unit side by side, each with how sure it is.

The module is long because dots may stand in panels, on two kinds of axis, over lines and behind a slider.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity
from statbook.charts.shared import ChartSpec, Labels, Point, form, heading, layer_chart, mark, narrow
from statbook.charts.shared.layers import Fields, Layer
from statbook.charts.shared.rows import ROUND, mark_row, row_labels, row_step, rows_axis
from statbook.charts.text_layout import HALO
from statbook.charts.theme import INK, INK_SOFT, MUTED, RULE
from statbook.messages import join_words
from statbook.prose.number_words import format_number, unit_of

Known = tuple[Point, Quantity]


@dataclass(frozen=True)
class Threshold:
    """A slider above the chart that hides points whose size is less than its value.

    It starts at *least* and goes to *most* in steps of *step*, all in *unit*.
    """

    words: str
    unit: str
    least: float
    most: float
    step: float


@form("largest", "largest_value", "least")
def dots(
    labels: Labels,
    points: Sequence[Point],
    *,
    log: bool = False,
    threshold: Threshold | None = None,
    shared_scale: bool = False,
    references: Sequence[Point] = (),
    accent: bool = True,
) -> ChartSpec | None:
    """Dots with labels in the order given; None if fewer than three are printed.

    Intervals of derived values are whiskers, lower bounds end in an arrow, approximate values have a soft edge, and a
    word says where nothing is printed. Red is the point that is marked as first, or else the largest; none without
    *accent*. The axis starts at 0, or is logarithmic with *log*. *shared_scale* gives all
    panels one scale, so that they can be read against each other, and *references* are lines through all of them.

    >>> from statbook import Chapter
    >>> here = Chapter("patents")
    >>> dots(here.labels, here.points("instruments"), log=True).facts["largest_value"]
    'about 600 billion yuan'
    """
    known = [(point, point.quantity) for point in points if point.quantity is not None]
    if len(known) < 3:
        return None
    # The title speaks of what is seen before the slider is moved.
    largest, facts = _facts(labels, known, threshold, threshold.least if threshold else 0)
    if accent and not any(point.first for point in points):
        points = [replace(point, first=point is largest) for point in points]
    rows = pd.DataFrame([_row(labels, order, point) for order, point in enumerate(points)])
    # Plots of one scale stand exactly under each other, however long their labels are, and the last has the axis.
    seen = rows[rows["size"].isna() | (rows["size"] >= threshold.least)] if threshold else rows
    top = float(seen[["value", "high"]].max().max()) if shared_scale else None
    if threshold:
        rows["size"] = rows["size"] / labels.axis_scale([threshold.most], threshold.unit)[0]
    stacked: Fields = {"spacing": 32, "bounds": "flush"} if shared_scale else {"spacing": 14, "bounds": "full"}
    named = [(q.value, f"{p.name}\n{labels.number(q)}") for p in references if (q := p.quantity) is not None]
    lines = pd.DataFrame(named, columns=["at", "words"])
    decades = _decades(labels, [quantity for _, quantity in known]) if log else None
    seen_from = "datum.size === null || datum.size >= least" if threshold else ""

    def draw(width: int) -> alt.TopLevelMixin:
        groups = [rows[rows["panel"] == name] for name in dict.fromkeys(rows["panel"])]
        axes = [_axis(decades, top, width, last=group is groups[-1]) for group in groups]
        panels = [
            _panel(group, seen_from, width, own, labels.columns, lines, named=group is groups[0])
            for group, own in zip(groups, axes, strict=True)
        ]
        chart = panels[0] if len(panels) == 1 else alt.vconcat(*panels, **stacked)
        return chart.add_params(_slider(labels, threshold)) if threshold else chart

    panels_of = dict.fromkeys(point.panel for point, _ in known)
    ranked = [Combination.of("ranked", (q for point, q in known if point.panel == panel)) for panel in panels_of]
    table, start = (part.loc[part["missing"] == "", labels.columns] for part in (rows, seen))
    states = _states(labels, known, threshold) if threshold else {}
    return ChartSpec(draw, table, facts, start=start, combined=tuple(ranked), states=states)


def _slider(labels: Labels, threshold: Threshold) -> alt.Parameter:
    divisor, unit = labels.axis_scale([threshold.most], threshold.unit)
    most, least, step = (value / divisor for value in (threshold.most, threshold.least, threshold.step))
    bind = alt.binding_range(min=least, max=most, step=step, name=join_words((threshold.words, f"{unit} "), ", "))
    return alt.param(name="least", value=least, bind=bind)


def _facts(
    labels: Labels, known: Sequence[Known], threshold: Threshold | None, least: float
) -> tuple[Point | None, dict[str, str]]:
    """The largest of the points whose size is known to be at least *least*, if there is one, and the facts of the title."""
    seen = [item for item in known if not threshold or (item[0].size is not None and item[0].size >= least)]
    largest, most = max(seen, key=lambda item: item[1].value, default=(None, None))
    facts = {"largest": largest.name if largest else "", "largest_value": labels.number(most), "least": ""}
    if threshold:
        unit = unit_of(labels.store.units, threshold.unit)
        facts["least"] = format_number(least, unit, labels.lang, fine=Decimal(str(threshold.step)))
    return largest, facts


def _states(labels: Labels, known: Sequence[Known], threshold: Threshold) -> dict[float, dict[str, str]]:
    """The facts at each step of the slider, by its value on the page."""
    divisor, _ = labels.axis_scale([threshold.most], threshold.unit)
    steps = round((threshold.most - threshold.least) / threshold.step) + 1
    limits = [Decimal(str(threshold.least)) + number * Decimal(str(threshold.step)) for number in range(steps)]
    return {float(at) / divisor: _facts(labels, known, threshold, float(at))[1] for at in limits}


def _row(labels: Labels, order: int, point: Point) -> Fields:
    row: Fields = {"name": point.name, "label": "", "missing": "", "out": "", "soft": False, "low": None}
    if point.quantity is None:
        row["missing"] = labels.words("dots")["missing"]
    else:
        row |= mark_row(labels, point.name, point.quantity, first=point.first)
    return row | {"order": order, "panel": point.panel, "size": point.size}


def _decades(labels: Labels, quantities: Sequence[Quantity]) -> dict[float, str]:
    """The powers of ten around *quantities* (of one unit), each in words."""
    low, high = min(q.value for q in quantities), max(q.value for q in quantities)
    ends = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    unit = unit_of(labels.store.units, quantities[0].unit)
    return {end: format_number(end, unit, labels.lang, fine=Decimal(10) ** round(math.log10(end))) for end in ends}


def _axis(
    decades: dict[float, str] | None, top: float | None, width: int, *, last: bool
) -> tuple[alt.Scale, alt.Axis, Any, str]:
    """Scale and axis, and on which side of a dot its label stands, how far away: in the right half on the left.

    Of panels with one scale, which *top* ends, only the *last* has words at its axis.
    """
    away = "datum.out ? 28 : 12"
    if decades is None:
        scale = alt.Scale(zero=True, padding=0) if top is None else alt.Scale(domain=[0, top], nice=False)
        axis = alt.Axis(title=None, tickCount=4 if narrow(width) else 6, labels=last or top is None)
        return scale, axis, "left", away
    ends = list(decades)
    written_ends = json.dumps({f"{end:.0f}": text for end, text in decades.items()}, ensure_ascii=False)
    text = f"{written_ends}[format(datum.value, '.0f')]"
    # On a narrow page long labels would stand out on both sides.
    axis = alt.Axis(title=None, values=ends, labelExpr=text, grid=True, labelFlush=narrow(width))
    right = f"datum.value > {(ends[0] * ends[-1]) ** 0.5}"
    scale = alt.Scale(type="log", domain=[ends[0], ends[-1]], nice=False)
    return scale, axis, alt.expr(f"{right} ? 'right' : 'left'"), f"{right} ? -16 : {away}"


def _panel(
    rows: pd.DataFrame,
    seen: str,
    width: int,
    axes: tuple[alt.Scale, alt.Axis, Any, str],
    columns: list[str],
    lines: pd.DataFrame,
    *,
    named: bool,
) -> Any:
    base: Any = Layer(rows).transform_filter(seen) if seen else Layer(rows)
    scale, axis, side, away = axes
    x, y = alt.X("value:Q", scale=scale, axis=axis), rows_axis(width)
    at: Fields = {"x": x, "y": y}
    layers = []
    # Layers without marks would give their scales an empty domain.
    if len(lines):
        through = alt.X("at:Q", scale=scale, axis=axis)
        above: Fields = {"lineBreak": "\n", "lineHeight": 14, "baseline": "line-bottom", "fontSize": 12, "dy": -18}
        layers.append(mark("rule", lines, x=through, color=RULE, strokeWidth=1.4))
        # Words without letters would still move the heading.
        layers += [mark("text", lines, x=through, y=0, text="words", color=INK_SOFT, **above)] if named else []
    if rows["soft"].any():
        edge = {"size": 420, "filled": True, "opacity": 0.25, "shape": "circle", "color": "@line"}
        layers.append(mark("point", base, where="datum.soft", **edge, **at))
    if rows["low"].notna().any():
        layers.append(mark("rule", base, y=y, x="low", x2="high", color=INK, strokeWidth=1.4))
    label = {"text": "label", "align": side, "dx": alt.expr(away), "color": INK}
    layers.append(mark("point", base, size=130, tips=columns, **ROUND, **at))
    far = alt.X("far:Q", axis=axis)
    layers += [mark("text", base, y=y, x=far, **label | HALO)] if len(lines) else []
    layers.append(mark("text", base, y=y, x=far, **label))
    if rows["out"].any():
        layers.append(mark("text", base, text="out", align="left", dx=9, fontSize=15, color=INK_SOFT, **at))
    if rows["missing"].any():
        layers.append(mark("text", base, where="datum.missing", y=y, x=4, text="missing", align="left", color=MUTED))
    layers += row_labels(base, width, clear=len(lines) > 0)
    beside = (36, 280) if side != "left" else (110, 370)
    title = str(rows["panel"].iloc[0])
    head: Fields = {"title": heading(title)} if title else {}
    return layer_chart(
        layers, width - beside[not narrow(width)], row_step(width, rows["name"], dense=len(lines) > 0), **head
    )
