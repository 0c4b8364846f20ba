"""Printed numbers by what they measure, so that a whole or a base is found at once."""

from collections.abc import Hashable, Mapping
from contextlib import suppress
from dataclasses import replace

from statbook.analysis import Quantity, base, printed_quantity
from statbook.analysis.derive import base_of_difference
from statbook.errors import MixedNumbers
from statbook.store import WHOLE, Breakdown, Observation, Store
from statbook.store.grouping import group


class Levels:
    """The observations of a store, and the levels that follow from them. *strict* as in `analysis.printed_quantity`."""

    def __init__(self, store: Store, *, strict: bool = False) -> None:
        self.store, self.strict = store, strict
        self._rows = {_slot(row, row.broken_down_by, row.period, row.measure): row for row in store.observations}
        rows = store.observations
        changes = [row for row in rows if row.measure in ("growth", "difference")]
        self._alike = group((_kind(row.theme, row.indicator, row.measure, row.broken_down_by), row) for row in rows)
        self._changes = group((_slot(row, row.broken_down_by, row.base_period, ""), row) for row in changes)

    def alike(self, breakdown: Breakdown, members: Mapping[str, str], measure: str) -> list[Observation]:
        """The observations of *measure* for *members* of what *breakdown* divides, wherever and whenever."""
        return self._alike.get(_kind(breakdown.theme, breakdown.indicator, measure, members), [])

    def row(self, like: Observation, members: Mapping[str, str], period: str, measure: str) -> Observation | None:
        """The observation of *measure* for *members* and *period*, of the indicator, region and status of *like*."""
        return self._rows.get(_slot(like, members, period, measure))

    def quantity(self, like: Observation, members: Mapping[str, str], period: str, measure: str) -> Quantity | None:
        """The same as a quantity."""
        row = self.row(like, members, period, measure)
        return printed_quantity(row, strict=self.strict) if row is not None else None

    def level(
        self, like: Observation, members: Mapping[str, str], period: str, without: Observation | None = None
    ) -> Quantity | None:
        """The level at *period*: as printed, or implied by a later level with its growth or difference.

        *without* is an observation that may not be used.
        """
        now = self.quantity(like, members, period, "level")
        if now is not None:
            return now
        for change in self._changes.get(_slot(like, members, period, ""), ()):
            later = self.quantity(like, members, change.period, "level")
            if later is None or (without is not None and change.obs == without.obs):
                continue
            moved = printed_quantity(change, strict=self.strict)
            # Where a rule forbids the base (growth on a comparable basis), none is known.
            with suppress(MixedNumbers):
                if change.measure == "growth":
                    return base(later, moved)
                return base_of_difference(later, moved, self.store.units)
        return None

    def resolve(self, name: str, row: Observation) -> Quantity | None:
        """What the formula of an identity calls *name*, for the observation *row*.

        `own` and `whole` are levels in its period; `.before` those of its base period; `.growth` and `.share` the
        printed rates. A share that is checked against its growth lends its whole: see `whole_of`.
        """
        what, *aspects = name.split(".")
        period = row.base_period if aspects[-1:] == ["before"] else row.period
        measure = next((aspect for aspect in aspects if aspect != "before"), "level")
        like, members = (row, row.broken_down_by) if what == "own" else self.whole_of(row)
        if like is None:
            return None
        if measure == "level":
            changed = row.measure in ("growth", "difference")
            another = changed and self._of_another_vintage(row, like, members, period)
            return None if another else self.level(like, members, period, without=row)
        found = self.row(like, members, period, measure)
        if found is None or (measure == "growth" and found.base_period != row.base_period):
            return None
        return printed_quantity(found, strict=self.strict)

    def _of_another_vintage(
        self, change: Observation, like: Observation, members: Mapping[str, str], period: str
    ) -> bool:
        """Whether a printed change was reckoned from another level than the one that the data hold for *period*.

        On a comparable basis the base is revised first. A table gathers releases of many days: each rate in it is
        against the base as it stood by then, each level is as it was first published.
        """
        level = self.row(like, members, period, "level")
        revised = change.classification.growth_basis == "comparable" and period == change.base_period
        return revised or bool(change.cell) or (level is not None and bool(level.cell))

    def whole_of(self, row: Observation) -> tuple[Observation | None, dict[str, str]]:
        """What *row* is a part of: an observation like it (in another region, where the whole lies there) and its members.

        An observation that names no whole has that of the share printed beside it.
        """
        share = None if row.of else self.row(row, row.broken_down_by, row.period, "share")
        dimension, _, code = (share or row).of.partition("=")
        members = row.broken_down_by
        if dimension == "region":
            return replace(row, region=code), members
        if dimension not in dict(row.members):
            return None, members
        others = {name: member for name, member in members.items() if name != dimension}
        return row, others if code in WHOLE else others | {dimension: code}


def _kind(theme: str, indicator: str, measure: str, members: Mapping[str, str]) -> Hashable:
    return theme, indicator, measure, frozenset(members.items())


def _slot(row: Observation, members: Mapping[str, str], period: str, measure: str) -> Hashable:
    return row.theme, row.indicator, row.region, row.status, frozenset(members.items()), period, measure
