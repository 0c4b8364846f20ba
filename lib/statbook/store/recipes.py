"""Recipes: how third-party tables are read (data/recipes/*.yaml), and which codes they define that data/ lacks.

A definition in one recipe serves all of them: two tables may contain the same series.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from statbook.errors import DataError, Fault
from statbook.store.yaml_files import RECIPES, read_yaml, schema_faults

KEYS = {"indicators": ("indicator",), "members": ("dimension", "code"), "units": ("unit",)}
"""The tables that a recipe may add to, and their keys."""
Row = Mapping[str, str]


@dataclass(frozen=True)
class Recipe:
    """How one kind of table is read; *content* is the file, valid against schemas/recipe.json."""

    name: str
    content: Mapping[str, Any]

    @property
    def where(self) -> str:
        return f"data/{RECIPES}/{self.name}.yaml"

    @property
    def theme(self) -> str:
        return str(self.content["theme"])

    @property
    def source(self) -> Mapping[str, str]:
        return dict(self.content["source"])

    @property
    def values(self) -> list[dict[str, Any]]:
        return list(self.content["values"])

    def definitions_of(self, table: str) -> list[Row]:
        """Rows that the recipe defines for `indicators`, `members` or `units`."""
        return list(self.content.get("defines", {}).get(table, []))


def merge_definitions(recipes: Collection[Recipe]) -> dict[str, dict[tuple[str, ...], Row]]:
    """What *recipes* define for each of KEYS, by key. Raises DataError if two definitions of one key differ."""
    found: dict[str, dict[tuple[str, ...], Row]] = {table: {} for table in KEYS}
    faults = []
    for table, names in KEYS.items():
        for recipe in recipes:
            for row in recipe.definitions_of(table):
                key = tuple(row.get(name, "") for name in names)
                if found[table].setdefault(key, row) != row:
                    where = f"{recipe.where}: defines: {table}: {', '.join(key)}"
                    faults.append(Fault(where, "another definition than in another recipe", "one definition"))
    if faults:
        raise DataError(faults)
    return found


def merge_cuts(recipes: Collection[Recipe], known: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The breakdowns that *recipes* define and that are not *known* by name, with the parts of those that they are like.

    Raises DataError if one does not fit the schema of cuts.yaml, or two of one name differ.
    """
    found: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    for recipe in recipes:
        for entry in recipe.content.get("defines", {}).get("cuts", []):
            name, where = entry["cut"], f"{recipe.where}: defines: cuts: {entry['cut']}"
            like = known.get(entry.get("like", ""), {})
            if "like" in entry and not like:
                faults.append(Fault(f"{where}: like", repr(entry["like"]), f"one of {', '.join(known)}"))
                continue
            full = {**like, **{key: value for key, value in entry.items() if key != "like"}}
            faults += [replace(fault, where=where) for fault in schema_faults("cuts", where, [full])]
            if found.setdefault(name, full) != full:
                faults.append(Fault(where, "another definition than in another recipe", "one definition"))
    if faults:
        raise DataError(faults)
    return {name: entry for name, entry in found.items() if name not in known}


def load_recipes(data: Path) -> dict[str, Recipe]:
    """The recipes of the folder *data* by name. Raises DataError if one does not fit its schema."""
    names = sorted(path.stem for path in (data / RECIPES).glob("*.yaml"))
    return {name: load_recipe(data, name) for name in names}


def load_recipe(data: Path, name: str) -> Recipe:
    """The recipe *name*. Raises DataError if it is not there or is not as its schema wants it."""
    return Recipe(name, read_yaml(data, f"{RECIPES}/{name}.yaml"))
