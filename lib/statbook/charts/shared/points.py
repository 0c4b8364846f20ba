"""Points from data: names and quantities that dots, bars and keys are drawn from."""

from __future__ import annotations

__all__ = ["called", "points"]

from collections.abc import Iterable

from statbook.analysis import Quantity, printed
from statbook.charts.forms.dots import Point
from statbook.charts.labels import Labels
from statbook.store import Observation


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
    """
    found = []
    for row in rows:
        code = row.region if by == "region" else row.broken_down_by.get(by, "")
        name = labels.store.name(by, code, labels.lang) if code else labels.indicator(row.indicator)
        found.append(Point(name, printed(row, strict=strict), panel, first in (code, "all")))
    return sorted(found, key=lambda point: -point.quantity.value if point.quantity else 0)


def called(labels: Labels, key: str, quantity: Quantity | None, panel: str = "", *, first: bool = False) -> Point:
    """The quantity of *key* under its own name: that of the formula, the rest of a cut, or the figure as printed.

    What is not printed goes by its indicator, with the place and time that were asked for.
    """
    code, *places = key.split("@")
    first_word = code.split(".")[0]
    store, lang = labels.store, labels.lang
    if code in store.formulas:
        name = str(store.formulas[code]["name"][lang])
    elif first_word in store.cuts:
        name = (store.cuts[first_word].root.rest or store.cuts[first_word].title)[lang]
    elif quantity is None or quantity.derived:
        told = [labels.period(place) if place[:1].isdigit() else store.name("region", place, lang) for place in places]
        name = labels.indicator(first_word)
        name += (f" ({', '.join(told)})" if lang == "en" else f"({'、'.join(told)})") if told else ""
    else:
        name = labels.name(quantity.inputs[0])
    return Point(name, quantity, panel, first)
