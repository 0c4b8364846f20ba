"""The base of the writer: the buffers it writes to, the document that it writes, and faults with their place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from statbook.errors import BuildError
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.records import RecordWriter
from statbook.pdf.typst_source import Source, call


@dataclass(frozen=True)
class WriterContext:
    """A document within a PDF.

    document      its name
    number        the number of its charts: `2` for 2.1, 2.2 …; None if they are counted without one
    holds         says whether the PDF contains a target
    records       writes charts, tables and cards
    glyphs        knows the characters of the font
    title         the heading in place of the document's own; empty for its own
    levels_below  how many levels lower its headings are, because an appendix has one heading above its documents
    """

    document: str
    number: str | None
    holds: Callable[[str], bool]
    records: RecordWriter
    glyphs: Glyphs
    title: str = ""
    levels_below: int = 0


class BufferedWriter(SphinxTranslator):
    """Visits the tree of one document; `source()` gives the result."""

    def __init__(self, document: nodes.document, builder: Any, context: WriterContext) -> None:
        super().__init__(document, builder)
        self.context = context
        self._buffers: list[list[str]] = [[]]

    def source(self) -> str:
        """The Typst source of the document."""
        return "".join(self._buffers[0])

    def _put(self, text: str) -> None:
        self._buffers[-1].append(text)

    def _put_block(self, text: str) -> None:
        """Write a block of its own instead of the children of the node."""
        self._put(f"\n{text}\n\n")
        raise nodes.SkipNode

    def _content(self, children: Iterable[nodes.Node], *, strip: bool = False) -> Source:
        """What *children* give, as a content literal."""
        self._buffers.append([])
        for child in children:
            child.walkabout(self)
        text = "".join(self._buffers.pop())
        return Source(f"[{text.strip() if strip else text}]")

    def _check_glyphs(self, node: nodes.Node) -> str:
        text = str(node.astext())
        self.context.glyphs.check(text, self._where(node))
        return text

    def _where(self, node: nodes.Node) -> str:
        while node is not None and getattr(node, "line", None) is None:
            node = node.parent
        return self.context.document + (f", line {node.line}" if node is not None and node.line else "")

    def _anchors(self, node: nodes.Element) -> str:
        return "".join(call("anchor", f"{self.context.document}#{name}") for name in node.get("ids", []))

    def unknown_visit(self, node: nodes.Node) -> None:
        raise BuildError(
            f"{self._where(node)}: print has no rule for {type(node).__name__} ({node.astext()[:60]!r}); "
            f"write it otherwise, or give it a rule in {type(self).__module__}"
        )

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing to do: most rules write everything when they visit a node."""
