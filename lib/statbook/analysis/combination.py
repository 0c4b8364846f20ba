"""Quantities that one operation combines, checked by the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from statbook.analysis.quantity import Quantity
from statbook.rules import RuleInputs, Waiver, check


@dataclass(frozen=True)
class Combination:
    """Quantities for one operation (*act*) of `statbook.rules.ACTS`; None stands for one that is not printed.

    implied  quantities of a series that are drawn apart from it, as derived
    years    over how many years a rate is spread
    """

    act: str
    quantities: tuple[Quantity | None, ...]
    implied: tuple[Quantity | None, ...] = ()
    years: float = 1.0

    @classmethod
    def of(
        cls, act: str, quantities: Iterable[Quantity | None], implied: Iterable[Quantity | None] = ()
    ) -> Combination:
        """The same from any iterables."""
        return cls(act, tuple(quantities), tuple(implied))

    def check(self) -> tuple[Waiver, ...]:
        """The waivers that the combination needs. Raises MixedNumbers if it breaks a rule without a waiver.

        Quantities without a rule input are ignored. Operations with fixed parts are only checked if each part is a
        single number.
        """
        sides, implied = (
            tuple(q.rule_inputs for q in group if q is not None and q.rule_inputs)
            for group in (self.quantities, self.implied)
        )
        fixed_parts = self.act in ("based", "compared", "yearly")
        if not sides or (fixed_parts and [len(side) for side in sides] != [1] * len(self.quantities)):
            return ()
        return check(RuleInputs(self.act, sides, implied, self.years))
