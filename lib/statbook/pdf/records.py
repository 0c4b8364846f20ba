"""The charts, tables and cards of a chapter as calls of book.typ, and the SVG files that these calls show.

The module is long because what fits a page and what is written for it are found together.
"""

import re
from collections.abc import Callable, Iterable
from math import ceil, fsum
from typing import Any
from unicodedata import east_asian_width

from statbook.charts.data_table import linked_pieces
from statbook.charts.text_layout import estimated_width, line_pieces
from statbook.pdf.typst_source import BESIDE, Source, call, content

TEXT_WIDTH = 160.0
"""Millimetres that a chart may be wide; as in book.typ."""
TEXT_HEIGHT = 247.0
"""Millimetres between the margins of a page, for its pictures, title, caption and source."""
SCALE = TEXT_WIDTH / 716
"""Millimetres for a pixel of a picture: one size of type in all charts, 8.5 pt for 13 px."""
LEAST = 6.6 * 25.4 / 72 / 12
"""Millimetres for a pixel at which the smallest letters of a picture, of 12 px, are 6.6 pt high."""
AROUND = 13.0
"""Millimetres of rules and space around the pictures and words of a chart."""
INSET = 3.2
"""Millimetres of space around the words of a cell."""
SPACE = 0.8
"""Millimetres between Chinese and other writing in a cell."""
GAP = 30
"""Pixels between pictures side by side."""
SIGN, LINE, BELOW = 1.8, 4.2, 1.8
"""Millimetres that a sign and a line of the words above a picture take, and the space below them."""

Panel = dict[str, str]
"""A picture of a chart with the words above it."""
_SIZE = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"', re.S)


class RecordWriter:
    """Writes the records of a PDF. `files` holds their pictures by name, to be written beside the source."""

    def __init__(
        self, entry: Callable[[str], str], holds: Callable[[str], bool], sources: Callable[[Iterable[str]], str]
    ) -> None:
        """What a PDF knows of its links.

        entry    gives the target of a number by its anchor
        holds    says whether the PDF contains a target
        sources  gives the source line for numbers with these targets
        """
        self.files: dict[str, str] = {}
        self.sources = sources
        self._entry = entry
        self._holds = holds

    def source(self, record: dict[str, Any], number: str | None) -> Source:
        """The call for a record of the kind figure, table or cards, in the chapter *number*."""
        return {"figure": self._chart, "table": self._table, "cards": self._cards}[record["kind"]](record, number)

    def _chart(self, record: dict[str, Any], number: str | None) -> Source:
        panels, room = record["panels"], TEXT_HEIGHT - _height_around(record)
        # What would be too small to read on one page goes to several, two states on each.
        whole = _scale(_arrange(panels), room) >= LEAST
        first, *more = [panels] if whole else [panels[place : place + 2] for place in range(0, len(panels), 2)]
        return call(
            "drawing",
            record["id"],
            number=number,
            **{part: content(record[part]) for part in ("title", "subtitle", "source")},
            caption=content(record["caption_in_print"]),
            rows=self._rows(record["id"], first, room),
            key=[self._picture("key", mark["svg"]) | {"words": content(mark["words"])} for mark in record["key"]],
            entries=[self._entry(anchor) for anchor in record["obs"]],
            more=[self._rows(record["id"], group, room) for group in more],
        )

    def _rows(self, name: str, panels: list[Panel], room: float) -> list[list[list[dict[str, Any]]]]:
        """The panels in rows of columns, all in one scale, with which they fit into *room*, in millimetres."""
        rows = _arrange(panels)
        scale = _scale(rows, room)
        return [[[self._panel(name, panel, scale) for panel in column] for column in row] for row in rows]

    def _panel(self, name: str, panel: Panel, scale: float) -> dict[str, Any]:
        words = content(panel["words"]) if panel["words"] else None
        return self._picture(name, panel["svg"], scale) | {"alt": panel["alt"], "words": words}

    def _picture(self, name: str, svg: str, scale: float = SCALE) -> dict[str, Any]:
        """The file and the width of a picture, which is added to `files`."""
        file = f"{len(self.files):03}-{name}.svg"
        self.files[file] = svg
        return {"file": file, "width": Source(f"{_size(svg)[0] * scale:.2f}mm")}

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
        """The rows of a table; words with an entry in this PDF are links."""
        rows = [[content(cell) for cell in row] for row in record["rows"]]
        cells: dict[tuple[int, int], list[tuple[str, str]]] = {}
        for row, column, words, anchor in record["links"]:
            cells.setdefault((row, column), []).append((words, anchor))
        for (row, column), links in cells.items():
            rows[row][column] = self._link_words(record["rows"][row][column], links)
        return rows

    def _link_words(self, text: str, links: Iterable[tuple[str, str]]) -> Source:
        """*text* with its links (words and anchor, in order) as far as this PDF contains their entries."""
        pieces = before = ""
        for words, anchor in linked_pieces(text, links):
            written = content(words, before)
            if anchor and self._holds(self._entry(anchor)):
                pieces += call("number", self._entry(anchor), written, derived=anchor.startswith("num-"))
            else:
                pieces += f"#{written}" if words else ""
            before = words or before
        return Source(f"[{pieces}]")

    def _cards(self, record: dict[str, Any], number: str | None) -> Source:
        return call("cards", *map(self._card, record["cards"]))

    def _card(self, card: dict[str, Any]) -> dict[str, Any]:
        chapter, entry = f"{card['document']}#", self._entry(card["anchor"])
        picture = self._picture("card", card["svg"]) if card["svg"] else {"file": None}
        return picture | {
            "noun": content(card["noun"]),
            "title": content(card["title"]),
            "chapter": chapter if self._holds(chapter) else None,
            "number": content(card["number"]),
            "entry": entry if self._holds(entry) else None,
            "sentence": self._link_words(card["sentence"], card["links"]),
            "alt": card["alt"],
        }


