"""The tree that the book tool reads."""

from __future__ import annotations

import yaml

from statbook.site.staging import with_pages


def test_further_pages_come_after_the_chapters() -> None:
    toc = "format: jb-book\nroot: index\nchapters:\n  - file: chapters/a\n"

    assert {
        "format": "jb-book",
        "root": "index",
        "chapters": [{"file": "chapters/a"}, {"file": "data"}, {"file": "evidence/index"}],
    } == yaml.safe_load(with_pages(toc, ["data", "evidence/index"]))


def test_of_a_book_in_parts_they_end_the_last_part() -> None:
    toc = "root: index\nparts:\n  - chapters: [{file: a}]\n  - chapters: [{file: b}]\n"

    assert [[{"file": "a"}], [{"file": "b"}, {"file": "data"}]] == [
        part["chapters"] for part in yaml.safe_load(with_pages(toc, ["data"]))["parts"]
    ]


def test_a_book_without_chapters_gets_its_first() -> None:
    assert [{"file": "data"}] == yaml.safe_load(with_pages("root: index\n", ["data"]))["chapters"]
