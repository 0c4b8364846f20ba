"""From a draft to a figure in the page: two static drawings, the inert spec, a table twin, words and buttons."""

from __future__ import annotations

__all__ = ["MIME", "Draft", "Drawing", "Words", "inert_json"]

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered
from statbook.charts.citation import Citation, cite_figure
from statbook.charts.labels import CITE
from statbook.charts.legend import legend, marks
from statbook.charts.render import svg
from statbook.charts.downloads import carried, tools
from statbook.charts.theme import NARROW, WIDE, configure
from statbook.charts.data_table import columns_and_rows, summary, table
from statbook.store import Edition, anchor_of

VALUES = ("value", "low", "high", "unit", "evidence")
"""The columns of a saved table that are for programs: plain numbers in the unit, and the anchor of the entry."""
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
    derived  whether it shows computed numbers that the kinds of its rows do not tell
    gathered  what the drawing sums up, joins or puts in one order, for the rules
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
    derived: bool = False
    told: bool = False
    gathered: tuple[Gathered, ...] = ()


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
    plain: str = ""
    """What stands for the title, which speaks of the first state of the controls, when another is chosen."""


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
    named: Callable[[set[str]], dict[str, dict[str, Any]]] = lambda anchors: {}
    """Gives the numbers behind anchors of the evidence, as far as anchors are of numbers."""
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
            "obs": [anchor_of(obs) for obs in self.draft.obs],
            "numbers": self._cited(specs),
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

    def _cited(self, specs: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The numbers that marks and rows do lead to."""
        rows = {anchor for *_, anchor in columns_and_rows(self.draft.rows)["links"]}
        marks = {str(node[CITE]) for spec in specs.values() for node in _walk(spec) if CITE in node}
        return self.named(rows | marks)

    def _with_values(self, data: dict[str, Any], specs: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """The table as it is taken away: what readers see, and the number, its interval and its entry for programs."""
        anchors = {row: anchor for row, _, _, anchor in reversed(data["links"])}
        numbers = self._cited(specs)
        values = [_values(numbers.get(anchors.get(row, "")), anchors.get(row, "")) for row in range(len(data["rows"]))]
        rows = [[*row, *more] for row, more in zip(data["rows"], values, strict=True)]
        return {"head": [*data["head"], *VALUES], "rows": rows}

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
        words = {name: getattr(self.words, name) for name in ("title", "plain", "subtitle", "source", "description")}
        data = self._with_values(columns_and_rows(self.draft.rows), specs)
        held = {**specs, "take": carried(self.edition, self.identifier, words, specs, data, self.lang)}
        screen = f' <span class="screen">{e(self.words.screen)}</span>' if self.words.screen else ""
        scroll = f'<div class="sb-scroll" tabindex="0" role="region" aria-label="{e(self.words.title)}">'
        return (
            f'<figure class="sb-figure" id="{self.identifier}" lang="{"zh-CN" if self.lang == "zh" else "en"}">'
            f'<p class="sb-title" data-plain="{e(self.words.plain)}">{e(self.words.title)}</p><p class="sb-subtitle">{e(self.words.subtitle)}</p>'
            '<div class="sb-controls"></div>'
            f'<div class="sb-static"><div class="sb-wide">{drawn["wide"]}</div>'
            f'<div class="sb-narrow">{drawn["narrow"]}</div></div><div class="sb-live"></div>'
            f'<script type="application/json" class="sb-spec">{inert_json(held)}</script>'
            f'<figcaption><p class="sb-caption">{e(self.words.caption)}{screen}</p>'
            f'<p class="sb-source">{e(self.words.source)}</p>{legend(self.lang) if self.first else ""}</figcaption>'
            f"{tools(self._citation, f'{scroll}{table(self.draft.rows)}</div>', self.lang)}</figure>"
        )

    @property
    def _citation(self) -> Citation | None:
        if not self.edition.title:
            return None
        page = "index.html" if self.chapter == "index" else f"chapters/{self.chapter}.html"
        return cite_figure(self.edition, self.identifier, page, self.words.title, self.lang)


def _values(number: dict[str, Any] | None, anchor: str) -> list[str]:
    if number is None:
        return ["", "", "", "", anchor]
    ends = ["" if number[end] is None else f"{number[end]:.12g}" for end in ("low", "high")]
    return [f"{number['value']:.12g}", *ends, number["unit"], anchor]


def _options(spec: dict[str, Any], switch: str) -> dict[str, str]:
    """The states of *switch*, value to words; none where the drawing has no such switch."""
    bind = next((p["bind"] for p in spec.get("params", []) if p["name"] == switch), None)
    return dict(zip(bind["options"], bind["labels"], strict=True)) if bind else {}


def _in_state(spec: dict[str, Any], switch: str, value: str) -> dict[str, Any]:
    """*spec* with its *switch* turned to *value*."""
    turned = [{**p, "value": value} if p["name"] == switch else p for p in spec["params"]]
    return {**spec, "params": turned}


def inert_json(value: Any) -> str:
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
