"""Tests of audit/relation.py."""

from __future__ import annotations

from audit_numbers import number
from statbook.analysis import printed_quantity
from statbook.audit import Relation

A, B, C = number("a", "1元", 1), number("b", "2元", 2), number("c", "3元", 3)


def relation() -> Relation:
    return Relation("sum", C, printed_quantity(B) + printed_quantity(A))


def test_the_order_of_the_inputs_makes_no_other_relation() -> None:
    other = Relation("sum", C, printed_quantity(A) + printed_quantity(B))

    assert relation().key == other.key == ("sum", "c", "a", "b")
    assert relation().observations == (C, B, A)


def test_an_observation_is_replaced_on_either_side() -> None:
    changed = relation().with_observation(number("c", "9元", 9))
    assert (9, 3) == (changed.observation.value, changed.others.value)
    changed = relation().with_observation(number("a", "5元", 5))
    assert (3, 7) == (changed.observation.value, changed.others.value)
