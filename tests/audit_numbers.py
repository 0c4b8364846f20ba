"""Printed numbers and relations, written as literals, for the tests of the audit and of keys."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pandas as pd

import orchard_book
from statbook.analysis import printed_quantity, share
from statbook.audit import (
    Relation,
)
from statbook.project.paths import Book
from statbook.store import Breakdown, Category, Observation, Package, Store


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


def table(text: str) -> pd.DataFrame:
    """A table of strings from CSV."""
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)


UNITS = table(orchard_book.UNITS).set_index("unit", drop=False)
INDICATORS = table("indicator,name_en,name_zh,kind\ni,Things,物,flow\n").set_index("indicator", drop=False)
MEMBERS = table(
    "dimension,code,name_en,name_zh,parents,parents_if\nregion,P,Place,某地,,\nregion,Q,Quarter,一区,,\npart,a,apples,苹果,,\npart,b,berries,莓,,\npart,c,cherries,樱桃,,\nowner,o,owners,所有者,,\n"
).set_index(["dimension", "code"], drop=False)
NO_PRINTS = table("obs,source,printed,value,unit,bound,step\n")


def part(code: str, text: str, measure: str = "level", period: str = "2025", **more: object) -> Observation:
    """A printed number of a part of `w`, or of `w` itself; growth is against 2024, a share is one of all parts."""
    plain: dict[str, object] = {"members": (("part", "all" if code == "w" else code),), "period": period}
    plain |= {"measure": measure} | ({"base_period": "2024"} if measure in ("growth", "difference") else {})
    plain |= {"of": "part=all"} if measure == "share" else {}
    unit = "percent" if text.endswith("%") else "CNY"
    value = str(more.pop("value", text.rstrip("%")))
    return number(f"{code}.{measure}.{period}", text, value, unit, **plain | more)


def store_of(*rows: Observation, **known: object) -> Store:
    """A store of these observations alone; *known* are its sections, all others empty."""
    package = Package(Path("made-up"))
    vars(package).update(themes={"t": ["part", "owner"]}, descriptor={"statbook": {"country": "P"}})
    store = Store(package)
    empty: dict[str, object] = {
        "identities": [],
        "relations": [],
        "corrections": [],
        "breakdowns": {},
        "formulas": {},
        "waivers": {},
    }
    empty |= {"orders": [], "lists": [], "not_nested": [], "prints": NO_PRINTS, "recipe_indicators": frozenset()}
    tables = {"units": UNITS, "indicators": INDICATORS, "members": MEMBERS}
    vars(store).update(empty | tables | {"observations": rows, "history": rows} | known)
    return store


def parts_of(*codes: str, rest: bool = False, net: bool = False, name: str = "parts") -> dict[str, Breakdown]:
    """The breakdown of `w` into *codes*, which cover it unless there is a *rest*."""
    parts = tuple(Category((("part", code),)) for code in codes)
    root = Category((("part", "all"),), parts, {"en": "rest", "zh": "其他"} if rest else None)
    return {name: Breakdown(name, "t", "i", {"en": "by part", "zh": "按部分"}, root, net=net)}
