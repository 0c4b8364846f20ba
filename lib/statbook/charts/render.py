"""Charts as static SVG: the one module that calls vl-convert, with the book's font and no access to anything outside."""

import html
import json
import re
from functools import cache
from typing import Any

import vl_convert

from statbook.charts import fonts
from statbook.charts.theme import INK_SOFT, MUTED, PAPER
from statbook.project.paths import Book

HATCH_PATTERN = (
    '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{PAPER}"/><rect width="2" height="6" fill="{MUTED}"/></pattern>'
)
# Its type hints ask for what it does not need.
_CONVERTER: Any = vl_convert


@cache
def _register_fonts(book: Book) -> None:
    _CONVERTER.register_font_directory(str(fonts.folder(book) / "drawing"))


def svg(spec: dict[str, Any], name: str, description: str, book: Book) -> str:
    """The chart *spec* as one SVG element that can stand in a page beside others, in the font of *book*.

    Identifiers are prefixed with *name*; the element is an image with *description* as its name.
    """
    _register_fonts(book)
    drawn: str = _CONVERTER.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[])
    drawn = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', drawn)
    drawn = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", drawn)
    # Marks carry labels of their own; the image as a whole has one name instead.
    drawn = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn)
    label = html.escape(description).replace("&#x27;", "'")
    drawn = drawn.replace('class="marks"', f'class="marks" role="img" aria-label="{label}"', 1)
    if f"url(#{name}-hatch)" in drawn:
        start = drawn.index(">") + 1
        drawn = drawn[:start] + f"<defs>{HATCH_PATTERN.format(id=f'{name}-hatch')}</defs>" + drawn[start:]
    return drawn.replace('fill="#000"', f'fill="{INK_SOFT}"')


def png_of_svg(picture: str, scale: float) -> bytes:
    """A *picture* in SVG as PNG, *scale* pixels for each of its own."""
    pixels: bytes = _CONVERTER.svg_to_png(picture, scale=scale)
    return pixels


def vega_bundle() -> str:
    """Vega-Lite, Vega and their embedding as JavaScript."""
    bundle: str = _CONVERTER.javascript_bundle()
    return bundle
