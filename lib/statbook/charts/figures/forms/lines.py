"""Lines: rates and stocks by month, each under its own name; nothing is joined across a gap or a new definition."""

from __future__ import annotations

__all__ = ["lines"]

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import apart as set_apart
from statbook.charts.shared.text_layout import wide_as
from statbook.charts.chart import Draft
from statbook.charts.shared.monthly_series import (
    EXTENT,
    SAY,
    YEARS,
    Series,
    ends,
    facts,
    gathered,
    inputs,
    recent,
    runs,
    short,
    since,
    time,
    tips,
    told,
    twin,
)
from statbook.charts.labels import CITE, Labels, narrow, switch, tooltip
from statbook.charts.theme import ACCENT, CATEGORIES, INK, INK_SOFT, SLATE

HEIGHT, LINE = 240, 16
DRAWN = ("series", "view", "year", "at", "v", "colour", "run", "dot")
NAMED = ("series", "view", "year", "at", "v", "colour", "open", "label", "move")
"""What the drawing holds of every figure, and of the last of each line, which bears its name."""
COLOURS = (SLATE, ACCENT, CATEGORIES[3], CATEGORIES[2], CATEGORIES[4], CATEGORIES[0])


def lines(
    labels: Labels,
    views: Mapping[str, Sequence[Series]],
    *,
    apart: Collection[str] = (),
) -> Draft | None:
    """The series of each view (`growth`, `level`) as lines with their names at the end; a switch chooses the view.

    Where a series begins because its definition is new, a line says so.
    Months of the year in *apart* ("01") are left out of the lines: the sum of January and February, where it is
    printed, stands for them as a dot of its own. None without a series.
    """
    drawn = {view: list(series) for view, series in views.items() if series}
    if not drawn:
        return None
    say = SAY[labels.lang]
    colours = dict(zip(dict.fromkeys(s.name for found in drawn.values() for s in found), COLOURS, strict=False))
    switched = len(drawn) > 1
    groups: list[list[dict[str, Any]]] = []
    units = {}
    for view, found in drawn.items():
        whole = [quantity for series in found for quantity in series.months]
        divisor, units[view] = labels.axis_scale([q.value for q in whole], whole[0].unit)
        ending = max(ends(quantity.period)[1] for quantity in whole)
        state = say[view] if switched else ""
        for series in found:
            same = {"view": view, "colour": colours[series.name]}
            marks = _marks(series, divisor, apart, ending)
            groups.append([row | same | told(labels, series.name, quantity, state) for quantity, row in marks])
    columns = list(told(labels, "", next(iter(drawn.values()))[0].months[0], "." if switched else ""))
    rows = twin(groups)[columns]
    first = next(iter(drawn.values()))
    every = [quantity for found in drawn.values() for series in found for quantity in (*series.months, *_sums(series))]
    words = _breaks(drawn)
    seen = "datum.year >= since" + (" && datum.view == shown" if switched else "")
    placed = _placed([mark for group in groups for mark in group if not mark["hidden"]])
    values = pd.DataFrame(placed)[[*DRAWN, *tips(labels), CITE]]
    names = pd.DataFrame([mark for mark in placed if mark["newest"]])[[*NAMED]]

    def draw(width: int) -> alt.TopLevelMixin:
        layers = _layers(values, names, words, seen, width, tips(labels))
        right = max(wide_as(label, 12) for label in names["label"][~names["open"]]) + 10
        plot = width - (50 if narrow(width) else 56) - right
        chosen = [switch("shown", say["show"], {view: say[view] for view in drawn})] if switched else []
        chart: Any = alt.layer(*layers).properties(width=plot, height=HEIGHT)
        drawn_at: alt.TopLevelMixin = chart.add_params(*chosen, since(labels, every))
        return drawn_at

    joined = [[q for q in series.months if q.period[5:7] not in apart] for found in drawn.values() for series in found]
    return Draft(
        draw,
        rows,
        facts(labels, first) | {"units": say["and"].join(units.values())},
        inputs(recent(every)),
        multiples="shown" if switched else "",
        gathered=tuple(pair for quantities in joined for pair in gathered(quantities)),
    )


def _sums(series: Series) -> list[Quantity]:
    """What is printed for January and February together."""
    return [quantity for quantity in series.to_date if quantity.period.endswith("-02")]


