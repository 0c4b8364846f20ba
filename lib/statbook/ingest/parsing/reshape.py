"""Reshape a table into rows of a theme as its recipe describes: series in columns, in rows, or periods in the header."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.cell_units import apply_stated_unit, set_units
from statbook.ingest.parsing.period_parser import explain_readings, read_parts, read_period, resolve_ambiguous
from statbook.ingest.parsing.series_rows import ParsedTable, series_rows
from statbook.ingest.parsing.table_layout import HEADER_JOINT, TableLayout, period_columns, read_layout
from statbook.ingest.parsing.unit_parser import is_missing
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid, Place, normalize_name, quote_cell, suggest
from statbook.store import Recipe
from statbook.store.printed_number import parse_cell

_SERIAL_DAY = re.compile(r"[34]\d{4}(?:\.0+)?", re.ASCII)
OUTSIDE = "Outside the periods of the recipe."
"""The reason for leaving out what lies before `from` or after `until` of its series."""


def parse_with_recipe(grid: Grid, recipe: Recipe, vocabulary: Vocabulary) -> ParsedTable:
    """The rows of *grid*, or the faults for which there are none; rows lack obs, source and known_from."""
    out = ParsedTable(recipe.theme)
    layout = read_layout(grid, recipe)
    out.faults += layout.faults
    if out.faults:
        return out
    dimensions = vocabulary.dimensions(recipe.theme)
    cells = _read_cells(layout, recipe, vocabulary, dimensions, out)
    stated = vocabulary.unit_parser.stated_units(layout.above)
    series = []
    for spec in recipe.values:
        own = _select(cells[cells["series"] == normalize_name(spec["column"])], spec, recipe, out)
        series.append(apply_stated_unit(own, spec, stated, vocabulary))
    for name, because in recipe.content.get("leave_out", {}).items():
        key = normalize_name(name)
        beside = "series" in recipe.content and key in layout.columns
        numbers = sum(parse_cell(text) is not None for text in layout.body[layout.columns[key]]) if beside else 0
        out.left_out[because] += int((cells["series"] == key).sum()) + numbers
    rows, faults = series_rows(series, recipe, vocabulary)
    out.faults += faults
    out.rows = rows if not out.faults else out.rows
    return out


def _select(cells: pd.DataFrame, spec: Mapping[str, Any], recipe: Recipe, out: ParsedTable) -> pd.DataFrame:
    """The cells of a series without exceptions and periods outside its limits, which are compared as text."""
    for entry in recipe.content.get("except", []):
        if normalize_name(entry["column"]) == normalize_name(spec["column"]):
            excepted = cells["period"] == str(entry["period"])
            out.left_out[entry["because"]] += int(excepted.sum())
            cells = cells[~excepted]
    first, last = str(spec.get("from", "")), str(spec.get("until", ""))
    inside = cells["period"] >= first
    if last:
        inside &= cells["period"].str[: len(last)] <= last
    if not inside.all():
        out.left_out[OUTSIDE] += int((~inside).sum())
    return cells[inside]


def _read_cells(
    layout: TableLayout, recipe: Recipe, vocabulary: Vocabulary, dimensions: list[str], out: ParsedTable
) -> pd.DataFrame:
    """Every cell that holds a number or should: `where`, series, period, `timing` and `said`, region, dimensions,
    `unit_word`, `text` and `number`."""
    content, body = recipe.content, layout.body
    rows = pd.DataFrame({"line": body.index}, index=body.index)
    for name in ("region", *dimensions):
        source = content["region"] if name == "region" else content.get("dimensions", {}).get(name, {"is": "all"})
        rows[name] = source["is"] if "is" in source else _read_members(layout, name, source, vocabulary, out)
    rows["unit_word"] = _column(layout, content["unit_column"]).str.strip() if "unit_column" in content else ""
    if "series" in content:
        rows["series"] = _column(layout, content["series"]).map(normalize_name)
    columns: list[tuple[int, dict[str, Any]]]
    if content.get("wide"):
        columns = [
            (at, {"period": period.text, "timing": period.timing, "said": period.said})
            for at, period in layout.periods.items()
        ]
    else:
        rows = rows.join(_read_periods(layout, content["period"], out))
        names = [content["long"]] if "long" in content else _series_columns(recipe)
        keys = [key for key in map(normalize_name, names) if key in layout.columns]
        columns = [(layout.columns[key], {} if "series" in content else {"series": key}) for key in keys]
    cells = pd.concat([rows.assign(column=at, text=body[at].str.strip(), **words) for at, words in columns])
    cells = cells.sort_values(["line", "column"], kind="stable", ignore_index=True)
    set_units(cells, layout, vocabulary.unit_parser)
    out.faults += _unnamed_series(cells, recipe, layout)
    more = frozenset(normalize_name(sign).casefold() for sign in content.get("missing", []))
    missing = cells["text"].map({text: is_missing(text, more) for text in cells["text"].unique()}).astype(bool)
    wanted = cells["series"].isin({normalize_name(spec["column"]) for spec in recipe.values})
    out.missing = int((missing & wanted).sum())
    cells = cells[~missing]
    file, sheet = layout.grid.file, layout.grid.sheet
    places = zip(cells["line"], cells["column"], strict=True)
    return cells.assign(where=pd.Series([Place(file, *at, sheet) for at in places], index=cells.index, dtype=object))


def _column(layout: TableLayout, name: str) -> pd.Series:
    return layout.body[layout.columns[normalize_name(name)]]


def _series_columns(recipe: Recipe) -> list[str]:
    """The columns that are series, once each, and those left out, whose numbers are counted."""
    return list(dict.fromkeys([spec["column"] for spec in recipe.values] + list(recipe.content.get("leave_out", {}))))


def _read_periods(layout: TableLayout, spec: Mapping[str, Any], out: ParsedTable) -> pd.DataFrame:
    """The period of each row and what it tells of its timing, from one column, or from two that hold the year and a part of it."""
    names, form = period_columns(spec), spec.get("is", "")
    parts = [_column(layout, name).str.strip() for name in names]
    texts = parts[0] if len(parts) == 1 else parts[0] + HEADER_JOINT + parts[1]
    parsed = {
        text: read_period(text, form) if len(parts) == 1 else read_parts(text.split(HEADER_JOINT))
        for text in texts.unique()
    }
    periods = resolve_ambiguous(list(texts), [parsed[text] for text in texts])
    found = pd.DataFrame(
        [(each.text, each.timing, each.said) if each and not each.readings else ("", "", False) for each in periods],
        columns=["period", "timing", "said"],
        index=texts.index,
    ).astype({"period": object, "timing": object})
    for line, period in zip(texts.index, periods, strict=True):
        if period and not period.readings:
            continue
        fix = explain_readings(period) if period else _period_advice(texts[line])
        at = layout.columns[normalize_name(names[-1])]
        out.faults.append(layout.grid.fault(line, at, quote_cell(texts[line]), "a period", fix, names[-1]))
    return found


def _period_advice(text: str) -> str:
    if _SERIAL_DAY.fullmatch(text):
        return "It looks like a spreadsheet's day number, counted from 1900: format the cells as dates."
    if any(character.isdigit() for character in text):
        return ""
    return "Name lines that are not rows of the table in the recipe: skip, notes."


def _read_members(
    layout: TableLayout, dimension: str, source: Mapping[str, Any], vocabulary: Vocabulary, out: ParsedTable
) -> pd.Series:
    """The code of each row in *dimension*, by the names in a column."""
    texts = _column(layout, source["column"])
    codes = vocabulary.codes_by_name(dimension)
    codes |= {normalize_name(name): code for name, code in source.get("codes", {}).items()}
    found = texts.map({text: codes.get(normalize_name(text)) for text in texts.unique()})
    expected = f"a code or a name of members.csv with dimension {dimension}"
    for line in texts.index[found.isna()]:
        shown = quote_cell(texts[line])
        fix = suggest(normalize_name(texts[line]), codes) or f"Give it a code in the recipe: codes: {{{shown}: CODE}}."
        at = layout.columns[normalize_name(source["column"])]
        out.faults.append(layout.grid.fault(line, at, shown, expected, fix, source["column"]))
    return found.fillna("all")


def _unnamed_series(cells: pd.DataFrame, recipe: Recipe, layout: TableLayout) -> Iterator[Fault]:
    """Series in the rows of a table that the recipe does not name, and those that it names and are not there."""
    if "series" not in recipe.content:
        return
    name = recipe.content["series"]
    named = {normalize_name(each) for each in _series_columns(recipe)}
    strange = cells[~cells["series"].isin(named)].drop_duplicates("series")
    for line, series in zip(strange["line"], strange["series"], strict=True):
        fix = suggest(series, named)
        at = layout.columns[normalize_name(name)]
        yield layout.grid.fault(line, at, quote_cell(series), "a series that the recipe names", fix, name)
    present = set(cells["series"])
    for series in sorted(named - present - {normalize_name(each) for each in layout.names.values()}):
        fix = suggest(series, present)
        yield Fault(layout.grid.file, f"no series {series!r}", "every series that the recipe names", fix)
