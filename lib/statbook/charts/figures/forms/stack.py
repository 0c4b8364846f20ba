"""Stack: a whole beside one bar of its parts, with their own parts in them and what is negative below zero."""

from __future__ import annotations

__all__ = ["stack"]

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Part, Quantity
from statbook.charts.shared.text_layout import BLOCK, LINE, across, apart, down, inside, wrapped
from statbook.charts.chart import Draft
from statbook.charts.forms.piles import Piece, piles
from statbook.charts.labels import Labels, narrow, switch, tooltip
from statbook.charts.theme import INK, MUTED, PAPER, fill, outline
from statbook.charts.data_table import link

HEIGHT, ABOVE, BELOW = 492, 52, 44
"""Pixels of the drawing, of them above the highest piece and below the lowest."""
THIN = 3

SAY = {
    "en": {"show": "Show", "level": "amounts", "share": "shares of the total", "total": "Total"},
    "zh": {"show": "显示", "level": "金额", "share": "占总额比重", "total": "合计"},
}


def stack(labels: Labels, parts: Sequence[Part], *, shares: bool = False) -> Draft | None:
    """The pieces of one cut, whole first, as a stacked bar; *shares* shows percent of the whole at first.

    Parts may exceed the whole: then a rest below zero takes up what is too much. None without two parts.
    """
    pieces = piles(parts)
    if sum(piece.depth == 1 and not piece.part.rest for piece in pieces) < 2:
        return None
    say = SAY[labels.lang]
    whole = parts[0]
    printed = sorted((p.part for p in pieces if p.depth == 1 and not p.part.rest), key=lambda part: part.level.value)
    last, first = printed[0], printed[-1]
    twins = [_twin(labels, part) for part in [whole, *(piece.part for piece in pieces)]]

    def draw(width: int) -> Any:
        bars, texts, leaders, line = _frames(labels, whole, pieces, last, width)
        order = ["share", "level"] if shares else ["level", "share"]
        chosen = switch("shown", say["show"], {name: say[name] for name in order})
        return (
            alt.layer(*_layers(bars, texts, leaders, line, width, list(twins[0])))
            .properties(width=width - 14, height=HEIGHT)
            .add_params(chosen)
        )

    rests = [piece.part for piece in pieces if piece.part.rest and piece.depth == 1]
    facts = {
        "first": first.names[labels.lang],
        "first_share": labels.number(first.part),
        "last": inside(last.names[labels.lang]),
        "last_share": labels.number(last.part),
        "whole": whole.names[labels.lang],
        "whole_level": labels.number(whole.level),
        "rest": rests[0].names[labels.lang] if rests else "",
        "rest_level": labels.number(rests[0].level) if rests else "",
    }
    obs = tuple(dict.fromkeys(i.obs for part in parts for i in part.level.inputs))
    twin = pd.DataFrame(twins)
    column = SAY[labels.lang]["share"]
    for place, part in enumerate([whole, *(piece.part for piece in pieces)]):
        if part.whole is not None:
            link(twin, place, column, labels.number(part.part), labels.cite(_name(labels, part), part.part))
    upon = tuple(
        Gathered.of(
            "stacked", (part.level for part in parts if part.whole is holder and not part.rest and not part.overlap)
        )
        for holder in parts
    )
    return Draft(draw, twin, facts, obs, multiples="shown", gathered=upon)


def _twin(labels: Labels, part: Part) -> dict[str, str]:
    twin = labels.twin(_name(labels, part), part.level, "rest" if part.rest else "")
    share = labels.number(part.part) if part.whole is not None else ""
    place = list(twin).index(labels.column("range")) + 1
    cells = list(twin.items())
    return dict([*cells[:place], (SAY[labels.lang]["share"], share), *cells[place:]])


def _name(labels: Labels, part: Part) -> str:
    """The name of what sets the piece apart from the one it lies in."""
    above = set(part.whole.members) if part.whole is not None else set()
    own = [item for item in part.members if item not in above and item[1] not in ("all", "total")]
    return labels.store.name(*own[-1], labels.lang) if own and not part.rest else part.names[labels.lang]


