"""Where something stands in a PDF, and where its links lead: targets are `document#name`."""

from __future__ import annotations

__all__ = ["ENTRY", "Place", "leads_outside", "target_of"]

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from docutils import nodes

from statbook.paper.drawings import Drawings

ENTRY = re.compile(r"^evidence/.*#(obs|num)-")
"""Targets that are entries of the evidence: what leads to one cites a number, whatever its words are."""


@dataclass
class Place:
    """A document within a PDF: its name, the number of its figures (None: none), and which targets the PDF holds."""

    document: str
    number: str | None
    holds: Callable[[str], bool] = field(default=lambda target: False)
    drawings: Drawings = field(default_factory=lambda: Drawings(str, lambda target: False, lambda targets: ""))
    title: str = ""
    """The heading that stands for the document's own; empty: its own."""
    below: int = 0
    """How many levels its headings stand lower; an appendix of several documents has one heading above them."""
    glyphs: Callable[[str, str], None] = field(default=lambda text, where: None)
    """Refuses a text with a character that the font does not have; gets the text and where it stands."""


def target_of(node: nodes.Element, document: str) -> str:
    """Where a reference leads: `document#name` within the book, an address outside of it."""
    if node.get("refid"):
        return f"{document}#{node['refid']}"
    address = str(node.get("refuri", ""))
    if not address.startswith("doc:"):
        return address
    inside = address.removeprefix("doc:")
    return inside if "#" in inside else f"{inside}#"


def leads_outside(node: nodes.Element) -> bool:
    """Whether a reference leads to an address outside of the book."""
    return not node.get("refid") and not str(node.get("refuri", "")).startswith("doc:")
