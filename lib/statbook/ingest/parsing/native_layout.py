"""Read a table that has the header of a theme's own table, or the columns of it that say something."""

from collections.abc import Iterator, Mapping

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.native_names import read_names
from statbook.ingest.parsing.parsed_table import ParsedTable
from statbook.ingest.parsing.printed_values import fill_from_printed, to_faults
from statbook.ingest.parsing.text_offsets import fill_offsets
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid, cell_names, row_faults, suggest
from statbook.store.periods import is_day

_SIGNS = {"indicator", "period"}
"""Columns by which the layout of a theme is known."""
_NEEDED = ("indicator", "region", "period", "timing", "measure")
"""Columns that every row fills in; a value or a printed form comes to them."""
_NUMBER = ("value", "printed")


def detect_theme(grid: Grid, vocabulary: Vocabulary) -> str | None:
    """The theme in whose layout *grid* is; None if it is in none.

    The indicators decide, and where they do not, the theme that has most of the columns.
    """
    header = [name.strip() for name in grid.frame.iloc[0]]
    if not set(header) >= _SIGNS:
        return None
    codes = grid.frame.iloc[1:][header.index("indicator")].str.strip().unique()
    named = [str(vocabulary.indicators[code]["theme"]) for code in codes if code in vocabulary.indicators]
    themes = list(dict.fromkeys([*named, *vocabulary.store.themes]))
    strange = {theme: len(set(header) - {*vocabulary.columns(theme)}) for theme in themes}
    return named[0] if named else min(themes, key=lambda theme: strange[theme])


def named_sources(grid: Grid) -> list[str]:
    """The sources that the rows of *grid* name."""
    header = [name.strip() for name in grid.frame.iloc[0]]
    return [*grid.frame.iloc[1:][header.index("source")].str.strip().unique()] if "source" in header else []


def parse_native(
    grid: Grid,
    theme: str,
    vocabulary: Vocabulary,
    source: Mapping[str, str],
    texts: Mapping[str, str] | None = None,
) -> ParsedTable:
    """The rows of *grid* with all columns of the *theme*.

    Columns that the file lacks are `all` for dimensions and otherwise empty; names of members and written periods are
    their codes; value, unit and bound are what the printed form says. *texts* are source texts by the code of their source: an empty offset is found in them. A row that names
    no source is from *source*: from its text, if there is one, else from the file itself, and then its cell is that of
    its printed form.
    """
    texts = texts or {}
    header = [name.strip() for name in grid.frame.iloc[0]]
    columns = {name: at for at, name in enumerate(header) if name}
    body = grid.frame.iloc[1:]
    body = body[(body != "").any(axis=1)]
    faults = [*_header_faults(grid, header, theme, vocabulary), *_shape_faults(grid, header, body.index)]
    if any(name not in columns for name in _NEEDED) or not {*_NUMBER} & {*columns}:
        return ParsedTable(theme, columns=columns, faults=faults)
    rows = _read_rows(grid, body, columns, vocabulary, theme)
    rows, unknown, notes = read_names(rows, columns, theme, vocabulary)
    faults += unknown
    rows = _name_sources(rows, vocabulary, source)
    rows, missing = fill_offsets(rows, texts, columns)
    faults += missing
    known = rows["indicator"].isin(vocabulary.indicators) & rows["unit"].isin(["", *vocabulary.units])
    units = pd.DataFrame([*vocabulary.units.values()]).set_index("unit", drop=False)
    filled, found = fill_from_printed(rows[known], vocabulary.indicators, units)
    rows.update(filled)
    faults += to_faults(rows, found, columns)
    rows["bound"] = rows["bound"].mask(rows["bound"] == "", "exact")
    own = (rows["source"] == source["source"]) & (source["source"] not in texts)
    has_place = (rows["offset"] != "") | (rows["cell"] != "")
    unplaced = rows[own & ~has_place]
    placed = zip(unplaced["where"], unplaced["at"], strict=True)
    rows.loc[unplaced.index, "cell"] = cell_names(grid.place(place.line, at) for place, at in placed)
    faults += _place_faults(rows, columns, rows["source"].isin(texts) | own | has_place)
    faults += _day_faults(rows, columns, vocabulary, source)
    return ParsedTable(theme, rows.drop(columns=["at", "before"]).reset_index(drop=True), columns, faults, notes=notes)


