"""The observations in large tables: found by their key or by their columns, and made only when they are asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from statbook.store.classification import WHOLE, Classifier
from statbook.store.large_tables import Wanted, may_be_key
from statbook.store.observation import Observation, anchor_of, make_observations
from statbook.store.package import Package, as_known_then, read_table

FIRST = 12
"""Settings of an indicator that are listed: it may have a million."""
Members = tuple[tuple[str, str], ...]


class LargeObservations:
    """The observations in the large tables of *package*, as they were known on the day as of which it is read."""

    def __init__(self, package: Package, classifier: Classifier) -> None:
        self._package, self._tables, self._classifier = package, package.large, classifier
        self._found: dict[Any, list[Observation]] = {}
        self._members: dict[str, list[Members]] = {}

    def find(self, members: Mapping[str, str] | None, wanted: Mapping[str, str]) -> list[Observation]:
        """The observations in force whose columns equal *wanted*, and whose members are *members* unless it is None."""
        if "obs" in wanted and not may_be_key(wanted["obs"]):
            return []
        if "indicator" in wanted and wanted["indicator"] not in self.indicators:
            return []
        key = (None if members is None else tuple(sorted(members.items())), *sorted(wanted.items()))
        if key not in self._found:
            rows = (
                row
                for theme in self._tables.files
                if wanted.get("theme", theme) == theme
                for row in self._rows(theme, self._columns(theme, members, wanted))
            )
            self._found[key] = [row for row in rows if not row.known_to]
        return self._found[key]

    def rows_of(self, keys: Iterable[str]) -> list[Observation]:
        """All observations with these keys, those no longer in force too."""
        wanted = {"obs": [*keys]}
        return [row for theme in self._tables.files for row in self._rows(theme, wanted)]

    def all_rows(self) -> list[Observation]:
        """Every observation, those no longer in force too."""
        return [row for theme in self._tables.files for row in self._rows(theme, {})]

    def keys_at(self, anchors: Iterable[str]) -> list[str]:
        """The keys of the observations with these anchors in the pages, those that were replaced in a readable table too."""
        if not self._tables.files:
            return []
        wanted, prefix = {*anchors}, anchor_of("")
        readable = (map(anchor_of, read_table(self._package, theme)["obs"]) for theme in self._package.themes)
        names = {each.removeprefix(prefix) for each in wanted.difference(*readable) if each.startswith(prefix)}
        found = [obs for theme in self._tables.files if names for obs in self._tables.keys_at_anchors(theme, names)]
        for theme, dated in self._days_of_indicators.items():
            if ends := {day for *_, day in dated if day}:
                ended = self._tables.distinct(theme, "obs", wanted={"known_to": ends})
                found += [obs for (obs,) in sorted(ended) if anchor_of(obs) in wanted]
        return list(dict.fromkeys(found))

    def matching(self, text: str, value: Decimal | None, most: int) -> list[str]:
        """The keys of at most *most* observations of each theme that have the key or the printed form *text*, or the *value*."""
        return [obs for theme in self._tables.files for obs in self._tables.matching(theme, text, value, most)]

    def series_rows(self, indicator: str, codes: Sequence[str], region: str | None) -> list[Observation]:
        """The observations in force of an *indicator* whose members are *codes*; of one *region*, or of all."""
        wanted = {"indicator": indicator} | ({} if region is None else {"region": region})
        fitting = [dict(members) for members in self._fitting(indicator, codes)]
        return [row for members in fitting for row in self.find(members, wanted)]

    def has_series(self, indicator: str, codes: Sequence[str]) -> bool:
        """Whether there are numbers of an *indicator* with these members, of whatever region and period."""
        return bool(self._fitting(indicator, codes))

    def keys_of(self, indicator: str) -> set[str]:
        """The keys of an *indicator*: with its members and the measure, without qualifiers."""
        found = set()
        for theme in self._tables.files if indicator in self.indicators else ():
            columns = (*self._package.themes[theme], "measure")
            for codes in self._tables.distinct(theme, *columns, wanted={"indicator": [indicator]}):
                found.add(".".join((indicator, *(code for code in codes if code not in WHOLE))))
        return found

    def settings_of(self, indicator: str) -> list[tuple[str, str]]:
        """The first regions and periods of an *indicator*."""
        found: set[tuple[str, ...]] = set()
        for theme in self._tables.files if indicator in self.indicators else ():
            found |= self._tables.distinct(theme, "region", "period", wanted={"indicator": [indicator]})
        return [(region, period) for region, period in sorted(found)[:FIRST]]

    def values(self, theme: str, *columns: str, **wanted: str) -> set[tuple[str, ...]]:
        """The combinations of texts that *columns* of *theme* have in the observations in force whose others equal *wanted*."""
        fields = {each["name"] for each in self._package.fields(theme)} if theme in self._tables.files else set()
        if not {*columns, *wanted} <= fields:
            return set()
        texts = {name: [text] for name, text in wanted.items()}
        found = self._tables.distinct(theme, "known_from", "known_to", *columns, wanted=texts)
        return {tuple(each) for known_from, known_to, *each in found if self._in_force(known_from, known_to)}

    def _in_force(self, known_from: str, known_to: str) -> bool:
        day = self._package.as_of
        return not (day and known_from > day) and (not known_to or bool(day and known_to > day))

    @cached_property
    def _days_of_indicators(self) -> dict[str, set[tuple[str, ...]]]:
        """Theme to the indicators of its numbers, each with the days on which numbers became known and ended."""
        asked = ("indicator", "known_from", "known_to")
        return {theme: self._tables.distinct(theme, *asked) for theme in self._tables.files}

    @cached_property
    def days(self) -> set[str]:
        """The days on which an observation became known or ended."""
        days = {day for dated in self._days_of_indicators.values() for _, *pair in dated for day in pair if day}
        return {day for day in days if not self._package.as_of or day <= self._package.as_of}

    @cached_property
    def indicators(self) -> set[str]:
        """The indicators that have numbers."""
        return {indicator for dated in self._days_of_indicators.values() for indicator, *_ in dated}

    def _fitting(self, indicator: str, codes: Sequence[str]) -> list[Members]:
        """The members, by dimension and without wholes, of the numbers of an *indicator* that have these *codes*."""
        if indicator not in self.indicators:
            return []
        if indicator not in self._members:
            found: dict[Members, None] = {}
            for theme in self._tables.files:
                dimensions = self._package.themes[theme]
                for each in sorted(self._tables.distinct(theme, *dimensions, wanted={"indicator": [indicator]})):
                    pairs = zip(dimensions, each, strict=True)
                    found[tuple((name, code) for name, code in pairs if code not in WHOLE)] = None
            self._members[indicator] = [*found]
        wanted = sorted(codes)
        return [each for each in self._members[indicator] if sorted(code for _, code in each) == wanted]

    def _columns(self, theme: str, members: Mapping[str, str] | None, wanted: Mapping[str, str]) -> Wanted:
        """The texts that the columns of *theme* must have."""
        columns: dict[str, Collection[str]] = {name: [code] for name, code in wanted.items() if name != "theme"}
        if members is None:
            return columns
        dimensions = self._package.themes[theme]
        if not {*members} <= {*dimensions}:
            return {"obs": []}
        return columns | {name: [members[name]] if name in members else WHOLE for name in dimensions}

    def _rows(self, theme: str, wanted: Wanted) -> list[Observation]:
        if any(not texts for texts in wanted.values()):
            return []
        frame = as_known_then(self._package, self._tables.select(theme, wanted))
        return make_observations(self._package, theme, frame, self._classifier)


class ObservationsByKey(dict[str, Observation]):
    """Observations by their keys. Those of large tables are looked up when they are asked for, and not listed."""

    def __init__(self, rows: Iterable[Observation], large: LargeObservations) -> None:
        super().__init__((row.obs, row) for row in rows)
        self._large = large

    def __missing__(self, obs: str) -> Observation:
        for row in self._large.find(None, {"obs": obs}):
            return row
        raise KeyError(obs)

    def __contains__(self, obs: object) -> bool:
        return super().__contains__(obs) or bool(self._large.find(None, {"obs": str(obs)}))

    def get(self, obs: str, default: Any = None) -> Any:
        """The observation with the key *obs*, or the *default*."""
        return self[obs] if obs in self else default


def read_table_beside(package: Package, theme: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The table of *theme*, and of its large tables what *rows* may be compared with: their series, and the numbers of
    the same indicator, region and period. Rows of large tables have negative lines.
    """
    table = read_table(package, theme)
    if theme not in package.large.files:
        return table
    series = ["indicator", "region"]
    keys = [["obs"]] if "obs" in rows else []
    found = package.large.select_beside(theme, rows, [*series, *package.themes[theme]], [*series, "period"], *keys)
    return pd.concat([table, as_known_then(package, found)])
