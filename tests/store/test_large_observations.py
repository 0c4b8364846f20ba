"""Numbers of large tables are found like others, but listed only where they were chosen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from large_orchard import large_orchard, write_large
from orchard_book import orchard
from statbook.store import Package, Store
from statbook.store.large_observations import FIRST, read_table_beside
from statbook.store.large_tables import LargeTables
from statbook.store.package import read_table

KEY = "china.2025-02.pears"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return large_orchard(tmp_path)


@pytest.fixture
def store(data: Path) -> Store:
    return Store.load(data)


def test_a_number_is_found_by_its_key_and_by_its_columns(store: Store) -> None:
    row = store.by_obs[KEY]

    assert (Decimal(6200000000), "62", "old", "credit") == (row.value, row.printed, row.source, row.theme)
    assert [row] == store.find(indicator="pears", period="2025-02")
    assert [row] == store.find({}, obs=KEY, theme="credit")
    assert [] == store.find({"sector": "red"}, indicator="pears")
    assert [] == store.find({"flavour": "sweet"}, indicator="pears")
    assert [] == store.find(indicator="pears", theme="trade")
    assert "Pears, China" == (row.classification.names or {})["en"]


def test_a_key_that_nothing_has_is_missing_as_in_any_mapping(store: Store) -> None:
    assert KEY in store.by_obs
    assert "china.2025-02.plums" not in store.by_obs
    assert store.by_obs.get("china.2025-02.plums") is None
    with pytest.raises(KeyError):
        store.by_obs["china.2025-02.plums"]


def test_only_chosen_numbers_are_listed(store: Store) -> None:
    assert {"apples"} == {row.indicator for row in store.observations}

    chosen = store.with_large(["obs-china-2025-02-pears", "obs-china-2025-02-apples", "num-other"])
    assert [KEY] == [row.obs for row in chosen.observations if row.indicator == "pears"]
    assert [KEY] == [row.obs for row in chosen.find(indicator="pears", period="2025-02")]
    assert store is store.with_large([])


def test_anchors_of_readable_numbers_are_not_looked_for_in_large_tables(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LargeTables, "keys_at_anchors", lambda self, theme, names: sorted(names))

    anchors = ["obs-china-2025-02-pears", "num-other", *(row.anchor for row in store.observations)]
    assert ["china-2025-02-pears"] == store.large.keys_at(anchors)


def test_a_number_that_a_readable_one_replaced_is_found_by_its_anchor(data: Path) -> None:
    rows = Package(data).large.select("credit")
    write_large(data, "apples", rows.head(1).assign(obs="china.2025-02.apples", known_to="2026-03-01"))

    assert ["china.2025-02.apples"] == Store.load(data).large.keys_at(
        ["obs-china-2025-02-apples", "obs-china-2025-01-apples"]
    )


def test_a_series_is_that_of_a_region_if_one_is_given(data: Path) -> None:
    rows = Package(data).large.select("credit")
    write_large(data, "north", rows.assign(region="North", obs=rows["obs"].str.replace("china", "north")))
    store = Store.load(data)

    assert 12 == len(store.series_rows("pears", [], None))
    assert {"North"} == {row.region for row in store.series_rows("pears", [], "North")}
    assert [] == store.series_rows("pears", ["red"], None)
    assert store.large.has_series("pears", [])
    assert not store.large.has_series("pears", ["red"])
    assert ["pears.level"] == store.keys_of("pears")
    assert {("China",), ("North",)} == store.values("credit", "region")
    assert {("north.2025-02.pears",)} == store.values("credit", "obs", region="North", period="2025-02")
    assert set() == store.values("credit", "obs", region="North", flavour="sweet")
    assert [("China", "2025-01"), ("China", "2025-02")] == store.settings_of("pears")[:2]
    assert FIRST == len(store.settings_of("pears"))


def test_another_theme_or_column_has_no_values_in_a_large_table(store: Store) -> None:
    assert set() == store.large.values("trade", "region")
    assert set() == store.large.values("credit", "theme")


def test_the_numbers_of_a_day_are_those_known_then(data: Path) -> None:
    rows = Package(data).large.select("credit")
    old = rows[rows["period"] == "2025-02"].assign(known_to="2026-03-01")
    new = old.assign(value="7000000000", printed="70", known_from="2026-03-01", known_to="")
    (data / "sources.csv").open("a").write(
        "new,新,New,Nobody,2026-03-01,printed,new.txt,1000000000000000000000000000000000000000000000000000000000000000,read,\n"
    )
    write_large(data, "pears", rows[rows["period"] != "2025-02"])
    write_large(data, "revised", old)
    write_large(data, "revision", new.assign(source="new"))
    store = Store.load(data)

    assert "70" == store.by_obs[KEY].printed
    assert store.by_obs[KEY].known_from == "2026-03-01"
    earlier = store.on("2026-02-28")
    assert ("62", "") == (earlier.by_obs[KEY].printed, earlier.by_obs[KEY].known_to)
    assert {"2025-12-31", "2026-03-01"} == store.large.days
    assert "2026-03-01" == store.as_of
    assert ({("70",)}, {("62",)}) == tuple(
        each.large.values("credit", "printed") & {("62",), ("70",)} for each in (store, earlier)
    )
    assert {"2025-12-31"} == earlier.large.days
    assert 6 == len(store.values("credit", "period") & earlier.values("credit", "period"))
    chosen = store.with_large(["obs-china-2025-02-pears"])
    assert ["62", "70"] == [row.printed for row in chosen.history if row.obs == KEY]
    assert ["70"] == [row.printed for row in chosen.observations if row.obs == KEY]
    assert [row.printed for row in chosen.earlier[KEY]] == ["62"]


def test_a_printed_form_finds_no_more_than_are_asked_for(store: Store) -> None:
    assert [KEY] == store.large.matching("62", None, 3)
    assert 2 == len(store.large.matching("none", None, 3) + store.large.matching("63", Decimal(6600000000), 3))


def test_new_rows_are_compared_with_their_series_and_with_what_shares_their_setting(data: Path) -> None:
    package = Package(data)
    readable = read_table(package, "credit")
    coming = readable.head(1).assign(indicator="pears", period="2025-09", obs="")
    assert 6 == len(read_table_beside(package, "credit", coming)) - len(readable)
    red = coming.assign(sector="red")
    assert [] == [*read_table_beside(package, "credit", red).index[len(readable) :]]
    assert [-4] == [*read_table_beside(package, "credit", red.assign(period="2025-04")).index[len(readable) :]]
    assert [-2] == [*read_table_beside(package, "credit", red.assign(obs=KEY)).index[len(readable) :]]


def test_without_large_tables_there_is_the_readable_one_alone(tmp_path: Path) -> None:
    package = Package(orchard(tmp_path / "other"))
    table = read_table(package, "credit")

    assert table is read_table_beside(package, "credit", table)
