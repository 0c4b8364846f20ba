"""Tests of rules/origins.py."""

from __future__ import annotations

import pytest

from rule_numbers import Make, refused
from statbook.analysis import base, together


def test_a_target_is_not_joined_to_outcomes(number: Make) -> None:
    now, aim = number("a"), number("b", status="target", period="2026")

    assert ("target-and-actual",) == refused(lambda: together.series(now, aim))
    assert () == refused(lambda: aim / now)
    assert () == refused(lambda: together.series(aim, number("c", status="target", period="2027")))


def test_two_producers_make_no_series(number: Make) -> None:
    one, other = number("a", producer="A"), number("b", producer="B", period="2024")

    assert ("two-producers",) == refused(lambda: together.series(one, other))
    assert ("two-producers",) == refused(lambda: one - other)
    assert () == refused(lambda: together.rank(one, other))


def test_two_concepts_make_no_series(number: Make) -> None:
    one, other = number("a"), number("b", indicator="other", period="2024")

    assert ("two-concepts",) == refused(lambda: together.series(one, other))
    assert ("two-concepts",) == refused(lambda: one + other)
    assert () == refused(lambda: together.rank(one, other))
    assert () == refused(lambda: one - other)


def test_growth_on_a_comparable_basis_leads_to_no_published_base(number: Make) -> None:
    level, rate = number("a", growth_basis="comparable"), number("b", 5, measure="growth", growth_basis="comparable")

    assert ("comparable-growth",) == refused(lambda: base(level, rate))
    assert ("comparable-growth",) == refused(
        lambda: together.compare(level, number("c", growth_basis="comparable", period="2024"))
    )
    assert () == refused(lambda: together.yearly(rate))


def test_growth_on_a_comparable_basis_is_not_set_beside_other_growth(number: Make) -> None:
    comparable = number("a", 5, measure="growth", growth_basis="comparable")
    other, like = number("b", 7, measure="growth"), number("c", 6, measure="growth", growth_basis="comparable")

    assert ("comparable-growth",) == refused(lambda: together.rank(comparable, other))
    assert ("comparable-growth",) == refused(lambda: together.series(comparable, other))
    assert () == refused(lambda: together.rank(comparable, like))


def test_an_implied_base_is_no_published_number(number: Make) -> None:
    now = number("a", 110)
    then = base(now, number("b", 10, measure="growth"))

    assert ("derived-as-published",) == refused(lambda: together.series(then, now))
    assert [100, 110] == pytest.approx([q.value for q in together.series(now, implied=[then])])


def test_two_lower_bounds_have_no_growth(number: Make) -> None:
    one, other = number("a", bound="more_than"), number("b", bound="at_least", period="2024")

    assert ("bounds-as-values",) == refused(lambda: together.compare(one, other))
    assert () == refused(lambda: together.compare(one, number("c", period="2024")))
