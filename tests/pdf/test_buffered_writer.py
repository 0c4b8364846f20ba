"""What all rules of the writer share: nested content, places, glyphs, and a fault for a node without a rule."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes

from print_nodes import tree_of
from statbook.errors import BuildError
from statbook.pdf.buffered_writer import BufferedWriter, WriterContext
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.records import RecordWriter


class Letters(BufferedWriter):
    """Writes text, and emphasis as nested content."""

    def visit_document(self, node: nodes.Element) -> None:
        """Its children follow."""

    visit_paragraph = visit_document

    def visit_Text(self, node: nodes.Text) -> None:
        self._put(self._check_glyphs(node))

    def visit_emphasis(self, node: nodes.Element) -> None:
        self._put_block(f"e{self._content(node.children)}")


class Ascii(Glyphs):
    """A font of ASCII characters."""

    code_points = frozenset(range(128))


def written(rst: str) -> str:
    tree = tree_of(rst)
    records = RecordWriter(str, lambda target: True, lambda targets: "")
    context = WriterContext("doc", None, lambda target: True, records, Ascii(Path()))
    writer = Letters(tree, SimpleNamespace(config=None), context)
    tree.walkabout(writer)
    return writer.source()


def test_content_is_nested_and_a_block_stands_by_itself() -> None:
    assert "a \ne[b]\n\n c" == written("a *b* c")


def test_a_character_without_a_glyph_is_told_with_the_line() -> None:
    with pytest.raises(BuildError, match=r"^doc, line 3: the font .* has no glyph for 'é'"):
        written("a\n\né")


def test_a_node_without_a_rule_is_told_with_its_words_and_the_module_for_rules() -> None:
    with pytest.raises(BuildError, match=r"doc.*: print has no rule for strong \('x'\); .* give it a rule in "):
        written("**x**")
