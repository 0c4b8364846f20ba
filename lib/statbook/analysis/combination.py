"""Quantities brought together, as the rules see them."""

from __future__ import annotations

__all__ = ["Gathered"]

from collections.abc import Iterable
from dataclasses import dataclass

from statbook.analysis.quantity import Quantity
from statbook.rules import Waiver, check


@dataclass(frozen=True)
class Gathered:
    """Quantities brought together for an act of `statbook.rules`; those that are not printed are None.

    implied  those of a series that are drawn apart from it, as derived
    years    over how many years a rate is spread
    """

    act: str
    quantities: tuple[Quantity | None, ...]
    implied: tuple[Quantity | None, ...] = ()
    years: float = 1.0

    @classmethod
    def of(cls, act: str, quantities: Iterable[Quantity | None], implied: Iterable[Quantity | None] = ()) -> Gathered:
        """The same from any iterables."""
        return cls(act, tuple(quantities), tuple(implied))

    def check(self) -> tuple[Waiver, ...]:
        """The rules that this breaks knowingly. Raises MixedFigures where a rule is broken for no reason.

        Quantities that speak of no figure are left aside; where they play different parts, each must speak of one.
        """
        sides = [q.figures for q in self.quantities if q is not None and q.figures]
        apart = [q.figures for q in self.implied if q is not None and q.figures]
        singly = self.act in ("based", "compared", "yearly")
        if not sides or (singly and [len(side) for side in sides] != [1] * len(self.quantities)):
            return ()
        return check(self.act, *sides, implied=tuple(apart), years=self.years)
