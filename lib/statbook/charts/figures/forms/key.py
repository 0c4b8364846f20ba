"""The key of the book: each mark of the grammar of certainty with its meaning, on figures of the data."""

from __future__ import annotations

__all__ = ["key"]

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.chart import Draft
from statbook.charts.forms.bars import HEIGHT, SOFT, kind_of
from statbook.charts.forms.dots import NOT_PRINTED, Point
from statbook.charts.labels import Labels, narrow, tooltip
from statbook.charts.theme import FILLS, INK, INK_SOFT, MUTED, PAPER, SLATE

SAY = {
    "en": {
        "printed": "as printed",
        "open": "lower bound: the end is open",
        "about": "approximate: the end is soft",
        "derived": "derived; the line is what rounding allows",
        "target": "target or plan, not an outcome",
        "rest": "rest: what printed parts leave over",
        "missing": "nothing is printed: a word, no mark",
        "mark": "Mark",
    },
    "zh": {
        "printed": "原文印出",
        "open": "下限:末端开放",
        "about": "约数:末端淡出",
        "derived": "推算;细线为舍入所容许的范围",
        "target": "目标或规划,并非结果",
        "rest": "余项:印出各项之外的部分",
        "missing": "未印出:只写字,不画图",
        "mark": "图例",
    },
}
# Columns of the key on one scale: a bar from 0 to 1, a point, the example.
POINT, TEXT, END = 1.75, 2.2, 6.8
ROW = {"wide": 38, "narrow": 80}


def key(labels: Labels, samples: Sequence[Point], rest: Point) -> Draft | None:
    """A row for each sample, drawn as a bar and as a point, with the words for its mark; all in percent of itself.

    What a sample shows follows from its quantity: printed, derived, bounded, approximate, planned or missing.
    None if fewer than three samples are printed.
    """
    if sum(sample.quantity is not None for sample in samples) < 3:
        return None
    every = [(sample, False) for sample in samples] + [(rest, True)]
    rows = pd.DataFrame([_row(labels, order, *item) for order, item in enumerate(every)])
    twins = [
        {SAY[labels.lang]["mark"]: str(rows.at[place, "meaning"])} | labels.twin(p.name, p.quantity, _kind(p, left))
        for place, (p, left) in enumerate(every)
        if p.quantity is not None
    ]
    twin = pd.DataFrame(twins)

    def draw(width: int) -> alt.TopLevelMixin:
        return _chart(rows, width, list(twin.columns)[1:])

    obs = tuple(dict.fromkeys(item.obs for p, _ in every if p.quantity is not None for item in p.quantity.inputs))
    return Draft(draw, twin, {}, obs)


def _kind(sample: Point, rest: bool) -> str:
    return kind_of(sample.quantity, rest=rest) if sample.quantity is not None else "missing"


def _row(labels: Labels, order: int, sample: Point, rest: bool) -> dict[str, Any]:
    say, quantity = SAY[labels.lang], sample.quantity
    if quantity is None:
        missing = f"{sample.name}: {NOT_PRINTED[labels.lang]}"
        return {"order": order, "kind": "missing", "meaning": say["missing"], "example": missing, "soft": False} | {
            "word": NOT_PRINTED[labels.lang],
            "arrow": "",
        }
    kind = _kind(sample, rest)
    open_end = quantity.bound in ("more_than", "at_least")
    meaning = say[kind] if kind != "printed" else say["open" if open_end else "about" if quantity.about else "printed"]
    whisker = kind == "derived" and abs(quantity.low) != float("inf") and abs(quantity.high) != float("inf")
    inside, line = FILLS.get(kind, ("transparent", SLATE))
    return {
        "order": order,
        "kind": kind,
        "meaning": meaning,
        "example": _example(labels, sample, quantity, rest),
        "soft": quantity.about and kind == "printed",
        "word": "",
        "arrow": "→" if open_end else "",
        "low": quantity.low / quantity.value if whisker else None,
        "high": quantity.high / quantity.value if whisker else None,
        "fill": inside,
        "line": line,
        **labels.twin(sample.name, quantity, kind),
    }


