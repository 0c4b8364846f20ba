"""The table twin of a figure: the same numbers as words, each row with the entry of the evidence that it rests on."""

from __future__ import annotations

__all__ = ["CITED", "LINKS", "columns_and_rows", "link", "linked", "summary", "table"]

import html
import re
from typing import Any

import pandas as pd

from statbook.charts.labels import CITE, COLUMNS

CITED = "cited"
"""The attribute that names the column whose cells lead to the evidence, where it is not the column of values."""
LINKS = "links"
"""The attribute of a table for cells with several numbers: (row, column, words, anchor)."""


def columns_and_rows(rows: pd.DataFrame) -> dict[str, Any]:
    """A table as text: `head`, `right` (columns that hold numbers in words), `rows`, and `links`.

    A link is [row, column, words, anchor]: these words of that cell lead to that entry of the evidence.
    """
    shown = rows.drop(columns=CITE, errors="ignore").fillna("")
    head = [str(column) for column in shown.columns]
    cells = [[str(cell) for cell in row] for row in shown.itertuples(index=False)]
    anchors = [""] * len(cells) if CITE not in rows else [str(anchor) for anchor in rows[CITE].fillna("")]
    links = [
        [place, column, row[column], anchor]
        for place, (row, anchor) in enumerate(zip(cells, anchors, strict=True))
        if anchor and (column := _cited(row, head, rows.attrs.get(CITED))) is not None
    ]
    return {"head": head, "right": _right(shown), "rows": cells, "links": links + list(rows.attrs.get(LINKS, []))}


def _cited(row: list[str], head: list[str], column: str | None) -> int | None:
    """The cell that leads to the evidence: that of the value, or else the last that says something."""
    values = [column] if column else [names["value"] for names in COLUMNS.values()]
    filled = [place for place, cell in enumerate(row) if cell]
    return next((place for place in filled if head[place] in values), filled[-1] if filled else None)


def table(rows: pd.DataFrame) -> str:
    """An HTML table of *rows*, every header and cell escaped; columns of numbers in words align right."""
    told = columns_and_rows(rows)
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for row, column, words, anchor in told["links"]:
        found.setdefault((row, column), []).append((words, anchor))
    head = "".join(
        f'<th scope="col"{" class=sb-num" if right else ""}>{html.escape(name)}</th>'
        for name, right in zip(told["head"], told["right"], strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=sb-num' if right else ''}>{linked(cell, found.get((place, column), []))}</td>"
            for column, (cell, right) in enumerate(zip(row, told["right"], strict=True))
        )
        + "</tr>"
        for place, row in enumerate(told["rows"])
    )
    return f'<table class="sb-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def linked(text: str, links: list[tuple[str, str]]) -> str:
    """*text*, escaped; the words of it that are linked lead to their anchor, each once and in their order."""
    done, left = "", text
    for words, anchor in links:
        before, found, left = left.partition(words)
        done += html.escape(before)
        done += f'<a class="sb-cite" href="#{anchor}">{html.escape(words)}</a>' if found else ""
    return done + html.escape(left)


def link(rows: pd.DataFrame, row: int, column: str, words: str, anchor: str) -> None:
    """Let the *words* in a cell of *rows* lead to *anchor*, beside the value of the row."""
    place = [name for name in rows.columns if name != CITE].index(column)
    rows.attrs.setdefault(LINKS, []).append([row, place, words, anchor])


def summary(rows: pd.DataFrame, most: int = 20) -> str:
    """The table in one sentence for those who cannot see the drawing: its names with their numbers.

    Of the columns the first names a row; its number is in the column that holds most numbers.
    """
    rows = rows.drop(columns=CITE, errors="ignore")
    others = list(rows.columns[1:])
    if not len(rows) or not others:
        return "; ".join(str(cell) for cell in rows.to_numpy().flat)
    column = max(others, key=lambda name: sum(_numeric(cell) for cell in rows[name]))
    told = [f"{name}: {value}" for name, value in zip(rows[rows.columns[0]], rows[column], strict=True) if str(value)]
    more = [f"and {len(told) - most} more"] if len(told) > most else []
    return "; ".join([*told[:most], *more])


def _right(rows: pd.DataFrame) -> list[bool]:
    """Which columns hold numbers in words and align right."""
    return [bool(len(rows)) and all(_numeric(cell) for cell in rows[column] if cell) for column in rows.columns]


def _numeric(cell: object) -> bool:
    """A number, with or without a unit; not a code or a date that begins with digits."""
    return re.match(r"[+−\-<>≈ ]*\d[\d,.]*(?![\w-]*[A-Za-z_-])", str(cell)) is not None
