"""The article of a built page without what only a page can do, for pandoc.

A chart is its number, title, subtitle, picture, caption and source. Numbers link to notes of the document itself.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree, html
from lxml.html.builder import E

from statbook.charts.render import png
from statbook.project.paths import Book

SCALE = 2.0
"""Pixels of a picture for each of its drawing."""
TALLEST = 620
"""Height of the tallest picture, at 96 pixels an inch, so that its title fits on its page."""
NOTES = "notes"
"""The address of the notes on numbers, and how the addresses in it begin."""
_LEFT_OUT = (
    ".//*[self::script or self::template or self::form or self::button]"
    ' | .//a[contains(@class, "headerlink")] | .//*[contains(@class, "pst-js-only") or contains(@class, "screen")]'
    ' | .//*[@class="sb-tools" or @class="sb-live" or @class="sb-narrow" or @class="sb-key"]'
)
_LOOKS = {"sb-number": "strong", "sb-title": "strong", "sb-source": "em"}
_NOTE = re.compile(r"#((?:obs|num|source|ind)-[\w-]+)$")
_BESIDE_NEXT = "Captioned Figure"
"""The style of pandoc's Word documents that keeps a paragraph on the page of the next."""
_PAGE = re.compile(r"(?:^|/)([\w-]+)\.html(?:#([\w-]*))?$")
_CASE = {
    name.lower(): name
    for name in "viewBox clipPath clipPathUnits linearGradient gradientUnits gradientTransform patternUnits "
    "patternTransform preserveAspectRatio".split()
}
"""Names of SVG that HTML does not tell from those in small letters."""


@dataclass(frozen=True)
class Article:
    """The article of a page: its *content*, whose headings bear the addresses of sections, its *pictures* by the names of their files, and what it cites, by anchor."""

    content: Any
    pictures: dict[str, bytes]
    cited: list[str]


def read_article(path: Path, book: Book, chapters: Collection[str], noted: Collection[str]) -> Article:
    """The article of the built page *path* of *book* for a document that holds *chapters*, and notes on what is *noted*.

    Addresses in it begin with its name, because a document may have several chapters. Links to anything else are words.
    """
    content, name = html.parse(str(path)).find('.//article[@class="bd-article"]'), path.stem
    for left_out in content.xpath(_LEFT_OUT):
        left_out.drop_tree()
    pictures = _put_pictures(content, name, book)
    for element in [*content.iter("figure", "figcaption")]:
        element.tag = "div"  # their parts are paragraphs
    for part in content.xpath('.//p[@class="sb-number" or @class="sb-title" or @class="sb-subtitle"]'):
        _wrap(part, E.div({"data-custom-style": _BESIDE_NEXT}))
    for part in content.xpath(".//p[@class]"):
        if look := _LOOKS.get(part.get("class")):
            part.append(_around(part, look))
    cited = _lead_within(content, name, chapters, noted)
    for element in content.xpath(".//*[@id]"):
        element.set("id", f"{name}-{element.get('id')}")
    for section in [*content.iter("section")]:
        section[0].set("id", section.get("id"))  # its heading
        section.drop_tag()
    content.find("h1").set("id", name)
    return Article(content, pictures, cited)


def _wrap(part: Any, outer: Any) -> None:
    """Put *outer* in the place of *part*, and *part* into it."""
    part.getparent().replace(part, outer)
    outer.append(part)


def _around(part: Any, look: str) -> Any:
    """The contents of *part* within an element of their *look*."""
    inner = etree.Element(look)
    inner.text, part.text = part.text, None
    inner.extend([*part])
    return inner


def _put_pictures(content: Any, name: str, book: Book) -> dict[str, bytes]:
    """Put an image in the place of each drawing that has words, and take the others out; gives the pictures."""
    pictures: dict[str, bytes] = {}
    for svg in content.xpath('.//*[local-name()="svg"]'):
        words = svg.get("aria-label")
        if not words:
            svg.drop_tree()
            continue
        for element in svg.iter(etree.Element):
            element.tag = _CASE.get(element.tag, element.tag)
            for attribute in [key for key in element.attrib if key in _CASE]:
                element.set(_CASE[attribute], element.attrib.pop(attribute))
        tail, svg.tail = svg.tail, None
        svg.insert(0, svg.makeelement("rect", width="100%", height="100%", fill="white"))  # for dark readers
        file = f"{name}-{len(pictures) + 1}.png"
        pictures[file] = png(etree.tostring(svg, encoding="unicode"), book, SCALE)
        width, height = float(svg.get("width")), float(svg.get("height"))
        image = E.img(src=file, alt=words, width=f"{width * min(1, TALLEST / height):.0f}")
        image.tail = tail
        svg.getparent().replace(svg, image)
    return pictures


def _lead_within(content: Any, name: str, chapters: Collection[str], noted: Collection[str]) -> list[str]:
    """Make links of *content* lead to places of the document; gives the anchors of the numbers and terms that it cites."""
    cited: dict[str, None] = {}
    own = {f"#{element.get('id')}" for element in content.xpath(".//*[@id]")}
    for link in [*content.iter("a")]:
        address = link.get("href", "")
        note, page = _NOTE.search(address), _PAGE.search(address)
        if note and note[1] in noted:
            cited[note[1]] = None
            link.set("href", f"#{NOTES}-{note[1]}")
        elif page and page[1] in chapters:
            link.set("href", f"#{page[1]}")
        elif address in own:
            link.set("href", f"#{name}-{address[1:]}")
        elif not address.startswith(("https:", "http:", "mailto:")):
            link.drop_tag()
    return [*cited]


def notes(anchors: Collection[str], cards: dict[str, Any], title: str) -> Any:
    """A part with what the *cards* say of each number of *anchors*: how it is printed, or its formula."""
    part = E.article(E.h1(title, id=NOTES))
    for anchor in dict.fromkeys(anchors):
        if anchor in cards:
            told = E.p(E.strong(cards[anchor]["title"]))
            for name, runs in cards[anchor]["facts"]:
                told.extend([E.br(), E.em(f"{name} "), E.span("".join(words for words, _ in runs))])
            part.append(E.div(told, id=f"{NOTES}-{anchor}"))  # pandoc takes no address of a paragraph
    return part