def _example(labels: Labels, sample: Point, quantity: Quantity, rest: bool) -> str:
    """The sample in words: where it stands, its name, and its number with the interval if it is derived."""
    first = quantity.inputs[0]
    place = (
        labels.indicator(first.indicator)
        if quantity.derived
        else labels.store.name("region", first.region, labels.lang)
    )
    range_ = f" ({labels.range(quantity)})" if quantity.derived and not rest else ""
    return f"{place} · {sample.name}: {labels.number(quantity)}{range_}"


def _chart(rows: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    small = narrow(width)
    known = rows[rows["kind"] != "missing"].assign(zero=0.0, one=1.0, at=POINT)
    known = known.assign(low_at=POINT + (known["low"] - 1) * 0.8, high_at=POINT + (known["high"] - 1) * 0.8, text=TEXT)
    end = END if not small else 3.2
    scale = alt.Scale(domain=[0, end], nice=False)
    y = alt.Y(
        "meaning:N",
        sort=alt.SortField("order"),
        axis=None if small else alt.Axis(title=None, labelColor=INK, grid=False, labelLimit=300),
    )

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    paint = {"color": alt.Color("fill:N", scale=None), "stroke": alt.Stroke("line:N", scale=None)}
    dash = alt.StrokeDash("planned:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [5, 3]]), legend=None)
    known = known.assign(planned=known["kind"] == "target")
    firm: Any = alt.Chart(known[~known["soft"].astype(bool)])
    soft: Any = alt.Chart(known[known["soft"].astype(bool)].assign(solid=1 - SOFT * 2))
    every: Any = alt.Chart(known)
    round_: Any = alt.Chart(known[~known["kind"].isin(["target", "rest"])])
    planned: Any = alt.Chart(known[known["kind"] == "target"])
    missing: Any = alt.Chart(rows[rows["kind"] == "missing"].assign(zero=0.0, text=TEXT))
    told: Any = alt.Chart(rows.assign(text=TEXT))
    tips = tooltip(columns)
    layers = [
        firm.mark_bar(height=HEIGHT, strokeWidth=1.4).encode(
            y=y, x=x("zero"), x2="one:Q", strokeDash=dash, tooltip=tips, **paint
        ),
        soft.mark_bar(height=HEIGHT).encode(y=y, x=x("zero"), x2="solid:Q", color=paint["color"], tooltip=tips),
        *[
            alt.Chart(known[known["soft"].astype(bool)].assign(a=1 - SOFT * 2 + SOFT * n, b=1 - SOFT + SOFT * n))
            .mark_bar(height=HEIGHT, opacity=0.6 - 0.25 * n)
            .encode(y=y, x=x("a"), x2="b:Q", color=paint["color"])
            for n in range(3)
        ],
        soft.mark_point(filled=True, size=420, opacity=0.25).encode(
            y=y, x=x("at"), color=alt.Color("line:N", scale=None)
        ),
        every.mark_rule(color=INK, strokeWidth=1.4).encode(y=y, x=x("low"), x2="high:Q"),
        every.mark_rule(color=INK, strokeWidth=1.4).encode(y=y, x=x("low_at"), x2="high_at:Q"),
        round_.mark_point(filled=True, size=130, opacity=1, strokeWidth=1.6).encode(y=y, x=x("at"), **paint),
        planned.mark_point(shape="diamond", size=170, strokeWidth=2, opacity=1, fill=PAPER).encode(
            y=y, x=x("at"), stroke=paint["stroke"]
        ),
        every.mark_text(align="left", dx=3, fontSize=16, color=INK_SOFT).encode(y=y, x=x("one"), text="arrow:N"),
        every.mark_text(align="left", dx=9, fontSize=16, color=INK_SOFT).encode(y=y, x=x("at"), text="arrow:N"),
        missing.mark_text(align="left", color=MUTED).encode(y=y, x=x("zero"), text="word:N"),
    ]
    if small:
        layers += [
            told.mark_text(align="left", dy=-24, fontWeight="bold").encode(y=y, x=alt.value(0), text="meaning:N"),
            told.mark_text(align="left", dy=24, color=INK_SOFT, fontSize=12).encode(
                y=y, x=alt.value(0), text="example:N"
            ),
        ]
    else:
        layers.append(
            told.mark_text(align="left", color=INK_SOFT, fontSize=12).encode(y=y, x=x("text"), text="example:N")
        )
    plot = width - 20 if small else width - 270
    return alt.layer(*layers).properties(width=plot, height=alt.Step(ROW["narrow" if small else "wide"]))
