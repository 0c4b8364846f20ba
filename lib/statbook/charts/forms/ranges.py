"""Bars from a lower to an upper end: estimates of one quantity, and effects of rounding."""

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared import ChartSpec, Fields, Labels, Point, form, layer_chart, mark
from statbook.charts.shared.layers import BY_KIND, Switch, constant_rows
from statbook.charts.shared.rows import mark_row, narrow, row_labels, row_step, rows_axis, size_of_names
from statbook.charts.text_layout import estimated_width, inside_sentence
from statbook.charts.theme import ACCENT, GRID, INK, SLATE, SLATE_LIGHT
from statbook.messages import join_words
from statbook.prose import unit_of
from statbook.prose.number_words import format_number

ROW = {"wide": 56, "narrow": 72}
READINGS = ("rule", "strict")
"""How far a printed number may be rounded: as far as its row says, or half a unit of its last digit."""


@form("low", "high", "part", "unit")
def estimate_ranges(labels: Labels, estimates: Sequence[Point]) -> ChartSpec | None:
    """Several estimates of one quantity as the interval of each, and what all of them allow as a band through them.

    The axis starts near the lowest end, since only the ends matter. None unless two estimates have closed intervals
    that share something.

    >>> from statbook import Chapter
    >>> from statbook.charts import named_point
    >>> here = Chapter("method")
    >>> ways = ("trade_base_from_total", "trade_base_from_flows")
    >>> estimate_ranges(here.labels, [named_point(here.labels, key, here.get(key)) for key in ways]).facts["unit"]
    'billion yuan'
    """
    known = [(p.name, p.quantity) for p in estimates if p.quantity is not None and p.quantity.low < p.quantity.high]
    known = [(name, q) for name, q in known if math.isfinite(q.low) and math.isfinite(q.high)]
    low, high = max((q.low for _, q in known), default=0.0), min((q.high for _, q in known), default=0.0)
    if len(known) < 2 or low >= high:
        return None
    unit, say = unit_of(labels.store.units, known[0][1].unit), labels.words("overlap")
    fine = Decimal(10) ** math.floor(math.log10((high - low) / 10))
    ways = ((low, ROUND_FLOOR), (high, ROUND_CEILING))
    ends = [format_number(end, unit, labels.lang, fine=fine, rounding=way) for end, way in ways]
    divisor, words = labels.axis_scale([high], known[0][1].unit)
    rows = pd.DataFrame([mark_row(labels, name, q) | {"low": q.low, "high": q.high} for name, q in known])
    rows = rows.assign(order=range(len(rows)), **{end: rows[end] / divisor for end in ("low", "high", "value")})
    shared = constant_rows(low=low / divisor, high=high / divisor, label=say["both"])
    both = {labels.column("name"): say["both"], labels.column("range"): join_words((ends[0], say["to"], ends[1]), " ")}
    table = pd.concat([rows[labels.columns], pd.DataFrame([both])], ignore_index=True).fillna("")
    part = (high - low) / min(q.high - q.low for _, q in known)
    facts = {"low": ends[0], "high": ends[1], "part": f"{part * 100:.0f}%", "unit": words}
    return ChartSpec(lambda width: _estimates(rows, shared, width, labels.columns), table, facts)


