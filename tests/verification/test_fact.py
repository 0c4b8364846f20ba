"""What a fact is."""

from __future__ import annotations

from decimal import Decimal

from statbook.verification.fact import key_of, plain_members, printed_fact, whole_of
from verified_orchard import verifier


def test_a_row_is_a_fact_with_its_place_its_words_and_its_interval() -> None:
    store = verifier().facts.store
    fact = printed_fact(store, store.by_obs["china.2025.apples.red.share"])

    assert ("apples", "China", "2025", "share") == (
        fact.place.indicator,
        fact.place.region,
        fact.place.period,
        fact.place.measure,
    )
    assert frozenset({("indicator", "apples"), ("region", "China")}) == fact.place.whole
    assert "33.6% (33.6%)" == fact.words
    assert (Decimal("33.55"), Decimal("33.65")) == (fact.low, fact.high)
    assert fact.is_printed


def test_a_key_names_members_measure_region_and_period() -> None:
    rows = verifier().facts.store.by_obs

    assert "apples.red.share@China@2025" == key_of(rows["china.2025.apples.red.share"])
    assert "apples.base@China@2025" == key_of(rows["china.2025.apples"], "base")


def test_members_that_stand_for_a_whole_dimension_are_no_members() -> None:
    assert frozenset({("a", "x")}) == plain_members([("a", "x"), ("b", "all"), ("c", "total")])


def test_a_whole_is_the_place_with_one_thing_changed() -> None:
    members = frozenset({("sector", "red")})

    assert frozenset({("indicator", "i"), ("region", "R")}) == whole_of("i", "R", members, "sector=all")
    assert None is whole_of("i", "R", members, "unknown")
