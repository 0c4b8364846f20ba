"""From document tree to Typst source, node by node.

Every kind of node has its rule here; a kind without one stops the build with its place, so that nothing is lost
silently. Code is left out, notes become footnotes, and each figure, table and set of cards is a call of book.typ.
"""

from __future__ import annotations

__all__ = ["Writer"]

import itertools
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from statbook.errors import BuildError
from statbook.pdf.appendix import names_of
from statbook.pdf.records import column_widths
from statbook.pdf.record_node import shown
from statbook.pdf.link_targets import ENTRY, Place, leads_outside, target_of
from statbook.pdf.typst_source import Source, call, content, words

NUMBER = "num"
"""The class of a number that was cited by key; `derived` stands beside it where it is computed."""

SCREEN = "screen"
"""The class of a paragraph that says what one can do on a page only."""

_ADMONITIONS = (
    "attention caution danger error hint important note tip warning seealso versionadded versionchanged".split()
)


class Writer(SphinxTranslator):
    """Visits the tree of one document. `source()` gives what was written."""

    def __init__(self, document: nodes.document, builder: Any, place: Place) -> None:
        super().__init__(document, builder)
        self.place = place
        self.level = 0
        self._buffers: list[list[str]] = [[]]
        self._opened: list[str] = []
        self._notes = {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}

    def source(self) -> str:
        return "".join(self._buffers[0])

    # -- writing --------------------------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        self._buffers[-1].append(text)

    def _open(self) -> None:
        self._buffers.append([])

    def _close(self) -> Source:
        return Source("".join(self._buffers.pop()))

    def _inside(self, node: nodes.Node) -> Source:
        """What the children of *node* give, as a content literal."""
        return self._all(node.children)

    def _all(self, children: list[nodes.Node]) -> Source:
        self._open()
        for child in children:
            child.walkabout(self)
        return Source(f"[{self._close()}]")

    def _text(self, text: str, node: nodes.Node) -> Source:
        self.place.glyphs.check(text, self._where(node))
        return words(text)

    def _where(self, node: nodes.Node) -> str:
        while node is not None and getattr(node, "line", None) is None:
            node = node.parent
        line = getattr(node, "line", None)
        return self.place.document + (f", line {line}" if line else "")

    def _anchors(self, node: nodes.Element) -> str:
        return "".join(call("anchor", f"{self.place.document}#{name}") for name in node.get("ids", []))

    def unknown_visit(self, node: nodes.Node) -> None:
        raise BuildError(
            f"{self._where(node)}: print has no rule for {type(node).__name__} ({node.astext()[:60]!r}); "
            f"write it otherwise, or give it a rule in {__name__}"
        )

    # -- structure ------------------------------------------------------------------------------------------------

    def visit_document(self, node: nodes.Element) -> None:
        self._opened = [f"{self.place.document}#"]

    def depart_document(self, node: nodes.Element) -> None:
        # A document without a heading is a place as well.
        self.put("".join(call("anchor", name) for name in self._opened))

    def visit_section(self, node: nodes.Element) -> None:
        # The names of a section go with its heading: what stands before that may end another page.
        self.level += 1
        self._opened += [f"{self.place.document}#{name}" for name in node["ids"]]
        title, *following = node.children
        words = list(itertools.takewhile(lambda child: not _holds_more(child), following[1:]))
        if following and words and _figure(following[0]):
            heading, figure, text = ([title], following[:1], words)
            self.put(call("opening", *(self._all(part) for part in (heading, figure, text))) + "\n\n")
            for child in following[1 + len(words) :]:
                child.walkabout(self)
            self.level -= 1
            raise nodes.SkipNode

    def depart_section(self, node: nodes.Element) -> None:
        self.level -= 1

    def visit_title(self, node: nodes.Element) -> None:
        if isinstance(node.parent, nodes.section):
            level, names, self._opened = self.level + self.place.below, self._opened, []
            title = content(self.place.title) if self.place.title and self.level == 1 else self._inside(node)
            named = {"number": self.place.number} if level == 1 else {"level": level}
            self.put(call("chapter" if level == 1 else "section", title, names=names, **named) + "\n\n")
            raise nodes.SkipNode
        self.unknown_visit(node)

    def visit_paragraph(self, node: nodes.Element) -> None:
        if SCREEN in node.get("classes", []):
            raise nodes.SkipNode
        self.put(self._anchors(node))

    def depart_paragraph(self, node: nodes.Element) -> None:
        self.put("\n\n")

    def visit_Text(self, node: nodes.Text) -> None:
        self.put(self._text(node.astext().replace("\n", " "), node))

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self._listed("list", node)

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        self._listed("enum", node, start=int(node.get("start", 1)))

    def _listed(self, kind: str, node: nodes.Element, **named: Any) -> None:
        items = [self._inside(item) for item in node.findall(nodes.list_item) if item.parent is node]
        self.put("\n" + call(kind, *items, **named) + "\n\n")
        raise nodes.SkipNode

    def visit_definition_list(self, node: nodes.Element) -> None:
        if any(names_of(item) for item in node.children):
            self._entries([(item.children[0], self._fields(item)) for item in node.children])
        items = []
        for item in node.children:
            terms = [self._inside(term) for term in item.children if isinstance(term, nodes.term)]
            meaning = [self._inside(part) for part in item.children if isinstance(part, nodes.definition)]
            items.append(Source(f"terms.item([{' / '.join(f'#{term}' for term in terms)}], {''.join(meaning)})"))
        self.put("\n" + call("terms", *items) + "\n\n")
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.Element) -> None:
        self.put("\n" + call("quote", self._inside(node), block=True) + "\n\n")
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.Element) -> None:
        # The rule above a page's notes means nothing where notes stand at the foot.
        if "footnotes" not in node.get("classes", []):
            self.put("\n#parting\n\n")
        raise nodes.SkipNode

    def visit_admonition(self, node: nodes.Element) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        heading = self._inside(title) if title is not None else content(_title_of(node))
        self._open()
        for child in node.children:
            if child is not title:
                child.walkabout(self)
        self.put("\n" + call("aside", heading, Source(f"[{self._close()}]")) + "\n\n")
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.place.glyphs.check(node.astext(), self._where(node))
        self.put("\n" + call("raw", node.astext(), block=True) + "\n\n")
        raise nodes.SkipNode

    # -- words ----------------------------------------------------------------------------------------------------

    def _wrapped(self, name: str, node: nodes.Element) -> None:
        self.put(self._anchors(node) + call(name, self._inside(node)))
        raise nodes.SkipNode

    def visit_strong(self, node: nodes.Element) -> None:
        self._wrapped("strong", node)

    def visit_emphasis(self, node: nodes.Element) -> None:
        self._wrapped("emph", node)

    def visit_subscript(self, node: nodes.Element) -> None:
        self._wrapped("sub", node)

    def visit_superscript(self, node: nodes.Element) -> None:
        self._wrapped("super", node)

    visit_title_reference = visit_emphasis

    def visit_literal(self, node: nodes.Element) -> None:
        self.place.glyphs.check(node.astext(), self._where(node))
        self.put(call("raw", node.astext()))
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.Element) -> None:
        # A place that cites a number is found from its entry by the page.
        if NUMBER not in node.get("classes", []):
            self.put(self._anchors(node))

    def depart_inline(self, node: nodes.Element) -> None:
        # An entry of the evidence names the pages on which its number stands.
        targets = [f"{self.place.document}#{name}" for name in node.get("ids", [])]
        self.put("".join(call("uses", target) for target in targets if ENTRY.search(target)))

    def visit_target(self, node: nodes.Element) -> None:
        self.put(self._anchors(node))

    def visit_reference(self, node: nodes.Element) -> None:
        target = target_of(node, self.place.document)
        inner = self._inside(node)
        classes = node.parent.get("classes", []) if isinstance(node.parent, nodes.inline) else []
        if leads_outside(node):
            # An address that the words hide is printed as a note.
            self.put(call("lead", target, inner, note=node.astext() != target))
        elif not self.place.holds(target):
            # The page it leads to is not in this PDF; the words stay.
            self.put(f"#{inner}")
        elif NUMBER in classes or ENTRY.search(target):
            self.put(call("number", target, inner, derived="derived" in classes or "#num-" in target))
        else:
            self.put(call("lead", f"to:{target}", inner))
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        note = self._notes.get(node.get("refid", ""))
        if note is None:
            raise BuildError(f"{self._where(node)}: the note {node.astext()!r} is not there")
        self._open()
        for child in note.children:
            if not isinstance(child, nodes.label):
                child.walkabout(self)
        self.put(call("footnote", Source(f"[{self._close().strip()}]")))
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.Element) -> None:
        text = node.astext().strip()
        if "html" in node.get("format", "").split() and text.replace(" ", "") in ("<br>", "<br/>"):
            self.put("#linebreak()")
            raise nodes.SkipNode
        if text.startswith(("<!--", "<script")):
            # Nothing that a reader of pages sees either.
            raise nodes.SkipNode
        self.unknown_visit(node)

    # -- figures and tables ---------------------------------------------------------------------------------------

    def visit_shown(self, node: nodes.Element) -> None:
        record = node["record"]
        self.place.glyphs.check(record, f"{self.place.document}, {record.get('id') or 'cards'}")
        self.put("\n" + self.place.drawings.source(record, self.place.number) + "\n\n")
        raise nodes.SkipNode

    def visit_table(self, node: nodes.Element) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        targets = [target_of(link, self.place.document) for link in node.findall(nodes.reference)]
        head = [row for part in group.findall(nodes.thead) for row in part.children]
        body = [row for part in group.findall(nodes.tbody) for row in part.children]
        self.put(self._anchors(node))
        if any(names_of(row) for row in body):
            names = [cell.astext() for cell in head[0].children][1:]
            self._entries([(row.children[0], [*zip(names, row.children[1:], strict=True)]) for row in body])
        named: dict[str, Any] = {
            "columns": column_widths([[cell.astext() for cell in row.children] for row in [*head, *body]]),
            "head": [self._row(row) for row in head],
            "right": [_right(cell) for row in body[:1] for cell in row.children],
        }
        if title is not None:
            source = self.place.drawings.sources(targets)
            named |= {"caption": self._inside(title), "source": content(source) if source else None}
            named |= {"number": self.place.number}
        name = "plain-table" if title is None else "numbered-table"
        self.put("\n" + call(name, *(self._row(row) for row in body), **named) + "\n\n")
        raise nodes.SkipNode

    def _entries(self, entries: list[tuple[nodes.Element, list[tuple[str, nodes.Element]]]]) -> None:
        """What links lead to, table or list, is a list of entries: the words that name each, and its facts by name."""
        told = [
            {
                "title": self._within(title),
                "facts": [
                    {"name": content(name), "words": self._within(words)} for name, words in facts if words.astext()
                ],
            }
            for title, facts in entries
        ]
        self.put("\n" + call("entries", *told, columns=1 if self.place.below else 2) + "\n\n")
        raise nodes.SkipNode

    def _fields(self, item: nodes.Element) -> list[tuple[str, nodes.Element]]:
        return [(field.children[0].astext(), field.children[1]) for field in item.findall(nodes.field)]

    def _within(self, node: nodes.Element) -> Source:
        return Source(f"[{self._inside(node)[1:-1].strip()}]")

    def _row(self, row: nodes.Element) -> list[Source]:
        for entry in row.children:
            if entry.get("morecols") or entry.get("morerows"):
                raise BuildError(f"{self._where(entry)}: print has no rule for cells that span columns or rows")
        return [self._within(entry) for entry in row.children]

    # -- what print leaves out, and what only groups ----------------------------------------------------------------

    def _skip(self, node: nodes.Element) -> None:
        raise nodes.SkipNode

    visit_comment = visit_footnote = visit_index = visit_meta = visit_substitution_definition = visit_toctree = _skip

    def visit_container(self, node: nodes.Element) -> None:
        if node.get("nb_element") == "cell_code_source" or "cell_input" in node.get("classes", []):
            raise nodes.SkipNode

    def _pass(self, node: nodes.Element) -> None:
        """The node groups others and says nothing itself."""

    visit_compound = visit_compact_paragraph = _pass

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing: what a rule opens it closes itself, or by a rule of its own for the departure."""


for _name in _ADMONITIONS:
    setattr(Writer, f"visit_{_name}", Writer.visit_admonition)


def _title_of(node: nodes.Element) -> str:
    return type(node).__name__.replace("seealso", "see also").capitalize()


def _figure(node: nodes.Node) -> bool:
    """Whether the node is a figure, or the cell of one."""
    found = [node] if isinstance(node, shown) else list(node.findall(shown))
    return [record["record"]["kind"] for record in found] == ["figure"]


def _holds_more(node: nodes.Node) -> bool:
    """Whether the node is a part of its own: a section, or one with figures."""
    return isinstance(node, nodes.section) or any(True for _ in node.findall(shown))


def _right(entry: nodes.Element) -> bool:
    return "text-right" in entry.get("classes", [])
