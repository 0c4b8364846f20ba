"""Tests of audit/levels.py."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from audit_numbers import part, parts_of, store_of
from statbook.audit.levels import Levels
from statbook.store import WHOLE, Classification, Observation, Store


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


NOW, THEN = part("a", "44"), part("a", "41", period="2024")
GREW, ROSE = part("a", "10%", "growth"), part("a", "6", "difference")
COMPARABLE = part("a", "10%", "growth", classification=Classification(growth_basis="comparable"))
NOW_COMPARABLE = replace(NOW, classification=COMPARABLE.classification)
UNTIL_NEXT = part("a", "20%", "growth", "2026")
A = {"part": "a"}


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ((NOW, THEN, GREW), 41),
        ((NOW, GREW, ROSE), 40),
        ((NOW, ROSE, GREW), 38),
        ((NOW, UNTIL_NEXT, GREW), 40),
        ((NOW_COMPARABLE, COMPARABLE, ROSE), 38),
        ((NOW_COMPARABLE, COMPARABLE), None),
        ((GREW,), None),
        ((NOW, part("a", "10%", "growth", base_period="2023")), None),
        ((NOW, part("b", "10%", "growth")), None),
    ],
)
def test_a_level_is_printed_or_follows_from_the_first_change_that_leads_to_one(
    rows: tuple[Observation, ...], level: float | None
) -> None:
    found = Levels(store_of(*rows)).level(NOW, A, "2024")

    assert level == (None if found is None else round(found.value, 6))


def test_a_level_does_not_follow_from_the_change_that_it_is_to_check() -> None:
    levels = Levels(store_of(NOW, GREW, ROSE))
    found = [levels.level(NOW, A, "2024", without=row) for row in (GREW, ROSE)]

    assert [38, 40] == [round(level.value, 6) for level in found if level is not None]


def test_the_strict_reading_ignores_rounding_units_in_levels_and_changes() -> None:
    step = {"step": Decimal(10)}
    store = store_of(part("a", "44", **step), part("a", "6", "difference", **step))
    loose, strict = (Levels(store, strict=strict).level(NOW, A, "2024") for strict in (False, True))

    assert loose is not None and loose.interval == (28, 48)
    assert strict is not None and strict.interval == (37, 39)


def test_rows_of_another_region_status_period_or_measure_are_others() -> None:
    others = (part("a", "1", region="Q"), part("a", "2", status="target"), THEN, GREW, part("b", "4"))
    levels = Levels(store_of(*others, NOW))

    assert NOW == levels.row(NOW, A, "2025", "level")
    assert THEN == levels.row(NOW, A, "2024", "level")
    assert others[0] == levels.row(others[0], A, "2025", "level")
    assert levels.row(NOW, {}, "2025", "level") is None
    assert [others[0], others[1], THEN, NOW] == levels.alike(parts_of("a")["parts"], A, "level")


SHARE, SHARE_THEN = part("a", "40%", "share"), part("a", "41%", "share", "2024")
ALL, ALL_THEN, ALL_GREW = part("w", "110"), part("w", "100", period="2024"), part("w", "12%", "growth")
ADDED = part("a", "4%", "contribution", base_period="2024", of="part=all")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("own", 44),
        ("own.before", 41),
        ("whole", 110),
        ("whole.before", 100),
        ("own.growth", 10),
        ("whole.growth", 12),
        ("own.share", 40),
        ("own.share.before", 41),
        ("whole.share", None),
    ],
)
def test_a_name_in_an_identity_stands_for_the_row_or_its_whole_now_or_before(name: str, value: float | None) -> None:
    levels = Levels(store_of(NOW, THEN, GREW, ALL, ALL_THEN, ALL_GREW, SHARE, SHARE_THEN, ADDED))
    found = levels.resolve(name, ADDED)

    assert value == (None if found is None else found.value)


def test_growth_against_another_base_is_not_the_growth_that_a_row_means() -> None:
    levels = Levels(store_of(NOW, part("a", "10%", "growth", base_period="2023"), ADDED))

    assert levels.resolve("own.growth", ADDED) is None


def test_what_names_no_whole_of_its_own_has_none() -> None:
    lost = replace(ADDED, of="altitude=all")

    assert Levels(store_of(NOW, ALL, lost)).resolve("whole", lost) is None
    assert Levels(store_of(NOW, ALL, NOW)).resolve("whole", NOW) is None


@pytest.mark.parametrize(
    ("change", "level", "known"),
    [
        (GREW, {}, (44, 41)),
        (ROSE, {}, (44, 41)),
        (COMPARABLE, {}, (44, None)),
        (replace(GREW, cell="B2"), {}, (None, None)),
        (GREW, {"cell": "B2"}, (None, None)),
        (ADDED, {"cell": "B2"}, (44, 41)),
    ],
)
def test_a_change_is_not_checked_against_a_level_of_another_vintage(
    change: Observation, level: dict[str, str], known: tuple[float | None, ...]
) -> None:
    levels = Levels(store_of(replace(NOW, **level), replace(THEN, **level), change))  # type: ignore[arg-type]
    found = (levels.resolve(name, change) for name in ("own", "own.before"))

    assert known == tuple(None if each is None else each.value for each in found)


@pytest.mark.parametrize(
    ("row", "region", "members"),
    [
        (SHARE, "P", {}),
        (GREW, "P", {}),
        (replace(GREW, of="part=fruit"), "P", {"part": "fruit"}),
        (replace(SHARE, of="part=fruit"), "P", {"part": "fruit"}),
        (replace(SHARE, of="region=World"), "World", A),
        (part("b", "10%", "growth"), None, {"part": "b"}),
    ],
)
def test_a_whole_is_named_by_the_row_or_by_the_share_printed_beside_it(
    row: Observation, region: str | None, members: dict[str, str]
) -> None:
    like, found = Levels(store_of(SHARE, row)).whole_of(row)

    assert (region, members) == (like.region if like else None, found)
