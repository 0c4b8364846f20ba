"""Bars of a whole and its parts: what it is made of, beside numbers of another concept; what two parts must share."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity, share
from statbook.charts.shared import ChartSpec, Fields, Labels, Point, Switch, form, layer_chart, mark, narrow, wrap
from statbook.charts.shared.layers import BY_KIND, Layer, across, down
from statbook.charts.shared.rows import row_labels, row_step, rows_axis
from statbook.charts.text_layout import BLOCK, LINE, estimated_width
from statbook.charts.theme import ACCENT, INK, INK_SOFT
from statbook.messages import bracket, join_words
from statbook.prose.number_words import span

BAR, GAP = 34, 30
SIZE = 13
BOLD = 0.93
"""Words in bold are wider than they are measured."""
Piece = tuple[str, Quantity, str]
"""Name, quantity, kind of mark."""


@form("first", "first_share")
def bar_with_context(
    labels: Labels, whole: Point, parts: Sequence[Point], context: Sequence[Point], residual: str
) -> ChartSpec | None:
    """A bar of *parts* with what they leave of *whole*, hatched and named *residual*; below it *context*, same scale.

    None if the whole or a part is not printed, or if the parts exceed the whole.

    >>> from statbook import Chapter
    >>> here = Chapter("credit", region="China", period="2025-01")
    >>> whole = Point("Financing", here.get("aggregate_financing.difference"))
    >>> part = Point("Bonds", here.get("government_bond_financing.government.difference"))
    >>> bar_with_context(here.labels, whole, [part], [], "Other").facts["first_share"]
    '68.3%'
    """
    known = [(part, part.quantity) for part in parts if part.quantity is not None]
    if whole.quantity is None or not parts or len(known) < len(parts):
        return None
    left = whole.quantity
    for _, quantity in known:
        left = left - quantity
    left = left.to(whole.quantity.unit)
    if left.value < 0 or any(quantity.value < 0 for _, quantity in known):
        return None
    parts_of_whole = [share(quantity, whole.quantity) for _, quantity in known]
    pieces = [(part.name, quantity, _kind(part, quantity)) for part, quantity in known] + [(residual, left, "rest")]
    others = [(p.name, p.quantity, _kind(p, p.quantity)) for p in context if p.quantity is not None]
    table = [labels.row(whole.name, whole.quantity)]
    table += [labels.row(name, quantity, kind if kind == "rest" else "") for name, quantity, kind in pieces + others]
    head = labels.words("bar_with_context")["of"].format(name=whole.name, number=labels.number(whole.quantity))
    size = whole.quantity.value

    def draw(width: int) -> alt.TopLevelMixin:
        bars, texts, height = _frames(labels, head, size, pieces, parts_of_whole, others, width - 16)
        x, y = across("x", width - 16), down("y", height)
        text: Fields = BLOCK | {"x": x, "y": y, "text": "text", "fontSize": SIZE}
        layers = [
            mark("rect", bars, x=x, y=y, x2="x2", y2="y2", strokeWidth=1.2, tips=labels.columns, **BY_KIND),
            mark("text", texts, where="datum.role == 'head'", color=INK_SOFT, fontWeight="bold", **text),
            mark("text", texts, where="datum.role == 'label'", color=INK, **text),
        ]
        return layer_chart(layers, width - 16, height)

    first, largest = max(known, key=lambda item: item[1].value)
    ranked = Combination.of("ranked", (point.quantity for point in (whole, *parts, *context)))
    stacked = Combination.of("stacked", (quantity for _, quantity in known))
    facts = {"first": first.name, "first_share": labels.number(share(largest, whole.quantity))}
    return ChartSpec(draw, pd.DataFrame(table), facts, combined=(stacked, ranked))


def _kind(point: Point, quantity: Quantity) -> str:
    kind = "derived" if quantity.is_derived else "printed"
    return f"{kind}-first" if point.first else kind


def _frames(
    labels: Labels,
    head: str,
    total: float,
    pieces: Sequence[Piece],
    shares: Sequence[Quantity],
    context: Sequence[Piece],
    width: float,
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Bars and words in pixels, and the height they take; the first *pieces* bear their *shares*."""
    # On a narrow page the words over a short last piece need more room than the piece.
    pixel = width * (0.92 if narrow(width) else 0.86) / max(total, *(q.value for _, q, _ in context), 1)
    bars: list[Fields] = []
    heading = wrap(head, width * BOLD, SIZE)
    texts = [_words(heading, 0, 0, "head")]
    starts = [sum(quantity.value for _, quantity, _ in pieces[:place]) * pixel for place in range(len(pieces) + 1)]
    rooms = [end - start - 8 for start, end in zip(starts[:-1], [*starts[1:-1], width], strict=True)]
    each = zip(pieces, rooms, strict=True)
    blocks = [[*wrap(name, room, SIZE), labels.number(quantity)] for (name, quantity, _), room in each]
    for block, part in zip(blocks, shares, strict=False):
        block[-1] = bracket(block[-1], labels.number(part))
    top = len(heading) * LINE + 8 + max(len(block) for block in blocks) * LINE + 4
    for place, (piece, block) in enumerate(zip(pieces, blocks, strict=True)):
        texts.append(_words(block, starts[place], top - 4 - len(block) * LINE, "label"))
        bars.append(_bar(labels, piece, starts[place], starts[place + 1], top))
    bottom = top + BAR + GAP
    for piece in context:
        apart = wrap(labels.words("bar_with_context")["apart"], width * BOLD, SIZE)
        block = [*wrap(piece[0], width, SIZE), labels.number(piece[1])]
        texts += [_words(apart, 0, bottom, "head"), _words(block, 0, bottom + len(apart) * LINE + 6, "label")]
        bottom += len(apart) * LINE + 10 + len(block) * LINE
        bars.append(_bar(labels, piece, 0, piece[1].value * pixel, bottom))
        bottom += BAR + GAP
    return pd.DataFrame(bars), pd.DataFrame(texts), bottom - GAP + 6


def _words(lines: list[str], x: float, y: float, role: str) -> Fields:
    return {"text": "\n".join(lines), "x": x, "y": y, "role": role}


def _bar(labels: Labels, piece: Piece, start: float, end: float, top: float) -> Fields:
    name, quantity, kind = piece
    row = labels.row(name, quantity, kind if kind == "rest" else "")
    return {"x": start, "x2": end, "y": top, "y2": top + BAR, "kind": kind, **row}


@form("both", "unit", "part", "most", "most_part", states=("least", "most"))
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
    facts["part"] = f"{both.quantity.value / size.value * 100:.0f}%"
    facts |= {"most": labels.number(most), "most_part": f"{most.value / size.value * 100:.0f}%"}
    columns = labels.columns
    return ChartSpec(
        lambda width: _overlay(rows, width, columns, say),
        rows[columns],
        facts,
        multiples="place",
        states={"least": {}, "most": {}},
    )


def _overlay(rows: pd.DataFrame, width: int, columns: list[str], say: dict[str, str]) -> alt.TopLevelMixin:
    small = narrow(width)
    # Beside the bars of a narrow drawing there is no room for words: they stand above, behind the name.
    heads = [join_words(pair, ": ") for pair in zip(rows["name"], rows["label"], strict=True)]
    rows = rows.assign(label="", name=heads) if small else rows
    place = Switch("place", say["place"], {"least": say["least"], "most": say["most"]})
    base: Any = Layer(rows).transform_calculate(
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
