"""Pages of entries as Sphinx reads them: their model becomes nodes, and no word of the data is read as markup.

A page is JSON: `title`, `back` (words and the name of the page that leads here), `sections` with `title` and `entries`,
each with `anchor`, `title` and `facts` (name, and words with what they lead to). A section of a series has `facts`
(name, words, whether print keeps them), `head` and `rows` instead, a row with `anchor`, `cells` and `more` facts.
"""

from __future__ import annotations

__all__ = ["KIND", "SUFFIX", "EntriesParser", "filled"]

import json
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.parsers import Parser

SUFFIX, KIND = ".entries", "statbook-entries"
UP = "../"
"""From a page of entries to the root of the site."""


class EntriesParser(Parser):
    """Reads a page of entries; it stands in no table of contents."""

    supported = (KIND,)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        self.env.metadata[self.env.docname]["orphan"] = True
        filled(document, json.loads(inputstring), self.env.docname)


def filled(document: nodes.document, page: dict[str, Any], name: str) -> None:
    """Put the nodes of *page*, the document called *name*, into *document*."""
    whole = _section(document, page["title"])
    document += whole
    words, target = page["back"]
    whole += nodes.paragraph("", "", _link(words, target, name), classes=["screen"])
    for part in page["sections"]:
        holder = whole
        if part["title"]:
            holder = _section(document, part["title"])
            whole += holder
        if "rows" in part:
            holder += [*_paragraphs(part["facts"], name), _table(document, part, name)]
            continue
        entries = (_entry(document, entry, name) for entry in part["entries"])
        holder += nodes.definition_list("", *entries, classes=["sb-entries"])


def _section(document: nodes.document, title: str) -> nodes.section:
    section = nodes.section("", nodes.title("", title), names=[nodes.fully_normalize_name(title)])
    document.note_implicit_target(section, section)
    return section


def _entry(document: nodes.document, entry: dict[str, Any], name: str) -> nodes.definition_list_item:
    title = _anchored(document, entry["title"], entry["anchor"])
    fields = [
        nodes.field("", nodes.field_name("", fact), nodes.field_body("", nodes.paragraph("", "", *_words(runs, name))))
        for fact, runs in entry["facts"]
    ]
    facts = nodes.field_list("", *fields, classes=["sb-facts"])
    return nodes.definition_list_item("", nodes.term("", "", title), nodes.definition("", facts))


def _anchored(document: nodes.document, words: str, anchor: str) -> nodes.inline:
    told = nodes.inline("", words)
    if anchor:
        told["names"].append(anchor)
        document.note_explicit_target(told, told)
    return told


def _table(document: nodes.document, part: dict[str, Any], name: str) -> nodes.table:
    """A line a figure; the first cell bears its anchor, the last what it has beside what all share."""
    wide = any(row["more"] for row in part["rows"])
    columns = len(part["head"]) + wide
    heads = [nodes.paragraph("", words) for words in [*part["head"], *(["Further"] if wide else [])]]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=100 // columns) for _ in range(columns)), cols=columns)
    body = nodes.tbody()
    for row in part["rows"]:
        first = nodes.paragraph("", "", _anchored(document, row["cells"][0], row["anchor"]))
        cells = [first, *(nodes.paragraph("", words) for words in row["cells"][1:])]
        entries = [nodes.entry("", cell) for cell in cells]
        if wide:
            entries.append(nodes.entry("", *_paragraphs(row["more"], name)))
        body += nodes.row("", *entries)
    group += [nodes.thead("", nodes.row("", *(nodes.entry("", head) for head in heads))), body]
    return nodes.table("", group, classes=["sb-series"])


def _paragraphs(facts: list[Any], name: str) -> list[nodes.paragraph]:
    """Facts one after another: those that print keeps, then those that stand on a page only."""
    made = []
    for kept in (True, False):
        told = [(fact, runs) for fact, runs, keeps in facts if keeps == kept]
        words = [
            node
            for place, (fact, runs) in enumerate(told)
            for node in (nodes.Text(f"{'. ' if place else ''}{fact}: "), *_words(runs, name))
        ]
        if words:
            made.append(nodes.paragraph("", "", *words, classes=[] if kept else ["screen"]))
    return made


def _words(runs: list[list[str]], name: str) -> Iterator[nodes.Node]:
    for words, target in runs:
        yield _link(words, target, name) if target else nodes.Text(words)


def _link(words: str, target: str, name: str) -> nodes.Node:
    """A link to a name of the book, or to an address within it, such as that of a figure, that no document names."""
    if ".html" in target:
        return nodes.reference("", words, refuri=UP + target, internal=True)
    inner = nodes.inline("", words, classes=["std", "std-ref"])
    kind = {"refdomain": "std", "reftype": "ref", "refexplicit": True, "refwarn": True}
    return addnodes.pending_xref("", inner, reftarget=target, refdoc=name, **kind)
