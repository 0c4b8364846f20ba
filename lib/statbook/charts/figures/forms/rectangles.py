"""Rectangles: a product of two factors at two dates, so that one sees which factor made it grow."""

from __future__ import annotations

__all__ = ["Sides", "rectangles"]

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity, growth, printed
from statbook.analysis.factors import Sides, added, per_hundred
from statbook.charts.shared.text_layout import wrapped
from statbook.charts.chart import Draft
from statbook.charts.labels import CITE, Labels, narrow, switch, tooltip
from statbook.charts.theme import ACCENT, ACCENT_LIGHT, INK, INK_SOFT, PAPER, SLATE, SLATE_LIGHT

HEIGHT = {"wide": 300, "narrow": 250}
MARGIN = {"wide": 136, "narrow": 92}
"""Room for the words on the left, in pixels."""

SAY = {
    "en": {
        "show": "Show",
        "level": "levels",
        "index": "index, {then} = 100",
        "year": "an average year, {then} = 100",
        "both": "both",
        "after": "a year on",
        "yearly": "{rate} a year",
    },
    "zh": {
        "show": "显示",
        "level": "水平",
        "index": "指数,{then}=100",
        "year": "年均,{then}=100",
        "both": "两者",
        "after": "一年后",
        "yearly": "年均{rate}",
    },
}


def rectangles(
    labels: Labels,
    then: Sides | None,
    now: Sides | None,
    *,
    years: float,
    names: Mapping[str, str],
    first: str = "level",
) -> Draft | None:
    """Two rectangles, the later one taken apart into the earlier one and what each factor added.

    *names* says what `area`, `wide`, `tall`, `more_wide` and `more_tall` are. Switchable between levels, index and
    the growth of an average year over *years*; *first* is what print shows.
    None if a side is not printed or a factor did not grow.
    """
    if then is None or now is None or now.wide.value <= then.wide.value or now.tall.value <= then.tall.value:
        return None
    say = {key: words.format(then=then.period, rate="{rate}") for key, words in SAY[labels.lang].items()}
    base, a_year = per_hundred(then, now, years=years)
    in_year = (base, replace(a_year, period=say["after"]))
    pairs = {"level": (then, now), "index": per_hundred(then, now), "year": in_year}
    views = sorted(pairs, key=lambda view: view != first)
    pieces = pd.DataFrame([row for view in views for row in _pieces(labels, view, *pairs[view], names, say["both"])])
    marks = pd.DataFrame(
        [_mark(labels, view, sides, names, sides is pairs[view][0]) for view in views for sides in pairs[view]]
    )

    def draw(width: int) -> alt.TopLevelMixin:
        size = "narrow" if narrow(width) else "wide"
        chart = alt.layer(*_layers(pieces, marks, width))
        plot = {"width": width - MARGIN[size] - 12, "height": HEIGHT[size]}
        return chart.properties(**plot).add_params(switch("view", say["show"], {view: say[view] for view in views}))

    sides = (then.area, then.wide, then.tall, now.area, now.wide, now.tall)
    obs = tuple(dict.fromkeys(item.obs for side in sides for item in side.inputs))
    return Draft(
        draw,
        _twin(labels, names, then, now, a_year),
        _facts(labels, names, pairs, first),
        obs,
        multiples="view",
        alike=("index",),
    )


def _facts(
    labels: Labels, names: Mapping[str, str], pairs: Mapping[str, tuple[Sides, Sides]], first: str
) -> dict[str, str]:
    then, now = pairs["level"]
    index = pairs["year" if first == "year" else "index"][1]
    gains = added(then, now)
    more = max(("wide", "tall"), key=lambda name: gains[name].value)
    most = gains[more].value > (now.area.value - then.area.value) / 2
    rates = {name: (getattr(index, name) - 100).to("percent") for name in ("area", "wide", "tall")}
    said = {name: labels.number(_as_printed(rate)) for name, rate in rates.items()}
    if first == "year":
        said = {name: SAY[labels.lang]["yearly"].format(rate=words) for name, words in said.items()}
    return said | {"more": names[f"more_{more}"] if most else "", "then": then.period, "now": now.period}


def _as_printed(rate: Quantity) -> Quantity:
    """The printed growth that *rate* gives back, if it does: its own digits say how fine it is."""
    same = (item for item in rate.inputs if item.measure == "growth" and abs(float(item.value) - rate.value) < 1e-9)
    return next((printed(item, strict=rate.strict) for item in same), rate)


def _short(labels: Labels, view: str, quantity: Quantity) -> str:
    """Level in words; index to a whole number, a year's growth to one decimal."""
    return labels.number(quantity) if view == "level" else f"{quantity.value:.{0 if view == 'index' else 1}f}"


def _pieces(
    labels: Labels, view: str, then: Sides, now: Sides, names: Mapping[str, str], both: str
) -> list[dict[str, Any]]:
    """The earlier rectangle and the three strips around it, with what each adds."""
    w0, h0, w1, h1 = then.wide.value, then.tall.value, now.wide.value, now.tall.value
    gains = added(then, now)
    first = max(("wide", "tall"), key=lambda name: gains[name].value)
    boxes = {"old": (0.0, w0, 0.0, h0), "wide": (w0, w1, 0.0, h0), "tall": (0.0, w0, h0, h1), "both": (w0, w1, h0, h1)}
    words = {"old": names["area"], "wide": names["more_wide"], "tall": names["more_tall"], "both": both}
    rows = []
    for name, (x, x2, y, y2) in boxes.items():
        quantity = gains.get(name, then.area)
        number = _short(labels, view, quantity)
        row: dict[str, Any] = {"view": view, "piece": name, "x": x, "x2": x2, "y": y, "y2": y2}
        row |= {"middle": (x + x2) / 2, "centre": (y + y2) / 2, "words": f"{words[name]} +{number}"}
        row["fill"] = ACCENT_LIGHT if name == first else (SLATE_LIGHT if name == "old" else PAPER)
        row["line"] = ACCENT if name == first else SLATE
        row[CITE] = (
            labels.cite(f"{words[name]}, {(then if name == 'old' else now).period}", quantity)
            if quantity.inputs
            else ""
        )
        row[labels.column("name")] = words[name]
        row[labels.column("value")] = number
        row[labels.column("range")] = labels.range(quantity) if quantity.inputs else ""
        rows.append(row)
    return rows


