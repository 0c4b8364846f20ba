"""Text and places in pixels: text that wraps, labels that keep apart, words clear of dots."""

import math
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from statbook.charts.theme import PAPER
from statbook.prose.markup import KEPT

LINE = 16
"""Height of a line of text of 13 px."""

BLOCK: dict[str, Any] = {"align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": LINE}
"""How words of several lines hang from their place."""

HALO: dict[str, Any] = {"color": PAPER, "stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}
"""Words drawn like this under themselves stay clear of lines behind them."""

APART = 4.0
"""Pixels between a dot and its words."""
FAR = 3.0
"""Square pixels that words may cover rather than stand a pixel farther from their dot."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""

NOT_FIRST, _NOT_LAST = ",;:)，。；：？！、·…）》”’】%％", "(（《“‘【0123456789"
"""Signs that begin no line of Chinese, and that end none."""


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
    for piece in line_pieces(text):
        grown = lines[-1] + piece
        if lines[-1].strip() and measure(grown.rstrip(), size) > pixels:
            lines.append(piece.lstrip())
        else:
            lines[-1] = grown
    return [line.rstrip() for line in lines]


@lru_cache(1000)  # a text is broken at several widths
def line_pieces(text: str) -> tuple[str, ...]:
    """Words with the space after them; every wide sign by itself, with the marks and numbers that belong to it.

    >>> line_pieces("all of 25亿元。")
    ('all ', 'of ', '25亿元。')
    """
    whole = {place for match in KEPT.finditer(text) for place in range(match.start() + 1, match.end())}
    pieces: list[str] = []
    for place, sign in enumerate(text):
        last = pieces[-1] if pieces else " "
        wide = any(unicodedata.east_asian_width(each) in "WF" for each in (sign, last[-1]))
        new_word = last.endswith(" ") and sign != " "
        kept = place in whole or sign in NOT_FIRST or (last[-1] in _NOT_LAST and sign != " ")
        if not pieces or (not kept and (wide or new_word)):
            pieces.append(sign)
        else:
            pieces[-1] += sign
    return tuple(pieces)


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


class Dot(NamedTuple):
    """A dot of radius *r* at x and y, and how wide and high its words are; all in pixels."""

    x: float
    y: float
    r: float
    wide: float
    high: float


def label_places(dots: Sequence[Dot], width: float, height: float) -> list[tuple[float, float]]:
    """For each of *dots* the left upper corner of its words in a drawing of *width* and *height*.

    Dots that come first choose first: above, below, to the right or left, where least is covered.
    """
    taken: list[Box] = []
    found: list[tuple[float, float]] = []
    for dot in dots:
        others: list[Box] = [(o.x - o.r, o.y - o.r, o.x + o.r, o.y + o.r) for o in dots if o is not dot]
        choices = [_within(box, width, height) for box in _around(dot)]
        own = (dot.x - dot.r, dot.y - dot.r, dot.x + dot.r, dot.y + dot.r)
        costs = [_cost(box, own, (*taken, *others, own)) for box in choices]
        best = choices[costs.index(min(costs))]
        taken.append(best)
        found.append(best[:2])
    return found


def _around(dot: Dot) -> list[Box]:
    """Places for the words of *dot*, the best first."""
    off = dot.r + APART
    lefts = [dot.x - dot.wide / 2, dot.x - dot.r, dot.x + dot.r - dot.wide]
    corners = [(left, top) for top in (dot.y - off - dot.high, dot.y + off) for left in lefts]
    corners += [(left, dot.y - dot.high / 2) for left in (dot.x + off, dot.x - off - dot.wide)]
    # Farther away, where all around is taken.
    for far in (-1.6, 1.6, -2.4, 2.4, -3.2, 3.2):
        corners += [(left, dot.y + far * (off + dot.high) - dot.high / 2) for left in lefts]
    return [(left, top, left + dot.wide, top + dot.high) for left, top in corners]


def _within(box: Box, width: float, height: float) -> Box:
    left, top, right, bottom = box
    across = max(0.0, -left) - max(0.0, right - width)
    down = max(0.0, -top) - max(0.0, bottom - height)
    return left + across, top + down, right + across, bottom + down


def _overlap(one: Box, other: Box) -> tuple[float, float]:
    """How many pixels two boxes share, across and down; below zero, how far they lie apart."""
    return min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])


def _cost(box: Box, own: Box, covered: Sequence[Box]) -> float:
    """What is wrong with *box* for the words of the dot *own*: what it covers, and how far away it is."""
    sides = [_overlap(box, other) for other in covered]
    area = sum(across * down if across > 0 and down > 0 else 0.0 for across, down in sides)
    return area + FAR * sum(max(-side, 0.0) for side in _overlap(box, own))
