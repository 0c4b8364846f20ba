"""Marks behind numbers in a draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import grid
from statbook.ingest.cell_kinds import CellKinds
from statbook.ingest.cell_marks import describe_marks, take_marks
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.recipe_draft import draft_recipe
from statbook.store import Store


@pytest.mark.parametrize(
    ("cells", "plain", "marks"),
    [
        (["488p", "-5.2 (r)", "3.1*", "7"], ["488", "-5.2", "3.1", "7"], "p r *"),
        (["488(1)", "502①", "3【a】"], ["488", "502", "3【a】"], "(1) ①"),
        (["7亿元", "5t", "2025年", "4Q", "1-9"], ["7亿元", "5t", "2025年", "4Q", "1-9"], ""),
        (["5G", "apples", "pears"], ["5G", "apples", "pears"], ""),
    ],
)
def test_marks_are_taken_from_columns_of_numbers(
    cells: list[str], plain: list[str], marks: str, vocabulary: Vocabulary
) -> None:
    read = take_marks(grid("apples", *cells), CellKinds(vocabulary))

    assert ["apples", *plain] == list(read.frame[0])
    assert ((f"marks behind numbers: {marks}",) if marks else ()) == read.notes


def test_a_draft_says_what_marks_mean_by_custom_and_leaves_others_open() -> None:
    assert [
        "marks:",
        "  p: preliminary",
        "  R: The source marks it as revised.",
        '  "*": FILL_IN',
        '  "n": FILL_IN',
    ] == [*describe_marks(("read as UTF-8", "marks behind numbers: p R * n"), "FILL_IN")][1:]
    assert [] == [*describe_marks(("read as UTF-8",), "FILL_IN")]


def test_a_table_whose_numbers_all_carry_marks_has_a_draft(data: Path) -> None:
    file = data.parent / "t.csv"
    file.write_text("month,apples,growth\n2025-07,7p,3.6*\n2025-08,8p,1.2*\n", encoding="utf-8")

    _, text = draft_recipe(Store.load(data), file)

    assert 'column: "apples", indicator: apples' in text
    assert "marks:\n  p: preliminary\n" in text
