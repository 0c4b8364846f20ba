"""The words of charts in one language: numbers, names, units, and the rows of data tables."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from statbook.analysis import Quantity
from statbook.messages import bracket, in_languages, join_words, say
from statbook.prose import base_in_words, period_in_words, quantity_in_words, range_in_words
from statbook.prose.number_words import SCALES
from statbook.store import Observation, Store

CITE = "cite"
"""The column that names the entry of the evidence behind a row. Marks and cells lead there; readers do not see it."""
_SECTIONS = in_languages(
    yaml.load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
)


@cache
def words(section: str, lang: str) -> Any:
    """The words that charts write by themselves: a *section* of words.yaml in the language *lang*, by their keys."""
    return _in_language(_SECTIONS[section], lang)


def _in_language(node: dict[str, Any], lang: str) -> Any:
    return node[lang] if "en" in node else {key: _in_language(child, lang) for key, child in node.items()}


def first_of(name: str) -> str:
    """The name of the first of numbered facts: value_1 for value_3."""
    return re.sub(r"_\d+$", "_1", name)


@dataclass(frozen=True)
class Labels:
    """The words of charts in the language *lang*.

    *cited* holds the quantities that rows name, by their anchors. Each form gets labels with an empty one
    (`chart.form`), so that nothing outside a form ever changes.
    """

    store: Store
    lang: str
    cited: dict[str, tuple[str, Quantity]] = field(default_factory=dict, compare=False, repr=False)

    def words(self, section: str) -> dict[str, Any]:
        """The words of a form or of a part of the page (words.yaml)."""
        found: dict[str, Any] = words(section, self.lang)
        return found

    def number(self, quantity: Quantity | None) -> str:
        """A number in words; empty for what is not printed."""
        return quantity_in_words(quantity, self.store.units, self.lang) if quantity is not None else ""

    def range(self, quantity: Quantity) -> str:
        return range_in_words(quantity, self.store.units, self.lang) if quantity.is_derived else ""

    def period(self, period: str) -> str:
        return period_in_words(period, self.lang)

    @property
    def columns(self) -> list[str]:
        """The columns of a row of a data table."""
        return [*self.words("labels")["columns"].values(), CITE]

    def column(self, name: str) -> str:
        return str(self.words("labels")["columns"][name])

    def kind(self, kind: str) -> str:
        return str(self.words("labels")["kinds"][kind.removesuffix("-first")])

    def indicator(self, code: str) -> str:
        return str(self.store.indicators.at[code, f"name_{self.lang}"])

    def region(self, code: str) -> str:
        return self.store.name("region", code, self.lang)

    def name(self, row: Observation) -> str:
        """The name of an observation: its members if it is broken down, its indicator otherwise."""
        return self.store.names(row.theme, row.indicator, row.members)[self.lang]

    def symbol(self, unit: str) -> str:
        return str(self.store.cells_of_units[unit][f"symbol_{self.lang}"])

    def axis_scale(self, values: list[float], unit: str) -> tuple[float, str]:
        """What to divide an axis of *values* by, and the words of its unit: (1e9, "billion yuan")."""
        kind = "money" if self.store.cells_of_units[unit]["quantity"] == "money" else "count"
        symbol = self.symbol(unit)
        largest = max(abs(value) for value in values)
        for power, word in SCALES[self.lang][kind]:
            if largest >= 10**power:
                return 10.0**power, f"{word.strip()} {symbol}".strip() if self.lang != "zh" else f"{word}{symbol}"
        return 1.0, symbol

    def row(self, name: str, quantity: Quantity, kind: str = "") -> dict[str, str]:
        """The row of a data table (and of a tooltip) for one quantity, with the entry that its mark leads to."""
        return {
            self.column("name"): name,
            self.column("value"): self.number(quantity),
            self.column("range"): self.range(quantity),
            self.column("kind"): self.kind(kind or ("derived" if quantity.is_derived else "printed")),
            self.column("printed"): join_words(
                dict.fromkeys("".join(item.printed.split()) for item in quantity.inputs), "; "
            ),
            self.column("period"): self.period(quantity.period),
            self.column("base"): base_in_words(quantity.base_period, self.lang) if quantity.base_period else "",
            self.column("source"): join_words(
                dict.fromkeys(self.source(item.source) for item in quantity.inputs), "; "
            ),
            CITE: self.cite(name, quantity),
        }

    def source(self, code: str) -> str:
        """An article in a few words: who printed it and when, and its code; the code alone where no article is listed."""
        if code not in self.store.sources.index:
            return code
        row = self.store.sources.loc[code]
        publisher = "" if row["publisher"] == "not printed" else say(str(row["publisher"]))
        day = self.period(str(row["date"]))
        return bracket(join_words(filter(None, (publisher, day)), ", "), code)

    def cite(self, name: str, quantity: Quantity) -> str:
        """The anchor of *quantity* in the evidence, where it is kept under *name*."""
        self.cited.setdefault(quantity.anchor, (name, quantity))
        return quantity.anchor
