"""Tests of rules/times.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rule_numbers import Make, refused
from statbook.analysis import annual_growth, base, together
from statbook.analysis.derive import base_of_difference
from statbook.rules import RuleInput, RuleInputs, day_before, day_before_revision
from statbook.rules.times import VINTAGES
from statbook.store import Observation, Store


def test_two_months_are_not_compared_with_a_year(number: Make) -> None:
    year, months = number("a"), number("b", period="2026-01/2026-02", timing="to_date")
    before = number("c", period="2025-01/2025-02", timing="to_date")

    assert ("year-to-date",) == refused(lambda: together.compare(months, year))
    assert ("year-to-date",) == refused(lambda: together.rank(months, year))
    assert () == refused(lambda: together.compare(months, before))


def test_a_month_is_what_the_sum_since_january_leaves(number: Make) -> None:
    months, january = number("a", 30, period="2026-01/2026-02", timing="to_date"), number("b", 10, period="2026-01")

    assert 20 == (months - january).value


def test_growth_over_two_years_is_not_growth_of_a_year(number: Make) -> None:
    two, one = number("a", 56, measure="growth", base_period="2023"), number("b", 10, measure="growth")

    assert ("growth-over-years",) == refused(lambda: together.yearly(two))
    assert ("growth-over-years",) == refused(lambda: together.rank(two, one))
    assert 24.9 == pytest.approx(annual_growth(two, 2).value, abs=0.01)
    assert () == refused(lambda: together.yearly(one))


def test_growth_over_two_years_less_growth_over_one_is_no_gap(number: Make) -> None:
    two, one = number("a", 56, measure="growth", base_period="2023"), number("b", 10, measure="growth")

    assert ("growth-over-years",) == refused(lambda: two - one)
    assert () == refused(lambda: one - number("c", 8, measure="growth"))


def test_amounts_of_unlike_periods_make_a_share_only_where_one_lies_in_the_other(number: Make) -> None:
    year, months, before = number("a"), number("b", period="2026-01/2026-02"), number("c", period="2025-01/2025-02")

    assert ("year-to-date",) == refused(lambda: months / year)
    assert () == refused(lambda: before / year)
    assert () == refused(lambda: months / number("d", unit="firms", unit_kind="count"))
    assert () == refused(lambda: months / number("e", period="../.."))


def test_growth_without_a_base_leads_to_none(number: Make) -> None:
    level, rate = number("a"), number("b", 48, measure="growth", base_period="../..")

    assert ("unnamed-base",) == refused(lambda: base(level, rate))
    assert ("unnamed-base",) == refused(lambda: together.yearly(rate))
    assert () == refused(lambda: base(level, number("c", 25, measure="growth")))


def test_a_series_does_not_cross_a_change_of_definition(number: Make) -> None:
    told = {"kind": "stock", "timing": "at", "breaks": ("2025-01",)}
    before, after, later = (number(p, period=p, **told) for p in ("2024-12", "2025-01", "2025-02"))

    assert ("change-of-definition",) == refused(lambda: together.series(before, after))
    assert ("change-of-definition",) == refused(lambda: after - before)
    assert () == refused(lambda: together.series(after, later))


def test_a_printed_change_leads_to_the_level_before_across_a_change_of_definition(number: Make, store: Store) -> None:
    told = {"kind": "stock", "timing": "at", "breaks": ("2025-01",), "period": "2025-01"}
    level, step = number("a", 100, **told), number("b", 5, measure="difference", base_period="2024-01", **told)

    assert 95 == base_of_difference(level, step, store.units).value


def test_a_change_of_definition_lies_between_growth_and_its_base(number: Make) -> None:
    told = {"kind": "stock", "breaks": ("2025-01",), "measure": "growth"}
    one = number("a", 1, period="2025-01", **told | {"base_period": "2024-01"})
    other = number("b", 1, period="2025-02", **told | {"base_period": "2024-02"})

    assert ("change-of-definition",) == refused(lambda: together.series(one, other))


def test_the_day_before_crosses_months_and_years() -> None:
    assert ("2025-12-31", "2024-02-29") == (day_before("2026-01-01"), day_before("2024-03-01"))


@pytest.mark.parametrize(
    ("revises", "last_printed", "day"),
    [(True, "2026-01-31", "2026-01-31"), (True, "2026-02-01", ""), (True, "2026-03-01", ""), (False, "2026-01-31", "")],
)
def test_a_revised_value_and_one_printed_only_before_are_of_two_vintages(
    observation: Callable[..., Observation], revises: bool, last_printed: str, day: str
) -> None:
    one = observation(obs="a", revises=revises, known_from="2026-02-01")
    other = observation(obs="b", last_printed=last_printed)

    assert day_before_revision(one, other) == day


def test_the_rule_looks_at_what_derived_numbers_are_made_of(observation: Callable[..., Observation]) -> None:
    old = observation(obs="b", last_printed="2026-01-31")
    new = observation(obs="a", revises=True, known_from="2026-02-01")
    plain = RuleInput(observation(obs="c", last_printed="2026-05-01"), "level", "CNY")
    derived = RuleInput(plain.row, "base", "CNY", derived=True, made_of=(old,))
    revised = RuleInput(new, "level", "CNY")

    condition = VINTAGES["two-vintages"]

    assert condition(RuleInputs("added", ((revised,), (plain,)))) is None
    found = condition(RuleInputs("added", ((derived,), (revised,))))
    assert found is not None and found.until == "2026-01-31"
