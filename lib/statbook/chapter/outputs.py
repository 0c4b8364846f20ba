"""What the cells of a chapter leave beside charts: text, tables, omitted charts, and the chapter's arguments."""

import html
from dataclasses import dataclass
from typing import Any

import pandas as pd

from statbook.charts import columns_and_rows, html_table
from statbook.charts.chart import MIME

ARGUMENTS = "application/vnd.statbook.arguments+json"
OMITTED = "application/vnd.statbook.omitted+json"


@dataclass(frozen=True)
class Sentence:
    """Text in Markdown that a cell leaves."""

    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": self.text, "text/plain": self.text}


@dataclass(frozen=True)
class Table:
    """A table of the chapter, for pages and for print."""

    identifier: str
    rows: pd.DataFrame
    caption: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        title = html.escape(self.caption)
        data = columns_and_rows(self.rows)
        shown = f'<p class="sb-title">{title}</p>{html_table(self.rows)}'
        framed = f'<div class="sb-scroll" id="{self.identifier}" tabindex="0" role="region" aria-label="{title}">{shown}</div>'
        anchors = [anchor for *_, anchor in data["links"]]
        record = {"kind": "table", "id": self.identifier, "title": self.caption, "obs": anchors}
        return {"text/html": framed, "text/plain": self.caption, MIME: record | data}


@dataclass(frozen=True)
class OmittedChart:
    """A chart that the data do not support here; the closing section of the chapter names it."""

    title: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {OMITTED: {"title": self.title}, "text/plain": self.title}


@dataclass(frozen=True)
class Numbers:
    """What the site needs to put numbers into the sentences: the arguments of the chapter and its words for {say}."""

    arguments: dict[str, Any]
    say_words: dict[str, str]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = {"arguments": self.arguments, "say_words": self.say_words}
        return {ARGUMENTS: bundle, "text/plain": f"the numbers of {self.arguments['name']}"}
