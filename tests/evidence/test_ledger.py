"""Tests of evidence/ledger.py."""

from __future__ import annotations

import pytest

from evidence_ledger import BASE
from statbook.evidence import Ledger
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
