"""Codes of data/ and of recipes together."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import LEVELS, SHORT, with_recipe
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import normalize_name
from statbook.store import Store

PLUMS = "{indicator: plums, theme: credit, unit: CNY, kind: flow, name_en: Plums}"
APPLES = "{indicator: apples, theme: credit, unit: CNY, kind: stock, name_en: Other apples}"


def test_recipes_add_codes_and_data_overrides_them(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS + f"defines: {{indicators: [{PLUMS}, {APPLES}]}}\n")
    found = Vocabulary(Store.load(data)).indicators

    assert "Plums" == found["plums"]["name_en"]
    assert ("Apples", "flow") == (found["apples"]["name_en"], found["apples"]["kind"])


def test_members_are_found_by_code_and_by_name_in_either_language(vocabulary: Vocabulary) -> None:
    names = vocabulary.codes_by_name("sector")

    assert {"Red": "red", "红": "red", "red": "red", "all": "all"}.items() <= names.items()
    assert "North" not in names


def test_every_dimension_has_all_first(vocabulary: Vocabulary) -> None:
    assert ["all", "red", "green"] == vocabulary.codes("sector")
    assert ["sector", "kind"] == vocabulary.dimensions("credit")
    assert "sector" in vocabulary.columns("credit")


PROVINCES = (
    """11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82""".split()
)


@pytest.fixture(scope="module")
def book() -> Vocabulary:
    return Vocabulary(Store.load(Path(__file__).parents[3] / "data"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("广东", "Guangdong"), ("广东省", "Guangdong"), ("Guangdong Province", "Guangdong"), ("440000", "Guangdong"), ("北京市", "Beijing"),
        ("广西壮族自治区", "Guangxi"), ("内蒙古自治区", "InnerMongolia"), ("Inner Mongolia", "InnerMongolia"), ("中国香港", "HongKong"),
        ("Macau", "Macao"), ("西安市", "Xian"), ("吉林省", "Jilin"), ("宁夏回族自治区", "Ningxia"), ("新疆", "Xinjiang"), ("Shanxi", "Shanxi"),
    ],
)  # fmt: skip
def test_a_region_is_found_by_each_usual_form(name: str, code: str, book: Vocabulary) -> None:
    assert code == book.codes_by_name("region")[normalize_name(name)]


def test_a_name_in_both_languages_is_one(book: Vocabulary) -> None:
    names = ("北  京 Beijing", "内蒙古 Inner Mongolia", "广东省 Guangdong")

    assert ["Beijing", "InnerMongolia", "Guangdong"] == [
        book.codes_by_name("region").get(normalize_name(name)) for name in names
    ]


def test_a_city_with_the_name_of_its_province_is_not_the_province(book: Vocabulary) -> None:
    assert "吉林市" not in book.codes_by_name("region")


def test_every_provincial_unit_has_its_code_and_every_city_lies_in_its_province(book: Vocabulary) -> None:
    regions = {code: row for (dimension, code), row in book.members.items() if dimension == "region"}
    by_number = {row["gb_code"]: code for code, row in regions.items() if row["gb_code"]}

    assert {f"{first}0000" for first in PROVINCES} == {number for number in by_number if number.endswith("0000")}
    assert len(by_number) == sum(bool(row["gb_code"]) for row in regions.values())
    for number, code in by_number.items():
        parent = "China" if number.endswith("0000") else by_number[f"{number[:2]}0000"]
        assert parent == regions[code]["parents"], code


def test_no_form_of_a_name_is_that_of_two_members(book: Vocabulary) -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for (dimension, code), row in book.members.items():
        for form in (code, row["name_en"], row["name_zh"], row["gb_code"], *row["forms"].split(";")):
            owners.setdefault((dimension, normalize_name(form)), set()).add(code)

    assert [] == [key for key, codes in owners.items() if key[1] and len(codes) > 1]
