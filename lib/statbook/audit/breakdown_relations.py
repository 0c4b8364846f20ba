"""The relations of cuts: parts that are all of their whole, and parts that may not be more than it."""

from __future__ import annotations

__all__ = ["of_cut"]

from collections.abc import Callable, Iterator
from functools import reduce
from operator import add

from statbook.analysis import Quantity, constant, growth, printed
from statbook.audit.levels import Levels, told_apart
from statbook.audit.relation import AT_LEAST, AT_MOST, EQUAL, Relation
from statbook.store import Cut, Node, Observation
from statbook.store.periods import UNDATED

Found = tuple[Observation, Quantity]


def of_cut(levels: Levels, identity: str, kind: str, cut: Cut) -> Iterator[Relation]:
    """The relations of *kind* that the nodes of *cut* support, for every region and period that prints them.

    sum, growth, growth_by_shares, share_before, hundred   of parts that are all of their whole
    within, within_before, within_hundred                  of parts that leave a rest, unless parts may be negative
    """
    make, exhaustive, sense = KINDS[kind]
    for node in _nodes(cut.root):
        if not node.parts or (node.rest is None) != exhaustive or (cut.net and not exhaustive):
            continue
        for figure, others in make(levels, cut, node):
            yield Relation(identity, figure, others.to(figure.unit), sense, cut.name)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts:
        yield from _nodes(part)


def _rows(levels: Levels, cut: Cut, node: Node, measure: str) -> list[Observation]:
    found = levels.alike(cut, told_apart(node.members), measure)
    return [row for row in found if row.base_period != UNDATED]


def _sum(levels: Levels, cut: Cut, node: Node) -> Iterator[Found]:
    for row in _rows(levels, cut, node, "level"):
        parts = _all([levels.printed(row, told_apart(part.members), row.period, "level") for part in node.parts])
        if parts:
            yield row, reduce(add, parts)


def _growth(levels: Levels, cut: Cut, node: Node) -> Iterator[Found]:
    """Of the whole, from the parts now and in the base."""
    for row in _rows(levels, cut, node, "growth"):
        now = _all([levels.level(row, told_apart(part.members), row.period) for part in node.parts])
        then = _all([levels.level(row, told_apart(part.members), row.base_period) for part in node.parts])
        if now and then:
            yield row, growth(reduce(add, now), reduce(add, then))


def _growth_by_shares(levels: Levels, cut: Cut, node: Node) -> Iterator[Found]:
    """Of the whole, as the mean of the parts' rates weighted by their shares in the base."""
    for row in _rows(levels, cut, node, "growth"):
        weights = _all([levels.printed(row, told_apart(p.members), row.base_period, "share") for p in node.parts])
        rates = _all([levels.printed(row, told_apart(part.members), row.period, "growth") for part in node.parts])
        if weights and rates:
            yield row, reduce(add, (weight * rate for weight, rate in zip(weights, rates, strict=True))) / 100


def _share_before(levels: Levels, cut: Cut, node: Node) -> Iterator[Found]:
    """Of the first part in the base, from all levels now and their growth."""
    for row in _rows(levels, cut, node.parts[0], "share"):
        bases = _all([levels.level(row, told_apart(part.members), row.period) for part in node.parts])
        if bases and all(base.derived for base in bases):
            yield row, bases[0] / reduce(add, bases) * 100


def _hundred(levels: Levels, cut: Cut, node: Node) -> Iterator[Found]:
    """The last share, as what the others leave of a hundred."""
    *others, last = (told_apart(part.members) for part in node.parts)
    whole = told_apart(node.members)
    for row in _rows(levels, cut, Node(tuple(last.items())), "share"):
        shares = [levels.row(row, part, row.period, "share") for part in others]
        of_it = [share for share in (row, *shares) if share is not None and levels.whole_of(share) == (share, whole)]
        if len(of_it) == len(node.parts):
            yield row, _left_of_hundred(levels, of_it[1:])


def _within(levels: Levels, cut: Cut, node: Node) -> Iterator[Found]:
    """The whole is at least the parts that are printed, of which there are two or more."""
    for row in _rows(levels, cut, node, "level"):
        parts = [levels.printed(row, told_apart(part.members), row.period, "level") for part in node.parts]
        known = [part for part in parts if part is not None]
        if len(known) > 1:
            yield row, reduce(add, known)


def _within_before(levels: Levels, cut: Cut, node: Node) -> Iterator[Found]:
    """The whole grew at most so much that its base still holds the bases of the parts."""
    for row in _rows(levels, cut, node, "growth"):
        whole = levels.printed(row, row.broken_down_by, row.period, "level")
        bases = [levels.level(row, told_apart(part.members), row.base_period) for part in node.parts]
        known = [base for base in bases if base is not None and base.derived]
        if whole is not None and known:
            yield row, growth(whole, reduce(add, known))


def _within_hundred(levels: Levels, cut: Cut, node: Node) -> Iterator[Found]:
    """The last share is at most what the others leave of a hundred."""
    whole = told_apart(node.members)
    shares: dict[tuple[str, str, str], list[Observation]] = {}
    for part in node.parts:
        for share in levels.alike(cut, told_apart(part.members), "share"):
            if levels.whole_of(share) == (share, whole):
                shares.setdefault((share.region, share.period, share.status), []).append(share)
    for of_it in shares.values():
        if len(of_it) > 1:
            yield of_it[-1], _left_of_hundred(levels, of_it[:-1])


def _left_of_hundred(levels: Levels, shares: list[Observation]) -> Quantity:
    return reduce(lambda left, share: left - printed(share, strict=levels.strict), shares, constant(100))


def _all(quantities: list[Quantity | None]) -> list[Quantity]:
    """All of them, or none if one is missing."""
    known = [quantity for quantity in quantities if quantity is not None]
    return known if len(known) == len(quantities) else []


KINDS: dict[str, tuple[Callable[[Levels, Cut, Node], Iterator[Found]], bool, str]] = {
    "sum": (_sum, True, EQUAL),
    "growth": (_growth, True, EQUAL),
    "growth_by_shares": (_growth_by_shares, True, EQUAL),
    "share_before": (_share_before, True, EQUAL),
    "hundred": (_hundred, True, EQUAL),
    "within": (_within, False, AT_LEAST),
    "within_before": (_within_before, False, AT_MOST),
    "within_hundred": (_within_hundred, False, AT_MOST),
}
"""What makes the relations of a kind, whether the parts must be all of their whole, and how the figure is limited."""
