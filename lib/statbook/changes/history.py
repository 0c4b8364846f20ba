"""What each day brought, from the data alone."""

from __future__ import annotations

__all__ = ["Day", "history"]

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from statbook.changes.rows import Change, changed, told
from statbook.store import Observation, Store

_NUMBERS = {"value", "value_to", "step"}


@dataclass(frozen=True)
class Day:
    """A day on which figures became known or others, and what became of them; *sources* are those of its figures."""

    day: str
    changes: tuple[Change, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(change.after.source for change in self.changes if change.after))

    def among(self, *kinds: str) -> list[Change]:
        """The changes of these kinds."""
        return [change for change in self.changes if change.kind in kinds]


def history(store: Store) -> list[Day]:
    """Every day on which the figures of *store* changed, the latest first."""
    reasons = [{str(k): str(v) for k, v in row.items()} for row in store.changes.to_dict("records")]
    starts: dict[str, list[Observation]] = {}
    ends: dict[str, list[Observation]] = {}
    for row in store.history:
        starts.setdefault(row.known_from, []).append(row)
        if row.known_to:
            ends.setdefault(row.known_to, []).append(row)
    days = []
    for day in reversed(dict.fromkeys(store.days)):
        old = {row.obs: row for row in ends.get(day, [])}
        new = {row.obs: row for row in starts.get(day, [])}
        there = [reason for reason in reasons if reason["date"] == day]
        for reason in there:
            read = next((row for row in store.history if row.obs == reason["obs"] and row.known_from < day), None)
            if reason["kind"] == "misreading" and read is not None:
                new.setdefault(read.obs, read)
                old[read.obs] = _with(old.get(read.obs, read), reason)
        words = [{obs: told(store, row) for obs, row in rows.items()} for rows in (old, new)]
        days.append(Day(day, tuple(changed(words[0], words[1], there))))
    return days


def _with(row: Observation, reason: Mapping[str, str]) -> Observation:
    """The figure with the cell that had been misread."""
    column, before = reason["column"], reason["before"]
    if column not in {field.name for field in fields(Observation)}:
        return row  # a dimension: what it was called then, the reason says
    cell: Any = (Decimal(before) if before else None) if column in _NUMBERS else before
    return replace(row, **{column: cell})
