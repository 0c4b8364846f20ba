"""Every chart in every state of its controls: all words are within the drawing, whole, and large enough to read."""

from __future__ import annotations

from typing import Any

import pytest

from browsing import Visit, in_browser, pages
from drawn import faults, states
from statbook.paths import Book

pytestmark = in_browser


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_chart_of_the_book_has_words_outside_cut_or_too_small_in_any_state(
    browser: Any, built: Book, width: int
) -> None:
    found, seen = [], 0
    for path in pages(built):
        if 'class="sb-figure"' not in path.read_text(encoding="utf-8"):
            continue
        with Visit(browser, path, width) as visit:
            visit.draw()
            for figure in visit.page.query_selector_all("figure.sb-figure"):
                for state in states(visit.page, figure):
                    seen += 1
                    found += [f"{figure.get_attribute('id')}, {state}: {fault}" for fault in faults(figure)]

    assert not found, "\n".join(found)
    assert seen >= 60
