"""Tests of audit/relations.py."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from audit_numbers import part, parts_of, store_of
from statbook.audit import CONTRADICTS, NARROWLY, Audit, Relation, find_relations, judge
from statbook.audit.verdict import AT_LEAST, AT_MOST, EQUAL
from statbook.store import Category, Classification, Observation, Store, rounding_unit


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


def found(kind: str, *rows: Observation, **told: bool) -> list[tuple[str, float, str]]:
    """The relations of *kind* among *rows*, with what the others give and the sense."""
    store = store_of(*rows, breakdowns=parts_of("a", "b", **told), identities=[{"identity": "x", "cut": kind}])
    return [(r.observation.obs, round(r.others.value, 6), r.sense) for r in find_relations(store)]


W, A, B = part("w", "10"), part("a", "4"), part("b", "6")
W_GREW, A_GREW, B_GREW = part("w", "10%", "growth"), part("a", "10%", "growth"), part("b", "5%", "growth")
A_NOW, B_NOW, W_NOW = part("a", "44"), part("b", "63"), part("w", "110")
A_THEN, B_THEN = part("a", "40", period="2024"), part("b", "60", period="2024")
A_SHARE, B_SHARE = part("a", "40%", "share"), part("b", "55%", "share")
A_WAS, B_WAS = (part(code, text, "share", "2024") for code, text in (("a", "40%"), ("b", "60%")))
UNDATED = part("w", "10%", "growth", base_period="../..")


@pytest.mark.parametrize(
    ("kind", "rows", "expected"),
    [
        ("sum", (W, A, B), ("w.level.2025", 10)),
        ("sum", (W, A, B_THEN), None),
        ("sum", (W, A, part("b", "6", classification=Classification(producer="another"))), None),
        ("growth", (W_GREW, A_NOW, B_NOW, A_THEN, B_THEN), ("w.growth.2025", 7)),
        ("growth", (W_GREW, A_NOW, B_NOW, A_GREW, B_GREW), ("w.growth.2025", 7)),
        ("growth", (W_GREW, A_NOW, B_NOW, A_THEN), None),
        ("growth", (W_GREW, A_NOW, A_THEN, B_THEN), None),
        ("growth", (UNDATED, A_NOW, B_NOW, A_THEN, B_THEN), None),
        ("growth_by_shares", (W_GREW, A_WAS, B_WAS, A_GREW, B_GREW), ("w.growth.2025", 7)),
        ("growth_by_shares", (W_GREW, A_WAS, B_WAS, A_GREW), None),
        ("growth_by_shares", (W_GREW, A_WAS, A_GREW, B_GREW), None),
        ("share_before", (A_WAS, A_NOW, B_NOW, A_GREW, B_GREW), ("a.share.2024", 40)),
        ("share_before", (A_WAS, A_NOW, B_NOW, A_GREW, B_GREW, B_THEN), None),
        ("share_before", (A_WAS, A_NOW, A_GREW), None),
        ("share_before", (B_WAS, A_NOW, B_NOW, A_GREW, B_GREW), None),
        ("hundred", (A_SHARE, B_SHARE), ("b.share.2025", 60)),
        ("hundred", (B_SHARE,), None),
        ("hundred", (A_WAS, B_SHARE), None),
        ("hundred", (part("a", "40%", "share", of="owner=all"), B_SHARE), None),
        ("hundred", (A_SHARE, part("b", "55%", "share", of="region=Q")), None),
    ],
)
def test_parts_that_cover_their_whole_give_it_where_all_of_them_are_printed(
    kind: str, rows: tuple[Observation, ...], expected: tuple[str, float] | None
) -> None:
    wanted = [(*expected, EQUAL)] if expected else []

    assert wanted == found(kind, *rows) == found(kind, *rows, net=True)
    assert [] == found(kind, *rows, rest=True)


@pytest.mark.parametrize(
    ("kind", "rows", "expected"),
    [
        ("within", (W, A, B), ("w.level.2025", 10, AT_LEAST)),
        ("within", (W, A), None),
        ("within_before", (W_GREW, W_NOW, A_NOW, A_GREW), ("w.growth.2025", 175, AT_MOST)),
        ("within_before", (W_GREW, W_NOW, A_NOW, A_GREW, B_THEN), ("w.growth.2025", 175, AT_MOST)),
        ("within_before", (W_GREW, W_NOW, A_NOW, A_GREW, B_NOW, B_GREW), ("w.growth.2025", 10, AT_MOST)),
        ("within_before", (W_GREW, A_NOW, A_GREW), None),
        ("within_before", (W_GREW, W_NOW, A_THEN), None),
        ("within_hundred", (A_SHARE, B_SHARE), ("b.share.2025", 60, AT_MOST)),
        ("within_hundred", (B_SHARE,), None),
        ("within_hundred", (A_WAS, B_SHARE), None),
        ("within_hundred", (part("a", "40%", "share", region="Q"), B_SHARE), None),
        ("within_hundred", (part("a", "40%", "share", status="target"), B_SHARE), None),
        ("within_hundred", (part("a", "40%", "share", of="owner=all"), B_SHARE), None),
    ],
)
def test_parts_beside_a_rest_limit_their_whole(
    kind: str, rows: tuple[Observation, ...], expected: tuple[str, float, str] | None
) -> None:
    assert ([expected] if expected else []) == found(kind, *rows, rest=True)
    assert [] == found(kind, *rows, rest=True, net=True) == found(kind, *rows)


SHARE = {"identity": "share", "measure": "share", "formula": "{own} / {whole} * 100"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((W, A, A_SHARE), [("a.share.2025", 40)]),
        ((W, A, A_WAS, A_SHARE), [("a.share.2025", 40)]),
        ((W, A, part("b", "60%", "share"), A_SHARE), [("a.share.2025", 40)]),
        ((W, A), []),
        ((W, A, part("a", "40%", "share", of="unknown"), B, B_SHARE), [("b.share.2025", 60)]),
        ((W, A, part("a", "40%", "share", base_period="../.."), B, B_SHARE), [("b.share.2025", 60)]),
    ],
)
def test_a_number_is_related_to_what_its_row_names(
    rows: tuple[Observation, ...], expected: list[tuple[str, float]]
) -> None:
    relations = find_relations(store_of(*rows, identities=[SHARE]))

    assert expected == [(relation.observation.obs, relation.others.value) for relation in relations]
    assert all(("share", "percent", EQUAL, "") == (r.identity, r.others.unit, r.sense, r.breakdown) for r in relations)


def test_numbers_that_a_rule_keeps_apart_support_no_relation_and_the_others_do() -> None:
    net, gross = (Classification(kind="flow", basis=basis) for basis in ("net", "gross"))
    rows = (part("w", "10", classification=net), part("a", "4", classification=gross), A_SHARE)
    others = (part("b", "6", classification=net), B_SHARE)

    relations = find_relations(store_of(*rows, *others, identities=[SHARE]))

    assert ["b.share.2025"] == [relation.observation.obs for relation in relations]


def test_a_single_relation_has_the_formula_and_the_sense_that_its_entry_gives() -> None:
    entry = {"identity": "more", "figure": "w.level.2025", "formula": "{i.a} * 2"}
    rest = [
        entry | {"figure": "b.level.2025", "sense": AT_LEAST},
        entry | {"figure": "gone"},
        entry | {"formula": "{i.a@2024}"},
    ]
    found = find_relations(store_of(W, A, B, relations=[entry, *rest]))

    assert [("more", "w.level.2025", 8, "CNY", EQUAL), ("more", "b.level.2025", 8, "CNY", AT_LEAST)] == [
        (r.identity, r.observation.obs, r.others.value, r.others.unit, r.sense) for r in found
    ]


def test_what_two_breakdowns_say_alike_is_one_relation_of_the_first_in_the_order_of_the_tables() -> None:
    cuts = parts_of("a", "b", name="one") | parts_of("b", "a", name="other")
    kinds = [{"identity": "sum", "cut": "sum"}, SHARE]
    found = find_relations(store_of(A_SHARE, W, A, B, breakdowns=cuts, identities=kinds))

    assert [("sum", "one"), ("share", "")] == [(relation.identity, relation.breakdown) for relation in found]


def test_each_category_with_parts_is_a_whole_to_them() -> None:
    cut = parts_of("a", "b")["parts"]
    inner = replace(cut.root.parts[0], parts=(Category((("part", "c"),)), Category((("part", "d"),))))
    cuts = {"parts": replace(cut, root=replace(cut.root, parts=(inner, cut.root.parts[1])))}
    rows = (W, A, B, part("c", "1"), part("d", "2"))
    found = find_relations(store_of(*rows, breakdowns=cuts, identities=[{"identity": "sum", "cut": "sum"}]))

    assert [("w.level.2025", 10), ("a.level.2025", 3)] == [(r.observation.obs, r.others.value) for r in found]
