"""Find the header and the body of a table: what each column is called, and which lines are rows.

The module is long because the faults of a header need all that is known of it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.period_parser import (
    Period,
    explain_readings,
    read_parts,
    read_period,
    resolve_ambiguous,
)
from statbook.ingest.parsing.recipe_expansion import HEADER_JOINT
from statbook.ingest.parsing.unit_parser import UNIT_WORD
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import Grid, normalize_name, quote_cell, suggest
from statbook.store import Recipe


@dataclass
class TableLayout:
    """A grid whose header is understood.

    names    column of the file to its name, the lines of the header joined, or to its letter, if the recipe names that
    heads    column of the file to what its header says
    columns  normalized name to its column; the first of several
    periods  column of the file to its period, where columns are periods
    units    column of the file to the words in the line of units
    body     the lines that are rows
    above    texts of the lines that are not rows: titles, units of the whole table; with line and column
    among    lines with words for units, below the header or right above the range: line, column and text
    unit_line  the line of units, else the last one of the header
    faults   what is wrong with the header or the shape of the table
    is_unreadable  whether there are no rows because of them
    period_above   the text of the last period in the part of the table above this one
    period_heads   the period that a line of its own says for each row below it
    """

    grid: Grid
    names: dict[int, str] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    periods: dict[int, Period] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    body: pd.DataFrame = field(default_factory=pd.DataFrame)
    above: dict[str, tuple[int, int]] = field(default_factory=dict)
    among: list[tuple[int, int, str]] = field(default_factory=list)
    unit_line: int = 0
    faults: list[Fault] = field(default_factory=list)
    is_unreadable: bool = False
    period_above: str = ""
    period_heads: pd.Series = field(default_factory=lambda: pd.Series(dtype=object))


def header_lines(grid: Grid, recipe: Recipe) -> list[int]:
    """The lines that name the columns: those that the recipe says, or the first with a cell."""
    lines = recipe.content.get("table", {}).get("header")
    if lines is None:
        rows = grid.frame.itertuples(name=None)
        lines = next((int(line) for line, *cells in rows if any(cells)), int(grid.frame.index[0]))
    return [lines] if isinstance(lines, int) else list(lines)


def column_names(grid: Grid, recipe: Recipe) -> list[str]:
    """The names of the columns that are no labels of rows and no periods; none if the table has not the lines of the header."""
    lines, content = header_lines(grid, recipe), recipe.content
    if not {*lines} <= {*grid.frame.index}:
        return []
    labels = {*map(normalize_name, _label_columns(content))}
    lettered = _with_letters(grid.frame, header_names(grid.frame, lines), _named_columns(recipe))
    names = [name for name in lettered.values() if normalize_name(name) not in labels]
    form = content["period"].get("is", "")
    return [name for name in names if not header_period(name, form)] if content.get("wide") else names


def read_layout(grid: Grid, recipe: Recipe) -> TableLayout:
    """The layout of *grid* as the recipe describes it, with the faults of its header."""
    options, frame = recipe.content.get("table", {}), grid.frame
    lines = header_lines(grid, recipe)
    skip, unit_line = options.get("skip", []), options.get("unit_row")
    expected = f"the header, the units or a line to skip, as {recipe.where} says"
    wanted = dict.fromkeys([*lines, unit_line or lines[0], *skip])
    absent = [Fault(f"{grid.name}:{line}", "no such line", expected) for line in wanted if line not in frame.index]
    if absent:
        return TableLayout(grid, faults=absent, is_unreadable=True)
    required, named = _required_columns(recipe), _named_columns(recipe)
    heads = header_names(frame, lines)
    names = _with_letters(frame, heads, named)
    layout = TableLayout(grid, names, heads, {normalize_name(name): at for at, name in reversed(names.items())})
    if unit_line:
        layout.units = {int(str(at)): text.strip() for at, text in frame.loc[unit_line].items() if text.strip()}
    body = frame[(frame.index > max(lines)) & ~frame.index.isin([*skip, unit_line])]
    body = body[(body != "").any(axis=1)]
    if options.get("notes"):
        notes = tuple(options["notes"])
        texts = zip(body.index, map("".join, body.to_numpy()), strict=True)
        body = body.loc[[line for line, text in texts if not text.strip().startswith(notes)]]
    layout.unit_line = unit_line or lines[-1]
    outside = frame[(frame.index < min(lines)) | frame.index.isin(skip)]
    for at in outside:
        layout.above |= {text: (int(str(line)), int(str(at))) for line, text in outside[at].items() if text.strip()}
    for name in options.get("fill_down", []):
        at = layout.columns.get(normalize_name(name))
        if at is not None:
            cells = body[at].str.strip()
            body = body.copy()
            body[at] = cells.mask(cells == "").ffill().fillna("")
    layout.among = [*_units_above(grid, options), *_units_among(body, recipe, layout)]
    layout.body = _take_period_heads(body, recipe, layout)
    if recipe.content.get("wide"):
        form = recipe.content["period"].get("is", "")
        others = {at: name for at, name in layout.names.items() if normalize_name(name) not in named}
        read = {at: period for at, name in others.items() if (period := header_period(name, form))}
        periods = resolve_ambiguous([others[at] for at in read], [*read.values()])
        layout.periods = {at: period for at, period in zip(read, periods, strict=True) if period}
    layout.faults = [*_header_faults(layout, recipe, required, named), *_shape_faults(layout)]
    layout.periods = {at: period for at, period in layout.periods.items() if not period.readings}
    is_bare = "wide" in recipe.content and not layout.periods
    layout.is_unreadable = is_bare or any(normalize_name(name) not in layout.columns for name in required)
    return layout


def _units_above(grid: Grid, options: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Lines with words for units right above a range of cells, up to the next empty line."""
    above = grid.whole[grid.whole.index < grid.frame.index[0]] if "cells" in options else grid.frame.head(0)
    for line, row in above[::-1].iterrows():
        if not (row.str.strip() != "").any():
            return
        yield from ((int(str(line)), int(str(at)), text) for at, text in row.items() if UNIT_WORD.search(text))