def _frames(
    labels: Labels, whole: Part, pieces: Sequence[Piece], accent: Part, width: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, float]:
    """Bars, texts and leaders in pixels, and the height at which the whole ends."""
    # left and right edge: of the whole, of its parts, of their parts; then the labels
    edges = (
        [(0, 30), (36, 146), (148, 186), (196, 340)] if narrow(width) else [(0, 76), (92, 262), (264, 404), (418, 690)]
    )
    highest = max([whole.level.value, *(p.end for p in pieces)])
    lowest = min([0.0, *(p.end for p in pieces)])
    pixel = (HEIGHT - ABOVE - BELOW) / (highest - lowest)
    size = 12 if narrow(width) else 13

    def y(value: float) -> float:
        return ABOVE + (highest - value) * pixel

    bars: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    aside: list[tuple[Part, float]] = []
    total = {"x": edges[0][0], "x2": edges[0][1], "y": y(0), "y2": y(whole.level.value), "kind": "printed"}
    bars.append(total | _spread(whole.level, y) | _twin(labels, whole))
    texts.append(_text(labels, whole, [_name(labels, whole)], 0, ABOVE - 2 * LINE - 8, "ink", size))
    for piece in pieces:
        left, right = edges[piece.depth][0], edges[2 if piece.leaf else piece.depth][1]
        kind = "rest" if piece.part.rest else "printed-first" if piece.part is accent else "printed"
        upper, lower = sorted((y(piece.start), y(piece.end)))
        bars.append(
            {"x": left, "x2": right, "y": y(piece.start), "y2": y(piece.end), "kind": kind}
            | _spread(piece.part.level, lambda v, p=piece: y(p.end - p.part.level.value + v))
            | _twin(labels, piece.part)
        )
        inside = wrapped(_name(labels, piece.part), right - left - 10, size)
        if not piece.leaf and (len(inside) + 1) * LINE <= lower - upper:
            # Letters stand high in their line: a little lower looks centred.
            top = (upper + lower - (len(inside) + 1) * LINE) / 2 + 3
            texts.append(_text(labels, piece.part, inside, left + 7, top, "paper", size))
        else:
            aside.append((piece.part, (upper + lower) / 2))
    more, leaders = _aside(labels, aside, edges[3], edges[2][1] + 1, size)
    texts += more
    return pd.DataFrame(bars), pd.DataFrame(texts), pd.DataFrame(leaders), y(whole.level.value)


def _aside(
    labels: Labels, parts: list[tuple[Part, float]], edges: tuple[int, int], bar: int, size: int
) -> tuple[list[dict[str, Any]], list[dict[str, float]]]:
    """Words beside the bar for *parts* at their heights, kept apart, and the leaders that join them to it."""
    told = [(part, wanted, wrapped(_name(labels, part), edges[1] - edges[0], size)) for part, wanted in parts]
    told.sort(key=lambda item: item[1])
    heights = [(len(lines) + 1) * LINE + 5 for _, _, lines in told]
    centres = apart([wanted for _, wanted, _ in told], heights, 0, HEIGHT)
    placed = list(zip(told, centres, heights, strict=True))
    texts = [
        _text(labels, part, lines, edges[0], at - height / 2 + 2, "ink", size)
        for (part, _, lines), at, height in placed
    ]
    leaders = [{"x": float(bar), "x2": edges[0] - 3.0, "y": wanted, "y2": at} for (_, wanted, _), at, _ in placed]
    return texts, leaders


def _spread(level: Quantity, y: Any) -> dict[str, float | None]:
    """The ends of the interval of a derived piece, in pixels; none where they would fall into one dot."""
    shown = level.derived and abs(y(level.low) - y(level.high)) >= THIN
    return {"low": y(level.low), "high": y(level.high)} if shown else {"low": None, "high": None}


def _text(labels: Labels, part: Part, lines: list[str], x: float, y: float, on: str, size: int) -> dict[str, Any]:
    share = labels.number(part.part) if part.whole is not None else "100%"
    return {
        "x": x,
        "y": y,
        "on": on,
        "size": size,
        "level": "\n".join([*lines, labels.number(part.level)]),
        "share": "\n".join([*lines, share]),
    }


def _layers(
    bars: pd.DataFrame, texts: pd.DataFrame, leaders: pd.DataFrame, line: float, width: int, columns: list[str]
) -> list[Any]:
    x, y = across("x", width - 14), down("y", HEIGHT)
    base: Any = alt.Chart(bars)
    end = float(bars["x2"].max())
    # The line of the whole, left out where words stand on the bar of its parts.
    parts = bars.iloc[1]
    level = pd.DataFrame([{"x": 0.0, "x2": parts["x"], "y": line}, {"x": parts["x2"], "x2": end, "y": line}])
    zero = pd.DataFrame([{"x": 0.0, "x2": end, "y": float(bars["y"].iloc[0])}])
    written: Any = alt.Chart(texts).transform_calculate(label="shown == 'share' ? datum.share : datum.level")
    words = [
        written.transform_filter(f"datum.on == '{on}'")
        .mark_text(**BLOCK, color=color, fontSize=int(texts["size"].iloc[0]))
        .encode(x=x, y=y, text="label:N")
        for on, color in (("ink", INK), ("paper", PAPER))
    ]
    return [
        base.mark_rect(stroke=PAPER, strokeWidth=1).encode(
            x=x, x2="x2", y=y, y2="y2", color=fill(), tooltip=tooltip(columns)
        ),
        base.transform_filter("datum.kind == 'rest'")
        .mark_rect(filled=False, strokeWidth=1.2)
        .encode(x=x, x2="x2", y=y, y2="y2", stroke=outline()),
        base.transform_filter("isValid(datum.low)")
        .transform_calculate(middle="datum.x2 - 8")
        .mark_rule(color=INK, strokeWidth=1.4)
        .encode(x=across("middle", width - 14), y=down("low", HEIGHT), y2="high"),
        alt.Chart(zero).mark_rule(color=INK, strokeWidth=1.2).encode(x=x, x2="x2", y=y),
        alt.Chart(level).mark_rule(color=INK, strokeWidth=1.2, strokeDash=[4, 3]).encode(x=x, x2="x2", y=y),
        alt.Chart(leaders).mark_rule(color=MUTED, strokeWidth=1).encode(x=x, x2="x2", y=y, y2="y2"),
        *words,
    ]
