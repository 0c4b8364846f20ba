"""Reads drafts in HTML and in Word's DOCX, paragraph by paragraph: a line of such a draft is a paragraph."""

import io
import re
import zipfile
from typing import Any

from lxml import etree, html

from statbook.errors import DataError, Fault
from statbook.verification.draft import Draft, DraftText, Link

LARGEST = 64_000_000
"""Bytes of the text of a Word document, once it is unpacked."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = frozenset(
    "p div li ul ol table tr td th h1 h2 h3 h4 h5 h6 blockquote pre section article header footer figure figcaption dt dd br hr main caption".split()
)
_PARTS = {"table": "table", "tbl": "table", "tr": "row", "td": "cell", "th": "cell", "tc": "cell"}
_SILENT = frozenset(
    ("script", "style", "head", "template", "noscript", "code", "pre", "svg", "nav", "select", "textarea")
)


class _Paragraphs:
    """Text in paragraphs, those of tables apart."""

    def __init__(self) -> None:
        self.made = DraftText()
        self.line, self.column, self.depth = 1, 1, 0
        self.begun, self.known = 0, True

    def add(self, text: str, anchor: str = "") -> None:
        words = re.sub(r"\s+", " ", text)
        words = words.lstrip() if self.column == 1 else words
        begin = self.made.size
        self.made.add(words, self.line, self.column)
        self.column += len(words)
        if anchor and words:
            self.made.links.append(Link(begin, self.made.size, anchor))
        self.made.note_table(begin, self.depth > 0)

    def end(self) -> None:
        """End the paragraph, if there is anything in it."""
        if self.column > 1:
            begin = self.made.size
            self.made.add("\n", self.line, self.column)
            self.line, self.column = self.line + 1, 1
            self.made.note_table(begin, self.depth > 0)

    def turn(self, part: str, starts: bool, wide: bool = False) -> None:
        """Begin or end a table, a row or a cell; with *wide* cells, or a table in it, rows and columns are not known."""
        grids = self.made.grids
        if part == "table":
            self.depth += 1 if starts else -1
            self.known = self.known and self.depth < 2
            if self.depth == 1 and starts:
                self.known = True
                grids.append([])
            elif not self.depth and grids and not self.known:
                grids.pop()
        elif grids and self.depth:
            self.known = self.known and not wide
            if part == "row" and starts:
                grids[-1].append([])
            elif starts:
                self.begun = self.made.size
            elif part == "cell" and grids[-1]:
                grids[-1][-1].append((self.begun, self.made.size))


def read_html(name: str, text: str) -> Draft:
    """The draft in a web page."""
    paragraphs = _Paragraphs()
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=html.HTMLParser(huge_tree=True))
    except (etree.ParserError, ValueError):
        raise DataError([Fault(name, "no HTML with text", "a web page")]) from None
    _walk_html(tree, paragraphs)
    paragraphs.end()
    return paragraphs.made.finish(name)


def _walk_html(tree: Any, paragraphs: _Paragraphs) -> None:
    anchor, silent = "", 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BREAKS:
            paragraphs.end()
        if event == "start":
            silent += tag in _SILENT
            _turn_html(element, tag, paragraphs, starts=True)
            anchor = (element.get("href") or "").partition("#")[2] if tag == "a" else anchor
            words = element.text
        else:
            silent -= tag in _SILENT
            _turn_html(element, tag, paragraphs, starts=False)
            anchor = "" if tag == "a" else anchor
            words = element.tail
        paragraphs.add("" if silent else words or "", anchor)


def _turn_html(element: Any, tag: str, paragraphs: _Paragraphs, starts: bool) -> None:
    part = _PARTS.get(tag)
    if part:
        wide = any(element.get(name, "1").strip() != "1" for name in ("colspan", "rowspan"))
        paragraphs.turn(part, starts, wide)


def read_docx(name: str, content: bytes) -> Draft:
    """The draft in a Word document: its paragraphs and tables, without deleted words."""
    fault = DataError([Fault(name, "no Word document that can be opened", "a file .docx without a password")])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            tree = _parse(archive, "word/document.xml")
            links = (
                _parse(archive, "word/_rels/document.xml.rels")
                if "word/_rels/document.xml.rels" in archive.namelist()
                else ()
            )
    except (
        zipfile.BadZipFile,
        KeyError,
        etree.XMLSyntaxError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ):
        raise fault from None
    targets = {each.get("Id"): each.get("Target") or "" for each in links}
    paragraphs = _Paragraphs()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if part := _PARTS.get(str(element.tag).removeprefix(_W)):
            paragraphs.end()
            paragraphs.turn(part, event == "start")
        elif element.tag in (f"{_W}gridSpan", f"{_W}vMerge"):
            paragraphs.turn("", starts=False, wide=True)
        if event == "end":
            if element.tag == f"{_W}p":
                paragraphs.end()
            continue
        if element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            paragraphs.add(" ")
        elif element.tag == f"{_W}t" and not any(each.tag == _FALLBACK for each in element.iterancestors()):
            paragraphs.add(element.text or "", _anchor_of(element, targets))
    paragraphs.end()
    return paragraphs.made.finish(name)


def _parse(archive: zipfile.ZipFile, part: str) -> Any:
    if archive.getinfo(part).file_size > LARGEST:
        raise ValueError(part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(part), parser)


def _anchor_of(element: Any, targets: dict[Any, str]) -> str:
    """The part of an address behind #, if the words are a link."""
    link = next((each for each in element.iterancestors() if each.tag == f"{_W}hyperlink"), None)
    if link is None:
        return ""
    return str(link.get(f"{_W}anchor") or targets.get(link.get(f"{_R}id"), "").partition("#")[2])
