"""The copy that a preview works on follows the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from minimal_book import chapter_of, contents
from statbook.errors import BuildError, StatbookError
from statbook.preview.mirror import Mirror
from statbook.project.notebooks import chapters
from statbook.project.paths import Book


@pytest.fixture
def small(tmp_path: Path) -> Book:
    book = Book(tmp_path / "book")
    (book.data / "captions").mkdir(parents=True)
    (book.root / "chapters").mkdir()
    book.config.write_text("title: Fruit\n", encoding="utf-8")
    chapter_of(book.root / "index.ipynb", "index", "# Fruit")
    for name in ("fruit", "sources"):
        chapter_of(book.root / "chapters" / f"{name}.ipynb", name, f"# {name}")
    contents(book, "fruit", "sources")
    return book


def test_it_copies_all_at_first_and_then_what_changed(small: Book, tmp_path: Path) -> None:
    mirror = Mirror(small, tmp_path / "copy")
    first = mirror.follow()
    assert {"_toc.yml", "_config.yml", "index.ipynb", "chapters/fruit.ipynb", "data/captions/fruit.yaml"} <= first
    assert set() == mirror.follow()
    (small.data / "apples.csv").write_text("a\n", encoding="utf-8")
    chapter_of(small.root / "chapters" / "fruit.ipynb", "fruit", "# Pears and more fruit")

    assert {"data/apples.csv", "chapters/fruit.ipynb", "data/captions/fruit.yaml"} == mirror.follow()
    assert "Pears" in (mirror.copy.root / "chapters" / "fruit.ipynb").read_text(encoding="utf-8")


def test_what_is_removed_goes_and_what_no_contents_list_does_not_come(small: Book, tmp_path: Path) -> None:
    mirror = Mirror(small, tmp_path / "copy")
    chapter_of(small.root / "chapters" / "apart.ipynb", "apart", "# Apart")
    mirror.follow()
    assert not (mirror.copy.root / "chapters" / "apart.ipynb").exists()
    (small.data / "captions" / "fruit.yaml").unlink()

    assert {"data/captions/fruit.yaml"} == mirror.follow()
    assert not (mirror.copy.data / "captions" / "fruit.yaml").exists()


def test_of_one_chapter_the_contents_list_it_and_the_sources(small: Book, tmp_path: Path) -> None:
    mirror = Mirror(small, tmp_path / "copy", "fruit")
    mirror.follow()
    assert ["index", "fruit", "sources"] == [*chapters(mirror.copy)]
    contents(small, "sources", "fruit")
    mirror.follow()

    assert ["index", "sources", "fruit"] == [*chapters(mirror.copy)]


def test_a_link_that_leads_out_is_refused(small: Book, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("secret", encoding="utf-8")
    (small.data / "secret.csv").symlink_to(tmp_path / "secret.csv")

    with pytest.raises(StatbookError, match=r"secret\.csv"):
        Mirror(small, tmp_path / "copy").follow()


def test_data_that_are_not_there_are_told(small: Book, tmp_path: Path) -> None:
    mirror = Mirror(small, tmp_path / "copy")
    mirror.follow()
    small.data.rename(tmp_path / "elsewhere")
    with pytest.raises(BuildError, match="data is not there"):
        mirror.follow()
    (tmp_path / "elsewhere").rename(small.data)

    assert set() == mirror.follow()
