"""Whether the font has a glyph for every character: a missing one would be an empty box on paper."""

from __future__ import annotations

__all__ = ["Glyphs"]

import unicodedata
from functools import cached_property
from pathlib import Path
from typing import Any

from statbook.errors import BuildError
from statbook.charts.theme import FONT

_INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}


class Glyphs:
    """The characters of the font files in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def known(self) -> frozenset[int]:
        """Code points that every weight of the font has."""
        # Imported here: only a build needs fontTools.
        from fontTools.ttLib import TTFont

        maps = [set(TTFont(path, lazy=True).getBestCmap()) for path in sorted(self.folder.glob("*.ttf"))]
        return frozenset(set.intersection(*maps)) if maps else frozenset()

    def check(self, value: Any, where: str) -> None:
        """Look at a text, or at every text within lists and mappings.

        Raises BuildError naming character, place and font for the first character without a glyph.
        """
        if isinstance(value, str):
            self._check(value, where)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
            self.check(part, where)

    def _check(self, text: str, where: str) -> None:
        for place, sign in enumerate(text):
            if ord(sign) not in self.known and unicodedata.category(sign) not in _INVISIBLE:
                around = " ".join(text[max(0, place - 20) : place + 21].split())
                raise BuildError(
                    f"{where}: the font {FONT} has no glyph for {sign!r} (U+{ord(sign):04X}, "
                    f"{unicodedata.name(sign, 'unnamed')}) in “{around}”; write it otherwise"
                )
