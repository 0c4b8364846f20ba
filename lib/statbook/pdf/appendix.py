"""The appendix of sources: of the evidence pages, the entries that a PDF leads to, and those that they lead to in turn."""

from __future__ import annotations

__all__ = ["Appendix", "names_of", "targets", "without_leads_back"]

from collections.abc import Iterable
from typing import Any

from docutils import nodes

from statbook.evidence import INPUT, PRINTED
from statbook.pdf.link_targets import target_of


class Appendix:
    """Documents of evidence by name.

    A row of their tables, or an item of their definition lists, that bears an identifier is an entry.
    """

    def __init__(self, documents: dict[str, nodes.document]) -> None:
        self.documents = documents
        self._entries = {
            f"{name}#{identifier}": node
            for name, tree in documents.items()
            for node in _entries(tree)
            for identifier in names_of(node)
        }
        self._leads = {entry: targets(node, entry.split("#")[0]) for entry, node in self._entries.items()}

    def reached(self, start: Iterable[str]) -> set[str]:
        """The entries among *start* and all that they lead to."""
        found: set[str] = set()
        new = {entry for entry in start if entry in self._entries}
        while new:
            found |= new
            new = {target for entry in new for target in self._leads[entry] if target in self._entries} - found
        return found

    def kept(self, entries: set[str]) -> dict[str, nodes.document]:
        """Copies of the documents with *entries* only; without lists, sections and documents left empty."""
        return {name: tree for name in self.documents if (tree := self._cut(name, entries)) is not None}

    def _cut(self, name: str, entries: set[str]) -> nodes.document | None:
        if not any(entry.startswith(f"{name}#") for entry in entries):
            return None
        tree: Any = self.documents[name].deepcopy()
        for entry in list(_entries(tree)):
            if not {f"{name}#{identifier}" for identifier in names_of(entry)} & entries:
                _remove(entry)
        return tree


def names_of(entry: nodes.Element) -> list[str]:
    """The identifiers of an entry: those of the words in its first cell or in its term."""
    return [name for node in entry.children[0].findall(nodes.inline) for name in node.get("ids", [])]


def targets(node: nodes.Element, document: str) -> list[str]:
    """Where the references within *node* lead, in their order."""
    return [target_of(link, document) for link in node.findall(nodes.reference)]


def without_leads_back(tree: Any) -> Any:
    """A copy of a page of evidence with the facts that print keeps."""
    kept = tree.deepcopy()
    for field in list(kept.findall(nodes.field)):
        name = field.children[0].astext()
        if name not in PRINTED and not INPUT.fullmatch(name):
            field.parent.remove(field)
    return kept


def _entries(tree: nodes.Element) -> list[nodes.Element]:
    kinds = (nodes.row, nodes.definition_list_item)
    return [node for node in tree.findall(nodes.Element) if isinstance(node, kinds) and names_of(node)]


def _remove(node: nodes.Element) -> None:
    """Take *node* out, and what would be empty without it."""
    holder = node.parent
    holder.remove(node)
    if isinstance(holder, nodes.tbody) and not holder.children:
        _remove(holder.parent.parent)
    elif isinstance(holder, nodes.definition_list) and not holder.children:
        _remove(holder)
    elif isinstance(holder, nodes.section) and not isinstance(holder.parent, nodes.document) and not _entries(holder):
        _remove(holder)
