"""The section of CHANGELOG.md on the numbers of data/, generated from the data."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from statbook.changes.history import Day, history
from statbook.changes.observations import KINDS, NEW, count_kinds
from statbook.errors import BuildError
from statbook.prose import period_in_words
from statbook.store import Store

BEGIN, END = "<!-- data: made by `statbook diff --changelog` -->", "<!-- end of data -->"


def changelog(store: Store, days: Sequence[Day]) -> str:
    """One line a day with what became known, and below it one line a number that became another."""
    lines = []
    for day in days:
        new = Counter(str(store.package.resources[change.latest.theme]["title"]) for change in day.among(NEW))
        known = "; ".join(f"{theme} {count:,}" for theme, count in new.items())
        known = f" ({known})" if known else ""
        lines.append(f"- {period_in_words(day.day, 'en')}: {count_kinds(day.changes)}{known}.")
        for change in day.among(*KINDS[1:]):
            row, sides = change.latest, [side.text for side in (change.before, change.after) if side]
            reason = f" {change.reason}" if change.reason else ""
            lines.append(f"  - {change.kind}: {row.name}, {row.period}: {' → '.join(sides)}.{reason}")
    return "\n".join(lines)


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
