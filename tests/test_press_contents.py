"""The contents of a book and its files agree, and neither leads out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import BuildError, ChapterError
from statbook.project.paths import Book
from statbook.project.toc import contents_faults, documents
from statbook.build.snapshot import freeze
from statbook.checks.whole_book import proof


def told(book: Book) -> list[str]:
    return [str(fault) for fault in contents_faults(book)]


def test_the_real_contents_are_sound(book: Book) -> None:
    assert [] == told(book)


def test_a_chapter_that_the_contents_do_not_name_is_red(copy: Book) -> None:
    copy.toc.write_text(copy.toc.read_text(encoding="utf-8").replace("  - file: chapters/base\n", ""), encoding="utf-8")

    assert [
        "chapters/base.ipynb: found no entry in _toc.yml; expected one for each chapter. Add `  - file: chapters/base`, or take the file out."
    ] == told(copy)
    assert told(copy)[0] in proof(copy, None).faults


def test_an_entry_without_a_file_is_red(copy: Book) -> None:
    (copy.root / "chapters" / "base.ipynb").unlink()

    assert [True] == [
        each.startswith("_toc.yml: chapters/base: found no file chapters/base.ipynb") for each in told(copy)
    ]


@pytest.mark.parametrize("entry", ["../x", "/etc/x", "chapters/../../x"])
def test_an_entry_outside_the_book_is_red_and_stops_a_build(copy: Book, tmp_path: Path, entry: str) -> None:
    with copy.toc.open("a", encoding="utf-8") as file:
        file.write(f"  - file: {entry}\n")

    assert [
        f"_toc.yml: {entry}: found a file outside the book; expected a path within it. Write it as chapters/NAME."
    ] == told(copy)
    with pytest.raises(ChapterError, match="outside the book"):
        documents(copy)


@pytest.mark.parametrize("text", ["", "- a", "root: [", "chapters: []"])
def test_what_is_no_contents_is_red(copy: Book, text: str) -> None:
    copy.toc.write_text(text, encoding="utf-8")

    assert ["_toc.yml"] == [each.split(":")[0] for each in told(copy)]


@pytest.mark.parametrize("place", ["chapters/base.ipynb", "data/base.csv", "data/captions/base.yaml"])
def test_a_link_that_leads_out_of_the_book_is_red_and_stops_a_build(copy: Book, tmp_path: Path, place: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (copy.root / place).rename(elsewhere)
    (copy.root / place).symlink_to(elsewhere)

    assert [
        f"{place}: found a symbolic link that leads out of the book; expected a file of the book. Put a copy in its place."
    ] == told(copy)
    with pytest.raises(BuildError, match="leads out of the book"):
        freeze(copy, tmp_path / "frozen")


def test_a_link_within_the_book_is_let_be(copy: Book) -> None:
    (copy.data / "base.csv").rename(copy.data / "base-2.csv")
    (copy.data / "base.csv").symlink_to(copy.data / "base-2.csv")

    assert [] == told(copy)
