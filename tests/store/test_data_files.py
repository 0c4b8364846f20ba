"""The files of data/ are read once, tables by their keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_numbers import store_of
from orchard_book import orchard
from statbook.errors import DataError
from statbook.store import Store


def test_the_country_is_a_region_of_the_data(store: Store) -> None:
    assert ("region", store.country) in store.members.index


def test_tables_are_indexed_by_their_primary_key(store: Store) -> None:
    assert ["dimension", "code"] == list(store.members.index.names)
    assert "money" == store.units.at["CNY", "quantity"]
    assert 2 == store.prints.index[0]


def test_a_country_may_be_missing() -> None:
    store = store_of()
    assert "P" == store.country
    vars(store.package)["descriptor"] = {"statbook": {}}
    assert "" == store.country


def test_a_yaml_file_is_read_once_and_refused_if_it_does_not_fit_its_schema(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    store = Store.load(data)
    assert ["colour"] == [*store.breakdowns]
    assert {} == store.captions("credit")
    (data / "captions" / "credit.yaml").unlink()
    assert {} == store.captions("credit")

    (data / "identities.yaml").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match=r"identities\.yaml"):
        _ = Store.load(data).formulas
    assert {} == Store.load(orchard(tmp_path / "other")).formulas


def test_what_recipes_define_is_told_whether_data_has_it_or_not(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    path = data / "recipes" / "orchard.yaml"
    defined = "defines: {cuts: [{cut: pears_by_colour, indicator: pears, like: colour}]}\n"
    path.write_text(path.read_text(encoding="utf-8") + defined, encoding="utf-8")

    assert ["pears_by_colour"] == [*Store.load(data).recipe_cuts]
    assert {} == Store.load(data).recipe_definitions["indicators"]
