"""Tests of rules/rates.py."""

from __future__ import annotations

from typing import Any

import pytest

from rule_numbers import Make, refused
from statbook.analysis import Quantity, base, together
from statbook.analysis.derive import base_of_difference
from statbook.store import Store


def test_basis_points_are_no_percent(number: Make, store: Store) -> None:
    rate = number("a", 3.4, unit="percent", kind="price")
    points = number(
        "b", -40, unit="basis_point", unit_kind="percentage_point", factor=0.01, measure="difference", kind="price"
    )

    assert ("percentage-points",) == refused(lambda: base(rate, points))
    assert ("percentage-points",) == refused(lambda: rate - points)
    assert 3.8 == pytest.approx(base_of_difference(rate, points, store.units).value)


def test_growth_in_percent_less_a_gap_in_points_is_growth(number: Make) -> None:
    grown = number("a", 69.3, measure="growth")
    gap = number("b", 51, measure="growth_gap", unit="percentage_point")

    assert 18.3 == pytest.approx((grown - gap).value)
    assert ("percentage-points",) == refused(lambda: number("c", 3.4, unit="percent") - grown)


@pytest.mark.parametrize(
    "told",
    [
        {"unit": "percent", "kind": "rate"},
        {"unit": "percent", "kind": "price"},
        {"measure": "growth"},
    ],
)
def test_rates_of_different_wholes_are_not_added(number: Make, told: dict[str, Any]) -> None:
    one, other = (number(name, 10, reach={"holder": (name,)}, **told) for name in ("a", "b"))

    assert ("rates-of-different-wholes",) == refused(lambda: one + other)
    assert ("rates-of-different-wholes",) == refused(lambda: together.total(one, other))
    assert () == refused(lambda: one - other)


def test_shares_are_added_where_they_are_of_one_whole(number: Make) -> None:
    def share(name: str, whole: str, **members: str) -> Quantity:
        told = {"measure": "share", "unit": "percent", "of": whole, "members": tuple(members.items())}
        return number(name, 40, reach={each: (code,) for each, code in members.items()}, **told)

    solar, wind = (share(name, "region=World", field=name) for name in ("solar", "wind"))
    parts = [share(name, "field=all", field=name) for name in ("coal", "oil")]

    assert ("rates-of-different-wholes",) == refused(lambda: solar + wind)
    assert 80 == (parts[0] + parts[1]).value


def test_unlike_units_have_no_sum(number: Make) -> None:
    patents = number("a", unit="patents", unit_kind="count", kind="count", reach={"field": ("a",)})
    firms = number("b", unit="firms", unit_kind="count", kind="count", reach={"field": ("b",)})

    assert ("unlike-units",) == refused(lambda: patents + firms)
    assert 1 == (patents / firms).value


def test_growth_and_an_amount_are_of_unlike_units_and_not_rates_of_different_wholes(number: Make) -> None:
    rules = refused(lambda: number("a", measure="growth") + number("b"))

    assert "unlike-units" in rules
    assert "rates-of-different-wholes" not in rules
