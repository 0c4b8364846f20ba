"""Tests of audit/verdict.py."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_numbers import number, share_of, sum_of
from statbook.analysis import printed_quantity
from statbook.audit import (
    CANNOT_TELL,
    CONTRADICTS,
    HOLDS,
    NARROWLY,
    Relation,
    judge,
)
from statbook.audit.verdict import AT_LEAST, AT_MOST
from statbook.store import Observation


def test_parts_that_give_the_printed_sum_to_its_digit_hold() -> None:
    verdict = judge(sum_of(number("w", "10.0", 10), number("a", "4.0", 4), number("b", "6.0", 6)))

    assert (HOLDS, 3) == (verdict.outcome, verdict.passing)


def test_a_sum_that_only_rounding_can_mend_holds_narrowly() -> None:
    verdict = judge(sum_of(number("w", "10.1", 10.1), number("a", "4.0", 4), number("b", "6.0", 6)))

    assert verdict.outcome == NARROWLY


def test_a_sum_beyond_all_rounding_contradicts() -> None:
    verdict = judge(sum_of(number("w", "10.2", 10.2), number("a", "4.0", 4), number("b", "6.0", 6)))

    assert verdict.outcome == CONTRADICTS


def test_an_approximate_number_never_gives_a_verdict() -> None:
    near = judge(sum_of(number("w", "10", 10), number("a", "约4", 4, bound="about"), number("b", "6", 6)))
    far = judge(sum_of(number("w", "约20", 20, bound="about"), number("a", "4", 4), number("b", "6", 6)))

    assert [CANNOT_TELL, CANNOT_TELL] == [near.outcome, far.outcome]


def test_a_fraction_in_words_never_gives_a_verdict() -> None:
    for value in (25, 30, 90):
        rate = number("r", "1/4", value, "percent")

        assert judge(share_of(rate, number("a", "4", 4), number("w", "16", 16))).outcome == CANNOT_TELL


def test_where_every_last_digit_would_pass_one_cannot_tell() -> None:
    verdict = judge(share_of(number("r", "50.0%", 50, "percent"), number("a", "5", 5), number("w", "10", 10)))

    assert verdict.outcome == CANNOT_TELL
    assert verdict.passing >= 10


@pytest.mark.parametrize(("part", "said"), [("8", HOLDS), ("6", CONTRADICTS), ("7", CANNOT_TELL)])
def test_a_bound_holds_only_if_all_that_rounding_allows_lies_within_it(part: str, said: str) -> None:
    rate = number("r", "超70%", 70, "percent", bound="more_than")
    verdict = judge(share_of(rate, number("a", part, part), number("w", "10.00", 10)))

    assert (said, math.inf) == (verdict.outcome, verdict.passing)


@pytest.mark.parametrize(
    ("sense", "whole", "said"),
    [
        (AT_LEAST, "12", HOLDS),
        (AT_LEAST, "10", CANNOT_TELL),
        (AT_LEAST, "8", CONTRADICTS),
        (AT_MOST, "8", HOLDS),
        (AT_MOST, "10", CANNOT_TELL),
        (AT_MOST, "12", CONTRADICTS),
    ],
)
def test_a_limit_is_left_open_where_rounding_reaches_across_it(sense: str, whole: str, said: str) -> None:
    limit = sum_of(number("w", whole, whole), number("a", "4", 4), number("b", "6", 6), sense=sense)

    assert said == judge(limit).outcome


def test_an_open_end_that_meets_itself_is_followed_to_its_limit() -> None:
    a, b = printed_quantity(number("a", "超260", 260, bound="more_than")), printed_quantity(number("b", "15", 15))
    share_, half = a / (a + b) * 100, a - a * 0.5

    assert (94.37, 100.0) == tuple(round(end, 2) for end in share_.interval)
    assert ("at_least", (130.0, math.inf)) == (share_.bound, half.interval)


def test_a_lower_bound_among_the_others_does_not_make_a_contradiction() -> None:
    a, b = printed_quantity(number("a", "超4", 4, bound="more_than")), printed_quantity(number("b", "6.0", 6))
    verdict = judge(Relation("share", number("r", "90.0%", 90, "percent"), a / (a + b) * 100))

    assert verdict.outcome == CANNOT_TELL


@settings(max_examples=200, deadline=None)
@given(st.integers(1000, 999_999), st.integers(1000, 999_999), st.integers(0, 2))
def test_numbers_rounded_from_true_ones_are_never_contradicted(a: int, b: int, places: int) -> None:
    def rounded(name: str, exact: Fraction) -> Observation:
        text = str(round(Decimal(exact.numerator) / exact.denominator, places))
        return number(name, text, text)

    x, y = Fraction(a, 997), Fraction(b, 991)
    parts = rounded("a", x), rounded("b", y)

    assert judge(sum_of(rounded("w", x + y), *parts)).outcome != CONTRADICTS


@settings(max_examples=100, deadline=None)
@given(st.integers(101, 999), st.integers(1000, 9999), st.integers(1, 999))
def test_a_verdict_on_a_share_is_that_of_exact_arithmetic(a: int, w: int, r: int) -> None:
    relation = share_of(
        number("r", f"{r / 10:.1f}%", r / 10, "percent"), number("a", str(a), a), number("w", str(w), w)
    )
    half = Fraction(1, 2)
    ends = [Fraction(a + s * half) / (w + t * half) * 100 for s, t in product((-1, 1), repeat=2)]
    low, high = Fraction(r, 10) - Fraction(1, 20), Fraction(r, 10) + Fraction(1, 20)
    apart = min(ends) > high or max(ends) < low

    assert apart == (judge(relation).outcome == CONTRADICTS)


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


def test_only_an_equation_of_a_number_with_a_last_digit_has_a_step() -> None:
    parts = number("a", "4.0", 4), number("b", "6.0", 6)
    whole, bound = number("w", "10.0", 10), number("w", "超10.0", 10, bound="more_than")

    assert 0.1 == judge(sum_of(whole, *parts)).step
    assert judge(sum_of(bound, *parts)).step is None
    assert judge(replace(sum_of(whole, *parts), sense=AT_LEAST)).step is None
    assert judge(share_of(number("r", "1/4", 25, "percent"), *parts)).step is None
