"""A character without a glyph stops the build, with its place and the font."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import BuildError
from statbook.pdf.glyph_check import Glyphs


@pytest.fixture(scope="module")
def glyphs(fonts_of_the_book: Path) -> Glyphs:
    return Glyphs(fonts_of_the_book / "drawing")


def test_the_texts_of_the_book_have_their_glyphs(glyphs: Glyphs) -> None:
    glyphs.check("Contracts of 1.18万亿元 – “more than” 40% × 2 − 1…", "chapters/made")


def test_a_character_without_a_glyph_is_named_with_place_and_font(glyphs: Glyphs) -> None:
    with pytest.raises(BuildError) as caught:
        glyphs.check("trade with \N{THAI CHARACTER KO KAI} grew", "chapters/made, line 7")

    for told in ("chapters/made, line 7", "Statbook SC", "U+0E01", "THAI CHARACTER KO KAI", "trade with"):
        assert told in str(caught.value)


def test_texts_within_lists_and_mappings_are_looked_at(glyphs: Glyphs) -> None:
    with pytest.raises(BuildError, match=r"U\+0E01"):
        glyphs.check({"title": "sound", "rows": [["sound", ("\N{THAI CHARACTER KO KAI}",)]]}, "chapters/made")


def test_marks_that_draw_nothing_need_no_glyph(glyphs: Glyphs) -> None:
    glyphs.check("soft\N{SOFT HYPHEN}hyphen\n\N{ZERO WIDTH SPACE}", "chapters/made")


def test_an_empty_folder_has_no_glyphs(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no glyph for 'a'"):
        Glyphs(tmp_path).check("a", "made")
