"""Named quantities, which bars, dots and keys are drawn from, and how they are made from data."""

from __future__ import annotations

__all__ = ["Point", "named_point", "points", "regional_points"]

from collections.abc import Iterable
from dataclasses import dataclass

from statbook.analysis import Quantity, printed_quantity
from statbook.charts.labels import Labels
from statbook.charts.shared.text_layout import inside_sentence
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


def points(
    labels: Labels,
    rows: Iterable[Observation],
    by: str,
    *,
    panel: str = "",
    first: str = "",
    strict: bool = False,
) -> list[Point]:
    """A point for each of *rows*, named by its member of the dimension *by* (or its region), largest value first.

    *first* is the code of the member that the title speaks of, or "all".

    >>> from statbook import Chapter
    >>> here = Chapter("base")
    >>> [point.name for point in points(here.labels, here.rows(indicator="talent"), "region")]
    ['Hanjiang Bay', 'Wuhan']
    """
    found = []
    for row in rows:
        code = row.region if by == "region" else row.broken_down_by.get(by, "")
        name = labels.store.name(by, code, labels.lang) if code else labels.indicator(row.indicator)
        found.append(Point(name, printed_quantity(row, strict=strict), panel, first in (code, "all")))
    return sorted(found, key=lambda point: -point.quantity.value if point.quantity else 0)


def regional_points(labels: Labels, rows: Iterable[Observation], *, strict: bool = False) -> list[Point]:
    """A point for each of *rows* in their order, named by region and indicator."""
    found = []
    for row in rows:
        region, what = labels.region(row.region), labels.indicator(row.indicator)
        name = f"{region}: {inside_sentence(what)}" if labels.lang == "en" else f"{region}:{what}"
        found.append(Point(name, printed_quantity(row, strict=strict)))
    return found


def named_point(labels: Labels, key: str, quantity: Quantity | None, panel: str = "", *, first: bool = False) -> Point:
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
    elif quantity is None or quantity.derived:
        asked = [labels.period(place) if place[:1].isdigit() else labels.region(place) for place in places]
        name = labels.indicator(first_word)
        name += (f" ({', '.join(asked)})" if lang == "en" else f"({'、'.join(asked)})") if asked else ""
    else:
        name = labels.name(quantity.inputs[0])
    return Point(name, quantity, panel, first)
