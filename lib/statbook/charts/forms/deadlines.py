"""Deadlines: spans that a rule sets, counted from an event whose day is not printed, against a date that is."""

import datetime
import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared import CITE, ChartSpec, Labels, Point, constant_rows, form, layer_chart, mark
from statbook.charts.shared.layers import Fields
from statbook.charts.shared.rows import DIAMOND, narrow
from statbook.charts.text_layout import wrap
from statbook.charts.theme import ACCENT, INK, MUTED, SLATE, SLATE_LIGHT
from statbook.messages import join_words
from statbook.store import article_anchor

STEP = {"wide": 52, "narrow": 74}
SPANS = ("rule", "may")


@form("begun", "due", "length", "least", "most")
def deadlines(labels: Labels, begun: str, spans: Sequence[Point], due: str) -> ChartSpec | None:
    """The event *begun*, the spans that follow it one after another (in years), and the event *due*.

    Ends that hang on a day not printed are soft: full where the span holds in any case, light where it may.
    The first span is a rule, later ones only a possibility, in outline. None unless *due* comes after the first span.

    >>> from statbook import Chapter
    >>> here = Chapter("industry")
    >>> rule = Point("Validity", here.get("certificate_validity.innovative_smes"))
    >>> deadlines(here.labels, "sme_certified_2022", [rule], "sme_list_deadline").facts["length"]
    '3 years'
    """
    events = labels.store.events
    known = [(span.name, span.quantity) for span in spans if span.quantity is not None]
    if not known or begun not in events.index or due not in events.index:
        return None
    first_event, last_event = (events.loc[event].to_dict() for event in (begun, due))
    first, last = _ends(str(first_event["date"]))
    on, _ = _ends(str(last_event["date"]))
    length = known[0][1].value
    if on <= last + length:
        return None
    say = labels.words("deadlines")
    both = {"event": (first_event, (first, last)), "due": (last_event, (on, on))}
    rows = pd.DataFrame(_rows(labels, both, known))
    gap = constant_rows(start=last + length, end=on)
    columns = {"name": say["what"], "printed": say["when"], "from": say["from"], "until": say["until"]}
    table = rows[list(columns)].rename(columns=columns)
    table[labels.column("kind")] = [labels.kind("derived" if kind in SPANS else "printed") for kind in rows["kind"]]
    table[CITE] = rows[CITE]
    facts = {"begun": labels.period(str(first_event["date"])), "due": labels.period(str(last_event["date"]))}
    facts |= {"length": labels.number(known[0][1]), "least": str(math.floor((on - last - length) * 12))}
    facts["most"] = str(math.ceil((on - first - length) * 12))
    return ChartSpec(lambda width: _chart(rows, gap, width), table, facts)


def _ends(date: str) -> tuple[float, float]:
    """The first and the last moment that a printed date allows, in years: 2022 is from 2022.0 to 2023.0."""
    year, *more = (int(part) for part in date.split("-"))
    start = year + (datetime.date(year, *[*more, 1, 1][:2]) - datetime.date(year, 1, 1)).days / 365
    return start, start + (1, 1 / 12, 1 / 365)[len(more)]


Ends = tuple[float, float]


def _rows(
    labels: Labels, events: dict[str, tuple[dict[Any, Any], Ends]], spans: Sequence[tuple[str, Quantity]]
) -> list[Fields]:
    """The event, the first span, the date due, the spans that may follow; *events* with their ends by kind."""
    (first, last), rows = events["event"][1], []
    for kind, (event, ends) in events.items():
        row = _span(str(event[f"name_{labels.lang}"]), labels.period(str(event["date"])), ends, ends)
        rows.append(row | {"printed": str(event["printed"]), CITE: article_anchor(event["source"]), "kind": kind})
    length = 0.0
    for place, (name, quantity) in enumerate(spans):
        before, length = length, length + quantity.value
        label, until = labels.number(quantity), math.ceil(last + length) - 1
        label = label if place else labels.words("deadlines")["to"].format(number=label, year=until)
        row = _span(name, label, (first + before, last + length), (last + before, first + length))
        printed = "".join(quantity.inputs[0].printed.split())
        row |= {"printed": printed, CITE: labels.cite(name, quantity), "kind": "may" if place else "rule"}
        rows.insert(len(rows) if place else 1, row)
    return [row | {"order": place} for place, row in enumerate(rows)]


def _span(name: str, label: str, possible: tuple[float, float], sure: tuple[float, float]) -> Fields:
    start, end = possible
    row = {"name": name, "label": label, "start": start, "end": end, "sure": sure[0], "until_sure": sure[1]}
    return row | {"from": f"{int(start)}", "until": f"{math.ceil(end) - 1}"}


def _chart(rows: pd.DataFrame, gap: pd.DataFrame, width: int) -> alt.TopLevelMixin:
    small = narrow(width)
    low, high = math.floor(rows["start"].min()), math.ceil(rows["end"].max())
    ticks = alt.Axis(title=None, values=list(range(low, high + 1, 2 if small else 1)), format="d", orient="bottom")
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0.3))
    x, sure = (alt.X(f"{field}:Q", scale=scale, axis=ticks) for field in ("start", "sure"))
    tips = [alt.Tooltip(f"{field}:N", title=" " * n) for n, field in enumerate(("name", "label", "printed"), 1)]
    event, rule, may, due = (rows[rows["kind"] == kind] for kind in ("event", *SPANS, "due"))
    held, certain = ({"y": y, "x": x_, "x2": x2, "height": 14} for x_, x2 in ((x, "end"), (sure, "until_sure")))
    dashed: Fields = {"color": "transparent", "strokeWidth": 1.4, "strokeDash": [5, 3]}
    # Words stand above their marks, in at most two lines.
    lines = [wrap(join_words((row["name"], row["label"]), ": "), width - 30) for row in rows.to_dict("records")]
    upper, lower = [line[0] if line[1:] else "" for line in lines], [" ".join(line[1:] or line) for line in lines]
    words = rows.assign(upper=upper, lower=lower)
    text: Fields = {"y": y, "x": 0, "align": "left", "baseline": "bottom", "color": INK}
    layers = [
        mark("rect", gap, x=x, x2="end", color=ACCENT, opacity=0.2),
        mark("bar", event, color=SLATE, **held).encode(tooltip=tips),
        mark("bar", rule, color=SLATE_LIGHT, stroke=SLATE, strokeWidth=1, **held),
        mark("bar", rule, color=SLATE, **certain).encode(tooltip=tips),
        mark("bar", may, stroke=MUTED, **held, **dashed),
        mark("bar", may, stroke=SLATE, **certain, **dashed).encode(tooltip=tips),
        mark("point", due, y=y, x=x, size=170, **DIAMOND).encode(tooltip=tips),
        mark("text", words, text="lower", dy=-10, **text),
        mark("text", words, text="upper", dy=-26, **text),
    ]
    return layer_chart(layers, width - 24, alt.Step(STEP["narrow" if small else "wide"]))
