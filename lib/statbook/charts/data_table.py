"""The data table of a chart: the same numbers as words, each row with the entry of the evidence that it rests on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from statbook.charts.labels import CITE, words
from statbook.messages import join_words, languages, say

VALUES = ("value", "low", "high", "unit", "evidence")
"""The columns of a table that are for programs: plain numbers in the unit, and the anchor of the entry."""
CITED = "cited"
"""The attribute that names the column whose cells lead to the evidence, where it is not the column of values."""
LINKS = "links"
"""The attribute of a table for cells with several numbers: [row, column, words, anchor]."""
MOST_NUMBERS = 48
_NUMBER = re.compile(r"[+−\-<>≈ ]*\d[\d,.]*(?![\w-]*[A-Za-z_-])")
"""A number, with or without a unit; not a code or a date that begins with digits."""


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
        if anchor and (column := _cited_cell(row, head, rows.attrs.get(CITED))) is not None
    ]
    right = [bool(len(shown)) and all(_numeric(cell) for cell in shown[column] if cell) for column in shown.columns]
    return {"head": head, "right": right, "rows": cells, "links": links + list(rows.attrs.get(LINKS, []))}


def _cited_cell(row: list[str], head: list[str], column: str | None) -> int | None:
    """The cell that leads to the evidence: that of the value, or else the last that says something."""
    values = [column] if column else [words("labels", lang)["columns"]["value"] for lang in languages()]
    filled = [place for place, cell in enumerate(row) if cell]
    return next((place for place in filled if head[place] in values), filled[-1] if filled else None)


def html_table(rows: pd.DataFrame) -> str:
    """An HTML table of *rows*, every header and cell escaped; columns of numbers in words align right."""
    from statbook.charts.page import PAGE  # late: the macros are compiled, and most who read tables write no page

    text = columns_and_rows(rows)
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for row, column, said, anchor in text["links"]:
        found.setdefault((row, column), []).append((said, anchor))
    cells = (
        [linked_pieces(cell, found.get((place, column), [])) for column, cell in enumerate(row)]
        for place, row in enumerate(text["rows"])
    )
    table: str = PAGE.table(text["head"], text["right"], cells)
    return table


def linked_pieces(text: str, links: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """*text* in pieces, each with the anchor it leads to; empty where it is not linked."""
    for said, anchor in links:
        before, found, text = text.partition(said)
        yield before, ""
        yield found, anchor if found else ""
    yield text, ""


def table_for_programs(
    table: Mapping[str, Any], numbers: Mapping[str, Mapping[str, Any]]
) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a *table*, with the value of each row, its interval, unit and entry from *numbers* by anchor.

    A table of which no row has an entry, as one of counts, has all that it says in its own columns.
    """
    if not table["links"]:
        return table["head"], table["rows"]
    anchors = {row: anchor for row, _, _, anchor in reversed(table["links"])}
    rows = []
    for place, row in enumerate(table["rows"]):
        anchor = anchors.get(place, "")
        number = numbers.get(anchor, dict.fromkeys(VALUES))
        ends = ["" if number[end] is None else f"{number[end]:.12g}" for end in VALUES[:3]]
        rows.append([*row, *ends, number["unit"] or "", anchor])
    return [*table["head"], *VALUES], rows


def with_links(rows: pd.DataFrame, links: Iterable[tuple[int, str, str, str]]) -> pd.DataFrame:
    """*rows* with links beside those of their values: (row, column, words of the cell, anchor they lead to)."""
    columns = [name for name in rows.columns if name != CITE]
    linked = rows.copy()
    more = [[row, columns.index(column), said, anchor] for row, column, said, anchor in links]
    linked.attrs = {**rows.attrs, LINKS: [*rows.attrs.get(LINKS, []), *more]}
    return linked


def summary(rows: pd.DataFrame, most: int = 20) -> str:
    """The table in one sentence for those who cannot see the drawing: its names with their numbers.

    A row is called by the column of names, or else by the first; columns before it say what its rows have in common.
    Its number is in the column of values. A table without one says its columns of numbers, each by name,
    as many of them as make no more than MOST_NUMBERS numbers.
    """
    rows = rows.drop(columns=CITE, errors="ignore").astype(str)
    names, values = ({words("labels", lang)["columns"][kind] for lang in languages()} for kind in ("name", "value"))
    columns = [*rows.columns]
    at = next((place for place, column in enumerate(columns) if column in names), 0)
    numbers = (column for column in columns[at + 1 :] if 2 * sum(map(_numeric, rows[column])) > len(rows))
    said = [column for column in columns if column in values] or [*numbers][: max(1, MOST_NUMBERS // max(1, len(rows)))]
    if not said or rows.empty:
        return join_words(rows.to_numpy().flat, "; ")
    rows = rows[(rows[said] != "").any(axis=1)]
    lines = []
    for _, row in rows.head(most).iterrows():
        cells = [
            join_words((column, row[column]), " ") if len(said) > 1 else row[column] for column in said if row[column]
        ]
        lines.append((join_words(row[columns[:at]], ", "), row[columns[at]], join_words(cells, ", ")))
    groups = []
    for head, group in groupby(lines, itemgetter(0)):
        named = [
            join_words((name, join_words((each for *_, each in same), "; ")), ": ")
            for name, same in groupby(group, itemgetter(1))
        ]
        told = join_words(named, "; ")
        groups.append(f"{head} – {told}" if head else told)
    more = say("; and {count} more", count=len(rows) - most) if len(rows) > most else ""
    return join_words(groups, "; ") + more


def _numeric(cell: object) -> bool:
    return _NUMBER.match(str(cell)) is not None
