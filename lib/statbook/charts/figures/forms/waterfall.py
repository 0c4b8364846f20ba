"""Waterfall: what each piece of a whole adds to its growth, in percentage points."""

from __future__ import annotations

__all__ = ["waterfall"]

from collections.abc import Sequence

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Part, Quantity
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, row_labels, rows_axis, step, switch, tooltip
from statbook.charts.theme import INK, fill, outline

SAY = {
    "en": {"cut": "Cut", "folded": "Other pieces", "total": "Growth of the whole"},
    "zh": {"cut": "划分", "folded": "其他各项", "total": "总增速"},
}


def waterfall(labels: Labels, cuts: dict[str, Sequence[Part]], *, minimum: float = 0.5) -> Draft | None:
    """Contributions to growth, one switchable cut after another.

    *cuts* maps the words of a cut to its pieces; cuts without growth are left out.
    Pieces that add less than *minimum* points are folded into one. None if no cut has two pieces.
    """
    say = SAY[labels.lang]
    frames, twins = [], []
    facts: dict[str, str] = {}
    for title, parts in cuts.items():
        pieces = _pieces(parts, say["folded"], minimum, labels.lang)
        if len(pieces) < 2:
            continue
        frame, twin = _frame(labels, parts[0], pieces, say["total"])
        frames.append(frame.assign(cut=title))
        twins.append(twin.assign(**{say["cut"]: title}))
        facts = facts or _facts(labels, parts[0], pieces)
    if not frames:
        return None
    rows = pd.concat(frames, ignore_index=True)
    options = {title: title for title in dict.fromkeys(rows["cut"])}

    def draw(width: int) -> alt.TopLevelMixin:
        base = alt.Chart(rows)
        chosen: list[alt.Parameter] = []
        if len(options) > 1:
            chosen = [switch("cut", say["cut"], options)]
            base = base.transform_filter("datum.cut == cut")
        # One scale for all cuts, so that bars of different cuts can be compared.
        ends = rows[["start", "end"]]
        scale = alt.Scale(domain=[min(0.0, float(ends.min().min())), float(ends.max().max())], nice=True)
        x = alt.X("start:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4 if narrow(width) else 7))
        y = rows_axis(width)
        bars = base.mark_bar(strokeWidth=1.2, height=16).encode(
            y=y, x=x, x2="end:Q", color=fill(), stroke=outline(), tooltip=tooltip(twins[0].columns[:-1])
        )
        text = base.mark_text(align="left", dx=7, color=INK).encode(y=y, x="edge:Q", text="label:N")
        layers = [bars, text, *row_labels(base, width)]
        chart = alt.layer(*layers).properties(width=_plot_width(width), height=step(width, rows["name"]))
        return chart.add_params(*chosen) if chosen else chart

    twin_rows = pd.concat(twins, ignore_index=True)
    obs = tuple(dict.fromkeys(i.obs for p in cuts.values() for part in p for i in part.level.inputs))
    upon = [Gathered.of("stacked", (p.points for p in _leaves(parts) if not p.rest)) for parts in cuts.values()]
    return Draft(draw, twin_rows, facts, obs, multiples="cut", gathered=tuple(upon))


def _plot_width(width: int) -> int:
    # Labels stand beside the rows of a wide drawing, and take about a third of it.
    return width - 60 if narrow(width) else width - 300


def _pieces(parts: Sequence[Part], folded: str, minimum: float, lang: str) -> list[tuple[str, Quantity, str]]:
    """Leaves of the cut as (name, contribution, kind): largest first, then the folded ones, the rest, the rounding."""
    leaves = _leaves(parts)
    if not leaves or any(p.points is None for p in parts if not p.overlap):
        return []
    shown = [p for p in leaves if not p.rest and abs(_points(p).value) >= minimum]
    small = [p for p in leaves if not p.rest and abs(_points(p).value) < minimum]
    rests = [p for p in leaves if p.rest]
    shown.sort(key=lambda p: -_points(p).value)
    pieces = [(p.names[lang], _points(p), "derived") for p in shown]
    if small:
        total = _points(small[0])
        for part in small[1:]:
            total = total + _points(part)
        pieces.append((folded, total.to("percentage_point"), "derived"))
    rests.sort(key=lambda p: (p.exhausts, -_points(p).value))
    pieces += [(p.names[lang], _points(p), "rest") for p in rests]
    return pieces


def _leaves(parts: Sequence[Part]) -> list[Part]:
    """The pieces with a contribution that are not taken apart further."""
    inner = {id(part.whole) for part in parts if part.whole is not None and not part.overlap}
    return [p for p in parts if id(p) not in inner and not p.overlap and p.points is not None]


def _points(part: Part) -> Quantity:
    points = part.points
    if points is None:  # callers keep to parts with growth
        raise ValueError(f"{part.names['en']} has no growth")
    return points


def _frame(
    labels: Labels, whole: Part, pieces: list[tuple[str, Quantity, str]], total: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    growth = whole.growth
    printed = next((i for i in whole.base.inputs if i.measure == "growth"), None) if whole.base else None
    first = max(range(len(pieces)), key=lambda place: abs(pieces[place][1].value) * (pieces[place][2] != "rest"))
    rows, twins, at = [], [], 0.0
    for order, (name, points, kind) in enumerate(pieces):
        kind = f"{kind}-first" if order == first and kind == "derived" else kind
        twin = labels.twin(name, points, kind)
        twins.append(twin)
        rows.append(
            {
                "name": name,
                "order": order,
                "start": at,
                "end": at + points.value,
                "edge": max(at, at + points.value),
                "kind": kind,
                "label": _signed(points, labels),
                **twin,
            }
        )
        at += points.value
    if growth is not None:
        # The printed rate closes the chart; where only a difference is printed, the derived one does.
        value = float(printed.value) if printed is not None else growth.value
        kind = "printed" if printed is not None else "derived"
        twin = labels.twin(total, growth, kind)
        if printed is not None:
            twin[labels.column("value")] = f"{value:g}%"
            twin[labels.column("range")] = ""
        twins.append(twin)
        label = f"{value:+.1f}".replace("-", "−")
        rows.append(
            {"name": total, "order": len(rows), "start": 0, "end": value, "edge": max(0, value), "kind": kind}
            | {"label": label, **twin}
        )
    return pd.DataFrame(rows), pd.DataFrame(twins)


def _signed(points: Quantity, labels: Labels) -> str:
    value = round(points.value, 1)
    return f"{value:+.1f}".replace("-", "−") if value else "0.0"


def _facts(labels: Labels, whole: Part, pieces: list[tuple[str, Quantity, str]]) -> dict[str, str]:
    name, points, _ = max((p for p in pieces if p[2] != "rest"), key=lambda p: abs(p[1].value), default=pieces[0])
    growth = whole.growth
    now = whole.level.inputs[0]
    base = next((item.base_period for item in whole.base.inputs if item.base_period), "") if whole.base else ""
    return {
        "place": labels.store.name("region", now.region, labels.lang),
        "when": labels.period(now.period),
        "against": labels.period(base) if base else "",
        "first": name,
        "first_points": f"{points.value:.1f}".replace("-", "−"),
        "total_points": f"{growth.value:.1f}".replace("-", "−") if growth else "",
        "whole": whole.names[labels.lang],
    }
