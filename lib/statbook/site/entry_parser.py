"""Parses the pages of entries for Sphinx: JSON becomes document nodes, so that no text of the data is read as markup.

A page has `title`, `back` (words and target of the link back), `about` and `sections` with `title` and `entries`, each with
`anchor`, `title` and `facts` (name, words with their targets, and whether these are the same in every language). The section of a series has, instead of entries,
`facts` (name, words, whether print keeps them), `head` and `rows`, each with `anchor`, `cells` and `more` facts.
"""

import json
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.transforms import Transform, Transformer
from sphinx import addnodes
from sphinx.parsers import Parser
from sphinx.transforms import DoctreeReadEvent
from sphinx.transforms.references import SphinxDomains

from statbook.messages import say

SUFFIX, KIND = ".entries", "statbook-entries"
UP = "../"
"""From a page of entries to the root of the site."""


class EntriesTransformer(Transformer):  # type: ignore[misc]
    """Lets Sphinx collect title and targets; all other transforms look through long pages for markup that is not there."""

    def add_transforms(self, transform_list: list[type[Transform]]) -> None:
        super().add_transforms([each for each in transform_list if each in (SphinxDomains, DoctreeReadEvent)])


class EntriesParser(Parser):
    """Parses a page of entries, which is in no table of contents."""

    supported = (KIND,)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        self.env.metadata[self.env.docname]["orphan"] = True
        document.transformer = EntriesTransformer(document)
        fill_document(document, json.loads(inputstring), self.env.docname)


def fill_document(document: nodes.document, page: dict[str, Any], name: str) -> None:
    """Add the nodes of *page* to *document*, which is called *name*."""
    whole = _section(document, page["title"])
    document += whole
    words, target = page["back"]
    whole += nodes.paragraph("", "", _link(words, target, name), classes=["screen"])
    whole += nodes.paragraph("", page["about"], classes=["screen"])
    for part in page["sections"]:
        parent = whole
        if part["title"]:
            parent = _section(document, part["title"])
            whole += parent
        if "rows" in part:
            parent += [*_paragraphs(part["facts"], name), _table(document, part, name)]
            continue
        entries = (_entry(document, entry, name) for entry in part["entries"])
        parent += nodes.definition_list("", *entries, classes=["sb-entries"])


def _section(document: nodes.document, title: str) -> nodes.section:
    section = nodes.section("", nodes.title("", title), names=[nodes.fully_normalize_name(title)])
    document.note_implicit_target(section, section)
    return section


def _entry(document: nodes.document, entry: dict[str, Any], name: str) -> nodes.definition_list_item:
    title = _anchor(document, entry["title"], entry["anchor"])
    facts = nodes.field_list("", classes=["sb-facts"])
    for fact, runs, *verbatim in entry["facts"]:
        classes = ["notranslate"] if any(verbatim) else []
        body = nodes.field_body("", nodes.paragraph("", "", *_words(runs, name), classes=classes))
        facts += nodes.field("", nodes.field_name("", fact), body)
    return nodes.definition_list_item("", nodes.term("", "", title), nodes.definition("", facts))


def _anchor(document: nodes.document, words: str, anchor: str) -> nodes.inline:
    """The words, as the target *anchor* if there is one."""
    node = nodes.inline("", words)
    if anchor:
        node["names"].append(anchor)
        document.note_explicit_target(node, node)
    return node


def _table(document: nodes.document, part: dict[str, Any], name: str) -> nodes.table:
    """A row for each number: the first cell has its anchor, the last one the facts that differ from the others'."""
    further = any(row["more"] for row in part["rows"])
    columns = len(part["head"]) + further
    heads = [*part["head"], *([say("Further")] if further else [])]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=100 // columns) for _ in range(columns)), cols=columns)
    body = nodes.tbody()
    for row in part["rows"]:
        first = nodes.entry("", nodes.paragraph("", "", _anchor(document, row["cells"][0], row["anchor"])))
        last = [nodes.entry("", *_paragraphs(row["more"], name))] if further else []
        body += nodes.row("", first, *map(_cell, row["cells"][1:]), *last)
    group += [nodes.thead("", nodes.row("", *map(_cell, heads))), body]
    return nodes.table("", group, classes=["sb-series"])


def _cell(words: str) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", words))


def _paragraphs(facts: list[Any], name: str) -> list[nodes.paragraph]:
    """One paragraph of the facts that print keeps, and one of those for pages only."""
    paragraphs = []
    for kept in (True, False):
        words: list[nodes.Node] = []
        for fact, runs, keeps in facts:
            if keeps == kept:
                words += [nodes.Text(f"{'. ' if words else ''}{fact}: "), *_words(runs, name)]
        if words:
            paragraphs.append(nodes.paragraph("", "", *words, classes=[] if kept else ["screen"]))
    return paragraphs


def _words(runs: list[list[str]], name: str) -> Iterator[nodes.Node]:
    for words, target in runs:
        yield _link(words, target, name) if target else nodes.Text(words)


def _link(words: str, target: str, name: str) -> nodes.Node:
    """A link to a target that documents define, or to an address in the site, such as that of a chart."""
    if ".html" in target:
        return nodes.reference("", words, refuri=UP + target, internal=True)
    inner = nodes.inline("", words, classes=["std", "std-ref"])
    kind = {"refdomain": "std", "reftype": "ref", "refexplicit": True, "refwarn": True}
    return addnodes.pending_xref("", inner, reftarget=target, refdoc=name, **kind)
