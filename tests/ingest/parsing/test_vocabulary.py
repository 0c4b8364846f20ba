"""Codes of data/ and of recipes together."""

from __future__ import annotations

from pathlib import Path

from adding import LEVELS, SHORT, with_recipe
from statbook.ingest.parsing.vocabulary import Vocabulary
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
