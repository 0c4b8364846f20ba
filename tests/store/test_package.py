"""Tests of store/package.py."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pytest

from orchard_book import orchard
from statbook.errors import DataError
from statbook.project.paths import Book
from statbook.store import AS_OF, Package, Recipe, Store
from statbook.store.package import day_of, read_table


def test_an_outside_validator_agrees(book: Book) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(book.data / "datapackage.json"))

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    descriptor = json.loads((book.data / "datapackage.json").read_text(encoding="utf-8"))
    assert "https://datapackage.org/profiles/2.0/datapackage.json" == descriptor["$schema"]
    assert {"table"} == {resource["type"] for resource in descriptor["resources"]}


def test_categories_and_closed_lists_say_the_same(package: Package) -> None:
    """An outside validator checks `enum` alone; categories say what the values mean."""
    for name in package.resources:
        for field in package.fields(name):
            enum = field.get("constraints", {}).get("enum")
            assert enum == [each["value"] for each in field.get("categories", [])] or not enum, field["name"]
            assert enum is None or all(each["label"] for each in field["categories"])


def test_every_theme_has_its_table_its_chapter_and_its_words(book: Book, package: Package) -> None:
    for theme in package.themes:
        assert (book.data / f"{theme}.csv").is_file()
        assert (book.root / "chapters" / f"{theme}.ipynb").is_file()
        assert (book.data / "captions" / f"{theme}.yaml").is_file()
        assert f"chapters/{theme}" in Path(book.toc).read_text(encoding="utf-8")


NUMBERS = pd.DataFrame(
    [
        ("place.2025.thing", "100", "2026-01-10", "2026-02-10", "thing"),
        ("place.2025.thing", "104", "2026-02-10", "", "thing"),
        ("place.2026.thing", "7", "2026-02-10", "", "other"),
    ],
    columns=["obs", "value", "known_from", "known_to", "indicator"],
)
SOURCES = pd.DataFrame([("early", "2026-01-10"), ("late", "2026-02-10")], columns=["source", "date"])
CHANGES = pd.DataFrame(
    [("place.2025.thing", "2026-01-20", "misreading", "value", "10", "100")],
    columns=["obs", "date", "kind", "column", "before", "after"],
)


EVENTS = pd.DataFrame([("one", "early"), ("two", "late")], columns=["event", "source"])
PRINTS = pd.DataFrame([("place.2025.thing", "early"), ("place.2026.thing", "early")], columns=["obs", "source"])
INDICATORS = pd.DataFrame([("thing",), ("other",), ("old",)], columns=["indicator"])
STATEMENTS = pd.DataFrame([("one", "early"), ("two", "late")], columns=["statement", "source"])
COVERAGE = pd.DataFrame([("one", "x"), ("two", "y")], columns=["statement", "obs"])
TABLES = {"statements": STATEMENTS, "coverage": COVERAGE, "indicators": INDICATORS} | {
    "theme": NUMBERS,
    "sources": SOURCES,
    "events": EVENTS,
    "prints": PRINTS,
}


def known(day: str, name: str, changes: pd.DataFrame = CHANGES[:0]) -> pd.DataFrame:
    package = Package(Path("made-up"), day=day)
    vars(package).update(tables=TABLES | {"changes": changes}, themes={"theme": []})
    recipe = Recipe("made-up", {"defines": {"indicators": [{"indicator": "thing"}, {"indicator": "other"}]}})
    with patch("statbook.store.package.load_recipes", lambda folder: {"made-up": recipe}):
        return read_table(package, name)


def rows(day: str, changes: pd.DataFrame = CHANGES[:0]) -> list[tuple[str, ...]]:
    return list(known(day, "theme", changes).itertuples(index=False, name=None))


def test_a_number_is_there_from_the_day_it_became_known_and_in_force_until_it_is_replaced() -> None:
    first = ("place.2025.thing", "100", "2026-01-10", "", "thing")
    assert [] == rows("2026-01-09")
    assert [first] == rows("2026-02-09")
    assert list(NUMBERS.itertuples(index=False, name=None)) == rows("2026-02-10") == rows("2026-02-11") == rows("")


def test_before_a_reading_was_mended_the_number_is_as_it_had_been_read() -> None:
    assert "10" == rows("2026-01-19", CHANGES)[0][1]
    assert "100" == rows("2026-01-20", CHANGES)[0][1]


def test_of_several_mendings_each_is_taken_back_in_turn_and_nothing_else_is() -> None:
    mended = [("2026-01-20", "7", "10"), ("2026-01-21", "10", "40"), ("2026-01-22", "40", "100")]
    rows_of_changes = [("place.2025.thing", day, "misreading", "value", *cells) for day, *cells in mended]
    others = [("place.2025.thing", "2026-01-30", "revision", "value", "1", "100")]
    changes = pd.DataFrame([*others, *rows_of_changes], columns=CHANGES.columns)

    assert ["7", "10", "40", "100"] == [rows(f"2026-01-{day}", changes)[0][1] for day in (19, 20, 21, 22)]


def test_an_article_and_what_stands_in_it_are_there_from_its_date() -> None:
    assert ["one"] == list(known("2026-01-10", "events")["event"])
    assert ["early"] == list(known("2026-01-10", "sources")["source"])
    assert (
        ["one"]
        == list(known("2026-01-10", "statements")["statement"])
        == list(known("2026-01-10", "coverage")["statement"])
    )
    assert ["one", "two"] == list(known("2026-02-10", "coverage")["statement"])
    assert [0, 1, 1] == [len(known(f"2026-01-{day}", "changes", CHANGES)) for day in (19, 20, 21)]


def test_what_a_recipe_defines_is_there_from_the_first_number_that_needs_it() -> None:
    assert ["thing", "old"] == list(known("2026-01-10", "indicators")["indicator"])
    assert ["thing", "other", "old"] == list(known("2026-02-10", "indicators")["indicator"])


def test_a_further_printing_of_a_number_that_comes_later_is_left_out() -> None:
    assert ["place.2025.thing"] == list(known("2026-01-10", "prints")["obs"])


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "2026-2-3", ""])
def test_a_day_that_is_none_is_refused(copy: Book, day: str) -> None:
    (copy.data / AS_OF).write_text(day, encoding="utf-8")
    with pytest.raises(DataError, match=r"data/AS_OF: found .*; expected a day such as 2026-03-25"):
        day_of(copy.data)


def test_data_read_at_a_day_give_the_numbers_of_that_day(copy: Book) -> None:
    table = copy.data / "credit.csv"
    text = table.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("china.2025-01.money_m1,"))
    closed = line.replace(",2025-02-14,,", ",2025-02-14,2026-05-01,")
    opened = line.replace(",2025-02-14,,", ",2026-05-01,,").replace("112450000000000", "113000000000000")
    table.write_text(text.replace(line, closed) + opened.replace("112.45万亿元", "113万亿元") + "\n", encoding="utf-8")

    assert ("2026-05-01", 113_000_000_000_000) == _m1(copy)
    (copy.data / AS_OF).write_text("2026-04-30", encoding="utf-8")
    assert ("2026-03-25", 112_450_000_000_000) == _m1(copy)


def _m1(book: Book) -> tuple[str, float]:
    store = Store.load(book.data)
    return store.as_of, float(store.by_obs["china.2025-01.money_m1"].value)


def test_a_table_is_text_with_the_lines_of_its_file_and_is_read_once(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    package = Package(data)
    table = read_table(package, "credit")

    assert [2, 3] == list(table.index[:2]) and 13 == table.index[-1]
    assert ("", "100000000") == (table.at[2, "value_to"], table.at[2, "value"])
    assert table is read_table(package, "credit")
    assert {"credit": ["sector", "kind"]} == package.themes


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "data/units.csv: found no file; expected the table that datapackage.json names."),
        (b"\xff\xfe", "data/units.csv: found .*; expected a CSV file in UTF-8"),
        (b"", "data/units.csv: found .*; expected a CSV file in UTF-8"),
        (b'unit\n"a\n', "data/units.csv: found .*; expected a CSV file in UTF-8"),
        (b"unit,name\na,b\n", "data/units.csv:1: found unit, name; expected unit, name_en, .* Mend the header."),
    ],
)
def test_a_table_that_is_no_table_of_its_schema_is_refused(tmp_path: Path, content: bytes | None, fault: str) -> None:
    path = orchard(tmp_path) / "units.csv"
    path.unlink() if content is None else path.write_bytes(content)

    with pytest.raises(DataError, match=fault):
        read_table(Package(path.parent), "units")


def test_a_folder_is_read_as_of_the_day_in_it_unless_another_is_named_or_none_is_wanted(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    (data / AS_OF).write_text(" 2025-12-30\n", encoding="utf-8")

    packages = (Package(data), Package(data, day="2026-01-01"), Package(data, undated=True))
    assert ["2025-12-30", "2026-01-01", ""] == [package.as_of for package in packages]
    assert [0, 12, 12] == [len(read_table(package, "credit")) for package in packages]
