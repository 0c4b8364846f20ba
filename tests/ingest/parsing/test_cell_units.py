"""Units of cells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from adding import LEVELS, SHORT, added, grid, values, with_recipe
from statbook.errors import DataError
from statbook.ingest.parsing.cell_units import apply_stated_unit, declared_unit, parse_units
from statbook.ingest.parsing.table_layout import TableLayout
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Place

OPEN = LEVELS.replace(", unit: 亿元", "")


def test_each_cell_may_have_its_unit(data: Path) -> None:
    with_recipe(data, SHORT + OPEN)
    made = added(data, "月份,苹果\n2025年7月,3.99亿元\n2025年8月,0.0005万亿元\n", "other")

    assert {"china.2025-07.apples": "399000000", "china.2025-08.apples": "500000000"} == values(made)
    assert ["3.99亿元", "0.0005万亿元"] == list(made.plan.new["printed"])


@pytest.mark.parametrize(
    ("levels", "table", "words"),
    [
        (LEVELS, "月份,苹果\n2025年7月,7万元\n", "table.csv:2:B .*found the unit '万元'; expected 亿元"),
        (LEVELS, "月份,苹果\n2025年7月,7‰\n", "found the unit '‰'; expected 亿元"),
        (LEVELS.replace("苹果", '"苹果(亿元)"'), "月份,苹果(亿元)\n2025年7月,7万元\n", "found the units '亿元 / 万元'; expected 亿元. Only one"),
        (LEVELS.replace("苹果", '"苹果【亿坡元】"'), "月份,苹果【亿坡元】\n2025年7月,7\n", "'亿坡元', which is not known; .*Known are"),
        (LEVELS.replace("苹果", '"苹果（亿欧元）"'), "月份,苹果（亿欧元）\n2025年7月,7\n", "found the unit '亿欧元'; expected 亿元. Is it"),
        (LEVELS.replace("苹果", '"苹果(万)"'), "月份,苹果(万)\n2025年7月,7\n", "the unit '万', which is not known"),
        (LEVELS.replace("亿元", "亿欧元"), "月份,苹果\n2025年7月,7\n", "found '亿欧元', which data/ does not have; expected a unit of units.csv. Define"),
        (LEVELS.replace("亿元", "上年=100"), "月份,苹果\n2025年7月,7\n", "found '上年=100'; .* It is an index: 103.2 is a growth of 3.2%"),
        (OPEN, "月份,苹果\n2025年7月,7\n", "found no unit; expected a unit, as 亿元. State it in the recipe"),
        ("table: {header: 2}\n" + LEVELS, "单位：万元 Unit: RMB 10 000\n月份,苹果\n2025年7月,7\n", "the unit '万元'; expected 亿元"),
        ("table: {header: 2}\n" + LEVELS, "单位：亿坡元\n月份,苹果\n2025年7月,7\n", "'亿坡元', which is not known"),
        ("table: {header: 2}\n" + OPEN, "单位：亿元、亿美元\n月份,苹果\n2025年7月,7\n", "'亿元、亿美元', which is not known"),
    ],
)  # fmt: skip
def test_a_unit_that_contradicts_the_recipe_or_is_not_known_is_refused(
    levels: str, table: str, words: str, data: Path
) -> None:
    with_recipe(data, SHORT + levels)

    with pytest.raises(DataError, match=words):
        added(data, table, "other")


BLOCKS = "表一,\n单位：亿元,\n月份,苹果\n2025年7月,7\n,\n表二,\n单位：UNIT,\n月份,苹果\n2025年8月,8\n"


@pytest.mark.parametrize(
    "options",
    ['cells: "A8:B9"', "header: 3, skip: [6, 7, 8]", "header: 3, skip: [8], notes: [表, 单位]"],
)
def test_a_unit_stated_among_the_rows_is_that_of_those_below(options: str, data: Path) -> None:
    with_recipe(data, f"table: {{{options}}}\n" + SHORT + LEVELS)

    with pytest.raises(DataError, match=r"table.csv:7:A .*found the unit '万元'; expected 亿元"):
        added(data, BLOCKS.replace("UNIT", "万元"), "other")
    assert "800000000" == values(added(data, BLOCKS.replace("UNIT", "亿元"), "other"))["china.2025-08.apples"]


def test_where_the_recipe_leaves_it_open_each_block_has_its_unit(data: Path) -> None:
    with_recipe(data, "table: {header: 3, skip: [6, 7, 8]}\n" + SHORT + OPEN)

    assert {"china.2025-07.apples": "700000000", "china.2025-08.apples": "800000000"} == values(
        added(data, BLOCKS.replace("UNIT", "万元").replace("月,8", "月,80000"), "other")
    )


def test_a_head_may_state_the_unit_of_the_rows_below(data: Path) -> None:
    wide = "period: {}\nwide: true\nregion: {is: China}\nseries: 项目\n"
    with_recipe(data, wide + "heads: [单位：亿元]\n" + OPEN.replace("苹果", '"单位：亿元 / 苹果"'))

    assert {"china.2025-07.apples": "700000000"} == values(
        added(data, "项目,2025年7月\n单位：亿元,\n苹果,7\n", "other")
    )


def test_the_unit_in_the_name_of_a_series_is_its_own(data: Path) -> None:
    wide = "period: {}\nwide: true\nregion: {is: China}\nseries: 项目\nleave_out: {梨（单位：万元）: No pears.}\n"
    with_recipe(data, wide + LEVELS)

    assert {"china.2025-07.apples": "700000000"} == values(
        added(data, "项目,2025年7月\n梨（单位：万元）,3\n苹果,7\n", "other")
    )


def test_of_several_readings_the_unit_of_the_indicator_counts(vocabulary: Vocabulary) -> None:
    apples = {"indicator": "apples"}

    assert ("CNY", 8) == declared_unit({**apples, "unit": "亿元"}, vocabulary)
    assert declared_unit({**apples, "unit": "斤"}, vocabulary) is None
    assert declared_unit(apples, vocabulary) is None


@pytest.mark.parametrize("column", ["苹果(亿)", "苹果（单位：亿）", "Apples (hundred million)"])
def test_a_scale_alone_may_be_that_of_the_recipe(column: str, data: Path) -> None:
    with_recipe(data, SHORT + LEVELS.replace("苹果", f'"{column}"'))

    assert {"china.2025-07.apples": "700000000"} == values(added(data, f"月份,{column}\n2025年7月,7\n", "other"))


def test_a_column_of_percent_may_hold_fractions(data: Path) -> None:
    fractions = "values: [{column: 同比(%), indicator: apples, measure: growth, base: year_before, unit: fraction}]\n"
    with_recipe(data, SHORT + fractions)
    made = added(data, "月份,同比(%)\n2025年7月,0.052\n2025年8月,-0.1\n", "other")

    assert ["5.2", "-10"] == list(made.plan.new["value"])
    assert {"percent"} == set(made.plan.new["unit"])
    with pytest.raises(DataError, match=r"found '5\.2%'; expected a number in fraction"):
        added(data, "月份,同比(%)\n2025年9月,5.2%\n", "other")
    with pytest.raises(DataError, match="found the units '% / ‰'; expected fraction"):
        added(data, "月份,同比(%)\n2025年9月,5.2‰\n", "other")


INDEX = """values: [{column: 价格指数, indicator: price_index}]
defines:
  indicators:
    - {indicator: price_index, theme: credit, name_en: Price index, name_zh: 价格指数, definition_en: Invented., definition_zh: 虚构。, producer: Nobody, kind: rate, unit: last_year}
  units:
    - {unit: last_year, name_en: preceding year = 100, name_zh: 上年=100, quantity: index, factor: "1"}
