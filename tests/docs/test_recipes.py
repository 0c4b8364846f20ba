"""The ten shapes of tables, as docs/recipes.md shows them."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from orchard_book import ROOT
from statbook.ingest.add import AddRequest, add

PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
SHAPES = dict(re.findall(r"^### (\d+\. .+?)\n(.+?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL))
BLOCK = re.compile(r"^```(\w*) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def real_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("book") / "data"))


def test_the_page_has_ten_shapes() -> None:
    assert [str(number) for number in range(1, 11)] == [title.split(".")[0] for title in SHAPES]


def examples_of(text: str) -> Iterator[tuple[dict[str, str], str, str]]:
    """The tables, the recipe and the outcome of each example in the text of a shape."""
    tables: dict[str, str] = {}
    recipe = ""
    for language, name, content in BLOCK.findall(text):
        if language == "csv":
            tables[name] = content
        elif language == "yaml":
            recipe = content
        else:
            yield tables, recipe, content
            tables = {}


@pytest.mark.parametrize(
    ("tables", "recipe", "expected"), [each for text in SHAPES.values() for each in examples_of(text)]
)
def test_a_table_of_a_shape_is_read_as_the_page_says(
    tables: dict[str, str], recipe: str, expected: str, real_data: Path, tmp_path: Path
) -> None:
    head = "theme: trade\nsource: {code: shape, title: 表, title_en: Table, publisher: Nobody}\n"
    (real_data / "recipes" / "shape.yaml").write_text(head + recipe, encoding="utf-8")

    made = add(real_data, saved(tables, tmp_path), AddRequest("shape", "2025-11-20"), dry=True)

    found = [f"{key} = {value}" for key, value in zip(made.plan.new["obs"], made.plan.new["value"], strict=True)]
    assert sorted(expected.split("\n")) == sorted([*found, ""])


def saved(tables: dict[str, str], folder: Path) -> Path:
    """A CSV file, or a workbook if the tables have names."""
    if "" in tables:
        (folder / "table.csv").write_text(tables[""], encoding="utf-8")
        return folder / "table.csv"
    book = Workbook()
    book.remove(book.active)
    for name, content in tables.items():
        sheet = book.create_sheet(name)
        for line in csv.reader(io.StringIO(content)):
            sheet.append(line)
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"
