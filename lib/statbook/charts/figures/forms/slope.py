"""Slope: shares of a whole at two dates, joined piece by piece."""

from __future__ import annotations

__all__ = ["slope", "spread"]

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Part
from statbook.charts.shared.text_layout import LINE, wrapped
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, switch, tooltip
from statbook.charts.theme import ACCENT, INK, INK_SOFT, MUTED, PAPER, SLATE, SLATE_LIGHT

HEIGHT = 330
GAP = 17
"""Pixels between two labels of one end."""

LINE_OF_HEAD = 15

SAY = {"en": {"cut": "Shares", "then": "then", "now": "now"}, "zh": {"cut": "份额", "then": "上期", "now": "本期"}}


def slope(labels: Labels, cuts: dict[str, Sequence[Part]], then: str, now: str) -> Draft | None:
    """Shares of the whole in the base period (derived) and now, for switchable cuts; percent.

    The base end of a line carries the interval of its rounding. *then* and *now* head the two ends.
    None if no cut has growth printed for two pieces.
    """
    say = SAY[labels.lang]
    frames, twins = [], []
    facts: dict[str, str] = {}
    for title, parts in cuts.items():
        pieces = [p for p in _top(parts) if p.base_part is not None]
        if len(pieces) < 2:
            continue
        first = max(pieces, key=lambda p: abs(p.part.value - _base(p).value))
        frames.append(_frame(labels, pieces, first).assign(cut=title))
        for piece in pieces:
            kind = "rest" if piece.rest else ""
            for when, share in ((then, _base(piece)), (now, piece.part)):
                twins.append({**labels.twin(f"{piece.names[labels.lang]}, {when}", share, kind), say["cut"]: title})
        if not facts:
            facts = {
                "first": first.names[labels.lang],
                "first_then": labels.number(_base(first)),
                "first_now": labels.number(first.part),
            }
    if not frames:
        return None
    rows = pd.concat(frames, ignore_index=True)
    options = {title: title for title in dict.fromkeys(rows["cut"])}
    twin = pd.DataFrame(twins)

    def draw(width: int) -> alt.TopLevelMixin:
        chosen = [switch("cut", say["cut"], options)] if len(options) > 1 else []
        # Labels stand at both ends; on a narrow page the left end keeps its value only.
        ends = [width * 0.14, width * 0.34] if narrow(width) else [width * 0.36, width * 0.62]
        # To the left of a narrow drawing there is room for the number alone.
        rooms = (1000.0 if narrow(width) else ends[0] - 20, width - 30 - ends[1])
        base: Any = alt.Chart(_with_words(rows, rooms))
        if chosen:
            base = base.transform_filter("datum.cut == cut")
        x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], range=ends))
        scale = alt.Scale(zero=True, nice=False)
        y, at = alt.Y("share:Q", axis=None, scale=scale), alt.Y("at:Q", axis=None, scale=scale)
        line = base.mark_line(strokeWidth=2.4).encode(
            x=x,
            y=y,
            detail="name:N",
            color=alt.Color("color:N", scale=None),
            strokeDash=alt.StrokeDash(
                "dash:N", scale=alt.Scale(domain=["rest", "part"], range=[[6, 4], [1, 0]]), legend=None
            ),
        )
        band = base.mark_rule(color=INK, strokeWidth=1.4).encode(
            x=x, y=alt.Y("low:Q", axis=None, scale=scale), y2="high:Q"
        )
        dots = base.mark_point(filled=True, size=70, strokeWidth=1.6, opacity=1).encode(
            x=x,
            y=y,
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("color:N", scale=None),
            tooltip=tooltip(tips),
        )
        size = 12 if narrow(width) else 13
        lines: dict[str, Any] = {"lineBreak": "\n", "lineHeight": LINE, "dy": alt.expr("datum.rise")}
        near = base.transform_filter("datum.x == 1").mark_text(align="left", dx=10, color=INK, fontSize=size, **lines)
        far = base.transform_filter("datum.x == 0").mark_text(align="right", dx=-10, color=INK_SOFT, **lines)
        aligned: Any = "left" if narrow(width) else "center"
        heads = [
            alt.Chart(pd.DataFrame({"x": [place], "head": [_stacked(head, width)]}))
            .mark_text(
                # The last line of the head stays clear of the first dot, however many lines there are.
                dy=6 - LINE_OF_HEAD * max(2, 1 + _stacked(head, width).count("\n")),
                lineBreak="\n",
                lineHeight=LINE_OF_HEAD,
                baseline="line-bottom",
                color=INK_SOFT,
                fontWeight="bold",
                fontSize=12,
                align=aligned,
            )
            .encode(
                x=alt.value(ends[place] if not narrow(width) else (0, ends[1] - 10)[place]),
                y=alt.value(0),
                text="head:N",
            )
            for place, head in enumerate((then, now))
        ]
        layers = [
            line,
            band,
            dots,
            near.encode(x=x, y=at, text="words:N"),
            far.encode(x=x, y=at, text="short:N" if narrow(width) else "words:N"),
            *heads,
        ]
        chart = alt.layer(*layers).properties(width=width - 16, height=HEIGHT)
        return chart.add_params(*chosen) if chosen else chart

    tips = list(twin.columns)[:4]
    obs = tuple(dict.fromkeys(i.obs for parts in cuts.values() for p in parts for i in p.level.inputs))
    pieces = [piece for parts in cuts.values() for piece in _top(parts)]
    joined = [Gathered("series", (piece.part,), (piece.base_part,)) for piece in pieces]
    ranked = [Gathered.of("ranked", (piece.part for piece in _top(parts))) for parts in cuts.values()]
    return Draft(draw, twin, facts, obs, multiples="cut", gathered=(*joined, *ranked))


