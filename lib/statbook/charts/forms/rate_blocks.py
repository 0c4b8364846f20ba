"""Rate blocks: amounts spread over the time they were counted in; the width is time, the area is the amount."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity
from statbook.charts.shared import ChartSpec, Labels, Switch, form, heading, layer_chart, mark, narrow
from statbook.charts.shared.layers import Fields, Layer
from statbook.charts.shared.monthly_series import month_range
from statbook.charts.shared.rows import interval
from statbook.charts.theme import ACCENT, FILLS, INK, INK_SOFT, MUTED, RULE, SLATE
from statbook.prose.number_words import format_number, resolution, unit_of

HEIGHT = 130
MONTHS_A_QUARTER = 3


@dataclass(frozen=True)
class Span:
    """An amount and the time it was counted in (EDTF, years or months).

    *residual*, if it is what the others leave.
    """

    period: str
    quantity: Quantity | None
    residual: bool = False


@form("start", "total", "left", "left_quarters", states=("pace", "amount"))
def rate_blocks(
    labels: Labels, readings: Mapping[str, Sequence[Span]], *, total: Quantity | None, first: str = ""
) -> ChartSpec | None:
    """One panel a reading on a common time axis: how fast the amounts run if the total is counted from its start.

    Readings are keyed by the month they start in; *first* is the one the title speaks of.
    None if the total or an amount is not printed.

    >>> from statbook import Chapter
    >>> here = Chapter("patents")
    >>> left, now = here.get("left_before_2025"), here.get("ip_pledge_loans@2025")
    >>> spans = [Span("2023-10/2024", left, residual=True), Span("2025", now)]
    >>> chart = rate_blocks(here.labels, {"2023-10": spans}, total=here.get("ip_pledge_loans@2023/2025"))
    >>> chart.facts["left_quarters"]
    '5 quarters'
    """
    every = [(start, span, span.quantity) for start, reading in readings.items() for span in reading]
    amounts = [quantity for _, _, quantity in every if quantity is not None]
    if total is None or not every or len(amounts) < len(every):
        return None
    say, lead = labels.words("rate_blocks"), first or next(iter(readings))
    rows = pd.DataFrame([_row(labels, start, span, q, start == first) for start, span, q in every if q is not None])
    heads = {start: say["from"].format(start=labels.period(start), total=labels.number(total)) for start in readings}
    ends = int(rows["start"].min()), int(rows["end"].max())
    # Not "height", which Vega keeps for itself.
    tall = Switch("tall", say["show"], {view: say[view] for view in ("pace", "amount")})

    def draw(width: int) -> Any:
        groups = [(rows[rows["reading"] == start], head) for start, head in heads.items()]
        panels = [_panel(group, head, ends, width, say["out"], labels.columns) for group, head in groups]
        return alt.vconcat(*panels, spacing=18).resolve_scale(y="shared").add_params(tall.parameter)

    left = rows[(rows["reading"] == lead) & rows["residual"]].to_dict("records")
    facts = {"start": labels.period(lead), "total": labels.number(total)}
    facts |= {"left": left[0]["number"] if left else "", "left_quarters": left[0]["quarters"] if left else ""}
    within = [Combination("subtracted", (total, quantity)) for quantity in amounts]
    # The spans of a reading are a series, in which derived amounts are light and bear their interval.
    for start in readings:
        own = [quantity for reading, _, quantity in every if reading == start and quantity is not None]
        printed, computed = ([q for q in own if q.is_derived is derived] for derived in (False, True))
        within.append(Combination.of("series", printed, computed))
    table = rows[labels.columns]
    table.insert(0, say["reading"], [heads[start] for start in rows["reading"]])
    return ChartSpec(draw, table, facts, multiples="tall", combined=tuple(within), states={"pace": {}, "amount": {}})


def _row(labels: Labels, reading: str, span: Span, quantity: Quantity, first: bool) -> Fields:
    say = labels.words("rate_blocks")
    start, end = month_range(span.period)
    quarters = (end - start) / MONTHS_A_QUARTER
    number = labels.number(quantity)
    kind = "rest" if span.residual else "derived" if quantity.is_derived else "printed"
    text = say["left"].format(number=number) if span.residual else number
    first_line, last_line = _two_lines(text)
    length = say["quarters"].format(count=quarters)
    line = SLATE if not span.residual else ACCENT if first else MUTED
    low, high = (None, None) if span.residual else interval(quantity)
    # Three digits are enough to compare, and never more than the interval carries.
    mean = (quantity / quarters).to(quantity.unit)
    fine = max(Decimal(10) ** (math.floor(math.log10(abs(mean.value))) - 2), resolution(mean) or Decimal(0))
    each = format_number(mean.value, unit_of(labels.store.units, quantity.unit), labels.lang, fine=fine)
    row: Fields = {"reading": reading, "start": start, "end": end, "middle": (start + end) / 2}
    row |= {"amount": quantity.value, "pace": quantity.value / quarters, "per": 1 / quarters, "low": low, "high": high}
    row |= {"residual": span.residual, "number": number, "quarters": length}
    row |= {"words": text, "first_line": first_line, "last_line": last_line}
    row |= {"each": say["each"].format(quarters=length, number=each), "fill": FILLS[kind][0], "line": line}
    return row | labels.row(labels.period(span.period), quantity, kind)


def _two_lines(text: str) -> tuple[str, str]:
    """*text* on two lines, broken at the blank nearest to its middle; a short one stands on the last alone."""
    blanks = [place for place, letter in enumerate(text) if letter == " "]
    if len(text) < 14 or not blanks:
        return "", text
    place = min(blanks, key=lambda at: abs(at - len(text) / 2))
    return text[:place], text[place + 1 :]


def _panel(rows: pd.DataFrame, head: str, ends: tuple[int, int], width: int, out: str, tips: list[str]) -> Any:
    earliest, latest = ends
    base: Any = Layer(rows).transform_calculate(
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
    block: Fields = {"color": "@fill", "stroke": "@line", "strokeWidth": 1.6}
    # Above each span its amount and its length; in narrow drawings, where spans are short, the amount on two lines.
    words = (("words", INK, -21), ("each", INK_SOFT, -6))
    if narrow(width):
        words = (("first_line", INK, -21), ("last_line", INK, -6))
    look: Fields = {"x": middle, "y": y, "baseline": "bottom", "fontSize": 12 if narrow(width) else 13}
    layers = [
        mark("rect", base, x=x, x2="end", y=y, y2=HEIGHT, tips=tips, **block),
        *(mark("text", base, text=field, color=color, dy=dy, **look) for field, color, dy in words),
        mark("rule", ground, x=x, x2=width - 20, y=HEIGHT, color=RULE),
    ]
    # A layer without marks would leave its scale without an end.
    if rows["low"].notna().any():
        layers.append(mark("rule", base, x=middle, y=low, y2="h_high:Q", color=INK, strokeWidth=1.4))
    if begin > earliest:
        text: Fields = {"dy": -8, "baseline": "bottom", "color": MUTED, "fontSize": 12}
        layers.append(mark("text", ground, x=middle, y=HEIGHT, text="words", **text))
    return layer_chart(layers, width - 20, HEIGHT, title=heading(head, strong=True, offset=34))
