"""Text and places in pixels: axes without marks, text that wraps, labels that keep apart."""

import math
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from statbook.charts.theme import PAPER

LINE = 16
"""Height of a line of text of 13 px."""

BLOCK: dict[str, Any] = {"align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": LINE}
"""How words of several lines hang from their place."""

HALO: dict[str, Any] = {"color": PAPER, "stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}
"""Words drawn like this under themselves stay clear of lines behind them."""

_BREAKS_AFTER = "、,。;:·)”"
"""Punctuation that may not begin a line of Chinese."""


def across(field: str, width: float) -> alt.X:
    """*field* holds pixels from the left edge of a drawing of *width*."""
    return alt.X(f"{field}:Q", axis=None, scale=_pixels(width))


def down(field: str, height: float) -> alt.Y:
    """*field* holds pixels from the upper edge of a drawing of *height*."""
    return alt.Y(f"{field}:Q", axis=None, scale=_pixels(height))


def _pixels(most: float) -> alt.Scale:
    return alt.Scale(domain=[0, most], range=[0, most], nice=False, zero=False)


def inside_sentence(name: str) -> str:
    """A name as it stands within a sentence: without its capital, unless it is an abbreviation."""
    return name if not name[1:2].islower() else name[:1].lower() + name[1:]


def estimated_width(text: str, size: float = 13) -> float:
    """About how many pixels *text* takes on one line."""
    # fsum: from 3.12 on, sum rounds otherwise than in 3.11, and a drawing must have the same bytes in both.
    return math.fsum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.55 for sign in text) * size


def wrap(
    text: str, pixels: float, size: float = 13, measure: Callable[[str, float], float] = estimated_width
) -> list[str]:
    """*text* in lines of at most *pixels*: broken at spaces, in Chinese between any two signs."""
    lines = [""]
    for piece in _pieces(text):
        grown = lines[-1] + piece
        if lines[-1].strip() and measure(grown.rstrip(), size) > pixels:
            lines.append(piece.lstrip())
        else:
            lines[-1] = grown
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    """Words with the space after them; every wide sign by itself, with the punctuation that follows it."""
    pieces: list[str] = []
    for sign in text:
        last = pieces[-1] if pieces else " "
        wide = any(unicodedata.east_asian_width(each) in "WF" for each in (sign, last[-1]))
        new_word = last.endswith(" ") and sign != " "
        if not pieces or (sign not in _BREAKS_AFTER and (wide or new_word)):
            pieces.append(sign)
        else:
            pieces[-1] += sign
    return pieces


def apart(centres: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres near the given ones, in their order from the top, so that boxes of *heights* lie apart in low to high."""
    placed: list[float] = []
    edge = low
    for centre, height in zip(centres, heights, strict=True):
        placed.append(max(centre, edge + height / 2))
        edge = placed[-1] + height / 2
    edge = high
    for place in reversed(range(len(placed))):
        placed[place] = min(placed[place], edge - heights[place] / 2)
        edge = placed[place] - heights[place] / 2
    return placed
