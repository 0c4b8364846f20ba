"""Rectangles: a product of two factors at two dates, so that one sees which factor made it grow."""

from __future__ import annotations

__all__ = ["Sides", "rectangles"]

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity, annual_growth, constant, growth
from statbook.figures.drawing import Draft
from statbook.figures.labels import Labels, narrow, switch, tooltip
from statbook.figures.theme import ACCENT, ACCENT_LIGHT, INK, INK_SOFT, PAPER, SLATE, SLATE_LIGHT

HEIGHT = {"wide": 300, "narrow": 250}
MARGIN = {"wide": 150, "narrow": 96}
SAY = {
    "en": {
        "show": "Show",
        "level": "levels",
        "index": "index, {then} = 100",
        "year": "an average year, {then} = 100",
        "both": "both",
        "after": "a year on",
    },
    "zh": {
        "show": "显示",
        "level": "水平",
        "index": "指数,{then}=100",
        "year": "年均,{then}=100",
        "both": "两者",
        "after": "一年后",
    },
}


@dataclass(frozen=True)
class Sides:
    """A product (*area*) and its factors at one date; *period* in words."""

    wide: Quantity | None
    tall: Quantity | None
    area: Quantity | None
    period: str


def rectangles(
    labels: Labels, then: Sides, now: Sides, *, years: float, names: dict[str, str], first: str = "level"
) -> Draft | None:
    """Two rectangles, the later one taken apart into the earlier one and what each factor added.

    *names* says what `wide`, `tall`, `more_wide` and `more_tall` are. Switchable between levels, index and the
    growth of an average year over *years*; *first* is what print shows. None if a side is not printed.
    """
    sides = (then.wide, then.tall, then.area, now.wide, now.tall, now.area)
    if any(side is None for side in sides):
        return None
    wide0, tall0, area0, wide1, tall1, area1 = (side for side in sides if side is not None)
    say = {key: words.format(then=then.period) for key, words in SAY[labels.lang].items()}
    grown = {"wide": growth(wide1, wide0), "tall": growth(tall1, tall0), "area": growth(area1, area0)}
    a_year = {name: annual_growth(rate, years) for name, rate in grown.items()}
    views = ["level", "index", "year"]
    views.sort(key=lambda view: view != first)
    hundred = constant(100, "percent")
    corners = {
        "level": ((wide0, tall0, area0), (wide1, tall1, area1), now.period),
        "index": ((hundred,) * 3, tuple(rate + 100 for rate in grown.values()), now.period),
        "year": ((hundred,) * 3, tuple(rate + 100 for rate in a_year.values()), say["after"]),
    }
    pieces, marks = [], []
    for view in views:
        old, new, period = corners[view]
        pieces += _pieces(labels, view, old, new, names, say)
        marks += _marks(labels, view, old, new, (then.period, period), names)
    twin = _twin(labels, names, sides=(wide0, tall0, area0, wide1, tall1, area1), periods=(then, now), a_year=a_year)
    drawn, told = pd.DataFrame(pieces), pd.DataFrame(marks)

    def draw(width: int) -> alt.TopLevelMixin:
        size = "narrow" if narrow(width) else "wide"
        chart = alt.layer(*_layers(drawn, told, width))
        options = {view: say[view] for view in views}
        plot = {"width": width - MARGIN[size] - 12, "height": HEIGHT[size]}
        return chart.properties(**plot).add_params(switch("view", say["show"], options))

    shown = a_year if first == "year" else grown
    more = max(("wide", "tall"), key=lambda name: grown[name].value)
    facts = {
        "area": labels.number(shown["area"]),
        "wide": labels.number(shown["wide"]),
        "tall": labels.number(shown["tall"]),
        "more": names[f"more_{more}"],
        "span": say[first] if first == "year" else "",
        "then": then.period,
        "now": now.period,
    }
    obs = tuple(dict.fromkeys(item.obs for side in (wide0, tall0, area0, wide1, tall1, area1) for item in side.inputs))
    return Draft(draw, twin, facts, obs)


def _short(labels: Labels, view: str, quantity: Quantity) -> str:
    """Level in words; index to a whole number, a growth to one decimal."""
    return labels.number(quantity) if view == "level" else f"{quantity.value:.{0 if view == 'index' else 1}f}"


def _pieces(
    labels: Labels, view: str, old: Any, new: Any, names: dict[str, str], say: dict[str, str]
) -> list[dict[str, Any]]:
    """The earlier rectangle and the three strips around it, with what each adds."""
    (w0, h0, _), (w1, h1, a1) = old, new
    unit, per = a1.unit, 1 if view == "level" else 100
    parts = {
        "old": ((w0 * h0 / per).to(unit), 0.0, w0.value, 0.0, h0.value, ""),
        "wide": (((w1 - w0) * h0 / per).to(unit), w0.value, w1.value, 0.0, h0.value, names["more_wide"]),
        "tall": ((w0 * (h1 - h0) / per).to(unit), 0.0, w0.value, h0.value, h1.value, names["more_tall"]),
        "both": (((w1 - w0) * (h1 - h0) / per).to(unit), w0.value, w1.value, h0.value, h1.value, say["both"]),
    }
    first = max(("wide", "tall"), key=lambda name: parts[name][0].value)
    rows = []
    for name, (added, x, x2, y, y2, words) in parts.items():
        number = f"+{_short(labels, view, added)}" if name != "old" else ""
        rows.append(
            {
                "view": view,
                "piece": name,
                "x": x,
                "x2": x2,
                "y": y,
                "y2": y2,
                "middle": (x + x2) / 2,
                "centre": (y + y2) / 2,
                "fill": ACCENT_LIGHT if name == first else (SLATE_LIGHT if name == "old" else PAPER),
                "line": ACCENT if name == first else SLATE,
                "words": f"{words}\n{number}" if name == "both" else f"{words} {number}".strip(),
                labels.column("name"): words or names["area"],
                labels.column("value"): labels.number(added) if view == "level" else _short(labels, view, added),
                labels.column("range"): labels.range(added) if added.inputs else "",
            }
        )
    return rows


