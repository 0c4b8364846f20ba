"""What the cells of a chapter leave beside charts, by MIME type: text, tables, omitted charts, the chapter's arguments."""

import html
from dataclasses import dataclass
from typing import Any

import pandas as pd

from statbook.charts import columns_and_rows, html_table
from statbook.charts.chart import MIME

ARGUMENTS = "application/vnd.statbook.arguments+json"
"""What the site needs to put numbers into the sentences: the arguments of the chapter and its words for {say}."""
OMITTED = "application/vnd.statbook.omitted+json"
"""A chart that the data do not support here; the closing section of the chapter names it."""


@dataclass(frozen=True)
class Output:
    """An output of a cell, by MIME type."""

    bundle: dict[str, Any]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return self.bundle


def make_table(identifier: str, rows: pd.DataFrame, caption: str) -> Output:
    """A table of the chapter, for pages and for print."""
    title = html.escape(caption)
    data = columns_and_rows(rows)
    shown = f'<p class="sb-title">{title}</p>{html_table(rows)}'
    framed = f'<div class="sb-scroll" id="{identifier}" tabindex="0" role="region" aria-label="{title}">{shown}</div>'
    anchors = [anchor for *_, anchor in data["links"]]
    record = {"kind": "table", "id": identifier, "title": caption, "obs": anchors}
    return Output({"text/html": framed, "text/plain": caption, MIME: record | data})
