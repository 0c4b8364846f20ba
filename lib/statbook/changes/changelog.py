"""The section of the changelog that tells of the data, made from the data."""

from __future__ import annotations

__all__ = ["changelog", "with_section"]

from collections import Counter
from collections.abc import Sequence

from statbook.changes.history import Day
from statbook.changes.observations import KINDS, NEW, Change
from statbook.errors import BuildError
from statbook.prose import period_in_words
from statbook.store import Store

BEGIN, END = "<!-- data: made by `statbook diff --changelog` -->", "<!-- end of data -->"


def changelog(store: Store, days: Sequence[Day]) -> str:
    """One line a day with what became known, and below it one line a figure that became another."""
    lines = []
    for day in days:
        new = Counter(str(store.package.resources[change.figure.theme]["title"]) for change in day.among(NEW))
        known = "; ".join(f"{theme} {count:,}" for theme, count in new.items())
        counts = Counter(change.kind for change in day.changes)
        told = ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if counts[kind])
        lines.append(f"- {period_in_words(day.day, 'en')}: {told}" + (f" ({known})" if known else "") + ".")
        lines += [f"  - {_line(change)}" for change in day.among(*(kind for kind in KINDS if kind != NEW))]
    return "\n".join(lines)


def _line(change: Change) -> str:
    sides = [side.text for side in (change.before, change.after) if side]
    reason = f" {change.reason}" if change.reason else ""
    return f"{change.kind}: {change.figure.name}, {change.figure.period}: {' → '.join(sides)}.{reason}"


def with_section(text: str, section: str) -> str:
    """The changelog *text* with its *section* of the data put in. Raises BuildError if its marks are not there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BuildError(f"CHANGELOG.md: found no section of the data; expected the lines {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n\n{section}\n\n{END}{after}"