"""


@pytest.mark.parametrize("words", ["上年=100", "以上年为100", "去年＝100", "last year=100"])
def test_an_index_is_the_level_of_an_indicator_with_a_unit_of_its_own(words: str, data: Path) -> None:
    with_recipe(data, SHORT + "table: {unit_row: 2}\n" + INDEX)
    made = added(data, f"月份,价格指数\n单位,{words}\n2025年7月,103.2\n", "other")

    assert ["last_year"] == list(made.plan.new["unit"])


@pytest.mark.parametrize("unit", ["%", "上年=100", "last_year"])
def test_an_index_is_no_growth_rate(unit: str, data: Path) -> None:
    growth = f'{{column: 价格指数, indicator: price_index, measure: growth, base: year_before, unit: "{unit}"}}'
    with_recipe(
        data, SHORT + "table: {unit_row: 2}\n" + INDEX.replace("{column: 价格指数, indicator: price_index}", growth)
    )

    with pytest.raises(DataError, match=r"It is an index: 103\.2 is a growth of 3\.2%\. Let it be the level"):
        added(data, "月份,价格指数\n单位,上年=100\n2025年7月,103.2\n", "other")


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({}, ["万元", "x"]), ({"unit": "亿元"}, ["万元", "x"]), ({"unit": "万元"}, ["万元", "x"]), ({"unit": "%"}, ["", "x"]), ({"measure": "growth"}, ["", "x"]), ({"measure": "difference"}, ["万元", "x"]), ({"measure": "level"}, ["万元", "x"]),
    ],
)  # fmt: skip
def test_a_unit_stated_for_the_whole_table_is_that_of_amounts_without_one(
    spec: dict[str, object], words: list[str], vocabulary: Vocabulary
) -> None:
    line = "单位：万元"
    table = TableLayout(grid(line), above={"表一": (1, 0), line: (2, 3)})
    cells = pd.DataFrame({"unit_word": ["", "x"], "unit_line": [5, 6], "unit_at": [1, 1], "line": [5, 6]}, dtype=object)
    spec = {"indicator": "apples", **spec}
    found = apply_stated_unit(cells, spec, table, vocabulary)

    assert words == list(found["unit_word"])
    assert (([2, 6], [3, 1]) if words[0] else ([5, 6], [1, 1])) == (list(found["unit_line"]), list(found["unit_at"]))
    assert ["", "x"] == list(apply_stated_unit(cells, spec, TableLayout(grid(line)), vocabulary)["unit_word"])


@pytest.mark.parametrize(
    ("declared", "words", "units", "found"),
    [
        ("亿元", ["", "亿元"], ["", "亿元"], []), ("亿元", ["万元"], [], ["t.csv:9:C (a): found the unit '万元'; expected 亿元. Is it the recipe"]), ("", ["万元"], ["万元"], []),
        ("", [""], [], ["t.csv:2:B (a): found no unit; expected a unit, as 亿元. State it in the recipe"]), ("", ["x", "万元"], ["万元"], ["t.csv:9:C (a): found the unit 'x', which is not known; expected a unit, as 亿元. Known are"]),
        ("亿元", ["", "x", "y"], [""], ["t.csv:9:C (a): found the unit 'x', which is not known; expected 亿元. Known are", "t.csv:9:C (a): found the unit 'y'"]), ("斤", [""], [], ["r: values: unit: found '斤'"]),
        ("", ["CNY / %"], [], ["t.csv:9:C (a): found the units 'CNY / %'; expected a unit, as 亿元. Only one can be right"]),
    ],
)  # fmt: skip
def test_what_a_table_says_of_its_units_agrees_with_the_recipe(
    declared: str, words: list[str], units: list[str], found: list[str], vocabulary: Vocabulary
) -> None:
    places = {"where": [Place("t.csv", 2 + n, 1) for n in range(2 * len(words))], "unit_line": 9, "unit_at": 2}
    spec = {"column": "a", "indicator": "apples", "unit": declared}
    known, faults = parse_units(pd.DataFrame({"unit_word": words * 2} | places), spec, "r: values", vocabulary)

    assert (units, len(found)) == ([*known], len(faults))
    assert [*found] == [str(fault)[: len(beginning)] for fault, beginning in zip(faults, found, strict=True)]
