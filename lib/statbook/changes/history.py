"""The changes of each day, from the data alone."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from statbook.changes.observations import Change, ObservationText, find_changes, observation_text
from statbook.store import Observation, Store
from statbook.store.grouping import group

_NUMBERS = {"value", "value_to", "step"}
_CELLS = {field.name for field in fields(Observation)} - {"offset", "members"}


@dataclass(frozen=True)
class Day:
    """A day on which observations changed, and the changes."""

    day: str
    changes: tuple[Change[ObservationText], ...]

    def among(self, *kinds: str) -> list[Change[ObservationText]]:
        """The changes of these kinds."""
        return [change for change in self.changes if change.kind in kinds]


def history(store: Store) -> list[Day]:
    """Every day on which the numbers of *store* changed, the latest first."""
    reasons = [{str(k): str(v) for k, v in row.items()} for row in store.changes.to_dict("records")]
    in_order = sorted(reasons, key=lambda reason: reason["date"])
    misread = group((reason["obs"], reason) for reason in in_order if reason["kind"] == "misreading")
    rows = group((row.obs, row) for row in store.history)
    starts = group((row.known_from, row) for row in store.history)
    ends = group((row.known_to, row) for row in store.history if row.known_to)
    days = []
    for day in reversed(dict.fromkeys(store.days)):
        mended = [
            row
            for obs, changes in misread.items()
            if any(change["date"] == day for change in changes)
            for row in rows.get(obs, [])
            if row.known_from < day and (not row.known_to or day < row.known_to)
        ]
        before = {obs: [change for change in changes if change["date"] >= day] for obs, changes in misread.items()}
        after = {obs: [change for change in changes if change["date"] > day] for obs, changes in misread.items()}
        old = {row.obs: observation_text(store, _undo(before, row)) for row in (*ends.get(day, []), *mended)}
        new = {row.obs: observation_text(store, _undo(after, row)) for row in (*starts.get(day, []), *mended)}
        days.append(Day(day, tuple(find_changes(old, new, [reason for reason in reasons if reason["date"] == day]))))
    return days


def _undo(corrections: Mapping[str, list[dict[str, str]]], row: Observation) -> Observation:
    """The number as it was read before these *corrections* of its cells, by its key; the latest is undone first."""
    for change in reversed(corrections.get(row.obs, [])):
        column = change["column"]
        cell = getattr(row, column) if column in _CELLS else None
        # A dimension that had been misread makes no other number.
        if column in _CELLS and ("" if cell is None else str(cell)) == change["after"]:
            before: Any = change["before"]
            if column in _NUMBERS:
                before = Decimal(before) if before else None
            row = replace(row, **{column: before})
    return row
