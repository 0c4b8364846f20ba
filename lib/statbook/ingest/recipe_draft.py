"""A first draft of a recipe, guessed from a file; every guess is explained, and what cannot be known is marked."""

from __future__ import annotations

__all__ = ["OPEN", "draft", "unfilled"]

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.parsing.unit_parser import missing, unit_in, unit_of
from statbook.ingest.readers.table_file import grid_of
from statbook.ingest.readers.grid import Grid, alike, letters
from statbook.ingest.parsing.vocabulary import Known
from statbook.ingest.parsing.period_parser import AMBIGUOUS, in_parts, period_of
from statbook.ingest.parsing.table_layout import named_period, names_of
from statbook.store import Recipe, Store
from statbook.store.printed_number import in_a_table

OPEN = "FILL_IN"
"""What only a human can know."""
_MOST_LINES = 200
_MOSTLY = 0.8
_WORDS = {
    "growth": ("同比", "增速", "增长", "yoy", "growth"),
    "share": ("占比", "比重", "share"),
    "to_date": ("累计", "ytd"),
    "before": ("环比", "mom", "qoq"),
}


def draft(store: Store, file: Path) -> tuple[str, str]:
    """The name and the text of a recipe for *file*, to be filled in where it says FILL_IN. Raises DataError if none can be."""
    grid = grid_of(file, {})
    name = re.sub(r"[^a-z0-9]+", "_", file.stem.lower()).strip("_") or "table"
    header = _header(grid)
    if len(header) > 1 and _unit_row(grid.frame.loc[header[1:]], {0: "", 1: ""}, store):
        header = header[:1]
    names = names_of(grid.frame, header)
    body = grid.frame[grid.frame.index > header[-1]].head(_MOST_LINES)
    body = body[(body != "").any(axis=1)]
    unit_row = _unit_row(body, names, store)
    notes = [
        line for line in body.index if (body.loc[line] != "").sum() == 1 and period_of(str(body.at[line, 0])) is None
    ]
    notes = [line for line in notes if len(names) > 1 and body.at[line, 0]]
    body = body.drop(index=[*notes, *([unit_row] if unit_row else [])])
    wide = [at for at, text in names.items() if named_period(text) not in (None, AMBIGUOUS)]
    lines = [f"# A first draft, guessed from {file.name}. Fill in what says {OPEN}, and look at every guess."]
    lines += [f"# The file was taken so: {note}." for note in grid.notes]
    lines += [f"theme: {OPEN}  # one of {', '.join(store.themes)}", "source:", f"  code: {name.replace('_', '-')}"]
    lines += [f"  {each}: {OPEN}" for each in ("title", "title_en", "publisher")]
    where = {"header": str(header[0] if len(header) == 1 else header)} if header != [grid.frame.index[0]] else {}
    where |= {"unit_row": str(unit_row)} if unit_row else {}
    beginnings = dict.fromkeys(re.split("[:：]", str(grid.frame.at[line, 0]))[0].strip() for line in notes)
    where |= {"notes": f"[{', '.join(map(_quoted, beginnings))}]"} if notes else {}
    if header[0] != grid.frame.index[0]:
        lines += [f"# The first lines are taken for a title: line {header[0]} has the names of the columns."]
    if len(header) > 1:
        lines += [f"# Lines {header[0]} and {header[1]} are taken for one header."]
    lines += [f"# Line {unit_row} says the units."] if unit_row else []
    lines += ["# Lines of one cell are taken for notes, by how they begin."] if notes else []
    lines += [f"table: {{{', '.join(f'{name}: {text}' for name, text in where.items())}}}"] if where else []
    many = len(wide) >= 3 or (len(header) > 1 and len(wide) > 1)
    told = _wide(grid, names, body, wide, store) if many else _columns(grid, names, body, store, unit_row is not None)
    return name, "\n".join([*lines, *told]) + "\n"


