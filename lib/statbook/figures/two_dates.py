"""Two dates: the same quantity at two dates, its change, or its growth, one row a quantity."""

from __future__ import annotations

__all__ = ["TwoDates", "two_dates"]

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.figures.canvas import inside
from statbook.figures.drawing import Draft
from statbook.figures.labels import Labels, narrow, rows_axis, switch, tooltip
from statbook.figures.theme import ACCENT, GRID, INK, INK_SOFT, PAPER, RULE, SLATE, fill, outline
from statbook.prose.words import moved

ROW = {"wide": 46, "narrow": 78}
ARROW = " → "
SAY = {
    "en": {"show": "Show", "level": "both dates", "change": "change", "growth": "change in percent"},
    "zh": {"show": "显示", "level": "两个时点", "change": "变动额", "growth": "变动幅度"},
}


@dataclass(frozen=True)
class TwoDates:
    """A quantity at two dates. Change and growth are the views a reader may switch to, where they are given."""

    name: str
    before: Quantity | None
    now: Quantity | None
    change: Quantity | None = None
    growth: Quantity | None = None

    @classmethod
    def of(cls, get: Callable[[str], Quantity | None], key: str, name: str) -> TwoDates:
        """The figure of *key* now, before, its printed or computed change and its growth, each as *get* gives it."""
        change = get(f"{key}.difference")
        return cls(name, get(f"{key}.base"), get(key), change or get(f"{key}.change"), get(f"{key}.growth"))


def two_dates(labels: Labels, pairs: Sequence[TwoDates], *, common: bool = False) -> Draft | None:
    """Each pair on a row: hollow where it was derived, filled where printed, soft where approximate.

    With *common* all rows share one axis, which need not start at zero; otherwise each has its own from zero,
    and change and growth can be chosen instead. None unless two pairs have both dates.
    """
    whole = [pair for pair in pairs if pair.before is not None and pair.now is not None]
    if common:
        # Growth in percent of a rate in percent would only confuse.
        whole = [replace(pair, growth=None) for pair in whole]
    if len(whole) < 2:
        return None
    ranked = sorted(whole, key=lambda pair: -abs(_weight(pair)))
    marks = pd.DataFrame(_marks(labels, whole, ranked[0], common))
    twins = pd.DataFrame([_twin(labels, pair, quantity) for pair in whole for quantity in _quantities(pair)])
    views = list(dict.fromkeys(marks["view"]))

    def draw(width: int) -> alt.TopLevelMixin:
        chart = _chart(marks, width, common, list(twins.columns))
        if len(views) == 1:
            return chart
        say = SAY[labels.lang]
        return chart.add_params(switch("view", say["show"], {view: say[view] for view in views}))

    obs = tuple(dict.fromkeys(i.obs for pair in whole for q in _quantities(pair) for i in q.inputs))
    return Draft(draw, twins, _facts(labels, ranked), obs)


def _quantities(pair: TwoDates) -> list[Quantity]:
    return [q for q in (pair.before, pair.now, pair.change, pair.growth) if q is not None]


def _twin(labels: Labels, pair: TwoDates, quantity: Quantity) -> dict[str, str]:
    """The row of the table twin; what stands for the date before bears the period compared with."""
    twin = labels.twin(pair.name, quantity)
    if quantity is pair.before:
        base = next((i.base_period for i in quantity.inputs if i.base_period), "")
        twin |= {labels.column("period"): labels.period(base), labels.column("base"): ""}
    say = SAY[labels.lang]
    for view, other in (("change", pair.change), ("growth", pair.growth)):
        if quantity is other:
            twin[labels.column("name")] = f"{pair.name}, {say[view]}"
    return twin


def _weight(pair: TwoDates) -> float:
    """By what pairs are ranked: growth, or else the change."""
    if pair.growth is not None:
        return pair.growth.value
    if pair.change is not None:
        return pair.change.value
    return (pair.now.value if pair.now else 0) - (pair.before.value if pair.before else 0)


def _facts(labels: Labels, ranked: Sequence[TwoDates]) -> dict[str, str]:
    """The pair that moved most and the one that moved least."""
    told = {}
    for place, pair in (("first", ranked[0]), ("last", ranked[-1])):
        move = pair.growth or pair.change
        told[place] = pair.name if place == "first" else inside(pair.name)
        told[f"{place}_moved"] = moved(move, labels.store.units, labels.lang, short=True) if move is not None else ""
        told[f"{place}_before"] = labels.number(pair.before) if pair.before is not None else ""
        told[f"{place}_now"] = labels.number(pair.now) if pair.now is not None else ""
    return told