def _mark(labels: Labels, view: str, sides: Sides, names: Mapping[str, str], earlier: bool) -> dict[str, Any]:
    """The words at the sides of a rectangle, and the interval of its corner."""
    row: dict[str, Any] = {"view": view, "earlier": earlier, "w_name": names["wide"], "h_name": names["tall"]}
    for side, quantity in (("w", sides.wide), ("h", sides.tall)):
        derived = bool(quantity.inputs) and quantity.derived
        row |= {side: quantity.value, f"{side}_words": _short(labels, view, quantity)}
        row |= {f"{side}_low": quantity.low if derived else None, f"{side}_high": quantity.high if derived else None}
    if view == "level":
        # In the other views the two numbers may stand so close that their periods, told above, would collide.
        row["w_words"] += f"\n{sides.period}"
    row["h_narrow"] = row["h_words"].replace(" ", "\n", 1)
    row["h_name_narrow"] = "\n".join(wrapped(names["tall"], MARGIN["narrow"] - 12, 12))
    return row | {"a_words": f"{sides.period}: {_short(labels, view, sides.area)}"}


def _layers(drawn: pd.DataFrame, told: pd.DataFrame, width: int) -> list[Any]:
    tight = narrow(width)
    pieces: Any = alt.Chart(drawn).transform_filter("datum.view == view")
    marks: Any = alt.Chart(told).transform_filter("datum.view == view")
    then, now = marks.transform_filter("datum.earlier"), marks.transform_filter("!datum.earlier")
    scale = alt.Scale(zero=True, nice=False)
    x, w, w_low, middle = (alt.X(f"{name}:Q", axis=None, scale=scale) for name in ("x", "w", "w_low", "middle"))
    y, h, h_low, centre = (alt.Y(f"{name}:Q", axis=None, scale=scale) for name in ("y", "h", "h_low", "centre"))
    left, top, bottom = alt.value(0), alt.value(0), alt.value("height")
    text: dict[str, Any] = {"fontSize": 12 if tight else 13, "lineBreak": "\n", "lineHeight": 15, "color": INK}
    soft = text | {"color": INK_SOFT}

    def of(name: str) -> Any:
        return pieces.transform_filter(f"datum.piece == '{name}'")

    fill, line = alt.Color("fill:N", scale=None), alt.Stroke("line:N", scale=None)
    box = pieces.mark_rect(strokeWidth=1.2).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=fill, stroke=line)
    return [
        box.encode(tooltip=tooltip(list(drawn.columns[-3:]))),
        now.mark_rect(filled=False, stroke=SLATE, strokeWidth=2.4).encode(x=w, x2=left, y=h, y2=bottom),
        marks.mark_rule(color=INK, strokeWidth=1.6).encode(x=w_low, x2="w_high:Q", y=h),
        marks.mark_rule(color=INK, strokeWidth=1.6).encode(x=w, y=h_low, y2="h_high:Q"),
        of("tall").mark_text(**text).encode(x=middle, y=centre, text="words:N"),
        of("wide").mark_text(**text, angle=270).encode(x=middle, y=centre, text="words:N"),
        of("both")
        .mark_text(**text, align="right", dy=-8, baseline="bottom")
        .encode(x=alt.value("width"), y=top, text="words:N"),
        then.mark_text(**text, align="left", dx=10, dy=-12, baseline="bottom").encode(
            x=left, y=bottom, text="a_words:N"
        ),
        now.mark_text(**text, align="left", dy=-26 if tight else -8, fontWeight="bold", baseline="bottom").encode(
            x=left, y=top, text="a_words:N"
        ),
        marks.mark_text(**text, align="right", dy=8, baseline="top").encode(x=w, y=bottom, text="w_words:N"),
        now.mark_text(**soft, align="left", dy=8, baseline="top").encode(x=left, y=bottom, text="w_name:N"),
        marks.mark_text(**text, align="right", dx=-8).encode(x=left, y=h, text="h_narrow:N" if tight else "h_words:N"),
        now.mark_text(**soft, align="right", dx=-8).encode(
            x=left, y=alt.value(HEIGHT["narrow"] // 2 + 20), text="h_name_narrow:N" if tight else "h_name:N"
        ),
    ]


def _twin(labels: Labels, names: Mapping[str, str], then: Sides, now: Sides, a_year: Sides) -> pd.DataFrame:
    """Levels of both dates, growth from one to the other, and growth of an average year."""
    rows = []
    for name in ("area", "wide", "tall"):
        before, after = getattr(then, name), getattr(now, name)
        rows += [labels.twin(f"{names[name]}, {sides.period}", getattr(sides, name)) for sides in (then, now)]
        rows.append(labels.twin(f"{names[name]}, %", _as_printed(growth(after, before))))
        rows.append(labels.twin(f"{names[name]}, %/a", (getattr(a_year, name) - 100).to("percent")))
    return pd.DataFrame(rows)
