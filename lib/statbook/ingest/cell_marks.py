"""Marks behind the numbers of a table that no recipe describes yet: 488p, 502(r), 3.6*."""

import re
from collections.abc import Iterator
from dataclasses import replace

from statbook.ingest.cell_kinds import CellKinds
from statbook.ingest.readers.grid import Grid

MARKS_NOTE = "marks behind numbers: "
_MARKED = re.compile(
    r"([+\-−]?\d[\d,]*(?:\.\d+)?[%％]?)\s*((?![QHqh])[A-Za-z]{1,2}|[*#†‡§^]{1,3}|[①-⑳¹²³]|[(（\[][A-Za-z0-9*]{1,2}[)）\]])"
)
_MOSTLY = 0.5
"""The share of the cells of a column that must be numbers, with marks or without."""
_MEANINGS = {"p": "preliminary", "e": "estimate", "f": "forecast", "r": "The source marks it as revised."}
"""What marks mean by custom."""


def take_marks(grid: Grid, kinds: CellKinds) -> Grid:
    """*grid* without the marks behind the numbers of its columns; a note says which there are."""
    frame, marks = grid.frame, dict[str, None]()
    for at in frame.columns:
        texts = frame[at].str.strip()
        different = [text for text in texts.unique() if text]
        found = {text: each for text in different if kinds.of(text) == "text" and (each := _MARKED.fullmatch(text))}
        if not found:
            continue
        filled = texts[texts != ""]
        numbers = filled.isin([*found, *(text for text in different if kinds.of(text) == "number")])
        if numbers.mean() >= _MOSTLY:
            bare = {text: each[1] for text, each in found.items()}
            frame = frame.copy() if frame is grid.frame else frame
            frame[at] = texts.map(lambda text, bare=bare: bare.get(text, text))
            marks |= {_bare(each[2]): None for each in found.values()}
    note = [MARKS_NOTE + " ".join(marks)] if marks else []
    return replace(grid, frame=frame, notes=(*grid.notes, *note))


def _bare(mark: str) -> str:
    """A mark as a recipe names it: letters without their brackets, digits with them."""
    bare = mark.strip("()（）[]")
    return mark if bare.isdecimal() else bare


def describe_marks(notes: tuple[str, ...], still_open: str) -> Iterator[str]:
    """The section `marks` of a draft, by the *notes* of its grid; *still_open* stands for what nobody can know."""
    marks = [mark for note in notes if note.startswith(MARKS_NOTE) for mark in note.removeprefix(MARKS_NOTE).split()]
    if marks:
        yield "# Marks stand behind numbers: say a status (preliminary, estimate, forecast, target) or a note of each."
        yield "marks:"
        yield from (f"  {_quote(mark)}: {_MEANINGS.get(mark.casefold(), still_open)}" for mark in marks)


def _quote(mark: str) -> str:
    return mark if mark.isalpha() and mark.casefold() not in ("y", "n", "no", "on") else f'"{mark}"'