def _marks(
    labels: Labels, view: str, old: Any, new: Any, periods: tuple[str, str], names: dict[str, str]
) -> list[dict[str, Any]]:
    """The words at the sides and the interval of the corner, for both dates."""
    rows = []
    for (w, h, a), period, place in ((old, periods[0], "then"), (new, periods[1], "now")):
        finite = bool(w.inputs) and w.derived
        rows.append(
            {
                "view": view,
                "place": place,
                "w": w.value,
                "h": h.value,
                "w_low": w.low if finite else None,
                "w_high": w.high if finite else None,
                "h_low": h.low if finite else None,
                "h_high": h.high if finite else None,
                "w_words": f"{_short(labels, view, w)}\n{period}",
                "h_words": _short(labels, view, h),
                "a_words": f"{period}: {_short(labels, view, a)}",
                "w_name": names["wide"],
                "h_name": names["tall"],
            }
        )
    return rows


def _layers(drawn: pd.DataFrame, told: pd.DataFrame, width: int) -> list[Any]:
    small = 12 if narrow(width) else 13
    pieces: Any = alt.Chart(drawn).transform_filter("datum.view == view")
    marks: Any = alt.Chart(told).transform_filter("datum.view == view")
    now, then = (marks.transform_filter(f"datum.place == '{place}'") for place in ("now", "then"))
    scale = alt.Scale(zero=True, nice=False)
    x, y = alt.X("x:Q", axis=None, scale=scale), alt.Y("y:Q", axis=None, scale=scale)
    w, h = alt.X("w:Q", axis=None, scale=scale), alt.Y("h:Q", axis=None, scale=scale)
    middle, centre = alt.X("middle:Q", axis=None, scale=scale), alt.Y("centre:Q", axis=None, scale=scale)
    columns = list(drawn.columns[-3:])
    text = {"fontSize": small, "lineBreak": "\n", "lineHeight": 15, "color": INK}

    def of(name: str) -> Any:
        return pieces.transform_filter(f"datum.piece == '{name}'")

    return [
        pieces.mark_rect(strokeWidth=1.2).encode(
            x=x,
            x2="x2:Q",
            y=y,
            y2="y2:Q",
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            tooltip=tooltip(columns),
        ),
        now.mark_rect(filled=False, stroke=SLATE, strokeWidth=2.4, clip=False).encode(
            x=w, x2=alt.value(0), y=h, y2=alt.value("height")
        ),
        then.mark_rule(color=INK, strokeWidth=1.6).encode(
            x=alt.X("w_low:Q", axis=None, scale=scale), x2="w_high:Q", y=h
        ),
        then.mark_rule(color=INK, strokeWidth=1.6).encode(
            x=w, y=alt.Y("h_low:Q", axis=None, scale=scale), y2="h_high:Q"
        ),
        of("tall").mark_text(**text).encode(x=middle, y=centre, text="words:N"),
        of("wide").mark_text(**text, angle=270).encode(x=middle, y=centre, text="words:N"),
        of("both").mark_text(**{**text, "dy": -7}).encode(x=middle, y=centre, text="words:N"),
        then.mark_text(**text, align="left", dx=10, dy=-12, baseline="bottom").encode(
            x=alt.value(0), y=alt.value("height"), text="a_words:N"
        ),
        now.mark_text(**{**text, "color": ACCENT}, align="left", dy=-8, fontWeight="bold", baseline="bottom").encode(
            x=alt.value(0), y=alt.value(0), text="a_words:N"
        ),
        marks.mark_text(**text, align="right", dy=8, baseline="top").encode(
            x=w, y=alt.value("height"), text="w_words:N"
        ),
        now.mark_text(**{**text, "color": INK_SOFT}, align="left", dy=8, baseline="top").encode(
            x=alt.value(0), y=alt.value("height"), text="w_name:N"
        ),
        marks.mark_text(**text, align="right", dx=-8).encode(x=alt.value(0), y=h, text="h_words:N"),
        now.mark_text(**{**text, "color": INK_SOFT}, align="right", dx=-8, dy=20).encode(
            x=alt.value(0), y=alt.value(HEIGHT["narrow"] // 2), text="h_name:N"
        ),
    ]


def _twin(
    labels: Labels, names: dict[str, str], *, sides: Any, periods: Any, a_year: dict[str, Quantity]
) -> pd.DataFrame:
    wide0, tall0, area0, wide1, tall1, area1 = sides
    rows = [
        labels.twin(f"{names[name]}, {when.period}", quantity)
        for name, pair in (("area", (area0, area1)), ("wide", (wide0, wide1)), ("tall", (tall0, tall1)))
        for when, quantity in zip(periods, pair, strict=True)
    ]
    for name, pair in (("area", (area0, area1)), ("wide", (wide0, wide1)), ("tall", (tall0, tall1))):
        rows.append(labels.twin(f"{names[name]}, %", growth(pair[1], pair[0])))
        rows.append(labels.twin(f"{names[name]}, %/a", a_year[name]))
    return pd.DataFrame(rows)
