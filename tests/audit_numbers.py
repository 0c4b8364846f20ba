"""Printed numbers and relations, written as literals, for the tests of the audit."""

from __future__ import annotations

import csv
from decimal import Decimal

from statbook.analysis import printed_quantity, share
from statbook.audit import (
    Relation,
)
from statbook.project.paths import Book
from statbook.store import Observation


def rewritten(book: Book, table: str, obs: str, **cells: str) -> None:
    """Change cells of one row of a copy of the data."""
    path = book.data / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["obs"] == obs:
            row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def number(name: str, text: str, value: float | str, unit: str = "CNY", **more: object) -> Observation:
    plain: dict[str, object] = dict(theme="t", indicator="i", region="P", period="2025", timing="over")
    plain |= {"members": (("part", name),)}
    plain |= dict(measure="level", bound="exact", status="actual", source="s", offset=0, known_from="2026-01-01")
    return Observation(obs=name, printed=text, value=Decimal(str(value)), unit=unit, **(plain | more))  # type: ignore[arg-type]


def sum_of(whole: Observation, *parts: Observation, sense: str = "equal") -> Relation:
    first, *others = (printed_quantity(part) for part in parts)
    for other in others:
        first = first + other
    return Relation("sum", whole, first, sense)


def share_of(rate: Observation, part: Observation, whole: Observation) -> Relation:
    return Relation("share", rate, share(printed_quantity(part), printed_quantity(whole)))
