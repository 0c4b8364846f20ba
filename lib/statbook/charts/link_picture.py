"""The picture that is shown where a page is shared: the title of a chart, its drawing, and the name of the book."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from statbook.charts.page import PAGE
from statbook.charts.picture_frame import FAMILY, Frame, Line, Style
from statbook.charts.render import png
from statbook.charts.theme import ACCENT, INK, INK_SOFT
from statbook.messages import spoken
from statbook.project.paths import Book

SIZE = (1200, 630)
MARGIN, COLUMN = 56, 440
"""Pixels around the words, and for their lines, of which a wider font would take all."""
TITLES = [Style(size, round(1.25 * size), INK, 700) for size in (42, 36, 31, 27, 23)]
SUBTITLE, FOOT = Style(21, 29, INK_SOFT), Style(19, 26, ACCENT, 700)
APART = 40
_LENGTHS = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')


class Place(NamedTuple):
    """How large a drawing is drawn, and where."""

    scale: float
    left: float
    above: float
    drawing: str


def link_picture(words: tuple[str, str, str], drawings: Iterable[str], book: Book) -> bytes:
    """The picture as PNG, with *words* for title, subtitle and foot.

    Of the *drawings* (SVG) it has the one whose words come out largest.
    """
    title, subtitle, foot = words
    frame = Frame(COLUMN, spoken(), book)
    last = frame.lines(FOOT, foot)
    top = SIZE[1] - MARGIN - _height(last)
    sizes = [frame.lines(style, title) for style in TITLES]
    while not _fits(sizes[-1], top):
        sizes[-1].pop()
    head = next(lines for lines in sizes if _fits(lines, top))
    more = head + frame.lines(SUBTITLE, subtitle)
    place = max(map(_place, drawings))
    picture = PAGE.link_picture(
        SIZE, MARGIN, APART // 2, FAMILY + "}", more if _fits(more, top) else head, last, top,
        place.drawing, place.left, place.above, place.scale,
    )  # fmt: skip
    return png(str(picture), book)


def _place(drawing: str) -> Place:
    found = _LENGTHS.search(drawing)
    width, height = (float(length) for length in found.groups()) if found else SIZE
    left = MARGIN + COLUMN + APART
    room = (SIZE[0] - APART - left, SIZE[1] - 2 * APART)
    scale = round(min(room[0] / width, room[1] / height), 3)
    return Place(scale, round(left + (room[0] - scale * width) / 2), round((SIZE[1] - scale * height) / 2), drawing)


def _height(lines: list[Line]) -> int:
    return sum(style.height for style, _ in lines)


def _fits(lines: list[Line], top: int) -> bool:
    return MARGIN + _height(lines) + APART <= top
