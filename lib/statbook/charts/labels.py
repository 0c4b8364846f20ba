"""What forms have in common: rows with labels, whiskers, tooltips and switches."""

from __future__ import annotations

__all__ = ["CITE", "COLUMNS", "STEP", "Labels", "beside", "row_labels", "rows_axis", "switch", "tooltip"]

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import wide_as
from statbook.charts.theme import INK, INK_SOFT, NARROW
from statbook.prose import base_in_words, period_in_words, quantity_in_words, range_in_words
from statbook.prose.number_words import SCALES
from statbook.store import Observation, Store

STEP = {"wide": 30, "narrow": 46}
LINE = 15
"""Height of a line of a name on several lines."""
BESIDE = 270
"""Pixels beside the rows of a wide drawing for their names."""
SIGNS = {"wide": 38, "narrow": 46}
"""Signs of a name on a line."""
CITE = "cite"
"""The column that names the entry of the evidence behind a row. Marks and cells lead there; readers do not see it."""

COLUMNS = {
    "en": {
        "name": "Name",
        "value": "Value",
        "range": "Range by rounding",
        "printed": "As printed",
        "period": "Period",
        "base": "Compared with",
        "source": "Source",
        "kind": "Kind",
    },
    "zh": {
        "name": "项目",
        "value": "数值",
        "range": "舍入区间",
        "printed": "原文",
        "period": "时期",
        "base": "基期",
        "source": "来源",
        "kind": "性质",
    },
}
KINDS = {
    "en": {
        "printed": "printed",
        "derived": "derived",
        "rest": "rest, not printed",
        "target": "target",
        "replaced": "replaced",
    },
    "zh": {"printed": "原文印出", "derived": "推算", "rest": "余项,未印出", "target": "目标", "replaced": "已被替换"},
}


@dataclass(frozen=True)
class Labels:
    """The words of charts in one language; *cited* gathers the quantities that they name, by their anchors."""

    store: Store
    lang: str
    cited: dict[str, tuple[str, Quantity]] = field(default_factory=dict, compare=False, repr=False)

    def number(self, quantity: Quantity | None) -> str:
        """A number in words; none for what is not printed."""
        return quantity_in_words(quantity, self.store.units, self.lang) if quantity is not None else ""

    def range(self, quantity: Quantity) -> str:
        return range_in_words(quantity, self.store.units, self.lang) if quantity.derived else ""

    def period(self, period: str) -> str:
        return period_in_words(period, self.lang)

    @property
    def columns(self) -> list[str]:
        """The columns of a row of the table twin."""
        return [*COLUMNS[self.lang].values(), CITE]

    def column(self, name: str) -> str:
        return COLUMNS[self.lang][name]

    def kind(self, kind: str) -> str:
        return KINDS[self.lang][kind.removesuffix("-first")]

    def indicator(self, code: str) -> str:
        return str(self.store.indicators.at[code, f"name_{self.lang}"])

    def name(self, row: Observation) -> str:
        """The name of a figure: its members if it is broken down, its indicator otherwise."""
        return self.store.names(row.theme, row.indicator, row.members)[self.lang]

    def axis_scale(self, values: list[float], unit: str) -> tuple[float, str]:
        """What to divide an axis of *values* by, and the words of its unit: (1e9, "billion yuan")."""
        kind = "money" if self.store.units.at[unit, "quantity"] == "money" else "count"
        symbol = str(self.store.units.at[unit, f"symbol_{self.lang}"])
        largest = max(abs(value) for value in values)
        for power, word in SCALES[self.lang][kind]:
            if largest >= 10**power:
                return 10.0**power, f"{word.strip()} {symbol}".strip() if self.lang == "en" else f"{word}{symbol}"
        return 1.0, symbol

    def twin(self, name: str, quantity: Quantity, kind: str = "") -> dict[str, str]:
        """The row of a table twin (and of a tooltip) for one quantity, with the entry that its mark leads to."""
        return {
            self.column("name"): name,
            self.column("value"): self.number(quantity),
            self.column("range"): self.range(quantity),
            self.column("kind"): self.kind(kind or ("derived" if quantity.derived else "printed")),
            self.column("printed"): "; ".join(dict.fromkeys("".join(item.printed.split()) for item in quantity.inputs)),
            self.column("period"): self.period(quantity.period),
            self.column("base"): base_in_words(quantity.base_period, self.lang) if quantity.base_period else "",
            self.column("source"): "; ".join(dict.fromkeys(self.source(item.source) for item in quantity.inputs)),
            CITE: self.cite(name, quantity),
        }

    def source(self, code: str) -> str:
        """An article in a few words: who printed it and when, and its code; the code alone where no article is listed."""
        if code not in self.store.sources.index:
            return code
        row = self.store.sources.loc[code]
        publisher = "" if row["publisher"] == "not printed" else f"{row['publisher']}, "
        return f"{publisher}{self.period(str(row['date']))} ({code})"

    def cite(self, name: str, quantity: Quantity) -> str:
        """The anchor of *quantity* in the evidence, where it is kept under *name* as well."""
        self.cited.setdefault(quantity.anchor, (name, quantity))
        return quantity.anchor


