"""All facts of a store."""

from __future__ import annotations

from statbook.reading import Lexicon
from statbook.reading.lexicon import INDICATOR, Entry
from statbook.store import Store
from statbook.verification.facts import Facts
from verified_orchard import verifier


def test_they_are_found_by_indicator_and_by_anchor() -> None:
    facts = verifier().facts

    assert "8.6%" == facts.by_anchor["obs-china-2025-apples-growth"].printed
    assert {"apples", "pears", "sweetness", "trees"} == set(facts.by_indicator)


def test_what_is_printed_goes_before_what_is_computed_for_the_same_place() -> None:
    shares = [fact for fact in verifier().facts.by_indicator["apples"] if fact.place.measure == "share"]

    assert all(fact.is_printed for fact in shares)


def test_a_lexicon_gets_the_names_of_formulas(store: Store) -> None:
    plain = Lexicon({"顺差": (Entry(INDICATOR, "贸易差额"),)})

    words = Facts(store).extend(plain).words

    assert "surplus" == words["顺差"][0].code == words["exports less imports"][0].code
