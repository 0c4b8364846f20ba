"""The picture of a shared page: its size, its words, its drawing, and the same bytes again."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from statbook.charts import link_picture as module
from statbook.charts.link_picture import SIZE, link_picture
from statbook.project.paths import Book

BOOK = Book(Path(__file__).resolve().parents[2])
WIDE, NARROW = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><text>{width}</text></svg>'
    for width, height in ((700, 600), (300, 300))
)


def drawn(monkeypatch: pytest.MonkeyPatch, title: str, subtitle: str = "In percent") -> str:
    """The SVG of which the picture is made."""
    monkeypatch.setattr(module, "png", lambda picture, book: picture.encode())
    return link_picture((title, subtitle, "A book"), [WIDE, NARROW], BOOK).decode()


def test_it_is_a_png_of_the_size_that_is_asked_for_with_the_same_bytes_each_time() -> None:
    first, second = (link_picture(("Pears fell", "In percent", "A book"), [WIDE, NARROW], BOOK) for _ in range(2))

    assert SIZE == struct.unpack(">II", first[16:24])
    assert first == second


def test_it_has_title_subtitle_book_and_the_drawing_whose_words_come_out_largest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = drawn(monkeypatch, "Pears & <apples> fell")

    for words in ("&lt;apples&gt;", "In percent", "A book", ">300<"):
        assert words in picture
    assert ">700<" not in picture


def test_a_long_title_is_set_smaller_and_a_subtitle_without_room_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    long = drawn(monkeypatch, "Pears fell and nobody knows why, " * 7, "In percent " * 40)

    assert f'font-size="{module.TITLES[0].size}"' not in long
    assert "In percent" not in long
    assert "A book" in long
    assert "Pears" in drawn(monkeypatch, "Pears fell and nobody knows why, " * 70)
