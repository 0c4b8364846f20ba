"""What the audit would notice: every printed digit altered in turn."""

from __future__ import annotations

__all__ = ["Power", "power"]

from collections.abc import Iterable
from dataclasses import dataclass

from statbook.audit.misprints import altered
from statbook.audit.relation import Relation
from statbook.audit.verdict import CONTRADICTS, judged
from statbook.store import Observation


@dataclass(frozen=True)
class Power:
    """Counts of misprints: one printed digit replaced by another.

    digits     printed digits of all figures; worded: figures left out, whose number is a word, a fraction or a range
    misprints  digits times other digits
    related    those of figures that take part in a relation
    caught     those after which a relation contradicts that did not before
    by_identity  identity: misprints of figures in a relation of that kind, and those that such a relation catches
    always, sometimes  digits of related figures of which every, or some, misprint is caught
    """

    figures: int
    worded: int
    digits: int
    misprints: int
    related_figures: int
    related_digits: int
    related: int
    caught: int
    always: int
    sometimes: int
    by_identity: dict[str, tuple[int, int]]

    @property
    def outside(self) -> int:
        """Digits of figures that take part in no relation."""
        return self.digits - self.related_digits

    @property
    def never(self) -> int:
        """Digits of related figures of which no misprint is caught: rounding hides them, or a bound is one-sided."""
        return self.related_digits - self.always - self.sometimes


def power(figures: Iterable[Observation], relations: Iterable[Relation]) -> Power:
    """Alter every printed digit of *figures* and judge the *relations* of each again."""
    of: dict[str, list[Relation]] = {}
    for relation in relations:
        if judged(relation).said != CONTRADICTS:
            for row in relation.figures:
                of.setdefault(row.obs, []).append(relation)
    count = dict.fromkeys(
        ("figures", "worded", "digits", "misprints", "related_figures", "related_digits", "related", "caught"), 0
    )
    digits: dict[tuple[str, int], list[bool]] = {}
    by_identity: dict[str, tuple[int, int]] = {}
    for row in figures:
        misprints = list(altered(row))
        mine = of.get(row.obs, [])
        count["figures"] += 1
        count["worded"] += not misprints
        count["related_figures"] += bool(mine)
        count["misprints"] += len(misprints)
        count["digits"] += len({_place(row, wrong) for wrong in misprints})
        if not mine:
            continue
        count["related"] += len(misprints)
        for wrong in misprints:
            seen = {r.identity: False for r in mine}
            for relation in mine:
                if judged(relation.with_figure(wrong)).said == CONTRADICTS:
                    seen[relation.identity] = True
            caught = any(seen.values())
            count["caught"] += caught
            digits.setdefault((row.obs, _place(row, wrong)), []).append(caught)
            for identity, noticed in seen.items():
                tried, got = by_identity.get(identity, (0, 0))
                by_identity[identity] = tried + 1, got + noticed
    count["related_digits"] = len(digits)
    always = sum(all(tried) for tried in digits.values())
    some = sum(any(tried) and not all(tried) for tried in digits.values())
    return Power(**count, always=always, sometimes=some, by_identity=by_identity)


def _place(row: Observation, wrong: Observation) -> int:
    """Where in the print the altered digit stands."""
    return next(place for place, (a, b) in enumerate(zip(row.printed, wrong.printed, strict=True)) if a != b)
