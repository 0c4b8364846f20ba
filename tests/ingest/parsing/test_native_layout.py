"""Tables in the layout of a theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import DAY, added, refused, values
from orchard_book import HEADER, row


def test_rows_in_our_layout_need_no_recipe(data: Path) -> None:
    made = added(
        data,
        "indicator,region,sector,period,timing,measure,value,unit\napples,North,red,2024-01,over,level,5,CNY\n",
        "",
    )

    assert {"north.2024-01.apples.red": "5"} == values(made)
    assert ["G2"] == list(made.plan.new["cell"])
    assert ["table-table-2026-01-31"] == list(made.plan.new["source"])


def test_rows_in_our_layout_may_name_a_source_that_data_has(data: Path) -> None:
    made = added(data, HEADER + "\n" + row("apples", "2025-07", 7), "")

    assert ("credit.csv",) == made.files
    assert ["old"] == list(made.plan.new["source"])


GOOD = row("apples", "2025-07", 7, known_from=DAY)


def changed(column: str, text: str, base: str = GOOD) -> str:
    cells = base.rstrip("\n").split(",")
    cells[HEADER.split(",").index(column)] = text
    return HEADER + "\n" + ",".join(cells) + "\n"


BAD_ROWS = {
    "no place": (changed("cell", ""), ":2:R (source)", "without a place"),
    "a closed row": (changed("known_to", "2026-01-01"), ":2:V (known_to)", "nothing"),
    "a header of no theme": ("a,b\n1,2\n", "own.csv:1", "--new-recipe"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_table_in_the_layout_of_a_theme_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = BAD_ROWS[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message
