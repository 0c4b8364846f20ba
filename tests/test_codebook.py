"""The codebook: a figure is told with its region and period, and with its measure unless it is the level."""

from __future__ import annotations

import json

from statbook.evidence import Ledger
from statbook.evidence.codebook import codebook
from statbook.store import Store


def test_the_measure_of_a_figure_is_told_unless_it_is_the_level(store: Store) -> None:
    pages = codebook(Ledger(store, {}, "chapters/sources"))
    entries = [entry for section in pages["codebook/patents"]["sections"] for entry in section["entries"]]
    (entry,) = [entry for entry in entries if entry["anchor"] == "ind-tech-contracts"]
    told = {words: "" for words, _ in dict(entry["facts"])["Numbers"]}

    assert "China, 2025 " in told
    assert "China, growth, 2025 " in told, json.dumps(list(told), ensure_ascii=False)
