"""Scatter: level of the base period against growth; the area of a dot is the change."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Part, Quantity, change
from statbook.charts.shared import (
    ChartSpec,
    Labels,
    Switch,
    estimated_width,
    form,
    layer_chart,
    mark,
    narrow,
    observations,
    wrap,
)
from statbook.charts.shared.layers import Fields, across, down
from statbook.charts.text_layout import BLOCK, HALO, Dot, label_places
from statbook.charts.theme import ACCENT, ACCENT_LIGHT, INK, MUTED, PAPER, SLATE, SLATE_LIGHT
from statbook.messages import join_words

SMALLEST = 60
"""Square pixels of the smallest dot."""
LINE_OF_WORDS = 14
Ends = tuple[float, float]


@form("first", "first_growth", "first_base")
def scatter(labels: Labels, breakdowns: Mapping[str, Sequence[Part]], *, least: float) -> ChartSpec | None:
    """Growth in percent over the implied level of the base period, for switchable breakdowns.

    Pieces whose base is under *least* (in the unit of the level) are left out: on a small base any growth is large.
    Overlapping groups are hollow. None if fewer than three pieces have growth.

    >>> from statbook import Chapter
    >>> here = Chapter("trade", region="Xian", period="2026-01/2026-02")
    >>> scatter(here.labels, here.breakdowns("product"), least=1e9).multiples
    'cut'
    """
    say = labels.words("scatter")
    found = {}
    for title, parts in breakdowns.items():
        # The printed pieces that are not broken down further, and the overlapping groups, with base and growth.
        inner = {id(part.whole) for part in parts if part.whole is not None and not part.overlap}
        leaves = [(p, p.base, p.growth) for p in parts[1:] if id(p) not in inner and not p.residual]
        found[title] = [(p, base, growth) for p, base, growth in leaves if base and growth and base.value >= least]
    drawn = {title: pieces for title, pieces in found.items() if len(pieces) >= 3}
    if not drawn:
        return None
    firsts = {}
    for title, pieces in drawn.items():
        firsts[title] = max(pieces, key=lambda p: not p[0].overlap and abs(p[0].level.value - p[1].value))
    rows = pd.DataFrame([_row(labels, t, *p, first=p is firsts[t]) for t, pieces in drawn.items() for p in pieces])
    table = []
    for title, part, base, growth in ((title, *piece) for title, pieces in drawn.items() for piece in pieces):
        name, state = part.names[labels.lang], {say["cut"]: title}
        table += [labels.row(name, growth) | state, labels.row(join_words((name, say["base"]), ", "), base) | state]
    divisor, words = labels.axis_scale(rows["base"].tolist(), next(iter(breakdowns.values()))[0].level.unit)
    rows["base"] = rows["base"] / divisor
    breakdown = Switch("cut", say["cut"], {title: title for title in drawn})
    states = {
        title: {
            # What fell most did not rise most: the title that always holds stands then.
            "first": part.names[labels.lang] if part.level.value > base.value else "",
            "first_growth": labels.number(growth),
            "first_base": labels.number(base),
        }
        for title, (part, base, growth) in firsts.items()
    }
    return ChartSpec(
        lambda width: _chart(rows, breakdown, join_words((say["base"], words), ", "), width, labels.columns),
        pd.DataFrame(table),
        next(iter(states.values())),
        observations(part.level for parts in breakdowns.values() for part in parts),
        multiples="cut",
        combined=tuple(Combination.of("ranked", (growth for *_, growth in pieces)) for pieces in found.values()),
        states=states,
    )


def _row(labels: Labels, title: str, part: Part, base: Quantity, growth: Quantity, *, first: bool) -> Fields:
    name = part.names[labels.lang]
    strong, light = (ACCENT, ACCENT_LIGHT) if first else (SLATE, SLATE_LIGHT)
    row: Fields = {"cut": title, "base": base.value, "growth": growth.value, "short": name}
    row |= {"change": max(abs(change(part.level, base).value), 1.0), "label": f"{name} {labels.number(growth)}"}
    row |= {"color": MUTED, "fill": PAPER} if part.overlap else {"color": strong, "fill": light}
    return row | labels.row(name, growth)


def _chart(rows: pd.DataFrame, breakdown: Switch, title: str, width: int, columns: list[str]) -> Any:
    plot, height = width - 60, 340 if narrow(width) else 380
    # In a narrow drawing the growth is left to the axis.
    largest, label = (1100, "short") if narrow(width) else (1900, "label")
    x_ends, y_ends = _ends(rows["base"].map(math.log), plot, 46), _ends(rows["growth"], height, 34)
    groups = [group for _, group in rows.groupby("cut", sort=False)]
    placed = [_with_words(group, (plot, height), (x_ends, y_ends), largest, label) for group in groups]
    base = breakdown.select_rows(pd.concat(placed))
    # One scale for all breakdowns, so that dots of different ones can be compared.
    logarithmic = alt.Scale(type="log", domain=[math.exp(end) for end in x_ends], nice=False)
    ticks = alt.Axis(format="~g", tickCount=4 if narrow(width) else 6, grid=False, labelFlush=False)
    percent = alt.Axis(tickCount=6, labelExpr="datum.label + '%'")
    x = alt.X("base:Q", title=title, scale=logarithmic, axis=ticks)
    y = alt.Y("growth:Q", title=None, scale=alt.Scale(domain=list(y_ends), nice=False, zero=False), axis=percent)
    sizes = alt.Scale(domain=[0, float(rows["change"].max())], range=[SMALLEST, largest])
    look = {"filled": True, "opacity": 0.9, "strokeWidth": 1.8, "color": "@fill", "stroke": "@color"}
    dots = mark("point", base, x=x, y=y, size=alt.Size("change:Q", scale=sizes, legend=None), tips=columns, **look)
    at: Fields = {"x": across("word_x", plot), "y": down("word_y", height), "text": "words", "fontSize": 12}
    block = BLOCK | {"lineHeight": LINE_OF_WORDS}
    text = [mark("text", base, **at, **block, **look) for look in (HALO, {"color": INK})]
    chart = layer_chart([alt.layer(dots), *text], plot, height, breakdown)
    return chart.resolve_scale(x="independent", y="independent")


def _ends(values: pd.Series, pixels: float, room: float) -> Ends:
    """The ends of a scale that keeps *values* at least *room* from the edges of *pixels*."""
    low, high = float(values.min()), float(values.max())
    more = room * ((high - low) or 1.0) / (pixels - 2 * room)
    return low - more, high + more


def _with_words(
    rows: pd.DataFrame, size: tuple[float, float], ends: tuple[Ends, Ends], largest: float, label: str
) -> pd.DataFrame:
    """*rows* with their words, folded, and the place of each in pixels."""
    (width, height), (across_ends, up) = size, ends
    room = min(260.0, width * 0.55)
    rows = rows.sort_values("change", ascending=False, kind="stable")
    folded = [wrap(text, room, 12) for text in rows[label]]
    most = float(rows["change"].max())
    dots = [
        Dot(
            x=(math.log(row["base"]) - across_ends[0]) / (across_ends[1] - across_ends[0]) * width,
            y=height - (row["growth"] - up[0]) / (up[1] - up[0]) * height,
            r=math.sqrt((SMALLEST + (largest - SMALLEST) * row["change"] / most) / math.pi) + 1,
            wide=max(estimated_width(line, 12) for line in lines),
            high=LINE_OF_WORDS * len(lines),
        )
        for row, lines in zip(rows.to_dict("records"), folded, strict=True)
    ]
    found = label_places(dots, width, height)
    texts = ["\n".join(lines) for lines in folded]
    return rows.assign(words=texts, word_x=[x for x, _ in found], word_y=[y for _, y in found])
