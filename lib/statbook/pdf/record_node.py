"""The charts, tables and cards of a chapter as nodes of the document tree, for the builder of PDFs.

Beside its HTML a cell leaves a record of what it shows (MIME). myst-nb asks RecordPlugin (entry point
`myst_nb.mime_renderers`) for nodes; only the builder of PDFs uses them.
"""

import json
from typing import Any, ClassVar

from docutils import nodes

from statbook.project.notebooks import MIME


class RecordNode(nodes.General, nodes.Element):  # type: ignore[misc]
    """A record in the tree: node["record"] has the kind (figure, table, cards) and what it shows."""


class RecordPlugin:
    """Turns records into nodes."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("paper", MIME, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """The node of a record; None for other types, which myst-nb then handles itself."""
        if data.mime_type != MIME:
            return None
        record = data.content if isinstance(data.content, dict) else json.loads(data.string)
        return [RecordNode(record=dict(record))]
