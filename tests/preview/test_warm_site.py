"""Pages are made one at a time by a Sphinx that stays, and are those of a build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from minimal_book import minimal_book
from staged_pages import PACKAGE
from statbook.charts import fonts
from statbook.preview.warm_site import WarmSite
from statbook.project.paths import CARDS, Book

WORDS = "# Fruit\n\nApples.\n"


def stage(folder: Path, book: Book, words: str = WORDS, title: str = "Fruit") -> Path:
    """A staging of two documents."""
    (folder / "_data").mkdir(parents=True)
    (folder / "_data" / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    shutil.copy(book.config, folder / "_config.yml")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n  - file: other\n", encoding="utf-8")
    (folder / "index.md").write_text(words, encoding="utf-8")
    (folder / "other.md").write_text("# Other\n\n[a number](#obs-apples)\n\n(obs-apples)=\nHere.\n", encoding="utf-8")
    chapter = {"title": title, "document": "index", "labels": {}}
    manifest = {"as_of": "2026-01-01", "chapters": {"index": chapter}}
    (folder / "stage.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / CARDS).write_text(json.dumps({"obs-apples": words}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Book:
    return minimal_book(tmp_path_factory.mktemp("warm") / "book", fonts_of_the_book)


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory, book: Book) -> Iterator[WarmSite]:
    folder = tmp_path_factory.mktemp("site")
    made = WarmSite(folder, fonts.folder(book))
    assert [] == made.build(stage(folder / "stage.new", book), book, book.cache)
    yield made
    made.close()


def page(warm: WarmSite, name: str = "index") -> str:
    return (warm.site / f"{name}.html").read_text(encoding="utf-8")


def make(warm: WarmSite, *documents: str) -> list[str]:
    """Read all *documents*, then write them; the faults."""
    faults = [fault for one in documents for fault in warm.read(one)]
    return faults or [fault for one in documents for fault in warm.write(one)]


def test_a_changed_document_is_one_new_page(warm: WarmSite) -> None:
    before, other = page(warm), page(warm, "other")
    (warm.source / "index.md").write_text(WORDS.replace("Apples", "Pears"), encoding="utf-8")

    assert [] == make(warm, "index")
    assert before.replace("Apples", "Pears") == page(warm)
    assert other == page(warm, "other")
    assert "Content-Security-Policy" in before


def test_a_page_with_a_fault_stays_as_it_was(warm: WarmSite) -> None:
    before = page(warm)
    (warm.source / "index.md").write_text(f"{WORDS}\n[](#no-such-place)\n", encoding="utf-8")

    (fault,) = make(warm, "index")
    assert "index.md" in fault and "no-such-place" in fault
    assert before == page(warm)
    (warm.source / "index.md").write_text(WORDS, encoding="utf-8")
    assert [] == make(warm, "index")


def test_a_page_may_link_to_what_another_one_brings(warm: WarmSite) -> None:
    other = (warm.source / "other.md").read_text(encoding="utf-8")
    (warm.source / "index.md").write_text(f"{WORDS}\n[a new number](#obs-pears)\n", encoding="utf-8")
    (warm.source / "other.md").write_text(f"{other}\n(obs-pears)=\nThere.\n", encoding="utf-8")

    assert [] == make(warm, "index", "other")
    assert 'href="other.html#obs-pears"' in page(warm)
    (warm.source / "index.md").write_text(WORDS, encoding="utf-8")
    (warm.source / "other.md").write_text(other, encoding="utf-8")
    assert [] == make(warm, "index", "other")


def test_what_had_no_style_before_gets_it_when_all_is_assembled(warm: WarmSite) -> None:
    sheet = next((warm.site / "_static").glob("page.css")).read_text(encoding="utf-8")
    (warm.source / "index.md").write_text(f"{WORDS}\n> A *quoted* word\n", encoding="utf-8")
    make(warm, "index")
    assert warm.lacks_styles
    warm.assemble()

    assert not warm.lacks_styles
    assert "blockquote" in (warm.site / "_static" / "page.css").read_text(encoding="utf-8")
    assert "blockquote" not in sheet


def test_files_to_download_are_those_of_the_new_staging(warm: WarmSite, book: Book, tmp_path: Path) -> None:
    for folder, text in ((warm.source, "1"), (tmp_path / "fresh", "2")):
        if folder != warm.source:
            stage(folder, book)
        (folder / "_extra" / "data").mkdir(parents=True)
        (folder / "_extra" / "data" / "apples.csv").write_text(text, encoding="utf-8")
    (warm.site / "data").mkdir()
    (warm.source.parent / "out" / "html" / "data").mkdir()
    warm.take(tmp_path / "fresh")

    assert "2" == (warm.site / "data" / "apples.csv").read_text(encoding="utf-8")
    warm.assemble()
    assert "2" == (warm.site / "data" / "apples.csv").read_text(encoding="utf-8")
    shutil.rmtree(warm.source / "_extra")


def test_of_a_new_staging_the_documents_that_differ_are_named(warm: WarmSite, book: Book, tmp_path: Path) -> None:
    def take(name: str, words: str = WORDS, title: str = "Fruit") -> tuple[set[str] | None, set[str]]:
        return warm.take(stage(tmp_path / name, book, words, title)), warm.take_stale()

    take("first")
    assert (set(), {"index"}) == take("same")  # the front page, if there is no other
    assert ({"index"}, {"other"}) == take("words", WORDS.replace("Apples", "Plums"))  # other cites a number
    assert {"index", "other"} == set().union(*filter(None, take("title", title="Pears")))
    assert set() == warm.take_stale()
    more = stage(tmp_path / "more", book)
    (more / "third.md").write_text("# Third\n", encoding="utf-8")

    assert warm.take(more) is None
