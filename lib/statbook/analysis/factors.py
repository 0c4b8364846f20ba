"""A product of two factors at two dates, and what each factor added to its growth."""

from __future__ import annotations

from dataclasses import dataclass

from statbook.analysis.derive import annual_growth, growth
from statbook.analysis.quantity import Quantity, constant


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
