"""Tests of evidence/facts.py."""

from __future__ import annotations

from evidence_ledger import BASE, LEVEL, chapter, facts, number
from statbook.evidence import Ledger
from statbook.evidence.facts import join
from statbook.store import Store


def test_a_number_of_an_earlier_vintage_says_so(store: Store) -> None:
    made = Ledger(store, {"patents": chapter(cited={"k": number(vintage={LEVEL: "2026-03-24"})})}, "")

    told = facts(made, BASE)["Vintage"]
    assert "values known since 24 March 2026, of one vintage; one of its numbers has been revised since" == told


def test_an_interval_that_is_open_on_both_sides_is_not_given_as_one(store: Store) -> None:
    made = Ledger(
        store,
        {
            "patents": chapter(
                cited={"k": number(low=0, high=None, words={"num": "roughly 1", "range": "open on both sides"})}
            )
        },
        "",
    )

    assert (
        "open on both sides: bounds on either side of the formula leave it unlimited, so one digit is written"
        == facts(made, BASE)["Interval"]
    )


def test_items_are_joined_by_words_that_are_part_of_no_link() -> None:
    assert (("a", ""), ("; ", ""), ("b", "x"), ("c", ""), ("; d", "")) == join(
        [[("a", "")], [("b", "x"), ("c", "")], [("d", "")]]
    )
    assert () == join([])