def _arrange(panels: list[Panel]) -> list[list[list[Panel]]]:
    """The panels in rows of columns: if odd, the first by itself, the others in two columns of like height."""
    rows = [[panels[:1]]] if len(panels) % 2 else []
    others = panels[len(rows) :]
    splits = [[others[:place], others[place:]] for place in range(1, len(others))]
    return rows + ([min(splits, key=_row_height)] if splits else [])


def _scale(rows: list[list[list[Panel]]], room: float) -> float:
    """Millimetres for a pixel with which *rows* fit the width of the page and, with their words, into *room*."""
    widest = max(max(map(_column_width, row)) * len(row) + GAP * (len(row) - 1) for row in rows)
    free = room - fsum(map(_words_height, rows))
    return min(SCALE, TEXT_WIDTH / widest, free / sum(map(_row_height, rows)))


def _height_around(record: dict[str, Any]) -> float:
    """The height of what stands above and below the pictures of a chart, in millimetres."""
    texts = [record[name] for name in ("subtitle", "caption_in_print", "source")]
    texts.append("".join(mark["words"] + 6 * " " for mark in record["key"]))
    lines: list[float] = [ceil(_width(text) / TEXT_WIDTH) for text in texts]
    # The title stands in larger type behind the number of the chart.
    lines.append(ceil(1.3 * _width(f"Chart 10.10 {record['title']}") / TEXT_WIDTH) * 1.25)
    return AROUND + LINE * fsum(lines)


def _row_height(row: list[list[Panel]]) -> float:
    """The height of the pictures in the highest column of a row, in pixels."""
    return max(sum(_size(panel["svg"])[1] for panel in column) for column in row)


def _words_height(row: list[list[Panel]]) -> float:
    """The height of the words in the column of a row that has most of them, in millimetres."""
    signs = TEXT_WIDTH / len(row) / SIGN

    def height(words: str) -> float:
        return LINE * ceil(len(words) / signs) + BELOW if words else 0

    return max(fsum(height(panel["words"]) for panel in column) for column in row)


def _column_width(column: list[Panel]) -> float:
    return max(_size(panel["svg"])[0] for panel in column)


def column_widths(rows: list[list[str]]) -> list[Source]:
    """The widths of a table's columns: automatic if all cells fit on one line, else shares of the page.

    The shares are those of the automatic layout of CSS 2.2 (17.5.2.2): a column gets its longest piece without a break, and a part of what
    is left in proportion to how much more its longest cell needs.
    """
    columns = [[row[place] for row in rows] for place in range(len(rows[0]))]
    preferred = [max(map(cell_width, cells)) + INSET for cells in columns]
    if sum(preferred) <= TEXT_WIDTH:
        return [Source("auto")] * len(columns)
    least = [
        max(cell_width(word.strip()) for cell in cells for word in line_pieces(cell) or ("",)) + INSET
        for cells in columns
    ]
    more = [most - low for most, low in zip(preferred, least, strict=True)]
    share = max(TEXT_WIDTH - sum(least), 0.0) / (sum(more) or 1.0)
    return [Source(f"{low + extra * share:.2f}fr") for low, extra in zip(least, more, strict=True)]


def cell_width(text: str) -> float:
    """The approximate width of a cell on one line, in millimetres: Chinese in its size, with the spaces beside it."""
    wide = sum(east_asian_width(sign) in "WF" for sign in text)
    return _width(text) + wide * SCALE + len(BESIDE.findall(text)) * SPACE


def _width(text: str) -> float:
    """The approximate width of small words on one line, in millimetres."""
    return estimated_width(text) * SCALE


def _size(svg: str) -> tuple[float, float]:
    """The width and height of a picture in pixels. Raises ValueError if it does not state them."""
    if (found := _SIZE.search(svg)) is None:
        raise ValueError("a picture states no width and height")
    return float(found[1]), float(found[2])
