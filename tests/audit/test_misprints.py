"""Tests of audit/misprints.py."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit_numbers import number, sum_of
from statbook.audit import (
    Audit,
    Detection,
    Power,
    digit_changes,
    find_misprints,
    power,
)
from statbook.audit.misprints import Misprint
from statbook.store import Store


def test_every_digit_is_replaced_by_every_other_without_a_leading_zero() -> None:
    found = [row.printed for row in digit_changes(number("a", "10.5亿元", "1050000000"))]

    assert 8 + 9 + 9 == len(found)
    assert "90.5亿元" in found
    assert not [text for text in found if text.startswith("0")]
    assert Decimal(9_050_000_000) == next(
        row.value for row in digit_changes(number("a", "10.5亿元", "1050000000")) if row.printed == "90.5亿元"
    )


@pytest.mark.parametrize(("text", "value"), [("1/10", 10), ("七成", 70), ("近百个", 100)])
def test_words_and_fractions_have_no_digit_to_misprint(text: str, value: int) -> None:
    assert [] == list(digit_changes(number("a", text, value)))


@pytest.mark.parametrize(
    ("text", "value", "count"),
    [
        ("5", 5, 8),
        ("15", 15, 8 + 9),
        ("5.5", 5.5, 9 + 9),
        ("0.5", 0.5, 9 + 8),
        ("1,234元", 1234, 8 + 9 * 3),
        ("1 2３元", 123, 8 + 9 + 10),
        ("0", 0, 0),
    ],
)
def test_a_number_of_digits_has_so_many_misprints(text: str, value: float, count: int) -> None:
    found = list(digit_changes(number("a", text, value)))

    assert count == len(found) == len({row.printed for row in found})
    assert all(row.value > 0 for row in found)


def test_a_range_is_not_one_number_to_misprint() -> None:
    assert [] == list(digit_changes(number("a", "3至4", 3, value_to=Decimal(4))))


def test_the_size_of_a_misprint_is_relative_to_the_number_as_printed() -> None:
    low, high = number("a", "20", -20), number("a", "25", -25)

    assert (0.25, 0.2) == (Misprint(low, high, 0).size, Misprint(high, low, 0).size)


def test_a_cut_in_value_keeps_its_sign() -> None:
    assert {Decimal(-18), Decimal(-28)} <= {row.value for row in digit_changes(number("a", "58%", -58, "percent"))}


def test_the_smallest_misprint_that_mends_is_named_first() -> None:
    wrong = sum_of(number("w", "19.0", 19), number("a", "4.0", 4), number("b", "6.0", 6))
    best = find_misprints(wrong, [wrong])[0]

    assert ("w", "10.0", 0) == (best.observation.obs, best.instead.printed, best.breaks)


def test_a_misprint_that_contradicts_another_relation_comes_last() -> None:
    whole, a, b = number("w", "12.0", 12), number("a", "4.0", 4), number("b", "6.0", 6)
    wrong, right = sum_of(whole, a, b), sum_of(number("v", "18.0", 18), whole, b)
    found = find_misprints(wrong, [wrong, right])

    assert [("a", "6.0", 0), ("w", "10.0", 1), ("b", "8.0", 1)] == [
        (mend.observation.obs, mend.instead.printed, mend.breaks) for mend in found if mend.instead.value % 2 == 0
    ]


def test_power_counts_what_is_caught_and_what_is_not() -> None:
    whole, a, b, alone = number("w", "10", 10), number("a", "4", 4), number("b", "6", 6), number("c", "77", 77)
    tried = power([whole, a, b, alone], Detection([sum_of(whole, a, b)]))

    assert (4, 0, 6) == (tried.observations, tried.worded, tried.digits)
    assert (3, 4, 2) == (tried.related_observations, tried.related_digits, tried.outside)
    # 10: eight other first digits, nine second; 4 and 6: eight each; 77: eight and nine.
    assert 17 + 8 + 8 + 17 == tried.misprints
    assert tried.caught == tried.by_identity["sum"][1]
    assert tried.always + tried.sometimes + tried.never == tried.related_digits


def test_power_tells_digits_that_are_always_sometimes_and_never_safe() -> None:
    apart = number("x", "7", 7)
    whole, a, b = number("w", "10", 10), number("a", "4", 4), number("b", "6", 6)
    close, worded = number("d", "8", 8), number("e", "七成", 70)
    vague = sum_of(number("v", "约9", 9, bound="about"), close, number("f", "1", 1))
    tried = power([apart, whole, a, b, close, worded], Detection([sum_of(whole, a, b), sum_of(whole, b, a), vague]))

    # 10 lies within 1.5 of the sum: any other first digit is noticed, and any second digit but 1.
    # 4 and 6 may be one more or less.
    assert (
        Power(
            observations=6,
            worded=1,
            digits=6,
            misprints=8 + 17 + 8 * 3,
            related_observations=4,
            related_digits=5,
            related=17 + 8 * 3,
            caught=8 + 8 + 6 + 6,
            always=1,
            sometimes=3,
            by_identity={"sum": (17 + 8 * 3, 8 + 8 + 6 + 6)},
        )
        == tried
    )
    assert (1, 1) == (tried.outside, tried.never)


def test_a_relation_that_is_contradicted_already_notices_nothing() -> None:
    whole, a, b = number("w", "20", 20), number("a", "4", 4), number("b", "6", 6)
    tried = power([whole, a, b], Detection([sum_of(whole, a, b)]))

    assert (0, 0, 0, {}) == (tried.related, tried.caught, tried.related_digits, tried.by_identity)


def test_most_misprints_of_related_figures_are_noticed(store: Store) -> None:
    tried = Audit(store).power

    assert tried.observations == len(store.observations)
    assert tried.by_identity["sum"][1] / tried.by_identity["sum"][0] > 0.9
    assert Audit(store).power_of("equal").caught / Audit(store).power_of("equal").related > 0.85
    assert tried.caught < tried.related < tried.misprints
