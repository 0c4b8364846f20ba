"""Figures, tables and cards of a chapter as calls of book.typ, and the SVG files that they draw."""

from __future__ import annotations

__all__ = ["Drawings", "column_widths"]

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from statbook.charts.shared.text_layout import wide_as
from statbook.pdf.typst_source import Source, call, content

TEXT_WIDTH = 166.0
"""Millimetres that a figure may take; as in book.typ."""
TEXT_HEIGHT = 176.0
"""Millimetres that its drawings may take, so that title, caption and source stand on the same page."""
SCALE = TEXT_WIDTH / 716
"""Millimetres a pixel of a drawing: one size of type in all figures, 8.5 pt for 13 px."""
INSET = 3.2
"""Millimetres of space about the words of a cell."""
GAP, HEADING = 30, 26
"""Pixels between drawings side by side, and for the words above each."""

_WITHIN = re.compile(r"(?<=[A-Za-z])'(?=[a-z])")
"""An apostrophe within a word: Xi'an, China's."""
_SIZE = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"', re.S)


@dataclass(frozen=True)
class _Panel:
    """A drawing with its size in pixels."""

    record: dict[str, str]
    width: float
    height: float


def _height(column: list[_Panel]) -> float:
    return sum(panel.height + HEADING for panel in column)


class Drawings:
    """Collects the drawings of a PDF. `files` holds them by name, ready to be written beside the source."""

    def __init__(
        self, entry: Callable[[str], str], holds: Callable[[str], bool], sources: Callable[[Iterable[str]], str]
    ) -> None:
        """How a PDF knows its places.

        entry    gives the target of a number by its anchor
        holds    says whether the PDF has a target
        sources  gives the source line for numbers that lead to targets
        """
        self.files: dict[str, str] = {}
        self.sources = sources
        self._entry = entry
        self._holds = holds

    def source(self, record: dict[str, Any], number: str | None) -> Source:
        """The call for a record: kind is figure, table or cards. *number* is that of the chapter."""
        return {"figure": self._figure, "table": self._table, "cards": self._cards}[record["kind"]](record, number)

    def _figure(self, record: dict[str, Any], number: str | None) -> Source:
        drawn = call(
            "drawing",
            record["id"],
            number=number,
            title=content(record["title"]),
            subtitle=content(record["subtitle"]),
            caption=content(record["caption"]),
            source=content(record["source"]),
            rows=self._rows(record["id"], record["panels"]),
            key=[self._key(mark) for mark in record["key"]],
            entries=[self._entry(anchor) for anchor in record["obs"]],
        )
        if not record["told"]:
            return drawn
        told = record["data"] | {"id": "", "title": "The chart above, row by row", "source": record["source"]}
        return Source(f"{drawn}\n\n{self._table(told, number)}")

    def _rows(self, name: str, panels: list[dict[str, str]]) -> list[list[list[dict[str, Any]]]]:
        """The panels in rows of columns: an odd first one by itself, the others in two columns of like height.

        All are at one scale, at which they fit the page.
        """
        sized = [_Panel(panel, *_size(panel["svg"])) for panel in panels]
        rows = [[sized[:1]]] if len(sized) % 2 else []
        rest = sized[len(rows) :]
        splits = [[rest[:place], rest[place:]] for place in range(1, len(rest))]
        rows += [min(splits, key=lambda columns: max(map(_height, columns)))] if splits else []
        widest = max(sum(max(p.width for p in column) for column in row) + GAP * (len(row) - 1) for row in rows)
        scale = min(SCALE, TEXT_WIDTH / widest, TEXT_HEIGHT / sum(max(map(_height, row)) for row in rows))
        return [[[self._panel(name, p.record, p.width * scale) for p in column] for column in row] for row in rows]

    def _panel(self, name: str, panel: dict[str, str], width: float) -> dict[str, Any]:
        words = panel["words"]
        return {
            "file": self._file(name, panel["svg"]),
            "alt": panel["alt"],
            "words": content(words) if words else None,
            "width": Source(f"{width:.2f}mm"),
        }

    def _key(self, mark: dict[str, str]) -> dict[str, Any]:
        width, _ = _size(mark["svg"])
        drawn = {"file": self._file("key", mark["svg"]), "width": Source(f"{width * SCALE:.2f}mm")}
        return drawn | {"words": content(mark["words"])}

    def _table(self, record: dict[str, Any], number: str | None) -> Source:
        source = record.get("source") or self.sources(self._entry(anchor) for anchor in record["obs"])
        return call(
            "numbered-table",
            *self._body(record),
            columns=column_widths([record["head"], *record["rows"]]),
            head=[[content(cell) for cell in record["head"]]],
            caption=content(record["title"]),
            source=content(source) if source else None,
            number=number,
            right=record["right"],
        )

    def _body(self, record: dict[str, Any]) -> list[list[Source]]:
        """The rows of a table; words that lead to an entry of this PDF are links."""
        rows = [[content(cell) for cell in row] for row in record["rows"]]
        cells: dict[tuple[int, int], list[list[str]]] = {}
        for row, column, words, anchor in record["links"]:
            cells.setdefault((row, column), []).append([words, anchor])
        for (row, column), links in cells.items():
            rows[row][column] = self._linked(record["rows"][row][column], links)
        return rows

    def _linked(self, text: str, links: list[list[str]]) -> Source:
        """*text*, the words of which lead to their entries, each once and in their order, as far as this PDF has them."""
        pieces: list[str] = []
        left = text
        for words, anchor in links:
            before, found, left = left.partition(words)
            pieces.append(_run(before))
            if found and self._holds(self._entry(anchor)):
                pieces.append(call("number", self._entry(anchor), content(words), derived=anchor.startswith("num-")))
            else:
                pieces.append(_run(found))
        return Source(f"[{''.join(pieces)}{_run(left)}]")

    def _cards(self, record: dict[str, Any], number: str | None) -> Source:
        cards = []
        for card in record["cards"]:
            width, _ = _size(card["svg"])
            cards.append(
                {
                    "title": content(card["title"]),
                    "chapter": target if self._holds(target := f"{card['document']}#") else None,
                    "number": content(card["number"]),
                    "entry": self._entry(card["anchor"]),
                    "sentence": self._linked(card["sentence"], card["links"]),
                    "file": self._file("card", card["svg"]),
                    "alt": card["alt"],
                    "width": Source(f"{width * SCALE:.2f}mm"),
                }
            )
        return call("cards", *cards)

    def _file(self, name: str, svg: str) -> str:
        file = f"{len(self.files):03}-{name}.svg"
        # As in the text around it.
        self.files[file] = _WITHIN.sub("’", svg)
        return file