def _marks(
    series: Series, divisor: float, apart: Collection[str], ending: float
) -> list[tuple[Quantity, dict[str, Any]]]:
    kept = [quantity for quantity in series.months if quantity.period[5:7] not in apart]
    run = dict(zip([q.period for q in kept], runs(kept), strict=True))
    length = {number: list(run.values()).count(number) for number in set(run.values())}
    found = []
    for quantity in [*series.months, *(_sums(series) if apart else [])]:
        start, end = ends(quantity.period)
        number = run.get(quantity.period)
        newest = quantity is kept[-1]
        row = {
            "series": series.name,
            "year": int(quantity.period[:4]),
            "at": round((start + end) / 2, 4),
            "v": quantity.value / divisor,
            "run": number,
            "dot": newest or number is None or length[number] == 1,
            "hidden": number is None and "/" not in quantity.period,
            "newest": newest,
            "open": newest and end < ending,
            "words": short(quantity, divisor) + ("%" if quantity.unit == "percent" else ""),
        }
        found.append((quantity, row))
    return sorted(found, key=lambda item: item[1]["at"])


def _placed(marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The marks with the words at the end of their lines, and how far these move to keep apart."""
    rows = [mark | {"label": "", "move": 0.0} for mark in marks]
    for view in dict.fromkeys(row["view"] for row in rows):
        here = [row for row in rows if row["view"] == view]
        window = max(row["year"] for row in here) - YEARS[0]
        heights = [row["v"] for row in here if row["year"] > window]
        low, high = min([0.0, *heights]), max([0.0, *heights])
        pixel = HEIGHT / ((high - low) or 1)
        last = sorted((row for row in here if row["newest"]), key=lambda row: -row["v"])
        for row in last:
            row["label"] = row["series"] if row["open"] else f"{row['series']} {row['words']}"
        beside = [row for row in last if not row["open"]]
        wanted = [(high - row["v"]) * pixel for row in beside]
        for row, at, want in zip(beside, set_apart(wanted, [LINE] * len(beside), 0, HEIGHT), wanted, strict=True):
            row["move"] = round(at - want, 1)
    return rows


def _breaks(views: Mapping[str, Sequence[Series]]) -> pd.DataFrame:
    """Where a series begins whose definition is new, and the words for it."""
    rows = [
        {"view": view, "at": ends(s.months[0].period)[0], "year": int(s.months[0].period[:4]), "words": s.broken}
        for view, found in views.items()
        for s in found
        if s.broken
    ]
    return pd.DataFrame(rows)


def _layers(
    values: pd.DataFrame, names: pd.DataFrame, words: pd.DataFrame, seen: str, width: int, told: list[str]
) -> list[Any]:
    base: Any = alt.Chart(values).transform_filter(seen)
    x = time("at", width)
    y = alt.Y(
        "v:Q",
        title=None,
        axis=alt.Axis(tickCount=5, title=None, minExtent=EXTENT),
        scale=alt.Scale(zero=True, nice=False),
    )
    colour = alt.Color("colour:N", scale=None)
    layers = [
        alt.Chart(pd.DataFrame([{"zero": 0}])).mark_rule(color=INK, strokeWidth=1).encode(y="zero:Q"),
        base.transform_filter("datum.run !== null")
        .mark_line(strokeWidth=2, clip=False)
        .encode(x=x, y=y, color=colour, detail=["series:N", "run:N"]),
        # Every month can be pointed at; only ends and single months show a dot.
        base.mark_point(size=60, filled=True).encode(
            x=x,
            y=y,
            color=colour,
            opacity=alt.condition("datum.dot", alt.value(1), alt.value(0)),
            tooltip=tooltip(told),
        ),
    ]
    ending: Any = alt.Chart(names).transform_filter(seen)
    layers += [
        ending.transform_filter("!datum.open")
        .mark_text(align="left", dx=8, dy=alt.expr("datum.move"), fontSize=12)
        .encode(x=x, y=y, text="label:N", color=colour)
    ]
    if names["open"].any():
        # The name of a line that ends before the others stands above its end.
        layers.append(
            ending.transform_filter("datum.open")
            .mark_text(align="right", baseline="bottom", dx=6, fontSize=12)
            .encode(x=x, y=alt.value(-6), text="label:N", color=colour)
        )
    if len(words):
        marked: Any = alt.Chart(words).transform_filter(seen)
        layers += [
            marked.mark_rule(color=INK_SOFT, strokeDash=[4, 3]).encode(x="at:Q"),
            marked.mark_text(align="left", baseline="bottom", dx=6, fontSize=12, color=INK).encode(
                x="at:Q", y=alt.value(-6), text="words:N"
            ),
        ]
    return layers
