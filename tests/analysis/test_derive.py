"""Tests of analysis/derive.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from statbook.analysis import Combination, Quantity, annual_growth, base, change, constant, contribution, growth, share
from statbook.analysis import printed_quantity as quantity
from statbook.analysis.derive import Sides, base_level, base_of_difference, factor_contributions, index_to_hundred
from statbook.errors import MixedNumbers
from statbook.rules import allow
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
    now, made = number("a", 120), number("d", 30, measure="difference", base_period="2024")
    earlier, grown, step = (each.inputs[0] for each in (number("e", 99), rate(number, 20), made))

    as_printed = base_level(now, earlier, grown, step, UNITS)
    by_growth = base_level(now, None, grown, step, UNITS)
    by_step = base_level(now, None, None, step, UNITS)
    assert as_printed is not None and as_printed.of is earlier
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


@pytest.fixture
def dated(observation: Callable[..., Observation]) -> Callable[..., Quantity]:
    def make(obs: str, **more: object) -> Quantity:
        unit_kind = "count" if more.get("unit") else "money"
        own = Classification(kind="flow", unit_kind=unit_kind)
        return quantity(observation(obs=obs, classification=own, **more))

    return make


def test_a_combination_that_breaks_a_rule_is_refused_when_it_is_checked(dated: Callable[..., Quantity]) -> None:
    mixed = Combination.of("ranked", [dated("a"), dated("b", unit="firms")])

    with pytest.raises(MixedNumbers, match="unlike-units"):
        mixed.check()
    with allow("unlike-units", reason="a test"):
        assert ["unlike-units"] == [waiver.rule for waiver in mixed.check()]


def test_missing_quantities_and_constants_are_ignored(dated: Callable[..., Quantity]) -> None:
    assert () == Combination.of("ranked", [dated("a"), None, constant(5, "firms")]).check()
    assert () == Combination("ranked", ()).check()


def test_fixed_parts_are_checked_only_if_each_is_a_single_number(dated: Callable[..., Quantity]) -> None:
    money, firms = dated("a"), dated("b", unit="firms", period="2024")

    with pytest.raises(MixedNumbers, match="unlike-units"):
        Combination("compared", (money, firms)).check()
    assert () == Combination("compared", (money, None)).check()
    assert () == Combination("compared", (money / firms, firms)).check()


def test_implied_quantities_are_compared_with_the_others(dated: Callable[..., Quantity]) -> None:
    with pytest.raises(MixedNumbers, match="unlike-units"):
        Combination.of("series", [dated("a")], [dated("b", unit="firms", period="2024")]).check()


@pytest.fixture
def dates(observation: Any) -> tuple[Sides, Sides]:
    """A product of 156 after 100, made of 133.3 after 100 and 117 after 100."""
    area = quantity(observation(obs="area", value=2979, printed="2979元"))
    area_rate = quantity(observation(obs="area_rate", value=56, unit="percent", measure="growth", printed="56%"))
    wide = quantity(observation(obs="wide", value=28700, unit="borrowers", printed="2.87万户"))
    wide_rate = quantity(observation(obs="wide_rate", value=33, unit="percent", measure="growth", printed="33%"))
    area0, wide0 = base(area, area_rate), base(wide, wide_rate)
    return Sides(wide0, (area0 / wide0).to("CNY"), area0, "then"), Sides(wide, (area / wide).to("CNY"), area, "now")


def test_the_three_pieces_are_the_change_of_the_product(dates: tuple[Sides, Sides]) -> None:
    then, now = dates
    assert sum(piece.value for piece in factor_contributions(then, now).values()) == pytest.approx(
        now.area.value - then.area.value
    )


def test_as_an_index_the_pieces_are_points_of_growth(dates: tuple[Sides, Sides]) -> None:
    then, now = index_to_hundred(*dates)
    pieces = factor_contributions(then, now)
    assert pieces["wide"].value == pytest.approx(33)
    assert sum(piece.value for piece in pieces.values()) == pytest.approx(56)


def test_an_average_year_compounds_to_the_whole_growth(dates: tuple[Sides, Sides]) -> None:
    _, now = index_to_hundred(*dates, years=2)
    assert (now.area.value / 100) ** 2 == pytest.approx(1.56)
    assert now.wide.value * now.tall.value / 100 == pytest.approx(now.area.value)


def test_the_interval_of_a_factor_counts_each_printed_number_once(dates: tuple[Sides, Sides]) -> None:
    _, now = index_to_hundred(*dates)
    assert now.wide.interval == pytest.approx((132.5, 133.5))


def test_sides_are_not_made_of_what_is_not_printed(dates: tuple[Sides, Sides]) -> None:
    then, _ = dates
    assert Sides.of(then.wide, None, then.area) is None
    assert Sides.of(then.wide, then.tall, then.area, "then") == then


def test_a_difference_in_the_unit_of_the_level_is_taken_as_it_is(number: Make) -> None:
    found = base_of_difference(number("a", 120), number("d", 20, measure="difference"), UNITS)

    assert ("(a − d)", 100) == (found.formula, found.value)


@pytest.mark.parametrize("name", ["earlier", "growth_rate", "difference"])
def test_a_strict_level_has_a_strict_base(number: Make, name: str) -> None:
    row = rate(number, 20).inputs[0] if name == "growth_rate" else number("d", 30, measure="difference").inputs[0]
    given: dict[str, Any] = {"earlier": None, "growth_rate": None, "difference": None} | {name: row}
    found = [
        base_level(quantity(number("a", 120).inputs[0], strict=strict), **given, units=UNITS)
        for strict in (True, False)
    ]

    assert [True, False] == [made.strict for made in found if made is not None]


def test_factors_in_percent_are_parts_of_a_hundred_and_others_are_not() -> None:
    then, now = (
        Sides(constant(wide), constant(tall), constant(wide * tall, unit))
        for wide, tall, unit in ((2, 10, "CNY"), (3, 14, "CNY"))
    )
    pieces = factor_contributions(then, now)

    assert {"wide": 10, "tall": 8, "both": 4} == {name: piece.value for name, piece in pieces.items()}
    percent = Sides(now.wide, now.tall, now.area.to("percent"))
    assert 0.1 == factor_contributions(then, percent)["wide"].value
    assert {"percent"} == {piece.unit for piece in factor_contributions(then, percent).values()}


def test_sides_need_all_three_and_keep_their_period(dates: tuple[Sides, Sides]) -> None:
    then, now = dates
    for missing in range(3):
        sides: list[Quantity | None] = [then.wide, then.tall, then.area]
        sides[missing] = None
        assert Sides.of(*sides) is None
    assert ["then", "now"] == [side.period for side in index_to_hundred(then, now)]
    assert Sides.of(then.wide, then.tall, then.area) == Sides(then.wide, then.tall, then.area, "")
