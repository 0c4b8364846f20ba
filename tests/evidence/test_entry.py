"""The evidence: every number has an entry, with what stands behind it and what it leads to."""

from __future__ import annotations

from evidence_ledger import BASE, facts
from statbook.evidence import Ledger, cards, entries, entry
from statbook.store import Store


def test_a_number_in_full_has_no_interval_and_an_override_of_its_rounding_unit_is_told(ledger: Ledger) -> None:
    assert "Interval" not in facts(ledger, "obs-jiangsu-2024-03-19-plan-areas")
    growth = facts(ledger, "obs-china-2025-01-money-m2-growth")
    assert ("6.95 to 7.05%", "0.1%, not that of the last printed digit: see the note") == (
        growth["Interval"],
        growth["Rounding unit"],
    )
    assert "the same release prints growth with one decimal elsewhere" in growth["Note"]


def test_an_entry_says_how_a_number_is_printed_and_where(ledger: Ledger) -> None:
    told = facts(ledger, "obs-china-2025-tech-contracts")

    assert "1.18万亿元" == told["Printed"]
    assert "1.18 trillion yuan" == told["Reads"]
    assert "1,180,000,000,000 yuan" == told["Value"]
    assert "1.175 to 1.185 trillion yuan" == told["Interval"]
    assert "2025" == told["Period"]
    assert "offset 110" == told["Place"]
    assert told["Source"].endswith("24 March 2026 (date inferred)")
    assert "1.18万亿元 in 000-patents at offset 384" in told["Also printed"]


def test_an_entry_leads_to_what_is_derived_from_it_and_to_where_it_is_used(ledger: Ledger) -> None:
    told = {fact.name: fact for fact in entry(ledger, "obs-china-2025-tech-contracts").facts}

    assert (("Contracts: level of the base period: 993 billion yuan", BASE),) == told["Derived from it"].runs
    assert "Patents: “A finding”" == told["Used in"].text
    assert "chapters/patents.html#fig-patents-x" == told["Used in"].runs[-1][1]


def test_a_computed_number_shows_its_formula_with_its_numbers_as_links(ledger: Ledger) -> None:
    told = {fact.name: fact for fact in entry(ledger, BASE).facts}

    assert "a / (1 + b / 100)" == told["Formula"].text
    assert ("1.18万亿元", "obs-china-2025-tech-contracts") == told["a"].runs[0]
    assert ("18.8%", "obs-china-2025-tech-contracts-growth") == told["b"].runs[0]
    assert "988 to 998 billion yuan" == told["Interval"].text
    assert "Patents: text; “A finding”" == told["Used in"].text


def test_every_entry_of_the_data_is_complete(store: Store, ledger: Ledger) -> None:
    for row in store.observations:
        told = facts(ledger, row.anchor)
        assert {"Printed", "Value", "Period", "Source", "Indicator", "Key"} <= told.keys(), row.obs
        # What it reads is said where it is not what is printed.
        assert told["Printed"] not in told.get("Reads", "; ").split("; "), row.obs
        assert {"Place"} <= told.keys()
        assert ("Bound" in told) == (row.bound != "exact")
        assert ("Compared with" in told) == bool(row.base_period)


def test_the_card_of_a_number_with_a_rounding_unit_of_its_own_tells_why(ledger: Ledger) -> None:
    known = entries(ledger)
    shown = cards(ledger, known)

    assert "Note" in [name for name, _ in shown["obs-china-2025-01-money-m2-growth"]["facts"]]
    assert "Note" not in [name for name, _ in shown["obs-china-2025-01-money-m2"]["facts"]]


def test_a_card_tells_the_printed_form_period_and_interval_and_leads_to_its_page(ledger: Ledger) -> None:
    card = cards(ledger, entries(ledger))["obs-china-2025-tech-contracts"]

    assert "evidence/patents-2025" == card["page"]
    assert ["Printed", "Reads", "Interval", "Period", "Source"] == [name for name, _ in card["facts"]]


def test_the_numbers_of_a_formula_are_links_from_the_card(ledger: Ledger) -> None:
    told = dict(cards(ledger, entries(ledger))[BASE]["facts"])

    assert ["1.18万亿元", "evidence/patents-2025.html#obs-china-2025-tech-contracts"] == told["a"][0]


def test_an_article_has_a_card(ledger: Ledger) -> None:
    card = cards(ledger, entries(ledger))["source-000-xian-trade"]

    assert "chapters/sources" == card["page"]
    assert ["Title", "Publisher", "Date"] == [name for name, _ in card["facts"]]
