"""Tests of rules/vintages.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.rules import RuleInput, RuleInputs, day_before, day_before_revision
from statbook.rules.vintages import VINTAGES
from statbook.store import Observation


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