def _units_among(body: pd.DataFrame, recipe: Recipe, layout: TableLayout) -> Iterator[tuple[int, int, str]]:
    """Lines with words for units below the header: those that are no rows, and those without numbers that name a series."""
    frame = layout.grid.frame
    others = frame[~frame.index.isin(body.index) & (frame.index > max(header_lines(layout.grid, recipe)))]
    labels = [layout.columns.get(normalize_name(name), -1) for name in series_columns(recipe.content)]
    for at in frame:
        for rows in (others, body) if at in labels else (others,):
            said = rows[rows[at].isin([text for text in rows[at].unique() if UNIT_WORD.search(text)])]
            said = said[(said.drop(columns=at) == "").all(axis=1)] if rows is body else said
            yield from ((int(str(line)), int(str(at)), text) for line, text in said[at].items())


def _take_period_heads(body: pd.DataFrame, recipe: Recipe, layout: TableLayout) -> pd.DataFrame:
    """*body* without the lines that say nothing but the period of those below them."""
    at = layout.columns.get(normalize_name(recipe.content["period"].get("heads", "")))
    if at is None:
        return body
    texts = body[at].str.strip()
    is_head = (body.drop(columns=at) == "").all(axis=1) & texts.map(lambda text: read_period(text) is not None)
    layout.period_heads = texts.where(is_head).ffill().fillna("")
    return body[~is_head]


def _named_columns(recipe: Recipe) -> set[str]:
    """The normalized names of the columns that the recipe names."""
    return {normalize_name(name) for name in (*_required_columns(recipe), *recipe.content.get("leave_out", {}))}


def _with_letters(frame: pd.DataFrame, heads: Mapping[int, str], named: set[str]) -> dict[int, str]:
    """The names of columns; letters of those that the recipe names so and that have no name, or that of another."""
    counts = Counter(map(normalize_name, heads.values()))
    letters = {int(str(at)): column_letters(int(str(at))) for at in frame.columns}
    lettered = {
        at: letter
        for at, letter in letters.items()
        if letter in named and (at not in heads or counts[normalize_name(heads[at])] > 1)
    }
    return dict(sorted((dict(heads) | lettered).items()))


def _label_columns(content: Mapping[str, Any]) -> list[str]:
    """The columns that say what the numbers of a row are, and that of the numbers of a long table."""
    members = (content.get("region", {}), *content.get("dimensions", {}).values())
    names = [entry["column"] for entry in members if "column" in entry]
    names += [content[name] for name in ("unit_column", "long") if name in content]
    names += series_columns(content)
    names += content.get("table", {}).get("fill_down", [])
    return names + ([] if content.get("wide") else period_columns(content["period"]))


