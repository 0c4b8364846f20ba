"""Pace: amounts spread over the time they were counted in; the width is time, the area is the amount."""

from __future__ import annotations

__all__ = ["Span", "pace"]

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, switch, tooltip
from statbook.charts.theme import ACCENT, HATCH, INK, INK_SOFT, MUTED, RULE, SLATE, SLATE_LIGHT
from statbook.prose.number_words import resolution, unit_of, written

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
        "each": "{quarters} of {number}",
        "out": "not counted",
    },
    "zh": {
        "show": "高度",
        "pace": "平均每季",
        "amount": "整段合计",
        "from": "自{start}起计:{total}",
        "left": "余下{number}",
        "quarters": "{count:g}个季度",
        "each": "{quarters},每季{number}",
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
    twin = rows[labels.columns].assign(**{say["show"]: [heads[start] for start in rows["reading"]]})
    months = rows[["start", "end"]].to_numpy()
    earliest, latest = int(months.min()), int(months.max())

    def draw(width: int) -> alt.TopLevelMixin:
        # Not "height", which Vega keeps for itself.
        chosen = switch("tall", say["show"], {view: say[view] for view in ("pace", "amount")})
        panels = [
            _panel(rows[rows["reading"] == start], heads[start], (earliest, latest), width, say["out"], labels.columns)
            for start in readings
        ]
        stack: alt.VConcatChart = alt.vconcat(*panels, spacing=18).resolve_scale(y="shared").add_params(chosen)
        return stack

    said = rows[(rows["reading"] == (first or next(iter(readings)))) & rows["rest"]]
    facts = {
        "start": labels.period(first or next(iter(readings))),
        "total": labels.number(total),
        "left": str(said["number"].iloc[0]) if len(said) else "",
        "left_quarters": str(said["quarters"].iloc[0]) if len(said) else "",
    }
    inputs = [item for span in spans if span.quantity is not None for item in span.quantity.inputs]
    obs = tuple(dict.fromkeys(item.obs for item in inputs))
    within = [Gathered("subtracted", (total, span.quantity)) for span in spans]
    beside = [_in_time([span.quantity for span in reading]) for reading in readings.values()]
    return Draft(draw, twin, facts, obs, multiples="tall", gathered=(*within, *beside))


def _in_time(quantities: Sequence[Quantity | None]) -> Gathered:
    """The spans of a reading as a series, in which derived amounts are light and bear their interval."""
    printed = [q for q in quantities if q is not None and not q.derived]
    return Gathered.of("series", printed, (q for q in quantities if q is not None and q.derived))


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
    first_line, last_line = _folded(words)
    length = say["quarters"].format(count=quarters)
    unit = unit_of(labels.store.units, quantity.unit)
    # Three digits are enough to compare, and never more than the interval carries.
    mean = (quantity / quarters).to(quantity.unit)
    fine = max(Decimal(10) ** (math.floor(math.log10(abs(mean.value))) - 2), resolution(mean) or Decimal(0))
    each = written(mean.value, unit, labels.lang, fine=fine)
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
        "first_line": first_line,
        "last_line": last_line,
        "quarters": length,
        "each": say["each"].format(quarters=length, number=each),
        "fill": {"rest": HATCH, "derived": SLATE_LIGHT, "printed": SLATE}[kind],
        "line": ACCENT if span.rest and first else (MUTED if span.rest else SLATE),
        **labels.twin(labels.period(span.period), quantity, kind),
    }


def _folded(words: str) -> tuple[str, str]:
    """*words* on two lines, broken at the blank nearest to their middle; short ones stand on the last alone."""
    blanks = [place for place, letter in enumerate(words) if letter == " "]
    if len(words) < 14 or not blanks:
        return "", words
    place = min(blanks, key=lambda at: abs(at - len(words) / 2))
    return words[:place], words[place + 1 :]


def _panel(rows: pd.DataFrame, head: str, ends: tuple[int, int], width: int, out: str, tips: list[str]) -> Any:
    earliest, latest = ends
    base: Any = alt.Chart(rows).transform_calculate(
        h="tall == 'pace' ? datum.pace : datum.amount",
        h_low="tall == 'pace' ? datum.low * datum.per : datum.low",
        h_high="tall == 'pace' ? datum.high * datum.per : datum.high",
    )
    scale, upright = alt.Scale(domain=[earliest, latest], nice=False), alt.Scale(zero=True, nice=False)
    years = [month for month in range(earliest, latest) if month % 12 == 0]
    axis = alt.Axis(title=None, values=years, labelExpr="datum.value / 12", grid=False, labelAlign="left")
    x, middle = (alt.X(f"{field}:Q", scale=scale, axis=axis) for field in ("start", "middle"))
    y, low = (alt.Y(f"{field}:Q", axis=None, scale=upright) for field in ("h", "h_low"))
    begin = int(rows["start"].min())
    ground = pd.DataFrame([{"start": earliest, "middle": (earliest + begin) / 2, "words": out}])
    below: Any = alt.Chart(ground)
    layers = [
        base.mark_rect(strokeWidth=1.6).encode(
            x=x,
            x2="end:Q",
            y=y,
            y2=alt.value(HEIGHT),
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            tooltip=tooltip(tips),
        ),
        *_words(base, middle, y, width),
        below.mark_rule(color=RULE).encode(x=x, x2=alt.value(width - 20), y=alt.value(HEIGHT)),
    ]
    # A layer without marks would leave its scale without an end.
    if rows["low"].notna().any():
        layers.append(base.mark_rule(color=INK, strokeWidth=1.4).encode(x=middle, y=low, y2="h_high:Q"))
    if begin > earliest:
        text = below.mark_text(dy=-8, baseline="bottom", color=MUTED, fontSize=12)
        layers.append(text.encode(x=middle, y=alt.value(HEIGHT), text="words:N"))
    title = alt.TitleParams(head, anchor="start", frame="group", fontSize=13, color=INK, fontWeight="bold", offset=34)
    return alt.layer(*layers).properties(width=width - 20, height=HEIGHT, title=title)


def _words(base: Any, x: alt.X, y: alt.Y, width: int) -> list[Any]:
    """Above each span its amount and its length; in narrow drawings, where spans are short, the amount on two lines."""
    told = ("first_line", "last_line") if narrow(width) else ("words", "each")
    size = 12 if narrow(width) else 13
    ink = (INK, INK) if narrow(width) else (INK, INK_SOFT)
    return [
        base.mark_text(baseline="bottom", color=color, fontSize=size, dy=dy).encode(x=x, y=y, text=f"{field}:N")
        for field, dy, color in zip(told, (-21, -6), ink, strict=True)
    ]
