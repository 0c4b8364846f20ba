"""Figures, tables and cards of a chapter as nodes of the document tree, for the builder of PDFs.

A cell leaves, beside its HTML, a record of what it shows (statbook.charts.chart.MIME). myst-nb asks this plugin
(entry point `myst_nb.mime_renderers`) for nodes; only the builder `paper` chooses them.
"""

from __future__ import annotations

__all__ = ["RecordPlugin", "shown"]

import json
from typing import Any, ClassVar

from docutils import nodes

from statbook.charts.chart import MIME


class shown(nodes.General, nodes.Element):  # type: ignore[misc]
    """A record in the tree: node["record"] holds kind (figure, table, cards) and what belongs to it."""


class RecordPlugin:
    """Turns records into nodes."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("paper", MIME, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """The node of a record; None for every other type, which myst-nb then treats itself."""
        if data.mime_type != MIME:
            return None
        record = data.content if isinstance(data.content, dict) else json.loads(data.string)
        return [shown(record=dict(record))]
