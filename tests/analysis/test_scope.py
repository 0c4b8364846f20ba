"""Keys: what a sentence may cite."""

from __future__ import annotations

import pytest

from statbook.analysis import Scope
from statbook.errors import KeyUnknown
from statbook.store import Store


@pytest.fixture
def xian(store: Store) -> Scope:
    return Scope(store, "Xian", "2026-01/2026-02")


def test_a_level_is_the_default_measure(xian: Scope) -> None:
    quantity = xian.get("trade.export")

    assert quantity is not None
    assert 87_840_000_000 == quantity.value


def test_members_may_stand_in_any_order(xian: Scope) -> None:
    one, other = xian.get("trade.export.machinery"), xian.get("trade.machinery.export")

    assert one is not None and other is not None
    assert one.inputs == other.inputs


def test_a_key_that_no_number_bears_is_an_error_that_lists_what_there_is(xian: Scope) -> None:
    with pytest.raises(KeyUnknown, match=r"trade\.export\.machines.*trade\.export\.machinery\.level"):
        xian.get("trade.export.machines")


def test_an_unknown_indicator_is_named(xian: Scope) -> None:
    with pytest.raises(KeyUnknown, match="'tarde'"):
        xian.get("tarde.export")


def test_a_sound_key_without_a_print_here_is_none(store: Store) -> None:
    assert Scope(store, "Gansu", "2023").get("trade.processing") is None


def test_a_key_may_name_another_place_and_time(store: Store) -> None:
    quantity = Scope(store, "Xian", "2026-01/2026-02").get("trade@Gansu@2023")

    assert quantity is not None
    assert 49_170_000_000 == quantity.value


def test_a_key_that_fits_several_numbers_is_an_error_that_names_them(store: Store) -> None:
    with pytest.raises(KeyUnknown, match="@China@2023/2025"):
        Scope(store).get("ip_pledge_loans@China")


def test_the_base_comes_from_a_difference_where_no_rate_is_printed(store: Store) -> None:
    scope = Scope(store, "China", "2025-01")
    base = scope.get("new_loans.base")

    assert base is not None
    assert 4_920_000_000_000 == pytest.approx(base.value)
    assert (4_910_000_000_000, 4_930_000_000_000) == pytest.approx(base.interval)


def test_a_formula_is_arithmetic_with_keys_only(store: Store) -> None:
    for name, entry in store.formulas.items():
        assert "__" not in entry["formula"], name
        assert {"en", "zh"} <= set(entry["name"]), name
