"""Two quantities of one thing on one line, as far apart as they are: two shares, or where it stands and its target.

The module is long because it has both forms.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity
from statbook.charts.shared import ChartSpec, Fields, Labels, Point, Switch, constant_rows, form, layer_chart, mark
from statbook.charts.shared.layers import Layer
from statbook.charts.shared.rows import DIAMOND, ROUND, mark_row, narrow, rows_axis
from statbook.charts.text_layout import HALO, inside_sentence
from statbook.charts.theme import INK, INK_SOFT, MUTED, RULE
from statbook.messages import join_words
from statbook.prose.number_words import resolution

ROW = 100
PLAN_ROW = {"wide": 40, "narrow": 78}
Ends = tuple[float, float] | tuple[None, None]
"""From where to where; (None, None) for a point."""


@dataclass(frozen=True)
class Pair:
    """Two quantities of one unit under a heading, each by its name; None where a reading gives none.

    The second is what the title speaks of.
    """

    heading: str
    names: tuple[str, str]
    quantities: tuple[Quantity | None, Quantity | None] = (None, None)

    def of(self, first: Quantity | None, second: Quantity | None) -> Self:
        """The same pair with its quantities."""
        return replace(self, quantities=(first, second))


@form("first", "second", "period")
def dumbbell(
    labels: Labels, readings: Mapping[str, Sequence[Pair]], words: Mapping[str, str] | None = None
) -> ChartSpec | None:
    """Rows of two dots joined by a line, for readings that can be switched; the axis starts at zero.

    *words* name the readings, where their keys do not. Derived values are light and carry their interval; a word stands where a reading gives no value.
    None if the first reading has no complete pair.

    >>> from statbook import Chapter
    >>> here = Chapter("patents")
    >>> pair = Pair("Share", ("of stock", "of work"))
    >>> done = here.get("inventoried_patents.universities_and_institutes.share")
    >>> dumbbell(here.labels, {"one": [pair.of(here.get("zhejiang_of_stock"), done)]}).facts["second"]
    '35.7%'
    """
    lead = next(iter(readings.values()), ())
    whole = [pair for pair in lead if None not in pair.quantities]
    if not whole:
        return None
    said = {each: words[each] if words else each for each in readings}
    every = [(reading, order, pair) for reading, pairs in readings.items() for order, pair in enumerate(pairs)]
    spoken_of = lead.index(whole[0])
    rows = pd.DataFrame([row for item in every for row in _rows(labels, *item, first=item[1] == spoken_of)])
    given = rows[rows["given"]]
    reading = Switch("reading", labels.words("dumbbell")["reading"], said)
    # One axis for all readings: what a switch moves must be the dots, not the scale.
    top = float(rows[["value", "high"]].max().max())

    def draw(width: int) -> alt.TopLevelMixin:
        layers = _layers(reading.select_rows(rows), width, labels.columns, top)
        return layer_chart(layers, width - 24, ROW * len(lead), reading)

    at = whole[0].quantities[1]
    period = labels.period(at.inputs[0].period) if at else ""
    states = {}
    for each, pairs in readings.items():
        first, second = pairs[spoken_of].quantities
        states[each] = {"first": labels.number(first), "second": labels.number(second), "period": period}
    table = given[labels.columns].assign(**{reading.words: given["reading"].map(said)})
    combined = tuple(Combination("ranked", pair.quantities) for _, _, pair in every)
    facts = next(iter(states.values()))
    return ChartSpec(draw, table, facts, multiples="reading", combined=combined, states=states)


def _rows(labels: Labels, reading: str, order: int, pair: Pair, *, first: bool) -> Iterator[Fields]:
    """A row for each side of a pair, red if it is the *first*; the one on the left also carries the line between the two."""
    known = [quantity.value for quantity in pair.quantities if quantity is not None]
    for place, (name, quantity) in enumerate(zip(pair.names, pair.quantities, strict=True)):
        joined = place == 0 and len(known) == 2
        row: Fields = {"reading": reading, "order": order, "place": place, "given": quantity is not None}
        row |= {"heading": pair.heading if place == 0 else "", "start": None, "end": None}
        row |= {"start": min(known), "end": max(known)} if joined else {}
        if quantity is None:
            row |= {"value": None, "low": None, "high": None, "fill": MUTED, "line": MUTED}
            row |= {"words": join_words((name, labels.words("dumbbell")["missing"]), ": ")}
            yield row | dict.fromkeys(labels.columns, "")
        else:
            drawn = mark_row(labels, join_words((pair.heading, name), ": "), quantity, first=first)
            yield row | drawn | {"words": f"{name} {labels.number(quantity)}"}


def _layers(base: Any, width: int, columns: list[str], top: float) -> list[Any]:
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    scale = alt.Scale(domain=[0, top * 1.02], nice=False)
    x, start, low = (alt.X(f"{field}:Q", axis=None, scale=scale) for field in ("value", "start", "low"))
    given, missing = base.transform_filter("datum.given"), base.transform_filter("!datum.given")
    drop = 14
    text: Fields = {"text": "words", "fontSize": 12 if narrow(width) else 13, "y": y}
    right = f"datum.value > {top * 0.45}"
    side = {"align": alt.expr(f"{right} ? 'right' : 'left'"), "dx": alt.expr(f"{right} ? 8 : -8"), "color": INK}
    bold: Fields = {"align": "left", "dx": 6, "yOffset": -32, "fontWeight": "bold", "color": INK}
    # One name above the line, the other below it, each towards the middle: the dots may lie close together.
    text |= {"yOffset": alt.expr(f"datum.place ? {drop + 20} : {drop - 20}")}
    return [
        mark("rule", constant_rows(value=0), color=RULE, strokeWidth=1, x=x, y=24, y2=alt.value("height")),
        mark("rule", base, y=y, x=start, x2="end", color=RULE, strokeWidth=3, yOffset=drop),
        mark("point", given, y=y, x=x, size=170, yOffset=drop, tips=columns, **ROUND | {"strokeWidth": 2}),
        mark("rule", given, y=y, x=low, x2="high", color=INK, strokeWidth=1.6, yOffset=drop),
        mark("text", base, y=y, x=0, text="heading", **bold),
        mark("text", given, x=x, **side, **text),
        mark("text", missing, x=0, align="left", dx=8, color=INK_SOFT, **text),
    ]


@form(
    "most",
    "most_direction",
    "most_now",
    "most_aim",
    "least",
    "least_direction",
    "least_now",
    "least_aim",
    "now_period",
    "aim_period",
)
def planned_change(labels: Labels, points: Sequence[Point]) -> ChartSpec | None:
    """A row for each point: a dot where it stands, a diamond at its target, both on a scale of percent change.

    The interval of a derived standing is a whisker; a target that is a lower bound bears an arrow. A target that is only
    an order of magnitude stands where its words say, with a whisker as wide as they are. The smallest change is what the
    title speaks of. None if fewer than two points have both ends.

    >>> from statbook import Chapter
    >>> here = Chapter("base")
    >>> ends = [here.get(f"output_value.dongfeng_automobile@XiangyangZone@{year}") for year in (2021, 2026)]
    >>> planned_change(here.labels, [Point("Output", *ends[:1], target=ends[1])] * 2).facts["most_direction"]
    'rises'
    """
    known = [(p, p.quantity, p.target) for p in points if p.quantity and p.target and p.quantity.value]
    if len(known) < 2:
        return None
    places = [_as_said(target) for *_, target in known]
    changes = [(said / now.value - 1) * 100 for (_, now, _), (said, _) in zip(known, places, strict=True)]
    say, least = labels.words("planned_change"), changes.index(min(changes))
    rows = []
    for order, (point, now, target) in enumerate(known):
        for end, quantity, kind in (("now", now, ""), ("aim", target, "target")):
            name = say[end].format(name=point.name, period=labels.period(quantity.inputs[0].period))
            row = mark_row(labels, name, quantity, kind, first=order == least)
            sure = (row["low"], row["high"]) if now.bound in ("exact", "about") else (None, None)
            low, high = _percent(sure if end == "now" else places[order][1], now)
            at, rises = changes[order] if end == "aim" else 0.0, changes[order] >= 0
            # Words stand beyond the whisker of the aim: those of the aim on its side, those of the standing on the other.
            band = [each for each in (*_percent(places[order][1], now), at) if each is not None]
            edge = max(band) if rises is (end == "aim") else min(band)
            same = {"order": order, "name": point.name, "rises": rises, "end": end, "at": at, "edge": edge}
            rows.append(row | same | {"low": low, "high": high})
    frame = pd.DataFrame(rows)
    facts: dict[str, str] = {}
    for word, place in (("most", changes.index(max(changes))), ("least", least)):
        point, now, target = known[place]
        low, high = places[place][1]
        either = low is not None and high is not None and low <= now.value <= high
        direction = say["open" if either else "up" if changes[place] > 0 else "down"]
        facts |= {word: inside_sentence(point.name), f"{word}_direction": direction}
        facts |= {f"{word}_now": labels.number(now), f"{word}_aim": labels.number(target)}
    facts |= {"now_period": labels.period(known[0][1].inputs[0].period)}
    facts |= {"aim_period": labels.period(known[0][2].inputs[0].period)}
    return ChartSpec(lambda width: _plans(frame, width, labels.columns), frame[labels.columns], facts)


def _as_said(target: Quantity) -> tuple[float, Ends]:
    """Where a target stands; one that is only an order of magnitude where its words say, and from where to where they hold."""
    unit = resolution(target) if target.bound == "indicative" else None
    if unit is None:
        return target.value, (None, None)
    said = (Decimal(target.value) / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
    return float(said), (float(said - unit / 2), float(said + unit / 2))


def _percent(ends: Ends, now: Quantity) -> list[float | None]:
    """*ends* as changes of *now* in percent."""
    return [None if end is None else (end / now.value - 1) * 100 for end in ends]


def _plans(frame: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    small, y = narrow(width), rows_axis(width)
    plot = width - 20 if small else width - 170
    # Room for the numbers at both sides of the marks.
    ends = [110, plot - 70] if small else [172, plot - 165]
    domain = [min(0.0, float(frame["edge"].min())), max(0.0, float(frame["edge"].max()))]
    scale = alt.Scale(domain=domain, range=ends, nice=False, zero=False)
    signed = "(datum.value > 0 ? '+' : '') + datum.label + '%'"
    ticks = alt.Axis(title=None, tickCount=3, labelExpr=signed)
    x = alt.X("at:Q", scale=scale, axis=ticks)
    base = Layer(frame)
    now, aim = (base.transform_filter(f"datum.end == '{end}'") for end in ("now", "aim"))
    layers = [
        mark("rule", constant_rows(at=0), x=x, color=RULE),
        mark("rule", base, y=y, x=alt.X("low:Q", scale=scale), x2="high", color=INK, strokeWidth=1.4),
        mark("point", now, y=y, x=x, shape="circle", size=140, tips=columns, **ROUND),
        mark("point", aim, y=y, x=x, size=170, tips=columns, **DIAMOND | {"stroke": "@line"}),
        mark("text", aim, y=y, x=x, text="out", align="left", dx=11, fontSize=16, color=INK_SOFT),
    ]
    bold: Fields = {"color": INK, "fontWeight": "bold"}
    label: Fields = {"y": y, "x": x, "text": "label"}
    if small:
        name = {"align": "left", "baseline": "bottom", "dy": -28, "color": INK_SOFT}
        layers += [
            # One number above the marks, the other below: beside them there is no room.
            *(mark("text", aim, dy=-17, **label, **look) for look in (HALO, bold)),
            *(mark("text", now, dy=18, **label, **look) for look in (HALO, {"color": INK_SOFT})),
            mark("text", now, y=y, x=0, text="name", **name),
        ]
    else:
        beside = {"align": alt.expr("datum.rises ? 'right' : 'left'"), "dx": alt.expr("datum.rises ? -14 : 14")}
        beyond = {"align": alt.expr("datum.rises ? 'left' : 'right'"), "dx": alt.expr("datum.rises ? 30 : -14")}
        beyond_all = label | {"x": alt.X("edge:Q", scale=scale)}
        layers.append(mark("text", now, color=INK_SOFT, **beyond_all, **beside))
        layers.append(mark("text", aim, **beyond_all, **bold, **beyond))
    return layer_chart(layers, plot, alt.Step(PLAN_ROW["narrow" if small else "wide"]))