def _top(parts: Sequence[Part]) -> list[Part]:
    """The pieces directly under the whole, and its rest; a rest that is only rounding is left out."""
    return [p for p in parts if p.whole is parts[0] and not p.exhausts and not p.overlap]


def _stacked(head: str, width: int) -> str:
    """The words over an end of the slope; where there is little room a line for each word of a range, and the year."""
    return "\n".join(head.rsplit(" ", 1)).replace("–", "–\n") if narrow(width) else head


def _base(piece: Part) -> Any:
    share = piece.base_part
    if share is None:  # callers keep to pieces with growth
        raise ValueError(f"{piece.names['en']} has no base")
    return share


def _frame(labels: Labels, pieces: list[Part], first: Part) -> pd.DataFrame:
    rows = []
    names = _plain_names([piece.names[labels.lang] for piece in pieces])
    top = max(max(p.part.value, _base(p).value) for p in pieces)
    for x, shares in ((0, [_base(p) for p in pieces]), (1, [p.part for p in pieces])):
        for piece, name, share in zip(pieces, names, shares, strict=True):
            number = labels.number(share)
            accent = ACCENT if piece is first else (MUTED if piece.rest else SLATE)
            rows.append(
                {
                    "name": name,
                    "x": x,
                    "share": share.value,
                    "low": share.low,
                    "high": share.high,
                    "top": top,
                    "color": accent,
                    "fill": PAPER if piece.rest else (SLATE_LIGHT if piece is not first else accent),
                    "dash": "rest" if piece.rest else "part",
                    "long": f"{number}  {name}" if x == 1 else f"{name}  {number}",
                    "short": number,
                    **labels.twin(name, share, "rest" if piece.rest else ""),
                }
            )
    return pd.DataFrame(rows)


def _with_words(rows: pd.DataFrame, rooms: tuple[float, float]) -> pd.DataFrame:
    """*rows* with their words folded to the room at their end, apart from one another."""
    parts = []
    for _, part in rows.groupby(["cut", "x"], sort=False):
        room = rooms[int(part["x"].iloc[0])]
        folded = [wrapped(words, room) for words in part["long"]]
        most = max(len(lines) for lines in folded)
        gap = float(part["top"].iloc[0]) / HEIGHT * (GAP + LINE * (most - 1))
        parts.append(
            part.assign(
                words=["\n".join(lines) for lines in folded],
                # Lines grow downwards; the first stays clear of the heads.
                rise=[-LINE / 2 if len(lines) > 1 else 0 for lines in folded],
                at=spread([float(share) for share in part["share"]], gap),
            )
        )
    return pd.concat(parts, ignore_index=True)


def _plain_names(names: list[str]) -> list[str]:
    """The names without the bracket that all bracketed ones share: the words of the cut say it already."""
    brackets = {name[name.rindex(" (") :] for name in names if name.endswith(")") and " (" in name}
    return [name.removesuffix(next(iter(brackets))) for name in names] if len(brackets) == 1 else names


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Places for labels near *values*, in their order, at least *gap* apart and never below 0."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    placed = [0.0] * len(values)
    floor = 0.0
    for place in order:
        placed[place] = max(values[place], floor)
        floor = placed[place] + gap
    return placed
