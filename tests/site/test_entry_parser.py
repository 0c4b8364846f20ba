"""Pages of entries become nodes, and no word of the data is read as markup."""

from __future__ import annotations

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from sphinx import addnodes

from statbook.site.entry_parser import fill_document

NASTY = "<script>alert(1)</script> **b** `c` [l](javascript:x) {num}`k` |s| :f: x"


def document(**changes: object) -> nodes.document:
    entry = {"anchor": "obs-a", "title": NASTY, "facts": [["Printed", [[NASTY, ""]]], ["Source", [["s", "source-s"]]]]}
    page = {
        "title": "Evidence: T",
        "back": ["All", "evidence-index"],
        "about": "Two numbers of a river.",
        "sections": [{"title": "Here", "entries": [entry]}],
    }
    made = new_document("page", get_default_settings())
    fill_document(made, page | changes, "evidence/t-2026")
    return made


def test_an_entry_is_a_term_with_its_anchor_and_its_facts_as_fields() -> None:
    made = document()

    assert ["obs-a"] == made.next_node(nodes.term).children[0]["ids"]
    assert ["Printed", "Source"] == [name.astext() for name in made.findall(nodes.field_name)]
    assert ["Evidence: T", "Here"] == [title.astext() for title in made.findall(nodes.title)]


def test_words_that_look_like_markup_are_words() -> None:
    made = document()

    assert NASTY == made.next_node(nodes.term).astext() == made.next_node(nodes.field_body).astext()
    assert not list(made.findall(nodes.raw))
    assert not list(made.findall(nodes.strong))


def test_a_name_is_looked_for_in_the_book_and_an_address_is_taken_from_its_root() -> None:
    made = document(back=["Trade", "chapters/trade.html#fig-trade-x"])

    assert ["source-s"] == [link["reftarget"] for link in made.findall(addnodes.pending_xref)]
    assert ["../chapters/trade.html#fig-trade-x"] == [link["refuri"] for link in made.findall(nodes.reference)]


def test_entries_may_stand_without_a_section_of_their_own() -> None:
    made = document(sections=[{"title": "", "entries": [{"anchor": "", "title": "T", "facts": []}]}])

    assert 1 == len(list(made.findall(nodes.section)))
    assert [] == made.next_node(nodes.term).children[0]["ids"]
