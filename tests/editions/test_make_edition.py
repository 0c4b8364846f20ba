"""An edition of many runs from its file to its site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from browser_fixtures import CHROMIUM, Visit
from matrix_book import EDITION, NAMES, build_edition, matrix_book
from minimal_book import add_cell, state
from statbook.errors import BuildError
from statbook.project.paths import Book


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> tuple[Book, Path]:
    """The book and the folder of its edition."""
    book = matrix_book(tmp_path_factory.mktemp("edition") / "book", fonts_of_the_book)
    return book, build_edition(book)


def test_each_run_has_a_page_its_evidence_its_twin_and_its_pdf(edition: tuple[Book, Path]) -> None:
    folder = edition[1]
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    for name in NAMES:
        own = (f"html/chapters/{name}", f"html/evidence/run-{name}")
        assert {f"{start}{end}" for start in own for end in (".html", ".md")} <= files
        assert {f"html/pdf/{name}.pdf", f"pdf/{name}.pdf", f"html/_static/charts/chapters/{name}.js"} <= files
    assert not any("south-2001-02" in file for file in files)


def test_the_index_leads_to_the_runs_and_says_what_is_not_printed(edition: tuple[Book, Path]) -> None:
    page = (edition[1] / "html" / "index.html").read_text(encoding="utf-8")

    assert all(f'href="chapters/{name}.html"' in page for name in NAMES)
    assert "<caption>In million yuan</caption>" in page and ">300</a>" in page and "not printed" in page
    assert 2 == page.count('<svg role="img"')
    assert 'href="data.html"' in page


def test_pages_have_what_they_load_and_what_they_lead_to(edition: tuple[Book, Path]) -> None:
    site = edition[1] / "html"
    page = (site / "chapters" / f"{NAMES[0]}.html").read_text(encoding="utf-8")

    assert "Money of North came to" in page
    assert f'href="../evidence/run-{NAMES[0]}.html#obs-north-2001-01-money-m2"' in page
    assert "page.css?v=page.css" not in page and "page.js?v=" in page
    assert all((site / "_static" / name).is_file() for name in ("page.css", "page.js", "theme.js", "vega.js"))


def test_the_search_finds_the_runs(edition: tuple[Book, Path]) -> None:
    data = (edition[1] / "html" / "_static" / "search-data.js").read_text(encoding="utf-8")
    records = json.loads(data.removeprefix("window.bookRecords = ").removesuffix(";\n"))

    assert set(NAMES) <= {record["url"].removeprefix("chapters/").removesuffix(".html") for record in records}


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER TESTS: Chromium is not installed (Debian: chromium)")
def test_the_index_is_searched_in_the_browser(edition: tuple[Book, Path], browser: Any) -> None:
    with Visit(browser, edition[1] / "html" / "index.html", 1280) as visit:
        visit.page.fill("#sb-runs input", "south 300")
        shown = visit.page.locator(".sb-runs tbody tr:visible").all_inner_texts()

        assert "1 of 2 rows" == visit.page.inner_text("#sb-runs output")
        assert 1 == len(shown) and shown[0].startswith("South")
        assert [] == visit.complaints


def test_a_second_build_does_nothing_and_one_from_the_results_leaves_the_same(edition: tuple[Book, Path]) -> None:
    book, folder = edition
    before, record = state(folder / "html"), folder / "book.json"
    when = record.stat().st_mtime_ns
    build_edition(book)
    assert when == record.stat().st_mtime_ns

    record.unlink()
    build_edition(book)
    assert before == state(folder / "html")


def test_a_run_that_fails_names_itself_and_nothing_is_published(edition: tuple[Book, Path], tmp_path: Path) -> None:
    book, folder = edition
    before = state(folder)
    path = book.root / "chapters" / "credit.ipynb"
    kept = path.read_text(encoding="utf-8")
    add_cell(book, "credit", "quotient = 1 // (region != 'South')")
    try:
        with pytest.raises(BuildError) as error:
            build_edition(book, text=EDITION + "# again\n")
    finally:
        path.write_text(kept, encoding="utf-8")

    assert [
        "credit-south-2001-01: credit, cell 5 (quotient = 1 // (region != 'South')): ZeroDivisionError: integer division or modulo by zero",
        "1 of 3 runs failed; nothing is published",
    ] == str(error.value).splitlines()
    assert before == state(folder)
