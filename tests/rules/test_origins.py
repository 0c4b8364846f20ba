"""Tests of rules/origins.py."""

from __future__ import annotations

import pytest

from rule_numbers import Make, refused
from statbook.analysis import base, together


def test_a_target_is_not_joined_to_outcomes(figure: Make) -> None:
    now, aim = figure("a"), figure("b", status="target", period="2026")

    assert ("target-and-actual",) == refused(lambda: together.series(now, aim))
    assert () == refused(lambda: aim / now)
    assert () == refused(lambda: together.series(aim, figure("c", status="target", period="2027")))


def test_two_producers_make_no_series(figure: Make) -> None:
    one, other = figure("a", producer="A"), figure("b", producer="B", period="2024")

    assert ("two-producers",) == refused(lambda: together.series(one, other))
    assert ("two-producers",) == refused(lambda: one - other)
    assert () == refused(lambda: together.ranked(one, other))


def test_two_concepts_make_no_series(figure: Make) -> None:
    one, other = figure("a"), figure("b", indicator="other", period="2024")

    assert ("two-concepts",) == refused(lambda: together.series(one, other))
    assert ("two-concepts",) == refused(lambda: one + other)
    assert () == refused(lambda: together.ranked(one, other))
    assert () == refused(lambda: one - other)


def test_growth_on_a_comparable_basis_leads_to_no_published_base(figure: Make) -> None:
    level, rate = figure("a", growth_basis="comparable"), figure("b", 5, measure="growth", growth_basis="comparable")

    assert ("comparable-growth",) == refused(lambda: base(level, rate))
    assert ("comparable-growth",) == refused(
        lambda: together.compared(level, figure("c", growth_basis="comparable", period="2024"))
    )
    assert () == refused(lambda: together.yearly(rate))


def test_growth_on_a_comparable_basis_is_not_set_beside_other_growth(figure: Make) -> None:
    comparable = figure("a", 5, measure="growth", growth_basis="comparable")
    other, like = figure("b", 7, measure="growth"), figure("c", 6, measure="growth", growth_basis="comparable")

    assert ("comparable-growth",) == refused(lambda: together.ranked(comparable, other))
    assert ("comparable-growth",) == refused(lambda: together.series(comparable, other))
    assert () == refused(lambda: together.ranked(comparable, like))


def test_an_implied_base_is_no_published_figure(figure: Make) -> None:
    now = figure("a", 110)
    then = base(now, figure("b", 10, measure="growth"))

    assert ("derived-as-published",) == refused(lambda: together.series(then, now))
    assert [100, 110] == pytest.approx([q.value for q in together.series(now, implied=[then])])


def test_two_lower_bounds_have_no_growth(figure: Make) -> None:
    one, other = figure("a", bound="more_than"), figure("b", bound="at_least", period="2024")

    assert ("bounds-as-values",) == refused(lambda: together.compared(one, other))
    assert () == refused(lambda: together.compared(one, figure("c", period="2024")))
