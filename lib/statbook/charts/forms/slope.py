"""Slope: shares of a whole, or rates, at two dates, joined piece by piece.

The module is long because both share one drawing.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Part, Quantity
from statbook.charts.shared import (
    BeforeAfter,
    ChartSpec,
    Labels,
    Switch,
    form,
    layer_chart,
    mark,
    narrow,
    observations,
    wrap,
)
from statbook.charts.shared.layers import Fields, constant_rows
from statbook.charts.shared.rows import ROUND, kind_of
from statbook.charts.text_layout import LINE, apart, estimated_width
from statbook.charts.theme import ACCENT, FILLS, INK, INK_SOFT, PAPER, SLATE
from statbook.messages import bracket, join_words
from statbook.prose.number_words import change_in_words

HEIGHT = 330
LOW = 190
"""Height of a drawing with few lines."""
GAP = 17
"""Pixels between two labels of one end."""
LINE_OF_HEAD = 15
Piece = tuple[Part, Quantity]
"""A part and its share in the base period."""


@form("first", "first_then", "first_now")
def slope(labels: Labels, breakdowns: Mapping[str, Sequence[Part]], then: str, now: str) -> ChartSpec | None:
    """Shares of the whole in the base period (derived) and now (printed, or else derived), for switchable breakdowns; percent.

    A derived end of a line carries the interval of its rounding. *then* and *now* head the two ends.
    None if no breakdown has growth printed for two pieces.

    >>> from statbook import Chapter
    >>> here = Chapter("trade", region="Xian", period="2026-01/2026-02")
    >>> slope(here.labels, here.breakdowns("mode"), "then", "now").facts["first_then"]
    '52.5%'
    """
    say = labels.words("slope")
    every = {t: [(p, p.base_part) for p in _top(parts) if p.base_part is not None] for t, parts in breakdowns.items()}
    found = {title: pieces for title, pieces in every.items() if len(pieces) >= 2}
    if not found:
        return None
    firsts = {
        t: max(pieces, key=lambda item: abs(item[0].stated_part.value - item[1].value)) for t, pieces in found.items()
    }
    rows = [row for title, pieces in found.items() for row in _rows(labels, title, pieces, firsts[title][0])]
    table = []
    for title, pieces in found.items():
        for part, base in pieces:
            for when, share in ((then, base), (now, part.stated_part)):
                row = labels.row(
                    join_words((part.names[labels.lang], when), ", "), share, "rest" if part.residual else ""
                )
                table.append(row | {say["cut"]: title})
    marks, breakdown = pd.DataFrame(rows), Switch("cut", say["cut"], {title: title for title in found})
    states = {
        title: {
            "first": part.names[labels.lang],
            "first_then": labels.number(before),
            "first_now": labels.number(part.stated_part),
        }
        for title, (part, before) in firsts.items()
    }
    tops = [part for parts in breakdowns.values() for part in _top(parts)]
    joined = [Combination("series", (part.stated_part,), (part.base_part,)) for part in tops]
    ranked = [Combination.of("ranked", (part.stated_part for part in _top(parts))) for parts in breakdowns.values()]
    return ChartSpec(
        lambda width: _chart(marks, breakdown, (then, now), width, labels.columns[:4]),
        pd.DataFrame(table),
        next(iter(states.values())),
        observations(part.level for parts in breakdowns.values() for part in parts),
        multiples="cut",
        combined=(*joined, *ranked),
        states=states,
    )


@form("first", "first_moved", "before_how")
def slope_of_rates(labels: Labels, pairs: Sequence[BeforeAfter], then: str, now: str) -> ChartSpec | None:
    """Rates of one unit at two dates, a line a pair; the scale does not start at zero, since rates have no natural zero.

    Derived and approximate ends carry their interval. *then* and *now* head the two ends. None unless two pairs have both.

    >>> from statbook import Chapter
    >>> from statbook.charts import BeforeAfter
    >>> here = Chapter("credit", region="China", period="2025-01")
    >>> keys = ("lending_rate.enterprises", "lending_rate.household.mortgage")
    >>> pairs = [BeforeAfter.of(here.get, key, name) for key, name in zip(keys, ("Enterprises", "Housing"))]
    >>> slope_of_rates(here.labels, pairs, "then", "now").facts["first_moved"]
    'down about 80 basis points'
    """
    say = labels.words("slope")
    found = [(pair, pair.before, pair.now) for pair in pairs if pair.before is not None and pair.now is not None]
    if len(found) < 2:
        return None
    first = max(pairs, key=lambda pair: abs(pair.change.value) if pair.change else 0.0)
    ends = [end for _, before, after in found for q in (before, after) for end in (_low(q), _high(q))]
    rows = []
    for x, head in enumerate((then, now)):
        for pair, *both in found:
            accent = ACCENT if pair is first else SLATE
            look = {"cut": "", "x": x, "span": max(ends) - min(ends), "color": accent, "dash": "part"}
            look["fill"] = PAPER if both[x].is_derived else accent
            rows.append(look | _end(labels, pair.name, both[x], x) | {labels.column("period"): head})
    moved = change_in_words(first.change, labels.store.units, labels.lang, short=True) if first.change else ""
    derived = any(before.is_derived for _, before, _ in found)
    facts = {"first": first.name, "first_moved": moved, "before_how": say["derived" if derived else "printed"]}
    sides = [((after,), (before,)) if before.is_derived else ((before, after), ()) for _, before, after in found]
    marks, none = pd.DataFrame(rows), Switch("cut", say["cut"], {"": ""})
    return ChartSpec(
        lambda width: _chart(marks, none, (then, now), width, labels.columns[:4], from_zero=False),
        pd.DataFrame([pair.row(labels, q) for pair, *_ in found for q in pair.quantities if q is not pair.growth]),
        facts,
        combined=(
            *(Combination("series", *each) for each in sides),
            Combination.of("ranked", (pair.now for pair, *_ in found)),
            Combination.of("ranked", (pair.change for pair, *_ in found)),
        ),
    )


def _low(quantity: Quantity) -> float:
    """Where the interval of an end begins; that of a printed end is not drawn, unless it is approximate."""
    return quantity.low if quantity.is_derived or quantity.about else quantity.value


def _high(quantity: Quantity) -> float:
    return quantity.high if quantity.is_derived or quantity.about else quantity.value


def _end(labels: Labels, name: str, value: Quantity, x: int, kind: str = "") -> Fields:
    """One end of a line, the later one if *x* is 1."""
    number = labels.number(value)
    words = f"{number}  {name}" if x else f"{name}  {number}"
    row: Fields = {"name": name, "short": number, "long": words, "value": value.value}
    return row | {"low": _low(value), "high": _high(value)} | labels.row(name, value, kind)


def _top(parts: Sequence[Part]) -> list[Part]:
    """The pieces directly under the whole, and its residual; a residual that is only rounding is left out."""
    return [p for p in parts if p.whole is parts[0] and not p.exhausts and not p.overlap]


def _rows(labels: Labels, title: str, pieces: Sequence[Piece], first: Part) -> Iterator[Fields]:
    names = [part.names[labels.lang] for part, _ in pieces]
    # A bracket that all bracketed names share is left out: the words of the breakdown say it already.
    start, end = bracket("", "|").split("|")
    brackets = {name[name.rindex(start) :] for name in names if name.endswith(end) and start in name}
    names = [name.removesuffix(next(iter(brackets))) for name in names] if len(brackets) == 1 else names
    top = max(max(part.stated_part.value, base.value) for part, base in pieces)
    for x in (0, 1):
        for (part, base), name in zip(pieces, names, strict=True):
            share = part.stated_part if x else base
            kind = kind_of(share, residual=part.residual)
            inside, accent = FILLS[f"{kind}-first" if part is first and not part.residual else kind]
            row: Fields = {"cut": title, "x": x, "span": top, "color": ACCENT if part is first else accent}
            row |= {"kind": kind, "dash": "rest" if part.residual else "part"}
            row["fill"] = PAPER if part.residual else inside
            yield row | _end(labels, name, share, x, kind)


def _chart(
    rows: pd.DataFrame,
    breakdown: Switch,
    heads: tuple[str, str],
    width: int,
    columns: list[str],
    *,
    from_zero: bool = True,
) -> Any:
    small, height = narrow(width), HEIGHT if from_zero else LOW
    # Labels stand at both ends; on a narrow page the left end keeps its value only.
    left = max(width * 0.14, *(estimated_width(words) + 4 for words in rows["short"]))
    ends = [left, left + width * 0.2] if small else [width * 0.36, width * 0.62]
    # To the left of a narrow drawing there is room for the number alone.
    rooms = (1000.0 if small else ends[0] - 20, width - 30 - ends[1])
    base = breakdown.select_rows(_with_words(rows, rooms, height))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], range=ends))
    scale = alt.Scale(zero=from_zero, nice=False)
    y, at, low = (alt.Y(f"{field}:Q", axis=None, scale=scale) for field in ("value", "at", "low"))
    dashes = alt.Scale(domain=["rest", "part"], range=[[6, 4], [1, 0]])
    line: Fields = {"detail": "name:N", "color": "@color", "strokeWidth": 2.4}
    text: Fields = {"x": x, "y": at, "lineBreak": "\n", "lineHeight": LINE, "dy": alt.expr("datum.rise")}
    near: Fields = {"align": "left", "dx": 10, "color": INK, "fontSize": 12 if small else 13}
    far: Fields = {"align": "right", "dx": -10, "color": INK_SOFT}
    layers = [
        mark("line", base, x=x, y=y, strokeDash=alt.StrokeDash("dash:N", scale=dashes, legend=None), **line),
        mark("rule", base, x=x, y=low, y2="high", color=INK, strokeWidth=1.4),
        mark("point", base, x=x, y=y, tips=columns, size=70, **ROUND | {"stroke": "@color"}),
        mark("text", base, where="datum.x == 1", text="words", **near, **text),
        mark("text", base, where="datum.x == 0", text="short" if small else "words", **far, **text),
    ]
    for place, head, at_head in zip((0, 1), heads, (0, ends[1] - 10) if small else ends, strict=True):
        # Where there is little room, a line for each word of a range, and one for the year.
        words = "\n".join(head.rsplit(" ", 1)).replace("–", "–\n") if small else head
        look: Fields = {"lineBreak": "\n", "lineHeight": LINE_OF_HEAD, "baseline": "line-bottom", "fontSize": 12}
        # The last line of the head stays clear of the first dot, however many lines there are.
        look |= {"color": INK_SOFT, "fontWeight": "bold", "dy": 6 - LINE_OF_HEAD * max(2, 1 + words.count("\n"))}
        # On a narrow page the name at the first dot may take two lines, of which one rises above it.
        look["dy"] -= LINE if small else 0
        look |= {"x": at_head, "y": 0, "text": "head", "align": "left" if small else "center"}
        layers.append(mark("text", constant_rows(x=place, head=words), **look))
    return layer_chart(layers, width - 16, height, breakdown)


def _with_words(rows: pd.DataFrame, rooms: tuple[float, float], height: int) -> pd.DataFrame:
    """*rows* with their words folded to the room at their end, apart from one another."""
    parts = []
    for _, part in rows.groupby(["cut", "x"], sort=False):
        room = rooms[int(part["x"].iloc[0])]
        folded = [wrap(text, room) for text in part["long"]]
        most = max(len(lines) for lines in folded)
        gap = float(part["span"].iloc[0]) / height * (GAP + LINE * (most - 1))
        # Lines grow downwards; the first stays clear of the heads.
        rise = [-LINE / 2 if len(lines) > 1 else 0 for lines in folded]
        values = part["value"].sort_values(kind="stable")
        at = pd.Series(apart(list(values), [gap] * len(values), -gap / 2, math.inf), index=values.index)
        parts.append(part.assign(words=["\n".join(lines) for lines in folded], rise=rise, at=at))
    return pd.concat(parts, ignore_index=True)
