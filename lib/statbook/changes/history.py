"""The changes of each day, from the data alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from statbook.changes.observations import (
    KINDS,
    NEW,
    Change,
    ObservationText,
    count_kinds,
    find_changes,
    observation_text,
)
from statbook.errors import BuildError
from statbook.messages import bracket, join_words, say, spoken
from statbook.prose import period_in_words
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


BEGIN, END = "<!-- data: made by `statbook diff --changelog` -->", "<!-- end of data -->"


def changelog(store: Store, days: Sequence[Day]) -> str:
    """One line a day with what became known, and below it one line a number that became another."""
    lines = []
    for day in days:
        known, *others = day_in_lines(store, day)
        lines += [f"- {period_in_words(day.day, spoken())}: {known}", *(f"  - {line}" for line in others)]
    return "\n".join(lines)


def day_in_lines(store: Store, day: Day) -> list[str]:
    """What became known on *day*, and a line for each number that became another."""
    new = Counter(say(str(store.package.resources[change.latest.theme]["title"])) for change in day.among(NEW))
    known = join_words((f"{theme} {count:,}" for theme, count in new.items()), "; ")
    lines = [say("{counts}.", counts=bracket(count_kinds(day.changes), known))]
    for change in day.among(*KINDS[1:]):
        row, sides = change.latest, [side.text for side in (change.before, change.after) if side]
        told = say(
            "{kind}: {name}, {period}: {number}.",
            kind=say(change.kind),
            name=row.name,
            period=row.period,
            number=" → ".join(sides),
        )
        lines.append(join_words(filter(None, (told, say(change.reason))), " "))
    return lines


def with_section(text: str, section: str) -> str:
    """The changelog *text* with its *section* of the data put in. Raises BuildError if its marks are not there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BuildError(f"CHANGELOG.md: found no section of the data; expected the lines {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n\n{section}\n\n{END}{after}"


def write_changelog(path: Path, store: Store) -> None:
    """Put the section of *store* into the changelog at *path*."""
    text = with_section(path.read_text(encoding="utf-8"), changelog(store, history(store)))
    path.write_text(text, encoding="utf-8")
