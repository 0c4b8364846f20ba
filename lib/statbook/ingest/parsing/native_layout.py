"""Read a table that has the header of a theme's own table, or the columns of it that say something."""

from collections.abc import Iterator, Mapping

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.series_rows import ParsedTable
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid, row_faults

_REQUIRED = {"indicator", "region", "period", "timing", "measure", "value", "unit"}
_DEFAULTS = {"bound": "exact", "status": "actual"}


def detect_theme(grid: Grid, vocabulary: Vocabulary) -> str | None:
    """The theme whose columns *grid* has; None if there is none. The indicators decide between equal headers."""
    header = [name.strip() for name in grid.frame.iloc[0]]
    if not set(header) >= _REQUIRED:
        return None
    fitting = [theme for theme in vocabulary.store.themes if set(header) <= {"obs", *vocabulary.columns(theme)}]
    codes = grid.frame.iloc[1:][header.index("indicator")].unique()
    themes = [str(vocabulary.indicators[code]["theme"]) for code in codes if code in vocabulary.indicators]
    return next((theme for theme in themes if theme in fitting), fitting[0] if fitting else None)


def parse_native(grid: Grid, theme: str, vocabulary: Vocabulary, source: Mapping[str, str]) -> ParsedTable:
    """The rows of *grid* with all columns of the *theme*.

    Columns that the file lacks are `all` for dimensions and otherwise empty. A row that names no source is from the
    file itself, the row *source*: its cell is that of its value.
    """
    header = [name.strip() for name in grid.frame.iloc[0]]
    columns = {name: at for at, name in enumerate(header) if name}
    body = grid.frame.iloc[1:]
    body = body[(body != "").any(axis=1)]
    places = [grid.place(line, columns["value"]) for line in body.index]
    rows = pd.DataFrame({"where": pd.Series(places, index=body.index, dtype=object)})
    for name in vocabulary.columns(theme):
        default = "all" if name in vocabulary.dimensions(theme) else _DEFAULTS.get(name, "")
        rows[name] = body[columns[name]].str.strip() if name in columns else default
        rows[name] = rows[name].mask(rows[name] == "", default)
    rows["printed"] = rows["printed"].mask(rows["printed"] == "", rows["value"])
    has_place = (rows["offset"] != "") | (rows["cell"] != "")
    is_file = rows["source"].isin(["", source["source"]])
    rows["source"] = rows["source"].mask(is_file, source["source"])
    rows["cell"] = rows["cell"].mask(is_file & ~has_place, rows["where"].map(lambda place: place.cell))
    rows["known_from"] = rows["known_from"].mask(rows["known_from"] == "", source["date"])
    faults = [*_shape_faults(grid, header, body.index)]
    for column, wrong, found, expected in (
        ("source", ~is_file & ~has_place, "a source without a place", "an offset or a cell with it"),
        ("known_to", rows["known_to"] != "", "{known_to!r}", "nothing: a revision closes a row"),
    ):
        at = columns.get(column, 0)
        moved = rows[wrong].assign(where=rows.loc[wrong, "where"].map(lambda place: place._replace(column=at)))  # noqa: B023
        faults += row_faults(moved, found, expected, column=column)
    return ParsedTable(theme, rows.reset_index(drop=True), columns, faults)


def _shape_faults(grid: Grid, header: list[str], lines: pd.Index) -> Iterator[Fault]:
    """Columns that occur twice, and lines with another number of cells than the header."""
    for at, name in enumerate(header):
        if header.index(name) != at:
            yield grid.fault(grid.frame.index[0], at, f"the column {name!r} a second time", "each column once")
    widths = grid.widths.loc[lines]
    for line in widths.index[widths != len(header)]:
        yield Fault(f"{grid.file}:{line}", f"{widths[line]} cells", f"{len(header)}, as in the header")
