"""Every kind of node has its Typst source; a kind without a rule stops the build with its place."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes

from print_nodes import CHART, number, tree_of
from statbook.errors import BuildError
from statbook.messages import speaking
from statbook.pdf.appendix import target_of
from statbook.pdf.buffered_writer import WriterContext
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.record_node import RecordNode
from statbook.pdf.records import RecordWriter
from statbook.pdf.writer import TypstWriter
from statbook.project.paths import Book


class Anything(Glyphs):
    """A font in which only a snowman is missing."""

    code_points = frozenset(range(0x110000)) - {ord("☃")}


def written(tree: nodes.document, **place: Any) -> str:
    holds = place.pop("holds", lambda target: True)
    sources = place.pop("sources", lambda targets: "")
    drawings = RecordWriter(lambda anchor: f"evidence/made#{anchor}", holds, sources)
    glyphs = place.pop("glyphs", Anything(Path()))
    writer = TypstWriter(
        tree, SimpleNamespace(config=None), WriterContext("doc", "3", holds, drawings, glyphs, **place)
    )
    tree.walkabout(writer)
    return writer.source()


def source(rst: str, **place: Any) -> str:
    return written(tree_of(rst), **place)


def of(*children: nodes.Node) -> nodes.document:
    tree = tree_of("")
    tree += list(children)
    return tree


@pytest.mark.parametrize(
    ("rst", "typst"),
    [
        ("One *two* **three**.", '#"One "#emph([#"two"])#" "#strong([#"three"])#"."\n\n'),
        ("a\nb", '#"a b"\n\n'),
        ("``x = 1``", '#raw("x = 1")\n\n'),
        ("H\\ :sub:`2`\\ O\\ :sup:`3`", '#"H"#sub([#"2"])#"O"#super([#"3"])\n\n'),
        (":title:`Book`", '#emph([#"Book"])\n\n'),
        ("- one\n- two", '\n#list([#"one"\n\n], [#"two"\n\n])\n\n'),
        ("1. one\n2. two", '\n#enum([#"one"\n\n], [#"two"\n\n], start: 1)\n\n'),
        ("term\n   meaning", '\n#terms(terms.item([#[#"term"]], [#"meaning"\n\n]))\n\n'),
        ("before\n\n   quoted", '#"before"\n\n\n#quote([#"quoted"\n\n], block: true)\n\n'),
        (".. note:: Mind this.", '\n#aside([#"Note"], [#"Mind this."\n\n])\n\n'),
        (".. tip:: Do.", '\n#aside([#"Tip"], [#"Do."\n\n])\n\n'),
        (".. admonition:: Own title\n\n   Text.", '\n#aside([#"Own title"], [#"Text."\n\n])\n\n'),
        ('::\n\n   a = "b"', '\n#raw("a = \\"b\\"", block: true)\n\n'),
        ("one\n\n----\n\ntwo", '#"one"\n\n\n#parting\n\n#"two"\n\n'),
        (".. A comment.\n\nText.", '#"Text."\n\n'),
        ("Said [1]_.\n\n.. [1] The note.", '#"Said "#footnote([#"The note."])#"."\n\n'),
        (
            "See https://example.org/a#b now.",
            '#"See "#lead("https://example.org/a#b", [#"https://example.org/a#b"], note: false)#" now."\n\n',
        ),
    ],
)
def test_a_node_gives_its_typst_source(rst: str, typst: str) -> None:
    assert typst + '#anchor("doc#")' == source(rst)


def test_headings_open_a_chapter_and_its_sections() -> None:
    made = source("Title\n=====\n\nOne\n---\n\nDeep\n~~~~\n\nText.")

    assert '#chapter([#"Title"], names: ("doc#", "doc#title", ), number: "3")' in made
    assert '#section([#"One"], names: ("doc#one", ), level: 2)' in made
    assert '#section([#"Deep"], names: ("doc#deep", ), level: 3)' in made


def test_a_heading_may_be_replaced() -> None:
    assert '#chapter([#"In brief"]' in source("Title\n=====\n\nText.", title="In brief")


def test_headings_of_an_appendix_stand_one_level_lower() -> None:
    assert '#section([#"Title"], names: ("doc#", "doc#title", ), level: 2)' in source(
        "Title\n=====\n\nText.\n\nOther\n=====\n\nText.", levels_below=1
    )


def test_a_number_leads_to_its_entry_and_says_whether_it_is_derived() -> None:
    assert '#number("evidence/trade#obs-a", [#"12%"], derived: false)' in written(
        of(number("12%", "evidence/trade#obs-a", "num"))
    )
    assert "derived: true" in written(of(number("12%", "evidence/derived#num-a", "num", "derived")))


def test_a_number_that_is_a_link_stays_on_the_line_of_the_unit_behind_it(book: Book) -> None:
    paragraph = number("3000", "evidence/trade#obs-a", "num")
    paragraph += nodes.Text("家。")
    with speaking("zh", book.locale):
        assert '#number("evidence/trade#obs-a", [#"3000"], derived: false)#gap#stay#"家。"' in written(of(paragraph))

    paragraph = number("超过2.8万", "evidence/trade#obs-a", "num")
    paragraph += nodes.Text("家。")
    with speaking("zh", book.locale):
        assert '[#"超过"#gap#box[#"2.8万"]], derived: false)#stay#"家。"' in written(of(paragraph))


def test_a_number_knows_the_chinese_on_both_sides_of_its_link(book: Book) -> None:
    paragraph = number("62个百分点", "evidence/trade#obs-a", "num")
    paragraph.insert(0, nodes.Text("拉动"))
    paragraph += nodes.Text("，5项；")
    with speaking("zh", book.locale):
        found = written(of(paragraph))

    assert '#"拉动"#number("evidence/trade#obs-a", [#gap#box[#"62个百分点"]], derived: false)' in found
    assert '#"，"#box[#"5项"]#stay#"；"' in found


def test_a_link_to_a_page_that_the_pdf_does_not_hold_keeps_its_words() -> None:
    made = written(of(number("12%", "evidence/trade#obs-a", "num")), holds=lambda target: False)

    assert '#[#"12%"]' in made
    assert "number(" not in made


def test_a_link_within_the_book_leads_to_its_place() -> None:
    assert '#lead("to:chapters/credit#", [#"credit"])' in written(of(number("credit", "chapters/credit")))


def test_the_target_of_a_reference_is_a_document_and_a_name() -> None:
    assert "doc#here" == target_of(nodes.reference(refid="here"), "doc")
    assert "a/b#c" == target_of(nodes.reference(refuri="doc:a/b#c"), "doc")
    assert "a/b#" == target_of(nodes.reference(refuri="doc:a/b"), "doc")
    assert "https://example.org" == target_of(nodes.reference(refuri="https://example.org"), "doc")


TABLE = "== ==\nA  B\n== ==\na  1\nb  2\n== =="


def test_a_table_with_a_title_is_numbered_and_names_its_sources() -> None:
    made = source(
        f".. table:: Two columns\n\n   {TABLE.replace(chr(10), chr(10) + '   ')}", sources=lambda targets: "Source: X."
    )

    assert (
        '#numbered-table(([#"a"], [#"1"], ), ([#"b"], [#"2"], ), columns: (auto, auto, ), head: (([#"A"], [#"B"], ), )'
        in made
    )
    assert 'caption: [#"Two columns"], source: [#"Source: X."], number: "3"' in made


def test_a_table_without_a_title_is_a_plain_one() -> None:
    assert "#plain-table(" in source(TABLE)


def test_cells_that_span_columns_are_refused() -> None:
    tree = tree_of(TABLE)
    next(iter(tree.findall(nodes.entry)))["morecols"] = 1

    with pytest.raises(BuildError, match="cells that span"):
        written(tree)


def test_a_table_whose_rows_links_lead_to_is_a_list_of_entries() -> None:
    tree = tree_of(TABLE)
    cell = next(iter(tree.findall(nodes.tbody))).next_node(nodes.paragraph)
    cell.replace(cell.children[0], nodes.inline("", "", nodes.Text("a"), ids=["obs-a"]))

    made = written(tree)
    assert '#entries((title: [#anchor("doc#obs-a")#"a"], facts: ((name: [#"B"], words: [#"1"], ), ), ), ' in made


@pytest.mark.parametrize(("language", "spaced"), [("en", "true"), ("zh", "false")])
def test_names_of_facts_break_at_their_spaces_and_so_never_in_chinese(language: str, spaced: str, book: Book) -> None:
    term = nodes.term("", "", nodes.inline("", "", nodes.Text("a"), ids=["obs-a"]))
    item = nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", "12%")))
    with speaking(language, book.locale):
        assert f"spaced: {spaced}" in written(of(nodes.definition_list("", item)))


def test_a_list_whose_terms_links_lead_to_is_a_list_of_entries() -> None:
    term = nodes.term("", "", nodes.inline("", "", nodes.Text("a"), ids=["obs-a"]))
    field = nodes.field("", nodes.field_name("", "Printed"), nodes.field_body("", nodes.paragraph("", "12%")))
    item = nodes.definition_list_item("", term, nodes.definition("", nodes.field_list("", field)))

    made = written(of(nodes.definition_list("", item)))
    assert '#anchor("doc#obs-a")#"a"]' in made
    assert 'facts: ((name: [#"Printed"], words: [#"12%"], ), )' in made


def test_what_one_can_only_do_on_a_screen_is_left_out() -> None:
    assert "Choose" not in written(of(nodes.paragraph("", "Choose a year", classes=["screen"])))


def test_a_chart_is_one_call_with_its_words() -> None:
    made = written(of(RecordNode(record=CHART)))

    assert (
        '#drawing("fig-made-x", number: "3", title: [#"T"], subtitle: [#"S"], source: [#"Source."], caption: [#"C"]'
        in made
    )
    assert 'alt: "What one sees"' in made
    assert 'entries: ("evidence/made#obs-a", )' in made


def test_every_text_of_a_page_and_of_a_chart_is_checked_against_the_font() -> None:
    faulty = [RecordNode(record=CHART | {part: "a ☃"}) for part in ("title", "subtitle", "caption", "source")]
    faulty += [
        RecordNode(record=CHART | {"panels": [{**CHART["panels"][0], part: "a ☃"}]}) for part in ("words", "alt", "svg")
    ]
    for node in [nodes.paragraph("", "a ☃"), nodes.literal("", "a ☃"), nodes.literal_block("", "a ☃"), *faulty]:
        with pytest.raises(BuildError, match=r"doc.*no glyph for '☃' \(U\+2603"):
            written(of(node))


@pytest.mark.parametrize(
    "node",
    [
        nodes.problematic("", "x"),
        nodes.raw("", "<b>x</b>", format="html"),
        nodes.line_block(),
        nodes.image(uri="a.png"),
    ],
)
def test_a_node_without_a_rule_stops_the_build_and_is_named(node: nodes.Node) -> None:
    with pytest.raises(BuildError, match=f"doc.*no rule for {type(node).__name__}"):
        written(of(node))


def test_a_note_that_is_not_there_is_named() -> None:
    with pytest.raises(BuildError, match="the note '1' is not there"):
        written(of(nodes.paragraph("", "", nodes.footnote_reference("", "1", refid="gone"))))


def test_line_breaks_and_comments_in_html_have_a_rule() -> None:
    pieces = [nodes.raw("", text, format="html") for text in ("<br>", "<!-- x -->", '<script type="x">y</script>')]

    assert '#linebreak()\n\n#anchor("doc#")' == written(of(nodes.paragraph("", "", *pieces)))


def test_code_is_left_out() -> None:
    code = nodes.container("", nodes.literal_block("", "x = 1"), nb_element="cell_code_source")

    assert "x = 1" not in written(of(code))


def test_charts_are_set_before_a_section_if_two_are_on_their_way_or_none_is_to_come() -> None:
    tree = tree_of("Title\n=====\n\nA\n-\n\na\n\nB\n-\n\nb\n\nC\n-\n\nc\n\nD\n-\n\nd\n\nE\n-\n\ne")
    sections = {section["ids"][0]: section for section in tree.findall(nodes.section)}
    for name in "abc":
        sections[name].append(RecordNode(record=CHART))
    made = re.findall(r'#drawing|#place\.flush\(\)|(?<=#section\(\[#")[A-E]', written(tree))

    assert ["A", "#drawing", "B", "#drawing", "#place.flush()", "C", "#drawing", "#place.flush()", "D", "E"] == made
