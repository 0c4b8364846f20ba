"""Terms: spans that a rule sets, counted from an event whose day is not printed, against a date that is."""

from __future__ import annotations

__all__ = ["terms"]

import datetime
import math
from collections.abc import Sequence
from typing import Any, cast

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import wrapped
from statbook.charts.chart import Draft
from statbook.charts.forms.dots import Point
from statbook.charts.labels import CITE, Labels, narrow
from statbook.charts.theme import ACCENT, INK, MUTED, PAPER, SLATE, SLATE_LIGHT
from statbook.store import article_anchor

STEP = {"wide": 52, "narrow": 74}
SAY = {
    "en": {"to": "{number}, to {year} at the latest", "what": "What", "when": "Printed", "from": "From", "until": "To"},
    "zh": {"to": "{number},最迟至{year}", "what": "事项", "when": "原文", "from": "自", "until": "至"},
}


def terms(labels: Labels, begun: str, spans: Sequence[Point], due: str) -> Draft | None:
    """The event *begun*, the spans that follow it one after another (in years), and the event *due*.

    Ends that hang on a day not printed are soft: full where the span holds in any case, light where it may.
    The first span is a rule, later ones only a possibility, in outline. None unless *due* comes after the first span.
    """
    events = labels.store.events
    known = [(span.name, span.quantity) for span in spans if span.quantity is not None]
    if len(known) < 1 or begun not in events.index or due not in events.index:
        return None
    first, last = _ends(str(events.at[begun, "date"]))
    on, _ = _ends(str(events.at[due, "date"]))
    length = known[0][1].value
    if on <= last + length:
        return None
    first_event, last_event = (cast("pd.Series[Any]", events.loc[event]) for event in (begun, due))
    rows = _rows(labels, first_event, last_event, known, (first, last, on))
    gap = pd.DataFrame([{"start": last + length, "end": on}])
    say = SAY[labels.lang]
    twin = pd.DataFrame(
        [
            {
                say["what"]: row["name"],
                say["when"]: row["printed"],
                say["from"]: row["from"],
                say["until"]: row["until"],
                labels.column("kind"): labels.kind("derived" if row["kind"] in ("rule", "may") else "printed"),
                CITE: row[CITE],
            }
            for row in rows
        ]
    )

    def draw(width: int) -> alt.TopLevelMixin:
        return _chart(pd.DataFrame(rows), gap, width)

    facts = {
        "begun": labels.period(str(events.at[begun, "date"])),
        "due": labels.period(str(events.at[due, "date"])),
        "length": labels.number(known[0][1]),
        "least": str(math.floor((on - last - length) * 12)),
        "most": str(math.ceil((on - first - length) * 12)),
    }
    return Draft(draw, twin, facts, tuple(item.obs for _, q in known for item in q.inputs))


def _ends(date: str) -> tuple[float, float]:
    """The first and the last moment that a printed date allows, in years: 2022 is from 2022.0 to 2023.0."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return float(parts[0]), parts[0] + 1.0
    year, month = parts[:2]
    start = datetime.date(year, month, parts[2] if len(parts) == 3 else 1)
    day = (start - datetime.date(year, 1, 1)).days / 365
    return year + day, year + day + (1 / 365 if len(parts) == 3 else 1 / 12)


def _rows(
    labels: Labels,
    begun: pd.Series,
    due: pd.Series,
    spans: Sequence[tuple[str, Quantity]],
    at: tuple[float, float, float],
) -> list[dict[str, Any]]:
    first, last, on = at
    say = SAY[labels.lang]
    name = f"name_{labels.lang}"

    def row(words: str, label: str, printed: str, start: float, end: float, **more: Any) -> dict[str, Any]:
        told = {"from": f"{int(start)}", "until": f"{math.ceil(end) - 1}"}
        return {"name": words, "label": label, "printed": printed, "start": start, "end": end, **told, **more}

    when = [labels.period(str(event["date"])) for event in (begun, due)]
    event, plan = (
        row(str(each[name]), words, str(each["printed"]), start, end, sure=start, until_sure=end)
        | {CITE: article_anchor(each["source"])}
        for each, words, start, end in ((begun, when[0], first, last), (due, when[1], on, on))
    )
    out = [event | {"kind": "event"}]
    length = 0.0
    for place, (words, quantity) in enumerate(spans):
        before, length = length, length + quantity.value
        number = labels.number(quantity)
        label = say["to"].format(number=number, year=math.ceil(last + length) - 1) if not place else number
        kind = "rule" if not place else "may"
        sure = (last + before, first + length)
        printed = "".join(quantity.inputs[0].printed.split())
        span = row(words, label, printed, first + before, last + length, sure=sure[0], until_sure=sure[1])
        out.append(span | {"kind": kind, CITE: labels.cite(words, quantity)})
    out.insert(2, plan | {"kind": "due"})
    return [item | {"order": place} for place, item in enumerate(out)]


def _chart(rows: pd.DataFrame, gap: pd.DataFrame, width: int) -> alt.TopLevelMixin:
    small = narrow(width)
    low, high = math.floor(rows["start"].min()), math.ceil(rows["end"].max())
    ticks = alt.Axis(title=None, values=list(range(low, high + 1, 2 if small else 1)), format="d", orient="bottom")
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0.3))
    x, end = alt.X("start:Q", scale=scale, axis=ticks), "end:Q"
    tips = [alt.Tooltip("name:N", title=" "), alt.Tooltip("label:N", title="  "), alt.Tooltip("printed:N", title="   ")]

    def of(kind: str) -> Any:
        return alt.Chart(rows[rows["kind"] == kind])

    def possible(colour: str) -> Any:
        return of("may").mark_bar(height=14, color="transparent", stroke=colour, strokeWidth=1.4, strokeDash=[5, 3])

    sure = alt.X("sure:Q", scale=scale, axis=ticks)
    # Words stand above their marks, in at most two lines.
    lines = [wrapped(f"{row['name']}: {row['label']}", width - 30) for row in rows.to_dict("records")]
    words = rows.assign(
        upper=[line[0] if line[1:] else "" for line in lines], lower=[" ".join(line[1:] or line) for line in lines]
    )
    base: Any = alt.Chart(words)
    words_at = {"align": "left", "baseline": "bottom", "color": INK}
    layers = [
        alt.Chart(gap).mark_rect(color=ACCENT, opacity=0.2).encode(x=x, x2=end),
        of("event").mark_bar(height=14, color=SLATE).encode(y=y, x=x, x2=end, tooltip=tips),
        of("rule").mark_bar(height=14, color=SLATE_LIGHT, stroke=SLATE, strokeWidth=1).encode(y=y, x=x, x2=end),
        of("rule").mark_bar(height=14, color=SLATE).encode(y=y, x=sure, x2="until_sure:Q", tooltip=tips),
        possible(MUTED).encode(y=y, x=x, x2=end),
        possible(SLATE).encode(y=y, x=sure, x2="until_sure:Q", tooltip=tips),
        of("due")
        .mark_point(shape="diamond", size=170, stroke=ACCENT, strokeWidth=2, fill=PAPER, opacity=1)
        .encode(y=y, x=x, tooltip=tips),
        base.mark_text(dy=-10, **words_at).encode(y=y, x=alt.value(0), text="lower:N"),
        base.mark_text(dy=-26, **words_at).encode(y=y, x=alt.value(0), text="upper:N"),
    ]
    return alt.layer(*layers).properties(width=width - 24, height=alt.Step(STEP["narrow" if small else "wide"]))
