"""Tests of audit/relations.py."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from statbook.audit import CONTRADICTS, NARROWLY, Audit, Relation, find_relations, judge
from statbook.store import Store, rounding_unit


def test_a_relation_never_uses_the_number_that_it_checks(store: Store) -> None:
    assert [] == [r.key for r in find_relations(store) if r.observation.obs in {row.obs for row in r.others.inputs}]


def test_the_numbers_of_the_book_are_related_and_do_not_contradict_one_another(store: Store) -> None:
    audit = Audit(store)
    kinds = {verdict.relation.identity for verdict in audit.equations}

    assert {"sum", "growth", "share", "contribution"} == kinds
    assert (20, 7) == (len(audit.equations), len(audit.following))
    assert 0 == audit.counts[CONTRADICTS]


def test_a_share_of_an_unnamed_whole_is_related_to_nothing(store: Store) -> None:
    unnamed = {row.obs for row in store.observations if row.of == "unknown"}

    assert unnamed
    assert set() == {r.observation.obs for r in find_relations(store)} & unnamed


def test_the_strict_reading_ignores_the_rounding_units_of_rows(store: Store) -> None:
    def contribution(strict: bool) -> list[float]:
        relation = next(r for r in find_relations(store, strict=strict) if r.identity == "contribution")
        return [round(end, 2) for end in relation.others.interval]

    assert [28.69, 28.79] == contribution(False)
    assert [28.47, 29.01] == contribution(True)


def test_intervals_of_relations_are_those_of_exact_fractions(store: Store) -> None:
    def exact(relation: Relation) -> tuple[Fraction, Fraction]:
        part, whole = relation.others.inputs
        halves = [Fraction(rounding_unit(row) or 0) / 2 for row in (part, whole)]
        ends = [
            (Fraction(part.value) + s * halves[0]) / (Fraction(whole.value) + t * halves[1]) * 100
            for s, t in product((-1, 1), repeat=2)
        ]
        return min(ends), max(ends)

    shares = [r for r in find_relations(store) if r.identity == "share" and len(r.others.inputs) == 2]

    assert len(shares) >= 10
    for relation in shares:
        for found, wanted in zip(relation.others.interval, exact(relation), strict=True):
            assert abs(found - float(wanted)) < 1e-9


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
