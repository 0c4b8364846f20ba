"""A staging folder holds everything for pages and PDFs, and the ledger is read again from it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pandas as pd
import pytest
from openpyxl import load_workbook

from large_orchard import write_large
from minimal_book import chapter_of
from statbook.chapter import ARGUMENTS
from statbook.evidence import INDEXES, look_up
from statbook.project.notebooks import ExecutedNotebook, chapters
from statbook.project.paths import CARDS, EXTRA, MANIFEST, WORKBOOK, Book
from statbook.site import staging
from statbook.site.chapter_page import COMPARED
from statbook.site.staging import load_ledger, write_chart_files, write_link_pictures, write_staging
from statbook.store import Edition, Package, Store
from statbook.store.package import read_table


@pytest.fixture
def staged(copy: Book) -> Book:
    """A book of a front page that cites one number and of the sources, staged where a build puts it."""
    return stage(copy)


def stage(copy: Book, *, workbook: bool = False) -> Book:
    chapter_of(copy.root / "index.ipynb", "index", "# A book\n\nMoney: {num}`money_m2@China@2025-01`.")
    copy.toc.write_text("root: index\nchapters: [{file: chapters/sources}]\n", encoding="utf-8")
    executed = []
    for name, notebook in chapters(copy).items():
        arguments = {"name": name, "region": None, "period": None, "lang": "en", "rounding": "rule", "parameters": {}}
        words = {"missing": "", "left_out": "", "chart": "", "table": "", "place": ""}
        output = nbformat.v4.new_output("display_data", {ARGUMENTS: {"arguments": arguments, "say_words": words}})
        content = notebook.read()
        for cell in content.cells:
            if cell.cell_type == "code":
                cell.outputs = []
        content.cells.append(nbformat.v4.new_code_cell(outputs=[output]))
        executed.append(ExecutedNotebook(notebook, content, {}))
    write_staging(copy, Store.load(copy.data), executed, copy.staging, "root: index\n", workbook=workbook)
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


def test_the_table_of_a_chart_is_a_file_of_its_own_with_the_words_of_the_chart(staged: Book, tmp_path: Path) -> None:
    table = {"head": ["Name", "Value"], "rows": [["=pears", "12"], ["plums", ""]], "links": [[0, 1, "12", "obs-a"]]}
    numbers = {"obs-a": {"value": 12.0, "low": 11.5, "high": None, "unit": "CNY"}}
    chart = {
        "id": "fig-fruit-a",
        **dict.fromkeys(COMPARED, "words"),
        "description": "D",
        "data": table,
        "numbers": numbers,
    }
    page: Any = SimpleNamespace(charts=[chart], labels={"fig-fruit-a": "Chart 1.1"}, document="chapters/fruit")
    write_chart_files(page, Store.load(staged.data).edition, tmp_path / "data")
    frame = pd.read_csv(tmp_path / "data" / "fig-fruit-a.csv")
    said = json.loads((tmp_path / "data" / "fig-fruit-a.json").read_text(encoding="utf-8"))

    assert ["Name", "Value", "value", "low", "high", "unit", "evidence"] == list(frame.columns) == said["columns"]
    assert [12, 11.5, "CNY", "obs-a"] == list(frame.loc[0, ["value", "low", "unit", "evidence"]])
    assert frame.loc[:, "high"].isna().all()
    assert ("Chart 1.1", "chapters/fruit.html", "words") == (said["number"], said["page"], said["title"])
    assert ["=pears", "plums"] == [row["Name"] for row in said["rows"]]
    assert "'=pears" == frame.loc[0, "Name"]


def test_a_workbook_is_written_if_it_is_asked_for(staged: Book) -> None:
    assert not (staged.staging / EXTRA / WORKBOOK).exists()
    shutil.rmtree(staged.staging)
    stage(staged, workbook=True)

    assert "Data trade" in load_workbook(staged.staging / EXTRA / WORKBOOK, read_only=True).sheetnames


def test_a_shared_page_shows_its_first_chart_and_the_front_page_that_of_the_first_chapter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "link_picture", lambda words, drawn, _: "|".join([*words, *drawn]).encode())
    charts = [{"title": title, "subtitle": "In percent", "drawn": ["<svg/>"]} for title in ("Pears fell", "Plums rose")]
    pages: Any = [
        SimpleNamespace(name=name, document=document, charts=shown)
        for name, document, shown in (
            ("index", "index", []),
            ("pears", "chapters/pears", charts),
            ("sources", "chapters/sources", []),
        )
    ]
    write_link_pictures(Book(tmp_path), Edition(title="A book", about="Of fruit"), pages, tmp_path)

    assert {
        "index.png": "A book|Of fruit|Pears fell|<svg/>",
        "chapters/pears.png": "Pears fell|In percent|A book|<svg/>",
    } == {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in tmp_path.rglob("*.png")}


def test_of_a_large_table_only_the_numbers_that_pages_use_have_entries(copy: Book) -> None:
    lines = (copy.data / "credit.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    rows = read_table(Package(copy.data), "credit")
    money = rows["indicator"] == "money_m2"
    write_large(copy.data, "money", rows[money])
    kept = [line for line in lines if not line.startswith(tuple(f"{obs}," for obs in rows["obs"][money]))]
    (copy.data / "credit.csv").write_text("".join(kept), encoding="utf-8")
    stage(copy, workbook=True)
    ledger, _ = load_ledger(copy)

    used = {row.obs for row in ledger.rows.values() if row.indicator == "money_m2"}
    assert {"china.2025-01.money_m2"} == used < {*rows["obs"][money]}
    manifest = json.loads((copy.staging / MANIFEST).read_text(encoding="utf-8"))
    assert "obs-china-2025-01-money-m2" in manifest["entries"]
    assert "318" in nbformat.read(copy.staging / "index.ipynb", as_version=4).cells[0].source
    assert not (copy.staging / "_data" / "large").exists()
    sheet = load_workbook(copy.staging / EXTRA / WORKBOOK)["Data credit"]
    listed = {str(cell.value) for cell in sheet["A"]}
    assert used == listed & {*rows["obs"][money]}
    # A number without an entry is traced all the same, without a page.
    unused = next(obs for obs in rows["obs"][money] if obs not in used)
    ((_, facts),) = look_up(ledger, unused)
    assert rows.set_index("obs").at[unused, "printed"] == dict(facts)["Printed"]
    assert "Page" not in dict(facts)
    assert "Page" in dict(look_up(ledger, "china.2025-01.money_m2")[0][1])
