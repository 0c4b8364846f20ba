"""The arithmetic of the chapter on patents, against intervals worked out by hand."""

from __future__ import annotations

import pytest

from statbook.analysis import Scope
from statbook.prose import quantity_in_words
from statbook.store import Store


@pytest.fixture(scope="module")
def scope(store: Store) -> Scope:
    return Scope(store)


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("tech_contracts.base@China", 1.175e12 / 1.1885, 1.185e12 / 1.1875),
        ("loans_a_year", (1.555**0.5 - 1) * 100, (1.565**0.5 - 1) * 100),
        ("loan_size_growth", (1.555 / 1.335 - 1) * 100, (1.565 / 1.325 - 1) * 100),
        ("loan_size", 2978.5e8 / 28750, 2979.5e8 / 28650),
        ("left_before_2025", (5950 - 2979.5) * 1e8, (6050 - 2978.5) * 1e8),
        ("zhejiang_stock", 45500 / 0.5045, 46500 / 0.5035),
        ("inventory_of_march", 45500 / 0.3575, 46500 / 0.3565),
        ("zhejiang_of_stock_otherwise", 35.65 / 50.45 * 100, 35.75 / 50.35 * 100),
        ("contract_value_per_case", 2.05e8 / 90, 2.15e8 / 90),
    ],
)
def test_derived_numbers_have_the_interval_of_their_formula(scope: Scope, key: str, low: float, high: float) -> None:
    quantity = scope.get(key)
    assert quantity is not None
    assert quantity.interval == pytest.approx((low, high))


def test_what_calendar_years_leave_counts_the_lending_of_the_last_year_once(scope: Scope) -> None:
    left = scope.get("left_of_calendar_years")
    assert left is not None
    # The lending of 2025 lowers what is left twice, by itself and through the base that it implies.
    low = 5950 - 2979.5 * (1 + 1 / 1.555)
    high = 6050 - 2978.5 * (1 + 1 / 1.565)
    assert left.interval == pytest.approx((low * 1e8, high * 1e8))
    assert left.bound == "about"


@pytest.mark.parametrize("key", ["revenue_per_ip_worker", "revenue_per_ip_agency"])
def test_a_quotient_by_a_lower_bound_is_an_upper_bound(scope: Scope, key: str) -> None:
    quantity = scope.get(key)
    assert quantity is not None
    assert quantity.bound == "at_most"


@pytest.mark.parametrize("key", ["assessing_share", "deals_per_roadshow"])
def test_a_quotient_of_two_lower_bounds_is_only_an_indication(scope: Scope, key: str) -> None:
    quantity = scope.get(key)
    assert quantity is not None
    assert quantity.bound == "indicative"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("revenue_per_ip_worker", "at most 268,000 yuan"),
        ("deals_per_roadshow", "roughly 900,000 yuan"),
        ("ip_pledge_loans@2023/2025", "about 600 billion yuan"),
        ("left_of_calendar_years", "about 110 billion yuan"),
        ("loans_a_year", "24.9%"),
    ],
)
def test_derived_numbers_are_written_as_finely_as_their_interval_carries(scope: Scope, key: str, words: str) -> None:
    quantity = scope.get(key)
    assert quantity is not None
    assert quantity_in_words(quantity, scope.store.units, "en") == words
