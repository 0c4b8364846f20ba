"""Of a page a workbook takes the words of its charts, not their drawings."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from statbook.site.page_tables import PageTables


def test_of_a_chart_its_words_are_left_and_those_of_its_panels() -> None:
    panels = [{"words": "by tree", "svg": "<svg/>", "alt": "Plums fell"}]
    chart = {"id": "fig-fruit-a", "title": "Pears", "drawn": ["<svg/>"], "key": [], "panels": panels}
    page: Any = SimpleNamespace(
        document="chapters/fruit", labels={"fig-fruit-a": "Chart 1.1"}, charts=[chart], tables=[]
    )

    found = PageTables.of(page)

    assert [{"id": "fig-fruit-a", "title": "Pears", "panels": [{"words": "by tree"}]}] == found.charts
    assert ("chapters/fruit", {"fig-fruit-a": "Chart 1.1"}, []) == (found.document, found.labels, found.tables)
    assert "<svg/>" in str(page.charts)
