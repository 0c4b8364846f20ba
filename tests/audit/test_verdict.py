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
from statbook.analysis import constant, printed_quantity
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


@pytest.mark.parametrize(
    ("bound", "text", "value", "others", "said"),
    [
        # without a last digit: by the size of the number, but at least of 1
        ("more_than", "超七成", 70, 70 - 6e-8, HOLDS),
        ("more_than", "超七成", 70, 70 - 8e-8, CONTRADICTS),
        ("more_than", "超一半", 0.5, 0.5 - 8e-10, HOLDS),
        ("more_than", "超一半", 0.5, 0.5 - 15e-10, CONTRADICTS),
        # open below: of 1
        ("at_most", "不超过七成", 70, 70 + 8e-10, HOLDS),
        ("at_most", "不超过七成", 70, 70 + 15e-10, CONTRADICTS),
        # with a last digit: by its unit
        ("more_than", "超70%", 70, 70 - 8e-10, HOLDS),
        ("more_than", "超70%", 70, 70 - 15e-10, CONTRADICTS),
        ("more_than", "超70.0%", 70, 70 - 8e-11, HOLDS),
        ("more_than", "超70.0%", 70, 70 - 15e-11, CONTRADICTS),
        ("exact", "70%", 70, 70.5 + 8e-10, HOLDS),
        ("exact", "70%", 70, 70.5 + 15e-10, CONTRADICTS),
        ("exact", "70%", 70, 69.5 - 8e-10, HOLDS),
        ("exact", "70%", 70, 69.5 - 15e-10, CONTRADICTS),
    ],
)
def test_a_billionth_of_the_last_digit_is_an_error_of_floating_point(
    bound: str, text: str, value: float, others: float, said: str
) -> None:
    rate = number("r", text, value, "percent", bound=bound)

    assert said == judge(Relation("share", rate, constant(others))).outcome


@pytest.mark.parametrize(
    ("sense", "others", "said"),
    [
        (AT_LEAST, 9.5, HOLDS),
        (AT_LEAST, 9.6, CANNOT_TELL),
        (AT_LEAST, 10.5, CANNOT_TELL),
        (AT_LEAST, 10.6, CONTRADICTS),
        (AT_MOST, 10.5, HOLDS),
        (AT_MOST, 10.4, CANNOT_TELL),
        (AT_MOST, 9.5, CANNOT_TELL),
        (AT_MOST, 9.4, CONTRADICTS),
        (AT_MOST, math.inf, CANNOT_TELL),
    ],
)
def test_a_limit_that_is_known_holds_for_all_that_the_rounding_of_the_number_allows_or_for_some(
    sense: str, others: float, said: str
) -> None:
    verdict = judge(Relation("within", number("w", "10", 10), constant(others), sense))

    assert (said, math.inf) == (verdict.outcome, verdict.passing)


@pytest.mark.parametrize(
    ("cells", "others", "step", "outcome", "passing"),
    [
        ({}, 10, 0.5, HOLDS, 1),
        ({}, 10.5, 0.5, HOLDS, 2),
        ({}, 10.4, 8, HOLDS, 9),
        ({}, 10.5, 8, CANNOT_TELL, 10),
        ({}, 11, 1, NARROWLY, 3),
        ({}, 20, 8, CONTRADICTS, 9),
        ({}, 20, 1, CONTRADICTS, 3),
        ({"step": Decimal(4)}, 8, 0.5, HOLDS, 2),
        ({"step": Decimal(4)}, 9, 0.5, HOLDS, 1),
    ],
)
def test_a_check_is_as_sharp_as_the_neighbouring_numbers_are_few_that_would_pass(
    cells: dict[str, Decimal], others: float, step: float, outcome: str, passing: float
) -> None:
    one = printed_quantity(number("a", f"{others}", others, step=Decimal(str(step))))
    verdict = judge(Relation("x", number("w", "10", 10, **cells), one * 1))

    assert (outcome, passing) == (verdict.outcome, verdict.passing)


def test_a_bound_among_the_others_lets_any_number_pass() -> None:
    verdict = judge(sum_of(number("w", "10", 10), number("a", "超4", 4, bound="more_than"), number("b", "6", 6)))

    assert (CANNOT_TELL, math.inf) == (verdict.outcome, verdict.passing)


def test_the_strict_reading_judges_by_the_digits_of_the_print() -> None:
    whole, one = number("w", "10", 10, step=Decimal(4)), number("a", "11", 11)
    relations = [Relation("x", whole, printed_quantity(one, strict=strict) * 1) for strict in (False, True)]
    verdicts = [judge(relation) for relation in relations]

    assert [HOLDS, NARROWLY] == [verdict.outcome for verdict in verdicts]
    assert [4, 1] == [verdict.step for verdict in verdicts]
