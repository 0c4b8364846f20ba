"""From the spec of a chart to the page: two static drawings, the inert spec, a data table, text and buttons.

What pages and print show is made here together, so that they cannot differ. It is more than 200 lines because of that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

from statbook.charts.chart_spec import ChartSpec
from statbook.charts.citation import cite_chart, edition_in_words
from statbook.charts.controls import controls_of, value_as_json
from statbook.charts.data_table import columns_and_rows, html_table, summary, table_for_programs
from statbook.charts.labels import CITE, words
from statbook.charts.page import PAGE, key_to_marks
from statbook.charts.picture_frame import picture_frame
from statbook.charts.render import svg
from statbook.charts.shared.rows import ARROWS, row_step
from statbook.charts.theme import WIDTHS, configure
from statbook.messages import join_words
from statbook.project.notebooks import HTML, MIME, VEGA_LITE
from statbook.project.paths import Book
from statbook.prose.markup import inert_json
from statbook.store import Edition, anchor_of
from statbook.store.sheets import as_csv

ROWS = "statbook-rows"
"""The name by which Altair knows `_rows`."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
"""The version of Vega-Lite that JupyterLab knows (VEGA_LITE)."""


@dataclass(frozen=True)
class StateText:
    """What a chart says in a state of its control."""

    title: str
    subtitle: str
    caption: str


@dataclass(frozen=True)
class ChartText:
    """The text of a chart, ready to print.

    screen  what one can do with the chart on a page; print leaves it out
    plain   what stands for the title, which speaks of the first state of the controls, in one that *states* lacks
    states  what is said in other states of the control, by its value
    """

    title: str
    subtitle: str
    caption: str
    source: str
    description: str
    screen: str = ""
    plain: str = ""
    states: Mapping[Any, StateText] = field(default_factory=dict)


