"""Before and after: the change of a quantity between two dates, its growth, or both dates, one row a quantity."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity
from statbook.charts.shared import BeforeAfter, ChartSpec, Fields, Labels, form, layer_chart, mark
from statbook.charts.shared.layers import BY_KIND, Switch, constant_rows
from statbook.charts.shared.rows import mark_row, narrow, rows_axis
from statbook.charts.text_layout import HALO, estimated_width, inside_sentence
from statbook.charts.theme import ACCENT, GRID, INK, INK_SOFT, RULE, SLATE
from statbook.prose.number_words import change_in_words

ROW = {"wide": 46, "narrow": 78}
ARROW = " → "
LEAST = 330
"""Pixels that a scale of its own has at least on a wide page."""


@form("before_how", "first", "first_moved", "last", "last_moved", states=("level", "change", "growth"))
def before_after(labels: Labels, pairs: Sequence[BeforeAfter]) -> ChartSpec | None:
    """Each pair on a row: its change, its growth, or both dates, which can be chosen; one scale for all rows of a view.

    Both dates of a row are on a scale of its own, from zero: filled where printed, grey if it is the earlier value,
    hollow where derived, soft if about. None unless two pairs have both dates.

    >>> from statbook import Chapter
    >>> from statbook.charts import BeforeAfter
    >>> here = Chapter("credit", region="China", period="2025-01")
    >>> keys = ("new_loans", "aggregate_financing")
    >>> pairs = [BeforeAfter.of(here.get, key, here.labels.indicator(key)) for key in keys]
    >>> before_after(here.labels, pairs).facts["first_moved"]
    'up 583.3 billion yuan'
    """
    whole = [pair for pair in pairs if pair.before is not None and pair.now is not None]
    if len(whole) < 2:
        return None
    say = labels.words("before_after")
    # The views with one scale come first: lengths of different rows can be compared in them.
    views = [view for view in ("change", "growth") if all(getattr(pair, view) is not None for pair in whole)]
    marks = pd.DataFrame([*(row for view in views for row in _moves(labels, whole, view)), *_dates(labels, whole)])
    switch = Switch("view", say["show"], {view: say[view] for view in (*views, "level")})
    states = {view: _facts(labels, whole, "movement" if view == "level" else view) for view in switch.options}
    series = [((p.now,), (p.before,)) if p.before and p.before.is_derived else ((p.before, p.now), ()) for p in whole]
    joined = [Combination("series", *sides) for sides in series]
    ranks = [Combination.of("ranked", (getattr(pair, view) for pair in whole)) for view in ("change", "growth")]
    return ChartSpec(
        lambda width: _chart(marks, switch, width, labels.columns),
        pd.DataFrame([row for pair in whole for row in _table_rows(labels, pair, switch)]),
        next(iter(states.values())),
        multiples="view",
        combined=(*joined, *ranks),
        states=states,
    )


def _table_rows(labels: Labels, pair: BeforeAfter, switch: Switch) -> Iterator[dict[str, str]]:
    """The rows of the data table, each with the view that shows it."""
    for quantity in pair.quantities:
        view = next((view for view in ("change", "growth") if quantity is getattr(pair, view)), "level")
        yield pair.row(labels, quantity) | {switch.words: switch.options.get(view, "")}


def _ranking(pairs: Sequence[BeforeAfter], by: str) -> list[BeforeAfter]:
    """*pairs* by their `movement`, `change` or `growth`, the largest first."""
    return sorted(pairs, key=lambda pair: -abs(move.value if (move := getattr(pair, by)) else 0.0))


def _facts(labels: Labels, pairs: Sequence[BeforeAfter], by: str) -> dict[str, str]:
    """The pair that moved most, the one that moved least, and how the values before are known and drawn."""
    ranked = _ranking(pairs, by)
    kinds = {pair.before.is_derived for pair in ranked if pair.before is not None}
    how = "both" if len(kinds) > 1 else "derived" if True in kinds else "printed"
    facts = {"before_how": labels.words("before_after")[how]}
    for place, pair in (("first", ranked[0]), ("last", ranked[-1])):
        move = getattr(pair, by)
        facts[place] = pair.name if place == "first" else inside_sentence(pair.name)
        moved = change_in_words(move, labels.store.units, labels.lang, short=True) if move is not None else ""
        facts[f"{place}_moved"] = moved
    return facts


def _dates(labels: Labels, pairs: Sequence[BeforeAfter]) -> Iterator[Fields]:
    """One row a mark: x from where its line starts, to its value; the larger of both dates is 1."""
    first = _ranking(pairs, "movement")[0]
    for order, pair in enumerate(pairs):
        if pair.before is None or pair.now is None:
            continue
        scale = max(abs(pair.before.value), abs(pair.now.value)) or 1.0
        then, now = (_mark(labels, pair, q, scale, pair is first) for q in (pair.before, pair.now))
        rising = now["x"] >= then["x"]
        under = f"{then['label']}{ARROW}{now['label']}"
        both = {"view": "level", "order": order, "from": then["x"]}
        # Where there is no room for words between zero and the mark, they stand above it.
        outer = "left" if then["x"] * LEAST >= estimated_width(then["label"]) + 18 else "above"
        then |= {} if pair.before.is_derived else {"kind": "earlier"}
        yield then | both | {"side": outer if rising else "right", "under": under}
        yield now | both | {"side": "right" if rising else "left", "under": ""}


def _moves(labels: Labels, pairs: Sequence[BeforeAfter], view: str) -> Iterator[Fields]:
    """One row a mark of the *view* change or growth: x from zero to its value; the largest is 1."""
    first, moves = _ranking(pairs, view)[0], [getattr(pair, view) for pair in pairs]
    largest = max(abs(move.value) for move in moves) or 1.0
    for order, (pair, move) in enumerate(zip(pairs, moves, strict=True)):
        row = _mark(labels, pair, move, largest, pair is first)
        side = "right" if row["x"] >= 0 else "left"
        yield row | {"view": view, "order": order, "from": 0.0, "side": side, "under": row["label"]}


def _mark(labels: Labels, pair: BeforeAfter, quantity: Quantity, scale: float, accent: bool) -> Fields:
    row = mark_row(labels, pair.name, quantity, first=accent)
    row |= {"x": quantity.value / scale, "colour": ACCENT if accent else SLATE, "low": None, "high": None}
    # An approximate value is uncertain even where it is printed.
    if quantity.is_derived or quantity.about:
        row |= {"low": quantity.low / scale, "high": quantity.high / scale}
    return row | pair.row(labels, quantity)


def _chart(marks: pd.DataFrame, view: Switch, width: int, columns: list[str]) -> Any:
    small, base, y = narrow(width), view.select_rows(marks), rows_axis(width)
    scale = alt.Scale(domain=[min(0.0, float(marks["x"].min())), 1], nice=False)
    x, start, lowest, zero = (alt.X(f"{field}:Q", axis=None, scale=scale) for field in ("x", "from", "low", "zero"))
    soft: Fields = {"strokeWidth": 22, "strokeCap": "round", "opacity": 0.22, "color": "@colour"}
    dot: Fields = {"size": 130, "filled": True, "opacity": 1, "strokeWidth": 1.6}
    layers = [
        mark("rule", constant_rows(zero=0.0), x=zero, color=RULE),
        mark("rule", base, y=y, x=x, x2=alt.datum(0), color=GRID, strokeWidth=1.2),
        mark("rule", base, y=y, x=start, x2="x", color="@colour", strokeWidth=3, opacity=0.45),
        mark("rule", base, where="datum.soft", y=y, x=lowest, x2="high", **soft),
        mark("rule", base, y=y, x=lowest, x2="high", color=INK, strokeWidth=1.4),
        mark("point", base, y=y, x=x, tips=columns, **dot, **BY_KIND),
    ]
    if small:
        # On a narrow page names stand above the marks; without an axis there is room for the numbers below.
        left: Fields = {"align": "left", "dx": 6, "y": y, "x": 0}  # clear of the line at zero
        layers.append(mark("text", base, text="name", dy=-22, color=INK_SOFT, **left))
        layers.append(mark("text", base, text="under", dy=22, color=INK, **left))
    else:
        places = {"right": ["left", 13, 0], "left": ["right", -13, 0], "above": ["center", 0, -16]}
        turned = {part: alt.expr(f"{places}[datum.side][{n}]") for n, part in enumerate(("align", "dx", "dy"))}
        # Numbers outside of the marks, kept clear of lines.
        layers += [mark("text", base, y=y, x=x, text="label", **turned, **look) for look in (HALO, {"color": INK})]
    return layer_chart(layers, width - 30 if small else width - 382, alt.Step(ROW["narrow" if small else "wide"]), view)
