"""A whole taken apart by a cut: parts, what is left over, and what each adds to growth."""

from __future__ import annotations

__all__ = ["ROUNDING", "Part", "compose", "earlier_level"]

from collections.abc import Iterable
from dataclasses import dataclass, replace

from statbook.analysis.derive import base, contribution, growth, share
from statbook.analysis.quantity import Quantity, printed
from statbook.store import WHOLE, Cut, Node, Observation, Store

Members = tuple[tuple[str, str], ...]

ROUNDING = {"en": "Rounding", "zh": "舍入"}
"""What a cut whose parts are all of the whole leaves over."""


@dataclass(frozen=True)
class Part:
    """One piece of a cut.

    level is the piece now; base the piece in the period compared with, None where nothing tells it;
    rest marks what the printed parts leave over, exhausts that this can only be rounding;
    without are the members of the parts that a rest is without, named whether its declared name holds for them.
    """

    cut: str
    members: Members
    names: dict[str, str]
    level: Quantity
    base: Quantity | None
    whole: Part | None
    rest: bool = False
    exhausts: bool = False
    overlap: bool = False
    rate: Observation | None = None
    """The printed growth of a printed piece."""
    without: tuple[Members, ...] = ()
    named: bool = True

    @property
    def root(self) -> Part:
        return self.whole.root if self.whole else self

    @property
    def growth(self) -> Quantity | None:
        """Growth in percent: the printed rate of a printed piece, else computed from level and base."""
        if self.base is None:
            return None
        if not self.rest and self.rate is not None:
            return printed(self.rate, strict=self.base.strict)
        return growth(self.level, self.base)

    @property
    def points(self) -> Quantity | None:
        """Contribution to the growth of the root, in percentage points."""
        if self.base is None or self.root.base is None:
            return None
        return contribution(self.level, self.base, self.root.base)

    @property
    def part(self) -> Quantity:
        """Share of the root now, in percent."""
        return share(self.level, self.root.level)

    @property
    def base_part(self) -> Quantity | None:
        """Share of the root in the period compared with, in percent."""
        if self.base is None or self.root.base is None:
            return None
        return share(self.base, self.root.base).to("percent", "base_part")


def compose(store: Store, cut: Cut, *, region: str, period: str, strict: bool = False) -> list[Part]:
    """The pieces of *cut* that are printed for *region* and *period*: the whole first, then leaves in their order.

    A rest is given wherever a part was found; a part that is not printed is left in it, and gives its own parts to its
    whole. Empty if the whole, or every part of it, is not printed. Overlapping groups follow, marked as such.
    """
    levels = _Levels(store, cut, region, period, strict)

    def build(node: Node, whole: Part | None) -> list[Part]:
        here = levels.piece(node.members, whole)
        if here is None:
            return [piece for part in node.parts for piece in build(part, whole)] if whole is not None else []
        pieces = [piece for part in node.parts for piece in build(part, here)]
        children = [piece for piece in pieces if piece.whole is here]
        return [here, *pieces, _rest(cut, node, here, children)] if children else [here]

    tree = build(cut.root, None)
    if len(tree) < 2:
        return []
    groups = (levels.piece(members, tree[0]) for members in cut.overlap)
    return [*tree, *(replace(group, overlap=True) for group in groups if group is not None)]


def _rest(cut: Cut, node: Node, whole: Part, children: list[Part]) -> Part:
    """What *children* leave over of *whole*, under the name that holds for it."""
    level, before = whole.level, whole.base
    for child in children:
        level = level - child.level
        before = before - child.base if before is not None and child.base is not None else None
    without = tuple(child.members for child in children)
    found = {code for members in without for _, code in members}
    exhausts = node.rest is None and len(children) == len(node.parts)
    named = exhausts or (node.rest is not None and found.issuperset(node.rest_of))
    return Part(
        cut.name,
        node.members,
        (node.rest or ROUNDING) if named else _all_but(children),
        level.to(whole.level.unit),
        before.to(whole.level.unit, "base") if before is not None else None,
        whole,
        rest=True,
        exhausts=exhausts,
        without=without,
        named=named,
    )


def _all_but(parts: list[Part]) -> dict[str, str]:
    """The name of what is left without *parts*."""
    english, chinese = ([part.names[lang] for part in parts] for lang in ("en", "zh"))
    *others, last = english
    return {
        "en": "All but " + (f"{', '.join(others)} and {last}" if others else last),
        "zh": f"除{'、'.join(chinese)}以外",
    }


class _Levels:
    """The printed levels of what a cut takes apart, with those of the period compared with."""

    def __init__(self, store: Store, cut: Cut, region: str, period: str, strict: bool) -> None:
        self.store, self.cut, self.strict = store, cut, strict
        told = {"theme": cut.theme, "indicator": cut.indicator, "region": region, "status": "actual"}
        rows = store.find(None, period=period, **told)
        self.rows = {(row.measure, _key(row.members)): row for row in rows}
        self.before: dict[object, Observation] = {}
        moved = [row for row in rows if row.measure in ("growth", "difference")]
        for row in moved:
            level = self.rows.get(("level", _key(row.members)))
            earlier = level and earlier_level(store.find(None, period=row.base_period, **told), level, row.base_period)
            if earlier:
                self.before[_key(row.members)] = earlier
        # Printed and implied levels of the base period do not add up to one another: all are printed, or none is used.
        if any(("level", _key(row.members)) in self.rows and _key(row.members) not in self.before for row in moved):
            self.before = {}

    def piece(self, members: Members, whole: Part | None) -> Part | None:
        """The piece of *members*; None if its level is not printed."""
        key = _key(members)
        level, rate, step = (self.rows.get((measure, key)) for measure in ("level", "growth", "difference"))
        if level is None:
            return None
        now = printed(level, strict=self.strict)
        before = None
        if key in self.before:
            before = printed(self.before[key], strict=self.strict)
        elif rate is not None:
            before = base(now, printed(rate, strict=self.strict))
        elif step is not None:
            before = (now - printed(step, strict=self.strict)).to(now.unit, "base", now.of)
        names = self.store.names(self.cut.theme, self.cut.indicator, members)
        return Part(self.cut.name, members, names, now, before, whole, rate=rate)


def _key(members: Members) -> Members:
    return tuple(sorted((name, code) for name, code in members if code not in WHOLE))


def earlier_level(rows: Iterable[Observation], level: Observation, period: str) -> Observation | None:
    """The row of *rows* that prints for *period* what *level* prints for its own."""
    alike = ("indicator", "region", "members", "timing", "measure", "unit", "status")
    found = (row for row in rows if all(getattr(row, name) == getattr(level, name) for name in alike))
    return next((row for row in found if row.period == period), None)
