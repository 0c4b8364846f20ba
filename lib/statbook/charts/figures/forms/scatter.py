"""Scatter: level of the base period against growth; the area of a dot is the change."""

from __future__ import annotations

__all__ = ["scatter"]

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Part, change
from statbook.charts.shared.text_layout import BLOCK, HALO, wide_as, wrapped
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, switch, tooltip
from statbook.charts.shared.label_placement import Dot, places
from statbook.charts.theme import ACCENT, ACCENT_LIGHT, INK, MUTED, PAPER, SLATE, SLATE_LIGHT

SMALLEST = 60
"""Square pixels of the smallest dot."""
LINE_OF_WORDS = 14
SAY = {
    "en": {"cut": "Pieces", "base": "Level of the base period"},
    "zh": {"cut": "各项", "base": "基期水平"},
}


def scatter(labels: Labels, cuts: dict[str, Sequence[Part]], *, least: float) -> Draft | None:
    """Growth in percent over the implied level of the base period, for switchable cuts.

    Pieces whose base is under *least* (in the unit of the level) are left out: on a small base any growth is large.
    Overlapping groups are hollow. None if fewer than three pieces have growth.
    """
    say = SAY[labels.lang]
    frames, twins = [], []
    facts: dict[str, str] = {}
    for title, parts in cuts.items():
        pieces = _leaves(parts, least)
        if len(pieces) < 3:
            continue
        first = max(pieces, key=lambda p: abs(p.level.value - _base(p).value) * (not p.overlap))
        frames.append(_frame(labels, pieces, first).assign(cut=title))
        for p in pieces:
            name = p.names[labels.lang]
            twins += [labels.twin(name, _growth(p)), labels.twin(f"{name}, {say['base']}", _base(p))]
        if not facts:
            facts = {
                "first": first.names[labels.lang],
                "first_growth": labels.number(_growth(first)),
                "first_base": labels.number(_base(first)),
            }
    if not frames:
        return None
    rows = pd.concat(frames, ignore_index=True)
    unit = next(iter(cuts.values()))[0].level.unit
    divisor, words = labels.axis_scale(rows["base"].tolist(), unit)
    rows["base"] = rows["base"] / divisor
    axis = f"{say['base']}, {words}"
    options = {title: title for title in dict.fromkeys(rows["cut"])}
    twin = pd.DataFrame(twins)

    def draw(width: int) -> alt.TopLevelMixin:
        plot, height = width - 60, 340 if narrow(width) else 380
        # In a narrow drawing the growth is left to the axis.
        largest, label = (1100, "short") if narrow(width) else (1900, "label")
        x_ends, y_ends = _ends(rows["base"].map(math.log), plot, 46), _ends(rows["growth"], height, 34)
        frame = pd.concat(
            [
                _with_words(part, (plot, height), (x_ends, y_ends), largest, label)
                for _, part in rows.groupby("cut", sort=False)
            ]
        )
        base: Any = alt.Chart(frame)
        chosen = [switch("cut", say["cut"], options)] if len(options) > 1 else []
        if chosen:
            base = base.transform_filter("datum.cut == cut")
        # One scale for all cuts, so that dots of different cuts can be compared.
        across_base = alt.Scale(type="log", domain=[math.exp(end) for end in x_ends], nice=False)
        ticks = alt.Axis(format="~g", tickCount=4 if narrow(width) else 6, grid=False, labelFlush=False)
        x = alt.X("base:Q", title=axis, scale=across_base, axis=ticks)
        y = alt.Y(
            "growth:Q",
            title=None,
            scale=alt.Scale(domain=list(y_ends), nice=False, zero=False),
            axis=alt.Axis(tickCount=6, labelExpr="datum.label + '%'"),
        )
        sizes = alt.Scale(domain=[0, float(rows["change"].max())], range=[SMALLEST, largest])
        marks = base.mark_point(filled=True, opacity=0.9, strokeWidth=1.8).encode(
            x=x,
            y=y,
            size=alt.Size("change:Q", scale=sizes, legend=None),
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("color:N", scale=None),
            tooltip=tooltip(list(twin.columns)),
        )
        text = [
            base.mark_text(**BLOCK | {"lineHeight": LINE_OF_WORDS}, fontSize=12, **look).encode(
                x=alt.X(
                    "word_x:Q", axis=None, scale=alt.Scale(domain=[0, plot], range=[0, plot], nice=False, zero=False)
                ),
                y=alt.Y(
                    "word_y:Q",
                    axis=None,
                    scale=alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False),
                ),
                text="words:N",
            )
            for look in (HALO, {"color": INK})
        ]
        dots = alt.layer(marks)
        chart: Any = alt.layer(dots, *text).resolve_scale(x="independent", y="independent")
        chart = chart.properties(width=plot, height=height)
        drawn: alt.TopLevelMixin = chart.add_params(*chosen) if chosen else chart
        return drawn

    obs = tuple(dict.fromkeys(i.obs for parts in cuts.values() for p in parts for i in p.level.inputs))
    ranked = [Gathered.of("ranked", (p.growth for p in _leaves(parts, least))) for parts in cuts.values()]
    return Draft(draw, twin, facts, obs, multiples="cut", gathered=tuple(ranked))