def _required_columns(recipe: Recipe) -> list[str]:
    """The columns that a table must have for this recipe, once each."""
    content = recipe.content
    names = _label_columns(content)
    if not {"wide", "long"} & content.keys():
        names += [spec["column"] for spec in recipe.values]
        names += [] if "rows" in content else list(content.get("leave_out", {}))
    return list(dict.fromkeys(names))


def _header_faults(layout: TableLayout, recipe: Recipe, required: list[str], named: set[str]) -> Iterator[Fault]:
    """Columns that are missing, that the recipe does not name, or that occur twice; a wide table without periods."""
    grid = layout.grid
    line = grid.frame.index[0]
    missing = [name for name in required if normalize_name(name) not in layout.columns]
    for name in missing:
        fix = suggest(name, layout.names.values()) or "Is it the recipe for this table?"
        yield Fault(f"{grid.name}:{line}", f"no column {name!r}", f"the columns of {recipe.where}", fix)
    seen: set[str] = set()
    strange = False
    for at, name in layout.names.items():
        if at in layout.periods:
            if layout.periods[at].readings:
                yield grid.fault(line, at, quote_cell(name), "a period", explain_readings(layout.periods[at]))
            continue
        found = f"the column {quote_cell(name)}"
        if normalize_name(name) not in named:
            strange = True
            fix = "Name it in the recipe: a series under values, or under leave_out with the reason."
            yield grid.fault(line, at, found, f"a column that {recipe.where} names", fix)
        elif normalize_name(name) in seen:
            strange = True
            both = [column_letters(other) for other, head in layout.heads.items() if head == name]
            fix = f"Name each by its letter in the recipe: {', '.join(both)}."
            yield grid.fault(line, at, f"{found} a second time", "columns with different names", fix)
        seen.add(normalize_name(name))
    if recipe.content.get("wide") and not (layout.periods or missing or strange):
        yield Fault(f"{grid.name}:{line}", "no column that is a period", "periods in the header")


def _shape_faults(layout: TableLayout) -> Iterator[Fault]:
    """Cells outside the columns of the header, and lines that end before its last column."""
    grid, body = layout.grid, layout.body
    for at in (at for at in body.columns if int(at) not in layout.names):
        for line in body.index[body[at].str.strip() != ""]:
            fix = f"A recipe may name such a column by its letter, {column_letters(int(at))}."
            yield grid.fault(line, at, quote_cell(str(body.at[line, at])), "a column with a name in the header", fix)
    last = max(layout.names, default=-1)
    widths = grid.widths.loc[body.index]
    for line in widths.index[widths <= last]:
        expected = f"{last + 1}, as in the header"
        yield Fault(f"{grid.name}:{line}", f"{widths[line]} cells", expected, "Is the line truncated?")


def period_columns(period: Mapping[str, Any]) -> list[str]:
    """The column of periods, or those of the year and of its part; none if the header has the periods.

    Years may stand in lines of their own in the first of them.
    """
    names = [period["heads"]] if "heads" in period else []
    return [*names, *([period["column"]] if "column" in period else period.get("columns", []))]


def series_columns(content: Mapping[str, Any]) -> list[str]:
    """The columns that name the series; none if the header has the series."""
    names = content.get("series", [])
    return [names] if isinstance(names, str) else list(names)


def header_period(name: str, form: str = "") -> Period | None:
    """The period that the name of a column says, in one line of the header or in two: 2026年 above 1月."""
    parts = name.split(HEADER_JOINT)
    return read_parts(parts) if len(parts) == 2 else read_period(name, form)


def header_names(frame: pd.DataFrame, lines: list[int]) -> dict[int, str]:
    """Names by column. In a header of several lines, a name spans the empty cells to its right under the same upper names."""
    rows = frame.loc[lines].apply(lambda column: column.str.strip())
    parts: dict[int, list[str]] = {at: [] for at in rows.columns}
    for number, line in enumerate(lines):
        last, upper = "", None
        for at in rows.columns:
            below = any(rows.at[other, at] for other in lines[number + 1 :])
            last = rows.at[line, at] or (last if below and parts[at] == upper else "")
            upper = [*parts[at]]
            if last and (not parts[at] or parts[at][-1] != last):
                parts[at].append(last)
    return {at: HEADER_JOINT.join(names) for at, names in parts.items() if names}
