"""Numbers combined by an analyst: sums, series, rankings and comparisons that the rules of the book check.

Each function takes quantities, as `Chapter.get` and `Scope.get` return them, and raises MixedNumbers if a rule of
`statbook.rules` is broken: the error says what was mixed, why it misleads and what to do instead.
`with allow(rule, reason=…):` waives a rule; the reason goes with the result.
All raise ParameterError for None, that is, if nothing is printed for a key.

>>> from statbook import together
>>> from statbook.analysis import Scope
>>> from statbook.project.paths import book
>>> from statbook.store import Store
>>> scope = Scope(Store.load(book().data), "Xian", "2026-01/2026-02")
>>> now, then = scope.get("trade.export"), scope.get("trade.export.base")
>>> together.compare(now, then).unit
'percent'
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from statbook.analysis.derive import Combination, annual_growth, base, growth
from statbook.analysis.quantity import Quantity
from statbook.errors import ParameterError
from statbook.rules import allow as allow
from statbook.store.periods import sort_key


def total(*quantities: Quantity) -> Quantity:
    """The sum of parts that exclude one another, in the unit of the first."""
    waived = Combination.of("stacked", _require(quantities)).check()
    # The rules for stacking include those for adding two parts.
    return reduce(operator.add, quantities).to(quantities[0].unit, waivers=waived)


def series(*quantities: Quantity, implied: Sequence[Quantity] = ()) -> list[Quantity]:
    """The quantities in the order of their periods; *implied* are derived ones that a chart draws apart."""
    waived = Combination.of("series", _require(quantities), _require(implied) if implied else ()).check()
    joined = (quantity.with_waivers(waived) for quantity in (*quantities, *implied))
    return sorted(joined, key=lambda quantity: sort_key(_period(quantity)))


def rank(*quantities: Quantity) -> list[Quantity]:
    """The quantities by value, the largest first."""
    waived = Combination.of("ranked", _require(quantities)).check()
    return sorted((each.with_waivers(waived) for each in quantities), key=lambda quantity: -quantity.value)


def compare(now: Quantity, then: Quantity) -> Quantity:
    """The growth from *then* to *now*, in percent."""
    return growth(*_require((now, then)))


def yearly(rate: Quantity, *, years: float = 1.0) -> Quantity:
    """A growth rate in percent as a yearly rate: the geometric mean over *years*."""
    return annual_growth(_require((rate,))[0], years)


def implied_base(level: Quantity, rate: Quantity) -> Quantity:
    """The level of the base period that *level* and its growth *rate* (in percent) imply, in the unit of *level*."""
    return base(*_require((level, rate)))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "stacked": total,
    "series": series,
    "ranked": rank,
    "compared": compare,
    "yearly": yearly,
    "based": implied_base,
}
"""The functions by the acts of `statbook.rules` that they do."""


def _require(quantities: Sequence[Quantity | None]) -> list[Quantity]:
    """The quantities. Raises ParameterError if there is none, or if one is missing or is no quantity."""
    known = [quantity for quantity in quantities if quantity is not None]
    if not known or len(known) < len(quantities):
        raise ParameterError("together: a number is missing: nothing is printed for this key here")
    for quantity in known:
        if not isinstance(quantity, Quantity):
            raise ParameterError(f"together: {quantity!r} is no number of the book: take numbers with here.get(…)")
    return known


def _period(quantity: Quantity) -> str:
    return quantity.rule_input.period if quantity.rule_input is not None else quantity.period
