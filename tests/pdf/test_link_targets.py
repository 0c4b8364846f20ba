"""Targets are `document#name` within the book, and addresses outside of it."""

from __future__ import annotations

import pytest
from docutils import nodes

from statbook.pdf.link_targets import ENTRY, is_external, target_of, targets_in


@pytest.mark.parametrize(
    ("node", "target", "external"),
    [
        ({"refid": "here"}, "doc#here", False),
        ({"refuri": "doc:a/b#c"}, "a/b#c", False),
        ({"refuri": "doc:a/b"}, "a/b#", False),
        ({"refuri": "https://example.org/#x"}, "https://example.org/#x", True),
        ({"refuri": "//example.org"}, "//example.org", True),
        ({"refuri": "mailto:a@example.org"}, "mailto:a@example.org", True),
        ({"refuri": "../chapters/x.html"}, "../chapters/x.html", False),
    ],
)
def test_a_reference_has_a_target_and_is_external_or_not(node: dict[str, str], target: str, external: bool) -> None:
    reference = nodes.reference(**node)

    assert (target, external) == (target_of(reference, "doc"), is_external(reference))


def test_the_targets_in_a_node_are_in_their_order() -> None:
    paragraph = nodes.paragraph("", "", nodes.reference(refid="b"), nodes.strong("", "", nodes.reference(refid="a")))

    assert ["doc#b", "doc#a"] == targets_in(paragraph, "doc")


@pytest.mark.parametrize(
    ("target", "entry"),
    [("evidence/trade-2026#obs-a", True), ("evidence/derived#num-a", True), ("chapters/x#obs-a", False)],
)
def test_entries_of_the_evidence_are_known_by_their_target(target: str, entry: bool) -> None:
    assert entry == bool(ENTRY.search(target))
