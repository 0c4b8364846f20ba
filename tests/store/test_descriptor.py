"""The descriptor is read if it is sound, of version 2 or 1, and told what is wrong with it otherwise."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchard_book import orchard
from statbook.errors import DataError
from statbook.store import Package, Store, check_tables
from statbook.store.descriptor import allowed_values, columns_of, read_descriptor

SMALL: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "small",
    "title": "A book",
    "description": "Numbers.",
    "version": "1",
    "licenses": [{"name": "CC-BY-4.0", "title": "Attribution", "path": "https://example.org/by"}],
    "contributors": [{"title": "The makers", "roles": ["creator"]}],
    "statbook": {"themes": {"fruit": []}},
    "resources": [
        {
            "name": "fruit",
            "title": "Fruit",
            "path": "fruit.csv",
            "type": "table",
            "schema": {
                "fields": [
                    {"name": "obs", "type": "string", "description": "key"},
                    {"name": "unit", "type": "string", "description": "code of units.csv"},
                ],
                "primaryKey": ["obs"],
            },
        },
    ],
}


def read(folder: Path, descriptor: object) -> dict[str, Any]:
    text = descriptor if isinstance(descriptor, str) else json.dumps(descriptor)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return read_descriptor(folder)


def test_a_sound_descriptor_is_read_as_it_is(tmp_path: Path) -> None:
    assert SMALL == read(tmp_path, SMALL)


def table(**schema: object) -> Callable[[dict[str, Any]], None]:
    return lambda descriptor: descriptor["resources"][0]["schema"].update(schema)


def column(**field: object) -> Callable[[dict[str, Any]], None]:
    return lambda descriptor: descriptor["resources"][0]["schema"]["fields"][0].update(field)


REFERENCE = {"resource": "units", "fields": ["unit"]}
FAULTS: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda d: d.pop("licenses"), "data/datapackage.json: found no 'licenses'; expected a list of licences"),
    (lambda d: d["contributors"][0].pop("title"), "contributors, entry 1: found .* with a title, or with givenName"),
    (
        lambda d: d["statbook"]["themes"].update(nuts=[]),
        "statbook: themes: found 'nuts'; expected one of the tables: fruit",
    ),
    (
        table(primaryKey=["key"]),
        "resources: fruit: schema: primaryKey: found 'key'; expected a column of fruit: obs, unit",
    ),
    (table(uniqueKeys=[["unit"], ["weight"]]), "uniqueKeys: found 'weight'; expected a column of fruit"),
    (table(uniqueKeys="unit"), "resources, entry 1: schema: uniqueKeys: found 'unit'; expected a list of keys"),
    (table(foreignKeys=[{"fields": ["unit"], "reference": REFERENCE}]), "found 'units'; expected one of the tables"),
    (
        table(foreignKeys=[{"fields": "unit", "reference": {"resource": "", "fields": ["obs", "unit"]}}]),
        "foreignKeys: found 1 and 2 columns; expected as many in both tables",
    ),
    (table(foreignKeys=[{"fields": "of", "reference": {"fields": "obs"}}]), "found 'of'; expected a column of fruit"),
    (
        column(categories=5),
        "schema: fields 1: categories: found 5; expected a list of values, or of values with labels",
    ),
    (column(categories=[{"label": "Over"}]), "categories 1: found no 'value'; expected what stands in a cell"),
    (lambda d: d["resources"].append(d["resources"][0]), "found 'fruit' a second time; expected a key used once"),
]


@pytest.mark.parametrize(("spoil", "told"), FAULTS)
def test_what_is_wrong_is_told_with_its_place(
    spoil: Callable[[dict[str, Any]], Any], told: str, tmp_path: Path
) -> None:
    descriptor = copy.deepcopy(SMALL)
    spoil(descriptor)

    with pytest.raises(DataError, match=told):
        read(tmp_path, descriptor)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"name":\n "a",}', r"data/datapackage\.json:2: found .*; expected valid JSON"),
        ("[]", "found .*; expected a Data Package"),
        ("", "expected valid JSON"),
    ],
)
def test_what_is_no_descriptor_is_told(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=told):
        read(tmp_path, text)


def test_a_missing_file_and_other_encodings_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="found no file; expected a Data Package"):
        read_descriptor(tmp_path)
    (tmp_path / "datapackage.json").write_bytes(b'{"name": "\xff"}')
    with pytest.raises(DataError, match="expected text in UTF-8"):
        read_descriptor(tmp_path)


def test_a_key_of_one_column_may_be_a_text() -> None:
    assert ["a"] == columns_of("a") == columns_of(["a"])


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ({}, None),
        ({"constraints": {"enum": ["a", "b"]}}, ["a", "b"]),
        ({"categories": ["a", "b"]}, ["a", "b"]),
        ({"categories": [{"value": "a", "label": "A"}, {"value": "b"}], "constraints": {"enum": ["b"]}}, ["b"]),
    ],
)
def test_a_closed_list_is_that_of_categories_and_of_enum(field: dict[str, Any], values: list[str] | None) -> None:
    assert values == allowed_values(field)


def test_a_descriptor_of_version_1_holds_the_same_data_to_the_same_rules(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    found = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    del found["$schema"], found["sources"]
    found |= {"profile": "tabular-data-package", "contributors": [{"title": "The makers", "role": "author"}]}
    for resource in found["resources"]:
        del resource["type"], resource["schema"]["$schema"]
        schema = resource["schema"]
        schema["primaryKey"] = schema.get("primaryKey") or schema["uniqueKeys"][0]
        schema.pop("uniqueKeys", None)
        if len(schema["primaryKey"]) == 1:
            schema["primaryKey"] = schema["primaryKey"][0]
        for key in schema.get("foreignKeys", []):
            (key["fields"],), (key["reference"]["fields"],) = key["fields"], key["reference"]["fields"]
        for field in schema["fields"]:
            field.pop("categories", None)
    (data / "datapackage.json").write_text(json.dumps(found), encoding="utf-8")

    assert [] == check_tables(Package(data))
    assert "The makers" == Store.load(data).edition.authors[0].name
    table = data / "credit.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    spoilt = [lines[0], lines[1].replace("level", "rate").replace("CNY", "PLN"), *lines[2:]]
    table.write_text("\n".join([*spoilt, lines[2]]) + "\n", encoding="utf-8")
    told = "\n".join(map(str, check_tables(Package(data))))
    assert "measure: found 'rate'; expected one of level" in told
    assert "unit: found 'PLN'; expected a code of units.csv" in told
    assert "obs/known_from: found" in told
