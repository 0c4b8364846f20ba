"""One bar of a whole and what it is made of, and below it numbers of another concept on the same scale, never inside."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity, share
from statbook.charts.shared import ChartSpec, Fields, Labels, Point, form, layer_chart, mark, narrow, wrap
from statbook.charts.shared.text_layout import BLOCK, LINE, across, down
from statbook.charts.theme import BY_KIND, INK, INK_SOFT

BAR, GAP = 34, 30
SIZE = 13
BOLD = 0.93
"""Words in bold are wider than they are measured."""
Piece = tuple[str, Quantity, str]
"""Name, quantity, kind of mark."""


@form
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
    pieces = [(part.name, quantity, _kind(part, quantity)) for part, quantity in known] + [(residual, left, "rest")]
    others = [(p.name, p.quantity, _kind(p, p.quantity)) for p in context if p.quantity is not None]
    table = [labels.row(whole.name, whole.quantity)]
    table += [labels.row(name, quantity, kind if kind == "rest" else "") for name, quantity, kind in pieces + others]
    head = labels.words("bar_with_context")["of"].format(name=whole.name, number=labels.number(whole.quantity))
    size = whole.quantity.value

    def draw(width: int) -> alt.TopLevelMixin:
        bars, texts, height = _frames(labels, head, size, pieces, others, width - 16)
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
    return ChartSpec(
        draw,
        pd.DataFrame(table),
        {"first": first.name, "first_share": labels.number(share(largest, whole.quantity))},
        combined=(Combination.of("stacked", (quantity for _, quantity in known)), ranked),
    )


def _kind(point: Point, quantity: Quantity) -> str:
    kind = "derived" if quantity.derived else "printed"
    return f"{kind}-first" if point.first else kind


def _frames(
    labels: Labels, head: str, total: float, pieces: Sequence[Piece], context: Sequence[Piece], width: float
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Bars and words in pixels, and the height they take."""
    # On a narrow page the words over a short last piece need more room than the piece.
    pixel = width * (0.92 if narrow(width) else 0.86) / max(total, *(q.value for _, q, _ in context), 1)
    bars: list[Fields] = []
    heading = wrap(head, width * BOLD, SIZE)
    texts = [_words(heading, 0, 0, "head")]
    starts = [sum(quantity.value for _, quantity, _ in pieces[:place]) * pixel for place in range(len(pieces) + 1)]
    rooms = [end - start - 8 for start, end in zip(starts[:-1], [*starts[1:-1], width], strict=True)]
    each = zip(pieces, rooms, strict=True)
    blocks = [[*wrap(name, room, SIZE), labels.number(quantity)] for (name, quantity, _), room in each]
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