def _marks(labels: Labels, pairs: Sequence[TwoDates], first: TwoDates, common: bool) -> list[dict[str, Any]]:
    """One row a mark: x from where its line starts, to its value; on a scale of its own the larger end is 1."""
    rows: list[dict[str, Any]] = []
    views = ["level"] if common else ["level", "change", "growth"]
    for view in views:
        if view != "level" and any(getattr(pair, view) is None for pair in pairs):
            continue
        largest = max(abs(getattr(pair, view).value) for pair in pairs) if view != "level" else 0
        for order, pair in enumerate(pairs):
            accent = pair is first
            if view != "level":
                row = _mark(labels, pair, getattr(pair, view), largest, accent)
                side = "right" if row["x"] >= 0 else "left"
                rows.append(row | {"view": view, "order": order, "from": 0.0, "side": side, "under": row["label"]})
                continue
            if pair.before is None or pair.now is None:
                continue
            scale = 1.0 if common else max(abs(pair.before.value), abs(pair.now.value))
            then, now = (_mark(labels, pair, q, scale, accent) for q in (pair.before, pair.now))
            rising = now["x"] >= then["x"]
            under = f"{then['label']}{ARROW}{now['label']}"
            both = {"view": view, "order": order}
            rows.append(then | both | {"from": then["x"], "side": "left" if rising else "right", "under": under})
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
        **_twin(labels, pair, quantity),
    }


def _chart(marks: pd.DataFrame, width: int, common: bool, columns: list[str]) -> alt.LayerChart:
    small = narrow(width)
    base: Any = alt.Chart(marks)
    if marks["view"].nunique() > 1:
        base = base.transform_filter("datum.view == view")
    if common:
        ends = [float(marks["low"].min()), float(marks["high"].max())]
        room = (ends[1] - ends[0]) * (0.5 if small else 0.3)
        scale = alt.Scale(domain=[ends[0] - room, ends[1] + room], nice=False, zero=False)
        axis = alt.Axis(title=None, tickCount=3 if small else 5, labelExpr="datum.label + '%'")
    else:
        scale = alt.Scale(domain=[min(0.0, float(marks["x"].min())), 1], nice=False)
        axis = None
    plot = width - 30 if small else width - 232 - (0 if common else 150)
    y, x = rows_axis(width), alt.X("x:Q", scale=scale, axis=axis)
    line = {"y": y, "color": alt.Color("colour:N", scale=None)}
    start = alt.X("from:Q", scale=scale, axis=axis)
    layers = [
        base.mark_rule(color=GRID, strokeWidth=1.2).encode(y=y, x=x, x2=alt.datum(0)) if not common else None,
        base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=start, x2="x", **line),
        base.transform_filter("datum.soft")
        .mark_rule(strokeWidth=22, strokeCap="round", opacity=0.22)
        .encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="high", **line),
        base.mark_rule(color=INK, strokeWidth=1.4).encode(y=y, x=alt.X("low:Q", scale=scale, axis=axis), x2="high"),
        base.mark_point(size=130, filled=True, opacity=1, strokeWidth=1.6).encode(
            y=y, x=x, color=fill(), stroke=outline(), tooltip=tooltip(columns)
        ),
    ]
    if small and not common:
        layers += _words_below(base, y)
    else:
        layers += _words_beside(base, y, x, above=common)
        if small:
            name = base.mark_text(align="left", dy=-38, color=INK_SOFT)
            layers.append(name.encode(y=y, x=alt.value(0), text="name:N"))
    zero: Any = alt.Chart(pd.DataFrame({"zero": [0.0]}))
    if not common:
        layers.insert(0, zero.mark_rule(color=RULE).encode(x=alt.X("zero:Q", scale=scale, axis=axis)))
    height = alt.Step(ROW["narrow" if small else "wide"])
    return alt.layer(*[layer for layer in layers if layer is not None]).properties(width=plot, height=height)


def _words_below(base: Any, y: alt.Y) -> list[Any]:
    """On a narrow page the name stands above the marks and their numbers below."""
    return [
        base.mark_text(align="left", dy=-22, color=INK_SOFT).encode(y=y, x=alt.value(0), text="name:N"),
        base.mark_text(align="left", dy=22, color=INK).encode(y=y, x=alt.value(0), text="under:N"),
    ]


def _words_beside(base: Any, y: alt.Y, x: alt.X, *, above: bool) -> list[Any]:
    """Numbers outside of the marks, kept clear of lines; or above them, turned away from each other."""
    layers = []
    for side, align, away in (("right", "left", 1), ("left", "right", -1)):
        where = {"align": align, "dx": -18 * away if above else 13 * away, "dy": -19 if above else 0}
        words = base.transform_filter(f"datum.side == '{side}'")
        for halo in ({"color": PAPER, "stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}, {"color": INK}):
            layers.append(words.mark_text(**where, **halo).encode(y=y, x=x, text="label:N"))
    return layers
