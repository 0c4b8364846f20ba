"""Checks that the font has a glyph for every character: a missing one would be an empty box in print."""

import unicodedata
from functools import cached_property
from pathlib import Path
from typing import Any

from statbook.charts.theme import FONT
from statbook.errors import BuildError

_INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}


class Glyphs:
    """The characters of the font files in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def code_points(self) -> frozenset[int]:
        """The code points that every weight of the font has."""
        # Imported here: only a build needs fontTools.
        from fontTools.ttLib import TTFont

        maps = []
        for path in sorted(self.folder.glob("*.ttf")):
            with TTFont(path, lazy=True) as font:
                maps.append(set(font.getBestCmap()))
        return frozenset(set.intersection(*maps)) if maps else frozenset()

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters that every weight of the font has."""
        return frozenset(map(chr, self.code_points))

    def check(self, value: Any, where: str) -> None:
        """Check a text, or every text within lists and mappings.

        Raises BuildError naming character, place and font for the first character without a glyph.
        """
        if isinstance(value, dict | list | tuple):
            for part in value.values() if isinstance(value, dict) else value:
                self.check(part, where)
        if not isinstance(value, str) or self.characters.issuperset(value):
            return
        for place, character in enumerate(value):
            if character not in self.characters and unicodedata.category(character) not in _INVISIBLE:
                around = " ".join(value[max(0, place - 20) : place + 21].split())
                raise BuildError(
                    f"{where}: the font {FONT} has no glyph for {character!r} (U+{ord(character):04X}, "
                    f"{unicodedata.name(character, 'unnamed')}) in “{around}”; write it otherwise"
                )
