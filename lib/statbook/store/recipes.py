"""Recipes: how a stranger's table is read (data/recipes/*.yaml), and what they define that data/ does not hold yet.

A definition stands in one recipe and serves all of them: two tables may print the same series.
"""

from __future__ import annotations

__all__ = ["Definitions", "Recipe", "load_recipe", "load_recipes"]

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from statbook.errors import DataError, Fault
from statbook.store.yaml_files import RECIPES, declared

Row = Mapping[str, str]


@dataclass(frozen=True)
class Recipe:
    """How one kind of table is read; *told* is the file as schemas/recipe.json wants it."""

    name: str
    told: Mapping[str, Any]

    @property
    def where(self) -> str:
        return f"data/{RECIPES}/{self.name}.yaml"

    @property
    def theme(self) -> str:
        return str(self.told["theme"])

    @property
    def source(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.told["source"]
        return found

    @property
    def values(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.told["values"]
        return found

    def defined(self, table: str) -> list[Row]:
        """Rows that the recipe defines for `indicators`, `members` or `units`."""
        found: list[Row] = self.told.get("defines", {}).get(table, [])
        return found


@dataclass(frozen=True)
class Definitions:
    """What all recipes of a book define, by key. Raises DataError if two define one thing differently."""

    recipes: tuple[Recipe, ...]

    def rows(self, table: str) -> dict[tuple[str, ...], Row]:
        """The rows for `indicators`, `members` or `units` by their key."""
        return self._rows[table]

    @cached_property
    def _rows(self) -> dict[str, dict[tuple[str, ...], Row]]:
        keys = {"indicators": ("indicator",), "members": ("dimension", "code"), "units": ("unit",)}
        found: dict[str, dict[tuple[str, ...], Row]] = {}
        faults = []
        for table, names in keys.items():
            rows = found.setdefault(table, {})
            for recipe in self.recipes:
                for row in recipe.defined(table):
                    key = tuple(row.get(name, "") for name in names)
                    if rows.setdefault(key, row) != row:
                        where = f"{recipe.where}: defines: {table}: {', '.join(key)}"
                        faults.append(Fault(where, "another definition than in another recipe", "one definition"))
        if faults:
            raise DataError(faults)
        return found


def load_recipes(data: Path) -> dict[str, Recipe]:
    """The recipes of the folder *data* by name. Raises DataError if one is not as its schema wants it."""
    names = sorted(path.stem for path in (data / RECIPES).glob("*.yaml"))
    return {name: load_recipe(data, name) for name in names}


def load_recipe(data: Path, name: str) -> Recipe:
    """The recipe *name*. Raises DataError if it is not there or is not as its schema wants it."""
    return Recipe(name, declared(data, f"{RECIPES}/{name}.yaml"))
