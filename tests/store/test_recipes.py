"""Recipes and what they define."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchard_book import RECIPE, orchard
from statbook.errors import DataError
from statbook.store import load_recipe, load_recipes, merge_definitions

PLUMS = "defines: {units: [{unit: USD, name_en: NAME}]}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return orchard(tmp_path)


def test_a_recipe_knows_its_theme_its_source_and_its_series(data: Path) -> None:
    recipe = load_recipe(data, "orchard")

    assert ("data/recipes/orchard.yaml", "credit", "Orchard") == (recipe.where, recipe.theme, recipe.source["title_en"])
    assert ["apples", "pears", "growth"] == [spec["column"] for spec in recipe.values]
    assert [] == recipe.definitions_of("units")


def test_recipes_are_loaded_in_the_order_of_their_names(data: Path) -> None:
    (data / "recipes" / "a.yaml").write_text(RECIPE, encoding="utf-8")

    assert ["a", "orchard"] == list(load_recipes(data))


def test_two_recipes_may_define_the_same_thing_alike_and_not_differently(data: Path) -> None:
    for name, other in (("a", "dollars"), ("b", "dollars"), ("c", "bucks")):
        (data / "recipes" / f"{name}.yaml").write_text(RECIPE + PLUMS.replace("NAME", other), encoding="utf-8")
    recipes = load_recipes(data)

    assert [("USD",)] == list(merge_definitions([recipes["a"], recipes["b"]])["units"])
    with pytest.raises(DataError, match=r"c\.yaml: defines: units: USD: found another definition"):
        merge_definitions([recipes["a"], recipes["c"]])


def test_a_recipe_that_is_not_there_is_a_fault(data: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.yaml"):
        load_recipe(data, "gone")
