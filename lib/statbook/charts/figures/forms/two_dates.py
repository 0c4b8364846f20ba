"""Two dates: the same quantity at two dates, its change, or its growth, one row a quantity."""

from __future__ import annotations

__all__ = ["two_dates"]

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity
from statbook.charts.shared.text_layout import HALO, wide_as
from statbook.charts.chart import Draft
from statbook.charts.forms.moves import SAY, TwoDates, facts, quantities, twin, weight
from statbook.charts.labels import Labels, narrow, rows_axis, switch, tooltip
from statbook.charts.theme import ACCENT, GRID, INK, INK_SOFT, RULE, SLATE, fill, outline

ROW = {"wide": 46, "narrow": 78}
ARROW = " → "
LEAST = 330
"""Pixels that a scale of its own has at least on a wide page."""


def two_dates(labels: Labels, pairs: Sequence[TwoDates], *, common: bool = False) -> Draft | None:
    """Each pair on a row: filled where printed, grey if it is the earlier value, hollow where derived; soft if approximate.

    With *common* all rows share one axis, which need not start at zero; otherwise each has its own from zero,
    and change and growth can be chosen instead. None unless two pairs have both dates.
    """
    whole = [pair for pair in pairs if pair.before is not None and pair.now is not None]
    if common:
        # Growth in percent of a rate in percent would only confuse.
        whole = [replace(pair, growth=None) for pair in whole]
    if len(whole) < 2:
        return None
    ranked = sorted(whole, key=lambda pair: -abs(weight(pair)))
    marks = pd.DataFrame(_marks(labels, whole, ranked[0], common))
    twins = pd.DataFrame([twin(labels, pair, quantity) for pair in whole for quantity in quantities(pair)])
    views = list(dict.fromkeys(marks["view"]))
    unit = next(pair.now.unit for pair in whole if pair.now is not None)
    symbol = str(labels.store.units.at[unit, f"symbol_{labels.lang}"])

    def draw(width: int) -> Any:
        chart = _chart(marks, width, common, symbol, list(twins.columns))
        if len(views) == 1:
            return chart
        options = {view: SAY[labels.lang][view] for view in views}
        return chart.add_params(switch("view", SAY[labels.lang]["show"], options))

    obs = tuple(dict.fromkeys(i.obs for pair in whole for q in quantities(pair) for i in q.inputs))
    joined = [
        Gathered("series", (pair.now,), (pair.before,))
        if pair.before is not None and pair.before.derived
        else Gathered("series", (pair.before, pair.now))
        for pair in whole
    ]
    beside = [Gathered.of("ranked", (getattr(pair, view) for pair in whole)) for view in ("change", "growth")]
    alike = (Gathered.of("ranked", (pair.now for pair in whole)),) if common else ()
    gathered = (*joined, *beside, *alike)
    return Draft(draw, twins, facts(labels, ranked), obs, multiples="view", gathered=gathered)


def _marks(labels: Labels, pairs: Sequence[TwoDates], first: TwoDates, common: bool) -> list[dict[str, Any]]:
    """One row a mark: x from where its line starts, to its value; on a scale of its own the larger end is 1."""
    rows: list[dict[str, Any]] = []
    views = ["level"] if common else ["level", "change", "growth"]
    for view in views:
        if view != "level" and any(getattr(pair, view) is None for pair in pairs):
            continue
        largest = max(abs(getattr(pair, view).value) for pair in pairs) or 1.0 if view != "level" else 1.0
        for order, pair in enumerate(pairs):
            accent = pair is first
            if view != "level":
                row = _mark(labels, pair, getattr(pair, view), largest, accent)
                side = "right" if row["x"] >= 0 else "left"
                rows.append(row | {"view": view, "order": order, "from": 0.0, "side": side, "under": row["label"]})
                continue
            if pair.before is None or pair.now is None:
                continue
            scale = 1.0 if common else max(abs(pair.before.value), abs(pair.now.value)) or 1.0
            then, now = (_mark(labels, pair, q, scale, accent) for q in (pair.before, pair.now))
            rising = now["x"] >= then["x"]
            under = f"{then['label']}{ARROW}{now['label']}"
            both = {"view": view, "order": order}
            # Where there is no room for words between zero and the mark, they stand above it.
            outer = "left" if common or then["x"] * LEAST >= wide_as(then["label"]) + 18 else "above"
            then |= {} if pair.before.derived else {"kind": "earlier"}
            rows.append(then | both | {"from": then["x"], "side": outer if rising else "right", "under": under})
            rows.append(now | both | {"from": then["x"], "side": "right" if rising else "left", "under": ""})
    return rows


