"""Pages of entries as Sphinx reads them: their model becomes nodes, and no word of the data is read as markup.

A page is JSON: `title`, `back` (words and the name of the page that leads here), `sections` with `title` and `entries`,
each with `anchor`, `title` and `facts` (name, and words with what they lead to).
"""

from __future__ import annotations

__all__ = ["KIND", "SUFFIX", "EntriesParser", "filled"]

import copy
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
        # Words of the data stay as they are; curling their quotes would take a fifth of the time of reading.
        document.settings = copy.copy(document.settings)
        document.settings.smart_quotes = False
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
        entries = (_entry(document, entry, name) for entry in part["entries"])
        holder += nodes.definition_list("", *entries, classes=["sb-entries"])


def _section(document: nodes.document, title: str) -> nodes.section:
    section = nodes.section("", nodes.title("", title), names=[nodes.fully_normalize_name(title)])
    document.note_implicit_target(section, section)
    return section


def _entry(document: nodes.document, entry: dict[str, Any], name: str) -> nodes.definition_list_item:
    title = nodes.inline("", entry["title"])
    if entry["anchor"]:
        title["names"].append(entry["anchor"])
        document.note_explicit_target(title, title)
    fields = [
        nodes.field("", nodes.field_name("", fact), nodes.field_body("", nodes.paragraph("", "", *_words(runs, name))))
        for fact, runs in entry["facts"]
    ]
    facts = nodes.field_list("", *fields, classes=["sb-facts"])
    return nodes.definition_list_item("", nodes.term("", "", title), nodes.definition("", facts))


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
