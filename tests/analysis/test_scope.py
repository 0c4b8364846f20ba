"""Keys: what a sentence may cite."""

from __future__ import annotations

import pytest

import synthetic_data
from statbook.analysis import Scope
from statbook.errors import KeyUnknown, MixedNumbers
from statbook.project.paths import Book
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


FLOW, JANUARY = "aggregate_financing", "china.2025-01.aggregate_financing"


@pytest.fixture
def revised(copy: Book) -> Store:
    """The book's data with January's aggregate financing revised by a later table, which also prints the year before."""
    synthetic_data.define(copy.data, "loans_to_real_economy")
    synthetic_data.put(copy.data, FLOW, {"2024-01": 64734, "2025-01": 70546}, column="B", sector="all", kind="all")
    rename(copy, "china.2025-01.aggregate_financing.all.all", JANUARY)
    return Store.load(copy.data)


@pytest.fixture
def alone(copy: Book) -> Store:
    """The same without the year before."""
    synthetic_data.define(copy.data, "loans_to_real_economy")
    synthetic_data.put(copy.data, FLOW, {"2025-01": 70546}, column="B", sector="all", kind="all")
    rename(copy, "china.2025-01.aggregate_financing.all.all", JANUARY)
    return Store.load(copy.data)


def rename(book: Book, made: str, known: str) -> None:
    """Let the new row carry the key of the printed one, whose value it closes."""
    table = book.data / "credit.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines = [
        line.replace(",2025-02-14,,", f",2025-02-14,{synthetic_data.KNOWN},", 1)
        if line.startswith(f"{known},")
        else line
        for line in lines
    ]
    table.write_text("\n".join(lines).replace(f"\n{made},", f"\n{known},") + "\n", encoding="utf-8")


def test_the_printed_earlier_value_stands_in_place_of_a_computed_base(revised: Store) -> None:
    base = Scope(revised, "China", "2025-01").get(f"{FLOW}.base")

    assert base is not None
    assert (False, 6473.4e9, "2024-01") == (base.is_derived, base.value, base.period)


def test_change_and_growth_are_those_of_the_two_printed_levels(revised: Store) -> None:
    scope = Scope(revised, "China", "2025-01")
    change, growth = scope.get(f"{FLOW}.change"), scope.get(f"{FLOW}.growth")

    assert change is not None and growth is not None
    assert 581.2e9 == pytest.approx(change.value)
    assert 581.2 / 6473.4 * 100 == pytest.approx(growth.value)


def test_a_base_from_a_change_uses_the_level_that_was_printed_beside_it(alone: Store) -> None:
    base = Scope(alone, "China", "2025-01").get(f"{FLOW}.base")

    assert base is not None
    assert 7060e9 - 583.3e9 == pytest.approx(base.value)
    assert {7060e9, 583.3e9} == {float(item.value) for item in base.inputs}


def test_a_share_of_a_revised_whole_is_taken_of_its_earlier_value(revised: Store) -> None:
    share = Scope(revised, "China", "2025-01").get("bonds_of_financing")

    assert share is not None
    assert 693.3 / 7060 * 100 == pytest.approx(share.value)


def test_one_number_of_a_revised_level_and_its_first_change_is_refused_by_name(alone: Store) -> None:
    scope = Scope(alone, "China", "2025-01")
    level, change = scope.get(FLOW), scope.get(f"{FLOW}.difference")

    assert level is not None and change is not None
    with pytest.raises(MixedNumbers, match=r"two-vintages.*revised value.*taken from one another") as caught:
        _ = level - change
    assert "two-vintages" in caught.value.rules


def test_two_numbers_of_one_later_table_are_of_one_vintage(alone: Store, copy: Book) -> None:
    synthetic_data.put(copy.data, "loans_to_real_economy", {"2025-01": 52194}, column="C", sector="all", kind="all")
    scope = Scope(Store.load(copy.data), "China", "2025-01")

    together = scope.get("loans_of_financing")
    assert together is not None
    assert 52194 / 70546 * 100 == pytest.approx(together.value)


def test_what_was_never_known_together_gives_no_number(alone: Store, copy: Book) -> None:
    synthetic_data.put(copy.data, "loans_to_real_economy", {"2025-01": 52194}, column="C", sector="all", kind="all")
    identities = copy.data / "identities.yaml"
    text = identities.read_text(encoding="utf-8")
    entry = (
        "  - {key: odd, theme: credit, unit: CNY, name: {en: odd, zh: 奇}, "
        'formula: "{aggregate_financing} - {aggregate_financing.difference} - {loans_to_real_economy}"}\n'
    )
    identities.write_text(text.replace("formulas:\n", f"formulas:\n{entry}"), encoding="utf-8")

    # The first value stood beside the change in 2025, the loans came with its revision in 2026.
    assert Scope(Store.load(copy.data), "China", "2025-01").get("odd") is None


def test_values_that_were_confirmed_after_a_revision_are_of_its_vintage(alone: Store, copy: Book) -> None:
    prints = copy.data / "prints.csv"
    again = f"{JANUARY}.difference,{synthetic_data.SOURCE},,D2,5833,583300000000,CNY,exact,\n"
    prints.write_text(prints.read_text(encoding="utf-8") + again, encoding="utf-8")
    base = Scope(Store.load(copy.data), "China", "2025-01").get(f"{FLOW}.base")

    assert base is not None
    assert 7054.6e9 - 583.3e9 == pytest.approx(base.value)


def test_without_a_revision_nothing_is_refused(store: Store) -> None:
    base = Scope(store, "China", "2025-01").get(f"{FLOW}.base")

    assert base is not None
    assert 7060e9 - 583.3e9 == pytest.approx(base.value)


def test_the_names_of_keys_are_those_of_numbers_formulas_and_residuals(xian: Scope) -> None:
    names = xian.names

    assert {"trade", "trade.export", "trade.growth", "mode.rest"} <= names
    assert {*xian.store.formulas} <= names
    assert not any(name.endswith(".level") for name in names)


def test_the_residual_of_a_breakdown_has_a_key_with_measures_and_no_other(xian: Scope) -> None:
    rest = xian.get("mode.rest")
    part = next(part for part in xian.parts("mode") if part.residual)

    assert rest is not None
    assert rest.value == pytest.approx(part.level.value)
    growth = xian.get("mode.rest.growth")
    assert growth is not None
    assert part.growth is not None
    assert growth.value == pytest.approx(part.growth.value)
    for key in ("mode", "mode.growth", "mode.other"):
        with pytest.raises(KeyUnknown, match="after the name of a breakdown comes `rest`"):
            xian.get(key)


def test_a_scope_equals_one_of_the_same_store_and_parameters_whatever_it_has_computed(store: Store) -> None:
    one, other = Scope(store, "Xian", "2026-01/2026-02"), Scope(store, "Xian", "2026-01/2026-02")
    one.get("trade")

    assert one == other
    assert one != Scope(store, "Gansu", "2023")
