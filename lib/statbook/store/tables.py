"""The store: the tables and YAML files of data/ in memory, with the questions one may ask them.

The module is long because it answers every question about observations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.messages import languages
from statbook.store.classification import WHOLE, Classifier, joined_names
from statbook.store.data_files import DataFiles
from statbook.store.edition import Edition
from statbook.store.frame import observations_frame
from statbook.store.grouping import group
from statbook.store.large_observations import LargeObservations, ObservationsByKey
from statbook.store.observation import Observation, load_observations
from statbook.store.package import Package
from statbook.store.warm import find_kept

INDEXED = ("obs", "indicator", "source", "period", "region", "theme")
Entries = list[dict[str, Any]]


def _entries(*columns: str, section: str = "", file: str = "identities.yaml") -> cached_property[Entries]:
    """A property with a *section* of *file*, or all of it, without entries whose *columns* name keys not known yet."""

    def read(store: Store) -> Entries:
        entries: Entries = store.read_yaml(file)[section] if section else store.read_yaml(file)
        later = store.latest.by_obs.keys() - store.by_obs.keys() if columns and store.has_day else set()
        return [entry for entry in entries if not later & {entry[column] for column in columns}]

    return cached_property(read)


@dataclass(frozen=True)
class Store(DataFiles):
    """The data of a book. Each table is read when it is first asked for.

    Numbers of large tables are found by their key or by their columns (`by_obs`, `find`); `observations` and `history`
    have those alone that were chosen with `with_large`.

    >>> from statbook.project.paths import book
    >>> store = Store.load(book().data)
    >>> store.units.at["CNY", "quantity"]
    'money'
    >>> len(store.find(indicator="trade", region="Xian", measure="level")) > 0
    True
    """

    chosen: frozenset[str] = frozenset()
    """Keys of numbers in large tables that are among the observations."""
    _days: dict[str, Store] = field(default_factory=dict, compare=False, repr=False)

    identities = _entries(section="identities")
    """The arithmetic that printed numbers should satisfy, by measure and by breakdown."""
    relations = _entries("figure", section="relations")
    """Single observations with the formula that they should satisfy."""
    orders = _entries("smaller", "larger", section="orders")
    """Pairs of observations of which one must not exceed the other, with the reason."""
    lists = _entries("count", section="lists")
    """Counts with the names that the text lists for them."""
    not_nested = _entries(section="not_nested")
    """Indicators whose members do not lie inside one another, with the reason."""
    corrections = _entries("figure", file="corrections.yaml")
    """Contradictions that an error of the source explains (corrections.yaml)."""
    traps = _entries(file="traps.yaml")
    """The examples of the rules (traps.yaml)."""

    @classmethod
    def load(cls, data: Path) -> Store:
        """The store of the folder *data*. Raises DataError if there is no data package in it."""
        if not (data / "datapackage.json").is_file():
            raise DataError([Fault(str(data), "no datapackage.json", "the data of a book")])
        return find_kept(data) or cls(Package(data))

    def with_large(self, anchors: Iterable[str] = (), keys: Iterable[str] = ()) -> Store:
        """The same data; the numbers of large tables that have one of *anchors* or *keys* are among the observations."""
        chosen = frozenset([*self.large.keys_at(anchors), *keys])
        return replace(self, chosen=chosen, _days={}) if chosen else self

    @cached_property
    def large(self) -> LargeObservations:
        """The observations in large tables, those that were chosen included."""
        return LargeObservations(self.package, self.classifier)

    @cached_property
    def history(self) -> tuple[Observation, ...]:
        """All observations of all themes; those no longer in force have a `known_to`."""
        read = (row for theme in self.themes for row in load_observations(self.package, theme, self.classifier))
        return (*read, *self.large.rows_of(self.chosen))

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """The observations in force: neither revised nor withdrawn."""
        return tuple(row for row in self.history if not row.known_to)

    @cached_property
    def by_obs(self) -> dict[str, Observation]:
        """The observations in force by their keys (column `obs`)."""
        return ObservationsByKey(self.observations, self.large)

    def observation(self, obs: str) -> Observation | None:
        """The observation in force with the key *obs*; None if there is none."""
        found: Observation | None = self.by_obs.get(obs)
        return found

    @cached_property
    def earlier(self) -> dict[str, list[Observation]]:
        """Key to the observations that were in force before, the oldest first."""
        ended = sorted((row for row in self.history if row.known_to), key=lambda row: row.known_from)
        return group((row.obs, row) for row in ended)

    def earlier_of(self, obs: str) -> list[Observation]:
        """The observations with the key *obs* that were in force before, the oldest first."""
        return self.earlier.get(obs, [])

    def frame(self, *, history: bool = False) -> pd.DataFrame:
        """All observations in force as one table, or with *history* those that were replaced as well, in their order.

        Those of large tables come last; a million of them take a minute and gigabytes of memory.
        `statbook.store.frame` says what its columns are.

        >>> from statbook.project.paths import book
        >>> frame = Store.load(book().data).frame()
        >>> frame.loc[frame["obs"] == "china.2025.tech_contracts", ["printed", "low"]].values.tolist()
        [['1.18万亿元', Decimal('1175000000000')]]
        """
        rows = [*self.history, *self._not_chosen(self.large.all_rows())]
        return observations_frame(self.package.themes, (row for row in rows if history or not row.known_to), self)

    def vintage(self, obs: str, day: str) -> Observation | None:
        """The observation that was in force for a key on *day*, or the first after it; None if there is none."""
        rows = [*self.earlier_of(obs), *filter(None, [self.observation(obs)])]
        return next((row for row in rows if not row.known_to or day < row.known_to), None)

    def find(self, members: dict[str, str] | None = None, **wanted: str) -> list[Observation]:
        """The observations in force whose columns equal *wanted*, in the order of the tables.

        *members* maps dimensions to codes; other dimensions must then not be broken down. None accepts any members.
        """
        indexed = [self._index[column].get(wanted[column], ()) for column in INDEXED if column in wanted]
        found = [
            row
            for row in min(indexed, key=len, default=self.observations)
            if all(getattr(row, column) == code for column, code in wanted.items())
            and (members is None or row.broken_down_by == members)
        ]
        return [*found, *self._not_chosen(self.large.find(members, wanted))]

    def series_rows(self, indicator: str, codes: Sequence[str], region: str | None) -> list[Observation]:
        """The observations in force of an *indicator* with *codes*, in whatever order; of a large table those of *region*."""
        found = self._by_codes.get((indicator, *sorted(codes)), ())
        return [*found, *self._not_chosen(self.large.series_rows(indicator, codes, region))]

    def keys_of(self, indicator: str) -> list[str]:
        """The keys of the observations in force of an *indicator*: with its members and the measure, without qualifiers."""
        rows = self._index["indicator"].get(indicator, ())
        keys = {".".join((indicator, *row.broken_down_by.values(), row.measure)) for row in rows}
        return sorted(keys | self.large.keys_of(indicator))

    def settings_of(self, indicator: str) -> list[tuple[str, str]]:
        """Region and period of the observations in force of an *indicator*, each once; of a large table the first ones."""
        rows = self._index["indicator"].get(indicator, ())
        return list(dict.fromkeys([*((row.region, row.period) for row in rows), *self.large.settings_of(indicator)]))

    def values(self, theme: str, *columns: str, **wanted: str) -> set[tuple[str, ...]]:
        """The combinations of texts that *columns* have in the observations in force of *theme* that equal *wanted*."""
        if (asked := (theme, *columns, *wanted.items())) not in self._values:
            own = (row for row in self._index["theme"].get(theme, ()) if wanted.items() <= vars(row).items())
            found = {tuple(str(getattr(row, name)) for name in columns) for row in own}
            self._values[asked] = found | self.large.values(theme, *columns, **wanted)
        return {*self._values[asked]}

    @cached_property
    def _values(self) -> dict[tuple[Any, ...], set[tuple[str, ...]]]:
        """What `values` gave, since each run of an edition asks for it again."""
        return {}

    def _not_chosen(self, rows: Iterable[Observation]) -> Iterable[Observation]:
        return (row for row in rows if row.obs not in self.chosen)

    @cached_property
    def _index(self) -> dict[str, dict[str, list[Observation]]]:
        """The observations by the columns that most questions name: a book may hold a million."""
        found: dict[str, dict[str, list[Observation]]] = {column: defaultdict(list) for column in INDEXED}
        for row in self.observations:
            for column, rows in found.items():
                rows[getattr(row, column)].append(row)
        return found

    @cached_property
    def _by_codes(self) -> dict[tuple[str, ...], list[Observation]]:
        """The observations by indicator and the codes of their members, in order."""
        return group(((row.indicator, *sorted(row.broken_down_by.values())), row) for row in self.observations)

    @cached_property
    def latest(self) -> Store:
        """The store of all that is known; itself unless it is read as of a day."""
        return Store(Package(self.package.folder, undated=True)) if self.package.as_of else self

    def on(self, day: str) -> Store:
        """The store of what was known on *day* (ISO 8601)."""
        if day not in self._days:
            self._days[day] = Store(Package(self.package.folder, day=day))
        return self._days[day]

    @property
    def has_day(self) -> bool:
        """Whether this store is read as of a day."""
        return self.latest is not self

    def has_large_series(self, indicator: str, codes: Sequence[str]) -> bool:
        """Whether a large table has numbers of an *indicator* with these members, of whatever region and period."""
        return self.large.has_series(indicator, codes)

    def is_printed(self, form: str) -> bool:
        """Whether a number is printed in this *form*."""
        return any(row.printed == form for row in self.observations) or form in set(self.prints["printed"])

    def comes_later(self, indicator: str, codes: list[str]) -> bool:
        """Whether an indicator has observations for these members only after the day of this store."""
        rows = self.latest.find(indicator=indicator) if self.has_day else []
        return any(sorted(row.broken_down_by.values()) == sorted(codes) for row in rows)

    @cached_property
    def recipe_indicators(self) -> frozenset[str]:
        """Indicators that a recipe defines and of which data/ holds no observation yet."""
        defined = {key[0] for key in self.recipe_definitions["indicators"]}
        return frozenset(defined - {row.indicator for row in self.observations} - self.large.indicators)

    @property
    def identity_names(self) -> dict[str, dict[str, str]]:
        """The names of identities by key, in each language of the book."""
        return {entry["identity"]: entry["name"] for entry in self.identities}

    @cached_property
    def waivers(self) -> dict[str, dict[str, dict[str, str]]]:
        """Key to the rules that it may break, each with the reason by language (section `knowingly`)."""
        found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
        for waiver in self.read_yaml("identities.yaml")["knowingly"]:
            for key in waiver["keys"]:
                found[key][waiver["rule"]] = waiver["because"]
        return dict(found)

    @property
    def days(self) -> list[str]:
        """The days on which an observation became known, ended or was read anew, in order."""
        own = (day for row in self.history for day in (row.known_from, row.known_to) if day)
        return sorted({*own, *self.large.days, *self.changes["date"]})

    @cached_property
    def as_of(self) -> str:
        """The latest day on which the observations of data/ changed; never the clock."""
        return self.days[-1]

    @property
    def edition(self) -> Edition:
        """How the book is cited at this state of the data, in the language that is spoken."""
        return Edition.of(self.package.descriptor, self.as_of)

    def name(self, dimension: str, code: str, lang: str) -> str:
        """The name of a member (dimension `region`, `product` …) in *lang*."""
        return self._names[dimension, code, lang]

    @cached_property
    def _names(self) -> dict[tuple[str, str, str], str]:
        rows = self.members.to_dict("records")
        return {(row["dimension"], row["code"], lang): row[f"name_{lang}"] for row in rows for lang in languages()}

    def names(self, theme: str, indicator: str, members: tuple[tuple[str, str], ...]) -> dict[str, str]:
        """The name of a number by language, of its members or else its indicator: "Integrated circuits (exports)"."""
        order = self.package.themes[theme]
        parts = sorted(
            (one for one in members if one[1] not in WHOLE), key=lambda one: order.index(one[0]), reverse=True
        )
        if not parts:
            return {lang: str(self.cells_of_indicators[indicator][f"name_{lang}"]) for lang in languages()}
        return {lang: joined_names([self.name(name, code, lang) for name, code in parts], lang) for lang in languages()}

    def parents(self, dimension: str, code: str) -> set[str]:
        """All members that *code* lies in, directly or through another."""
        return self.classifier.parents(dimension, code)

    @cached_property
    def classifier(self) -> Classifier:
        """What the tables of codes say of numbers."""
        rows = [table.to_dict("records") for table in (self.indicators, self.members, self.units)]
        return Classifier(rows[0], rows[1], rows[2], apart=[entry["indicator"] for entry in self.not_nested])
