"""Figures brought together by an analyst: summed up, joined, ordered, compared.

    from statbook import Chapter, together

Each raises MixedFigures, with what was mixed, why it misleads and what to do instead, where a rule of the book
is broken; `knowingly("rule", because="…")` allows it, and the reason goes with the result.
"""

from __future__ import annotations

__all__ = ["based", "compared", "knowingly", "ranked", "series", "stacked", "yearly"]

from collections.abc import Sequence
from functools import reduce

from statbook.analysis.derive import annual_growth, base, growth
from statbook.analysis.combination import Gathered
from statbook.analysis.quantity import Quantity
from statbook.errors import ParameterError
from statbook.rules import knowingly
from statbook.store.periods import sort_key


def stacked(*figures: Quantity) -> Quantity:
    """The sum of parts that exclude one another, in their unit."""
    waived = Gathered.of("stacked", _given(figures)).check()
    # What parts upon another may not be, the sum of two of them may not be either.
    total = reduce(lambda left, right: left + right, figures)
    return total.to(figures[0].unit, knowingly=waived)


def series(*figures: Quantity, implied: Sequence[Quantity] = ()) -> list[Quantity]:
    """The figures in the order of time; *implied* are derived ones that are drawn apart, put at their dates."""
    waived = Gathered.of("series", _given(figures), _given(implied) if implied else ()).check()
    joined = (quantity.knowing(waived) for quantity in (*figures, *implied))
    return sorted(joined, key=lambda quantity: sort_key(_period(quantity)))


def ranked(*figures: Quantity) -> list[Quantity]:
    """The figures side by side in one order, largest first."""
    waived = Gathered.of("ranked", _given(figures)).check()
    return sorted((figure.knowing(waived) for figure in figures), key=lambda quantity: -quantity.value)


def compared(now: Quantity, then: Quantity) -> Quantity:
    """Growth from *then* to *now*, in percent."""
    return growth(*_given((now, then)))


def yearly(rate: Quantity, *, years: float = 1.0) -> Quantity:
    """Growth in percent read as that of one year; with *years*, spread over so many."""
    return annual_growth(_given((rate,))[0], years)


def based(level: Quantity, rate: Quantity) -> Quantity:
    """The level of the period compared with that *level* and its growth imply."""
    return base(*_given((level, rate)))


def _given(figures: Sequence[Quantity | None]) -> list[Quantity]:
    """The figures. Raises ParameterError if there is none, or if one of them is not printed or no figure."""
    known = [figure for figure in figures if figure is not None]
    if not known or len(known) < len(figures):
        raise ParameterError("together: a number is missing: nothing is printed for this key here")
    for figure in known:
        if not isinstance(figure, Quantity):
            raise ParameterError(f"together: {figure!r} is no number of the book: take numbers with here.get(…)")
    return known


def _period(quantity: Quantity) -> str:
    return quantity.figure.period if quantity.figure is not None else quantity.period
