"""The page "What changed": a day with few new indicators names them, one with more names their themes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from statbook.changes import history, page, record_of
from statbook.changes.history import Day
from statbook.store import Store


@pytest.mark.parametrize(("indicators", "named"), [(1, "1 (1)"), (8, "1 (1); 2 (1)"), (9, "Credit and money (9)")])
def test_up_to_eight_new_indicators_are_named_and_more_are_told_by_theme(
    store: Store, indicators: int, named: str
) -> None:
    first = next(
        change for day in history(store) for change in day.among("new") if change.observation.theme == "credit"
    )
    figure = first.observation
    new = tuple(replace(first, after=replace(figure, indicator=str(n + 1))) for n in range(indicators))
    text = page(store, [Day("2026-05-01", new)], record_of(store, {}))
    (row,) = [line for line in text.splitlines() if line.startswith("| 1 May 2026 |")]

    assert named in row.replace("\\", "")
