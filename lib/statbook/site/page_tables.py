"""What a workbook shows of a page."""

from typing import Any, NamedTuple

from statbook.site.chapter_page import ChapterPage


class PageTables(NamedTuple):
    """The charts of a page without their drawings and its tables, and by *labels* the numbers of both in the book."""

    document: str
    labels: dict[str, str]
    charts: list[dict[str, Any]]
    tables: list[dict[str, Any]]

    @classmethod
    def of(cls, page: ChapterPage) -> "PageTables":
        """Those of a *page*; of the panels of a chart only the words are left."""
        charts = [
            {name: part for name, part in chart.items() if name not in ("drawn", "key", "spec")}
            | {"panels": [{"words": panel["words"]} for panel in chart["panels"]]}
            for chart in page.charts
        ]
        return cls(page.document, page.labels, charts, page.tables)
