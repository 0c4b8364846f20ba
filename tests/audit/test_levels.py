"""Tests of audit/levels.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from statbook.audit.levels import Levels
from statbook.store import WHOLE, Store


def test_a_base_that_a_rule_forbids_is_not_known_to_the_audit(store: Store) -> None:
    comparable = next(row for row in store.observations if row.classification.growth_basis and row.measure == "growth")

    assert Levels(store).level(comparable, comparable.broken_down_by, comparable.period) is not None
    assert Levels(store).level(comparable, comparable.broken_down_by, comparable.base_period) is None


def test_a_level_is_as_printed_or_implied_by_a_later_one(store: Store) -> None:
    levels = Levels(store)
    rate = next(
        row
        for row in store.find(measure="growth", status="actual")
        if row.base_period
        and levels.quantity(row, row.broken_down_by, row.period, "level")
        and not levels.quantity(row, row.broken_down_by, row.base_period, "level")
        and row.classification.growth_basis != "comparable"
    )
    now = levels.level(rate, rate.broken_down_by, rate.period)
    then = levels.level(rate, rate.broken_down_by, rate.base_period)

    assert now is not None and not now.is_derived
    assert then is not None and then.measure == "base"
    assert now.value / then.value == pytest.approx(1 + float(rate.value) / 100)
    assert levels.level(rate, rate.broken_down_by, rate.base_period, without=rate) is None
    assert levels.level(rate, rate.broken_down_by, "1900") is None


def test_the_whole_of_a_share_may_lie_in_another_region(store: Store) -> None:
    levels = Levels(store)
    share = next(row for row in store.observations if row.measure == "share" and row.of.startswith("region="))
    like, members = levels.whole_of(share)

    assert like is not None and like.region == share.of.partition("=")[2]
    assert members == share.broken_down_by


def test_the_whole_of_a_share_of_members_is_the_one_that_it_names(store: Store) -> None:
    levels = Levels(store)
    share = next(
        row for row in store.observations if row.measure == "share" and "=" in row.of and "region" not in row.of
    )
    dimension, _, code = share.of.partition("=")
    whole, members = levels.whole_of(share)

    assert share == whole
    assert members == {name: member for name, member in share.broken_down_by.items() if name != dimension} | (
        {} if code in WHOLE else {dimension: code}
    )
    assert levels.whole_of(replace(share, of="altitude=all")) == (None, share.broken_down_by)
