"""Reshape a table into rows of a theme as its recipe describes: series in columns, in rows, or periods in the header.

The module is long because the cells of all layouts are found here.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, pairwise, product
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.cell_numbers import CellNumber, decimal_faults, read_cell, split_period_marks
from statbook.ingest.parsing.cell_units import apply_stated_unit, set_units
from statbook.ingest.parsing.column_periods import join_parts, move_periods, period_words, said_words
from statbook.ingest.parsing.parsed_table import Above, ParsedTable
from statbook.ingest.parsing.period_parser import Period
from statbook.ingest.parsing.recipe_expansion import (
    HEADER_JOINT,
    PERIOD,
    cross_rows,
    expand_columns,
    expand_series,
    says_periods,
)
from statbook.ingest.parsing.row_labels import (
    missing_series,
    named_series,
    read_members,
    read_periods,
    read_series,
    unnamed_series,
)
from statbook.ingest.parsing.series_rows import series_rows
from statbook.ingest.parsing.table_layout import (
    TableLayout,
    column_names,
    header_lines,
    read_layout,
    series_columns,
)
from statbook.ingest.parsing.unit_parser import UnitParser
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid, cell_names, normalize_name
from statbook.store import Recipe
from statbook.store.grouping import map_columns, map_once
from statbook.store.printed_number import are_plain, parse_cell

OUTSIDE = "Outside the periods of the recipe."
"""The reason for leaving out what lies before `from` or after `until` of its series."""


def parse_parts(grid: Grid, recipe: Recipe, vocabulary: Vocabulary) -> Iterator[ParsedTable]:
    """The parts of *grid*, each parsed by itself; a table whose lines depend on those above is one part."""
    parts = grid.parts() if _is_by_line(grid, recipe) else iter([grid.join()])
    above, head = Above(), None
    for part, after in pairwise(chain(parts, [None])):
        if part is None:
            break
        above.goes_on = after is not None
        parsed = parse_with_recipe(part if head is None else part.below(head), recipe, vocabulary, above)
        above.period = parsed.period
        head = _head(part, recipe) if head is None and after is not None else head
        yield parsed


def _is_by_line(grid: Grid, recipe: Recipe) -> bool:
    """Whether every line can be read without those above it, but for the header."""
    content, options = recipe.content, recipe.content.get("table", {})
    named = [*header_lines(grid, recipe), options.get("unit_row", 0), *options.get("skip", [])]
    is_told = grid.delimiter != ";" or "decimal" in options
    return (
        is_told
        and max(named) <= max(grid.frame.index)
        and "fill_down" not in options
        and not any("heads" in each for each in (content, content["period"]))
    )


def _head(grid: Grid, recipe: Recipe) -> pd.DataFrame:
    """The lines of the first part that say what is below."""
    options, lines = recipe.content.get("table", {}), grid.frame.index
    named = lines.isin([options.get("unit_row", 0), *options.get("skip", [])])
    return grid.frame[(lines <= max(header_lines(grid, recipe))) | named]


def parse_with_recipe(grid: Grid, recipe: Recipe, vocabulary: Vocabulary, above: Above | None = None) -> ParsedTable:
    """The rows of *grid* that can be read, and the faults of the others; rows lack obs, source and known_from.

    *above* is what parts above this one have; the names of series become part of it.
    """
    out, above = ParsedTable(recipe.theme), above or Above()
    recipe, absent = expand_columns(recipe, column_names(grid, recipe), vocabulary)
    layout = read_layout(grid, recipe)
    layout.period_above = above.period
    layout.among = sorted({*layout.among, *((*place, text) for text, place in above.units.items())})
    above.units = {text: (line, at) for line, at, text in layout.among}
    out.faults += layout.faults
    if layout.is_unreadable:
        return out
    names = read_series(layout, recipe)
    if names is not None:
        fresh = names[~names.isin([*above.series])]
        above.series |= {name: None for name in names.unique() if name}
        recipe, more = expand_series(recipe, [*above.series], vocabulary)
        absent += [] if above.goes_on else more
        out.faults += unnamed_series(fresh, recipe, layout)
        out.faults += [] if above.goes_on else missing_series(above.series, recipe, layout)
        recipe = cross_rows(recipe) if "rows" in recipe.content else recipe
    out.notes += [f"not in this table: {', '.join(absent)}"] if absent else []
    if not _columns(layout, recipe):
        out.faults.append(Fault(grid.name, "no column of numbers", f"one of those that {recipe.where} names"))
        return out
    dimensions = vocabulary.dimensions(recipe.theme)
    cells = _read_cells(layout, names, recipe, vocabulary, dimensions, out)
    out.period = layout.period_above
    series = []
    for spec in recipe.values:
        own = _select(cells[cells["series"] == normalize_name(spec["column"])], spec, recipe, out)
        series.append(apply_stated_unit(own, spec, layout, vocabulary))
    for name, because in recipe.content.get("leave_out", {}).items():
        key = normalize_name(name)
        beside = "series" in recipe.content and key in layout.columns
        numbers = sum(parse_cell(text) is not None for text in layout.body[layout.columns[key]]) if beside else 0
        out.left_out[because] += int((cells["series"] == key).sum()) + numbers
    rows, faults = series_rows(series, recipe, vocabulary)
    out.faults += faults
    out.rows = rows
    return out


def _select(cells: pd.DataFrame, spec: Mapping[str, Any], recipe: Recipe, out: ParsedTable) -> pd.DataFrame:
    """The cells of a series without exceptions and periods outside its limits, which are compared as text."""
    cells = move_periods(cells, spec, out.faults)
    for entry in recipe.content.get("except", []):
        if normalize_name(entry["column"]) == normalize_name(spec["column"]):
            excepted = cells["period"] == str(entry["period"])
            out.left_out[entry["because"]] += int(excepted.sum())
            cells = cells[~excepted]
    first, last = str(spec.get("from", "")), str(spec.get("until", ""))
    inside = cells["period"] >= first if first else pd.Series(True, index=cells.index)
    if last:
        inside &= cells["period"].str[: len(last)] <= last
    if inside.all():
        return cells
    out.left_out[OUTSIDE] += int((~inside).sum())
    return cells[inside]


def _read_cells(
    layout: TableLayout,
    names: pd.Series | None,
    recipe: Recipe,
    vocabulary: Vocabulary,
    dimensions: list[str],
    out: ParsedTable,
) -> pd.DataFrame:
    """Every cell that holds a number or should: `where`, series, period, `timing` and `said`, region, dimensions,
    `unit_word`, `text` and the parts of a CellNumber."""
    content, body = recipe.content, layout.body
    rows = pd.DataFrame({"line": body.index}, index=body.index)
    for name in ("region", *dimensions):
        source = content["region"] if name == "region" else content.get("dimensions", {}).get(name, {"is": "all"})
        rows[name] = source["is"] if "is" in source else read_members(layout, name, source, vocabulary, out.faults)
    rows["unit_word"] = _column(layout, content["unit_column"]).str.strip() if "unit_column" in content else ""
    if names is not None:
        rows["series"] = map_once(names, normalize_name)
    said = _take_period_marks(layout, content)
    if not content.get("wide") and (content["period"] or not says_periods(recipe)):
        rows = rows.join(read_periods(layout, content["period"], out.faults))
    cells = pd.concat(
        [rows.assign(column=at, text=[*map(str.strip, body[at])], **words) for at, words in _columns(layout, recipe)]
    )
    if "rows" in content:
        columns = cells["column"].map({at: normalize_name(name) for at, name in layout.names.items()})
        cells["series"] = cells["series"] + normalize_name(HEADER_JOINT) + columns
    cells = cells.sort_values(["line", "column"], kind="stable", ignore_index=True)
    cells = join_parts(cells, recipe, out.faults) if "part" in cells else cells
    cells = cells.join(_read_numbers(cells["text"], recipe, vocabulary.unit_parser))
    if said is not None:
        status, note = (said[name].reindex(cells["line"]).to_numpy() for name in ("status", "note"))
        cells["mark_status"] = cells["mark_status"].where(cells["mark_status"] != "", status)
        cells["mark_note"] = (note + " " + cells["mark_note"]).str.strip()
    if (
        "unit_column" in content and not {"long", "wide"} & content.keys()
    ):  # it says the unit of levels beside their rates
        rates = {normalize_name(spec["column"]) for spec in recipe.values if _says_ratio(spec)}
        is_level = map_once(cells["unit_word"], vocabulary.unit_parser.is_amount).astype(bool)
        cells["unit_word"] = cells["unit_word"].mask(cells["series"].isin(rates) & is_level, "")
    label = content.get("unit_column") or (series_columns(content) or [""])[-1]
    set_units(cells, layout, vocabulary.unit_parser, layout.columns.get(normalize_name(label), 0))
    missing = cells["missing"].astype(bool)
    wanted = cells["series"].isin({normalize_name(spec["column"]) for spec in recipe.values})
    out.missing = int((missing & wanted).sum())
    out.faults += _merged_faults(cells[wanted & (~missing | (cells["text"] == ""))], layout, recipe)
    cells = cells[~missing] if missing.any() else cells
    cells["where"] = layout.grid.places(cells["line"], cells["column"])
    decimal = content.get("table", {}).get("decimal", "")
    out.faults += decimal_faults(cells[wanted[cells.index]], layout.grid, decimal)
    return cells


def _says_ratio(spec: Mapping[str, Any]) -> bool:
    """Whether a series is one of growth or shares of which the recipe says the unit."""
    return "unit" in spec and spec.get("measure", "level") in ("growth", "share")


def _merged_faults(cells: pd.DataFrame, layout: TableLayout, recipe: Recipe) -> Iterator[Fault]:
    """Cells that have no number because they are merged with one, or with the name of their column."""
    grid, head = layout.grid, max(header_lines(layout.grid, recipe))
    is_empty = dict(zip(zip(cells["line"], cells["column"], strict=True), cells["text"] == "", strict=True))
    top, numbers = min((line for line, _ in is_empty), default=0), {at for _, at in is_empty}
    for lines, columns in grid.merged if is_empty else ():
        first = (lines[0], columns[0])
        is_above = lines[0] <= head or (lines[0] < top and columns[0] in numbers)  # of the part above
        places = product(lines, columns) if len(lines) * len(columns) < len(is_empty) else is_empty
        covered = [(line, at) for line, at in places if line in lines and at in columns and is_empty.get((line, at))]
        if covered and (is_empty.get(first) is False or is_above):
            found = f"cells merged from {cell_names([grid.place(*first)])[0]} on"
            fix = "Split them in a copy of the table: is it the number of one, or of all together?"
            yield grid.fault(*covered[0], found, "a cell for each number", fix)


def _columns(layout: TableLayout, recipe: Recipe) -> list[tuple[int, dict[str, Any]]]:
    """The columns of numbers, each with what its name says: a period, a series, or both."""
    content = recipe.content
    if content.get("wide"):
        return [(at, period_words(period)) for at, period in layout.periods.items()]
    said = {normalize_name(spec["column"]): said_words(spec[PERIOD]) for spec in recipe.values if PERIOD in spec}
    # The numbers of a column that is left out may have none.
    blank = period_words(Period("")) if said and not content["period"] else {}
    if "rows" in content:
        joint, series = normalize_name(HEADER_JOINT), [normalize_name(spec["column"]) for spec in recipe.values]
        rows = {key: [name for name in series if name.endswith(joint + key)] for key in layout.columns}
        return [(at, said.get(rows[key][0], blank)) for key, at in layout.columns.items() if rows[key]]
    names = [content["long"]] if "long" in content else named_series(recipe)
    keys = [key for key in map(normalize_name, names) if key in layout.columns]
    series_of = {key: {} if "series" in content else {"series": key} for key in keys}
    return [(layout.columns[key], series_of[key] | said.get(key, blank)) for key in keys]


def _take_period_marks(layout: TableLayout, content: Mapping[str, Any]) -> pd.DataFrame | None:
    """What the marks behind periods say of the numbers of each line; *layout* has the periods without them."""
    key = normalize_name(content["period"].get("column", ""))
    if "marks" not in content or key not in layout.columns:
        return None
    at = layout.columns[key]
    said = split_period_marks(layout.body[at].str.strip(), {str(mark): each for mark, each in content["marks"].items()})
    layout.body = layout.body.copy()
    layout.body[at] = said["text"]
    return said


def _read_numbers(texts: pd.Series, recipe: Recipe, units: UnitParser) -> pd.DataFrame:
    """The parts of each cell."""
    marks = {str(mark): meaning for mark, meaning in recipe.content.get("marks", {}).items()}
    decimal = recipe.content.get("table", {}).get("decimal", "")
    signs = frozenset(normalize_name(sign).casefold() for sign in recipe.content.get("missing", []))
    if not (marks or decimal or signs) and are_plain(texts.tolist()):
        return pd.DataFrame(CellNumber("")._asdict() | {"number": texts}, index=texts.index)  # as most are
    read = partial(read_cell, units=units, marks=marks, decimal=decimal, missing=signs)
    return map_columns(texts, read, CellNumber._fields)


def _column(layout: TableLayout, name: str) -> pd.Series:
    return layout.body[layout.columns[normalize_name(name)]]
