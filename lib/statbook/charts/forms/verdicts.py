"""Verdicts: how far what other figures give lies from each printed figure, in units of its last digit."""

from __future__ import annotations

__all__ = ["verdicts"]

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.audit import verdict_text as told
from statbook.audit import (CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, Verdict)
from statbook.charts.shared.text_layout import BLOCK, LINE, wide_as, wrapped
from statbook.charts.chart import Draft
from statbook.charts.labels import CITE, Labels, narrow, switch, tooltip
from statbook.charts.theme import ACCENT, ACCENT_LIGHT, GRID, INK, INK_SOFT, MUTED, SLATE, SLATE_LIGHT

SAY = {
    "en": {
        "reading": "Rounding",
        "rule": "by the rule",
        "strict": "last printed digit only",
        "figure": "Number",
        "period": "Period",
        "identity": "Arithmetic",
        "printed": "As printed",
        "others": "From other numbers",
        "range": "What rounding allows",
        "passing": "Would pass",
        "said": "Verdict",
        "units": "units of the last printed digit",
        "band": "rounds to the printed figure",
    },
    "zh": {
        "reading": "舍入",
        "rule": "按规则",
        "strict": "仅按末位数字",
        "figure": "项目",
        "period": "时期",
        "identity": "关系",
        "printed": "原文",
        "others": "由其他数字推算",
        "range": "舍入所容许",
        "passing": "可通过",
        "said": "结论",
        "units": "末位单位",
        "band": "舍入后等于印出数字",
    },
}
COLUMNS = ("figure", "period", "identity", "printed", "others", "range", "passing", "said")
PAINT = {
    HOLDS: (SLATE_LIGHT, SLATE),
    NARROWLY: (ACCENT_LIGHT, ACCENT),
    CONTRADICTS: (ACCENT, ACCENT),
    CANNOT_TELL: ("transparent", MUTED),
}
ROW, HEAD = {"wide": 27, "narrow": 48}, 40
"""Pixels of a row, and of the line above the rows of a region."""


def verdicts(labels: Labels, found: Mapping[str, Sequence[Verdict]]) -> Draft | None:
    """The verdicts under each reading of rounding (`rule`, `strict`), by region; the first reading is shown first.

    A bar is what the roundings of the other figures allow, its tick what they give at their printed digits; the band is
    what rounds to the printed figure. Verdicts on bounds have no last digit and stand in the table only.
    None without two verdicts to draw.
    """
    say = SAY[labels.lang]
    rows = [row for reading, items in found.items() for row in _rows(labels, reading, items)]
    drawn = pd.DataFrame([row for row in rows if row["low"] is not None])
    if len(drawn) < 2:
        return None
    columns = [say[column] for column in COLUMNS]
    readings = {reading: say[reading] for reading in found}
    twin = pd.DataFrame([{say["reading"]: say[row["reading"]]} | {c: row[c] for c in (*columns, CITE)} for row in rows])
    twin.attrs["cited"] = say["others"]
    first = next(iter(found))

    def draw(width: int) -> alt.TopLevelMixin:
        chosen = switch("reading", say["reading"], readings) if len(readings) > 1 else None
        return _chart(_placed(drawn, narrow(width)), width, columns, say, chosen)

    counts = Counter(verdict.said for verdict in found[first])
    facts = {"all": str(len(found[first])), **{said.replace(" ", "_"): str(counts[said]) for said in PAINT}}
    obs = tuple(dict.fromkeys(row.obs for item in found[first] for row in item.relation.figures))
    return Draft(draw, twin, facts, obs, derived=True)


def _rows(labels: Labels, reading: str, found: Sequence[Verdict]) -> list[dict[str, Any]]:
    say = SAY[labels.lang]
    rows = []
    for verdict in found:
        figure, others = verdict.relation.figure, verdict.relation.others
        words = told(labels.store, verdict, labels.lang)
        row: dict[str, Any] = {say[name]: getattr(words, name, words.name) for name in COLUMNS}
        ends: list[float | None] = [None, None, None]
        if verdict.step is not None and math.isfinite(others.high - others.low):
            ends = [(end - float(figure.value)) / verdict.step for end in (others.low, others.high, others.value)]
        row |= dict(zip(("low", "high", "value"), ends, strict=True))
        row |= {
            "reading": reading,
            "kind": verdict.said,
            "region": labels.store.name("region", figure.region, labels.lang),
        }
        row |= {
            "name": words.short,
            "year": figure.period[:4],
            CITE: labels.cite(f"{words.name}, {words.identity}", others),
        }
        rows.append(row)
    named = Counter((row["region"], row["name"]) for row in rows)
    for row in rows:
        if named[row["region"], row["name"]] > 1:
            row["name"] += f" ({row['year']})"
    return rows