def _run(words: str) -> str:
    return f"#{content(words)}" if words else ""


def column_widths(rows: list[list[str]]) -> list[Source]:
    """Widths of a table's columns: what their cells take on one line, or shares of the page where that is too much.

    The shares are those of the automatic layout of CSS 2.2 (17.5.2.2): a column gets its longest word, and of what is
    left as much as its longest cell asks for more.
    """
    columns = [[row[place] for row in rows] for place in range(len(rows[0]))]
    wanted = [max(map(_wide, cells)) + INSET for cells in columns]
    if sum(wanted) <= TEXT_WIDTH:
        return [Source("auto")] * len(columns)
    least = [max(_wide(word) for cell in cells for word in cell.split() or [""]) + INSET for cells in columns]
    more = [most - low for most, low in zip(wanted, least, strict=True)]
    left = max(TEXT_WIDTH - sum(least), 0.0) / (sum(more) or 1.0)
    return [Source(f"{low + extra * left:.2f}fr") for low, extra in zip(least, more, strict=True)]


def _wide(text: str) -> float:
    """About how many millimetres a cell takes on one line."""
    return wide_as(text) * SCALE


def _size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in pixels. Raises ValueError for one that does not state them."""
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("a drawing states no width and height")
    return float(found[1]), float(found[2])