def _header(grid: Grid) -> list[int]:
    """The first line that has a name above most columns, or two of them where one spans cells that the other names."""
    head = grid.frame.head(_MOST_LINES)
    filled = (head != "").sum(axis=1)
    if not len(filled) or not filled.max():
        raise DataError([Fault(grid.file, "no cells", "a table")])
    if filled.max() == 1:
        return [int(str(filled.idxmax()))]
    first = int(str(filled.index[filled >= max(2, _MOSTLY * filled.max())][0]))
    lines = [int(str(line)) for line in head.index]
    for upper, lower in pairwise(lines):
        if upper <= first and _one_header(
            [str(text) for text in head.loc[upper]], [str(text) for text in head.loc[lower]]
        ):
            return [upper, lower]
    return [first]


def _one_header(upper: list[str], lower: list[str]) -> bool:
    """Whether the second of two lines names what the names of the first span."""
    words = [text for text in lower if text]
    spanned = any(below and not above for above, below in zip(upper[1:], lower[1:], strict=True))
    named = bool(upper[0]) and not lower[0] and sum(map(bool, upper)) > 1 and len(words) > 1
    return named and spanned and all(in_a_table(text) is None and not missing(text) for text in words)


def _unit_row(body: pd.DataFrame, names: Mapping[int, str], store: Store) -> int | None:
    """The first line below the header if it is all units."""
    if body.empty:
        return None
    cells = [text for text in body.iloc[0] if not missing(text)]
    units = [text for text in cells if unit_of(text, _units(store))]
    return int(str(body.index[0])) if units and len(units) == len(cells) and len(names) > 1 else None


def _part(cells: pd.Series, what: Any) -> float:
    """The part of the cells that are not missing for which *what* says yes."""
    there = [text for text in cells if not missing(text)]
    return sum(bool(what(text)) for text in there) / len(there) if there else 0.0


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _columns(grid: Grid, names: Mapping[int, str], body: pd.DataFrame, store: Store, with_units: bool) -> Iterator[str]:
    """Each column a series, one column the period."""
    parts = {at: _part(body[at], lambda text: period_of(text, "month")) for at in names}
    when = max(parts, key=lambda at: parts[at], default=None)
    year = _year_beside(names, body)
    if year is not None:
        yield f"# Columns {letters(year)} and {letters(year + 1)} hold years and parts of them."
        if (body[year] == "").any():
            yield f"# Empty years repeat the one above: say so under table, fill_down: [{_quoted(names[year])}]."
        yield f"period: {{columns: [{_quoted(names[year])}, {_quoted(names[year + 1])}]}}"
        names = {at: name for at, name in names.items() if at != year}
        when = year + 1
    elif when is None or parts[when] < _MOSTLY:
        floats = [at for at in names if _part(body[at], lambda text: period_of(text, "year.month")) >= _MOSTLY]
        yield f"# No column holds periods{': the nearest are numbers such as 2020.1' if floats else ''}."
        yield f"period: {{column: {_quoted(names[floats[0]]) if floats else OPEN}{', is: year.month' if floats else ''}}}"
        when = floats[0] if floats else None
    else:
        days = {text for text in body[when] if re.fullmatch(r"\d{4}-\d\d-\d\d", period_of(text) or "")}
        firsts = bool(days) and all(period_of(text, "month") for text in days)
        why = ": every one is the first or the last day of a month, so that a month is meant" if firsts else ""
        yield f"# Column {letters(when)} holds periods, such as {body[when].iloc[0]}{why}."
        yield f"period: {{column: {_quoted(names[when])}{', is: month' if firsts else ''}}}"
    known = Known(store).by_name("region")
    where = [at for at in names if at != when and _part(body[at], lambda text: alike(text) in known) >= _MOSTLY]
    if where:
        yield f"# Column {letters(where[0])} holds names of regions that members.csv has."
        yield f"region: {{column: {_quoted(names[where[0]])}}}"
    else:
        yield "# No column names a region that members.csv has."
        yield f"region: {{is: {OPEN}}}"
    units = [at for at in names if _part(body[at], lambda text: unit_of(text, _units(store))) >= _MOSTLY]
    if units:
        yield f"unit_column: {_quoted(names[units[0]])}"
        names = {at: name for at, name in names.items() if at != units[0]}
        with_units = True
    numbers = [at for at in names if at not in (when, *where) and _part(body[at], in_a_table) >= _MOSTLY]
    yield "values:"
    for at in numbers:
        if not any(word in names[at].lower() for word in _WORDS["before"]):
            yield from _series(names[at], f"column {letters(at)}, such as {body[at].iloc[0]}", store, not with_units)
    if not numbers:
        yield f"  - {{column: {OPEN}, indicator: {OPEN}, unit: {OPEN}}}  # no column is all numbers"
    others = [at for at in names if at not in (when, *where)]
    others = [at for at in others if at not in numbers or any(word in names[at].lower() for word in _WORDS["before"])]
    if others:
        yield "leave_out:  # no numbers of their own, or changes from one month to the next; say why"
        yield from (f"  {_quoted(names[at])}: {OPEN}" for at in others)


