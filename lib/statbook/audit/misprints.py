"""The smallest misprint that would explain a contradiction."""

from __future__ import annotations

__all__ = ["Mend", "altered", "mends"]

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from statbook.audit.relation import Relation
from statbook.audit.verdict import CANNOT_TELL, CONTRADICTS, judged
from statbook.store import Observation

_NUMBER = re.compile(r"\d[\d,，\s]*(?:\.[\d\s]+)?")


@dataclass(frozen=True)
class Mend:
    """One printed digit read as another, so that a contradiction goes: the figure as it stands, and as it would."""

    figure: Observation
    instead: Observation
    breaks: int
    """How many other relations of the figure would then be contradicted."""

    @property
    def size(self) -> float:
        """The change in parts of the figure."""
        return abs(float((self.instead.value - self.figure.value) / self.figure.value))


def altered(row: Observation) -> Iterator[Observation]:
    """The figure with each of its printed digits replaced by each other digit, in value and in print.

    Nothing for words, fractions and ranges, which are not one number in digits. No number gains a leading zero.
    """
    match = _NUMBER.search(row.printed)
    if not match or "/" in row.printed or not row.value or row.value_to is not None:
        return
    number = Decimal(re.sub(r"[,，\s]", "", match[0]))
    if not number:
        return
    scale = row.value / number
    for place in range(*match.span()):
        digit = row.printed[place]
        if not digit.isdecimal():
            continue
        for other in "0123456789":
            text = row.printed[:place] + other + row.printed[place + 1 :]
            written = re.sub(r"[,，\s]", "", text[match.start() : match.end()])
            if other == digit or (written[0] == "0" and written[1:2].isdecimal()) or not Decimal(written):
                continue
            yield replace(row, value=scale * Decimal(written), printed=text)


def mends(relation: Relation, others: Iterable[Relation]) -> list[Mend]:
    """The single digits whose change mends *relation*, the best first.

    *others* are all relations; a change that contradicts none of them comes before one that does, then the smaller one.
    """
    found = []
    near = [other for other in others if other.key != relation.key]
    for figure in relation.figures:
        mine = [other for other in near if figure.obs in {row.obs for row in other.figures}]
        for instead in altered(figure):
            if judged(relation.with_figure(instead)).said in (CONTRADICTS, CANNOT_TELL):
                continue
            breaks = sum(judged(other.with_figure(instead)).said == CONTRADICTS for other in mine)
            found.append(Mend(figure, instead, breaks))
    return sorted(found, key=lambda mend: (mend.breaks, mend.size, mend.instead.obs))
