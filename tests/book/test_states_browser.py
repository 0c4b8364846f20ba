"""Every chart in every state of its controls: all words are within the drawing, whole, and large enough to read."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from browser_fixtures import Visit, has_charts, in_browser, pages
from chart_inspection import bench, faults, states
from minimal_book import copy_book, keep_characters
from statbook.project.paths import Book

pytestmark = in_browser


UNTOLD = """
chart => chart.querySelector(".sb-title").dataset.plain === chart.querySelector(".sb-title").textContent ? [] :
  [...chart.querySelectorAll("select option")].filter(o => !o.dataset.description).map(o => o.textContent)
"""
"""States of a chart without words of their own, unless its title is the one that always holds."""


@pytest.mark.parametrize(
    "width",
    [pytest.param(width, marks=pytest.mark.xdist_group(f"states of {width}")) for width in (1280, 700, 390, 320)],
)
def test_no_chart_of_the_book_has_words_outside_cut_or_too_small_in_any_state(
    browser: Any, built: Book, width: int
) -> None:
    found, seen = [], 0
    with Visit(browser, built.html / "index.html", width) as visit:
        for path in filter(has_charts, pages(built)):
            visit.open(path)
            visit.draw()
            for chart in visit.page.query_selector_all("figure.sb-figure"):
                identifier = chart.get_attribute("id")
                missing = chart.evaluate(UNTOLD)
                found += [f"{identifier}: no words for {state}" for state in missing]
                for state in states(chart):
                    seen += 1
                    found += [f"{chart.get_attribute('id')}, {state}: {fault}" for fault in faults(chart)]

    assert not found, "\n".join(found)
    assert seen >= 60


LONG = 80
"""Signs of the longest product names in tables of the customs."""


@pytest.fixture(scope="module")
def long_names(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Path:
    """The charts of the trade chapter if products, partners and trade modes had names of 80 signs."""
    root = tmp_path_factory.mktemp("long")
    book = copy_book(root / "book", fonts_of_the_book)
    keep_characters(book)
    path = book.data / "members.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["dimension"] in ("product", "partner", "mode"):
            row["name_en"] = f"{row['name_en']} with parts and accessories not elsewhere specified by the customs"[
                :LONG
            ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return bench(book, ["trade"], root / "bench")[0]


@pytest.mark.parametrize("width", [1280, 320])
def test_long_names_are_folded_and_neither_cut_nor_made_small(browser: Any, long_names: Path, width: int) -> None:
    with Visit(browser, long_names, width) as visit:
        assert 6 <= len(visit.draw())
        found = [
            f"{chart.get_attribute('id')}, {state}: {fault}"
            for chart in visit.page.query_selector_all("figure.sb-figure")
            for state in states(chart)
            # Dots of a scatter lie where their numbers are: forty names of this length have no room beside them.
            for fault in faults(chart, crowded="scatter" in chart.get_attribute("id"))
        ]
        assert "elsewhere" in str(visit.page.locator(".sb-live svg").first.text_content())

    assert not found, "\n".join(found)
