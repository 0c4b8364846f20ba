"""Draft a recipe for a file: every guess is explained in a comment, and what cannot be known is marked FILL_IN.

The module is long because the guesses depend on each other and share one table.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.parsing.period_parser import parse_parts, parse_period
from statbook.ingest.parsing.table_layout import header_names, header_period
from statbook.ingest.parsing.unit_parser import is_missing
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid, column_letters, normalize_name
from statbook.ingest.readers.table_file import read_grid
from statbook.store import Store
from statbook.store.printed_number import parse_cell

OPEN = "FILL_IN"
"""Marks what only a person can know."""
_SAMPLE_LINES = 200
_MOSTLY = 0.8
_CLUES = {
    "growth": ("同比", "增速", "增长", "yoy", "growth"),
    "share": ("占比", "比重", "share"),
    "to_date": ("累计", "ytd"),
    "before": ("环比", "mom", "qoq"),
}
"""Words in names of columns that tell what is measured."""


@dataclass(frozen=True)
class _Table:
    """The table that a recipe is drafted for.

    names     column to its name
    body      the first lines that are rows
    notes     lines that are notes: only their first cell is filled
    unit_row  the line of units, if there is one
    """

    grid: Grid
    vocabulary: Vocabulary
    header: list[int]
    names: dict[int, str]
    body: pd.DataFrame
    notes: list[int]
    unit_row: int | None

    def share(self, at: int, test: Callable[[str], Any]) -> float:
        """The share of the cells of a column, missing ones aside, that pass a test."""
        cells = [text for text in self.body[at] if not is_missing(text)]
        return sum(bool(test(text)) for text in cells) / len(cells) if cells else 0.0

    def columns(self, test: Callable[[str], Any], among: Iterable[int]) -> list[int]:
        """The columns most of whose cells pass a test."""
        return [at for at in among if self.share(at, test) >= _MOSTLY]


def draft_recipe(store: Store, file: Path) -> tuple[str, str]:
    """The name and the text of a recipe for *file*, to be filled in where it says FILL_IN.

    Raises DataError if the file has no cells.
    """
    table = _read(read_grid(file, {}), Vocabulary(store))
    name = re.sub(r"[^a-z0-9]+", "_", file.stem.lower()).strip("_") or "table"
    lines = [f"# A first draft, guessed from {file.name}. Fill in what says {OPEN}, and check every guess."]
    lines += [f"# Detected in the file: {note}." for note in table.grid.notes]
    lines += [f"theme: {OPEN}  # one of {', '.join(store.themes)}", "source:", f"  code: {name.replace('_', '-')}"]
    lines += [f"  {each}: {OPEN}" for each in ("title", "title_en", "publisher")]
    read = {at: header_period(text) for at, text in table.names.items()}
    periods = [at for at, period in read.items() if period and not period.readings]
    is_wide = len(periods) >= 3 or (len(table.header) > 1 and len(periods) > 1)
    lines += [*_describe_table(table), *_describe_rows(table, periods if is_wide else [])]
    return name, "\n".join(lines) + "\n"


def _read(grid: Grid, vocabulary: Vocabulary) -> _Table:
    """The table in *grid*: its header, its rows, its notes and its line of units."""
    header = _find_header(grid)

    def is_unit_row(line: int) -> bool:
        cells = [text for text in map(str, grid.frame.loc[line]) if not is_missing(text)]
        return bool(cells) and all(map(vocabulary.unit_parser.readings, cells))

    if len(header) > 1 and is_unit_row(header[1]):
        header = header[:1]
    names = header_names(grid.frame, header)
    body = grid.frame[grid.frame.index > header[-1]].head(_SAMPLE_LINES)
    body = body[(body != "").any(axis=1)]
    several = len(names) > 1
    unit_row = next((int(str(line)) for line in body.index[:1] if several and is_unit_row(line)), None)
    lone = body.loc[(body != "").sum(axis=1) == 1, 0]
    notes = [int(str(line)) for line, text in lone.items() if several and text and parse_period(str(text)) is None]
    body = body.drop(index=[line for line in (*notes, unit_row) if line])
    return _Table(grid, vocabulary, header, names, body, notes, unit_row)


def _find_header(grid: Grid) -> list[int]:
    """The first line that has a name above most columns, or two lines of which the upper spans names of the lower."""
    head = grid.frame.head(_SAMPLE_LINES)
    filled = (head != "").sum(axis=1)
    if not len(filled) or not filled.max():
        raise DataError([Fault(grid.file, "no cells", "a table")])
    if filled.max() == 1:
        return [int(str(filled.idxmax()))]
    first = int(str(filled.index[filled >= max(2, _MOSTLY * filled.max())][0]))
    for upper, lower in pairwise(int(str(line)) for line in head.index):
        if upper <= first and _is_one_header([*map(str, head.loc[upper])], [*map(str, head.loc[lower])]):
            return [upper, lower]
    return [first]


def _is_one_header(upper: list[str], lower: list[str]) -> bool:
    """Whether the second of two lines names what names of the first span."""
    words = [text for text in lower if text]
    spanned = any(below and not above for above, below in zip(upper[1:], lower[1:], strict=True))
    named = bool(upper[0]) and not lower[0] and sum(map(bool, upper)) > 1 and len(words) > 1
    return named and spanned and all(parse_cell(text) is None and not is_missing(text) for text in words)


def _describe_table(table: _Table) -> Iterator[str]:
    """The section `table` of the recipe, if it needs one."""
    header, first = table.header, table.grid.frame.index[0]
    options = {"header": str(header[0] if len(header) == 1 else header)} if header != [first] else {}
    if header[0] != first:
        yield f"# The first lines are taken as a title: line {header[0]} has the names of the columns."
    if len(header) > 1:
        yield f"# Lines {header[0]} and {header[1]} are taken as one header."
    if table.unit_row:
        options["unit_row"] = str(table.unit_row)
        yield f"# Line {table.unit_row} states the units."
    if table.notes:
        texts = (str(table.grid.frame.at[line, 0]) for line in table.notes)
        beginnings = dict.fromkeys(_quote(re.split("[:：]", text)[0].strip()) for text in texts)
        options["notes"] = f"[{', '.join(beginnings)}]"
        yield "# Lines of one cell are taken as notes, by how they begin."
    if options:
        yield f"table: {{{', '.join(f'{name}: {text}' for name, text in options.items())}}}"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _describe_rows(table: _Table, periods: list[int]) -> Iterator[str]:
    """The recipe from `period` on: a series in each column, or with *periods* in the header, in each row."""
    names = table.names
    others = [at for at in names if at not in periods]
    if periods:
        label = [at for at in others if table.share(at, parse_cell) < 1 - _MOSTLY][:1]
        ends = f"{names[periods[0]]} to {names[periods[-1]]}"
        yield f"# {len(periods)} columns are periods, from {ends}: each row is a series."
        yield from ("period: {}", "wide: true", f"series: {_quote(names[label[0]]) if label else OPEN}")
        yield f"region: {{is: {OPEN}}}"
    else:
        label, lines = _describe_period(table)
        yield from lines
        regions = table.vocabulary.codes_by_name("region")
        among = [at for at in others if at not in label]
        region = table.columns(lambda text: normalize_name(text) in regions, among)[:1]
        what = f"Column {column_letters(region[0])} holds" if region else "No column holds"
        yield f"# {what} names of regions in members.csv."
        yield f"region: {{column: {_quote(names[region[0]])}}}" if region else f"region: {{is: {OPEN}}}"
        label += region
    units = table.columns(table.vocabulary.unit_parser.readings, [at for at in others if at not in label])[:1]
    yield from (f"unit_column: {_quote(names[at])}" for at in units)
    rest = [at for at in others if at not in (*label, *units)]
    series = [] if periods else [at for at in table.columns(parse_cell, rest) if "before" not in _clues(names[at])]
    with_unit = not units and (bool(periods) or table.unit_row is None)
    yield "values:"
    if periods:
        for text in dict.fromkeys(table.body[label[0]]) if label else (OPEN,):
            yield from _describe_series(table, text, "a row", with_unit=with_unit)
    for at in series:
        example = f"column {column_letters(at)}, such as {table.body[at].iloc[0]}"
        yield from _describe_series(table, names[at], example, with_unit=with_unit)
    if not (periods or table.columns(parse_cell, rest)):
        yield f"  - {{column: {OPEN}, indicator: {OPEN}, unit: {OPEN}}}  # no column is all numbers"
    left_out = [at for at in rest if at not in series]
    if left_out:
        yield "leave_out:  # no numbers of their own, or changes from one month to the next; give the reason"
        yield from (f"  {_quote(names[at])}: {OPEN}" for at in left_out)


def _describe_period(table: _Table) -> tuple[list[int], list[str]]:
    """The columns that hold the period, and the lines of the recipe about it."""
    names, body = table.names, table.body
    year = _find_year_column(table)
    if year is not None:
        letters = f"{column_letters(year)} and {column_letters(year + 1)}"
        lines = [f"# Columns {letters} hold years and parts of them."]
        if (body[year] == "").any():
            fill_down = f"fill_down: [{_quote(names[year])}]"
            lines += [f"# Empty years repeat the one above: say so under table, {fill_down}."]
        return [year, year + 1], [*lines, f"period: {{columns: [{_quote(names[year])}, {_quote(names[year + 1])}]}}"]
    shares = {at: table.share(at, lambda text: parse_period(text, "month")) for at in names}
    best = max(shares, key=lambda at: shares[at], default=None)
    if best is not None and shares[best] >= _MOSTLY:
        days = {text for text in body[best] if re.fullmatch(r"\d{4}-\d\d-\d\d", parse_period(text) or "")}
        months = bool(days) and all(parse_period(text, "month") for text in days)
        why = ": each is the first or the last day of a month, so that a month is meant" if months else ""
        comment = f"# Column {column_letters(best)} holds periods, such as {body[best].iloc[0]}{why}."
        return [best], [comment, f"period: {{column: {_quote(names[best])}{', is: month' if months else ''}}}"]
    decimals = table.columns(lambda text: parse_period(text, "year.month"), names)[:1]
    if decimals:
        comment = "# No column holds periods: the nearest are numbers such as 2020.1."
        return decimals, [comment, f"period: {{column: {_quote(names[decimals[0]])}, is: year.month}}"]
    return [], ["# No column holds periods.", f"period: {{column: {OPEN}}}"]


def _find_year_column(table: _Table) -> int | None:
    """The column of years, if the next one holds months or quarters."""
    for year in table.names:
        if year + 1 in table.names and len(table.body):
            years = table.body[year].replace("", None).ffill().fillna("")
            pairs = zip(years, table.body[year + 1], strict=True)
            if sum(parse_parts([*map(str, pair)]) is not None for pair in pairs) >= _MOSTLY * len(table.body):
                return year
    return None


def _clues(name: str) -> list[str]:
    """What the name of a column tells of what is measured."""
    return [clue for clue, words in _CLUES.items() if any(word in name.lower() for word in words)]


def _describe_series(table: _Table, name: str, where: str, *, with_unit: bool) -> Iterator[str]:
    """The lines of one series, with what its name suggests."""
    spec = {"column": _quote(name), "indicator": OPEN}
    clues = [clue for clue in _clues(name) if clue != "before"]
    if "growth" in clues:
        spec |= {"measure": "growth", "base": "year_before"}
    elif "share" in clues:
        spec |= {"measure": "share", "of": OPEN}
    if "to_date" in clues:
        spec["timing"] = "to_date"
    words = table.vocabulary.unit_parser.unit_words(name)
    known = [unit for unit in table.vocabulary.unit_parser.readings(words) if unit.code in table.vocabulary.units]
    if with_unit:
        spec["unit"] = (_quote(words) if known else OPEN) if words else '"%"' if "measure" in spec else OPEN
    yield f"  # {where}" + (f": its name suggests {', '.join(clues)}" if clues else "")
    yield "  - {" + ", ".join(f"{key}: {text}" for key, text in spec.items()) + "}"


def find_open_answers(content: Any, where: str) -> Iterator[Fault]:
    """What is still open in the *content* of a draft."""
    if isinstance(content, Mapping):
        for name, each in content.items():
            yield from find_open_answers(each, f"{where}: {name}")
    elif isinstance(content, list):
        for number, each in enumerate(content, 1):
            yield from find_open_answers(each, f"{where}, entry {number}")
    elif content == OPEN:
        yield Fault(where, OPEN, "an answer", "The recipe is a draft: fill it in.")
