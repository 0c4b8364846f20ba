"""A chapter as its page shows it: numbers put into the sentences, code removed, links and uses of numbers recorded.

The module is long because it has every step from an executed notebook to its page.
"""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

import nbformat
from lxml import html
from lxml.html.builder import E

from statbook.chapter import ARGUMENTS, OMITTED, Chapter
from statbook.errors import ChapterError, KeyUnknown
from statbook.messages import say
from statbook.project.kept_results import Keep, make_anew
from statbook.project.notebooks import HTML, MIME, VEGA_LITE, ExecutedNotebook, Notebook
from statbook.prose.markup import plain
from statbook.prose.numbers import resolve
from statbook.store import Store

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
ALLOWED = {HTML, VEGA_LITE, "text/html", "image/svg+xml", "text/markdown", "text/plain", MIME, ARGUMENTS, OMITTED}
"""The types of output that a cell may leave; others could carry scripts or traces of the machine."""
SHOWN = ("text/html", "text/plain", MIME)
OWN_HTML = ("<figure", '<div class="sb-')
COMPARED = ("title", "subtitle", "caption", "source", "panels", "data")
"""The parts of a chart's record in which a changed chart differs."""
Fields = dict[str, Any]
_ANCHOR = r"(?:\{#[\w-]+\}\n)?"
"""The line before a heading that gives its section an address."""
_CHAPTER_LINK = re.compile(r"\[([^\]]+)\]\((?:[\w/.-]*/)?([\w-]+)\.ipynb\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PRINTED = re.compile(r"\bobs-[\w-]+")
_DRAWN = re.compile(r'<div class="sb-(?:wide|narrow)">(<svg.*?</svg>)</div>', re.DOTALL)
NUMBER = "sb-number"
"""The class of the number of a chart or a table; print counts for itself."""
_TABLE = re.compile(r"(?m)^:::\{table\} *(.*)\n((?:\|.*\n)*)")
_BAR = re.compile(r"(?<!\\)\|")
_LINKED = re.compile(r"\[(\[)?((?:\\.|[^\[\]\\])*)\]\([^)]*\)(?(1)\]\{[^}]*\})")
"""A link in Markdown, which may be within a span that has attributes; its words are group 2."""
_NUMBERED = f"{{.{NUMBER}}}\n"
_CARD = re.compile(r"chapters/([\w-]+)\.html")


class ChapterPage:
    """A chapter as the pages show it, and the record of it for the whole book."""

    def __init__(self, executed: ExecutedNotebook, number: int, store: Store, keep: Keep = make_anew) -> None:
        """*number* is its place in the book; *store* has the data that it ran with, and *keep* what is kept for these."""
        executed = replace(executed, content=_rename(executed.content, executed.notebook))
        self.name = executed.notebook.name
        self.document = executed.notebook.document
        self._uses: list[dict[str, Any]] = []
        self._shown: dict[str, Any] = {}
        self.charts: list[dict[str, Any]] = []
        self.tables: list[dict[str, Any]] = []
        self._drawings: dict[str, tuple[str, str]] = {}
        self._number = number
        numbers, say_words = prose_numbers(executed, store, keep)
        self._cells = self._page_cells(executed, numbers, say_words)
        self.record: dict[str, Any] = {
            "document": self.document,
            "number": number,
            "sha256": hashlib.sha256(executed.notebook.path.read_bytes()).hexdigest(),
            "title": _title(self._cells),
            "place": say_words.get("place", ""),
            "parameters": executed.parameters,
            "cited": numbers,
            "shown": self._shown,
            "numbers": {key: number and number["words"]["num"] for key, number in numbers.items()},
            "figures": [use["place"] for use in self._uses if use["place"].startswith("fig-")],
            "uses": self._uses,
            "drawings": self._drawings,
            "labels": self.labels,
        }

    @property
    def link_targets(self) -> set[str]:
        """The anchors of the printed numbers to which anything on the page leads."""
        return set(_PRINTED.findall(json.dumps(self._cells, ensure_ascii=False)))

    def with_links(self, page_of: Mapping[str, str], chapters: Collection[str]) -> Any:
        """The notebook with links to the evidence, whose pages *page_of* gives by anchor.

        Links to a chapter that is not among *chapters* become plain text.
        """
        up = "../" * self.document.count("/")

        for cell in self._cells:
            if cell.cell_type == "markdown":
                cell.source = _CHAPTER_LINK.sub(lambda m: m[0] if m[2] in chapters else m[1], cell.source)
            for output in cell.get("outputs", []):
                if "text/html" in output.data:
                    output.data["text/html"] = _link(output.data["text/html"], up, page_of, chapters, self.labels)
        return nbformat.v4.new_notebook(cells=self._cells, metadata=KERNEL)

    def _page_cells(self, executed: ExecutedNotebook, numbers: dict[str, Any], say_words: dict[str, str]) -> list[Any]:
        outputs = [out.get("data", {}) for cell in executed.content.cells for out in cell.get("outputs", [])]
        omitted = [data[OMITTED]["title"] for data in outputs if OMITTED in data]
        shown = [data[MIME]["id"] for data in outputs if data.get(MIME, {}).get("kind") == "figure"]
        self.labels = {one: self._label(say_words["chart"], place) for place, one in enumerate(shown, start=1)}
        tables = count(1)
        start = f"fig-{self.name}-".replace("_", "-")
        charts = {name.removeprefix(start).replace("-", "_"): (label, name) for name, label in self.labels.items()}
        # If all charts are shown, there is nothing to say of omitted ones.
        say_words["left_out"] = f"{say_words['left_out']} {'; '.join(omitted)}." if omitted else ""
        cells: list[Any] = []
        for number, cell in enumerate(executed.content.cells):
            if cell.cell_type == "markdown":
                try:
                    text = resolve(cell.source, numbers, say_words, self._add_use, charts)
                except KeyUnknown as error:
                    raise KeyUnknown(f"chapter {self.name}, cell {number}: {error}") from None
                # Each heading by itself, so that it can be removed if nothing follows.
                text = _TABLE.sub(lambda table: self._number_table(table, say_words["table"], next(tables)), text)
                parts = re.split(rf"(?m)\n*(^{_ANCHOR}#{{2,}} .*$)\n*", text)
                cells += [_cell("markdown", part) for part in parts if part.strip()]
                continue
            for data in (output.get("data", {}) for output in cell.outputs):
                if ARGUMENTS in data or OMITTED in data:
                    continue
                _check_output(f"{self.name}, cell {number}", data)
                if data.get(MIME):
                    self._record(data[MIME], data.get(HTML, ""))
                    if data[MIME].get("kind") == "table":
                        label = self._label(say_words["table"], next(tables))
                        self.labels[data[MIME].get("id", "")] = label
                        self.tables.append(data[MIME] | {"label": label})
                cells.append(_output_cell(data))
        cells = _without_empty_sections(cells)
        for place, cell in enumerate(cells):
            # nbformat makes random identifiers; these are the same in every build.
            cell["id"] = f"{self.name[:40].replace('_', '-')}-{place}"
        return cells

    def _label(self, words: str, place: int) -> str:
        """Chart 3.2: the number that a chart or a table has in print as well."""
        return words.replace("{number}", f"{self._number}.{place}" if self._number else str(place))

    def _number_table(self, table: re.Match[str], words: str, place: int) -> str:
        """A table of the text under its number; it is recorded as readers see it."""
        label = self._label(words, place)
        cells = [[_as_read(cell) for cell in _BAR.split(row)[1:-1]] for row in table[2].splitlines()]
        known = {"id": "", "label": label, "title": _as_read(table[1]), "source": ""}
        self.tables.append(known | {"head": cells[0] if cells else [], "rows": cells[2:]})
        return f"{_NUMBERED}{label}\n\n{table[0]}"

    def _add_use(self, anchor: str) -> str:
        """Record a use of the number at *anchor* in the text; gives the identifier of the place."""
        place = f"use-{self.name.replace('_', '-')}-{len(self._uses) + 1}"
        self._uses.append({"place": place, "words": "", "anchors": [anchor]})
        return place

    def _record(self, record: dict[str, Any], markup: str) -> None:
        """Record what a chart, a table or a set of cards shows; of a chart with the drawings in its *markup*."""
        self._shown |= record.get("numbers", {})
        cards = [card["anchor"] for card in record.get("cards", [])]
        anchors = [*dict.fromkeys([*record.get("obs", []), *record.get("numbers", {}), *cards])]
        words = record.get("title") or say("the cards")
        self._uses.append({"place": record.get("id", ""), "words": words, "anchors": anchors})
        if record.get("kind") == "figure":
            self.charts.append(record | {"drawn": _DRAWN.findall(markup)})
            compared = json.dumps({name: record[name] for name in COMPARED}, sort_keys=True)
            self._drawings[record["id"]] = (record["title"], hashlib.sha256(compared.encode()).hexdigest())


def prose_numbers(executed: ExecutedNotebook, store: Store, keep: Keep = make_anew) -> tuple[Fields, dict[str, str]]:
    """The numbers that the sentences of the notebook cite, by key, and the words for {say}, as *keep* has them.

    Raises ChapterError if the chapter gives another name than that of its file, KeyUnknown for a key without a meaning.
    """
    notebook, cells = executed.notebook, executed.content.cells
    name = notebook.chapter or notebook.name
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    found = [output.data[ARGUMENTS] for output in outputs if ARGUMENTS in output.get("data", {})]
    if len(found) != 1:
        raise ChapterError(f"{notebook.name}: here.numbers() must be shown once, and was shown {len(found)} times")
    arguments = found[0]["arguments"]
    if arguments["name"] != name:
        raise ChapterError(
            f"{notebook.path.name}: found Chapter({arguments['name']!r}); expected Chapter({name!r}). "
            "A chapter has the name of its file."
        )
    prose = [(n, cell.source) for n, cell in enumerate(cells) if cell.cell_type == "markdown"]
    numbers, words = keep(["prose", arguments, prose], lambda: Chapter.restore(store, arguments).prose_numbers(prose))
    return numbers, {**found[0]["say_words"], **words}


def _rename(content: Any, notebook: Notebook) -> Any:
    """A chapter that has another name in an edition: its charts, its sections and its page get that name."""
    if not notebook.chapter:
        return content
    old, new = (f"-{name}-".replace("_", "-") for name in (notebook.chapter, notebook.name))
    text = json.dumps(content, ensure_ascii=False)
    for kind in ("fig", "tab"):
        text = text.replace(f"{kind}{old}", f"{kind}{new}")
    text = text.replace(f"chapters/{notebook.chapter}.html", f"chapters/{notebook.name}.html")
    renamed = json.loads(text)
    for cell in (cell for cell in renamed["cells"] if cell["cell_type"] == "markdown"):
        # Addresses of sections, too, stand once in a book.
        cell["source"] = re.sub(r"(?m)^\{#([\w-]+)\}$", rf"{{#\1-{notebook.name}}}", cell["source"])
    if notebook.title:
        first = next(cell for cell in renamed["cells"] if cell["cell_type"] == "markdown" and "# " in cell["source"])
        first["source"] = re.sub(r"(?m)^# .*$", lambda _: f"# {plain(notebook.title)}", first["source"], count=1)
    return nbformat.from_dict(renamed)


def _link(
    markup: str, up: str, page_of: Mapping[str, str], chapters: Collection[str], labels: Mapping[str, str]
) -> str:
    """HTML whose anchors of the evidence lead to its pages; links to chapters not among *chapters* become text.

    Charts and tables get their *labels*, by identifier, as links to themselves.
    """
    root = html.fragment_fromstring(markup, create_parent="div")
    for link in [*root.iter("a")]:
        address = link.get("href", "")
        card = _CARD.fullmatch(address)
        if address.startswith(("#obs-", "#num-", "#source-")):
            link.set("href", f"{up}{page_of[address[1:]]}.html{address}")
        elif address.startswith("data/"):
            link.set("href", f"{up}{address}")
        elif card and card[1] not in chapters:
            link.drop_tag()
    for element in root.iter("figure", "div"):
        label = labels.get(element.get("id", ""))
        if label:
            element.insert(0, E.p({"class": NUMBER}, E.a(label, href=f"#{element.get('id')}")))
            for cited in element.find_class("sb-cited-number"):
                cited.text = label
    return (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)


def _as_read(text: str) -> str:
    """Markdown of one line as its readers see it."""
    return _ESCAPED.sub(r"\1", _LINKED.sub(r"\2", text)).strip()


def _title(cells: list[Any]) -> str:
    """The title of the chapter as plain text, for PDFs, lists and entries."""
    lines = (line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return _ESCAPED.sub(r"\1", next(line.removeprefix("# ") for line in lines if line.startswith("# ")))


def _check_output(where: str, data: dict[str, Any]) -> None:
    """Raise ChapterError for an output that the library did not write."""
    foreign = ", ".join(sorted(set(data) - ALLOWED))
    if not all(str(data.get(kind, OWN_HTML[0])).startswith(OWN_HTML) for kind in ("text/html", HTML)) and not foreign:
        foreign = "HTML that the library did not write"
    if foreign:
        raise ChapterError(f"{where}: leaves {foreign}; show charts and tables by the chapter's calls")


def _output_cell(data: dict[str, Any]) -> Any:
    if "text/markdown" in data:
        # As a Markdown cell: Jupyter Book knows no link targets within outputs.
        return _cell("markdown", data["text/markdown"])
    shown = {kind: data[kind] for kind in SHOWN if kind in data} | ({"text/html": data[HTML]} if HTML in data else {})
    output = {"output_type": "display_data", "data": shown, "metadata": {}}
    # Jupyter Book drops an empty code cell with its outputs.
    return _cell("code", "# shown", execution_count=None, outputs=[output], metadata={"tags": ["remove-input"]})


def _cell(kind: str, source: str, **more: Any) -> Any:
    """A cell, made without the functions of nbformat: these look through its schema for each."""
    return nbformat.from_dict({"cell_type": kind, "source": source, "metadata": {}} | more)


def _without_empty_sections(cells: list[Any]) -> list[Any]:
    """The cells without headings under which nothing is left."""
    kept: list[Any] = []
    following = 0  # the level of the heading that follows; 0 if something else follows
    for cell in reversed(cells):
        heading = re.match(rf"{_ANCHOR}(#+) ", cell.source) if cell.cell_type == "markdown" else None
        level = len(heading[1]) if heading else 0
        if level > 1 and (not kept or 0 < following <= level):
            continue
        following = level
        kept.append(cell)
    return kept[::-1]
