"""Layers of a chart in one call each, their axes without marks, fill and outline by kind, and switches above a chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import altair as alt
import pandas as pd

from statbook.charts.labels import CITE
from statbook.charts.theme import FILLS, INK, INK_SOFT

Fields = dict[str, Any]
"""Named values: a row of data, or the looks of a mark."""
_PLACES = ("x", "y", "x2", "y2")
_PAINTS: Fields = {"color": alt.Color, "stroke": alt.Stroke, "fill": alt.Fill, "shape": alt.Shape}
"""Channels whose columns hold colours or shapes as they are."""
_INSIDE, _LINE = (alt.Scale(domain=list(FILLS), range=list(colours)) for colours in zip(*FILLS.values(), strict=True))
BY_KIND: Fields = {
    "color": alt.Color("kind:N", scale=_INSIDE, legend=None),
    "stroke": alt.Stroke("kind:N", scale=_LINE, legend=None),
}
"""Fill and outline of marks by the kind of their number."""


class Layer(alt.Chart):
    """A chart whose copies share its parts: Altair copies all of them, several times, for each plot that it is put into."""

    def copy(self, deep: bool | Iterable[Any] = True, ignore: list[str] | None = None) -> "Layer":
        """A copy with parts of its own only where *deep* names them."""
        return super().copy(deep is not True and deep, ignore)

    def __deepcopy__(self, known: Any) -> "Layer":
        return self.copy()


def mark(kind: str, data: Any, *, where: Any = "", tips: Any = (), **given: Any) -> Any:
    """One layer: a *kind* of mark of Vega-Lite for the rows of *data* for which the expression *where* holds.

    x, y, x2 and y2 are columns, channels of Altair, or numbers of pixels; text is a column, sign the same text for
    all. A colour that begins with @ is the column that holds it. *tips* are the columns of the tooltip.
    Everything else is a property of the mark.
    """
    base: Any = Layer(data) if isinstance(data, pd.DataFrame) else data
    channels: Fields = {"tooltip": tooltip(tips)} if tips else {}
    looks: Fields = {}
    for name, value in given.items():
        if name in _PLACES:
            value = f"{value}:Q" if isinstance(value, str) and ":" not in value else value
            channels[name] = _channel(name, value)
        elif name == "text":
            channels[name] = alt.Text(f"{value}:N")
        elif name == "sign":
            looks["text"] = value
        elif isinstance(value, str) and value.startswith("@"):
            channels[name] = _PAINTS[name](f"{value[1:]}:N", scale=None)
        elif name == "detail" or hasattr(value, "shorthand") or (isinstance(value, dict) and "condition" in value):
            channels[name] = value
        else:
            looks[name] = value
    base = base.transform_filter(where) if where else base
    return getattr(base, f"mark_{kind}")(**looks).encode(**channels)


def _channel(name: str, value: Any) -> Any:
    """Columns and constants as objects of the channel, which Altair would find by a comparison with all its classes."""
    if isinstance(value, str):
        return getattr(alt, name.capitalize())(value)
    if isinstance(value, dict) and [*value] == ["value"]:
        value = value["value"]
    return getattr(alt, f"{name.capitalize()}Value")(value) if isinstance(value, int | float | str) else value


def across(field: str, width: float) -> alt.X:
    """*field* holds pixels from the left edge of a drawing of *width*."""
    return alt.X(f"{field}:Q", axis=None, scale=_pixels(width))


def down(field: str, height: float) -> alt.Y:
    """*field* holds pixels from the upper edge of a drawing of *height*."""
    return alt.Y(f"{field}:Q", axis=None, scale=_pixels(height))


def _pixels(most: float) -> alt.Scale:
    return alt.Scale(domain=[0, most], range=[0, most], nice=False, zero=False)


def constant_rows(**columns: Any) -> pd.DataFrame:
    """One row for a mark that stands for no data: a line at zero, a band."""
    return pd.DataFrame([columns])


def tooltip(columns: Iterable[str]) -> list[alt.Tooltip]:
    """Named fields only: a tooltip without a list would show, and fetch, whatever the data hold."""
    return [alt.Tooltip(f"{column}:N", title=column) for column in columns if column != CITE]


def heading(text: str, *, strong: bool = False, **more: Any) -> alt.TitleParams:
    """The words over a panel, from its left edge; *strong* in ink."""
    look: Fields = {"color": INK if strong else INK_SOFT, "fontSize": 13, "fontWeight": "bold"} | more
    return alt.TitleParams(text, anchor="start", frame="group", **look)


@dataclass(frozen=True)
class Switch:
    """A choice above the chart: value to words; the first is the state that print shows. One option is no choice."""

    name: str
    words: str
    options: dict[Any, str]

    @property
    def is_choice(self) -> bool:
        return len(self.options) > 1

    @property
    def parameter(self) -> alt.Parameter:
        options, labels = list(self.options), list(self.options.values())
        bind = alt.binding_select(options=options, labels=labels, name=f"{self.words} ")
        return alt.param(name=self.name, value=options[0], bind=bind)

    def select_rows(self, rows: Any) -> Any:
        """The *rows* whose column of the name of the switch holds the chosen value; all where there is no choice."""
        base: Any = Layer(rows) if isinstance(rows, pd.DataFrame) else rows
        return base.transform_filter(f"datum.{self.name} == {self.name}") if self.is_choice else base


def layer_chart(layers: Sequence[Any], width: float, height: Any, *switches: Switch, **more: Any) -> alt.LayerChart:
    """Layers upon each other in one plot, under the *switches* that offer a choice."""
    chart = cast("alt.LayerChart", alt.layer(*layers).properties(width=width, height=height, **more))
    offered = [switch.parameter for switch in switches if switch.is_choice]
    return chart.add_params(*offered) if offered else chart