def _year_beside(names: Mapping[int, str], body: pd.DataFrame) -> int | None:
    """The column of years, if the one behind it holds months or quarters."""
    for year in names:
        if year + 1 in names and len(body):
            pairs = zip(body[year].replace("", None).ffill().fillna(""), body[year + 1], strict=True)
            if sum(in_parts((str(one), str(other))) is not None for one, other in pairs) >= _MOSTLY * len(body):
                return year
    return None


def _wide(grid: Grid, names: Mapping[int, str], body: pd.DataFrame, wide: list[int], store: Store) -> Iterator[str]:
    """Each column a period, each row a series."""
    others = [at for at in names if at not in wide]
    label = next((at for at in others if _part(body[at], in_a_table) < 1 - _MOSTLY), None)
    yield f"# {len(wide)} columns are periods, from {names[wide[0]]} to {names[wide[-1]]}: each row is a series."
    yield "period: {}"
    yield "wide: true"
    yield f"series: {_quoted(names[label]) if label is not None else OPEN}"
    yield f"region: {{is: {OPEN}}}"
    unit = next(
        (at for at in others if at != label and _part(body[at], lambda text: unit_of(text, _units(store))) >= _MOSTLY),
        None,
    )
    if unit is not None:
        yield f"unit_column: {_quoted(names[unit])}"
    yield "values:"
    for text in dict.fromkeys(body[label]) if label is not None else (OPEN,):
        yield from _series(text, "a row", store, unit is None)
    rest = [at for at in others if at not in (label, unit)]
    if rest:
        yield "leave_out:"
        yield from (f"  {_quoted(names[at])}: {OPEN}" for at in rest)


def _units(store: Store) -> list[Mapping[str, str]]:
    return [*Known(store).units.values()]


def _series(name: str, where: str, store: Store, with_unit: bool = True) -> Iterator[str]:
    """The lines of one series, with what its name gives away."""
    low = name.lower()
    told = {"column": _quoted(name), "indicator": OPEN}
    if any(word in low for word in _WORDS["growth"]):
        told |= {"measure": "growth", "base": "year_before"}
    elif any(word in low for word in _WORDS["share"]):
        told |= {"measure": "share", "of": OPEN}
    if any(word in low for word in _WORDS["to_date"]):
        told["timing"] = "to_date"
    words = unit_in(name, _units(store))
    guessed = _quoted(words) if words else '"%"' if "measure" in told else OPEN
    if with_unit:
        told["unit"] = guessed
    yield f"  # {where}" + (
        ": its name speaks of "
        + ", ".join(each for each in ("growth", "share", "to_date") if any(word in low for word in _WORDS[each]))
        if len(told) > 3
        else ""
    )
    yield "  - {" + ", ".join(f"{key}: {text}" for key, text in told.items()) + "}"


def unfilled(recipe: Recipe) -> list[Fault]:
    """What a draft still leaves open."""
    return [
        Fault(f"{recipe.where}: {where}", OPEN, "an answer", "The recipe is a draft: fill it in.")
        for where in _open(recipe.told)
    ]


def _open(told: Any, where: str = "") -> Iterator[str]:
    if isinstance(told, Mapping):
        for name, each in told.items():
            yield from _open(each, f"{where}: {name}".removeprefix(": "))
    elif isinstance(told, list):
        for number, each in enumerate(told, 1):
            yield from _open(each, f"{where}, entry {number}")
    elif told == OPEN:
        yield where