def _placed(rows: pd.DataFrame, small: bool) -> pd.DataFrame:
    """The rows with their heights in pixels: readings upon each other, regions below one another under their names."""
    step = ROW["narrow" if small else "wide"]
    several = rows["region"].nunique() > 1
    frames = []
    for _, reading in rows.groupby("reading", sort=False):
        y = 0.0
        places: list[float] = []
        heads: list[float] = []
        for _, group in reading.groupby("region", sort=False):
            # A single region needs no heading: the words of the figure name it.
            heads += [y + 14 if several else math.nan] + [math.nan] * (len(group) - 1)
            y += HEAD if several else 0
            places += [y + step * (place + 0.5) for place in range(len(group))]
            y += step * len(group)
        frames.append(pd.concat([g for _, g in reading.groupby("region", sort=False)]).assign(y=places, head=heads))
    return pd.concat(frames, ignore_index=True)


def _chart(rows: pd.DataFrame, width: int, columns: list[str], say: dict[str, str], chosen: Any) -> alt.TopLevelMixin:
    small = narrow(width)
    step = ROW["narrow" if small else "wide"]
    height = float(rows["y"].max()) + step / 2
    names = 0.0 if small else max(wide_as(str(name)) for name in rows["name"]) + 16
    plot = width - names - 24
    edge = math.ceil(max(rows["high"].max(), -rows["low"].min(), 1.0) * 2) / 2
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    y = alt.Y("y:Q", axis=None, scale=down)
    axis = alt.Axis(title=say["units"], tickCount=5, grid=True, titlePadding=8, orient="bottom")
    x = alt.X("low:Q", axis=axis, scale=alt.Scale(domain=[-edge, edge], nice=False))
    lines = [wrapped(str(name), width - 24) if small else [str(name)] for name in rows["name"]]
    # A label of several lines rises by all but its last one.
    rises = [LINE * (len(each) - 1) for each in lines]
    rows = rows.assign(name=["\n".join(each) for each in lines], label=rows["y"] - rises)
    base: Any = alt.Chart(rows)
    base = base if chosen is None else base.transform_filter("datum.reading == reading")
    paint = {
        name: channel(
            "kind:N", legend=None, scale=alt.Scale(domain=list(PAINT), range=[pair[place] for pair in PAINT.values()])
        )
        for place, (name, channel) in enumerate((("color", alt.Color), ("stroke", alt.Stroke)))
    }
    band = pd.DataFrame([{"low": -0.5, "high": 0.5, "label": say["band"]}])
    bar = 10 if small else 12
    at: dict[str, Any] = {"align": "left", "x": 0} if small else {"align": "right", "x": -12}
    at |= {"lineBreak": "\n", "lineHeight": LINE}
    layers = [
        alt.Chart(band).mark_rect(color=GRID, opacity=0.75).encode(x=x, x2="high:Q"),
        base.mark_bar(height=bar, strokeWidth=1.3).encode(x=x, x2="high:Q", y=y, tooltip=tooltip(columns), **paint),
        base.mark_tick(color=INK, thickness=2, size=bar + 6).encode(x="value:Q", y=y),
        base.mark_text(
            baseline="bottom" if small else "middle", dy=-10 if small else 0, color=INK_SOFT if small else INK, **at
        ).encode(y=alt.Y("label:Q", axis=None, scale=down), text="name:N"),
        base.transform_filter("isValid(datum.head)")
        .mark_text(**BLOCK, x=0 if small else -names + 6, fontWeight="bold", color=INK)
        .encode(y=alt.Y("head:Q", axis=None, scale=down), text="region:N"),
        alt.Chart(pd.DataFrame([{"low": 0.0}])).mark_rule(color=MUTED, strokeDash=[2, 2]).encode(x=x),
    ]
    chart = alt.layer(*layers).properties(width=plot, height=height)
    return chart if chosen is None else chart.add_params(chosen)
