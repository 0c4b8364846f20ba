"""What is cited of the book stands once, in data/datapackage.json, and everything else agrees with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from statbook.charts.citation import citation_cff
from statbook.errors import DataError
from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.store import Author, Edition, Store

DESCRIPTOR: dict[str, Any] = {
    "name": "made",
    "title": "A book",
    "description": "Numbers.",
    "version": "1.2",
    "licenses": [{"name": "CC-BY-4.0", "title": "Attribution", "path": "https://example.org/by"}],
    "contributors": [
        {"title": "The makers", "role": "author"},
        {"title": "Li Wei", "givenName": "Wei", "familyName": "Li", "email": "li@book.example"},
        {"givenName": "Mei", "familyName": "Tan", "roles": ["dataCurator", "creator"]},
        {"title": "An editor", "roles": ["contact"]},
        {"title": "A printer", "role": "publisher"},
        {"title": "A painter", "role": "artist"},
    ],
}


def test_an_edition_is_read_from_the_package_and_the_day_of_its_data() -> None:
    expected = Edition(
        name="made",
        title="A book",
        about="Numbers.",
        version="1.2",
        as_of="2026-03-25",
        licence=("CC-BY-4.0", "Attribution", "https://example.org/by"),
        authors=(
            Author("The makers"),
            Author("Li Wei", "Wei", "Li", "li@book.example"),
            Author("Mei Tan", "Mei", "Tan"),
        ),
        contacts=(Author("An editor"),),
    )

    assert expected == Edition.of(DESCRIPTOR, "2026-03-25")


def test_the_pages_of_a_translation_have_the_address_of_their_folder() -> None:
    descriptor = DESCRIPTOR | {"homepage": "https://example.org/"}

    assert "https://example.org/" == Edition.of(descriptor, "").site
    with speaking("zh", Path()):
        edition = Edition.of(descriptor, "")
    assert ("https://example.org/", "https://example.org/zh") == (edition.home, edition.site)


@pytest.mark.parametrize(("part", "told"), [("contributors", "an author"), ("licenses", "the licence of the data")])
def test_a_package_without_authors_or_licence_is_refused_with_its_place(part: str, told: str) -> None:
    with pytest.raises(DataError, match=rf"data/datapackage.json: {part}: .*expected {told}"):
        Edition.of(DESCRIPTOR | {part: []}, "2026-03-25")


@pytest.mark.parametrize("homepage", ["book.example", "https://", "ftp://book.example", "https:// x"])
def test_a_homepage_that_is_no_address_is_refused_with_its_place(homepage: str) -> None:
    with pytest.raises(DataError, match=r"data/datapackage.json: homepage: found '.*expected an address such as"):
        Edition.of(DESCRIPTOR | {"homepage": homepage}, "2026-03-25")


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.2", "fig-x-1.2"), ("", "fig-x"), ("../../etc", "fig-x-..-..-etc"), ("1 <b>", "fig-x-1-b-"), ("1.", "fig-x-1")],
)
def test_a_file_is_named_with_the_version_in_harmless_signs(version: str, expected: str) -> None:
    assert expected == Edition(version=version).file_name("fig-x")


@pytest.mark.parametrize(("code", "expected"), [("CC-BY-4.0", "CC BY 4.0"), ("ODC-PDDL-1.0", "ODC-PDDL-1.0")])
def test_a_licence_is_told_as_people_write_it(code: str, expected: str) -> None:
    assert expected == Edition(licence=(code, "", "")).licence_in_short


def test_the_citation_file_of_the_repository_is_the_one_that_the_data_give(book: Book, store: Store) -> None:
    """After a change, write it again: it lies in the package that the page of the data offers."""
    assert citation_cff(store.edition) == (book.root / "CITATION.cff").read_text(encoding="utf-8")


def test_the_pages_bear_the_title_of_the_data(book: Book, store: Store) -> None:
    settings = yaml.safe_load(book.config.read_text(encoding="utf-8"))

    assert store.edition.title == settings["sphinx"]["config"]["html_title"]
