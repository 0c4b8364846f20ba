"""A book is found from any folder within it."""

from __future__ import annotations

from pathlib import Path

from statbook.project.paths import LIBRARY, Book, book


def made(root: Path) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "data" / "datapackage.json").touch()
    (root / "_toc.yml").touch()
    return root


def test_a_book_is_found_from_a_folder_within_it(tmp_path: Path) -> None:
    root = made(tmp_path / "book").resolve()
    (root / "chapters" / "deep").mkdir(parents=True)

    assert root == book(root).root == book(root / "chapters" / "deep").root


def test_elsewhere_it_is_the_book_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "datapackage.json").touch()

    assert LIBRARY.parents[1] == book(tmp_path).root, "data alone is no book"


def test_the_languages_are_the_original_and_those_with_catalogues(tmp_path: Path) -> None:
    for name in ("zh/LC_MESSAGES", "fr/LC_MESSAGES", "notes"):
        (tmp_path / "locale" / name).mkdir(parents=True)

    assert ("en", "fr", "zh") == Book(tmp_path).languages


def test_everything_generated_is_in_one_folder(tmp_path: Path) -> None:
    found = Book(tmp_path)

    assert all(path.is_relative_to(tmp_path / "_build") for path in (found.html, found.pdf, found.staging, found.runs))
    assert found.cache.is_relative_to(found.build)
