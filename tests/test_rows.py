"""The rows of a theme as figures: which of several values of one key is the first, and which revise it."""

from __future__ import annotations

from pathlib import Path

from orchard_book import orchard, row
from statbook.store import Store

KEY = "china.2025-06.apples"


def test_the_value_that_became_known_first_revises_nothing_and_each_later_one_does(tmp_path: Path) -> None:
    table = orchard(tmp_path) / "credit.csv"
    text = table.read_text(encoding="utf-8")
    first = row("apples", "2025-06", 6)
    second = row("apples", "2025-06", 7, known_from="2026-02-01")
    third = row("apples", "2025-06", 8, known_from="2026-03-01")
    closed = first.replace(",2025-12-31,,", ",2025-12-31,2026-02-01,") + second.replace(
        ",2026-02-01,,", ",2026-02-01,2026-03-01,"
    )
    table.write_text(text.replace(first, third + closed), encoding="utf-8")
    found = {figure.printed: figure.revises for figure in Store.load(table.parent).history if figure.obs == KEY}

    assert {"6": False, "7": True, "8": True} == found
