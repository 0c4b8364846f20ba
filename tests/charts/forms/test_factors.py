"""Rectangles: a product taken apart into what its factors added."""

from __future__ import annotations

import re
from typing import Any

import pytest

from statbook.analysis import printed_quantity
from statbook.charts import Sides, factors

NAMES = {
    "area": "Lent",
    "wide": "borrowers",
    "tall": "each",
    "more_wide": "More borrowers",
    "more_tall": "Larger loans",
}


@pytest.fixture
def dates(observation: Any) -> tuple[Sides, Sides]:
    def sides(when: str, wide: int, tall: int) -> Sides:
        made = [
            printed_quantity(observation(obs=f"{name}{when}", value=value, printed=f"{value}元", unit=unit))
            for name, value, unit in (("w", wide, "borrowers"), ("t", tall, "CNY"), ("a", wide * tall, "CNY"))
        ]
        return Sides(*made, period=when)

    return sides("2023", 100, 10), sides("2025", 140, 12)


def test_the_title_names_the_factor_that_made_more_than_half(labels: Any, dates: tuple[Sides, Sides]) -> None:
    facts = factors(labels, *dates, years=2, names=NAMES).facts  # type: ignore[union-attr]
    assert (facts["more"], facts["area"], facts["wide"], facts["tall"]) == ("More borrowers", "68.0%", "40%", "20%")


def test_an_average_year_speaks_of_its_own_growth(labels: Any, dates: tuple[Sides, Sides]) -> None:
    states = factors(labels, *dates, years=2, names=NAMES).states  # type: ignore[union-attr]
    assert {"level": "68.0%", "index": "68.0%", "year": "29.6% a year"} == {v: f["area"] for v, f in states.items()}


def test_no_factor_is_named_where_none_made_more_than_half(
    labels: Any, dates: tuple[Sides, Sides], observation: Any
) -> None:
    then, now = dates
    even = Sides(
        now.wide,
        printed_quantity(observation(obs="even", value=14, printed="14元")),
        printed_quantity(observation(obs="much", value=1960, printed="1960元")),
        "2025",
    )
    assert factors(labels, then, even, years=2, names=NAMES).facts["more"] == ""  # type: ignore[union-attr]


def test_the_view_asked_for_is_the_one_that_print_shows(labels: Any, dates: tuple[Sides, Sides], drawn: Any) -> None:
    levels = drawn(factors(labels, *dates, years=2, names=NAMES), 700)
    yearly = drawn(factors(labels, *dates, years=2, names=NAMES, first="year"), 700)
    assert "More borrowers +400 yuan" in levels
    assert "More borrowers +18.3" in yearly


@pytest.mark.parametrize("width", [700, 330])
def test_rectangles_stay_within_their_width(labels: Any, dates: Any, drawn: Any, width: int) -> None:
    drawing = drawn(factors(labels, *dates, years=2, names=NAMES), width)
    assert float(re.search(r'width="([\d.]+)"', drawing)[1]) <= width  # type: ignore[index]


def test_a_factor_that_fell_or_is_not_printed_makes_no_chart(labels: Any, dates: tuple[Sides, Sides]) -> None:
    then, now = dates
    assert factors(labels, now, then, years=2, names=NAMES) is None
    assert factors(labels, None, now, years=2, names=NAMES) is None