def narrow(width: int) -> bool:
    return width <= NARROW


def step(width: int, names: Iterable[str] = (), room: float = 0) -> alt.Step:
    """Height of a row: in narrow drawings there is room for the label above the mark; the longest of *names* fits, in *room* if it is given."""
    most = _signs(width, room)
    lines = max((len(re.findall(_pieces(most), str(name))) for name in names), default=1)
    if narrow(width):
        return alt.Step(STEP["narrow"] + LINE * (lines - 1))
    return alt.Step(max(STEP["wide"], LINE * lines + 8))


def beside(names: Iterable[str]) -> float:
    """How many pixels *names* take that stand beside the rows of a wide drawing, folded if they are long."""
    return min(max(wide_as(str(name)) for name in names), BESIDE) + 14


def rows_axis(width: int, field: str = "name", order: str = "order") -> alt.Y:
    """Rows in the order of *order*; their labels stand beside them, or above in narrow drawings."""
    axis = None
    if not narrow(width):
        folded = f"split({_folded('datum.label', SIGNS['wide'])}, '\\n')"
        looks: dict[str, Any] = {"labelColor": INK, "labelExpr": folded, "labelLineHeight": LINE}
        # Lines grow downwards from the place of the row; they are raised so that the row has them in its middle.
        tests = [
            {"test": f"length(datum.value) > {lines * SIGNS['wide']}", "value": -LINE * lines / 2}
            for lines in (3, 2, 1)
        ]
        axis = alt.Axis(title=None, grid=False, labelOffset={"condition": tests, "value": 0}, **looks)
    return alt.Y(f"{field}:N", sort=alt.SortField(order), axis=axis)


def row_labels(
    base: alt.Chart, width: int, field: str = "name", order: str = "order", *, words: str = "", room: float = 0
) -> list[alt.Chart]:
    """The layer of labels above the rows of a narrow drawing; nothing in a wide one.

    Where *words* names another column it says what the labels are; *room* is how many pixels they have.
    """
    if not narrow(width):
        return []
    labels = base.transform_calculate(folded=_folded(f"datum['{words or field}']", _signs(width, room)))
    # Lines grow downwards, whatever the baseline is.
    rise = alt.expr(f"-11 - {LINE} * (length(split(datum.folded, '\\n')) - 1)")
    looks: dict[str, Any] = {"lineBreak": "\n", "lineHeight": LINE, "color": INK_SOFT}
    return [
        labels.mark_text(align="left", baseline="bottom", dy=rise, **looks).encode(
            y=rows_axis(width, field, order), x=alt.value(0), text="folded:N"
        )
    ]


def _signs(width: int, room: float) -> int:
    """How many signs of a name stand on a line."""
    return int(room / wide_as("x")) if room else SIGNS["narrow" if narrow(width) else "wide"]


def _pieces(most: int) -> str:
    """A pattern for the lines of a name of at most *most* signs each: broken at blanks, or within a word without any."""
    return rf".{{1,{most}}}(?:\s+|$)|.{{1,{most}}}"


def _folded(text: str, most: int) -> str:
    """A Vega expression for *text* on lines of at most *most* signs."""
    pattern = _pieces(most).replace("\\", "\\\\")
    return f"trim(replace({text}, regexp('({pattern})', 'g'), '$1\\n'))"


def tooltip(columns: pd.Index | list[str]) -> list[alt.Tooltip]:
    """Named fields only: a tooltip without a list would show, and fetch, whatever the data hold."""
    return [alt.Tooltip(f"{column}:N", title=column) for column in columns if column != CITE]


def switch(name: str, label: str, options: dict[str, str]) -> alt.Parameter:
    """A choice above the figure: value to words; the first is the state that print shows."""
    return alt.param(
        name=name,
        value=next(iter(options)),
        bind=alt.binding_select(options=list(options), labels=list(options.values()), name=f"{label} "),
    )
