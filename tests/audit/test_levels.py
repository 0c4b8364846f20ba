"""Tests of audit/levels.py."""

from __future__ import annotations

from statbook.audit.levels import Levels
from statbook.store import Store


def test_a_base_that_a_rule_forbids_is_not_known_to_the_audit(store: Store) -> None:
    comparable = next(row for row in store.observations if row.classification.growth_basis and row.measure == "growth")

    assert Levels(store).level(comparable, comparable.broken_down_by, comparable.period) is not None
    assert Levels(store).level(comparable, comparable.broken_down_by, comparable.base_period) is None
