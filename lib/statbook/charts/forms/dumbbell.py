"""Dumbbell: two shares of the same thing on one line, as far apart as they are; one picture a reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity
from statbook.charts.shared import ChartSpec, Labels, Switch, constant_rows, form, layer_chart, mark
from statbook.charts.shared.layers import Fields
from statbook.charts.shared.rows import mark_row, narrow
from statbook.charts.theme import INK, INK_SOFT, MUTED, RULE

ROW = 100


@dataclass(frozen=True)
class Pair:
    """Two quantities of one unit under a heading, each by its name; None where a reading gives none.

    The second is what the title speaks of.
    """

    heading: str
    names: tuple[str, str]
    quantities: tuple[Quantity | None, Quantity | None] = (None, None)

    def of(self, first: Quantity | None, second: Quantity | None) -> Self:
        """The same pair with its quantities."""
        return replace(self, quantities=(first, second))


@form
def dumbbell(labels: Labels, readings: Mapping[str, Sequence[Pair]]) -> ChartSpec | None:
    """Rows of two dots joined by a line, for readings that can be switched; the axis starts at zero.

    Derived values are light and carry their interval; a word stands where a reading gives no value.
    None if the first reading has no complete pair.

    >>> from statbook import Chapter
    >>> here = Chapter("patents")
    >>> pair = Pair("Share", ("of stock", "of work"))
    >>> done = here.get("inventoried_patents.universities_and_institutes.share")
    >>> dumbbell(here.labels, {"one": [pair.of(here.get("zhejiang_of_stock"), done)]}).facts["second"]
    '35.7%'
    """
    lead = next(iter(readings.values()), ())
    whole = [pair for pair in lead if None not in pair.quantities]
    if not whole:
        return None
    every = [(reading, order, pair) for reading, pairs in readings.items() for order, pair in enumerate(pairs)]
    rows = pd.DataFrame([row for item in every for row in _rows(labels, *item)])
    given = rows[rows["given"]]
    reading = Switch("reading", labels.words("dumbbell")["reading"], {each: each for each in readings})
    # One axis for all readings: what a switch moves must be the dots, not the scale.
    top = float(rows[["value", "high"]].max().max())

    def draw(width: int) -> alt.TopLevelMixin:
        layers = _layers(reading.select_rows(rows), width, labels.columns, top)
        return layer_chart(layers, width - 24, ROW * len(lead), reading)

    first, second = (quantity for quantity in whole[0].quantities if quantity is not None)
    facts = {"first": labels.number(first), "second": labels.number(second)}
    return ChartSpec(
        draw,
        given[labels.columns].assign(**{reading.words: given["reading"]}),
        facts | {"period": labels.period(second.inputs[0].period)},
        multiples="reading",
        combined=tuple(Combination("ranked", pair.quantities) for _, _, pair in every),
    )


def _rows(labels: Labels, reading: str, order: int, pair: Pair) -> list[Fields]:
    """A row for each side of a pair; the first of them also carries the line between the two."""
    known = [quantity.value for quantity in pair.quantities if quantity is not None]
    rows: list[Fields] = []
    for place, (name, quantity) in enumerate(zip(pair.names, pair.quantities, strict=True)):
        joined = place == 0 and len(known) == 2
        row: Fields = {"reading": reading, "order": order, "place": place, "given": quantity is not None}
        row |= {"heading": pair.heading if place == 0 else "", "start": None, "end": None}
        row |= {"start": min(known), "end": max(known)} if joined else {}
        if quantity is None:
            row |= {"value": None, "low": None, "high": None, "fill": MUTED, "line": MUTED}
            row |= {"words": f"{name}: {labels.words('dumbbell')['missing']}"}
            rows.append(row | dict.fromkeys(labels.columns, ""))
        else:
            drawn = mark_row(labels, f"{pair.heading}: {name}", quantity, first=bool(place))
            rows.append(row | drawn | {"words": f"{name} {labels.number(quantity)}"})
    return rows


def _layers(base: Any, width: int, columns: list[str], top: float) -> list[Any]:
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    scale = alt.Scale(domain=[0, top * 1.02], nice=False)
    x, start, low = (alt.X(f"{field}:Q", axis=None, scale=scale) for field in ("value", "start", "low"))
    given, missing = base.transform_filter("datum.given"), base.transform_filter("!datum.given")
    drop = 14
    text: Fields = {"text": "words", "fontSize": 12 if narrow(width) else 13, "y": y}
    right = f"datum.value > {top * 0.45}"
    side = {"align": alt.expr(f"{right} ? 'right' : 'left'"), "dx": alt.expr(f"{right} ? 8 : -8"), "color": INK}
    dot: Fields = {"filled": True, "size": 170, "strokeWidth": 2, "opacity": 1, "yOffset": drop}
    bold: Fields = {"align": "left", "dx": 6, "yOffset": -32, "fontWeight": "bold", "color": INK}
    # One name above the line, the other below it, each towards the middle: the dots may lie close together.
    text |= {"yOffset": alt.expr(f"datum.place ? {drop + 20} : {drop - 20}")}
    return [
        mark("rule", constant_rows(value=0), color=RULE, strokeWidth=1, x=x, y=24, y2=alt.value("height")),
        mark("rule", base, y=y, x=start, x2="end", color=RULE, strokeWidth=3, yOffset=drop),
        mark("point", given, y=y, x=x, color="@fill", stroke="@line", tips=columns, **dot),
        mark("rule", given, y=y, x=low, x2="high", color=INK, strokeWidth=1.6, yOffset=drop),
        mark("text", base, y=y, x=0, text="heading", **bold),
        mark("text", given, x=x, **side, **text),
        mark("text", missing, x=0, align="left", dx=8, color=INK_SOFT, **text),
    ]
