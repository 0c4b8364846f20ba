"""A fact: a number that the data print, or that follows from them, with the place that a draft may name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from statbook.analysis import Quantity, printed_quantity
from statbook.messages import bracket, spoken
from statbook.prose.number_words import quantity_in_words, resolution
from statbook.store import WHOLE, Observation, Store, exact_interval, name_of, rounding_unit

Members = frozenset[tuple[str, str]]
ANY = ""
"""The measure of a formula, which says none."""
OF_A_WHOLE = ("share", "share_change", "contribution", "growth_gap")
"""Measures that are of a whole."""


@dataclass(frozen=True)
class Place:
    """What a number is of: the columns of data/ that a draft must name.

    whole  of a share, what it is a share of: indicator, region and members; None if it is no share, or not said
    """

    indicator: str
    members: Members
    region: str
    period: str
    measure: str
    base_period: str = ""
    whole: Members | None = None


@dataclass(frozen=True)
class Fact:
    """A number of the data.

    key, anchor  how a sentence names it, and its entry in the evidence
    words        its value as the book writes it
    value        exact; of a computed bound its closed end. low and high are what rounding allows
    fine         the unit of the last digit worth writing; None if nothing says so
    printed      the printed forms that it rests on
    formula      of a computed number; empty for a printed one
    """

    key: str
    anchor: str
    name: str
    place: Place
    words: str
    unit: str
    value: Decimal
    value_to: Decimal | None
    low: Decimal
    high: Decimal
    fine: Decimal | None
    bound: str
    status: str
    source: str
    printed: str
    formula: str
    quantity: Quantity

    @property
    def is_printed(self) -> bool:
        return not self.formula


def key_of(row: Observation, measure: str = "") -> str:
    """The key of a printed number, or of what is derived from it."""
    measure = measure or ("" if row.measure == "level" else row.measure)
    name = ".".join(filter(None, (row.indicator, *row.broken_down_by.values(), measure)))
    return f"{name}@{row.region}@{row.period}"


def plain_members(members: Iterable[tuple[str, str]]) -> Members:
    """The members that take something apart."""
    return frozenset((name, code) for name, code in members if code not in WHOLE)


def whole_of(indicator: str, region: str, members: Members, of: str) -> Members | None:
    """What a share is a share of, where *of* says how the whole differs from the number itself."""
    name, _, code = of.partition("=")
    if not code:
        return None
    named = {"indicator": indicator, "region": region, **dict(members)} | {name: code}
    return plain_members(named.items())


def printed_fact(store: Store, row: Observation) -> Fact:
    """The fact that a row of data/ is."""
    low, high = exact_interval(row)
    members, quantity = plain_members(row.members), printed_quantity(row)
    whole = whole_of(row.indicator, row.region, members, row.of) if row.measure in OF_A_WHOLE else None
    return Fact(
        key=key_of(row),
        anchor=row.anchor,
        name=name_of(store, row, spoken()),
        place=Place(row.indicator, members, row.region, row.period, row.measure, row.base_period, whole),
        words=bracket(quantity_in_words(quantity, store.units, spoken()), row.printed_compact),
        unit=row.unit,
        value=row.value,
        value_to=row.value_to,
        low=low,
        high=high,
        fine=rounding_unit(row),
        bound=row.bound,
        status=row.status,
        source=row.source,
        printed=row.printed_compact,
        formula="",
        quantity=quantity,
    )


def computed_fact(store: Store, key: str, name: str, quantity: Quantity, place: Place) -> Fact:
    """The fact that arithmetic with printed numbers gives."""
    statuses = {item.status for item in quantity.inputs} - {"actual"}
    return Fact(
        key=key,
        anchor=quantity.anchor,
        name=name,
        place=place,
        words=quantity_in_words(quantity, store.units, spoken()),
        unit=quantity.unit,
        value=_exact(quantity.end),
        value_to=None,
        low=_exact(quantity.low),
        high=_exact(quantity.high),
        fine=resolution(quantity),
        bound=quantity.bound,
        status=min(statuses, default="actual"),
        source=", ".join(dict.fromkeys(item.source for item in quantity.inputs)),
        printed="; ".join(item.printed_compact for item in quantity.inputs),
        formula=quantity.formula,
        quantity=quantity,
    )


def _exact(number: float) -> Decimal:
    """A computed number without the dust of binary arithmetic."""
    return Decimal(f"{number:.12g}")