def _read_rows(
    grid: Grid, body: pd.DataFrame, columns: Mapping[str, int], vocabulary: Vocabulary, theme: str
) -> pd.DataFrame:
    """The cells as they stand, `where` each number stands, and `at`, the column of its printed form."""
    rows = pd.DataFrame(index=body.index)
    for name in vocabulary.columns(theme):
        default = "all" if name in vocabulary.dimensions(theme) else "actual" if name == "status" else ""
        rows[name] = body[columns[name]].str.strip() if name in columns else default
        rows[name] = rows[name].mask(rows[name] == "", default)
    value, printed = (columns.get(name, -1) for name in _NUMBER)
    at = (rows["printed"] == "").map({True: value, False: printed})
    rows["printed"] = rows["printed"].mask(rows["printed"] == "", rows["value"])
    places = [grid.place(line, value if value >= 0 else printed) for line in body.index]
    return rows.assign(
        where=pd.Series(places, index=body.index, dtype=object), at=at.where(at >= 0, max(value, printed))
    )


def _name_sources(rows: pd.DataFrame, vocabulary: Vocabulary, source: Mapping[str, str]) -> pd.DataFrame:
    """*rows* with their source, and known from its day unless they say another."""
    named = rows["source"].mask(rows["source"] == "", source["source"])
    days = named.map({**vocabulary.store.sources["date"], source["source"]: source["date"]}).fillna("")
    return rows.assign(source=named, known_from=rows["known_from"].mask(rows["known_from"] == "", days))


def _header_faults(grid: Grid, header: list[str], theme: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Columns that the theme does not have, and columns that are needed and not there."""
    line, known = grid.frame.index[0], ["obs", *vocabulary.columns(theme)]
    for at, name in enumerate(header):
        if name not in known:
            fix = (
                suggest(name, known) or "Leave it out, or read the table with --recipe NAME (--new-recipe drafts one)."
            )
            found = f"the column {name!r}" if name else "a column without a name"
            yield grid.fault(line, at, found, f"a column of {theme}: {', '.join(vocabulary.columns(theme))}", fix)
    missing = [name for name in _NEEDED if name not in header]
    missing += [] if {*_NUMBER} & {*header} else ["printed or value"]
    if missing:
        fix = "Add it; columns that no row needs may be left out."
        yield Fault(f"{grid.file}:{line}", f"no column {', '.join(missing)}", "what every row needs", fix)


def _shape_faults(grid: Grid, header: list[str], lines: pd.Index) -> Iterator[Fault]:
    """Columns that occur twice, and lines with another number of cells than the header."""
    for at, name in enumerate(header):
        if name and header.index(name) != at:
            yield grid.fault(grid.frame.index[0], at, f"the column {name!r} a second time", "each column once")
    widths = grid.widths.loc[lines]
    for line in widths.index[widths != len(header)]:
        yield Fault(f"{grid.file}:{line}", f"{widths[line]} cells", f"{len(header)}, as in the header")


def _place_faults(rows: pd.DataFrame, columns: Mapping[str, int], placed: pd.Series) -> Iterator[Fault]:
    """Rows that name no place in a source whose text is not at hand, rows that name two, and rows that are closed."""
    expected = "an offset or a cell with it"
    fix = "Say --texts FOLDER with its text, so that the offset is found, or write the offset."
    yield from _at_cells(rows[~placed], columns, "source", "a source without a place", expected, fix)
    both = rows[(rows["offset"] != "") & (rows["cell"] != "")]
    yield from _at_cells(
        both, columns, "cell", "{cell!r} beside an offset", "an offset or a cell", "Empty one of them."
    )
    closed = rows[rows["known_to"] != ""]
    yield from _at_cells(closed, columns, "known_to", "{known_to!r}", "nothing: a revision closes a row", "Empty it.")


def _day_faults(
    rows: pd.DataFrame, columns: Mapping[str, int], vocabulary: Vocabulary, source: Mapping[str, str]
) -> Iterator[Fault]:
    """Rows that are known from another day than that of their source."""
    days = rows["source"].map({**vocabulary.store.sources["date"], source["source"]: source["date"]})
    wrong = days.notna() & (days != "") & (rows["known_from"] != days)
    wrong &= rows["known_from"].isin([day for day in rows["known_from"].unique() if is_day(day)])
    fix = "Leave it empty, or mend the day of the source."
    moved = rows[wrong].assign(day=days[wrong])
    yield from _at_cells(moved, columns, "known_from", "{known_from!r}", "{day}, the day of its source {source}", fix)


def _at_cells(
    rows: pd.DataFrame, columns: Mapping[str, int], column: str, found: str, expected: str, fix: str
) -> Iterator[Fault]:
    """A fault in the cell of *column* of each row, or of its number if the file has no such column."""
    moved = [place._replace(column=columns.get(column, place.column)) for place in rows["where"]]
    at_cells = rows.assign(where=pd.Series(moved, index=rows.index, dtype=object))
    yield from row_faults(at_cells, found, expected, fix, column=column)
