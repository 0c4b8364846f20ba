"""Where something stands in a PDF, and where its links lead: targets are `document#name`."""

from __future__ import annotations

__all__ = ["ENTRY", "Place", "leads_outside", "target_of"]

import re
from collections.abc import Callable
from dataclasses import dataclass

from docutils import nodes

from statbook.pdf.records import Drawings
from statbook.pdf.glyph_check import Glyphs

ENTRY = re.compile(r"^evidence/.*#(obs|num)-")
"""Targets that are entries of the evidence: what leads to one cites a number, whatever its words are."""

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


@dataclass(frozen=True)
class Place:
    """A document within a PDF.

    document  its name
    number    that of its figures: `2` for 2.1, 2.2 …; None: figures are counted without one
    holds     says whether the PDF has a target
    drawings  collects what the PDF draws
    glyphs    knows the characters of the font
    title     the heading that stands for the document's own; empty: its own
    below     how many levels its headings stand lower: an appendix of several documents has one heading above them
    """

    document: str
    number: str | None
    holds: Callable[[str], bool]
    drawings: Drawings
    glyphs: Glyphs
    title: str = ""
    below: int = 0


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
    """Whether a reference leads to an address outside of the book: one with a scheme or a host."""
    address = str(node.get("refuri", ""))
    return not node.get("refid") and not address.startswith("doc:") and bool(_OUTSIDE.match(address))
