"""Where words stand beside dots: clear of all dots and of one another, within the drawing."""

from collections.abc import Sequence
from typing import NamedTuple

APART = 4.0
"""Pixels between a dot and its words."""
FAR = 3.0
"""Square pixels that words may cover rather than stand a pixel farther from their dot."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


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
