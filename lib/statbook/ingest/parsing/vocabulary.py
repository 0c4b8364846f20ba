"""The codes that an incoming table may use: those of data/, and those that recipes define."""

from __future__ import annotations

__all__ = ["Known", "near"]

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import alike
from statbook.store import Definitions, Store, load_recipes

Row = Mapping[str, str]


def near(name: str, known: Iterable[str]) -> str:
    """The advice to take one of the *known* names that is nearly *name*; empty if none is."""
    found = get_close_matches(name, list(known), n=2, cutoff=0.6) if name else []
    return f"Near to it: {', '.join(found)}." if found else ""


@dataclass(frozen=True)
class Known:
    """Indicators, members and units by their keys, as rows of their tables."""

    store: Store

    @cached_property
    def definitions(self) -> Definitions:
        return Definitions((*load_recipes(self.store.package.folder).values(),))

    @cached_property
    def indicators(self) -> dict[str, Row]:
        defined = {key[0]: row for key, row in self.definitions.rows("indicators").items()}
        return defined | {row["indicator"]: row for row in _rows(self.store.indicators)}

    @cached_property
    def units(self) -> dict[str, Row]:
        defined = {key[0]: row for key, row in self.definitions.rows("units").items()}
        return defined | {row["unit"]: row for row in _rows(self.store.units)}

    @cached_property
    def members(self) -> dict[tuple[str, ...], Row]:
        found = dict(self.definitions.rows("members"))
        found.update({(row["dimension"], row["code"]): row for row in _rows(self.store.members)})
        return found

    def faults(self) -> list[Fault]:
        """Definitions of recipes that are no rows of their table: unknown or missing cells, units that nobody has."""
        found = []
        for recipe in self.definitions.recipes:
            for table in ("indicators", "members", "units"):
                fields = self.store.package.fields(table)
                names = [field["name"] for field in fields]
                needed = [field["name"] for field in fields if field.get("constraints", {}).get("required")]
                for number, row in enumerate(recipe.defined(table), 1):
                    where = f"{recipe.where}: defines: {table}, entry {number}"
                    found += [
                        Fault(where, repr(name), f"one of {', '.join(names)}") for name in row if name not in names
                    ]
                    found += [Fault(where, f"no {name!r}", "a row with it") for name in needed if not row.get(name)]
                    if table == "indicators" and row.get("unit", "") not in self.units:
                        found.append(Fault(f"{where}: unit", repr(row.get("unit")), "a code of units.csv"))
                    if table == "indicators" and row.get("theme", "") not in self.store.themes:
                        found.append(
                            Fault(f"{where}: theme", repr(row.get("theme")), f"one of {', '.join(self.store.themes)}")
                        )
        return found

    def codes(self, dimension: str) -> list[str]:
        """The members of *dimension*, with `all`, which is none of the table."""
        return ["all", *(code for name, code in self.members if name == dimension)]

    def by_name(self, dimension: str) -> dict[str, str]:
        """Members of *dimension* by code and by name in either language."""
        found: dict[str, str] = {}
        for (own, code), row in self.members.items():
            if own == dimension:
                found |= {alike(row[column]): code for column in ("name_en", "name_zh", "code")}
        return found | {"all": "all"}


def _rows(table: pd.DataFrame) -> list[Row]:
    return [{str(name): str(cell) for name, cell in row.items()} for row in table.to_dict("records")]