def _leaves(parts: Sequence[Part], least: float) -> list[Part]:
    """The printed pieces that are not taken apart further, and the overlapping groups."""
    inner = {id(part.whole) for part in parts if part.whole is not None and not part.overlap}
    return [p for p in parts[1:] if id(p) not in inner and not p.rest and p.base is not None and p.base.value >= least]


def _base(part: Part) -> Any:
    return part.base


def _growth(part: Part) -> Any:
    return part.growth


def _frame(labels: Labels, pieces: list[Part], first: Part) -> pd.DataFrame:
    rows = []
    for part in pieces:
        moved = change(part.level, _base(part))
        name = part.names[labels.lang]
        strong, light = (ACCENT, ACCENT_LIGHT) if part is first else (SLATE, SLATE_LIGHT)
        size = max(abs(moved.value), 1.0)
        rows.append(
            {
                "base": _base(part).value,
                "growth": _growth(part).value,
                "change": size,
                "color": MUTED if part.overlap else strong,
                "fill": PAPER if part.overlap else light,
                "label": f"{name} {labels.number(_growth(part))}",
                "short": name,
                **labels.twin(name, _growth(part)),
            }
        )
    return pd.DataFrame(rows)


def _ends(values: pd.Series, pixels: float, room: float) -> tuple[float, float]:
    """The ends of a scale that keeps *values* at least *room* from the edges of *pixels*."""
    low, high = float(values.min()), float(values.max())
    more = room * ((high - low) or 1.0) / (pixels - 2 * room)
    return low - more, high + more


def _with_words(
    rows: pd.DataFrame,
    size: tuple[float, float],
    ends: tuple[tuple[float, float], tuple[float, float]],
    largest: float,
    label: str,
) -> pd.DataFrame:
    """*rows* with their words, folded, and the place of each in pixels."""
    (width, height), (across, up) = size, ends
    room = min(260.0, width * 0.55)
    rows = rows.sort_values("change", ascending=False, kind="stable")
    folded = [wrapped(words, room, 12) for words in rows[label]]
    most = float(rows["change"].max())
    dots = [
        Dot(
            x=(math.log(row["base"]) - across[0]) / (across[1] - across[0]) * width,
            y=height - (row["growth"] - up[0]) / (up[1] - up[0]) * height,
            r=math.sqrt((SMALLEST + (largest - SMALLEST) * row["change"] / most) / math.pi) + 1,
            wide=max(wide_as(line, 12) for line in lines),
            high=LINE_OF_WORDS * len(lines),
        )
        for row, lines in zip(rows.to_dict("records"), folded, strict=True)
    ]
    found = places(dots, width, height)
    return rows.assign(
        words=["\n".join(lines) for lines in folded], word_x=[x for x, _ in found], word_y=[y for _, y in found]
    )
