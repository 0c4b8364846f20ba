"""What the cells of a chapter leave: sentences, tables, numbers for the press, and figures left out."""

from __future__ import annotations

__all__ = ["LEFT_OUT", "NUMBERS", "LeftOut", "Numbers", "Sentence", "Table"]

import html
from dataclasses import dataclass
from typing import Any

import pandas as pd

from statbook.charts import columns_and_rows, table
from statbook.charts.chart import MIME

NUMBERS = "application/vnd.statbook.numbers+json"
LEFT_OUT = "application/vnd.statbook.left-out+json"


@dataclass(frozen=True)
class Sentence:
    """Words that stand where a figure cannot."""

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
        shown = f'<p class="sb-title">{title}</p>{table(self.rows)}'
        framed = f'<div class="sb-scroll" id="{self.identifier}" tabindex="0" role="region" aria-label="{title}">{shown}</div>'
        anchors = [anchor for *_, anchor in data["links"]]
        record = {"kind": "table", "id": self.identifier, "title": self.caption, "obs": anchors}
        return {"text/html": framed, "text/plain": self.caption, MIME: record | data}


@dataclass(frozen=True)
class LeftOut:
    """A figure that the data do not support here; the closing section of the chapter names it."""

    title: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {LEFT_OUT: {"title": self.title}, "text/plain": self.title}


class Numbers(dict[str, Any]):
    """How the chapter was called and what it says by itself, for the press to put numbers into its sentences."""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {NUMBERS: dict(self), "text/plain": f"the numbers of {self['called']['name']}"}
