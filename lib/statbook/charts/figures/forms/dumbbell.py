"""Dumbbell: two shares of the same thing on one line, as far apart as they are; one picture a reading."""

from __future__ import annotations

__all__ = ["Pair", "dumbbell"]

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, switch, tooltip
from statbook.charts.theme import ACCENT, ACCENT_LIGHT, INK, INK_SOFT, MUTED, RULE, SLATE, SLATE_LIGHT

ROW = 100
SAY = {
    "en": {"reading": "Reading", "missing": "not printed"},
    "zh": {"reading": "读法", "missing": "未印出"},
}


@dataclass(frozen=True)
class Pair:
    """Two quantities of one unit under a heading, each by its name; None where a reading gives none.

    The second is what the title speaks of.
    """

    heading: str
    names: tuple[str, str]
    quantities: tuple[Quantity | None, Quantity | None] = (None, None)

    def of(self, first: Quantity | None, second: Quantity | None) -> Pair:
        """The same pair with its quantities."""
        return replace(self, quantities=(first, second))


def dumbbell(labels: Labels, readings: Mapping[str, Sequence[Pair]]) -> Draft | None:
    """Rows of two dots joined by a line, for readings that can be switched; the axis starts at zero.

    Derived values are light and carry their interval; a word stands where a reading gives no value.
    None if the first reading has no complete pair.
    """
    lead = next(iter(readings.values()), ())
    whole = [pair for pair in lead if None not in pair.quantities]
    if not whole:
        return None
    say = SAY[labels.lang]
    rows = pd.DataFrame(
        [
            row
            for reading, pairs in readings.items()
            for order, pair in enumerate(pairs)
            for row in _rows(labels, reading, order, pair)
        ]
    )
    columns = labels.columns
    given = rows[rows["given"]]
    twin = given[columns].assign(**{say["reading"]: given["reading"]})
    options = {reading: reading for reading in readings}

    def draw(width: int) -> alt.TopLevelMixin:
        base: Any = alt.Chart(rows)
        chosen = [switch("reading", say["reading"], options)] if len(options) > 1 else []
        if chosen:
            base = base.transform_filter("datum.reading == reading")
        # One axis for all readings: what a switch moves must be the dots, not the scale.
        top = float(rows[["value", "high"]].max().max())
        chart = alt.layer(*_layers(base, width, columns, top)).properties(width=width - 24, height=ROW * len(lead))
        return chart.add_params(*chosen) if chosen else chart

    pair = whole[0]
    first, second = (quantity for quantity in pair.quantities if quantity is not None)
    facts = {
        "heading": pair.heading,
        "first_name": pair.names[0],
        "second_name": pair.names[1],
        "first": labels.number(first),
        "second": labels.number(second),
        "period": labels.period(second.inputs[0].period),
    }
    quantities = [q for pairs in readings.values() for each in pairs for q in each.quantities if q is not None]
    obs = tuple(dict.fromkeys(item.obs for q in quantities for item in q.inputs))
    beside = tuple(Gathered("ranked", each.quantities) for pairs in readings.values() for each in pairs)
    return Draft(draw, twin, facts, obs, multiples="reading", gathered=beside)


def _rows(labels: Labels, reading: str, order: int, pair: Pair) -> list[dict[str, Any]]:
    """A row for each side of a pair; the first of them also carries the line between the two."""
    known = [quantity.value for quantity in pair.quantities if quantity is not None]
    rows: list[dict[str, Any]] = []
    for place, (name, quantity) in enumerate(zip(pair.names, pair.quantities, strict=True)):
        joined = place == 0 and len(known) == 2
        row: dict[str, Any] = {
            "reading": reading,
            "order": order,
            "heading": pair.heading if place == 0 else "",
            "place": place,
            "given": quantity is not None,
            "value": quantity.value if quantity is not None else None,
            "start": min(known) if joined else None,
            "end": max(known) if joined else None,
            "low": None,
            "high": None,
        }
        if quantity is None:
            row |= {"words": f"{name}: {SAY[labels.lang]['missing']}", "fill": MUTED, "line": MUTED}
            rows.append(row | dict.fromkeys(labels.columns, ""))
            continue
        light = quantity.derived
        row |= {
            "low": quantity.low if light else None,
            "high": quantity.high if light else None,
            "words": f"{name} {labels.number(quantity)}",
            "fill": ((ACCENT_LIGHT if light else ACCENT) if place else (SLATE_LIGHT if light else SLATE)),
            "line": ACCENT if place else SLATE,
        }
        rows.append(row | labels.twin(f"{pair.heading}: {name}", quantity))
    return rows


def _layers(base: Any, width: int, columns: list[str], top: float) -> list[Any]:
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    scale = alt.Scale(domain=[0, top * 1.02], nice=False)
    x, start, low = (alt.X(f"{field}:Q", axis=None, scale=scale) for field in ("value", "start", "low"))
    zero = alt.Chart(pd.DataFrame([{"value": 0}]))
    given, missing = base.transform_filter("datum.given"), base.transform_filter("!datum.given")
    first, second = (given.transform_filter(f"datum.place == {place}") for place in (0, 1))
    size, drop = (12 if narrow(width) else 13), 14
    right = f"datum.value > {top * 0.45}"
    side, shift = alt.expr(f"{right} ? 'right' : 'left'"), alt.expr(f"{right} ? 8 : -8")
    return [
        zero.mark_rule(color=RULE, strokeWidth=1).encode(x=x, y=alt.value(24), y2=alt.value("height")),
        base.mark_rule(color=RULE, strokeWidth=3, yOffset=drop).encode(y=y, x=start, x2="end:Q"),
        given.mark_point(filled=True, size=170, strokeWidth=2, opacity=1, yOffset=drop).encode(
            y=y,
            x=x,
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            tooltip=tooltip(columns),
        ),
        given.mark_rule(color=INK, strokeWidth=1.6, yOffset=drop).encode(y=y, x=low, x2="high:Q"),
        base.mark_text(align="left", dx=6, yOffset=-32, fontWeight="bold", color=INK).encode(
            y=y, x=alt.value(0), text="heading:N"
        ),
        # One name above the line, the other below it, each towards the middle: the dots may lie close together.
        first.mark_text(align=side, yOffset=drop - 20, dx=shift, color=INK, fontSize=size).encode(
            y=y, x=x, text="words:N"
        ),
        second.mark_text(align=side, yOffset=drop + 20, dx=shift, color=INK, fontSize=size).encode(
            y=y, x=x, text="words:N"
        ),
        *(
            missing.transform_filter(f"datum.place == {place}")
            .mark_text(align="left", dx=8, yOffset=drop + offset, color=INK_SOFT, fontSize=size)
            .encode(y=y, x=alt.value(0), text="words:N")
            for place, offset in ((0, -20), (1, 20))
        ),
    ]
