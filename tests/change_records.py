"""Observations and records for the tests of changes."""

from __future__ import annotations

from statbook.changes import (
    ObservationText,
    find_changes,
)
from statbook.project.paths import Book


def _change(book: Book, line: str) -> None:
    with (book.data / "changes.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def number(obs: str = "place.2025.thing", **changes: str) -> ObservationText:
    plain = {
        "theme": "credit",
        "indicator": "Thing",
        "name": "Place: Thing",
        "period": "2025",
        "text": "100 yuan",
        "printed": "100元",
        "numbers": "100",
        "source": "early",
        "known_from": "2026-01-10",
        "anchor": "obs-place-2025-thing",
    }
    return ObservationText(obs, **(plain | changes))


def kinds(
    old: list[ObservationText], new: list[ObservationText], reasons: list[dict[str, str]] | None = None
) -> list[tuple[str, str]]:
    before, after = ({told.obs: told for told in numbers} for numbers in (old, new))
    return [(change.kind, change.reason) for change in find_changes(before, after, reasons or [])]


def because(kind: str) -> dict[str, str]:
    return {"obs": "place.2025.thing", "date": "2026-02-10", "kind": kind, "reason": "They say so."}
