"""Translates a document tree to Typst source, node by node.

Every type of node has a rule here; one without a rule stops the build with its place, so that nothing is lost without
notice. Code is left out, notes become footnotes, and each chart, table and set of cards is a call of book.typ.

The module is long because it has one rule for each kind of node.
"""

from typing import Any

from docutils import nodes

from statbook.errors import BuildError
from statbook.messages import spoken
from statbook.pdf.appendix import ENTRY, EXTERNAL, identifiers_of, target_of, targets_in
from statbook.pdf.buffered_writer import BufferedWriter, WriterContext
from statbook.pdf.record_node import RecordNode
from statbook.pdf.records import column_widths
from statbook.pdf.typst_source import Source, call, content, words

NUMBER = "num"
"""The class of a number that is cited by key; it has the class `derived` as well if it is computed."""
SCREEN = {"screen", "sb-number"}
"""The classes of paragraphs that make sense on a page only: instructions, and numbers of tables, which print counts."""
WRAPPERS = {
    "strong": "strong",
    "emphasis": "emph",
    "title_reference": "emph",
    "subscript": "sub",
    "superscript": "super",
}
"""Nodes whose content is the argument of a Typst function."""
MOST_FLOATING = 2
"""Charts that may be on their way to the next page where a section begins."""
OMITTED = "comment footnote index meta substitution_definition toctree".split()


