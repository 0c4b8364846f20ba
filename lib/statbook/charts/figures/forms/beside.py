"""Beside: one bar of a whole and what it is made of, and next to it figures of another concept, never inside."""

from __future__ import annotations

__all__ = ["beside"]

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity, share
from statbook.charts.shared.text_layout import BLOCK, LINE, across, down, wrapped
from statbook.charts.chart import Draft
from statbook.charts.forms.dots import Point
from statbook.charts.labels import Labels, narrow, tooltip
from statbook.charts.theme import INK, INK_SOFT, fill, outline

BAR, GAP = 34, 30
SIZE = 13
BOLD = 0.93
"""Words in bold are wider than they are measured."""
SAY = {
    "en": {"of": "{name}: {number}", "apart": "Another concept, not a part of it"},
    "zh": {"of": "{name}:{number}", "apart": "另一口径,不是其组成部分"},
}


def beside(labels: Labels, whole: Point, parts: Sequence[Point], others: Sequence[Point], rest: str) -> Draft | None:
    """A bar of *parts* with what they leave of *whole*, hatched and named *rest*; below it *others* on the same scale.

    None if the whole or a part is not printed, or if the parts exceed the whole.
    """
    if whole.quantity is None or not parts or any(part.quantity is None for part in parts):
        return None
    left = whole.quantity
    for part in parts:
        left = left - part.quantity if part.quantity is not None else left
    left = left.to(whole.quantity.unit)
    if left.value < 0 or any(part.quantity.value < 0 for part in parts if part.quantity is not None):
        return None
    pieces = [(part.name, part.quantity, _kind(part)) for part in parts if part.quantity is not None]
    pieces.append((rest, left, "rest"))
    apart = [(point.name, point.quantity, _kind(point)) for point in others if point.quantity is not None]
    twins = [labels.twin(whole.name, whole.quantity)]
    twins += [labels.twin(name, quantity, kind if kind == "rest" else "") for name, quantity, kind in pieces + apart]

    def draw(width: int) -> Any:
        bars, texts, height = _frames(labels, whole, pieces, apart, width - 16)
        return _layers(bars, texts, width - 16, height, list(twins[0]))

    first = max(parts, key=lambda part: part.quantity.value if part.quantity else 0)
    facts = {"whole": whole.name, "whole_number": labels.number(whole.quantity), "first": first.name}
    if first.quantity is not None:
        facts["first_share"] = labels.number(share(first.quantity, whole.quantity))
    obs = tuple(dict.fromkeys(i.obs for _, q, _ in [*pieces, *apart] for i in q.inputs))
    upon = Gathered.of("stacked", (part.quantity for part in parts))
    near = Gathered.of("ranked", (point.quantity for point in (whole, *parts, *others)))
    return Draft(draw, pd.DataFrame(twins), facts, obs, gathered=(upon, near))


def _kind(point: Point) -> str:
    kind = "derived" if point.quantity is not None and point.quantity.derived else "printed"
    return f"{kind}-first" if point.first else kind


def _frames(
    labels: Labels,
    whole: Point,
    pieces: Sequence[tuple[str, Quantity, str]],
    apart: Sequence[tuple[str, Quantity, str]],
    width: float,
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Bars and words in pixels, and the height they take."""
    say = SAY[labels.lang]
    total = whole.quantity.value if whole.quantity is not None else 1
    # On a narrow page the words over a short last piece need more room than the piece.
    pixel = width * (0.92 if narrow(round(width)) else 0.86) / max(total, *(q.value for _, q, _ in apart), 1)
    bars: list[dict[str, Any]] = []
    number = labels.number(whole.quantity) if whole.quantity is not None else ""
    head = wrapped(say["of"].format(name=whole.name, number=number), width * BOLD, SIZE)
    texts: list[dict[str, Any]] = [_words("\n".join(head), 0, 0, "head")]
    ends = [sum(q.value for _, q, _ in pieces[: n + 1]) * pixel for n in range(len(pieces))]
    blocks = []
    for place, (name, quantity, _) in enumerate(pieces):
        start = ends[place - 1] if place else 0.0
        room = (ends[place] if place < len(pieces) - 1 else width) - start - 8
        blocks.append([*wrapped(name, room, SIZE), labels.number(quantity)])
    top = len(head) * LINE + 8 + max(len(block) for block in blocks) * LINE + 4
    for place, ((name, quantity, kind), block) in enumerate(zip(pieces, blocks, strict=True)):
        start = ends[place - 1] if place else 0.0
        texts.append(_words("\n".join(block), start, top - 4 - len(block) * LINE, "label"))
        bars.append(_bar(labels, name, quantity, kind, start, ends[place], top))
    bottom = top + BAR + GAP
    for name, quantity, kind in apart:
        head = wrapped(say["apart"], width * BOLD, SIZE)
        texts.append(_words("\n".join(head), 0, bottom, "head"))
        block = [*wrapped(name, width, SIZE), labels.number(quantity)]
        texts.append(_words("\n".join(block), 0, bottom + len(head) * LINE + 6, "label"))
        bottom += len(head) * LINE + 10 + len(block) * LINE
        bars.append(_bar(labels, name, quantity, kind, 0, quantity.value * pixel, bottom))
        bottom += BAR + GAP
    return pd.DataFrame(bars), pd.DataFrame(texts), bottom - GAP + 6


def _words(text: str, x: float, y: float, role: str) -> dict[str, Any]:
    return {"text": text, "x": x, "y": y, "role": role}


def _bar(
    labels: Labels, name: str, quantity: Quantity, kind: str, start: float, end: float, top: float
) -> dict[str, Any]:
    twin = labels.twin(name, quantity, kind if kind == "rest" else "")
    return {"x": start, "x2": end, "y": top, "y2": top + BAR, "kind": kind, **twin}


def _layers(bars: pd.DataFrame, texts: pd.DataFrame, width: float, height: float, columns: list[str]) -> Any:
    x, y = across("x", width), down("y", height)
    written: Any = alt.Chart(texts)
    style = BLOCK | {"fontSize": SIZE}
    layers = [
        alt.Chart(bars)
        .mark_rect(strokeWidth=1.2)
        .encode(x=x, x2="x2", y=y, y2="y2", color=fill(), stroke=outline(), tooltip=tooltip(columns)),
        written.transform_filter("datum.role == 'head'")
        .mark_text(**style, color=INK_SOFT, fontWeight="bold")
        .encode(x=x, y=y, text="text:N"),
        written.transform_filter("datum.role == 'label'").mark_text(**style, color=INK).encode(x=x, y=y, text="text:N"),
    ]
    return alt.layer(*layers).properties(width=width, height=height)
