"""Margins: two parts of one whole, taken by different cuts, and how much of it must be both."""

from __future__ import annotations

__all__ = ["margins"]

from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import wide_as
from statbook.charts.chart import Draft
from statbook.charts.forms.dots import Point
from statbook.charts.labels import Labels, narrow, row_labels, rows_axis, step, switch, tooltip
from statbook.charts.theme import ACCENT, INK, fill, outline
from statbook.prose.number_words import span

SAY = {
    "en": {
        "place": "Lay the second part",
        "least": "from the other end",
        "most": "from the same end",
        "colon": ": ",
    },
    "zh": {"place": "第二部分", "least": "自另一端", "most": "自同一端", "colon": ":"},
}


def margins(labels: Labels, whole: Point, first: Point, second: Point, both: Point) -> Draft | None:
    """The whole, *first* laid from its left end and *second* from its right: what they share cannot be less.

    A switch lays both from the left: what they share cannot be more than the smaller. *both* is the least that is
    shared, a quantity computed from the three. None if one is not printed or nothing need be shared.
    """
    told = [(point, point.quantity) for point in (whole, first, second)]
    known = [(point, quantity) for point, quantity in told if quantity is not None]
    if len(known) < 3 or both.quantity is None or both.quantity.low <= 0:
        return None
    say = SAY[labels.lang]
    size, one, two = (quantity for _, quantity in known)
    divisor, words = labels.axis_scale([size.value], size.unit)
    least, most = both.quantity.value, min(one.value, two.value)
    ends = [(0.0, size.value), (0.0, one.value), (size.value - two.value, size.value)]
    rows = []
    for order, ((point, quantity), (low, high)) in enumerate(zip(known, ends, strict=True)):
        rows.append(
            {"name": point.name, "order": order, "kind": "printed", "low": low / divisor, "high": high / divisor}
            | {"low_same": 0.0, "high_same": quantity.value / divisor, "label": labels.number(quantity)}
            | labels.twin(point.name, quantity)
        )
    shared = pd.DataFrame(
        [
            {"name": both.name, "order": 3, "kind": "derived-first"}
            | {"low": (size.value - two.value) / divisor, "high": one.value / divisor}
            | {"low_same": 0.0, "high_same": most / divisor, "label": _range(labels, both.quantity, one, two)}
            | labels.twin(both.name, both.quantity)
        ]
    )
    frame = pd.DataFrame(rows)
    twin = pd.DataFrame([labels.twin(p.name, p.quantity) for p in (whole, first, second, both) if p.quantity])
    columns = list(twin.columns)

    def draw(width: int) -> alt.TopLevelMixin:
        return _chart(pd.concat([frame, shared], ignore_index=True), width, columns, say)

    facts = {"both": labels.number(both.quantity), "unit": words, "whole": labels.number(size)}
    facts["part"] = f"{least / size.value * 100:.0f}%"
    obs = tuple(dict.fromkeys(item.obs for _, quantity in known for item in quantity.inputs))
    return Draft(draw, twin, facts, obs, multiples="place")


def _range(labels: Labels, both: Quantity, one: Quantity, two: Quantity) -> str:
    least = labels.number(both)
    most = labels.number(min(one, two, key=lambda quantity: quantity.value))
    return span(least, most, labels.lang)


def _chart(rows: pd.DataFrame, width: int, columns: list[str], say: dict[str, str]) -> alt.TopLevelMixin:
    small = narrow(width)
    # Beside the bars of a narrow drawing there is no room for words: they stand above, behind the name.
    rows = rows.assign(label="", name=rows["name"] + say["colon"] + rows["label"]) if small else rows
    chosen = switch("place", say["place"], {"least": say["least"], "most": say["most"]})
    base: Any = alt.Chart(rows).transform_calculate(
        from_="place == 'least' ? datum.low : datum.low_same", to_="place == 'least' ? datum.high : datum.high_same"
    )
    y = rows_axis(width)
    axis = alt.Axis(title=None, tickCount=4 if small else 6)
    x = alt.X("from_:Q", axis=axis, scale=alt.Scale(zero=True, nice=False))
    layers = [
        base.mark_bar(height=18, strokeWidth=1.4).encode(
            y=y, x=x, x2="to_:Q", color=fill(), stroke=outline(), tooltip=tooltip(columns)
        ),
        base.mark_text(align="left", dx=6, color=INK).encode(y=y, x="to_:Q", text="label:N"),
        *row_labels(base, width),
    ]
    if not small:
        edges = base.transform_filter("datum.kind == 'derived-first'")
        ends = (alt.X(f"{end}:Q", axis=axis) for end in ("from_", "to_"))
        layers += [edges.mark_rule(color=ACCENT, strokeDash=[4, 3]).encode(x=end) for end in ends]
    names = 0.0 if small else max(wide_as(str(name)) for name in rows["name"]) + 14
    label = max(wide_as(str(label)) for label in rows["label"]) + 20
    return (
        alt.layer(*layers).properties(width=width - names - label, height=step(width, rows["name"])).add_params(chosen)
    )
