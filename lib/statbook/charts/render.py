"""Charts as static SVG, drawn by vl-convert with the book's font and no access to anything outside."""

from __future__ import annotations

__all__ = ["HATCH_PATTERN", "svg"]

import json
import re
from functools import cache
from typing import Any

import vl_convert as vlc

from statbook.charts import fonts
from statbook.charts.theme import INK_SOFT, MUTED, PAPER
from statbook.project.paths import book

HATCH_PATTERN = (
    '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{PAPER}"/><rect width="2" height="6" fill="{MUTED}"/></pattern>'
)


@cache
def _fonts() -> None:
    vlc.register_font_directory(str(fonts.folder(book()) / "drawing"))


def svg(spec: dict[str, Any], name: str, description: str) -> str:
    """The chart *spec* as one SVG element that can stand in a page beside others.

    Identifiers are prefixed with *name*; the element is an image with *description* as its name.
    """
    _fonts()
    drawn = vlc.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[])
    drawn = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', drawn)
    drawn = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", drawn)
    # Marks carry labels of their own; the image as a whole has one name instead.
    drawn = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn)
    drawn = drawn.replace('class="marks"', f'class="marks" role="img" aria-label="{_attribute(description)}"', 1)
    if f"url(#{name}-hatch)" in drawn:
        start = drawn.index(">") + 1
        drawn = drawn[:start] + f"<defs>{HATCH_PATTERN.format(id=f'{name}-hatch')}</defs>" + drawn[start:]
    return drawn.replace('fill="#000"', f'fill="{INK_SOFT}"')


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
