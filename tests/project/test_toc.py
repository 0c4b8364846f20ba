"""The contents of a book and its files agree, and neither leads out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from statbook.checks.whole_book import check_book
from statbook.errors import BuildError, ChapterError
from statbook.project.paths import Book
from statbook.project.toc import add_documents, documents, keep_documents, toc_faults, toc_text


def told(book: Book) -> list[str]:
    return [str(fault) for fault in toc_faults(book)]


def test_the_real_contents_are_sound(book: Book) -> None:
    assert [] == told(book)


def test_a_chapter_that_the_contents_do_not_name_is_red(copy: Book) -> None:
    copy.toc.write_text(copy.toc.read_text(encoding="utf-8").replace("  - file: chapters/base\n", ""), encoding="utf-8")

    assert [
        "chapters/base.ipynb: found no entry in _toc.yml; expected one for each chapter. Add `  - file: chapters/base`, or remove the file."
    ] == told(copy)
    assert told(copy)[0] in check_book(copy).faults


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
        documents(copy.toc)


@pytest.mark.parametrize("text", ["", "- a", "root: [", "chapters: []"])
def test_what_is_no_contents_is_red(copy: Book, text: str) -> None:
    copy.toc.write_text(text, encoding="utf-8")

    assert ["_toc.yml"] == [each.split(":")[0] for each in told(copy)]


def test_a_link_within_the_book_is_let_be(copy: Book) -> None:
    (copy.data / "base.csv").rename(copy.data / "base-2.csv")
    (copy.data / "base.csv").symlink_to(copy.data / "base-2.csv")

    assert [] == told(copy)


def test_further_pages_come_after_the_chapters() -> None:
    toc = "format: jb-book\nroot: index\nchapters:\n  - file: chapters/a\n"

    assert {
        "format": "jb-book",
        "root": "index",
        "chapters": [{"file": "chapters/a"}, {"file": "data"}, {"file": "evidence/index"}],
    } == yaml.safe_load(add_documents(toc, ["data", "evidence/index"]))


def test_of_a_book_in_parts_they_end_the_last_part() -> None:
    toc = "root: index\nparts:\n  - chapters: [{file: a}]\n  - chapters: [{file: b}]\n"

    assert [[{"file": "a"}], [{"file": "b"}, {"file": "data"}]] == [
        part["chapters"] for part in yaml.safe_load(add_documents(toc, ["data"]))["parts"]
    ]


def test_a_book_without_chapters_gets_its_first() -> None:
    assert [{"file": "data"}] == yaml.safe_load(add_documents("root: index\n", ["data"]))["chapters"]


def test_only_wanted_documents_and_the_root_are_kept(tmp_path: Path) -> None:
    toc = tmp_path / "_toc.yml"
    toc.write_text(toc_text("index", ["chapters/a", "chapters/b"]), encoding="utf-8")
    keep_documents(toc, {"chapters/b"})

    assert ["index", "chapters/b"] == documents(toc)


def test_a_book_of_its_front_page_alone_has_no_chapters() -> None:
    assert {"format": "jb-book", "root": "a"} == yaml.safe_load(toc_text("a", []))


def test_contents_that_are_no_yaml_or_not_there_are_told_in_words(tmp_path: Path) -> None:
    toc = tmp_path / "_toc.yml"
    with pytest.raises(BuildError, match=r"_toc\.yml is not there"):
        documents(toc)
    toc.write_text("root: index\nchapters: [\n", encoding="utf-8")

    with pytest.raises(BuildError, match=r"_toc\.yml is not valid YAML: .*line 3, column 1"):
        documents(toc)
