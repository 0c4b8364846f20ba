"""The pages of one run; what of them needs no worker. The whole is tested in test_make_edition.py."""

from __future__ import annotations

from statbook.editions.run_pages import RunLedger
from statbook.store import Store


def test_the_evidence_of_a_run_stands_on_one_page(store: Store) -> None:
    anchors = {row.anchor for row in store.find(region="Gansu", period="2023")}
    ledger = RunLedger(store, {}, "", anchors, "evidence/run-trade-gansu")

    assert ["evidence/run-trade-gansu"] == [page.document for page in ledger.pages]
    assert anchors == set(ledger.page_of)
