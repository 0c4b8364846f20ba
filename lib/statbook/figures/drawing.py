"""From a draft to a figure in the page: two static drawings, the inert spec, a table twin, words and buttons."""

from __future__ import annotations

__all__ = ["MIME", "Draft", "Drawing", "Words", "columns_and_rows", "summary", "table"]

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from statbook.figures.citation import Citation, cite_figure
from statbook.figures.legend import legend, marks
from statbook.figures.svg import svg
from statbook.figures.take import carried, tools
from statbook.figures.theme import NARROW, WIDE, configure
from statbook.store import Edition

MIME = "application/vnd.statbook.shown+json"


@dataclass(frozen=True)
class Draft:
    """A form filled with data.

    draw   a chart for a width in pixels; at NARROW labels stand above their marks
    rows   the table twin, its columns named as readers see them
    facts  words and numbers for title and caption, in the language of the draft
    obs    keys of the figures behind it
    articles  codes of further sources, of statements without a figure
    how    what the marks are, where neither printed nor derived says it
    multiples  the switch whose states print shows side by side; its options stand in the spec
    alike  those of its states that print leaves out, because they say the same in another unit
    told   whether print needs the twin under the drawing, because the drawing tells one row at a time
    """

    draw: Callable[[int], alt.TopLevelMixin]
    rows: pd.DataFrame
    facts: dict[str, str] = field(default_factory=dict)
    obs: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    how: str = ""
    multiples: str = ""
    alike: tuple[str, ...] = ()
    told: bool = False


@dataclass(frozen=True)
class Words:
    """The words on a figure, ready to print."""

    title: str
    subtitle: str
    caption: str
    source: str
    description: str
    screen: str = ""
    """What one can do with the figure on a page; print leaves it out."""


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
    edition: Edition = field(default_factory=Edition)
    """The book that the figure belongs to."""

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
            "kind": "figure",
            "id": self.identifier,
            "title": self.words.title,
            "subtitle": self.words.subtitle,
            "caption": self.words.caption,
            "source": self.words.source,
            "description": self.words.description,
            "obs": list(self.draft.obs),
            "articles": list(self.draft.articles),
            "key": marks(self.lang) if self.first else [],
            "panels": self._panels(specs, drawn["wide"]),
            "data": columns_and_rows(self.draft.rows),
            "told": self.draft.told,
        }
        return {
            "text/html": self._html(specs, drawn),
            "image/svg+xml": drawn["wide"],
            "text/plain": f"{self.words.title} [{self.words.description}]",
            MIME: record,
        }

    def _panels(self, specs: dict[str, dict[str, Any]], wide: str) -> list[dict[str, str]]:
        """What print shows: the default state, or every state of the switch that says something different.

        Two or four states stand side by side in narrow drawings; of three, the first keeps its full width.
        """
        states = _options(specs["narrow"], self.draft.multiples)
        options = {value: words for value, words in states.items() if value not in self.draft.alike}
        if not options:
            return [{"words": "", "svg": wide, "alt": self.words.description}]
        panels = []
        for place, (value, words) in enumerate(options.items()):
            width = "wide" if place == 0 and len(options) % 2 else "narrow"
            spec = _in_state(specs[width], self.draft.multiples, value)
            said = f"{self.words.title}. {self.words.subtitle}, {words}. {summary(self._rows_in(words))}"
            drawing = svg(spec, f"{self.identifier}-print-{place}", said)
            panels.append({"words": words, "svg": drawing, "alt": said})
        return panels

    def _rows_in(self, state: str) -> pd.DataFrame:
        """The rows of the twin that belong to a state of the switch; all of them if none is marked as such."""
        rows = self.draft.rows
        marked = rows.map(lambda cell: str(cell) == state)
        chosen = rows[marked.any(axis=1)]
        return chosen.drop(columns=list(rows.columns[marked.any()])) if len(chosen) else rows

    def _html(self, specs: dict[str, dict[str, Any]], drawn: dict[str, str]) -> str:
        e = html.escape
        words = {name: getattr(self.words, name) for name in ("title", "subtitle", "source", "description")}
        data = columns_and_rows(self.draft.rows)
        held = {**specs, "take": carried(self.edition, self.identifier, words, specs, data, self.lang)}
        scroll = f'<div class="sb-scroll" tabindex="0" role="region" aria-label="{e(self.words.title)}">'
        return (
            f'<figure class="sb-figure" id="{self.identifier}" lang="{"zh-CN" if self.lang == "zh" else "en"}">'
            f'<p class="sb-title">{e(self.words.title)}</p><p class="sb-subtitle">{e(self.words.subtitle)}</p>'
            '<div class="sb-controls"></div>'
            f'<div class="sb-static"><div class="sb-wide">{drawn["wide"]}</div>'
            f'<div class="sb-narrow">{drawn["narrow"]}</div></div><div class="sb-live"></div>'
            f'<script type="application/json" class="sb-spec">{_json(held)}</script>'
            f'<figcaption><p class="sb-caption">{e(f"{self.words.caption} {self.words.screen}".strip())}</p>'
            f'<p class="sb-source">{e(self.words.source)}</p>{legend(self.lang) if self.first else ""}</figcaption>'
            f"{tools(self._citation, f'{scroll}{table(self.draft.rows)}</div>', self.lang)}</figure>"
        )

    @property
    def _citation(self) -> Citation | None:
        if not self.edition.title:
            return None
        page = "index.html" if self.chapter == "index" else f"chapters/{self.chapter}.html"
        return cite_figure(self.edition, self.identifier, page, self.words.title, self.lang)


