"""A draft: its text without markup, with the place of each sign in the file, its tables, and its links to the evidence."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from statbook.errors import DataError, Fault

Grid = tuple[tuple[tuple[int, int], ...], ...]
"""The rows of a table, each with the place of its cells in the text."""


@dataclass(frozen=True)
class Link:
    """Words of the text that link to an entry of the evidence."""

    start: int
    end: int
    anchor: str


@dataclass(frozen=True)
class Draft:
    """The text of a draft.

    starts  where in the text its pieces begin, with the line and the column of each in the file
    tables  where in the text tables stand; *grids*: the cells of those whose rows and columns are known
    """

    name: str
    text: str
    starts: tuple[tuple[int, int, int], ...]
    tables: tuple[tuple[int, int], ...] = ()
    links: tuple[Link, ...] = ()
    grids: tuple[Grid, ...] = ()

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of the sign at *offset*, both from 1."""
        start, line, column = self.starts[max(0, bisect_right(self.starts, (offset, 10**9, 10**9)) - 1)]
        return line, column + offset - start

    def in_table(self, offset: int) -> bool:
        at = bisect_right(self.tables, (offset, len(self.text))) - 1
        return at >= 0 and offset < self.tables[at][1]

    def anchor(self, offset: int) -> str:
        """The entry to which the words at *offset* link; empty if to none."""
        at = bisect_right(self.links, offset, key=lambda link: link.start) - 1
        return self.links[at].anchor if at >= 0 and offset < self.links[at].end else ""

    @property
    def prose(self) -> str:
        """The text, blanks in the place of its tables."""
        return self._only(tables=False)

    @property
    def cells(self) -> str:
        """The text, blanks in the place of all but its tables."""
        return self._only(tables=True)

    def _only(self, tables: bool) -> str:
        parts, at = [], 0
        for start, end in (*self.tables, (len(self.text), len(self.text))):
            parts.append(_blank(self.text[at:start]) if tables else self.text[at:start])
            parts.append(self.text[start:end] if tables else _blank(self.text[start:end]))
            at = end
        return "".join(parts)


@dataclass
class DraftText:
    """A text in the making."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    starts: list[tuple[int, int, int]] = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    grids: list[list[list[tuple[int, int]]]] = field(default_factory=list)

    def add(self, text: str, line: int, column: int) -> None:
        """Add *text*, which stands at a place of the file."""
        if text:
            self.starts.append((self.size, line, column))
            self.parts.append(text)
            self.size += len(text)

    def note_table(self, begin: int, inside: bool) -> None:
        """What was added since *begin* stands *inside* a table, or does not."""
        if inside and self.size > begin:
            start = self.tables.pop()[0] if self.tables and self.tables[-1][1] == begin else begin
            self.tables.append((start, self.size))

    def finish(self, name: str) -> Draft:
        """The draft that was made."""
        text = "".join(self.parts)
        if not text.strip():
            raise DataError([Fault(name, "no text", "a draft with numbers")])
        return Draft(
            name, text, tuple(self.starts) or ((0, 1, 1),), tuple(self.tables), tuple(self.links), self._grids()
        )

    def _grids(self) -> tuple[Grid, ...]:
        return tuple(tuple(map(tuple, rows)) for rows in self.grids if rows)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
