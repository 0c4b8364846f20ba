"""A whole taken apart by a cut: parts, what is left over, and what each adds to growth."""

from __future__ import annotations

__all__ = ["ROUNDING", "Part", "compose"]

from dataclasses import dataclass

from statbook.analysis.derive import base, contribution, growth, share
from statbook.analysis.quantity import Quantity, printed
from statbook.store import Cut, Node, Observation, Store

ROUNDING = {"en": "Rounding", "zh": "舍入"}
"""What a cut whose parts are all of the whole leaves over."""


@dataclass(frozen=True)
class Part:
    """One piece of a cut.

    level is the piece now; base the piece in the period compared with, None where no growth is printed for it;
    rest marks what the printed parts leave over, exhausts that this can only be rounding.
    """

    cut: str
    members: tuple[tuple[str, str], ...]
    names: dict[str, str]
    level: Quantity
    base: Quantity | None
    whole: Part | None
    rest: bool = False
    exhausts: bool = False
    overlap: bool = False

    @property
    def root(self) -> Part:
        return self.whole.root if self.whole else self

    @property
    def growth(self) -> Quantity | None:
        """Growth in percent: the printed rate of a printed piece, else computed from level and base."""
        if self.base is None:
            return None
        rates = [item for item in self.base.inputs if item.measure == "growth"]
        if not self.rest and len(rates) == 1:
            return printed(rates[0], strict=self.base.strict)
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

    A part whose level is not printed is left in the rest; a rest is given wherever a part was found.
    Empty if the whole, or every part of it, is not printed. Overlapping groups follow, marked as such.
    """
    rows = store.find(theme=cut.theme, indicator=cut.indicator, region=region, period=period, status="actual")
    index = {(row.measure, tuple(sorted(row.broken_down_by.items()))): row for row in rows}

    def found(members: tuple[tuple[str, str], ...]) -> tuple[Quantity, Quantity | None] | None:
        key = tuple((name, code) for name, code in members if code not in ("all", "total"))
        level = index.get(("level", key))
        if level is None:
            return None
        return _pair(level, index.get(("growth", key)), index.get(("difference", key)), strict)

    def build(node: Node, whole: Part | None) -> list[Part]:
        pair = found(node.members)
        if pair is None:
            return []
        here = Part(cut.name, node.members, store.names(cut.theme, cut.indicator, node.members), *pair, whole)
        pieces = [piece for part in node.parts for piece in build(part, here)]
        children = [piece for piece in pieces if piece.whole is here]
        if not children:
            return [here]
        level = here.level
        rest_base = here.base
        for child in children:
            level = level - child.level
            rest_base = rest_base - child.base if rest_base is not None and child.base is not None else None
        names = node.rest or ROUNDING
        before = rest_base.to(here.level.unit, "base") if rest_base is not None else None
        rest = Part(cut.name, node.members, names, level.to(here.level.unit), before, here, True, node.rest is None)
        return [here, *pieces, rest]

    tree = build(cut.root, None)
    if len(tree) < 2:
        return []
    overlapping = []
    for members in cut.overlap:
        pair = found(members)
        if pair is not None:
            overlapping.append(
                Part(cut.name, members, store.names(cut.theme, cut.indicator, members), *pair, tree[0], overlap=True)
            )
    return [*tree, *overlapping]


def _pair(
    level: Observation, growth_row: Observation | None, difference: Observation | None, strict: bool
) -> tuple[Quantity, Quantity | None]:
    now = printed(level, strict=strict)
    if growth_row is not None:
        return now, base(now, printed(growth_row, strict=strict))
    if difference is not None:
        return now, (now - printed(difference, strict=strict)).to(now.unit, "base", now.of)
    return now, None
