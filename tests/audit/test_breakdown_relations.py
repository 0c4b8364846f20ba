"""Tests of audit/breakdown_relations.py."""

from __future__ import annotations

from statbook.audit import (
    NARROWLY,
    find_relations,
    judge,
)
from statbook.store import Store


def test_the_growth_of_a_whole_is_computed_from_its_parts_alone(store: Store) -> None:
    relation = next(r for r in find_relations(store) if r.identity == "growth" and r.observation.region == "Xian")

    assert 4 == len(relation.others.inputs)
    assert (69.32, 69.44) == tuple(
        round(end + push, 2) for end, push in zip(relation.others.interval, (-0.005, 0.005), strict=True)
    )
    assert judge(relation).outcome == NARROWLY


def test_parts_that_may_be_negative_have_no_limit(store: Store) -> None:
    limits = [r for r in find_relations(store) if r.identity == "within" and r.observation.indicator == "new_loans"]

    assert store.breakdowns["loans_by_borrower"].net
    assert [] == limits
