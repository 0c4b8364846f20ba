"""Tests of evidence/cards.py."""

from __future__ import annotations

from evidence_ledger import BASE
from statbook.evidence import Ledger, cards, entries


def test_the_card_of_a_number_with_a_rounding_unit_of_its_own_tells_why(ledger: Ledger) -> None:
    known = entries(ledger)
    shown = cards(ledger, known)

    assert "Note" in [name for name, _ in shown["obs-china-2025-01-money-m2-growth"]["facts"]]
    assert "Note" not in [name for name, _ in shown["obs-china-2025-01-money-m2"]["facts"]]


def test_a_card_tells_the_printed_form_period_and_interval_and_leads_to_its_page(ledger: Ledger) -> None:
    card = cards(ledger, entries(ledger))["obs-china-2025-tech-contracts"]

    assert "evidence/patents-2025" == card["page"]
    assert ["Printed", "Reads", "Interval", "Period"] == [name for name, _ in card["facts"]]


def test_the_figures_of_a_formula_are_links_from_the_card(ledger: Ledger) -> None:
    told = dict(cards(ledger, entries(ledger))[BASE]["facts"])

    assert ["1.18万亿元", "evidence/patents-2025.html#obs-china-2025-tech-contracts"] == told["a"][0]


def test_an_article_has_a_card(ledger: Ledger) -> None:
    card = cards(ledger, entries(ledger))["source-000-xian-trade"]

    assert "chapters/sources" == card["page"]
    assert ["Title", "Publisher", "Date"] == [name for name, _ in card["facts"]]
