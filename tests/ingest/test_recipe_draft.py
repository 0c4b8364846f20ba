"""Drafts of recipes."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import DAY, values
from statbook.errors import DataError
from statbook.ingest import AddRequest, add, draft_recipe
from statbook.store import Store


def test_a_draft_is_refused_until_it_is_filled_in(data: Path) -> None:
    file = data.parent / "fruit.csv"
    file.write_text("月份,苹果(亿元),同比(%),环比\n2024-01-01,1,2,3\n2024-02-01,2,3,4\n")
    name, text = draft_recipe(Store.load(data), file)
    (data / "recipes" / f"{name}.yaml").write_text(text)

    assert 'period: {column: "月份", is: month}' in text
    with pytest.raises(DataError, match="values, entry 1: indicator: found FILL_IN"):
        add(data, file, AddRequest(name, DAY))

    filled = text.replace("theme: FILL_IN", "theme: credit").replace("region: {is: FILL_IN}", "region: {is: China}")
    (data / "recipes" / f"{name}.yaml").write_text(
        filled.replace("indicator: FILL_IN", "indicator: apples").replace("FILL_IN", "Said.")
    )
    assert 4 == len(add(data, file, AddRequest(name, DAY)).plan.new)


DRAFTS = {
    "a row of units and a note": (
        "月份,苹果,同比\n,亿元,%\n2025年7月,7,1\n2025年8月,8,2\n2025年9月,9,3\n注：虚构。,,\n",
        'table: {unit_row: 2, notes: ["注"]}',
    ),
    "two rows of names": (
        "月份,苹果,,梨,\n,余额（亿元）,同比,余额（亿元）,同比\n2025年7月,7,1,67,1\n2025年8月,8,2,68,2\n",
        "table: {header: [1, 2]}",
    ),
    "years beside months, and units": (
        "年份,月份,单位,苹果\n2025,7,亿元,7\n2025,8,亿元,8\n",
        'period: {columns: ["年份", "月份"]}',
    ),
    "months below their year": ("指标,单位,2025年,,\n,,7月,8月,9月\n苹果,亿元,7,8,9\n", "table: {header: [1, 2]}"),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_reads_the_table_that_it_was_made_of(name: str, data: Path) -> None:
    content, table_line = DRAFTS[name]
    file = data.parent / "fruit.csv"
    file.write_text(content)
    recipe, text = draft_recipe(Store.load(data), file)
    assert table_line in text.split("\n")

    filled = text.replace("theme: FILL_IN", "theme: credit").replace("region: {is: FILL_IN}", "region: {is: China}")
    for fruit in ("indicator: apples", "indicator: apples", "indicator: pears", "indicator: pears"):
        filled = filled.replace("indicator: FILL_IN", fruit, 1)
    (data / "recipes" / f"{recipe}.yaml").write_text(filled.replace("FILL_IN", "Said."))
    made = values(add(data, file, AddRequest(recipe, DAY)))

    assert "700000000" == made["china.2025-07.apples"]
    assert {
        "a row of units and a note": 6,
        "two rows of names": 8,
        "years beside months, and units": 2,
        "months below their year": 3,
    }[name] == len(made)
