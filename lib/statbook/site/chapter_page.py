"""A chapter as its page shows it: numbers put into its sentences, code and traces taken out, uses of numbers noted."""

from __future__ import annotations

__all__ = ["ChapterPage", "numbers_of"]

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import nbformat

from statbook.chapter import LEFT_OUT, NUMBERS, Chapter
from statbook.errors import ChapterError, KeyUnknown
from statbook.charts.chart import MIME
from statbook.project.notebooks import Executed, Notebook
from statbook.prose.markup import plain
from statbook.prose.numbers import resolve
from statbook.store import Store, on_day

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

# What a cell may leave for the pages; anything else could carry script or traces of the machine.
ALLOWED = {"text/html", "image/svg+xml", "text/markdown", "text/plain", MIME, NUMBERS, LEFT_OUT}
KEPT = ("text/html", "text/plain", MIME)
OURS = ("<figure", '<div class="sb-')
SAID = ("title", "subtitle", "caption", "source", "panels", "data")
"""What a figure says; where all of it is the same, the figure has not changed."""
_CHAPTER = re.compile(r"\[([^\]]+)\]\((?:[\w/.-]*/)?([\w-]+)\.ipynb\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CARD = re.compile(r'<a href="chapters/([\w-]+)\.html">(.*?)</a>')
_ANCHOR = re.compile(r'href="#((?:obs|num|source)-[^"]+)"')


class ChapterPage:
    """A chapter as the pages show it, and what the book must know of it."""

    def __init__(self, done: Executed, number: int, store: Store) -> None:
        """*number* is its place in the book, *store* the data that it was run with."""
        content = on_day(done.content, store.as_of)
        done = replace(done, content=nbformat.from_dict(_as_called(content, done.notebook)))
        self.name = done.notebook.name
        self.document = done.notebook.document
        self._uses: list[dict[str, Any]] = []
        self._shown: dict[str, Any] = {}
        self._drawings: dict[str, tuple[str, str]] = {}
        numbers = numbers_of(done, store)
        figures = numbers["figures"]
        self._cells = self._made(done, numbers)
        self.record: dict[str, Any] = {
            "document": self.document,
            "number": number,
            "sha256": hashlib.sha256(done.notebook.path.read_bytes()).hexdigest(),
            "title": _title(self._cells),
            "place": numbers["said"].get("place", ""),
            "parameters": done.parameters,
            "cited": figures,
            "shown": self._shown,
            "numbers": {key: figure and figure["words"]["num"] for key, figure in figures.items()},
            "figures": [use["place"] for use in self._uses if use["place"].startswith("fig-")],
            "uses": self._uses,
            "drawings": self._drawings,
        }

    def linked(self, page_of: dict[str, str], names: Collection[str]) -> Any:
        """The notebook; what its tables and cards lead to is found from its page.

        A link to a chapter that is not among *names*, those that come along, is words alone.
        """
        up = "../" * self.document.count("/")

        def address(match: re.Match[str]) -> str:
            return f'href="{up}{page_of[match[1]]}.html#{match[1]}"'

        def chapter(match: re.Match[str]) -> str:
            return match[0] if match[2] in names else match[1]

        def card(match: re.Match[str]) -> str:
            return match[0] if match[1] in names else match[2]

        for cell in self._cells:
            if cell.cell_type == "markdown":
                cell.source = _CHAPTER.sub(chapter, cell.source)
            for output in cell.get("outputs", []):
                if "text/html" in output.data:
                    output.data["text/html"] = _CARD.sub(card, _ANCHOR.sub(address, output.data["text/html"]))
        return nbformat.v4.new_notebook(cells=self._cells, metadata=KERNEL)

    def _made(self, done: Executed, numbers: dict[str, Any]) -> list[Any]:
        said = numbers["said"]
        titles = [title for cell in done.content.cells for title in _left_out(cell)]
        # Where every figure is supported there is nothing to say of those left out.
        said["left_out"] = f"{said['left_out']} {'; '.join(titles)}." if titles else ""
        cells: list[Any] = []
        for number, cell in enumerate(done.content.cells):
            if cell.cell_type == "markdown":
                try:
                    text = resolve(cell.source, numbers["figures"], said, self._mark)
                except KeyUnknown as error:
                    raise KeyUnknown(f"chapter {self.name}, cell {number}: {error}") from None
                cells += [nbformat.v4.new_markdown_cell(part) for part in _headings_apart(text)]
                continue
            for data in (output.get("data", {}) for output in cell.outputs):
                if NUMBERS in data or LEFT_OUT in data:
                    continue
                _refuse_strangers(f"{self.name}, cell {number}", data)
                self._note(data.get(MIME, {}))
                cells.append(_shown(data))
        cells = _without_empty_sections(cells)
        for place, cell in enumerate(cells):
            # nbformat makes random identifiers; ours come from the place, so that two builds agree.
            cell["id"] = f"{self.name[:40].replace('_', '-')}-{place}"
        return cells

    def _mark(self, anchor: str) -> str:
        """The name of a place in the text that cites the number at *anchor*."""
        place = f"use-{self.name.replace('_', '-')}-{len(self._uses) + 1}"
        self._uses.append({"place": place, "words": "", "anchors": [anchor]})
        return place

    def _note(self, record: dict[str, Any]) -> None:
        """Keep what a figure, a table or a set of cards shows."""
        if record:
            self._shown |= record.get("numbers", {})
            words = record.get("title", "the cards")
            self._uses.append({"place": record.get("id", ""), "words": words, "anchors": _anchors(record)})
        if record.get("kind") == "figure":
            self._drawings[record["id"]] = (record["title"], _digest({name: record[name] for name in SAID}))


def _digest(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _as_called(content: Any, notebook: Notebook) -> Any:
    """What a chapter left, where an edition has it under another name: its figures and its page are called by that."""
    if not notebook.chapter:
        return content
    old, new = (f"-{name}-".replace("_", "-") for name in (notebook.chapter, notebook.name))
    text = json.dumps(content, ensure_ascii=False)
    for kind in ("fig", "tab"):
        text = text.replace(f"{kind}{old}", f"{kind}{new}")
    text = text.replace(f"chapters/{notebook.chapter}.html", f"chapters/{notebook.name}.html")
    renamed = json.loads(text)
    if notebook.title:
        first = next(cell for cell in renamed["cells"] if cell["cell_type"] == "markdown" and "# " in cell["source"])
        first["source"] = re.sub(r"(?m)^# .*$", lambda _: f"# {plain(notebook.title)}", first["source"], count=1)
    return renamed


def _anchors(record: dict[str, Any]) -> list[str]:
    """The entries that a figure, a table or a set of cards rests on or leads to."""
    cards = [card["anchor"] for card in record.get("cards", [])]
    return list(dict.fromkeys([*record.get("obs", []), *record.get("numbers", {}), *cards]))


def _title(cells: list[Any]) -> str:
    heading: str = next(cell.source for cell in cells if cell.cell_type == "markdown" and "# " in cell.source)
    title = next(line.removeprefix("# ") for line in heading.splitlines() if line.startswith("# "))
    # In a PDF, a list or an entry it is no Markdown.
    return _ESCAPED.sub(r"\1", title)


def numbers_of(done: Executed, store: Store) -> dict[str, Any]:
    """The `figures` that the sentences of this very notebook cite, by key, and the words `said` in them.

    Raises ChapterError if the chapter that ran calls itself by another name, KeyUnknown for a key that nothing bears.
    """
    name = done.notebook.chapter or done.notebook.name
    found = [
        output.data[NUMBERS]
        for cell in done.content.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if NUMBERS in output.get("data", {})
    ]
    if len(found) != 1:
        raise ChapterError(f"{done.notebook.name}: here.numbers() must be shown once, and was shown {len(found)} times")
    if found[0]["called"]["name"] != name:
        raise ChapterError(
            f"{done.notebook.path.name}: found Chapter({found[0]['called']['name']!r}); expected Chapter({name!r}). "
            "A chapter is called by the name of its file."
        )
    cells = [(n, cell.source) for n, cell in enumerate(done.content.cells) if cell.cell_type == "markdown"]
    figures, words = Chapter.again(store, found[0]["called"]).answers(cells)
    return {"figures": figures, "said": {**found[0]["said"], **words}}


def _headings_apart(text: str) -> list[str]:
    """The text in pieces of which a heading is one by itself, so that it can be left out if nothing follows."""
    pieces = re.split(r"(?m)\n*(^#{2,} .*$)\n*", text)
    return [piece for piece in pieces if piece.strip()]


def _left_out(cell: Any) -> list[str]:
    outputs = cell.get("outputs", []) if cell.cell_type == "code" else []
    return [output.data[LEFT_OUT]["title"] for output in outputs if LEFT_OUT in output.get("data", {})]


def _refuse_strangers(where: str, data: dict[str, Any]) -> None:
    what = ", ".join(sorted(set(data) - ALLOWED))
    if not what and not str(data.get("text/html", OURS[0])).startswith(OURS):
        what = "HTML that the library did not write"
    if what:
        raise ChapterError(f"{where}: leaves {what}; show charts and tables by the chapter's calls")


def _shown(data: dict[str, Any]) -> Any:
    if "text/markdown" in data:
        # As a cell of its own: the book tool knows no link targets within outputs.
        return nbformat.v4.new_markdown_cell(data["text/markdown"])
    output = nbformat.v4.new_output("display_data", {kind: data[kind] for kind in KEPT if kind in data})
    # An empty code cell would be dropped with its outputs.
    return nbformat.v4.new_code_cell("# shown", outputs=[output], metadata={"tags": ["remove-input"]})


def _without_empty_sections(cells: list[Any]) -> list[Any]:
    """The cells without headings under which nothing is left."""
    kept: list[Any] = []
    nearest = 0  # the level of the heading that follows; 0: something else follows
    for cell in reversed(cells):
        level = len(cell.source) - len(cell.source.lstrip("#")) if cell.cell_type == "markdown" else 0
        if level > 1 and (not kept or 0 < nearest <= level):
            continue
        nearest = level
        kept.append(cell)
    return kept[::-1]
