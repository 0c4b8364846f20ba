"""Tests of rules/rule.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rule_numbers import Make, refused
from statbook.analysis import Combination, base, together
from statbook.errors import MixedNumbers
from statbook.rules import ACTS, RULES
from statbook.store import Store


def test_all_rules_that_are_broken_are_told_with_what_to_do(number: Make) -> None:
    now, then = number("a", producer="A"), number("b", producer="B", period="2024-01")

    with pytest.raises(MixedNumbers) as caught:
        together.compare(now, then)

    assert ("year-to-date", "two-producers") == caught.value.rules
    assert str(caught.value).startswith("year-to-date: Amounts of periods of unlike length were compared")
    assert "- a: 100 (2025)" in str(caught.value)
    assert "Instead: Stay with the numbers of one producer" in str(caught.value)
    assert "More: traps/two-producers.html" in str(caught.value)


def test_every_rule_has_words_in_both_languages_and_acts_that_exist() -> None:
    for rule in RULES.values():
        for words in (rule.title, rule.mixed, rule.why, rule.instead):
            assert ["en", "zh"] == [lang for lang, said in words.items() if said], rule.name
        assert set(rule.acts) <= ACTS.keys()


def test_a_derived_quantity_speaks_of_its_first_number_where_its_measure_has_a_name(number: Make) -> None:
    one, other = (number(n, 110, reach={"partner": (n, "Shared")}) for n in ("a", "b"))
    bases = [base(q, number(f"{n}.growth", 10, measure="growth")) for q, n in ((one, "a"), (other, "b"))]

    assert ("overlapping-groups",) == refused(lambda: bases[0] + bases[1])


@pytest.mark.parametrize(
    "make",
    [
        lambda one, other: (one * 1) + (other * 1),
        lambda one, other: one / 1e8 + 1e-8 * other,
        lambda one, other: sum([one, other]),
        lambda one, other: (one + 0) + (other - 0),
        lambda one, other: together.total(one / 100, other / 100),
    ],
)
def test_a_number_in_another_unit_is_still_that_number(number: Make, make: Callable[..., Any]) -> None:
    one, other = (number(n, 110, reach={"partner": (n, "Shared")}) for n in ("a", "b"))

    assert ("overlapping-groups",) == refused(lambda: make(one, other))


@pytest.mark.parametrize(
    "make",
    [lambda one, other: (one + 1) + other, lambda one, other: one * one + other, lambda one, other: 1 / one + other],
)
def test_what_other_arithmetic_makes_of_a_number_is_none(number: Make, make: Callable[..., Any]) -> None:
    one, other = number("a"), number("b")

    assert () == refused(lambda: make(one, other))


def test_a_scaled_number_is_compared_and_ordered_like_the_number(number: Make) -> None:
    year, months = number("a"), number("b", period="2026-01/2026-02")
    bars = Combination.of("ranked", (year * 1, months))

    assert ("year-to-date",) == refused(lambda: together.compare(months * 1, year))
    assert ("year-to-date",) == refused(lambda: together.rank(months / 1e8, year / 1e8))
    assert ("year-to-date",) == refused(bars.check)
    assert "CNY" == (0 + year).unit == (year / 1e8).unit


def test_a_sum_remembers_its_parts(number: Make) -> None:
    korea, asean = number("k", reach={"partner": ("Korea",)}), number("a", reach={"partner": ("ASEAN", "Malaysia")})
    malaysia, japan = (number(name, reach={"partner": (name,)}) for name in ("Malaysia", "Japan"))
    stock = number("s", kind="stock", reach={"partner": ("Peru",)})

    assert ("overlapping-groups",) == refused(lambda: korea + asean + malaysia)
    assert ("overlapping-groups",) == refused(lambda: together.total(korea + asean, malaysia))
    assert ("stock-and-flow",) == refused(lambda: together.rank(korea + asean, stock))
    assert 300 == (korea + asean + japan).value


def test_what_the_data_say_of_a_number_goes_with_it(store: Store) -> None:
    loans, trade = store.by_obs["china.2023_2025.ip_pledge_loans"], store.by_obs["xian.2026-01_2026-02.trade.total.bri"]

    assert ("departments concerned", "gross") == (loans.classification.producer, loans.classification.basis)
    assert {"ASEAN", "Malaysia", "Korea"} <= {member.code for member in (trade.classification.reach or {})["partner"]}
    assert ("2025-01",) == store.by_obs["china.2025-01.money_m1"].classification.breaks
