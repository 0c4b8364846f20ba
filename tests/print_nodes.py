"""Document trees for tests of print: from reStructuredText, a number with its link, and the record of a chart."""

from __future__ import annotations

from docutils import nodes
from docutils.core import publish_doctree

CHART = {
    "kind": "figure",
    "id": "fig-made-x",
    "title": "T",
    "subtitle": "S",
    "caption": "C",
    "caption_in_print": "C",
    "source": "Source.",
    "description": "What one sees",
    "obs": ["obs-a"],
    "key": [],
    "panels": [{"words": "", "svg": '<svg width="100" height="50"></svg>', "alt": "What one sees"}],
    "data": {"head": ["Name", "Value"], "rows": [["a", "1"]], "right": [False, True], "links": [[0, 1, "1", "obs-a"]]},
}


def tree_of(rst: str) -> nodes.document:
    settings = {"report_level": 2, "halt_level": 2, "doctitle_xform": False, "input_encoding": "unicode"}
    return publish_doctree(rst, settings_overrides=settings)


def number(text: str, target: str, *classes: str) -> nodes.paragraph:
    link = nodes.reference("", "", nodes.Text(text), internal=True, refuri=f"doc:{target}")
    return nodes.paragraph("", "", nodes.inline("", "", link, classes=list(classes)))
