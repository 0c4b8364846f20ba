"""The tables in memory, and the questions one may ask them."""

from __future__ import annotations

__all__ = ["Store"]

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.breakdowns import Cut, load_cuts
from statbook.store.yaml_files import declared
from statbook.store.edition import Edition
from statbook.store.classification import Natures
from statbook.store.observation import Observation
from statbook.store.recipes import Definitions, load_recipes
from statbook.store.loading import figures
from statbook.store.package import Package, read

INDEXED = ("obs", "indicator", "source", "period", "theme")


@dataclass(frozen=True)
class Store:
    """The data of a book. Tables are read when they are first asked for."""

    package: Package

    @classmethod
    def load(cls, data: Path) -> Store:
        """The store of the folder *data*. Raises DataError if there is no data package in it."""
        if not (data / "datapackage.json").is_file():
            raise DataError([Fault(str(data), "no datapackage.json", "the data of a book")])
        return cls(Package(data))

    @property
    def themes(self) -> list[str]:
        return list(self.package.themes)

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Every figure of every theme that is in force: neither replaced by a revision nor withdrawn."""
        return tuple(observation for observation in self.history if not observation.known_to)

    @cached_property
    def history(self) -> tuple[Observation, ...]:
        """The figures in force and those before them, which have a `known_to`."""
        return tuple(
            observation for theme in self.themes for observation in figures(self.package, theme, self._natures)
        )

    @cached_property
    def before(self) -> dict[str, list[Observation]]:
        """Key of a figure to the rows that were in force before, the oldest first."""
        found: dict[str, list[Observation]] = {}
        replaced = (observation for observation in self.history if observation.known_to)
        for row in sorted(replaced, key=lambda row: row.known_from):
            found.setdefault(row.obs, []).append(row)
        return found

    def vintage(self, obs: str, day: str) -> Observation | None:
        """The row that was in force for a figure on *day*, or the first after it; None if there is no such figure."""
        rows = [*self.before.get(obs, []), *filter(None, [self.by_obs.get(obs)])]
        return next((row for row in rows if not row.known_to or day < row.known_to), None)

    @cached_property
    def by_obs(self) -> dict[str, Observation]:
        return {observation.obs: observation for observation in self.observations}

    def find(self, members: dict[str, str] | None = None, **wanted: str) -> list[Observation]:
        """The figures whose columns equal *wanted* and whose dimensions equal *members* (others: not broken down).

        Without *members* the dimensions are not looked at.
        """
        indexed = [self._where[column].get(wanted[column], ()) for column in INDEXED if column in wanted]
        found = []
        for observation in min(indexed, key=len, default=self.observations):
            if any(getattr(observation, column) != code for column, code in wanted.items()):
                continue
            if members is not None and observation.broken_down_by != members:
                continue
            found.append(observation)
        return found

    @cached_property
    def _where(self) -> dict[str, dict[str, list[Observation]]]:
        """The figures by the codes of the columns that most questions name: a book may hold a million."""
        found: dict[str, dict[str, list[Observation]]] = {column: {} for column in INDEXED}
        for observation in self.observations:
            for column, rows in found.items():
                rows.setdefault(getattr(observation, column), []).append(observation)
        return found

    @cached_property
    def undated(self) -> Store:
        """The store of all that is known, where this one is read at a day; else itself."""
        return Store(Package(self.package.folder, undated=True)) if self.package.as_of else self

    def on(self, day: str) -> Store:
        """The store of what was known on *day*."""
        if day not in self._on:
            self._on[day] = Store(Package(self.package.folder, day=day))
        return self._on[day]

    @cached_property
    def _on(self) -> dict[str, Store]:
        """The stores of single days; each is read once."""
        return {}

    @property
    def dated(self) -> bool:
        """Whether this store is read at a day."""
        return self.undated is not self

    def comes_later(self, indicator: str, codes: list[str]) -> bool:
        """Whether figures of *indicator* for these members are not known on the day of this store, but later."""
        if not self.dated:
            return False
        rows = self.undated.find(indicator=indicator)
        return any(sorted(row.broken_down_by.values()) == sorted(codes) for row in rows)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        return read(self.package, "indicators").set_index("indicator", drop=False)

    @cached_property
    def members(self) -> pd.DataFrame:
        return read(self.package, "members").set_index(["dimension", "code"], drop=False)

    @cached_property
    def units(self) -> pd.DataFrame:
        return read(self.package, "units").set_index("unit", drop=False)

    @cached_property
    def sources(self) -> pd.DataFrame:
        return read(self.package, "sources").set_index("source", drop=False)

    @cached_property
    def events(self) -> pd.DataFrame:
        return read(self.package, "events").set_index("event", drop=False)

    @cached_property
    def statements(self) -> pd.DataFrame:
        return read(self.package, "statements").set_index("statement", drop=False)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Which area and purpose each statement speaks of, and whether the text or we say so."""
        return read(self.package, "coverage")

    @cached_property
    def awaited(self) -> frozenset[str]:
        """Indicators that a recipe defines and of which data/ holds no figure yet."""
        defined = {key[0] for key in self.foretold.rows("indicators")}
        return frozenset(defined - {row.indicator for row in self.observations})

    @cached_property
    def foretold(self) -> Definitions:
        """What the recipes define, whether data/ holds it by now or not."""
        return Definitions((*load_recipes(self.package.folder).values(),))

    @cached_property
    def prints(self) -> pd.DataFrame:
        return read(self.package, "prints")

    @cached_property
    def cuts(self) -> dict[str, Cut]:
        return load_cuts(self.package.folder)

    @cached_property
    def formulas(self) -> dict[str, dict[str, Any]]:
        """Named arithmetic that is not a cut (identities.yaml), by key."""
        return {entry["key"]: entry for entry in self.declared("identities.yaml")["formulas"]}

    @property
    def identities(self) -> list[dict[str, Any]]:
        """What printed figures should satisfy, by measure and by cut (identities.yaml)."""
        return self._section("identities")

    @property
    def identity_names(self) -> dict[str, dict[str, str]]:
        """The names of identities by key, in every language of the book."""
        return {entry["identity"]: entry["name"] for entry in self.identities}

    @property
    def relations(self) -> list[dict[str, Any]]:
        """Single figures with the formula that they should satisfy (identities.yaml)."""
        return self._known("relations", "figure")

    @property
    def orders(self) -> list[dict[str, Any]]:
        """Which figure may not exceed which other, and why (identities.yaml)."""
        return self._known("orders", "smaller", "larger")

    @property
    def lists(self) -> list[dict[str, Any]]:
        """Counts with the names that the text gives for them (identities.yaml)."""
        return self._known("lists", "count")

    @property
    def not_nested(self) -> list[dict[str, Any]]:
        """Indicators whose breakdowns do not lie inside one another, and why (identities.yaml)."""
        return self._section("not_nested")

    @property
    def corrections(self) -> list[dict[str, Any]]:
        """Contradictions that an error of the source explains (corrections.yaml)."""
        found: list[dict[str, Any]] = self.declared("corrections.yaml")
        return self._of_the_day(found, "figure")

    @cached_property
    def knowingly(self) -> dict[str, dict[str, dict[str, str]]]:
        """Key to the rules that it breaks on purpose, each with the reason by language (identities.yaml)."""
        found: dict[str, dict[str, dict[str, str]]] = {}
        for waiver in self._section("knowingly"):
            for key in waiver["keys"]:
                found.setdefault(key, {})[waiver["rule"]] = waiver["because"]
        return found

    @property
    def traps(self) -> list[dict[str, Any]]:
        """The examples of the rules, from the data (traps.yaml)."""
        told: list[dict[str, Any]] = self.declared("traps.yaml")
        return told

    def captions(self, chapter: str) -> dict[str, Any]:
        """The words on the figures of *chapter*, in every language of the book (captions/<chapter>.yaml)."""
        words: dict[str, Any] = self.declared(f"captions/{chapter}.yaml")
        return words

    def declared(self, name: str) -> Any:
        """What the YAML file *name* says. Raises DataError if it is not as its schema wants it."""
        if name not in self._declared:
            self._declared[name] = declared(self.package.folder, name)
        return self._declared[name]

    @cached_property
    def _declared(self) -> dict[str, Any]:
        """Files that have been read; each is read once."""
        return {}

    def _known(self, section: str, *columns: str) -> list[dict[str, Any]]:
        return self._of_the_day(self._section(section), *columns)

    def _of_the_day(self, entries: list[dict[str, Any]], *columns: str) -> list[dict[str, Any]]:
        """The entries that name no figure which is known only later than the day of this store."""
        if not self.dated:
            return entries
        later = self.undated.by_obs.keys() - self.by_obs.keys()
        return [entry for entry in entries if not later & {entry[column] for column in columns}]

    def _section(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.declared("identities.yaml")[name]
        return found

    @cached_property
    def changes(self) -> pd.DataFrame:
        """What became another figure for another reason than a plain revision, and why (changes.csv)."""
        return read(self.package, "changes")

    @property
    def days(self) -> list[str]:
        """The days on which figures became known, were replaced, withdrawn or read anew, from the first to the last."""
        told = {day for row in self.history for day in (row.known_from, row.known_to) if day}
        return sorted(told | set(self.changes["date"]))

    @cached_property
    def as_of(self) -> str:
        """The latest day on which the figures of data/ changed; never the clock."""
        return self.days[-1]

    @cached_property
    def edition(self) -> Edition:
        """The book at this state of the data, as it is cited."""
        return Edition.of(self.package.descriptor, self.as_of)

    def name(self, dimension: str, code: str, lang: str) -> str:
        """The name of a member (dimension `region`, `product` …) in *lang*."""
        return self._names[dimension, code, lang]

    @cached_property
    def _names(self) -> dict[tuple[str, str, str], str]:
        rows = self.members.to_dict("records")
        return {(row["dimension"], row["code"], lang): row[f"name_{lang}"] for row in rows for lang in ("en", "zh")}

    def names(self, theme: str, indicator: str, members: tuple[tuple[str, str], ...]) -> dict[str, str]:
        """The name of a figure by language: its members, the most particular first, or its indicator if it has none.

        "Integrated circuits (exports)", 集成电路出口.
        """
        order = self.package.themes[theme]
        told = sorted(
            ((name, code) for name, code in members if code not in ("all", "total")),
            key=lambda item: order.index(item[0]),
            reverse=True,
        )
        if not told:
            return {lang: str(self.indicators.at[indicator, f"name_{lang}"]) for lang in ("en", "zh")}
        first, *others = (self.name(name, code, "en") for name, code in told)
        english = first[0].upper() + first[1:] + (f" ({', '.join(others)})" if others else "")
        return {"en": english, "zh": "".join(self.name(name, code, "zh") for name, code in told)}

    def parents(self, dimension: str, code: str) -> set[str]:
        """All members that *code* lies in, directly or through another."""
        found: set[str] = set()
        queue = [code]
        while queue:
            key = (dimension, queue.pop())
            if key not in self.members.index:
                continue
            for parent in filter(None, str(self.members.at[key, "parents"]).split(";")):
                if parent not in found:
                    found.add(parent)
                    queue.append(parent)
        return found

    @cached_property
    def _natures(self) -> Natures:
        rows = [table.to_dict("records") for table in (self.indicators, self.members, self.units)]
        return Natures(rows[0], rows[1], rows[2], apart=[entry["indicator"] for entry in self.not_nested])
