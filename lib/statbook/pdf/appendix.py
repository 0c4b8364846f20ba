"""The appendix of a PDF: the entries of the evidence that it links to, and those that these link to in turn.

Targets of links within the book are `document#name`, others are addresses.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from docutils import nodes

from statbook.evidence import INPUT, PRINTED
from statbook.messages import say

ENTRY = re.compile(r"^evidence/.*#(obs|num)-")
"""Targets that are entries of the evidence: a link to one cites a number, whatever its words are."""
PAGE, RUN = 15, 150
"""How many entries fill a page about, and how many at least the pages between two breaks at the beginning of a theme."""
_YEAR = re.compile(r"(-(\d+|undated))+$")
"""What the name of a page of evidence has behind that of its theme."""
EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
"""Targets out of the book: addresses with a scheme or a host."""


class Appendix:
    """Documents of evidence by name.

    A row of their tables, or an item of their definition lists, with an identifier is an entry.
    """

    def __init__(self, documents: dict[str, nodes.document]) -> None:
        self.documents = documents
        self._entries = {name: entries_in(tree, name) for name, tree in documents.items()}
        self.links = {
            entry: links for found in self._entries.values() for _, entries, links in found for entry in entries
        }

    def reachable(self, start: Iterable[str]) -> set[str]:
        """The entries among *start*, and all that they link to, directly or through others."""
        found: set[str] = set()
        new = self.links.keys() & set(start)
        while new:
            found |= new
            new = {target for entry in new for target in self.links[entry] if target in self.links} - found
        return found

    def reduce_to(self, entries: set[str]) -> dict[str, nodes.document]:
        """Copies of the documents with *entries* only, without lists, sections and documents left empty."""
        wanted = {entry.split("#")[0] for entry in entries}
        return {name: self._reduce(name, tree, entries) for name, tree in self.documents.items() if name in wanted}

    def _reduce(self, name: str, tree: Any, wanted: set[str]) -> Any:
        """A copy of the document *name* with the entries that are *wanted*; itself if these are all."""
        left_out = [node for node, entries, _ in self._entries[name] if not entries & wanted]
        if not left_out:
            return tree
        copies: list[nodes.Element] = []
        reduced = _copy_without(tree, {id(node) for node in left_out}, _ancestors(left_out), copies)
        for node in copies:
            if isinstance(node, (nodes.tbody, nodes.definition_list)) and not node.children:
                _remove(node.parent.parent if isinstance(node, nodes.tbody) else node)
        return reduced


def entries_in(tree: Any, name: str) -> list[tuple[nodes.Element, set[str], list[str]]]:
    """The entries of the document *name* with their targets and links; the *tree* keeps them, also where it is stored."""
    if not hasattr(tree, "statbook_entries"):
        tree.statbook_entries = [
            (node, {f"{name}#{identifier}" for identifier in identifiers_of(node)}, targets_in(node, name))
            for node in _entries(tree)
        ]
    found: list[tuple[nodes.Element, set[str], list[str]]] = tree.statbook_entries
    return found


def page_runs(documents: dict[str, int]) -> list[list[str]]:
    """The names of *documents* of an appendix, given with how many entries they have, in runs of whole themes.

    A run begins on a new page, and Typst lays out the runs side by side; they are long, so that few pages are half empty.
    """
    runs: list[list[str]] = [[]]
    held = 0
    for _, names in groupby(documents, lambda name: _YEAR.sub("", name)):
        theme = [*names]
        entries = sum(documents[name] for name in theme)
        if held >= RUN and entries >= PAGE:
            runs, held = [*runs, []], 0
        runs[-1] += theme
        held += entries
    return runs


def target_of(node: nodes.Element, document: str) -> str:
    """The target of a reference in *document*."""
    if node.get("refid"):
        return f"{document}#{node['refid']}"
    address = str(node.get("refuri", ""))
    inside = address.removeprefix("doc:")
    return inside if inside == address or "#" in inside else f"{inside}#"


def targets_in(node: nodes.Element, document: str) -> list[str]:
    """The targets of the references within *node*, in their order."""
    return [target_of(link, document) for link in node.findall(nodes.reference)]


def identifiers_of(entry: nodes.Element) -> list[str]:
    """The identifiers of an entry: those of the words in its first cell or in its term."""
    return [name for node in entry.children[0].findall(nodes.inline) for name in node.get("ids", [])]


def keep_printed_facts(tree: Any) -> None:
    """Leave only the facts that print keeps in a page of evidence, by their names in the language that is spoken."""
    kept = {say(name) for name in PRINTED}
    for field in list(tree.findall(nodes.field)):
        name = field.children[0].astext()
        if name not in kept and not INPUT.fullmatch(name):
            field.parent.remove(field)


def _entries(tree: nodes.Element) -> list[nodes.Element]:
    kinds = (nodes.row, nodes.definition_list_item)
    return [node for node in tree.findall(nodes.Element) if isinstance(node, kinds) and identifiers_of(node)]


def _ancestors(below: list[nodes.Element]) -> set[int]:
    """What *below* are in, as ids."""
    found = set()
    for node in below:
        while (node := node.parent) is not None and id(node) not in found:
            found.add(id(node))
    return found


def _copy_without(node: Any, left_out: set[int], ancestors: set[int], copies: list[nodes.Element]) -> Any:
    """A copy of *node* without the nodes *left_out* below it; what has none of them is shared with the original.

    *copies* takes what was copied; *ancestors* are what the nodes are in. A copy of all takes ten times as long.
    """
    if id(node) not in ancestors:
        return node
    copy = node.copy()
    copies.append(copy)
    for child in node.children:
        if id(child) not in left_out:
            kept = _copy_without(child, left_out, ancestors, copies)
            copy.children.append(kept)
            if kept is not child:
                kept.parent = copy
    return copy


def _remove(node: nodes.Element) -> None:
    """Remove a table or list without entries, and the sections that have none without it."""
    parent = node.parent
    parent.remove(node)
    if isinstance(parent, nodes.section) and not isinstance(parent.parent, nodes.document) and not _entries(parent):
        _remove(parent)
