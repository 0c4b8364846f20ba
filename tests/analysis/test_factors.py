"""Factors: what each side of a product added, with the roundings of the printed numbers."""

from __future__ import annotations

from typing import Any

import pytest

from statbook.analysis import base, printed_quantity
from statbook.analysis.factors import Sides, factor_contributions, index_to_hundred


@pytest.fixture
def dates(observation: Any) -> tuple[Sides, Sides]:
    """A product of 156 after 100, made of 133.3 after 100 and 117 after 100."""
    area = printed_quantity(observation(obs="area", value=2979, printed="2979元"))
    area_rate = printed_quantity(
        observation(obs="area_rate", value=56, unit="percent", measure="growth", printed="56%")
    )
    wide = printed_quantity(observation(obs="wide", value=28700, unit="borrowers", printed="2.87万户"))
    wide_rate = printed_quantity(
        observation(obs="wide_rate", value=33, unit="percent", measure="growth", printed="33%")
    )
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