class TypstWriter(BufferedWriter):
    """The rules for all types of nodes."""

    def __init__(self, document: nodes.document, builder: Any, context: WriterContext) -> None:
        super().__init__(document, builder, context)
        self.level = 0
        self._pending_anchors: list[str] = []
        self._charts = sum(_is_chart(node) for node in document.findall(RecordNode))
        self._floating = 0
        self._notes = {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}

    # -- structure ------------------------------------------------------------------------------------------------

    def visit_document(self, node: nodes.Element) -> None:
        self._pending_anchors = [f"{self.context.document}#"]

    def depart_document(self, node: nodes.Element) -> None:
        # Without a heading, the document itself still is a target.
        self._put("".join(call("anchor", name) for name in self._pending_anchors))

    def visit_section(self, node: nodes.Element) -> None:
        # The anchors of a section are written with its heading: what is before may end the page before.
        self.level += 1
        # Charts float, but not far from their text, and none comes after the sections that close a chapter.
        if self._floating >= MOST_FLOATING or (self._floating and not self._charts):
            self._put("#place.flush()\n\n")
            self._floating = 0
        self._pending_anchors += [f"{self.context.document}#{name}" for name in node["ids"]]

    def depart_section(self, node: nodes.Element) -> None:
        self.level -= 1

    def visit_title(self, node: nodes.Element) -> None:
        if not isinstance(node.parent, nodes.section):
            self.unknown_visit(node)
        level, names, self._pending_anchors = self.level + self.context.levels_below, self._pending_anchors, []
        replaced = self.context.title and self.level == 1
        title = content(self.context.title) if replaced else self._content(node.children)
        named = {"number": self.context.number} if level == 1 else {"level": level}
        self._put(call("chapter" if level == 1 else "section", title, names=names, **named) + "\n\n")
        raise nodes.SkipNode

    def visit_paragraph(self, node: nodes.Element) -> None:
        if SCREEN & {*node.get("classes", [])}:
            raise nodes.SkipNode
        self._put(self._anchors(node))

    def depart_paragraph(self, node: nodes.Element) -> None:
        self._put("\n\n")

    def visit_Text(self, node: nodes.Text) -> None:
        text = self._check_glyphs(node).replace("\n", " ")
        self._put(words(text, _text_before(node)))

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self._put_block(call("list", *self._items(node)))

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        self._put_block(call("enum", *self._items(node), start=int(node.get("start", 1))))

    def _items(self, node: nodes.Element) -> list[Source]:
        return [self._content(item.children) for item in node.children if isinstance(item, nodes.list_item)]

    def visit_definition_list(self, node: nodes.Element) -> None:
        if any(identifiers_of(item) for item in node.children):
            self._put_entries([(item.children[0], _fields(item)) for item in node.children])
        items = []
        for item in node.children:
            terms = [f"#{self._content(term.children)}" for term in item.children if isinstance(term, nodes.term)]
            meaning = [self._content(part.children) for part in item.children if isinstance(part, nodes.definition)]
            items.append(Source(f"terms.item([{' / '.join(terms)}], {''.join(meaning)})"))
        self._put_block(call("terms", *items))

    def visit_block_quote(self, node: nodes.Element) -> None:
        self._put_block(call("quote", self._content(node.children), block=True))

    def visit_transition(self, node: nodes.Element) -> None:
        # The rule above the notes of a page makes no sense where notes are at the foot.
        if "footnotes" in node.get("classes", []):
            raise nodes.SkipNode
        self._put_block("#parting")

    def visit_Admonition(self, node: nodes.Element) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        name = type(node).__name__.replace("seealso", "see also").capitalize()
        heading = self._content(title.children) if title is not None else content(name)
        body = self._content(child for child in node.children if child is not title)
        self._put_block(call("aside", heading, body))

    visit_versionmodified = BufferedWriter.unknown_visit

    def visit_compound(self, node: nodes.Element) -> None:
        """Nothing to write: it only groups its children, which follow."""

    visit_compact_paragraph = visit_compound

    def unknown_visit(self, node: nodes.Node) -> None:
        """Write or leave out what needs no rule of its own; raises BuildError for all else."""
        function = WRAPPERS.get(type(node).__name__)
        if function is not None:
            self._put(self._anchors(node) + call(function, self._content(node.children)))
        elif type(node).__name__ not in OMITTED:
            super().unknown_visit(node)
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.Element) -> None:
        self._put_block(call("raw", self._check_glyphs(node), block=True))

    # -- words ----------------------------------------------------------------------------------------------------

    def visit_literal(self, node: nodes.Element) -> None:
        self._put(call("raw", self._check_glyphs(node)))
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.Element) -> None:
        # The anchor of a number that is cited is not needed: its entry names the page.
        if NUMBER not in node.get("classes", []):
            self._put(self._anchors(node))

    def depart_inline(self, node: nodes.Element) -> None:
        # An entry of the evidence names the pages on which its number is used.
        targets = [f"{self.context.document}#{name}" for name in node.get("ids", [])]
        self._put("".join(call("uses", target) for target in targets if ENTRY.search(target)))

    def visit_target(self, node: nodes.Element) -> None:
        self._put(self._anchors(node))

    def visit_reference(self, node: nodes.Element) -> None:
        target = target_of(node, self.context.document)
        text = self._content(node.children)
        classes = node.parent.get("classes", []) if isinstance(node.parent, nodes.inline) else []
        if EXTERNAL.match(target):
            # An address that differs from the words is printed as a note.
            self._put(call("lead", target, text, note=node.astext() != target))
        elif not self.context.holds(target):
            # The target is not in this PDF; the words stay.
            self._put(f"#{text}")
        elif NUMBER in classes or ENTRY.search(target):
            self._put(call("number", target, text, derived="derived" in classes or "#num-" in target))
        else:
            self._put(call("lead", f"to:{target}", text))
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        note = self._notes.get(node.get("refid", ""))
        if note is None:
            raise BuildError(f"{self._where(node)}: the note {node.astext()!r} is not there")
        text = (child for child in note.children if not isinstance(child, nodes.label))
        self._put(call("footnote", self._content(text, strip=True)))
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.Element) -> None:
        text = node.astext().strip()
        if "html" in node.get("format", "").split() and text.replace(" ", "") in ("<br>", "<br/>"):
            self._put("#linebreak()")
        elif not text.startswith(("<!--", "<script")):  # which pages do not show either
            self.unknown_visit(node)
        raise nodes.SkipNode

    # -- charts and tables ----------------------------------------------------------------------------------------

    def visit_RecordNode(self, node: nodes.Element) -> None:
        record = node["record"]
        if _is_chart(node):
            self._charts, self._floating = self._charts - 1, self._floating + 1
        self.context.glyphs.check(record, f"{self.context.document}, {record.get('id') or 'cards'}")
        self._put_block(self.context.records.source(record, self.context.number))

    def visit_table(self, node: nodes.Element) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        head = [row for part in group.findall(nodes.thead) for row in part.children]
        body = [row for part in group.findall(nodes.tbody) for row in part.children]
        self._put(self._anchors(node))
        if any(identifiers_of(row) for row in body):
            names = [cell.astext() for cell in head[0].children][1:]
            self._put_entries([(row.children[0], [*zip(names, row.children[1:], strict=True)]) for row in body])
        named: dict[str, Any] = {
            "columns": column_widths([[cell.astext() for cell in row.children] for row in [*head, *body]]),
            "head": [self._row(row) for row in head],
            "right": ["text-right" in cell.get("classes", []) for row in body[:1] for cell in row.children],
        }
        if title is not None:
            source = self.context.records.sources(targets_in(node, self.context.document))
            named |= {"caption": self._content(title.children), "source": content(source) if source else None}
            named |= {"number": self.context.number}
        name = "plain-table" if title is None else "numbered-table"
        self._put_block(call(name, *(self._row(row) for row in body), **named))

    def _put_entries(self, entries: list[tuple[nodes.Element, list[tuple[str, nodes.Element]]]]) -> None:
        """Write a table or list with anchors as entries: the words that name each, and its facts by name."""
        listed = [
            {
                "title": self._content(title.children, strip=True),
                "facts": [
                    {"name": content(name), "words": self._content(fact.children, strip=True)}
                    for name, fact in facts
                    if fact.astext()
                ],
            }
            for title, facts in entries
        ]
        columns = 1 if self.context.levels_below else 2
        self._put_block(call("entries", *listed, columns=columns, spaced=spoken() != "zh"))

    def _row(self, row: nodes.Element) -> list[Source]:
        for entry in row.children:
            if entry.get("morecols") or entry.get("morerows"):
                raise BuildError(f"{self._where(entry)}: print has no rule for cells that span columns or rows")
        return [self._content(entry.children, strip=True) for entry in row.children]

    def visit_container(self, node: nodes.Element) -> None:
        if node.get("nb_element") == "cell_code_source" or "cell_input" in node.get("classes", []):
            raise nodes.SkipNode


def _text_before(node: nodes.Node) -> str:
    """The text to the left of *node* in its paragraph."""
    while isinstance(node.parent, nodes.TextElement):
        if place := node.parent.index(node):
            return str(node.parent[place - 1].astext())
        node = node.parent
    return ""


def _is_chart(node: nodes.Element) -> bool:
    return bool(node["record"]["kind"] == "figure")


def _fields(item: nodes.Element) -> list[tuple[str, nodes.Element]]:
    return [(field.children[0].astext(), field.children[1]) for field in item.findall(nodes.field)]
