"""The appendix of sources: of the evidence pages, the rows that a PDF leads to, and those that they lead to in turn."""

from __future__ import annotations

__all__ = ["Appendix"]

from collections.abc import Iterable
from typing import Any

from docutils import nodes

from statbook.paper.place import target_of


class Appendix:
    """Documents of evidence by name. A row of their tables that bears an identifier is an entry."""

    def __init__(self, documents: dict[str, nodes.document]) -> None:
        self.documents = documents
        self._rows: dict[str, nodes.Element] = {}
        for name, tree in documents.items():
            for row in tree.findall(nodes.row):
                for node in row.findall(nodes.inline):
                    self._rows |= {f"{name}#{identifier}": row for identifier in node.get("ids", [])}
        self._leads = {entry: targets(row, entry.split("#")[0]) for entry, row in self._rows.items()}

    def reached(self, start: Iterable[str]) -> set[str]:
        """The entries among *start* and all that they lead to."""
        found: set[str] = set()
        new = {entry for entry in start if entry in self._rows}
        while new:
            found |= new
            new = {target for entry in new for target in self._leads[entry] if target in self._rows} - found
        return found

    def kept(self, entries: set[str]) -> dict[str, nodes.document]:
        """Copies of the documents with the rows of *entries* only; without sections and documents left empty."""
        return {name: tree for name in self.documents if (tree := self._cut(name, entries)) is not None}

    def _cut(self, name: str, entries: set[str]) -> nodes.document | None:
        if not any(entry.startswith(f"{name}#") for entry in entries):
            return None
        tree: Any = self.documents[name].deepcopy()
        for body in list(tree.findall(nodes.tbody)):
            for row in list(body.children):
                own = {
                    f"{name}#{identifier}" for node in row.findall(nodes.inline) for identifier in node.get("ids", [])
                }
                if not own & entries:
                    body.remove(row)
            if not body.children:
                table = body.parent.parent
                holder = table.parent
                holder.remove(table)
                if isinstance(holder, nodes.section) and not isinstance(holder.parent, nodes.document):
                    holder.parent.remove(holder)
        return tree


def targets(node: nodes.Element, document: str) -> list[str]:
    """Where the references within *node* lead, in their order."""
    return [target_of(link, document) for link in node.findall(nodes.reference)]
