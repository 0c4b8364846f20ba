"""Scatter: level of the base period against growth; the area of a dot is the change."""

from __future__ import annotations

__all__ = ["scatter"]

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Part, change
from statbook.figures.drawing import Draft
from statbook.figures.labels import Labels, narrow, switch, tooltip
from statbook.figures.theme import ACCENT, ACCENT_LIGHT, INK, MUTED, PAPER, SLATE, SLATE_LIGHT

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
        base: Any = alt.Chart(rows)
        chosen = [switch("cut", say["cut"], options)] if len(options) > 1 else []
        if chosen:
            base = base.transform_filter("datum.cut == cut")
        x = alt.X(
            "base:Q",
            title=axis,
            scale=alt.Scale(type="log", padding=46, nice=False),
            axis=alt.Axis(format="~g", tickCount=4 if narrow(width) else 6, grid=False),
        )
        y = alt.Y(
            "growth:Q",
            title=None,
            scale=alt.Scale(padding=22),
            axis=alt.Axis(tickCount=6, labelExpr="datum.label + '%'"),
        )
        marks = base.mark_point(filled=True, opacity=0.9, strokeWidth=1.8).encode(
            x=x,
            y=y,
            size=alt.Size("change:Q", scale=alt.Scale(range=[60, 1900 if not narrow(width) else 1100]), legend=None),
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("color:N", scale=None),
            tooltip=tooltip(list(twin.columns)),
        )
        kind = "_narrow" if narrow(width) else ""
        text = base.mark_text(
            color=INK, fontSize=12, dy=alt.expr(f"datum.lift{kind}"), align=alt.expr(f"datum.align{kind}")
        ).encode(x=x, y=y, text="short:N" if narrow(width) else "label:N")
        chart = alt.layer(marks, text).properties(width=width - 60, height=380 if not narrow(width) else 340)
        return chart.add_params(*chosen) if chosen else chart

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
    _place_labels(rows)
    return pd.DataFrame(rows)


def _place_labels(rows: list[dict[str, Any]]) -> None:
    """Put each label above its dot, clear of it, or below if another label is near above; for both widths."""
    largest = max(row["change"] for row in rows)
    places = [math.log(row["base"]) for row in rows]
    spread = (max(places) - min(places)) or 1.0
    # On a narrow page a label takes most of the width, so labels meet sooner.
    for suffix, reach, edge in (("", 0.3, 0.15), ("_narrow", 0.75, 0.4)):
        taken: list[tuple[float, float]] = []
        for row, place in sorted(zip(rows, places, strict=True), key=lambda item: -item[0]["growth"]):
            along = (place - min(places)) / spread
            row[f"align{suffix}"] = "left" if along < edge else "right" if along > 1 - edge else "center"
            # The radius of a dot grows with the root of the change.
            clear = 12 + 17 * (row["change"] / largest) ** 0.5
            near = any(abs(along - x) < reach and abs(row["growth"] - y) < 17 for x, y in taken)
            row[f"lift{suffix}"] = clear if near else -clear
            taken.append((along, row["growth"]))
