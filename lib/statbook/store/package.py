"""The data package: its descriptor data/datapackage.json (Frictionless Data Package v1) and its tables as text."""

import json
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.as_of import KEYS, TablesAsOf, day_of
from statbook.store.yaml_files import RECIPES, read_yaml

NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
INTEGER = r"^[0-9]+$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
"""Control characters that XML, and so SVG, does not allow."""
FORMS = {"number": NUMBER, "integer": INTEGER, "date": DATE}


@dataclass(frozen=True)
class Package:
    """The data package in *folder*. *day* reads it as of that day; *undated* ignores the day that the folder names."""

    folder: Path
    undated: bool = False
    day: str = ""

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        with Path(self.folder / "datapackage.json").open(encoding="utf-8") as file:
            loaded: dict[str, Any] = json.load(file)
        return loaded

    @cached_property
    def themes(self) -> dict[str, list[str]]:
        """Theme to its dimensions, in the order of the columns."""
        themes: dict[str, list[str]] = self.descriptor["statbook"]["themes"]
        return themes

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        return {resource["name"]: resource for resource in self.descriptor["resources"]}

    @cached_property
    def as_of(self) -> str:
        """The day as of which the tables are read; empty for all that is known."""
        return "" if self.undated else self.day or day_of(self.folder)

    def recipe_keys(self, table: str) -> set[tuple[str, ...]]:
        """The primary keys of the rows that recipes define for *table*."""
        recipes = [read_yaml(self.folder, f"{RECIPES}/{path.name}") for path in (self.folder / RECIPES).glob("*.yaml")]
        rows = [row for recipe in recipes for row in recipe.get("defines", {}).get(table, [])]
        return {tuple(row[column] for column in KEYS[table]) for row in rows}

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The whole tables that have been read so far."""
        return {}

    def fields(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.resources[name]["schema"]["fields"]
        return found

    def primary_key(self, name: str) -> list[str]:
        found: list[str] = self.resources[name]["schema"]["primaryKey"]
        return found

    def path(self, name: str) -> Path:
        return self.folder / str(self.resources[name]["path"])


def read_table(package: Package, name: str) -> pd.DataFrame:
    """The table *name* as text: one column a field, empty cells as "", the line number of the file as index.

    If the package is read as of a day, rows that became known later are left out.
    Raises DataError if the file is missing, is not UTF-8 or has other columns than its schema.
    """
    if not package.as_of:
        return read_whole_table(package, name)
    return TablesAsOf(package.as_of, partial(read_whole_table, package), package.themes, package.recipe_keys).rows(name)


def read_whole_table(package: Package, name: str) -> pd.DataFrame:
    """The table *name* as text, whatever day the package is read as of."""
    if name not in package.tables:
        package.tables[name] = _table(package, name)
    return package.tables[name]


def _table(package: Package, name: str) -> pd.DataFrame:
    path = package.path(name)
    expected = [field["name"] for field in package.fields(name)]
    where = f"{path.parent.name}/{path.name}"
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise DataError([Fault(where, "no file", "the table that datapackage.json names")]) from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError([Fault(where, str(error).strip(), "a CSV file in UTF-8")]) from None
    if list(frame.columns) != expected:
        raise DataError([Fault(f"{where}:1", ", ".join(frame.columns), ", ".join(expected), "Mend the header.")])
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return frame
