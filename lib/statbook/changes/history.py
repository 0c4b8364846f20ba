"""The changes of each day, from the data alone."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from statbook.changes.observations import Change, find_changes, observation_text
from statbook.store import Observation, Store
from statbook.store.grouping import group

_NUMBERS = {"value", "value_to", "step"}
_CELLS = {field.name for field in fields(Observation)} - {"offset", "members"}


@dataclass(frozen=True)
class Day:
    """A day on which observations changed, and the changes."""

    day: str
    changes: tuple[Change, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(change.after.source for change in self.changes if change.after))

    def among(self, *kinds: str) -> list[Change]:
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
        old = {row.obs: observation_text(store, _until(day, row, misread)) for row in (*ends.get(day, []), *mended)}
        new = {row.obs: observation_text(store, _on(day, row, misread)) for row in (*starts.get(day, []), *mended)}
        days.append(Day(day, tuple(find_changes(old, new, [reason for reason in reasons if reason["date"] == day]))))
    return days


def _on(day: str, row: Observation, misread: Mapping[str, list[dict[str, str]]]) -> Observation:
    """The number as it was read on *day*: without the readings that were mended later."""
    return _before([change for change in misread.get(row.obs, []) if change["date"] > day], row)


def _until(day: str, row: Observation, misread: Mapping[str, list[dict[str, str]]]) -> Observation:
    """The number as it had been read before *day*."""
    return _before([change for change in misread.get(row.obs, []) if change["date"] >= day], row)


def _before(changes: list[dict[str, str]], row: Observation) -> Observation:
    """The number with the cells that these changes have mended, the latest first, as they were."""
    for change in reversed(changes):
        column = change["column"]
        # A dimension that had been misread makes no other number.
        if column in _CELLS and _text(getattr(row, column)) == change["after"]:
            cell: Any = change["before"]
            if column in _NUMBERS:
                cell = Decimal(cell) if cell else None
            row = replace(row, **{column: cell})
    return row


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)
