"""Rows of a chart: their labels beside or above them, their height, and how a quantity is drawn in one."""

import math
import re
from collections.abc import Iterable
from typing import Any

import altair as alt

from statbook.analysis import Quantity
from statbook.charts.labels import Labels
from statbook.charts.shared.layers import Fields, Layer, mark
from statbook.charts.text_layout import HALO, NOT_FIRST, estimated_width
from statbook.charts.theme import ACCENT, FILLS, INK, INK_SOFT, NARROW, PAPER, SLATE

STEP = {"wide": 30, "narrow": 46}
LINE = 15
"""Height of a line of a name on several lines."""
BESIDE = 270
"""Pixels beside the rows of a wide drawing for their names, at most."""
CHARACTERS = {"wide": 38, "narrow": 46}
"""Characters of a name on a line."""
PLANS = ("target", "forecast")
ARROWS = {"more_than": "→", "at_least": "→", "at_most": "←", "less_than": "←"}
ROUND: Fields = {"filled": True, "opacity": 1, "strokeWidth": 1.6, "color": "@fill", "stroke": "@line"}
"""How a dot is drawn."""
DIAMOND: Fields = {"shape": "diamond", "strokeWidth": 2, "opacity": 1, "fill": PAPER, "stroke": ACCENT}
"""How a plan is drawn."""


def narrow(width: float) -> bool:
    return width <= NARROW


def row_step(width: int, names: Iterable[str] = (), room: float = 0, *, dense: bool = False) -> alt.Step:
    """Height of a row that has room for the longest of *names*, in narrow drawings above the mark.

    *room* is how many pixels a line of a name has, if that is not the usual. *dense* rows are as low as their names allow.
    """
    most = _characters(width, room)
    lines = max((len(re.findall(_pieces(most), str(name), re.ASCII)) for name in names), default=1)
    if narrow(width):
        return alt.Step(STEP["narrow"] + LINE * (lines - 1))
    return alt.Step(max(LINE + 7, LINE * lines + 3) if dense else max(STEP["wide"], LINE * lines + 8))


def size_of_names(names: Iterable[str]) -> float:
    """How many pixels *names* take that stand beside the rows of a wide drawing, folded if they are long."""
    return min(max(estimated_width(str(name)) for name in names), BESIDE) + 14


def rows_axis(width: int) -> alt.Y:
    """Rows by name in their order; their labels stand beside them, or above in narrow drawings."""
    axis = None
    if not narrow(width):
        folded = f"split({_fold('datum.label', CHARACTERS['wide'])}, '\\n')"
        looks: Fields = {"labelColor": INK, "labelExpr": folded, "labelLineHeight": LINE}
        # Lines grow downwards from the place of the row; they are raised so that the row has them in its middle.
        longer = {n: f"length(datum.value) > {n * CHARACTERS['wide']}" for n in (3, 2, 1)}
        tests = [{"test": test, "value": -LINE * n / 2} for n, test in longer.items()]
        axis = alt.Axis(title=None, grid=False, labelOffset={"condition": tests, "value": 0}, **looks)
    return alt.Y("name:N", sort=alt.SortField("order"), axis=axis)


def row_labels(rows: Any, width: int, *, words: str = "name", room: float = 0, clear: bool = False) -> list[Any]:
    """The layer of labels, of the column *words*, above the rows of a narrow drawing; nothing in a wide one.

    *room* is how many pixels they have; those that are *clear* interrupt the lines behind them.
    """
    if not narrow(width):
        return []
    base: Any = rows if isinstance(rows, alt.TopLevelMixin) else Layer(rows)
    labels = base.transform_calculate(folded=_fold(f"datum['{words}']", _characters(width, room)))
    # Lines grow downwards, whatever the baseline is.
    rise = alt.expr(f"-11 - {LINE} * (length(split(datum.folded, '\\n')) - 1)")
    looks: Fields = {"align": "left", "baseline": "bottom", "dy": rise, "lineBreak": "\n", "lineHeight": LINE}
    inks = [HALO, {"color": INK_SOFT}] if clear else [{"color": INK_SOFT}]
    return [mark("text", labels, y=rows_axis(width), x=0, text="folded", **looks, **ink) for ink in inks]


def _characters(width: int, room: float) -> int:
    """How many characters of a name stand on a line."""
    return int(room / estimated_width("x")) if room else CHARACTERS["narrow" if narrow(width) else "wide"]


def _pieces(most: int) -> str:
    """A pattern for the lines of a name of at most *most* characters each.

    They are broken at blanks, or else before a bracket with a number, or else where neither a mark nor a digit follows.
    """
    line = f".{{1,{most}}}"
    # \B before a digit: it goes on a number. In a browser that holds for Latin letters alone, so for re.ASCII here.
    return rf"{line}(?:\s+|$)|{line}(?=（[+−\d])|.{{0,{most - 1}}}[^.](?![{NOT_FIRST}.]|\B\d)|{line}"


def _fold(text: str, most: int) -> str:
    """A Vega expression for *text* on lines of at most *most* characters."""
    pattern = _pieces(most).replace("\\", "\\\\")
    return f"trim(replace({text}, regexp('({pattern})', 'g'), '$1\\n'))"


def interval(quantity: Quantity) -> tuple[float | None, float | None]:
    """The ends of the whisker of a derived quantity; (None, None) for what is printed or open at an end."""
    closed = quantity.is_derived and math.isfinite(quantity.low) and math.isfinite(quantity.high)
    return (quantity.low, quantity.high) if closed else (None, None)


def kind_of(quantity: Quantity, *, residual: bool = False) -> str:
    """rest, target (also what follows from targets alone), derived or printed."""
    if residual:
        return "rest"
    if quantity.inputs and all(item.status in PLANS for item in quantity.inputs):
        return "target"
    return "derived" if quantity.is_derived else "printed"


def mark_row(labels: Labels, name: str, quantity: Quantity, kind: str = "", *, first: bool = False) -> Fields:
    """A quantity as charts draw it: value and whisker, fill and outline, arrow of a bound, label and tooltip.

    *first* paints it in the colour of what the title speaks of.
    """
    kind = kind or ("derived" if quantity.is_derived else "printed")
    low, high = interval(quantity)
    painted = f"{kind}-first" if first and f"{kind}-first" in FILLS else kind
    inside, line = FILLS.get(painted, ("transparent", ACCENT if first else SLATE))
    arrow = ARROWS.get(quantity.bound, "")
    far = quantity.value if high is None else max(quantity.value, high)
    row: Fields = {"name": name, "value": quantity.value, "low": low, "high": high, "far": far}
    row |= {"kind": painted, "fill": inside, "line": line, "soft": quantity.about, "label": labels.number(quantity)}
    row |= {"out": arrow if arrow == "→" else "", "in": arrow if arrow == "←" else ""}
    return row | labels.row(name, quantity, kind)
