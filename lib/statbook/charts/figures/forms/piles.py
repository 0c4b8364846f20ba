"""Piles: the parts of a cut at their places in a stacked bar, one on the other and within one another."""

from __future__ import annotations

__all__ = ["Piece", "piles"]

from collections.abc import Sequence
from dataclasses import dataclass

from statbook.analysis import Part


@dataclass(frozen=True)
class Piece:
    """A part at its place in the bar: *depth* 1 for parts of the whole, 2 for their parts; start and end in its unit."""

    part: Part
    depth: int
    start: float
    end: float
    leaf: bool


def piles(parts: Sequence[Part]) -> list[Piece]:
    """Parts of the whole one on the other, their own parts within them; what is negative hangs below zero."""
    found: list[Piece] = []
    whole = parts[0] if parts else None

    def pile(holder: Part | None, depth: int, top: float, bottom: float) -> None:
        for part in parts:
            if part.whole is not holder or part.whole is None or part.overlap or part.exhausts:
                continue
            size = part.level.value
            start = top if size >= 0 else bottom
            leaf = depth == 2 or not any(other.whole is part for other in parts)
            found.append(Piece(part, depth, start, start + size, leaf))
            if not leaf:
                pile(part, depth + 1, start, start)
            top, bottom = (start + size, bottom) if size >= 0 else (top, start + size)

    pile(whole, 1, 0.0, 0.0)
    return found
