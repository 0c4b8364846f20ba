"""Pace: amounts spread over the time they were counted in; the width is time, the area is the amount."""

from __future__ import annotations

__all__ = ["Span", "pace"]

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.figures.drawing import Draft
from statbook.figures.labels import Labels, narrow, switch, tooltip
from statbook.figures.theme import ACCENT, HATCH, INK, INK_SOFT, MUTED, RULE, SLATE, SLATE_LIGHT

HEIGHT = 130
MONTHS_A_QUARTER = 3
SAY = {
    "en": {
        "show": "Height",
        "pace": "amount a quarter",
        "amount": "amount of the span",
        "from": "Counted from {start}: {total}",
        "left": "left over: {number}",
        "quarters": "{count:g} quarters",
        "out": "not counted",
    },
    "zh": {
        "show": "高度",
        "pace": "平均每季",
        "amount": "整段合计",
        "from": "自{start}起计:{total}",
        "left": "余下{number}",
        "quarters": "{count:g}个季度",
        "out": "不计入",
    },
}


@dataclass(frozen=True)
class Span:
    """An amount and the time it was counted in (EDTF, years or months); *rest* if it is what the others leave."""

    period: str
    quantity: Quantity | None
    rest: bool = False


def pace(
    labels: Labels, readings: Mapping[str, Sequence[Span]], *, total: Quantity | None, first: str = ""
) -> Draft | None:
    """One panel a reading on a common time axis: how fast the amounts run if the total is counted from its start.

    Readings are keyed by the month they start in; *first* is the one the title speaks of.
    None if the total or an amount is not printed.
    """
    spans = [span for reading in readings.values() for span in reading]
    if total is None or not spans or any(span.quantity is None for span in spans):
        return None
    say = SAY[labels.lang]
    rows = pd.DataFrame(
        [_row(labels, start, span, start == first) for start, reading in readings.items() for span in reading]
    )
    heads = {start: say["from"].format(start=labels.period(start), total=labels.number(total)) for start in readings}
    twin = rows[list(rows.columns[-8:])].assign(**{say["show"]: [heads[start] for start in rows["reading"]]})
    months = rows[["start", "end"]].to_numpy()
    earliest, latest = int(months.min()), int(months.max())

    def draw(width: int) -> alt.TopLevelMixin:
        chosen = switch("height", say["show"], {view: say[view] for view in ("pace", "amount")})
        panels = [
            _panel(rows[rows["reading"] == start], heads[start], (earliest, latest), width, say["out"])
            for start in readings
        ]
        return alt.vconcat(*panels, spacing=18).resolve_scale(y="shared").add_params(chosen)

    said = rows[(rows["reading"] == (first or next(iter(readings)))) & rows["rest"]]
    facts = {
        "start": labels.period(first or next(iter(readings))),
        "total": labels.number(total),
        "left": str(said["number"].iloc[0]) if len(said) else "",
        "left_quarters": str(said["quarters"].iloc[0]) if len(said) else "",
    }
    inputs = [item for span in spans if span.quantity is not None for item in span.quantity.inputs]
    return Draft(draw, twin, facts, tuple(dict.fromkeys(item.obs for item in inputs)))


def months(period: str) -> tuple[int, int]:
    """First month and the month after the last of a period of years or months, counted from the year 0."""
    start, _, end = period.partition("/")
    year, _, month = start.partition("-")
    last_year, _, last_month = (end or start).partition("-")
    return int(year) * 12 + int(month or 1) - 1, int(last_year) * 12 + int(last_month or 12)


