"""From a draft to a figure in the page: two static drawings, the inert spec, a table twin, words and buttons."""

from __future__ import annotations

__all__ = ["Draft", "Drawing", "Words", "table"]

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from statbook.figures.legend import legend
from statbook.figures.svg import svg
from statbook.figures.theme import NARROW, WIDE, configure

MIME = "application/vnd.statbook.figure+json"
BUTTONS = {
    "en": {"data": "Data", "csv": "CSV", "svg": "SVG", "png": "PNG", "spec": "Spec", "cite": "Cite"},
    "zh": {"data": "数据", "csv": "CSV", "svg": "SVG", "png": "PNG", "spec": "图形定义", "cite": "引用"},
}


@dataclass(frozen=True)
class Draft:
    """A form filled with data.

    draw   a chart for a width in pixels; at NARROW labels stand above their marks
    rows   the table twin, its columns named as readers see them
    facts  words and numbers for title and caption, in the language of the draft
    obs    keys of the figures behind it
    articles  codes of further sources, of statements without a figure
    how    what the marks are, where neither printed nor derived says it
    """

    draw: Callable[[int], alt.TopLevelMixin]
    rows: pd.DataFrame
    facts: dict[str, str] = field(default_factory=dict)
    obs: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    how: str = ""


@dataclass(frozen=True)
class Words:
    """The words on a figure, ready to print."""

    title: str
    subtitle: str
    caption: str
    source: str
    description: str


@dataclass(frozen=True)
class Drawing:
    """A figure of a chapter. Shown in a notebook it leaves HTML for pages and SVG for print."""

    chapter: str
    name: str
    draft: Draft
    words: Words
    lang: str
    first: bool = False
    """Whether this is the first figure of its chapter, under which the key to the marks stands."""

    @property
    def identifier(self) -> str:
        return f"fig-{self.chapter}-{self.name}".replace("_", "-")

    def specs(self) -> dict[str, dict[str, Any]]:
        """Vega-Lite specs by width, with inline data only."""
        return {
            name: _inert(
                {**configure(self.draft.draw(width)).to_dict(), "description": self.words.description}, self.identifier
            )
            for name, width in (("wide", WIDE), ("narrow", NARROW))
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        specs = self.specs()
        drawn = {name: svg(spec, f"{self.identifier}-{name}", self.words.description) for name, spec in specs.items()}
        record = {
            "id": self.identifier,
            "title": self.words.title,
            "subtitle": self.words.subtitle,
            "caption": self.words.caption,
            "source": self.words.source,
            "description": self.words.description,
            "obs": list(self.draft.obs),
        }
        return {
            "text/html": self._html(specs, drawn),
            "image/svg+xml": drawn["wide"],
            "text/plain": f"{self.words.title} [{self.words.description}]",
            MIME: record,
        }

    def _html(self, specs: dict[str, dict[str, Any]], drawn: dict[str, str]) -> str:
        say = BUTTONS[self.lang]
        e = html.escape
        buttons = "".join(
            f'<button type="button" data-do="{do}">{say[do]}</button>' for do in ("csv", "svg", "png", "spec", "cite")
        )
        return (
            f'<figure class="sb-figure" id="{self.identifier}" lang="{"zh-CN" if self.lang == "zh" else "en"}">'
            f'<p class="sb-title">{e(self.words.title)}</p><p class="sb-subtitle">{e(self.words.subtitle)}</p>'
            '<div class="sb-controls"></div>'
            f'<div class="sb-static"><div class="sb-wide">{drawn["wide"]}</div>'
            f'<div class="sb-narrow">{drawn["narrow"]}</div></div><div class="sb-live"></div>'
            f'<script type="application/json" class="sb-spec">{_json(specs)}</script>'
            f'<figcaption><p class="sb-caption">{e(self.words.caption)}</p>'
            f'<p class="sb-source">{e(self.words.source)}</p>{legend(self.lang) if self.first else ""}</figcaption>'
            f'<div class="sb-tools"><details><summary>{say["data"]}</summary>'
            f'<div class="sb-scroll" tabindex="0" role="region" aria-label="{e(self.words.title)}">'
            f"{table(self.draft.rows)}</div></details>{buttons}</div></figure>"
        )


def table(rows: pd.DataFrame) -> str:
    """An HTML table of *rows*, every header and cell escaped; columns of numbers in words align right."""
    e = html.escape
    right = [bool(len(rows)) and all(_numeric(cell) for cell in rows[column] if cell) for column in rows.columns]
    head = "".join(
        f'<th scope="col"{" class=sb-num" if r else ""}>{e(str(column))}</th>'
        for column, r in zip(rows.columns, right, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{' class=sb-num' if r else ''}>{e(str(cell))}</td>" for cell, r in zip(row, right, strict=True))
        + "</tr>"
        for row in rows.itertuples(index=False)
    )
    return f'<table class="sb-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _numeric(cell: object) -> bool:
    text = str(cell).lstrip("+−-<>≈ ")
    return bool(text) and text[0].isdigit()


def _json(value: Any) -> str:
    """JSON that cannot leave its script element, whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _inert(spec: dict[str, Any], identifier: str) -> dict[str, Any]:
    """*spec* without anything that fetches, links or overrides the embedding."""
    spec.pop("usermeta", None)
    for node in _walk(spec):
        for key in ("url", "href"):
            if key in node and not (isinstance(node[key], dict) and "value" not in node[key]):
                raise ValueError(f"{identifier}: a chart may not hold {key!r}")
    return spec


def _walk(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for child in node.values() for found in _walk(child))]
    if isinstance(node, list):
        return [found for child in node for found in _walk(child)]
    return []
