"""The theme: one look a kind of number, told apart by fill and outline."""

from __future__ import annotations

import altair as alt

from statbook.charts.shared.layers import BY_KIND
from statbook.charts.theme import CATEGORIES, FILLS, FONT, INK_SOFT, configure, palette


def test_every_kind_of_number_looks_different() -> None:
    assert len(FILLS) == len(set(FILLS.values()))


def test_fill_and_outline_follow_the_kind() -> None:
    inside, line = (BY_KIND[channel].to_dict()["scale"] for channel in ("color", "stroke"))

    assert [(a, b) for a, b in zip(inside["range"], line["range"], strict=True)] == list(FILLS.values())
    assert list(FILLS) == inside["domain"] == line["domain"]


def test_colours_of_marks_are_of_the_palette() -> None:
    colours = {colour for pair in FILLS.values() for colour in pair} - {"url(#hatch)"}

    assert colours <= set(palette.values())


def test_a_colour_of_the_palette_has_the_name_of_its_constant_or_of_its_category() -> None:
    assert (INK_SOFT, CATEGORIES[3]) == (palette["ink-soft"], palette["ochre"])
    assert 16 == len(palette)


def test_a_configured_chart_has_the_font_of_the_book_and_no_background() -> None:
    config = configure(alt.Chart().mark_bar()).to_dict()["config"]

    assert (FONT, "transparent") == (config["font"], config["background"])
