"""Charts as static SVG: the one module that calls vl-convert, with the book's font and no access to anything outside."""

import hashlib
import html
import json
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from multiprocessing.connection import Client
from pathlib import Path
from typing import Any

import vl_convert

from statbook.charts import fonts
from statbook.charts.theme import INK_SOFT, MUTED, PAPER
from statbook.project.paths import Book

HATCH_PATTERN = (
    '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{PAPER}"/><rect width="2" height="6" fill="{MUTED}"/></pattern>'
)
_END = {"svg": b"</svg>", "png": b"IEND\xaeB`\x82"}
"""What a whole file ends with; an empty or torn one is what a machine leaves that stopped."""
_CALLED_BY = Path(__file__).read_text(encoding="utf-8")
"""This module, which says how a drawing is asked for."""
# Its type hints ask for what it does not need.
_CONVERTER: Any = vl_convert


@cache
def _folder_of_fonts(book: Book) -> Path:
    """It is found by reading the whole book, so once in a process."""
    return fonts.folder(book)


@cache
def _register_fonts(book: Book) -> None:
    # Where they really lie: the link to them in a snapshot is gone after a build, and with it all later words.
    _CONVERTER.register_font_directory(str((_folder_of_fonts(book) / "drawing").resolve()))


def svg(spec: dict[str, Any], name: str, description: str, book: Book) -> str:
    """The chart *spec* as one SVG element that can stand in a page beside others, in the font of *book*.

    Identifiers are prefixed with *name*; the element is an image with *description* as its name.
    """
    drawn = _kept_drawing(json.dumps(spec), book)
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


def _kept_drawing(spec: str, book: Book) -> str:
    return _keep_or_draw(spec, book, "svg", lambda: _draw(spec, book).encode()).decode()


def _keep_or_draw(definition: str, book: Book, kind: str, draw: Callable[[], bytes]) -> bytes:
    """What *draw* makes of a *definition*; if *book* has a folder for drawings, the one that is kept there."""
    if not book.drawings.is_dir():
        return draw()
    made_from = "\0".join((definition, _folder_of_fonts(book).name, version("vl-convert-python"), _CALLED_BY))
    kept = book.drawings / f"{hashlib.sha256(made_from.encode()).hexdigest()}.{kind}"
    drawn = kept.read_bytes() if kept.is_file() else b""
    if not drawn.endswith(_END[kind]):
        drawn = draw()
        descriptor, name = tempfile.mkstemp(dir=book.drawings)
        with open(descriptor, "wb") as file:
            file.write(drawn)
        Path(name).replace(kept)  # so that it is whole
    kept.touch()
    return drawn


def _draw(spec: str, book: Book) -> str:
    """What the process draws whose address *book* holds (charts/drawing_process.py), or else this one."""
    if book.drawer.is_file():
        with suppress(OSError, EOFError), Client(book.drawer.read_text(encoding="utf-8"), "AF_UNIX") as drawer:
            drawer.send_bytes(spec.encode())
            if drawn := drawer.recv_bytes().decode():
                return drawn
    return draw(spec, book)


def draw(spec: str, book: Book) -> str:
    """The drawing of a Vega-Lite *spec* (JSON) as SVG, in the font of *book*. Raises ValueError if it cannot be drawn."""
    _register_fonts(book)
    drawn: str = _CONVERTER.vegalite_to_svg(spec, allowed_base_urls=[])
    return drawn


def png_of_svg(picture: str, scale: float) -> bytes:
    """A *picture* in SVG as PNG, *scale* pixels for each of its own."""
    pixels: bytes = _CONVERTER.svg_to_png(picture, scale=scale)
    return pixels


def png(picture: str, book: Book, scale: float = 1) -> bytes:
    """A *picture* in SVG as PNG, *scale* pixels for each of its own, in the font of *book*."""

    def draw() -> bytes:
        _register_fonts(book)
        return png_of_svg(picture, scale)

    return _keep_or_draw(f"{picture}\0{scale}" if scale != 1 else picture, book, "png", draw)


def vega_bundle() -> str:
    """Vega-Lite, Vega and their embedding as JavaScript."""
    bundle: str = _CONVERTER.javascript_bundle()
    return bundle
