"""The files of a new theme: all of them, or none."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from orchard_book import bytes_of, orchard
from statbook.checks.whole_book import check_book
from statbook.errors import DataError, StatbookError
from statbook.project.paths import Book
from statbook.scaffold.theme import NewTheme, new_theme
from statbook.store import Package, Store, check_tables, lock_folder, recover
from statbook.store.package import read_table


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(orchard(tmp_path).parent)


def test_a_theme_gets_table_schema_captions_chapter_and_a_line_of_contents(book: Book) -> None:
    left = new_theme(book, NewTheme("ponds", ("shape", "sector"), title="Ponds", title_zh="池塘", period="2024"))
    package = Package(book.data)
    table = read_table(package, "ponds")

    assert ["shape", "sector"] == package.themes["ponds"]
    assert ["obs", "indicator", "region", "shape", "sector", "period"] == [*table.columns][:6]
    assert "Ponds" == package.resources["ponds"]["title"]
    assert [] == check_tables(package)
    assert 'plain: {en: "Ponds", zh: "池塘"}' in (book.data / "captions" / "ponds.yaml").read_text("utf-8")
    assert "# Ponds" in (book.root / "chapters" / "ponds.ipynb").read_text("utf-8")
    assert "  - file: chapters/ponds\n" in book.toc.read_text("utf-8").replace("- file", "  - file", 1)
    files = ["indicators.csv", "members.csv", "members.csv", "sources.csv", "ponds.csv", "cuts.yaml"]
    assert [f"data/{name}" for name in files] == [line.partition(":")[0] for line in left][:6]


def test_like_another_theme_has_its_dimensions_and_columns(book: Book) -> None:
    new_theme(book, NewTheme("ponds", like="credit"))
    package = Package(book.data)

    assert package.themes["credit"] == package.themes["ponds"]
    assert [*read_table(package, "credit").columns] == [*read_table(package, "ponds").columns]


def test_the_chapter_stands_behind_the_last_one_of_a_theme_and_other_lines_stay(book: Book) -> None:
    head = "# order\nformat: jb-book\nroot: index\nchapters:\n"
    book.toc.write_text(f"{head}  - file: chapters/credit\n  - file: chapters/sources\n", encoding="utf-8")
    new_theme(book, NewTheme("ponds"))

    assert f"{head}  - file: chapters/credit\n  - file: chapters/ponds\n  - file: chapters/sources\n" == (
        book.toc.read_text("utf-8")
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (NewTheme("Ponds"), "NAME: found 'Ponds'; expected small letters, digits and _, a letter first"),
        (NewTheme("../x"), "NAME: found '../x'"),
        (NewTheme("credit"), "It is there: data/credit.csv, data/captions/credit.yaml, datapackage.json"),
        (NewTheme("units"), "NAME: found 'units'"),
        (NewTheme("ponds", like="lakes"), "--like: found 'lakes'; expected one of credit"),
        (NewTheme("ponds", ("period",)), "--dimensions: found 'period'"),
        (NewTheme("ponds", ("kind", "kind")), "--dimensions: found 'kind'"),
        (NewTheme("ponds", ("Kind",)), "--dimensions: found 'Kind'; expected small letters"),
        (NewTheme("ponds", indicator="apples"), "--indicator: found 'apples'; expected an indicator of ponds"),
        (NewTheme("apples"), "--indicator: found 'apples'"),
        (NewTheme("ponds", period='2025"; x'), "--period: found"),
        (NewTheme("ponds", title="a\nb"), "--title: found 'a\\nb'; expected words on one line"),
        (NewTheme("ponds", title_zh="{x}"), "--title-zh: found '{x}'"),
    ],
)
def test_names_that_are_taken_or_no_identifiers_are_refused_and_nothing_changes(
    asked: NewTheme, words: str, book: Book
) -> None:
    before = bytes_of(book.root)
    with pytest.raises(DataError) as error:
        new_theme(book, asked)

    assert words in str(error.value)
    assert before == bytes_of(book.root)


def test_who_writes_at_the_same_time_is_refused(book: Book) -> None:
    before = bytes_of(book.root)
    with lock_folder(book.data), pytest.raises(StatbookError, match="another command is writing"):
        new_theme(book, NewTheme("ponds"))

    assert before == bytes_of(book.root)


def test_until_it_has_numbers_check_names_the_table_that_lacks_them(copy: Book) -> None:
    new_theme(copy, NewTheme("ponds", ("shape",)))
    found = check_book(copy, store=Store.load(copy.data))

    assert [
        "data/ponds.csv: found no numbers; expected the numbers of ponds. "
        "Add them: statbook add FILE. Until then nothing may be asked of ponds."
    ] == [*found.faults]
    assert "chapters/ponds" in json.dumps(copy.toc.read_text("utf-8"))


@pytest.mark.parametrize("nth", [1, 2, 3, 5])
def test_a_theme_that_was_stopped_on_the_way_is_there_whole_or_not_at_all(
    nth: int, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real, calls = bytes_of(book.root), os.rename, iter(range(1, 100))

    def rename(*names: object) -> None:
        if next(calls) == nth:
            raise OSError(errno.EIO, "broken")
        real(*names)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", rename)
        with pytest.raises(StatbookError, match="broken"):
            new_theme(book, NewTheme("ponds"))
    recover(book.data)
    changed = {name for name, content in bytes_of(book.root).items() if before.get(name) != content}

    made = {"data/ponds.csv", "data/captions/ponds.yaml", "chapters/ponds.ipynb", "data/datapackage.json", "_toc.yml"}
    assert (set() if nth == 1 else made) == changed
