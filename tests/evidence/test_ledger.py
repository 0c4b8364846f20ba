"""Tests of evidence/ledger.py."""

from __future__ import annotations

import re

import pytest

from evidence_ledger import BASE, LEVEL, RATE, chapter
from statbook.evidence import Ledger, entries, pages
from statbook.evidence import ledger as ledgers
from statbook.store import Store


def test_every_number_has_one_page_and_a_computed_one_stands_beside_its_first_number(ledger: Ledger) -> None:
    entries = [a for page in ledger.pages for a in (*(row.anchor for row in page.rows), *page.numbers)]

    assert len(entries) == len(set(entries))
    assert {*ledger.rows, BASE} == set(entries)
    assert "evidence/patents-2025" == ledger.page_of[BASE] == ledger.page_of["obs-china-2025-tech-contracts"]


def test_a_page_that_would_be_long_is_parted_and_the_first_part_keeps_its_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledgers, "MOST", 10)
    made = Ledger(store, {}, "")

    assert max(len(page.rows) + len(page.numbers) for page in made.pages) == 10
    names = [page.document for page in made.pages if page.theme == "trade" and page.name.startswith("2026")]
    assert ["evidence/trade-2026", "evidence/trade-2026-2"] == names[:2]


LINKED = ["obs-xian-2026-01-2026-02-trade-total"]


def test_linked_numbers_and_those_they_are_computed_from_have_the_pages_that_they_always_have(
    store: Store, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledgers, "MOST", 10)
    wanted = {*LINKED, *(store.by_obs[obs].anchor for obs in (LEVEL, RATE))}
    every, few = (Ledger(store, {"patents": chapter()}, "chapters/sources", linked) for linked in (None, LINKED))

    assert wanted == {*few.rows}
    assert {BASE, *few.rows} == {anchor for anchor in few.page_of if not anchor.startswith("source-")}
    assert few.page_of == {anchor: every.page_of[anchor] for anchor in few.page_of}
    assert {page.document for page in few.pages} < {page.document for page in every.pages}


def test_pages_of_linked_numbers_lead_to_no_other_number(store: Store) -> None:
    few = Ledger(store, {"patents": chapter()}, "chapters/sources", LINKED)
    made = pages(few, entries(few))
    linked = {anchor for text in made.values() for anchor in re.findall(r"\bobs-[\w-]+", text)}

    assert {*few.rows} == linked
    assert "evidence/articles-2.md" not in made
