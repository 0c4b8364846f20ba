"""The files of data/ in memory: its tables by their keys, its YAML files, and what recipes define."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.messages import WRITTEN, in_languages, say, spoken
from statbook.store.breakdowns import Breakdown, load_breakdowns
from statbook.store.package import Package, read_table
from statbook.store.recipes import Row, load_recipes, merge_cuts, merge_definitions
from statbook.store.yaml_files import read_yaml


def _table(name: str, *, by_key: bool = True) -> cached_property[pd.DataFrame]:
    """A property with the table *name*, with its primary key as index, or the line numbers of the file."""

    def read(files: DataFiles) -> pd.DataFrame:
        table = with_words(read_table(files.package, name))
        return table.set_index(files.package.primary_key(name), drop=False) if by_key else table

    return cached_property(read)


def with_words(table: pd.DataFrame) -> pd.DataFrame:
    """*table* with columns of words in the language that is spoken, if data are not written in it."""
    language = spoken()
    if language in WRITTEN:
        return table
    english = [str(column) for column in table if str(column).endswith("_en")]
    found = {f"{column.removesuffix('_en')}_{language}": table[column].map(say) for column in english}
    return table.assign(**found)


@dataclass(frozen=True)
class DataFiles:
    """The tables and YAML files of *package*. Each is read when it is first asked for."""

    package: Package
    _yaml: dict[str, Any] = field(default_factory=dict, compare=False, repr=False, kw_only=True)

    indicators = _table("indicators")
    members = _table("members")
    units = _table("units")
    sources = _table("sources")
    events = _table("events")
    statements = _table("statements")
    coverage = _table("coverage", by_key=False)
    prints = _table("prints", by_key=False)
    changes = _table("changes", by_key=False)

    @property
    def folder(self) -> Path:
        """The folder of the data."""
        return self.package.folder

    @property
    def themes(self) -> list[str]:
        return [*self.package.themes]

    @property
    def country(self) -> str:
        """The region that a key means if several regions fit and none is named; may be empty."""
        return str(self.package.descriptor["statbook"].get("country", ""))

    @cached_property
    def cells_of_units(self) -> dict[str, Any]:
        """The cells of the table of units, by the code of the unit and the column; quicker to ask than the table."""
        return {row["code"]: row for row in self.units.reset_index(names="code").to_dict("records")}

    @cached_property
    def cells_of_indicators(self) -> dict[str, Any]:
        """The cells of the table of indicators, by the code of the indicator and the column."""
        return {row["code"]: row for row in self.indicators.reset_index(names="code").to_dict("records")}

    @cached_property
    def cells_of_sources(self) -> dict[str, Any]:
        """The cells of the table of sources, by the code of the article and the column."""
        return {row["code"]: row for row in self.sources.reset_index(names="code").to_dict("records")}

    @cached_property
    def recipe_definitions(self) -> dict[str, dict[tuple[str, ...], Row]]:
        """Everything that the recipes define, by table and key, whether data/ holds it or not."""
        return merge_definitions(load_recipes(self.package.folder).values())

    def recipes_bring(self, indicator: str, codes: list[str]) -> bool:
        """Whether a recipe defines an indicator and its members, so that an addition may bring a number of these."""
        defined = self.recipe_definitions
        known = {code for _, code in [*self.members.index, *defined["members"]]}
        return (indicator,) in defined["indicators"] and known.issuperset(codes)

    @cached_property
    def recipe_cuts(self) -> dict[str, dict[str, Any]]:
        """The breakdowns that recipes define and cuts.yaml does not have yet, as its entries, by name."""
        known = {entry["cut"]: entry for entry in self.read_yaml("cuts.yaml")}
        return merge_cuts(load_recipes(self.package.folder).values(), known)

    @cached_property
    def breakdowns(self) -> dict[str, Breakdown]:
        """The breakdowns of cuts.yaml by name."""
        return load_breakdowns(self.package.folder)

    def read_yaml(self, name: str) -> Any:
        """The content of the YAML file *name*, read once. Raises DataError if it does not conform to its schema."""
        if name not in self._yaml:
            self._yaml[name] = in_languages(read_yaml(self.package.folder, name))
        return self._yaml[name]

    @cached_property
    def formulas(self) -> dict[str, dict[str, Any]]:
        """Named formulas that are not breakdowns, by key."""
        return {entry["key"]: entry for entry in self.read_yaml("identities.yaml")["formulas"]}

    def captions(self, chapter: str) -> dict[str, Any]:
        """The words on the charts of *chapter*, in each language of the book (captions/<chapter>.yaml)."""
        return dict(self.read_yaml(f"captions/{chapter}.yaml"))
