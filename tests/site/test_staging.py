"""A staging folder holds everything for pages and PDFs, and the ledger is read again from it."""

from __future__ import annotations

import json

import nbformat
import pytest

from minimal_book import chapter_of
from statbook.chapter import ARGUMENTS
from statbook.evidence import INDEXES
from statbook.project.notebooks import ExecutedNotebook, chapters
from statbook.project.paths import CARDS, MANIFEST, Book
from statbook.site.staging import load_ledger, write_staging
from statbook.store import Store


@pytest.fixture
def staged(copy: Book) -> Book:
    """A book of a front page that cites one number and of the sources, staged where a build puts it."""
    chapter_of(copy.root / "index.ipynb", "index", "# A book\n\nMoney: {num}`money_m2@China@2025-01`.")
    copy.toc.write_text("root: index\nchapters: [{file: chapters/sources}]\n", encoding="utf-8")
    executed = []
    for name, notebook in chapters(copy).items():
        arguments = {"name": name, "region": None, "period": None, "lang": "en", "rounding": "rule", "parameters": {}}
        words = {"missing": "", "left_out": "", "place": ""}
        output = nbformat.v4.new_output("display_data", {ARGUMENTS: {"arguments": arguments, "say_words": words}})
        content = notebook.read()
        for cell in content.cells:
            if cell.cell_type == "code":
                cell.outputs = []
        content.cells.append(nbformat.v4.new_code_cell(outputs=[output]))
        executed.append(ExecutedNotebook(notebook, content, {}))
    write_staging(copy, Store.load(copy.data), executed, copy.staging, "root: index\n")
    return copy


def test_the_manifest_tells_of_each_chapter_its_numbers_and_of_each_entry_its_page(staged: Book) -> None:
    manifest = json.loads((staged.staging / MANIFEST).read_text(encoding="utf-8"))
    cards = json.loads((staged.staging / CARDS).read_text(encoding="utf-8"))
    index = manifest["chapters"]["index"]

    assert ["index", "sources"] == [*manifest["chapters"]]
    assert ["money_m2@China@2025-01"] == [*index["cited"]]
    assert "chapters/sources" == manifest["articles"]
    anchor = index["cited"]["money_m2@China@2025-01"]["anchor"]
    assert manifest["entries"][anchor] in manifest["evidence"]
    assert anchor in cards
    assert "packages" not in manifest["hashes"]
    assert {"data/", "chapters/", "settings", "lib/statbook/", "requirements.txt"} == set(manifest["hashes"])


def test_documents_data_contents_and_settings_are_there(staged: Book) -> None:
    folder = staged.staging
    names = {"_config.yml", "_toc.yml", "index.ipynb", "chapters/sources.ipynb", "_data/trade.csv"}

    assert all((folder / name).is_file() for name in names)
    assert all([*folder.glob(f"{document}.*")] for document in INDEXES)
    assert "318" in nbformat.read(folder / "index.ipynb", as_version=4).cells[0].source


def test_the_ledger_of_a_built_book_knows_its_uses_until_the_data_change(staged: Book) -> None:
    ledger, missing = load_ledger(staged)
    assert "" == missing
    assert ledger.numbers or ledger.page_of
    table = staged.data / "trade.csv"
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert "data/ changed since the last build" in load_ledger(staged)[1]


def test_without_a_build_one_is_told_that_uses_are_not_known(copy: Book) -> None:
    assert "no book was built" in load_ledger(copy)[1]
