"""Names in recipes."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import JULY, TABLE, refused
from orchard_book import RECIPE
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.validation.recipe_check import check_definitions
from statbook.store import Store

BAD_RECIPES = {
    "a theme that is none": ({"theme: credit": "theme: credits"}, "theme: found 'credits'"),
    "a dimension that is none": ({"period:": "dimensions: {colour: {is: red}}\nperiod:"}, "dimensions: found 'colour'"),
    "a member of no dimension": ({"unit: 亿元}": "unit: 亿元, members: {colour: red}}"}, "entry 1: members: found 'colour'"),
    "an exception from nothing": ({"leave_out:": "except: [{column: plums, period: x, because: y}]\nleave_out:"}, "found 'plums'"),
    "a column without a period among others": ({"{column: month}": "{}", "values:": "values:\n  - {column: '{period}x', indicator: pears}"}, "values, entry 2: found no {period} in its column"),
    "no column of periods": ({"{column: month}": "{}"}, "period: found no 'column'"),
    "two layouts": ({"values:": "series: month\nwide: true\nlong: apples\nvalues:"}, "found 'wide' and 'long'"),
    "a region and its column": ({"{is: China}": "{is: China, column: remark}"}, "region: found several or none"),
    "a member and its column": ({"period:": "dimensions: {sector: {is: red, column: remark}}\nperiod:"}, "sector: found several or none"),
    "a column of periods and columns": ({"{column: month}": "{column: month, columns: [month, remark]}"}, "period: found 'column' and 'columns'"),
    "a series without a layout": ({"values:": "series: month\nvalues:"}, "series: found not one of 'wide', 'long' and 'rows' with it"),
    "an exception at no time": ({"leave_out:": "except: [{column: pears, period: x, because: y}]\nleave_out:"}, "entry 1: period: found 'x'"),
    "an indicator to amend that is none": ({"values:": "amends: {plums: {warning_en: x}}\nvalues:"}, "amends: found 'plums'"),
    "a cell to amend that is none": ({"values:": "amends: {apples: {colour: x}}\nvalues:"}, "amends: apples: found 'colour'"),
    "a region that is none": ({"China": "Chinas"}, "found 'Chinas'"),
    "a definition without a name": ({"values:": "defines: {indicators: [{indicator: plums, unit: CNY, theme: credit}]}\nvalues:"}, "no 'name_en'"),
    "a mark of digits": ({"values:": "marks: {'1': Note.}\nvalues:"}, "marks: found '1'; expected a sign that is no part of numbers"),
    "heads without series": ({"values:": "heads: [apples]\nvalues:"}, "heads: found no 'series'"),
    "rows without series": ({"values:": "rows: {apples: {}}\nvalues:"}, "rows: found no 'series'"),
    "a row with a column": ({"values:": "series: month\nrows: {apples: {column: x}}\nvalues:"}, "rows: found 'column'"),
    "a pattern of a dimension that is none": ({"{column: pears,": "{column: 'pears {colour}',"}, "entry 2: members: found 'colour'"),
    "a dimension twice in a pattern": ({"{column: pears,": "{column: '{sector} {sector}',"}, "found '{sector} {sector}'; expected each dimension once"),
    "a series without an indicator": ({"indicator: pears, ": ""}, "values, entry 2: found no 'indicator'"),
    "a sheet and sheets": ({"period:": "table: {sheet: a, sheets: [b]}\nperiod:"}, "table: found 'sheet' and 'sheets'"),
    "a word nobody reads": ({"values:": "vales: []\nvalues:"}, "found 'vales'"),
}  # fmt: skip


DEFINED = "indicator: plums, unit: CNY, theme: credit, name_en: Plums, name_zh: 李, producer: Nobody, kind: flow, definition_en: Invented., definition_zh: 虚构。"


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, []), ({"unit: CNY": "unit: crates"}, ["indicators, entry 1: unit: found 'crates'; expected a code of units.csv"]), ({"theme: credit": "theme: fruit"}, ["indicators, entry 1: theme: found 'fruit'; expected one of credit"]), ({"kind: flow": "colour: red"}, ["indicators, entry 1: found 'colour'; expected one of indicator, theme", "indicators, entry 1: found no 'kind'"]),
        ({"unit: CNY, ": ""}, ["indicators, entry 1: found no 'unit'", "indicators, entry 1: unit: found None; expected a code of units.csv"]),
    ],
)  # fmt: skip
def test_a_definition_has_the_cells_of_its_table_and_known_units_and_themes(
    change: dict[str, str], faults: list[str], data: Path
) -> None:
    entry = DEFINED
    for old, new in change.items():
        entry = entry.replace(old, new)
    text = RECIPE.replace("values:", f"defines: {{indicators: [{{{entry}}}]}}\nvalues:")
    (data / "recipes" / "plums.yaml").write_text(text, encoding="utf-8")
    told = [str(fault).partition("defines: ")[2] for fault in check_definitions(Vocabulary(Store.load(data)))]

    assert len(faults) == len(told)
    assert [True] * len(told) == [words.startswith(fault) for words, fault in zip(told, faults, strict=True)]


@pytest.mark.parametrize("name", BAD_RECIPES)
def test_a_recipe_is_refused_for(name: str, data: Path, tmp_path: Path) -> None:
    changes, words = BAD_RECIPES[name]
    text = RECIPE
    for old, new in changes.items():
        text = text.replace(old, new)
    (data / "recipes" / "bad.yaml").write_text(text, encoding="utf-8")

    assert words in refused(data, tmp_path, "table.csv", (TABLE + JULY).encode(), "bad")
