"""Members and breakdowns of recipes, in data/."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import TABLE, added, refused, table, values, with_recipe
from statbook.errors import DataError
from statbook.store import Store, check_references

PLUMS = """period: {column: 月份}
region: {is: China}
values:
  - {column: 全部, indicator: plums, unit: 亿元}
  - {column: 红, indicator: plums, unit: 亿元, members: {sector: red}}
defines:
  indicators:
    - {indicator: plums, theme: credit, name_en: Plums, name_zh: 李, definition_en: Invented., definition_zh: 虚构。, producer: Nobody, kind: flow, unit: CNY}
  members:
    - {dimension: sector, code: dark, name_en: Dark, name_zh: 深, parents: warm}
    - {dimension: sector, code: warm, name_en: Warm, name_zh: 暖}
  cuts:
    - cut: plums_colour
      theme: credit
      indicator: plums
      title: {en: by colour, zh: 按颜色}
      is: {sector: all}
      parts: [{is: {sector: red}}, {is: {sector: dark}}]
"""


def test_a_breakdown_that_a_recipe_defines_enters_with_its_members_and_is_tried(data: Path) -> None:
    with_recipe(data, PLUMS)
    before = (data / "cuts.yaml").read_text(encoding="utf-8")
    made = added(data, "月份,全部,红\n2025-07,10,7\n", "other")

    assert {"cuts.yaml", "members.csv", "indicators.csv"} <= {*made.files}
    assert (data / "cuts.yaml").read_text(encoding="utf-8").startswith(before)
    assert [*Store.load(data).breakdowns] == ["colour", "plums_colour"]
    assert [("dark", "warm"), ("warm", "")] == [(each["code"], each["parents"]) for each in table(data, "members")][-2:]
    assert [] == check_references(Store.load(data))
    with pytest.raises(
        DataError, match="found 1300000000 for the parts of plums_colour in 2025-08; expected no more than"
    ):
        added(data, "月份,全部,红\n2025-08,10,13\n", "other")


def test_a_breakdown_may_have_the_parts_of_another(data: Path) -> None:
    with_recipe(data, PLUMS.split("  cuts:")[0] + "  cuts: [{cut: plums_like, indicator: plums, like: colour}]\n")

    with pytest.raises(DataError, match="for the parts of plums_like in 2025-07"):
        added(data, "月份,全部,红\n2025-07,10,13\n", "other")
    added(data, "月份,全部,红\n2025-07,10,9\n", "other")
    assert Store.load(data).breakdowns["plums_like"].root == Store.load(data).breakdowns["colour"].root


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sector: dark}}]", "sector: blue}}]", "plums_colour: sector: found 'blue'; expected a code of members.csv"),
        ("sector: dark}}]", "colour: dark}}]", "plums_colour: dimension: found 'colour'"),
        (
            "title: {en: by colour, zh: 按颜色}",
            "like: shape",
            "plums_colour: like: found 'shape'; expected one of colour",
        ),
        ("is: {sector: all}", "iz: {sector: all}", "plums_colour: found 'iz'"),
    ],
)
def test_a_breakdown_of_nothing_is_refused(old: str, new: str, words: str, data: Path, tmp_path: Path) -> None:
    with_recipe(data, PLUMS.replace(old, new))

    assert words in refused(data, tmp_path, "table.csv", "月份,全部,红\n2025-07,10,7\n".encode(), "other")


USES = """period: {column: 月份}
region: {is: China}
dimensions: {use: {column: 用途}}
values: [{column: 苹果, indicator: apples, unit: 亿元}]
defines:
  dimensions: [use]
  members: [{dimension: use, code: juice, name_en: Juice, name_zh: 榨汁}]
"""


def test_a_dimension_that_a_recipe_defines_becomes_a_column_with_its_first_numbers(data: Path) -> None:
    with_recipe(data, USES)
    before = table(data, "credit")
    added(data, TABLE + "2025-07,7,,,\n")
    assert "use" not in table(data, "credit")[0]

    made = added(data, "月份,用途,苹果\n2025-08,榨汁,2\n2025-08,all,8\n", "other")

    assert {"credit.csv", "datapackage.json", "members.csv", "sources.csv"} == {*made.files}
    assert {"china.2025-08.apples.juice": "200000000", "china.2025-08.apples": "800000000"} == values(made)
    rows = table(data, "credit")
    assert ["all"] * len(before) == [row.pop("use") for row in rows[: len(before)]]
    assert before == rows[: len(before)]
    assert ["sector", "kind", "use"] == Store.load(data).package.themes["credit"]
    assert [] == check_references(Store.load(data))
    assert 1 == added(data, "月份,用途,苹果\n2025-08,榨汁,2\n", "other", "again.csv").plan.repeated


def test_a_dimension_with_the_name_of_another_column_is_refused(data: Path, tmp_path: Path) -> None:
    with_recipe(data, USES.replace("use", "unit"))

    message = refused(data, tmp_path, "table.csv", "月份,用途,苹果\n2025-08,榨汁,2\n".encode(), "other")
    assert "other.yaml: defines: dimensions: found 'unit'; expected a name that no other column" in message