@dataclass(frozen=True)
class Chart:
    """A chart of a chapter. Shown in a notebook it leaves HTML for pages, SVG for print, and Vega-Lite.

    book     whose fonts it is drawn in
    numbers  what the evidence says of the numbers that it names, by their anchors
    edition  what readers cite
    """

    chapter: str
    name: str
    spec: ChartSpec
    text: ChartText
    lang: str
    book: Book
    numbers: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    edition: Edition = field(default_factory=Edition)

    @property
    def identifier(self) -> str:
        return f"fig-{self.chapter}-{self.name}".replace("_", "-")

    def specs(self) -> dict[str, dict[str, Any]]:
        """Vega-Lite specs by width, with inline data only. Raises ValueError if a spec would fetch something."""
        # One is checked, as a whole, not every part of it again; the other differs in sizes.
        with debug_mode(False), alt.data_transformers.enable(ROWS):
            drawn = {
                name: configure(self.spec.draw(width)).to_dict(validate=name == "wide")
                for name, width in WIDTHS.items()
            }
        said = {"description": self._alternative(drawn["wide"])}
        return {name: _inert(spec | said, self.identifier) for name, spec in drawn.items()}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        specs, text = self.specs(), self.text
        marks = self._marks_by_state(specs["wide"])
        in_print = self._states_in_print(specs["narrow"]) or [*marks][:1]
        described = specs["wide"]["description"]
        drawn = {name: self._svg(spec, name, described) for name, spec in specs.items()}
        record: dict[str, Any] = {
            "kind": "figure",
            "id": self.identifier,
            **{name: getattr(text, name) for name in ("title", "subtitle", "caption", "source")},
            "description": described,
            "obs": [anchor_of(obs) for obs in self.spec.obs],
            "numbers": self._numbers_reached(specs),
            "key": key_to_marks({mark for state in in_print for mark in marks.get(state, ())}, self.lang),
            "panels": list(self._panels(specs, drawn["wide"])),
            "data": columns_and_rows(self.spec.rows),
            "caption_in_print": self._caption_in_print(specs["narrow"]),
        }
        return {
            HTML: self._html(specs, drawn, marks),
            VEGA_LITE: specs["wide"] | {"$schema": SCHEMA},
            "image/svg+xml": drawn["wide"],
            "text/plain": f"{text.title} [{described}]",
            MIME: record,
        }

    def _marks_by_state(self, spec: dict[str, Any]) -> dict[Any, set[str]]:
        """The marks that the key explains, by the state of the switch, that of the start first; without one under None."""
        if self.spec.basis:
            return {}
        switch = next((control for control in controls_of(spec) if control["states"]), None)
        if switch is None:
            return {None: _marks_of(spec)}
        values = sorted((value for value, _ in switch["states"]), key=lambda value: value != switch["start"])
        return {value: _marks_of(spec, switch["signal"], value) for value in values}

    def _alternative(self, drawn: dict[str, Any]) -> str:
        """The description of what is drawn: of the state in which its control starts, if it has states."""
        for control in controls_of(drawn):
            start = dict(control["states"]).get(control["start"])
            if start and control["start"] in self.text.states:
                return self._said_in(control["start"], start)["description"]
        return self.text.description

    def _svg(self, spec: dict[str, Any], part: str, description: str) -> str:
        return svg(spec, f"{self.identifier}-{part}", description, self.book)

    def _numbers_reached(self, specs: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The numbers that marks and rows do lead to."""
        marks = {str(node[CITE]) for spec in specs.values() for node in _nodes(spec) if CITE in node}
        reached = self.spec.anchors() | marks
        return {anchor: number for anchor, number in self.numbers.items() if anchor in reached}

    def _payload(self, specs: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """What the page holds for its script to save: the stem of file names, the CSV, and a frame for each width."""
        edition = self.edition
        framed = {name: getattr(self.text, name) for name in ("title", "plain", "subtitle", "source")}
        framed["description"] = specs["wide"]["description"]
        framed |= {"book": edition.title, "edition": edition_in_words(edition, self.lang) if edition.title else ""}
        heads = {value_as_json(value): (text.title, text.subtitle) for value, text in self.text.states.items()}
        frames = {
            name: picture_frame(framed, heads, specs[name], width, self.lang, self.book)
            for name, width in WIDTHS.items()
        }
        csv = as_csv(*table_for_programs(columns_and_rows(self.spec.rows), self._numbers_reached(specs)))
        return {"stem": edition.file_name(self.identifier), "csv": csv, "frames": frames}

    def _panels(self, specs: dict[str, dict[str, Any]], wide: str) -> Iterator[dict[str, str]]:
        """What print shows: the default state, or every state of the switch that says something different.

        Two or four states stand side by side in narrow drawings; of three, the first keeps its full width.
        """
        switch, options = self.spec.multiples, self._states_in_print(specs["narrow"])
        if not options:
            yield {"words": "", "svg": wide, "alt": specs["wide"]["description"]}
        for place, (value, state) in enumerate(options.items()):
            width = "wide" if place == 0 and len(options) % 2 else "narrow"
            spec = specs[width]
            params = [{**p, "value": value} if p["name"] == switch else p for p in spec["params"]]
            spec = {**spec, "params": params}
            if value in self.spec.names:
                spec["height"] = row_step(WIDTHS[width], self.spec.names[value]).to_dict()
            text = self.text.states.get(value, self.text)
            about = join_words((text.subtitle, state), ", ")
            described = join_words((text.title, about, summary(self._rows_in(state))), ". ")
            said = state if text.title == self.text.title else join_words((state, text.title), ": ")
            yield {"words": said, "svg": self._svg(spec, f"print-{place}", described), "alt": described}

    def _states_in_print(self, spec: dict[str, Any]) -> dict[Any, str]:
        """The states of the switch that print shows, each with its words, by their values."""
        bind: dict[str, Any] = next((p["bind"] for p in spec.get("params", []) if p["name"] == self.spec.multiples), {})
        states = zip(bind.get("options", []), bind.get("labels", []), strict=True)
        return {value: state for value, state in states if value not in self.spec.alike}

    def _caption_in_print(self, spec: dict[str, Any]) -> str:
        """The caption; where those of the states differ, each with the names of its states."""
        named: dict[str, list[str]] = {}
        for value, state in self._states_in_print(spec).items():
            named.setdefault(self.text.states.get(value, self.text).caption, []).append(state)
        if len(named) < 2:
            return next(iter(named), self.text.caption)
        return join_words(
            (join_words((join_words(states, ", "), caption), ": ") for caption, states in named.items()), " "
        )

    def _rows_in(self, state: str) -> pd.DataFrame:
        """The rows of the table that belong to a state of the switch; all of them if none is marked as such."""
        rows = self.spec.rows
        marked = rows.map(lambda cell: str(cell) == state)
        chosen = rows[marked.any(axis=1)]
        return chosen.drop(columns=list(rows.columns[marked.any()])) if len(chosen) else rows

    def _html(self, specs: dict[str, dict[str, Any]], drawn: dict[str, str], marks: dict[Any, set[str]]) -> str:
        citation = None
        if self.edition.title:
            page = "index.html" if self.chapter == "index" else f"chapters/{self.chapter}.html"
            citation = cite_chart(self.edition, self.identifier, page, self.text.title, self.lang)
        held = inert_json({**specs, "take": self._payload(specs)})
        table, say = html_table(self.spec.rows), words("downloads", self.lang)
        shown, *others = marks.values() or [set()]
        key = [mark | {"away": mark["name"] not in shown} for mark in key_to_marks(shown.union(*others), self.lang)]

        def say_in(value: Any, state: str) -> dict[str, str]:
            drawn = {"marks": " ".join(sorted(marks[value]))} if any(each != shown for each in others) else {}
            return self._said_in(value, state) | drawn

        controls = [
            control
            | {"start": value_as_json(control["start"])}
            | {"states": [(value_as_json(value), state, say_in(value, state)) for value, state in states]}
            for control in controls_of(specs["wide"])
            for states in [
                control["states"] or [(value, "") for value in self.text.states if not isinstance(value, str)]
            ]
        ]
        leads = bool(self._numbers_reached(specs))
        figure = (self.identifier, self.lang, self.text, controls, drawn, held, leads, key, citation, table, say)
        return str(PAGE.figure(*figure))

    def _said_in(self, value: Any, state: str) -> dict[str, str]:
        """What the page says in a state of a control: the parts of the text that differ, and always the description."""
        text = self.text.states.get(value)
        if text is None:
            return {}
        parts = {name: getattr(text, name) for name in ("title", "subtitle", "caption")}
        said = {name: words for name, words in parts.items() if words != getattr(self.text, name)}
        rows = summary(self._rows_in(state)) if state else ""
        return said | {"description": join_words((text.title, text.subtitle, rows), ". ").rstrip()}


def _rows(frame: Any, **_: Any) -> dict[str, Any]:
    """The rows of *frame*, of plain values, as Vega-Lite takes them. Altair looks in each column for other types."""
    columns = (
        [None if isinstance(cell, float) and isnan(cell) else cell for cell in frame[name].tolist()] for name in frame
    )
    return {"values": [dict(zip(frame, cells, strict=True)) for cells in zip(*columns, strict=True)]}


alt.data_transformers.register(ROWS, _rows)


def _inert(spec: dict[str, Any], identifier: str) -> dict[str, Any]:
    """*spec* without anything that fetches, links or overrides the embedding."""
    spec.pop("usermeta", None)
    for node in _nodes(spec):
        for key in ("url", "href"):
            if key in node and not (isinstance(node[key], dict) and "value" not in node[key]):
                raise ValueError(f"{identifier}: a chart may not hold {key!r}")
    return spec


def _marks_of(spec: dict[str, Any], signal: str = "", state: Any = None) -> set[str]:
    """Which marks of the key *spec* draws: the kinds of its rows, soft ends and arrows; none where all are printed.

    Rows that name another *state* of the switch *signal* than this are not drawn in it.
    """
    marks = set()
    for node in _nodes(spec):
        if signal and node.get(signal, state) != state:
            continue
        marks.add(str(node.get("kind", "")).removesuffix("-first"))
        marks |= {"about"} if node.get("soft") is True else set()
        marks |= {"bound"} if any(node.get(end) in ARROWS.values() for end in ("out", "in")) else set()
    marks &= words("legend", "en").keys()
    return marks if marks != {"printed"} else set()


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a tree of mappings and lists."""
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(child)
