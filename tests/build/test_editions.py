"""Editions: what is wrong in their files is told at once; a chapter may stand in one several times."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from minimal_book import quiet
from statbook.build.editions import edition_target
from statbook.build.targets import build_book
from statbook.errors import DataError
from statbook.project.paths import Book

EXAMPLE = Path(__file__).resolve().parents[2] / "editions" / "regions.yaml"
BAD = """\
titel: Money
language: de
as_of: 1999-01-01
chapters:
  - credits
  - chapter: trade
    parameters: {region: Gansoo, perid: 2023}
  - chapter: trade
    nmae: again
  - 7
"""


def refused(book: Book, path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        edition_target(book, path)
    return [str(fault) for fault in error.value.faults]


def test_everything_that_is_wrong_is_told_at_once_with_its_place_and_what_is_near(book: Book, tmp_path: Path) -> None:
    told = "\n".join(refused(book, tmp_path / "money.yaml", BAD))

    for words in (
        "money.yaml:1: found 'titel'; expected one of title, language, as_of, chapters. Did you mean title?",
        "money.yaml:2: language: found 'de'; expected",
        "money.yaml:3: as_of: found '1999-01-01'",
        "nothing was known on 1999-01-01",
        "money.yaml:5: chapters, entry 1: chapter: found 'credits'",
        "Did you mean credit?",
        "money.yaml:7: chapters, entry 2: parameters: found trade: region is 'Gansoo'",
        "Did you mean Gansu?",
        "trade has no parameter 'perid'",
        "Did you mean period?",
        "money.yaml:9: chapters, entry 3: found 'nmae'",
        "Did you mean name?",
        "money.yaml:8: chapters, entry 3: name: found 'trade'; expected a name that no other page has.",
        "money.yaml:10: chapters, entry 4: found 7",
    ):
        assert words in told, words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a mapping with a list of chapters"),
        ("- trade\n", "a mapping with a list of chapters"),
        ("chapters: []\n", "a list of chapters"),
        ("title: A\n", "no 'chapters'"),
        ("chapters: [index]\n", "one of trade"),
        ("chapters: [{chapter: trade, name: ../out}]\n", "small letters, digits and hyphens"),
        ("chapters: [{chapter: trade, parameters: {region: {}}}]\n", "a text, a number, true or false"),
        ("chapters: [{chapter: trade, parameters: {region: []}}]\n", "a text, a number, true or false"),
        ("chapters: [trade, trade]\n", "a name that no other page has"),
        ("chapters: [{chapter: trade, parameters: {region: Gansu}}]\n", "nothing is printed for region Gansu"),
        ("chapters: [trade\n", "valid YAML"),
        (
            "chapters: [{chapter: trade, number: trade}]\n",
            "number: found one page; expected several values for it. Leave it out.",
        ),
    ],
)
def test_a_file_that_is_no_edition_is_refused(book: Book, tmp_path: Path, text: str, words: str) -> None:
    told = refused(book, tmp_path / "bad.yaml", text)

    assert any(words in fault for fault in told), told
    assert all(fault.startswith("bad.yaml") for fault in told)


def test_a_language_goes_to_the_chapters_that_have_one(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "english.yaml"
    path.write_text("language: en\nas_of: 2026-03-25\nchapters: [trade]\n", encoding="utf-8")
    found = edition_target(book, path)

    assert "2026-03-25" == found.day
    assert found.contents is not None
    assert ["trade", "sources"] == [entry.name for entry in found.contents.pages]
    assert {"lang": "en"} == found.contents.pages[0].parameters


def test_a_language_without_sentences_is_refused(book: Book, tmp_path: Path) -> None:
    assert any("'zh'" in fault for fault in refused(book, tmp_path / "bad.yaml", "language: zh\nchapters: [trade]\n"))


def test_the_example_is_a_book_with_a_page_for_each_region(built: Book, tmp_path: Path) -> None:
    root = tmp_path / "book"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("runs", "tree", "work-*", "lock"))
    book = Book(root)
    before = (book.html / "index.html").read_bytes()
    front = build_book(book, quiet, edition_target(book, EXAMPLE))
    site = front.parent
    texts = {path.stem: path.read_text(encoding="utf-8") for path in site.glob("chapters/*.html")}
    numbers = {name: set(re.findall(r'<figure class="sb-figure" id="([^"]+)"', text)) for name, text in texts.items()}

    assert book.build / "editions" / "regions" / "html" / "index.html" == front
    assert {"trade-xian", "trade-gansu", "method", "sources"} == set(texts)
    assert all(name.startswith("fig-trade-xian-") for name in numbers["trade-xian"])
    assert all(name.startswith("fig-trade-gansu-") for name in numbers["trade-gansu"])
    assert "fig-trade-gansu-rates" in numbers["trade-gansu"]
    assert "<h1>Goods trade of Gansu" in texts["trade-gansu"]
    assert {f"{name}.pdf" for name in ("book", *texts)} == {path.name for path in (site / "pdf").iterdir()}
    listed = front.read_text(encoding="utf-8")
    assert "Goods trade of Xi" in listed
    assert all(f'href="chapters/{name}.html"' in listed for name in texts)
    assert before == (book.html / "index.html").read_bytes()


def test_a_list_of_values_is_a_page_for_each_combination_and_the_empty_ones_are_kept_apart(
    book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "many.yaml"
    entry = "{chapter: trade, title: 'Trade of {region}', parameters: {region: [Xian, Gansu], period: [2023, 2026-01/2026-02]}}"
    path.write_text(f"chapters: [{entry}, method]\n", encoding="utf-8")
    contents = edition_target(book, path).contents

    assert contents is not None and contents.is_matrix
    assert [
        ("trade-xian-2026-01-2026-02", "Trade of Xi'an"),
        ("trade-gansu-2023", "Trade of Gansu"),
        ("method", ""),
        ("sources", ""),
    ] == [(page.name, page.title) for page in contents.pages]
    assert [{"region": "Xian", "period": "2023"}, {"region": "Gansu", "period": "2026-01/2026-02"}] == [
        page.parameters for page in contents.empty
    ]


def test_two_entries_of_one_chapter_that_would_have_the_same_names_are_refused(book: Book, tmp_path: Path) -> None:
    entry = "{chapter: trade, parameters: {region: [Gansu], period: 2023}}"
    told = refused(book, tmp_path / "bad.yaml", f"chapters: [{entry}, {entry}]\n")

    assert told == [
        "bad.yaml:1: chapters, entry 2: name: found 'trade-gansu'; expected a name that no other page has. Give it a name."
    ]
