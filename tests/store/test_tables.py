"""Tests of store/tables.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import DataError
from statbook.store import Store


def test_a_folder_without_a_data_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no datapackage\.json"):
        Store.load(tmp_path)


def test_the_country_is_a_region_of_the_data(store: Store) -> None:
    assert ("region", store.country) in store.members.index


def test_tables_are_indexed_by_their_primary_key(store: Store) -> None:
    assert ["dimension", "code"] == list(store.members.index.names)
    assert "money" == store.units.at["CNY", "quantity"]
    assert 2 == store.prints.index[0]


def test_observations_in_force_have_no_end(store: Store) -> None:
    assert {""} == {row.known_to for row in store.observations}
    assert len(store.by_obs) == len(store.observations) <= len(store.history)
    assert all(row.known_to for rows in store.earlier.values() for row in rows)


def test_find_takes_all_columns_and_exactly_the_members(store: Store) -> None:
    found = store.find({"flow": "export"}, indicator="trade", region="Xian", measure="growth")

    assert {"trade"} == {row.indicator for row in found}
    assert {"growth"} == {row.measure for row in found}
    assert all(row.broken_down_by == {"flow": "export"} for row in found)
    assert len(found) < len(store.find(indicator="trade", region="Xian", measure="growth"))
    assert [] == store.find(indicator="nothing")
    assert store.find(measure="growth") == [row for row in store.observations if row.measure == "growth"]


def test_a_vintage_is_the_value_in_force_on_a_day(store: Store) -> None:
    row = store.observations[0]

    assert store.vintage(row.obs, row.known_from) == row
    assert store.vintage("nothing", "2026-01-01") is None


def test_a_store_of_a_day_holds_nothing_that_became_known_later(store: Store) -> None:
    day = store.days[0]
    then = store.on(day)

    assert then is store.on(day)
    assert then.has_day and not store.has_day
    assert then.as_of == day
    assert 0 < len(then.observations) < len(store.observations)
    assert len(then.latest.observations) == len(store.observations)
    assert all(row.known_from <= day for row in then.observations)


def test_an_indicator_that_is_known_later_comes_later(store: Store) -> None:
    then = store.on(store.days[0])
    row = next(row for row in store.observations if not then.find(indicator=row.indicator))
    codes = sorted(row.broken_down_by.values())

    assert then.comes_later(row.indicator, codes)
    assert not then.comes_later(row.indicator, [*codes, "nothing"])
    assert not store.comes_later(row.indicator, codes)


def test_parents_are_found_through_others(store: Store) -> None:
    assert {"Shaanxi", "China", "World"} == store.parents("region", "Xian")
    assert set() == store.parents("region", "nowhere")


def test_names_put_the_most_specific_member_first(store: Store) -> None:
    order = store.package.themes["trade"]
    product = next(code for name, code in store.members.index if name == "product")

    names = store.names("trade", "trade", (("flow", "export"), ("product", product)))

    assert order.index("flow") < order.index("product")
    assert names["en"].endswith("(exports)")
    assert names["zh"].endswith(store.name("flow", "export", "zh"))
    assert store.names("trade", "trade", (("flow", "all"),)) == {
        "en": "Goods trade",
        "zh": store.indicators.at["trade", "name_zh"],
    }


def test_a_waiver_is_listed_under_each_of_its_keys(store: Store) -> None:
    assert store.waivers
    assert all(reason.keys() == {"en", "zh"} for rules in store.waivers.values() for reason in rules.values())
