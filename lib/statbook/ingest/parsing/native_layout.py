"""Rows in our own layout: the header of a theme's table, or the part of it that says something."""

from __future__ import annotations

__all__ = ["own_rows", "theme_of"]

from collections.abc import Mapping

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import Grid, letters, place
from statbook.ingest.parsing.vocabulary import Known

NEEDED = ("indicator", "region", "period", "timing", "measure", "value", "unit")
_FILLED = {"bound": "exact", "status": "actual"}


def theme_of(grid: Grid, known: Known) -> str | None:
    """The theme in whose layout *grid* is; None if it is in none. The indicators decide between equal headers."""
    header = [name.strip() for name in grid.frame.iloc[0]]
    if not set(NEEDED) <= set(header):
        return None
    fitting = [theme for theme in known.store.themes if set(header) <= {"obs", *_columns(known, theme)}]
    codes = grid.frame.iloc[1:][header.index("indicator")].unique()
    themes = [str(known.indicators[code]["theme"]) for code in codes if code in known.indicators]
    return next((theme for theme in themes if theme in fitting), fitting[0] if fitting else None)


def _columns(known: Known, theme: str) -> list[str]:
    return [field["name"] for field in known.store.package.fields(theme)]


def own_rows(
    grid: Grid, theme: str, known: Known, source: Mapping[str, str]
) -> tuple[pd.DataFrame, dict[str, int], list[Fault]]:
    """The rows of *grid* with all columns of the *theme*, the position of each column, and what is wrong with its cells.

    Columns that the file does not have are `all` for dimensions, empty for the rest. A row without a source is of the
    file itself: its place is the cell of its value.
    """
    frame = grid.frame
    header = [name.strip() for name in frame.iloc[0]]
    positions = {name: at for at, name in enumerate(header) if name}
    body = frame.iloc[1:]
    body = body[(body != "").any(axis=1)]
    faults = [
        Fault(place(grid, frame.index[0], at), f"the column {name!r} a second time", "each column once")
        for at, name in enumerate(header)
        if header.index(name) != at
    ]
    widths = grid.widths.loc[body.index]
    faults += [
        Fault(f"{grid.file}:{line}", f"{widths[line]} cells", f"{len(header)}, as in the header")
        for line in widths.index[widths != len(header)]
    ]
    dimensions = known.store.package.themes[theme]
    rows = pd.DataFrame({"line": body.index, "position": positions["value"]}, index=body.index)
    for name in _columns(known, theme):
        filled = "all" if name in dimensions else _FILLED.get(name, "")
        rows[name] = body[positions[name]].str.strip() if name in positions else filled
        if filled and name in positions:
            rows[name] = rows[name].mask(rows[name] == "", filled)
    rows["printed"] = rows["printed"].mask(rows["printed"] == "", rows["value"])
    placed = (rows["offset"] != "") | (rows["cell"] != "")
    itself = (rows["source"] == "") | (rows["source"] == source["source"])
    rows["source"] = rows["source"].mask(itself, source["source"])
    cells = grid.prefix + letters(positions["value"]) + rows["line"].astype(str)
    rows["cell"] = rows["cell"].mask(itself & ~placed, cells)
    rows["known_from"] = rows["known_from"].mask(rows["known_from"] == "", source["date"])
    for line in rows.index[~itself & ~placed]:
        faults.append(
            Fault(
                place(grid, line, positions.get("source", 0), "source"),
                "a source without a place",
                "an offset or a cell with it",
            )
        )
    for line in rows.index[rows["known_to"] != ""]:
        faults.append(
            Fault(
                place(grid, line, positions["known_to"], "known_to"),
                repr(rows.at[line, "known_to"]),
                "nothing: a revision closes a row",
            )
        )
    return rows.reset_index(drop=True), positions, faults
