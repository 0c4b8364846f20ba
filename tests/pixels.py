"""Where the words of a drawing stand, in pixels."""

from __future__ import annotations

import re

_TEXT = re.compile(r'<text [^>]*text-anchor="(\w+)" transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*>([^<]+)<')


def words(drawing: str) -> dict[str, tuple[str, int, int]]:
    """Each text of a drawing: which end of it stands where, how far right and how far down."""
    return {text: (anchor, round(float(x)), round(float(y))) for anchor, x, y, text in _TEXT.findall(drawing)}
