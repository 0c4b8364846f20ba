"""Relations: arithmetic that printed numbers should satisfy, found in the data.

There are three sources: the columns of a row (a share names its whole, a growth rate its base), the breakdowns
(categories that cover their whole, or must not exceed it), and single relations in identities.yaml. No number is
computed from itself.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial, reduce
from operator import add, mul

from statbook.analysis import Quantity, Scope, constant, evaluate_formula, growth, printed_quantity
from statbook.audit.levels import Levels
from statbook.audit.verdict import AT_LEAST, AT_MOST, EQUAL, Relation
from statbook.errors import MixedNumbers
from statbook.store import Breakdown, Category, Observation, Store
from statbook.store.periods import UNDATED

FILE = "data/identities.yaml"
Found = tuple[Observation, Quantity]


def find_relations(store: Store, *, strict: bool = False) -> list[Relation]:
    """Every relation that the printed numbers support, in the order of identities.yaml and of the tables."""
    levels = Levels(store, strict=strict)
    found: list[Relation] = []
    for entry in store.identities:
        name = entry["identity"]
        if "cut" in entry:
            for breakdown in store.breakdowns.values():
                found += _of_breakdown(levels, name, entry["cut"], breakdown)
        elif "measure" in entry:
            found += _of_measure(levels, name, entry["measure"], entry["formula"])
    found += _single(store, strict)
    return list({relation.key: relation for relation in reversed(found)}.values())[::-1]


def _of_measure(levels: Levels, identity: str, measure: str, formula: str) -> Iterator[Relation]:
    """The relation of each number of *measure* for which everything that *formula* names is printed."""
    for row in levels.store.observations:
        if row.measure != measure or row.of == "unknown" or row.base_period == UNDATED:
            continue
        with suppress(MixedNumbers):  # numbers that must not be combined support no relation
            others = evaluate_formula(formula, partial(levels.resolve, row=row), f"{FILE}: {identity}")
            if others is not None:
                yield Relation(identity, row, others.to(row.unit))


def _single(store: Store, strict: bool) -> Iterator[Relation]:
    scope = Scope(store, strict=strict)
    for entry in store.relations:
        others = evaluate_formula(entry["formula"], scope.get, f"{FILE}: {entry['figure']}")
        row = store.observation(entry["figure"])
        if others is not None and row is not None:
            yield Relation(entry["identity"], row, others.to(row.unit), entry.get("sense", EQUAL))


def _of_breakdown(levels: Levels, identity: str, kind: str, breakdown: Breakdown) -> Iterator[Relation]:
    """The relations of *kind* in *breakdown*, for each region and period that prints them.

    sum, growth, growth_by_shares, share_before, hundred   of categories that cover their whole
    within, within_before, within_hundred                  of categories with a residual, unless they may be negative
    """
    make, exhaustive, sense = KINDS[kind]
    for category in breakdown.root.walk():
        if category.parts and (category.residual is None) == exhaustive and (exhaustive or not breakdown.net):
            with suppress(MixedNumbers):  # parts that must not be added support none
                for row, others in make(levels, breakdown, category):
                    yield Relation(identity, row, others.to(row.unit), sense, breakdown.name)


def _rows(levels: Levels, breakdown: Breakdown, category: Category, measure: str) -> list[Observation]:
    found = levels.alike(breakdown, category.categories, measure)
    return [row for row in found if row.base_period != UNDATED]


def _printed_parts(levels: Levels, row: Observation, category: Category, period: str, measure: str) -> list[Quantity]:
    """The printed numbers of the parts of *category*, without those that are missing."""
    found = (levels.quantity(row, part.categories, period, measure) for part in category.parts)
    return [quantity for quantity in found if quantity is not None]


def _levels(levels: Levels, row: Observation, category: Category, period: str) -> list[Quantity]:
    """The levels of the parts of *category*, printed or implied, without those that are missing."""
    found = (levels.level(row, part.categories, period) for part in category.parts)
    return [quantity for quantity in found if quantity is not None]


def _sum(levels: Levels, breakdown: Breakdown, category: Category) -> Iterator[Found]:
    for row in _rows(levels, breakdown, category, "level"):
        parts = _printed_parts(levels, row, category, row.period, "level")
        if len(parts) == len(category.parts):
            yield row, reduce(add, parts)


def _growth(levels: Levels, breakdown: Breakdown, category: Category) -> Iterator[Found]:
    """The growth of the whole, from the categories now and in the base period."""
    for row in _rows(levels, breakdown, category, "growth"):
        now, then = (_levels(levels, row, category, period) for period in (row.period, row.base_period))
        if len(now) == len(then) == len(category.parts):
            yield row, growth(reduce(add, now), reduce(add, then))


def _growth_by_shares(levels: Levels, breakdown: Breakdown, category: Category) -> Iterator[Found]:
    """The growth of the whole, as the mean of the growth rates weighted by the shares in the base period."""
    for row in _rows(levels, breakdown, category, "growth"):
        weights = _printed_parts(levels, row, category, row.base_period, "share")
        rates = _printed_parts(levels, row, category, row.period, "growth")
        if len(weights) == len(rates) == len(category.parts):
            yield row, reduce(add, map(mul, weights, rates)) / 100


def _share_before(levels: Levels, breakdown: Breakdown, category: Category) -> Iterator[Found]:
    """The share of the first category in the base period, from all levels now and their growth."""
    for row in _rows(levels, breakdown, category.parts[0], "share"):
        bases = _levels(levels, row, category, row.period)
        if len(bases) == len(category.parts) and all(base.is_derived for base in bases):
            yield row, bases[0] / reduce(add, bases) * 100


def _last_of_hundred(levels: Levels, breakdown: Breakdown, category: Category) -> Iterator[Found]:
    """The last share, as what the others leave of a hundred."""
    *others, last = category.parts
    for row in _rows(levels, breakdown, last, "share"):
        shares = [row, *(levels.row(row, part.categories, row.period, "share") for part in others)]
        own = [share for share in shares if share and levels.whole_of(share) == (share, category.categories)]
        if len(own) == len(category.parts):
            yield row, _left_of_hundred(levels, own[1:])


def _within(levels: Levels, breakdown: Breakdown, category: Category) -> Iterator[Found]:
    """The whole is at least the sum of the categories that are printed, if there are two or more."""
    for row in _rows(levels, breakdown, category, "level"):
        known = _printed_parts(levels, row, category, row.period, "level")
        if len(known) > 1:
            yield row, reduce(add, known)


def _within_before(levels: Levels, breakdown: Breakdown, category: Category) -> Iterator[Found]:
    """The whole grew at most so much that its base is still as large as the bases of the categories."""
    for row in _rows(levels, breakdown, category, "growth"):
        whole = levels.quantity(row, row.broken_down_by, row.period, "level")
        known = [base for base in _levels(levels, row, category, row.base_period) if base.is_derived]
        if whole is not None and known:
            yield row, growth(whole, reduce(add, known))


def _within_hundred(levels: Levels, breakdown: Breakdown, category: Category) -> Iterator[Found]:
    """The last share is at most what the others leave of a hundred."""
    shares: dict[tuple[str, str, str], list[Observation]] = {}
    for part in category.parts:
        for share in levels.alike(breakdown, part.categories, "share"):
            if levels.whole_of(share) == (share, category.categories):
                shares.setdefault((share.region, share.period, share.status), []).append(share)
    for *others, last in shares.values():
        if others:
            yield last, _left_of_hundred(levels, others)


def _left_of_hundred(levels: Levels, shares: list[Observation]) -> Quantity:
    return reduce(lambda left, share: left - printed_quantity(share, strict=levels.strict), shares, constant(100))


KINDS: dict[str, tuple[Callable[[Levels, Breakdown, Category], Iterator[Found]], bool, str]] = {
    "sum": (_sum, True, EQUAL),
    "growth": (_growth, True, EQUAL),
    "growth_by_shares": (_growth_by_shares, True, EQUAL),
    "share_before": (_share_before, True, EQUAL),
    "hundred": (_last_of_hundred, True, EQUAL),
    "within": (_within, False, AT_LEAST),
    "within_before": (_within_before, False, AT_MOST),
    "within_hundred": (_within_hundred, False, AT_MOST),
}
"""For each kind: what finds its relations, whether the categories must cover the whole, and the sense of the relation."""
