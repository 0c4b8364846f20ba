"""Named quantities, at one date or at two, which charts are drawn from, and how they are made from data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from statbook.analysis import Quantity, printed_quantity
from statbook.charts.labels import Labels
from statbook.charts.text_layout import inside_sentence
from statbook.messages import bracket, join_words
from statbook.store import Observation


@dataclass(frozen=True)
class Point:
    """A named quantity; None where nothing is printed.

    panel   points of one panel share a heading and an axis
    first   whether the title speaks of it
    size    what a threshold looks at; None is always shown
    target  what was aimed at, beside what was reached
    """

    name: str
    quantity: Quantity | None = None
    panel: str = ""
    first: bool = False
    size: float | None = None
    target: Quantity | None = None


@dataclass(frozen=True)
class BeforeAfter:
    """A quantity at two dates. Change and growth are the views a reader may switch to, where they are given."""

    name: str
    before: Quantity | None
    now: Quantity | None
    change: Quantity | None = None
    growth: Quantity | None = None

    @classmethod
    def of(cls, get: Callable[[str], Quantity | None], key: str, name: str) -> Self:
        """The quantity of *key* now, before, its change and its growth, each as *get* gives it.

        The change is the printed one, or that of the two levels where both are printed: it may be of another vintage.
        """
        before = get(f"{key}.base")
        printed = get(f"{key}.difference") if before is None or before.is_derived else None
        return cls(name, before, get(key), printed or get(f"{key}.change"), get(f"{key}.growth"))

    @property
    def quantities(self) -> list[Quantity]:
        """Both dates, change and growth, those that are given."""
        return [q for q in (self.before, self.now, self.change, self.growth) if q is not None]

    @property
    def movement(self) -> Quantity | None:
        """By what pairs are ranked: growth, or else the change."""
        return self.growth or self.change

    def row(self, labels: Labels, quantity: Quantity) -> dict[str, str]:
        """The row of the data table: a level is called by its period, and that of the date before is compared with none."""
        row = labels.row(self.name, quantity)
        name, period, base = (labels.column(kind) for kind in ("name", "period", "base"))
        if quantity is self.before:
            row |= {period: labels.period(quantity.period), base: ""}
        others = (view for view, other in (("change", self.change), ("growth", self.growth)) if quantity is other)
        view = next(others, None)
        row[name] = join_words((self.name, labels.words("before_after")[view] if view else row[period]), ", ")
        return row


def points(labels: Labels, rows: Iterable[Observation], by: str, *, panel: str = "", first: str = "") -> list[Point]:
    """A point for each of *rows*, named by its member of the dimension *by* (or its region), largest value first.

    *first* is the code of the member that the title speaks of, or "all".

    >>> from statbook import Chapter
    >>> here = Chapter("base")
    >>> [point.name for point in points(here.labels, here.rows(indicator="talent"), "region")][:2]
    ['Wuxi high-tech zone', 'Weihai high-tech zone']
    """
    found = []
    for row in rows:
        code = row.region if by == "region" else row.broken_down_by.get(by, "")
        name = labels.store.name(by, code, labels.lang) if code else labels.indicator(row.indicator)
        found.append(Point(name, printed_quantity(row), panel, first in (code, "all")))
    return sorted(found, key=lambda point: -point.quantity.value if point.quantity else 0)


def regional_points(labels: Labels, rows: Iterable[Observation]) -> list[Point]:
    """A point for each of *rows* in their order, named by region and indicator."""
    found = []
    for row in rows:
        region, what = labels.region(row.region), labels.indicator(row.indicator)
        name = join_words((region, what if labels.lang == "zh" else inside_sentence(what)), ": ")
        found.append(Point(name, printed_quantity(row)))
    return found


def named_point(labels: Labels, key: str, quantity: Quantity | None, panel: str = "") -> Point:
    """The quantity of *key* under its own name: that of the formula, the residual of a breakdown, or the one printed.

    What is not printed goes by its indicator, with the region and period that were asked for.
    """
    code, *places = key.split("@")
    first_word = code.split(".")[0]
    store, lang = labels.store, labels.lang
    if code in store.formulas:
        name = str(store.formulas[code]["name"][lang])
    elif first_word in store.breakdowns:
        name = (store.breakdowns[first_word].root.residual or store.breakdowns[first_word].title)[lang]
    elif quantity is None or quantity.is_derived:
        asked = [labels.period(place) if place[:1].isdigit() else labels.region(place) for place in places]
        name = labels.indicator(first_word)
        name = bracket(name, join_words(asked, ", "))
    else:
        name = labels.name(quantity.inputs[0])
    return Point(name, quantity, panel)
