"""Tests of analysis/derive.py."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from statbook.analysis import Quantity, annual_growth, base, change, contribution, growth, share
from statbook.analysis import printed_quantity as quantity
from statbook.analysis.derive import base_level, base_of_difference
from statbook.store import Classification, Observation

UNITS = pd.DataFrame(
    [
        ("CNY", "money", "1"),
        ("mCNY", "money", "1000"),
        ("percent", "percent", "1"),
        ("basis_point", "percentage_point", "0.01"),
    ],
    columns=["unit", "quantity", "factor"],
).set_index("unit")
Make = Callable[..., Quantity]


@pytest.fixture
def number(observation: Callable[..., Observation]) -> Make:
    def make(obs: str, value: float, **more: object) -> Quantity:
        kind = "percent" if more.get("unit") == "percent" else "money"
        return quantity(
            observation(obs=obs, value=value, printed=f"{value}", classification=Classification(unit_kind=kind), **more)
        )

    return make


def rate(number: Make, value: float) -> Quantity:
    return number("r", value, unit="percent", measure="growth", base_period="2024")


def test_a_base_follows_from_level_and_growth(number: Make) -> None:
    found = base(number("a", 120), rate(number, 20))

    assert found.value == pytest.approx(100)
    assert ("CNY", "base", "2024") == (found.unit, found.measure, found.period)


def test_a_base_follows_from_level_and_difference_in_another_unit(number: Make) -> None:
    step = number("d", 2, unit="mCNY", measure="difference", base_period="2024")

    assert base_of_difference(number("a", 5000), step, UNITS).value == pytest.approx(3000)


def test_basis_points_are_hundredths_of_a_percent_in_a_base(number: Make) -> None:
    step = number("d", -40, unit="basis_point", measure="difference", base_period="2024")
    found = base_of_difference(number("a", 3, unit="percent"), step, UNITS)

    assert (found.value, found.unit) == (pytest.approx(3.4), "percent")


def test_a_printed_base_goes_before_growth_and_growth_before_the_difference(number: Make) -> None:
    now, earlier = number("a", 120), number("e", 99)
    step = number("d", 30, measure="difference", base_period="2024")

    assert base_level(now, earlier, rate(number, 20), step, UNITS) is earlier
    by_growth = base_level(now, None, rate(number, 20), step, UNITS)
    by_step = base_level(now, None, None, step, UNITS)
    assert by_growth is not None and by_growth.value == pytest.approx(100)
    assert by_step is not None and by_step.value == pytest.approx(90)
    assert base_level(now, None, None, None, UNITS) is None


def test_change_growth_share_and_contribution_are_in_their_units(number: Make) -> None:
    now, then, whole = number("a", 120), number("b", 100, period="2024"), number("c", 400, period="2024")

    assert (20, "CNY", "change") == (change(now, then).value, change(now, then).unit, change(now, then).measure)
    assert (pytest.approx(20), "percent") == (growth(now, then).value, growth(now, then).unit)
    assert (pytest.approx(25), "percent") == (share(then, whole).value, share(then, whole).unit)
    points = contribution(now, then, whole)
    assert (pytest.approx(5), "percentage_point", "points") == (points.value, points.unit, points.measure)


def test_growth_follows_from_level_and_difference(number: Make) -> None:
    level, difference = number("a", 120), number("d", 20, measure="difference")

    assert growth(level, base_of_difference(level, difference, UNITS)).value == pytest.approx(20)


def test_a_yearly_rate_is_the_geometric_mean(number: Make) -> None:
    two = number("r", 21, unit="percent", measure="growth", base_period="2023")

    assert annual_growth(two, 2).value == pytest.approx(10)
