"""A twin in Markdown of each page, made of the page itself, and llms.txt, which lists them.

A number keeps its link to the evidence, an entry shows its anchor. A chart is its title, its words, what its drawing
shows, and its table. Links lead to pages, where anchors are.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree, html
from lxml.html.builder import E

from statbook.messages import say, spoken
from statbook.project.kept_results import keep_result
from statbook.project.paths import MANIFEST
from statbook.project.toc import documents
from statbook.prose import period_in_words
from statbook.prose.markup import one_line
from statbook.site.document_notes import ANCHOR, read_json
from statbook.store import Edition

LIST = "llms.txt"
"""As llmstxt.org describes it."""
_LEFT_OUT = (
    ".//*[self::svg or self::script or self::form or self::button or self::template or self::summary]"
    ' | .//a[@class="headerlink"] | .//*[@class="sb-key" or @class="sb-citation" or @class="sb-said" or @class="colon"]'
)
_BLOCKS = {"section", "div", "figure", "figcaption", "details", "article", "p", "pre", "table", "ul", "ol", "dl"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_MARKUP = re.compile(r"([\\`*\[\]<|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|~(?=~))")
ADDRESS = "/:?#@!$&'*+,;=%~"
"""The signs of an address that are not escaped."""
_START = re.compile(r"^(?:([-+#>=])|(\d+)([.)])(?=\s|$))")


def write_twins(pages: Path, site: Path, staging: Path, kept: Path) -> None:
    """Write the twins of the pages that Sphinx made of *staging* in *pages* to *site*, and the list of them.

    Those of pages that did not change are in *kept*.
    """
    order = {document: place for place, document in enumerate(documents(staging / "_toc.yml"))}
    lines: list[tuple[int, str]] = []
    edition = Edition.of(read_json(staging / "_data" / "datapackage.json"), read_json(staging / MANIFEST)["as_of"])
    home = f"{edition.site.rstrip('/')}/" if edition.site else ""
    for path in sorted(pages.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if 'class="bd-article"' not in text:
            continue
        twin = site / path.relative_to(pages).with_suffix(".md")
        twin.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        written, title, words = keep_result(kept, ["twin", path.name, digest], partial(_twin, text, path.name))
        twin.write_text(written, encoding="utf-8")
        name = twin.relative_to(site).as_posix()
        line = f"- [{_escape(title)}]({home}{name})" + (f": {_escape(words)}" if words else "")
        lines.append((order.get(name.removesuffix(".md"), len(order)), line))
    (site / LIST).write_text(_list(edition, lines, len(order)), encoding="utf-8")


def _twin(text: str, page: str) -> tuple[str, str, str]:
    """The twin of the *text* of the file *page*, and its title and description."""
    tree = html.document_fromstring(text)
    title = "".join(tree.xpath("//meta[@property='og:title']/@content"))
    words = "".join(tree.xpath("//meta[@name='description']/@content"))
    return markdown(tree.find('.//article[@class="bd-article"]'), page), title, words


def _list(edition: Edition, lines: list[tuple[int, str]], listed: int) -> str:
    parts = {
        say("Pages"): [line for place, line in sorted(lines) if place < listed],
        # A name of the form, by which programs leave the rest out.
        "Optional": [line for place, line in lines if place == listed],
    }
    said = say(
        "Version {version}, as known on {day}. Each number links to its entry in the evidence, which says where it was "
        "printed or how it was computed.",
        version=edition.version,
        day=period_in_words(edition.as_of, spoken()),
    )
    head = f"# {_escape(one_line(edition.title))}\n\n> {_escape(one_line(edition.about))}\n\n{said}\n"
    return head + "".join(f"\n## {title}\n\n" + "\n".join(found) + "\n" for title, found in parts.items() if found)


def markdown(article: Any, page: str) -> str:
    """The *article* of the file *page* in Markdown. What is not text is taken out of the article."""
    for drawing in article.iterfind('.//div[@class="sb-wide"]'):
        described = "".join(drawing.xpath("./svg/@aria-label"))
        drawing.addprevious(E.p(say("Drawing: {words}", words=described)))
    for element in article.xpath(_LEFT_OUT):
        element.drop_tree()
    return "\n\n".join(_blocks(article, page)) + "\n"


def _blocks(element: Any, page: str) -> Iterator[str]:
    """The blocks within *element*; words between them are paragraphs."""
    loose = [_escape(element.text)]
    for child in element.iterchildren(etree.Element):
        if child.tag not in _BLOCKS:
            loose.append(_inline(child, page) + _escape(child.tail))
            continue
        yield from _paragraph("".join(loose))
        yield from _block(child, page)
        loose = [_escape(child.tail)]
    yield from _paragraph("".join(loose))


def _block(element: Any, page: str) -> Iterator[str]:
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            yield f"{'#' * int(element.tag[1])} {_words(element, page)}"
        case "pre":
            yield "\n".join(f"    {line}" for line in element.text_content().strip("\n").split("\n"))
        case "ul" | "ol":
            yield "\n".join(_item(_blocks(item, page)) for item in element.iterfind("li"))
        case "dl":
            yield "\n".join(_definitions(element, page))
        case "table":
            titles = element.iterfind('caption/span[@class="caption-text"]')
            yield from (f"**{_words(title, page)}**" for title in titles)
            yield "\n".join(_table(element, page))
        case "p" if element.get("class") == "sb-title":
            yield f"**{_words(element, page)}**"
        case "p":
            yield from _paragraph("".join(_pieces(element, page)))
        case _:
            yield from _blocks(element, page)


def _paragraph(text: str) -> Iterator[str]:
    if words := " ".join(text.split()):
        yield _START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", words)


def _item(blocks: Iterable[str]) -> str:
    """The *blocks* of an item, indented."""
    text = ""
    for block in blocks:
        text += ("\n" if block.startswith("- ") else "\n\n") * bool(text) + block
    return "- " + text.replace("\n", "\n  ").replace("\n  \n", "\n\n")


def _definitions(element: Any, page: str) -> Iterator[str]:
    """An item for each term, with what is said of it."""
    terms = ""
    for child in element.iterchildren(etree.Element):
        words = _words(child, page) if child.tag == "dt" else ""
        if words:
            terms = f"{terms}; {words}" if terms else words
            continue
        found = [*_blocks(child, page)]
        inline = len(found) == 1 and not found[0].startswith(("- ", "| "))
        yield f"- {terms}: {found[0]}" if inline else _item([terms, *found])
        terms = ""


def _table(element: Any, page: str) -> Iterator[str]:
    for place, row in enumerate(element.iter("tr")):
        cells = [" ".join(" ".join(_blocks(cell, page)).split()) for cell in row.iterchildren("th", "td")]
        yield f"| {' | '.join(cells)} |"
        if place == 0:
            yield f"|{' --- |' * len(cells)}"


def _words(element: Any, page: str) -> str:
    return " ".join("".join(_pieces(element, page)).split())


def _pieces(element: Any, page: str) -> Iterator[str]:
    yield _escape(element.text)
    for child in element.iterchildren(etree.Element):
        yield _inline(child, page) + _escape(child.tail)


def _inline(element: Any, page: str) -> str:
    words = "".join(_pieces(element, page))
    if element.tag == "a" and words.strip():
        address = element.get("href", "")
        whole = f"{page if address.startswith('#') else ''}{address}"
        return f"[{words}]({quote(whole, safe=ADDRESS)})"
    if element.tag == "code" and "`" not in words:
        return f"`{element.text_content()}`"
    if (mark := _MARKS.get(element.tag)) and words.strip():
        return f"{mark}{words}{mark}"
    if ANCHOR.fullmatch(element.get("id", "")):
        return f"{words} ({element.get('id')})"
    return words


def _escape(text: str | None) -> str:
    return _MARKUP.sub(r"\\\1", text or "")
