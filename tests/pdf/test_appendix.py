"""The appendix holds what a PDF leads to, what that leads to in turn, and nothing else."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from statbook.pdf.appendix import ENTRY, EXTERNAL, Appendix, page_runs, target_of, targets_in


def page(title: str, **entries: list[str]) -> nodes.document:
    """A page of evidence: a section with a table of entries, each with the targets that it leads to."""
    tree = publish_doctree("")
    body = nodes.tbody()
    for name, leads in entries.items():
        first = nodes.entry("", nodes.paragraph("", "", nodes.inline("", name, ids=[name])))
        links = [nodes.reference("", "", nodes.Text("x"), refuri=f"doc:{target}") for target in leads]
        body += nodes.row("", first, nodes.entry("", nodes.paragraph("", "", *links)))
    table = nodes.table("", nodes.tgroup("", nodes.colspec(), nodes.colspec(), nodes.thead(), body, cols=2))
    tree += nodes.section("", nodes.title("", title), nodes.section("", nodes.title("", "Part"), table))
    return tree


def made() -> Appendix:
    return Appendix(
        {
            "evidence/made": page("Made", a=["sources#s1"], b=[]),
            "evidence/derived": page("Derived", d=["evidence/made#a"]),
            "sources": page("Sources", s1=[], s2=[]),
        }
    )


def test_what_an_entry_leads_to_is_reached_with_it() -> None:
    assert {"evidence/derived#d", "evidence/made#a", "sources#s1"} == made().reachable(["evidence/derived#d", "else#x"])


def test_only_the_entries_that_are_reached_are_kept() -> None:
    appendix = made()
    kept = appendix.reduce_to(appendix.reachable(["evidence/made#a"]))

    assert ["evidence/made", "sources"] == list(kept)
    assert ["a"] == [name for node in kept["evidence/made"].findall(nodes.inline) for name in node["ids"]]


def test_a_part_left_without_entries_goes_with_its_heading() -> None:
    tree = page("Made", a=[])
    tree.children[0] += page("", c=[]).children[0].children[1]

    kept = Appendix({"evidence/made": tree, "evidence/other": page("Other", b=[])}).reduce_to({"evidence/made#a"})
    assert ["Made", "Part"] == [title.astext() for title in kept["evidence/made"].findall(nodes.title)]


def test_pages_break_before_a_theme_if_it_and_what_is_before_are_long() -> None:
    entries = {"evidence/a-2030-2": 100, "evidence/a-undated": 60, "evidence/b-2030": 14} | {
        "evidence/c-2029": 8,
        "evidence/c-2030": 7,
    }

    runs = [["evidence/a-2030-2", "evidence/a-undated", "evidence/b-2030"], ["evidence/c-2029", "evidence/c-2030"]]
    assert runs == page_runs(entries)
    assert [["evidence/a", "evidence/b"]] == page_runs({"evidence/a": 149, "evidence/b": 15})


def test_the_documents_themselves_are_left_as_they_were() -> None:
    appendix = made()
    appendix.reduce_to({"evidence/made#a"})

    made_tree = appendix.documents["evidence/made"]
    assert 2 == sum(1 for _ in made_tree.findall(nodes.row))
    assert all(child.parent is node for node in made_tree.findall(nodes.Element) for child in node.children)


def test_targets_are_those_of_the_references_in_their_order() -> None:
    assert ["x#1", "y#"] == targets_in(page("P", a=["x#1", "y"]), "p")


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

    assert target == target_of(reference, "doc")
    assert external == bool(EXTERNAL.match(target))


def test_the_targets_in_a_node_are_in_their_order() -> None:
    paragraph = nodes.paragraph("", "", nodes.reference(refid="b"), nodes.strong("", "", nodes.reference(refid="a")))

    assert ["doc#b", "doc#a"] == targets_in(paragraph, "doc")


@pytest.mark.parametrize(
    ("target", "entry"),
    [("evidence/trade-2026#obs-a", True), ("evidence/derived#num-a", True), ("chapters/x#obs-a", False)],
)
def test_entries_of_the_evidence_are_known_by_their_target(target: str, entry: bool) -> None:
    assert entry == bool(ENTRY.search(target))
