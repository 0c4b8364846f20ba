"""The pages of the rules: each number of an example stands under its name, not under its formula."""

from __future__ import annotations

from statbook.evidence import Ledger, traps
from statbook.store import Store


def test_the_figures_of_an_example_stand_under_their_names(store: Store) -> None:
    text = traps(Ledger(store, {}, "chapters/sources"))["traps/stock-and-flow.md"].replace("\\", "")
    rows = [line.split(" | ")[:2] for line in text.splitlines() if line.startswith("| China")]

    assert ["| China: Money supply M2", "[318.52 trillion yuan](#obs-china-2025-01-money-m2)"] == rows[0]
    assert ["| China: New yuan loans", "[5.13 trillion yuan](#obs-china-2025-01-new-loans)"] == rows[1]


def test_a_derived_number_of_an_example_is_named_with_its_measure(store: Store) -> None:
    text = traps(Ledger(store, {}, "chapters/sources"))["traps/derived-as-published.md"]

    assert ", level of the base period |" in text, text