def _row(labels: Labels, reading: str, span: Span, first: bool) -> dict[str, Any]:
    quantity = span.quantity
    if quantity is None:  # callers keep to printed spans
        raise ValueError(f"{span.period} has no amount")
    say = SAY[labels.lang]
    start, end = months(span.period)
    quarters = (end - start) / MONTHS_A_QUARTER
    number = labels.number(quantity)
    kind = "rest" if span.rest else ("derived" if quantity.derived else "printed")
    words = say["left"].format(number=number) if span.rest else number
    return {
        "reading": reading,
        "start": start,
        "end": end,
        "middle": (start + end) / 2,
        "amount": quantity.value,
        "pace": quantity.value / quarters,
        "per": 1 / quarters,
        "low": quantity.low if kind == "derived" else None,
        "high": quantity.high if kind == "derived" else None,
        "rest": span.rest,
        "number": number,
        "words": words,
        "words_narrow": _folded(words),
        "quarters": say["quarters"].format(count=quarters),
        "fill": {"rest": HATCH, "derived": SLATE_LIGHT, "printed": SLATE}[kind],
        "line": ACCENT if span.rest and first else (MUTED if span.rest else SLATE),
        **labels.twin(labels.period(span.period), quantity, kind),
    }


def _folded(words: str) -> str:
    """*words* on two lines, broken at the blank nearest to their middle; in narrow drawings the spans are short."""
    blanks = [place for place, letter in enumerate(words) if letter == " "]
    if len(words) < 14 or not blanks:
        return words
    place = min(blanks, key=lambda at: abs(at - len(words) / 2))
    return f"{words[:place]}\n{words[place + 1 :]}"


def _panel(rows: pd.DataFrame, head: str, ends: tuple[int, int], width: int, out: str) -> alt.LayerChart:
    earliest, latest = ends
    base: Any = alt.Chart(rows).transform_calculate(
        h="height == 'pace' ? datum.pace : datum.amount",
        h_low="height == 'pace' ? datum.low * datum.per : datum.low",
        h_high="height == 'pace' ? datum.high * datum.per : datum.high",
    )
    scale = alt.Scale(domain=[earliest, latest], nice=False)
    years = [month for month in range(earliest, latest + 1) if month % 12 == 0]
    axis = alt.Axis(title=None, values=years, labelExpr="datum.value / 12", tickSize=5, grid=False, labelAlign="left")
    x = alt.X("start:Q", scale=scale, axis=axis)
    y = alt.Y("h:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    middle = alt.X("middle:Q", scale=scale, axis=axis)
    words = "words_narrow" if narrow(width) else "words"
    columns = [str(column) for column in rows.columns[-8:]]
    layers = [
        base.mark_rect(strokeWidth=1.6).encode(
            x=x,
            x2="end:Q",
            y=y,
            y2=alt.value(HEIGHT),
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            tooltip=tooltip(columns),
        ),
        base.mark_rule(color=INK, strokeWidth=1.4).encode(
            x=middle, y=alt.Y("h_low:Q", axis=None, scale=alt.Scale(zero=True, nice=False)), y2="h_high:Q"
        ),
        base.mark_text(
            dy=-7, baseline="bottom", lineBreak="\n", lineHeight=14, fontSize=12 if narrow(width) else 13
        ).encode(x=middle, y=y, text=f"{words}:N"),
        base.mark_text(dy=-8, fontSize=12, baseline="bottom", color=INK_SOFT, fill=INK_SOFT).encode(
            x=middle, y=alt.value(HEIGHT), text="quarters:N"
        ),
    ]
    begin = int(rows["start"].min())
    if begin > earliest:
        gap = pd.DataFrame([{"start": earliest, "middle": (earliest + begin) / 2, "words": out}])
        gap_text: Any = alt.Chart(gap).mark_text(dy=-8, baseline="bottom", color=MUTED, fontSize=12)
        layers.append(gap_text.encode(x=middle, y=alt.value(HEIGHT), text="words:N"))
    layers.append(
        alt.Chart(pd.DataFrame([{"start": earliest}]))
        .mark_rule(color=RULE)
        .encode(x=x, x2=alt.value(width - 20), y=alt.value(HEIGHT))
    )
    title = alt.TitleParams(head, anchor="start", frame="group", fontSize=13, color=INK, fontWeight="bold", offset=14)
    return alt.layer(*layers).properties(width=width - 20, height=HEIGHT, title=title)
