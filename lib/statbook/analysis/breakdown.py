"""A whole and the parts that a breakdown divides it into, with the residual and each contribution to growth.

The module is long because a residual can be named only where its parts are found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import sub

from statbook.analysis.derive import base_level, contribution, growth, share
from statbook.analysis.quantity import Quantity, printed_quantity
from statbook.messages import Words, join_words, languages, say
from statbook.store import WHOLE, Breakdown, Category, Observation, Store

Members = tuple[tuple[str, str], ...]

ROUNDING = Words({"en": "Rounding", "zh": "舍入"})
"""The name of a residual where the categories cover the whole."""


@dataclass(frozen=True)
class Part:
    """A category of a breakdown, its whole, or its residual, in one region and period.

    level     the quantity now; base the quantity in the base period, None if nothing gives it
    whole     the part that it is a part of; None for the root
    residual  whether it is what the printed categories leave over
    exhausts  whether that can only be rounding, since the categories cover the whole
    overlap   whether it belongs to groups that overlap and do not add up
    rate      the printed growth
    fraction  the printed share of the root
    without   for a residual, the members of the categories that were subtracted
    has_name  for a residual, whether its declared name holds for these
    """

    breakdown: str
    members: Members
    names: dict[str, str]
    level: Quantity
    base: Quantity | None
    whole: Part | None
    residual: bool = False
    exhausts: bool = False
    overlap: bool = False
    rate: Observation | None = None
    fraction: Observation | None = None
    without: tuple[Members, ...] = ()
    has_name: bool = True

    @property
    def categories(self) -> dict[str, str]:
        """Dimension to member, without the members that stand for a whole dimension."""
        return {name: code for name, code in self.members if code not in WHOLE}

    @property
    def root(self) -> Part:
        return self.whole.root if self.whole else self

    @property
    def growth(self) -> Quantity | None:
        """Growth in percent: as printed, else computed from level and base."""
        if self.base is None:
            return None
        if not self.residual and self.rate is not None:
            return printed_quantity(self.rate, strict=self.base.strict)
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
    def stated_part(self) -> Quantity:
        """Share of the root now, in percent: as printed, else computed."""
        return self.part if self.fraction is None else printed_quantity(self.fraction, strict=self.level.strict)

    @property
    def base_part(self) -> Quantity | None:
        """Share of the root in the base period, in percent."""
        if self.base is None or self.root.base is None:
            return None
        return share(self.base, self.root.base).to("percent", "base_part")


def break_down(store: Store, breakdown: Breakdown, *, region: str, period: str, strict: bool = False) -> list[Part]:
    """The parts of *breakdown* that are printed for *region* and *period*: the whole, the categories in their order,
    each residual behind its categories, then the overlapping groups.

    A category that is not printed stays in the residual, and its own categories count for its whole. The list is empty
    if the whole, or every category, is not printed.
    """
    levels = _Levels(store, breakdown, region, period, strict)

    def build(category: Category, whole: Part | None) -> list[Part]:
        here = levels.part(category.members, whole)
        if here is None:
            return [part for inner in category.parts for part in build(inner, whole)] if whole is not None else []
        parts = [part for inner in category.parts for part in build(inner, here)]
        children = [part for part in parts if part.whole is here]
        return [here, *parts, _residual(breakdown, category, here, children)] if children else [here]

    tree = build(breakdown.root, None)
    if len(tree) < 2:
        return []
    groups = (levels.part(members, tree[0]) for members in breakdown.overlap)
    return [*tree, *(replace(group, overlap=True) for group in groups if group is not None)]


def _residual(breakdown: Breakdown, category: Category, whole: Part, children: list[Part]) -> Part:
    """What *children* leave over of *whole*, under the name that holds for it."""
    unit = whole.level.unit
    level = reduce(sub, (child.level for child in children), whole.level)
    bases = [part.base for part in (whole, *children) if part.base is not None]
    before = reduce(sub, bases) if len(bases) == len(children) + 1 else None
    without = tuple(child.members for child in children)
    codes = {code for members in without for _, code in members}
    exhausts = category.residual is None and len(children) == len(category.parts)
    has_name = exhausts or (category.residual is not None and codes.issuperset(category.residual_of))
    return Part(
        breakdown.name,
        category.members,
        (category.residual or ROUNDING) if has_name else _all_but(children),
        level.to(unit),
        before.to(unit, "base") if before is not None else None,
        whole,
        residual=True,
        exhausts=exhausts,
        without=without,
        has_name=has_name,
    )


def _all_but(parts: list[Part]) -> dict[str, str]:
    """The name of what is left without *parts*."""
    names = {lang: [part.names[lang] for part in parts] for lang in languages()}
    found = {lang: _without(named) for lang, named in names.items()}
    return found | {"zh": f"除{'、'.join(names['zh'])}以外"}


def _without(names: list[str]) -> str:
    """The name of what is left without these *names*."""
    *others, last = names
    if not others:
        return say("All but {name}", name=last)
    return say("All but {names} and {last}", names=join_words(others, ", "), last=last)


class _Levels:
    """The printed levels of a breakdown's categories, with those of the base period."""

    def __init__(self, store: Store, breakdown: Breakdown, region: str, period: str, strict: bool) -> None:
        self.store, self.breakdown, self.strict = store, breakdown, strict
        wanted = {"theme": breakdown.theme, "indicator": breakdown.indicator, "region": region, "status": "actual"}
        rows = store.find(None, period=period, **wanted)
        self.rows = {(row.measure, _key(row.members)): row for row in rows}
        self.before: dict[object, Observation] = {}
        moved = [row for row in rows if row.measure in ("growth", "difference")]
        for row in moved:
            level = self.rows.get(("level", _key(row.members)))
            then = store.find(None, period=row.base_period, **wanted)
            earlier = level and earlier_level(then, level, row.base_period)
            if earlier:
                self.before[_key(row.members)] = earlier
        # Printed and implied levels of the base period do not add up, so either all are printed or none is used.
        if any(("level", _key(row.members)) in self.rows and _key(row.members) not in self.before for row in moved):
            self.before = {}

    def part(self, members: Members, whole: Part | None) -> Part | None:
        """The part of *members*; None if its level is not printed."""
        key = _key(members)
        level, rate, step = (self.rows.get((measure, key)) for measure in ("level", "growth", "difference"))
        if level is None:
            return None
        now = printed_quantity(level, strict=self.strict)
        before = base_level(now, self.before.get(key), rate, step, self.store.units)
        names = self.store.names(self.breakdown.theme, self.breakdown.indicator, members)
        fraction = self._fraction(key) if whole is not None else None
        return Part(self.breakdown.name, members, names, now, before, whole, rate=rate, fraction=fraction)

    def _fraction(self, key: Members) -> Observation | None:
        """The printed share of the members *key*, if it is one of the whole that the breakdown divides."""
        row = self.rows.get(("share", key))
        if row is None:
            return None
        dimension, _, code = row.of.partition("=")
        above = _key(tuple((name, code if name == dimension else own) for name, own in row.members))
        return row if above == _key(self.breakdown.root.members) else None


def _key(members: Members) -> Members:
    return tuple(sorted((name, code) for name, code in members if code not in WHOLE))


def earlier_level(rows: Iterable[Observation], level: Observation, period: str) -> Observation | None:
    """The row of *rows* that prints for *period* what *level* prints for its own period."""
    alike = ("indicator", "region", "members", "timing", "measure", "unit", "status")
    found = (row for row in rows if all(getattr(row, name) == getattr(level, name) for name in alike))
    return next((row for row in found if row.period == period), None)
