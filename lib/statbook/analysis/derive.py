"""Quantities that one operation combines, and quantities derived from printed levels, growth rates and differences.

All functions take and return quantities, and raise MixedNumbers if a rule of `statbook.rules` is broken. Growth and
shares are in percent, contributions in percentage points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from statbook.analysis.quantity import Quantity, constant, printed_quantity
from statbook.rules import RATIOS, RuleInputs, Waiver, check
from statbook.store import Observation


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


def base(level: Quantity, growth_rate: Quantity) -> Quantity:
    """The level of the period compared with, implied by level and growth: level / (1 + growth / 100)."""
    waived = Combination("based", (level, growth_rate)).check()
    return (level / (1 + growth_rate / 100)).to(level.unit, "base", level.of, waived)


def base_of_difference(level: Quantity, difference: Quantity, units: pd.DataFrame) -> Quantity:
    """The level of the period compared with, where the absolute change is printed: level less difference.

    The change may be printed in another unit than the level (basis points of a rate in percent).
    """
    sorts = [str(units.at[quantity.unit, "quantity"]) for quantity in (level, difference)]
    if difference.unit != level.unit and (sorts[0] == sorts[1] or {*sorts} <= {*RATIOS}):
        factors = [float(str(units.at[unit, "factor"])) for unit in (difference.unit, level.unit)]
        difference = (difference * (factors[0] / factors[1])).to(level.unit)
    return (level - difference).to(level.unit, "base", level.of)


def base_level(
    level: Quantity,
    earlier: Observation | None,
    growth_rate: Observation | None,
    difference: Observation | None,
    units: pd.DataFrame,
) -> Quantity | None:
    """The level of the base period: as printed (*earlier*), else implied by growth, else by the difference."""
    if earlier is not None:
        return printed_quantity(earlier, strict=level.strict)
    if growth_rate is not None:
        return base(level, printed_quantity(growth_rate, strict=level.strict))
    if difference is not None:
        return base_of_difference(level, printed_quantity(difference, strict=level.strict), units)
    return None


def change(level: Quantity, base_level: Quantity) -> Quantity:
    """Level less base, in the unit of the level."""
    return (level - base_level).to(level.unit, "change", level.of)


def growth(level: Quantity, base_level: Quantity) -> Quantity:
    """Change in percent of the base."""
    waived = Combination("compared", (level, base_level)).check()
    return ((level / base_level - 1) * 100).to("percent", "growth", level.of, waived)


def contribution(part: Quantity, part_base: Quantity, whole_base: Quantity) -> Quantity:
    """What a part adds to the growth of its whole, in percentage points: change of the part / base of the whole."""
    return ((part - part_base) / whole_base * 100).to("percentage_point", "points", part.of)


def share(part: Quantity, whole: Quantity) -> Quantity:
    """The part in percent of the whole."""
    return (part / whole * 100).to("percent", "part", part.of)


def annual_growth(growth_rate: Quantity, years: float) -> Quantity:
    """The yearly rate that gives *growth_rate* over *years*: geometric mean, in percent."""
    waived = Combination("yearly", (growth_rate,), years=years).check()
    return (((1 + growth_rate / 100) ** (1 / years) - 1) * 100).to("percent", "annual", waivers=waived)


@dataclass(frozen=True)
class Sides:
    """A product (*area*) and its factors at one date, as the sides of a rectangle; *period* in words."""

    wide: Quantity
    tall: Quantity
    area: Quantity
    period: str = ""

    @classmethod
    def of(cls, wide: Quantity | None, tall: Quantity | None, area: Quantity | None, period: str = "") -> Sides | None:
        """The sides; None if one of them is not printed."""
        if wide is None or tall is None or area is None:
            return None
        return cls(wide, tall, area, period)


def factor_contributions(then: Sides, now: Sides) -> dict[str, Quantity]:
    """What more of `wide`, more of `tall`, and `both` together added to the area, in its unit.

    The three are the change of the area; factors in percent of a base are read as parts of a hundred.
    """
    per = 100 if now.area.unit == "percent" else 1
    wider, taller = now.wide - then.wide, now.tall - then.tall
    pieces = {"wide": wider * then.tall, "tall": then.wide * taller, "both": wider * taller}
    return {name: (piece / per).to(now.area.unit) for name, piece in pieces.items()}


def index_to_hundred(then: Sides, now: Sides, *, years: float = 1.0) -> tuple[Sides, Sides]:
    """Both dates as an index, *then* = 100; with *years*, after an average one of them. In percent of *then*."""
    hundred = constant(100, "percent")
    pairs = ((now.wide, then.wide), (now.tall, then.tall), (now.area, then.area))
    grown = [growth(*pair) for pair in pairs]
    rates = grown if years == 1.0 else [annual_growth(rate, years) for rate in grown]
    wide, tall, area = ((rate + 100).to("percent") for rate in rates)
    return Sides(hundred, hundred, hundred, then.period), Sides(wide, tall, area, now.period)
