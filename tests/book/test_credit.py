"""The credit numbers: what is left over, what a year before amounts to, and rates in basis points."""

from __future__ import annotations

import pytest

from statbook.analysis import Scope
from statbook.store import Store


@pytest.fixture
def january(store: Store) -> Scope:
    return Scope(store, "China", "2025-01")


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("loans_by_borrower.rest", -103.85e9, -83.75e9),
        ("loans_by_borrower.rest.corporate", 1.31e12, 1.33e12),
        ("new_loans.base", 4.91e12, 4.93e12),
        ("aggregate_financing.base", 6.4716e12, 6.4818e12),
        ("new_loans.household.mortgage.base", 92.7e9, 92.9e9),
        ("other_financing_added", 184.6e9, 184.8e9),
        ("money_m2.base", 297.5e12, 297.9e12),
        ("money_growth_gap", 6.5, 6.7),
        ("long_term_of_corporate", 72.2, 72.6),
        ("bonds_of_financing_added", 68.3, 68.4),
    ],
)
def test_derived_credit_numbers_have_their_intervals(january: Scope, key: str, low: float, high: float) -> None:
    quantity = january.get(key)

    assert quantity is not None
    assert (low, high) == pytest.approx(quantity.interval, rel=0.002)


def test_the_parts_exceed_the_total_and_the_rest_is_negative(january: Scope) -> None:
    rest = january.get("loans_by_borrower.rest")

    assert rest is not None
    assert rest.high < 0


def test_the_rest_is_not_called_lending_to_non_banks(store: Store) -> None:
    rest = store.breakdowns["loans_by_borrower"].root.residual

    assert rest is not None
    assert rest["en"].startswith("Other: ")


@pytest.mark.parametrize(
    ("key", "value"), [("lending_rate.enterprises", 3.8), ("lending_rate.household.mortgage", 3.9)]
)
def test_a_change_in_basis_points_is_taken_off_a_rate_in_percent(january: Scope, key: str, value: float) -> None:
    before = january.get(f"{key}.base")

    assert before is not None
    assert (value, value - 0.1, value + 0.1) == pytest.approx((before.value, *before.interval))
    assert before.about