def _estimates(rows: pd.DataFrame, shared: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    small, y = narrow(width), rows_axis(width)
    low, high = float(rows["low"].min()), float(rows["high"].max())
    room = (high - low) * 0.12
    scale = alt.Scale(domain=[low - room, high + room], nice=False, zero=False)
    axis = alt.Axis(title=None, tickCount=4 if small else 6)
    x, end, value, at = (alt.X(f"{name}:Q", scale=scale, axis=axis) for name in ("low", "end", "value", "at"))
    edges = shared.melt(id_vars="label", value_name="end")
    head = shared.assign(at=(shared["low"] + shared["high"]) / 2)
    bar: Fields = {"height": 12, "strokeWidth": 1.4, "color": SLATE_LIGHT, "stroke": SLATE}
    bold: Fields = {"color": ACCENT, "baseline": "bottom", "dy": -3, "fontWeight": "bold"}
    layers = [
        mark("rect", shared, x=x, x2="high", color=ACCENT, opacity=0.18),
        mark("rule", edges, x=end, color=ACCENT, strokeDash=[4, 3]),
        mark("bar", rows, y=y, x=x, x2="high", tips=columns, **bar),
        mark("tick", rows, y=y, x=value, color=INK, thickness=2, size=20),
        mark("text", rows, y=y, x=value, text="label", dy=18, color=INK),
        mark("text", head, x=at, y=0, text="label", **bold),
        *row_labels(rows, width),
    ]
    return layer_chart(layers, width - 20 if small else width - 240, alt.Step(ROW["narrow" if small else "wide"]))


@form("first", "first_value", "first_range", states=("rule", "strict"))
def rounding_ranges(
    labels: Labels, named: Sequence[tuple[str, Quantity | None, Quantity | None]], most: int = 12
) -> ChartSpec | None:
    """How far rounding lets derived quantities stray, in percent of each: (name, by the rule, by the last digit only).

    Rows with the widest interval come first; at most *most* of them. None with fewer than three.

    >>> from statbook import Chapter
    >>> here = Chapter("method")
    >>> rounding_ranges(here.labels, here.two_readings(*here.keys("rounding"))).multiples
    'reading'
    """
    known = [(name, rule, strict) for name, rule, strict in named if rule is not None and strict is not None]
    known = [item for item in known if item[1].is_derived and item[1].value and math.isfinite(item[1].high)]
    known.sort(key=lambda item: -_width(item[1]))
    if len(known) < 3:
        return None
    say, rows = labels.words("rounding_ranges"), []
    for order, (name, *both) in enumerate(known[:most]):
        for each, quantity in zip(READINGS, both, strict=True):
            ends = [(end / quantity.value - 1) * 100 for end in quantity.interval]
            row = mark_row(labels, name, quantity, "derived", first=order == 0) | labels.row(name, quantity)
            row |= {"order": order, "reading": each, say["reading"]: say[each]}
            rows.append(row | {"low": min(ends), "high": max(ends)})
    frame = pd.DataFrame(rows)
    reading = Switch("reading", say["reading"], {each: say[each] for each in READINGS})
    shown = {"rule": [(name, rule) for name, rule, _ in known[:most]]}
    shown["strict"] = [(name, strict) for name, _, strict in known[:most]]
    states = {}
    for each, bars in shown.items():
        name, widest = max(bars, key=lambda item: _width(item[1]))
        numbers = {"first_value": labels.number(widest), "first_range": labels.range(widest)}
        states[each] = {"first": inside_sentence(name)} | numbers
    table = frame[[say["reading"], *labels.columns]]
    return ChartSpec(
        lambda width: _roundings(frame, reading, width, labels.columns),
        table,
        states[READINGS[0]],
        multiples="reading",
        states=states,
    )


def _width(quantity: Quantity) -> float:
    """The width of an interval in parts of its number."""
    return (quantity.high - quantity.low) / abs(quantity.value)


def _roundings(frame: pd.DataFrame, reading: Switch, width: int, columns: list[str]) -> alt.TopLevelMixin:
    small, base, y = narrow(width), reading.select_rows(frame), rows_axis(width)
    axis = alt.Axis(title=None, tickCount=4 if small else 5, labelOverlap=True, labelExpr="datum.label + '%'")
    edge = float(max(frame["high"].max(), -frame["low"].min()))
    x = alt.X("low:Q", axis=axis, scale=alt.Scale(domain=[-edge, edge], nice=True))
    layers = [
        mark("bar", base, y=y, x=x, x2="high", tips=columns, height=9, strokeWidth=1.2, **BY_KIND),
        mark("rule", constant_rows(x=0), x="x", color=GRID if small else INK),
        mark("text", base, y=y, x="high", text="label", align="left", dx=6, color=INK, fontSize=12),
        *row_labels(base, width),
    ]
    label = max(estimated_width(str(number), 12) for number in frame["label"]) + 14
    plot = width - label - (12 if small else size_of_names(frame["name"]) + 12)
    return layer_chart(layers, plot, row_step(width, frame["name"]), reading)