def _mark(labels: Labels, pair: TwoDates, quantity: Quantity, scale: float, accent: bool) -> dict[str, Any]:
    kind = "derived" if quantity.derived else "printed"
    soft = quantity.about
    return {
        "name": pair.name,
        "x": quantity.value / scale,
        # An approximate value is uncertain even where it is printed.
        "low": quantity.low / scale if quantity.derived or soft else None,
        "high": quantity.high / scale if quantity.derived or soft else None,
        "soft": soft,
        "kind": f"{kind}-first" if accent else kind,
        "colour": ACCENT if accent else SLATE,
        "label": labels.number(quantity),
        **twin(labels, pair, quantity),
    }


def _axes(marks: pd.DataFrame, common: bool, symbol: str, small: bool) -> dict[str, Any]:
    """Scale and axis of the rows: one for all around their values, or from zero without marks."""
    if not common:
        return {"scale": alt.Scale(domain=[min(0.0, float(marks["x"].min())), 1], nice=False), "axis": None}
    low, high = float(marks[["x", "low"]].min().min()), float(marks[["x", "high"]].max().max())
    room = (high - low) * (0.5 if small else 0.3)
    scale = alt.Scale(domain=[low - room, high + room], nice=False, zero=False)
    return {
        "scale": scale,
        "axis": alt.Axis(title=None, tickCount=3 if small else 5, labelExpr=f"datum.label + '{symbol}'"),
    }


def _chart(marks: pd.DataFrame, width: int, common: bool, symbol: str, columns: list[str]) -> Any:
    small = narrow(width)
    base: Any = alt.Chart(marks)
    if marks["view"].nunique() > 1:
        base = base.transform_filter("datum.view == view")
    axes = _axes(marks, common, symbol, small)
    x, start, low = (alt.X(f"{field}:Q", **axes) for field in ("x", "from", "low"))
    y, color = rows_axis(width), alt.Color("colour:N", scale=None)
    layers = [
        base.mark_rule(strokeWidth=3, opacity=0.45).encode(y=y, x=start, x2="x", color=color),
        base.transform_filter("datum.soft")
        .mark_rule(strokeWidth=22, strokeCap="round", opacity=0.22)
        .encode(y=y, x=low, x2="high", color=color),
        base.mark_rule(color=INK, strokeWidth=1.4).encode(y=y, x=low, x2="high"),
        base.mark_point(size=130, filled=True, opacity=1, strokeWidth=1.6).encode(
            y=y, x=x, color=fill(), stroke=outline(), tooltip=tooltip(columns)
        ),
    ]
    if not common:
        zero: Any = alt.Chart(pd.DataFrame({"zero": [0.0]}))
        track = base.mark_rule(color=GRID, strokeWidth=1.2).encode(y=y, x=x, x2=alt.datum(0))
        layers = [zero.mark_rule(color=RULE).encode(x=alt.X("zero:Q", **axes)), track, *layers]
    if common or not small:
        layers += _words_beside(base, y, x, above=common)
    # Words at the start of a row stand clear of the line at zero.
    clear = 0 if common else 6
    if small:
        # On a narrow page names stand above the marks; without an axis there is room for the numbers below.
        name = base.mark_text(align="left", dx=clear, dy=-38 if common else -22, color=INK_SOFT)
        layers.append(name.encode(y=y, x=alt.value(0), text="name:N"))
    if small and not common:
        layers.append(
            base.mark_text(align="left", dx=clear, dy=22, color=INK).encode(y=y, x=alt.value(0), text="under:N")
        )
    plot = width - 30 if small else width - 232 - (0 if common else 150)
    return alt.layer(*layers).properties(width=plot, height=alt.Step(ROW["narrow" if small else "wide"]))


def _words_beside(base: Any, y: alt.Y, x: alt.X, *, above: bool) -> list[Any]:
    """Numbers outside of the marks, kept clear of lines; or above them, turned away from each other."""
    places = {"right": ("left", 13, 0), "left": ("right", -13, 0), "above": ("center", 0, -16)}
    if above:
        places |= {"right": ("left", -18, -19), "left": ("right", 18, -19)}
    layers = []
    for side, (align, dx, dy) in places.items():
        words = base.transform_filter(f"datum.side == '{side}'")
        for look in (HALO, {"color": INK}):
            layers.append(words.mark_text(align=align, dx=dx, dy=dy, **look).encode(y=y, x=x, text="label:N"))
    return layers
