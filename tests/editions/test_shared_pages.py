"""What all runs share is read from a staging; what Sphinx finds wrong there is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from minimal_book import minimal_book
from statbook.editions.shared_pages import read_shared
from statbook.errors import BuildError
from statbook.preview.draft import Draft
from statbook.project.paths import Book


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> tuple[Book, Path]:
    """A small book, and its staging."""
    root = tmp_path_factory.mktemp("shared")
    book = minimal_book(root / "book", fonts_of_the_book)
    draft = Draft(book, root / "preview", "", lambda _: None, lambda: False)
    draft.update([])
    draft.close()
    return book, root / "preview" / "tree" / "stage"


def test_it_holds_data_and_pages_of_a_staging(staged: tuple[Book, Path], tmp_path: Path) -> None:
    book, staging = staged
    shared = read_shared(book, staging, tmp_path)
    shared.sphinx.close()

    assert shared.verdicts.keys() <= {row.obs for row in shared.store.observations}
    assert tmp_path / "tree" / "out" / "html" / "changes.html" in shared.files


def test_what_sphinx_finds_wrong_is_told(staged: tuple[Book, Path], tmp_path: Path) -> None:
    book, staging = staged
    wrong = shutil.copytree(staging, tmp_path / "wrong")
    name = next(wrong.glob("*.md")).name
    with (wrong / name).open("a", encoding="utf-8") as file:
        file.write("\n\n[Nowhere](nowhere.md)\n")
    with pytest.raises(BuildError, match="nowhere"):
        read_shared(book, wrong, tmp_path)