def _options(spec: dict[str, Any], switch: str) -> dict[str, str]:
    """The states of *switch*, value to words; none where the drawing has no such switch."""
    bind = next((p["bind"] for p in spec.get("params", []) if p["name"] == switch), None)
    return dict(zip(bind["options"], bind["labels"], strict=True)) if bind else {}


def _in_state(spec: dict[str, Any], switch: str, value: str) -> dict[str, Any]:
    """*spec* with its *switch* turned to *value*."""
    turned = [{**p, "value": value} if p["name"] == switch else p for p in spec["params"]]
    return {**spec, "params": turned}


def summary(rows: pd.DataFrame, most: int = 20) -> str:
    """The table in one sentence for those who cannot see the drawing: its names with their numbers.

    Of the columns the first names a row; its number is in the column that holds most numbers.
    """
    others = list(rows.columns[1:])
    if not len(rows) or not others:
        return "; ".join(str(cell) for cell in rows.to_numpy().flat)
    column = max(others, key=lambda name: sum(_numeric(cell) for cell in rows[name]))
    told = [f"{name}: {value}" for name, value in zip(rows[rows.columns[0]], rows[column], strict=True) if str(value)]
    more = [f"and {len(told) - most} more"] if len(told) > most else []
    return "; ".join([*told[:most], *more])


def columns_and_rows(rows: pd.DataFrame) -> dict[str, Any]:
    """A table for print: its head, which columns hold numbers in words, and its rows, all as text."""
    return {
        "head": [str(column) for column in rows.columns],
        "right": _right(rows),
        "rows": [[str(cell) for cell in row] for row in rows.itertuples(index=False)],
    }


def _right(rows: pd.DataFrame) -> list[bool]:
    """Which columns hold numbers in words and align right."""
    return [bool(len(rows)) and all(_numeric(cell) for cell in rows[column] if cell) for column in rows.columns]


def table(rows: pd.DataFrame) -> str:
    """An HTML table of *rows*, every header and cell escaped; columns of numbers in words align right."""
    e = html.escape
    right = _right(rows)
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
    """A number, with or without a unit; not a code or a date that begins with digits."""
    return re.match(r"[+−\-<>≈ ]*\d[\d,.]*(?![\w-]*[A-Za-z_-])", str(cell)) is not None


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
