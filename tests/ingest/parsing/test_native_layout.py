"""Tables in the layout of a theme."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from adding import added, refused, table, values
from changed_book import change
from orchard_book import HEADER, row
from statbook.project.paths import Book


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


GOOD = row("apples", "2025-07", 7)


def changed(column: str, text: str, base: str = GOOD) -> str:
    cells = base.rstrip("\n").split(",")
    cells[HEADER.split(",").index(column)] = text
    return HEADER + "\n" + ",".join(cells) + "\n"


SHORT = "indicator,region,period,timing,measure,printed"


@pytest.mark.parametrize("value", ["", "700000000"])
def test_a_printed_form_of_a_release_says_value_unit_and_bound_and_is_the_cell(value: str, data: Path) -> None:
    made = added(data, f"{SHORT},value\napples,North,2024-01,over,level,7亿元,{value}\n", "")

    assert {"north.2024-01.apples": "700000000"} == values(made)
    assert [("F2", "CNY", "exact")] == [*made.plan.new[["cell", "unit", "bound"]].itertuples(index=False, name=None)]


TEXT = "1月苹果超7亿元，增长5%；梨9亿元，下降6%。"


def test_numbers_of_a_text_get_its_places_and_it_becomes_their_source(data: Path) -> None:
    text = data.parent / "release.txt"
    text.write_text(TEXT, encoding="utf-8")
    lines = (
        "apples,North,2024-01,over,level,超7亿元,",
        "apples,North,2024-01,over,growth,5%,2023-01",
        "pears,North,2024-01,over,growth,6%,2023-01",
    )
    made = added(data, f"{SHORT},base_period\n" + "\n".join(lines) + "\n", "", text=text)

    assert ["700000000", "5", "-6"] == list(made.plan.new["value"])
    assert ["4", "11", "21"] == list(made.plan.new["offset"])
    assert ["more_than", "exact", "exact"] == list(made.plan.new["bound"])
    assert {"text-release-2026-01-31"} == {*made.plan.new["source"]}
    (source,) = [line for line in table(data, "sources") if line["source"] == made.source]
    assert (hashlib.sha256(TEXT.encode()).hexdigest(), "release.txt") == (source["sha256"], source["file"])
    assert any("title and publisher" in note for note in made.notes)


def test_offsets_of_a_known_source_are_found_in_the_folder_of_texts(data: Path, tmp_path: Path) -> None:
    change(Book(data.parent), "sources", 2, sha256=hashlib.sha256(TEXT.encode()).hexdigest())
    (tmp_path / "old.txt").write_text(TEXT, encoding="utf-8")
    content = f"{SHORT},source\npears,North,2024-01,over,level,9亿元,old\n"

    assert "Say --texts FOLDER" in refused(data, tmp_path, "own.csv", content.encode(), "")
    made = added(data, content, "", texts=tmp_path)

    assert [("15", "2025-12-31")] == [*made.plan.new[["offset", "known_from"]].itertuples(index=False, name=None)]


BAD_ROWS = {
    "columns that are needed": ("indicator,period,value\napples,2024-01,1\n", "own.csv:1", "no column region, timing, measure"),
    "no number": ("indicator,region,period,timing,measure\na,b,c,d,e\n", "own.csv:1", "no column printed or value"),
    "a column of no theme": (f"{SHORT},colour\n{'x,' * 6}x\n", "own.csv:1:G", "the column 'colour'"),
    "another day": (changed("known_from", "2026-01-30"), ":2:U (known_from)", "2025-12-31, the day of its source old"),
    "a place too much": (changed("offset", "5"), ":2:T (cell)", "'B8' beside an offset"),
    "a value that is not printed": (changed("printed", "8亿元"), ":2:K (value)", "800000000, as '8亿元' says"),
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
