"""What two parts of one whole, taken by different breakdowns, must share."""

from typing import Any

import altair as alt
import pandas as pd

from statbook.charts.shared import ChartSpec, Labels, Point, Switch, form, layer_chart, mark, narrow
from statbook.charts.shared.layers import Fields
from statbook.charts.shared.rows import row_labels, row_step, rows_axis
from statbook.charts.shared.text_layout import estimated_width
from statbook.charts.theme import ACCENT, BY_KIND, INK
from statbook.prose.number_words import span


@form
def shared_part(labels: Labels, whole: Point, first: Point, second: Point, both: Point) -> ChartSpec | None:
    """The whole, *first* laid from its left end and *second* from its right: what they share cannot be less.

    A switch lays both from the left: what they share cannot be more than the smaller. *both* is the least that is
    shared, a quantity computed from the three. None if one is not printed or nothing need be shared.

    >>> from statbook import Chapter
    >>> here = Chapter("audit")
    >>> shared_part(here.labels, *here.points("both")).facts["part"]
    '41%'
    """
    known = [(point, point.quantity) for point in (whole, first, second) if point.quantity is not None]
    if len(known) < 3 or both.quantity is None or both.quantity.low <= 0:
        return None
    say, (size, one, two) = labels.words("shared_part"), (quantity for _, quantity in known)
    divisor, words = labels.axis_scale([size.value], size.unit)
    most = min(one, two, key=lambda quantity: quantity.value)
    drawn = [(point, quantity, "printed", labels.number(quantity), quantity.value) for point, quantity in known]
    between = span(labels.number(both.quantity), labels.number(most), labels.lang)
    drawn.append((both, both.quantity, "derived-first", between, most.value))
    right = size.value - two.value
    ends = [(0.0, size.value), (0.0, one.value), (right, size.value), (right, one.value)]
    rows = pd.DataFrame(
        {"name": point.name, "order": order, "kind": kind, "low": low / divisor, "high": high / divisor}
        | {"low_same": 0.0, "high_same": length / divisor, "label": label}
        | labels.row(point.name, quantity)
        for order, ((point, quantity, kind, label, length), (low, high)) in enumerate(zip(drawn, ends, strict=True))
    )
    facts = {"both": labels.number(both.quantity), "unit": words}
    return ChartSpec(
        lambda width: _overlay(rows, width, labels.columns, say),
        rows[labels.columns],
        facts | {"part": f"{both.quantity.value / size.value * 100:.0f}%"},
        multiples="place",
    )


def _overlay(rows: pd.DataFrame, width: int, columns: list[str], say: dict[str, str]) -> alt.TopLevelMixin:
    small = narrow(width)
    # Beside the bars of a narrow drawing there is no room for words: they stand above, behind the name.
    rows = rows.assign(label="", name=rows["name"] + say["colon"] + rows["label"]) if small else rows
    place = Switch("place", say["place"], {"least": say["least"], "most": say["most"]})
    base: Any = alt.Chart(rows).transform_calculate(
        from_="place == 'least' ? datum.low : datum.low_same", to_="place == 'least' ? datum.high : datum.high_same"
    )
    y, axis = rows_axis(width), alt.Axis(title=None, tickCount=4 if small else 6)
    x = alt.X("from_:Q", axis=axis, scale=alt.Scale(zero=True, nice=False))
    layers = [
        mark("bar", base, y=y, x=x, x2="to_:Q", tips=columns, height=18, strokeWidth=1.4, **BY_KIND),
        mark("text", base, y=y, x="to_:Q", text="label", align="left", dx=6, color=INK),
        *row_labels(base, width),
    ]
    for end in () if small else ("from_", "to_"):
        look: Fields = {"x": alt.X(f"{end}:Q", axis=axis), "color": ACCENT, "strokeDash": [4, 3]}
        layers.append(mark("rule", base, where="datum.kind == 'derived-first'", **look))
    names = 0.0 if small else max(estimated_width(str(name)) for name in rows["name"]) + 14
    label = max(estimated_width(str(label)) for label in rows["label"]) + 20
    return layer_chart(layers, width - names - label, row_step(width, rows["name"]), place)
