"""The codebook: a number is told with its region and period, and with its measure unless it is the level."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from statbook.evidence import Ledger, entries, pages
from statbook.evidence.codebook import codebook, definition_cards
from statbook.store import Store


def test_the_measure_of_a_number_is_told_unless_it_is_the_level(store: Store) -> None:
    pages = codebook(Ledger(store, {}, "chapters/sources"))
    entries = [entry for section in pages["codebook/patents"]["sections"] for entry in section["entries"]]
    (entry,) = [entry for entry in entries if entry["anchor"] == "ind-tech-contracts"]
    told = {words.removeprefix("; "): "" for words, _ in {name: runs for name, runs, *_ in entry["facts"]}["Numbers"]}

    assert "China, 2025 " in told
    assert "China, growth, 2025 " in told, json.dumps(list(told), ensure_ascii=False)


@cache
def pages_of(ledger: Ledger) -> dict[str, str]:
    return pages(ledger, entries(ledger))


def entries_of(text: str) -> list[dict[str, Any]]:
    return [told for part in json.loads(text)["sections"] for told in part["entries"]]


def test_the_codebook_tells_of_every_indicator_what_it_means_and_what_a_gap_means(store: Store, ledger: Ledger) -> None:
    entries = [
        told
        for n, text in pages_of(ledger).items()
        if n[:9] == "codebook/" and "entries" in n
        for told in entries_of(text)
    ]
    by_anchor = {told["anchor"]: {name: runs for name, runs, *_ in told["facts"]} for told in entries}

    for code in store.indicators.index:
        told = by_anchor[f"ind-{code.replace('_', '-')}"]
        assert {"Definition", "定义", "Producer", "Unit", "Kind", "A gap", "Code"} <= told.keys(), code
        assert ("Warning" in told) == bool(store.indicators.at[code, "warning_en"])
        held = [row for row in store.observations if row.indicator == code]
        assert ("Numbers" in told) == bool(held)
        if len(held) <= 12:
            assert [row.anchor for row in held] == [run[1] for run in told.get("Numbers", []) if run[1]]


def test_an_indicator_with_many_numbers_tells_regions_and_the_pages_of_their_periods(ledger: Ledger) -> None:
    told = {
        t["anchor"]: {name: runs for name, runs, *_ in t["facts"]}
        for t in entries_of(pages_of(ledger)["codebook/trade.entries"])
    }["ind-trade"]

    assert ["Xi'an: 62", ""] == told["Numbers"][0]
    assert ["January–February 2026", "evidence/trade-2026.html"] == told["Numbers"][2]


def test_the_card_of_an_indicator_has_its_definition_and_its_warning(store: Store) -> None:
    made = definition_cards(store)
    card = made["ind-new-loans"]

    assert {*made} == {f"ind-{code}".replace("_", "-") for code in store.indicators.index}
    assert ("New yuan loans", "codebook/credit") == (card["title"], card["page"])
    assert ["Definition", "Warning"] == [name for name, _ in card["facts"]]
    assert "Net increase of yuan loans" in card["facts"][0][1][0][0]
