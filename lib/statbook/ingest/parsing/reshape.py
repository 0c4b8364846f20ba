"""A stranger's table as rows of a theme, the way its recipe says."""

from __future__ import annotations

__all__ = ["Shaped", "shaped"]

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.unit_parser import Unit, missing, stated_in, unit_in, unit_of
from statbook.ingest.readers.grid import Grid, alike, place, shown
from statbook.ingest.parsing.vocabulary import Known, near
from statbook.ingest.parsing.period_parser import AMBIGUOUS, in_parts, period_of, resolved
from statbook.ingest.parsing.series_rows import rows_of
from statbook.ingest.parsing.table_layout import BETWEEN, Table, columns_of
from statbook.store import Recipe
from statbook.store.printed_number import in_a_table

_SERIAL = re.compile(r"[34]\d{4}(?:\.0+)?", re.ASCII)
OUTSIDE = "Outside the periods of the recipe."
"""The reason for what lies before `from` or after `until` of its series."""


@dataclass
class Shaped:
    """What came of a table.

    rows      columns of the theme, without obs, source and known_from; `line` and `position` say the cell
    faults    everything that could not be read
    missing   cells that say that there is no number
    left_out  numbers that the recipe leaves out, by reason
    """

    rows: pd.DataFrame
    faults: list[Fault] = field(default_factory=list)
    missing: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def shaped(grid: Grid, recipe: Recipe, known: Known) -> Shaped:
    """The rows of *grid*, or the faults for which there are none."""
    table = Table.of(grid, recipe)
    dimensions = known.store.package.themes[recipe.theme]
    if table.faults:
        return Shaped(pd.DataFrame(), table.faults)
    out = Shaped(pd.DataFrame())
    cells = _cells(table, recipe, known, dimensions, out)
    stated = stated_in(table.above, known.units.values())
    frames = []
    exceptions = [
        (alike(entry["column"]), str(entry["period"]), entry["because"]) for entry in recipe.told.get("except", [])
    ]
    for number, spec in enumerate(recipe.values, 1):
        own = cells[cells["series"] == alike(spec["column"])]
        for column, period, because in exceptions:
            if column == alike(spec["column"]):
                hit = own["period"] == period
                out.left_out[because] += int(hit.sum())
                own = own[~hit]
        inside = _within(own, spec)
        if len(inside) < len(own):
            out.left_out[OUTSIDE] += len(own) - len(inside)
        own = _in_stated(inside, spec, stated, known)
        frames.append(
            rows_of(own, spec, f"{recipe.where}: values, entry {number}", grid, known, dimensions, out.faults)
        )
    for name, because in recipe.told.get("leave_out", {}).items():
        at = table.at(name) if "series" in recipe.told else None
        texts = table.body[at] if at is not None else pd.Series(dtype=str)
        out.left_out[because] += int((cells["series"] == alike(name)).sum()) + sum(
            in_a_table(each) is not None for each in texts
        )
    frames = [frame for frame in frames if len(frame)]
    if frames and not out.faults:
        out.rows = pd.concat(frames, ignore_index=True).sort_values(
            ["line", "position"], kind="stable", ignore_index=True
        )
    return out


def _in_stated(cells: pd.DataFrame, spec: Mapping[str, Any], stated: Mapping[Unit, str], known: Known) -> pd.DataFrame:
    """The cells of a series with the unit of the whole table where they have none of their own and it speaks of them.

    A line 单位：万元 speaks of amounts: of levels without a unit in the recipe, and of those whose unit is money.
    """
    own = unit_of(spec["unit"], known.units.values()) if "unit" in spec else None
    if not stated or own in stated or spec.get("measure", "level") not in ("level", "difference"):
        return cells
    if own and not stated_in([f"单位:{spec['unit']}"], known.units.values()):
        return cells
    return cells.assign(unit_word=cells["unit_word"].mask(cells["unit_word"] == "", next(iter(stated.values()))))


def _within(cells: pd.DataFrame, spec: Mapping[str, Any]) -> pd.DataFrame:
    """The cells from the first to the last period of a series; compared as text as far as the limit goes."""
    keep = pd.Series(True, index=cells.index)
    if "from" in spec:
        keep &= cells["period"] >= str(spec["from"])
    if "until" in spec:
        until = str(spec["until"])
        keep &= cells["period"].str[: len(until)] <= until
    return cells[keep]


def _cells(table: Table, recipe: Recipe, known: Known, dimensions: list[str], out: Shaped) -> pd.DataFrame:
    """Every cell that may hold a number: line, position, series, period, region, dimensions, unit and text."""
    body = table.body
    told = recipe.told
    common: dict[str, Any] = {"line": body.index}
    for name in ("region", *dimensions):
        where = told["region"] if name == "region" else told.get("dimensions", {}).get(name, {"is": "all"})
        common[name] = where["is"] if "is" in where else _members(table, name, where, known, out)
    common["unit_word"] = body[table.at(told["unit_column"])].str.strip() if "unit_column" in told else ""
    if told.get("wide"):
        common["series"] = body[table.at(told["series"])].map(alike)
        base = pd.DataFrame(common, index=body.index)
        frames = [
            base.assign(position=position, text=body[position], period=period)
            for position, period in table.periods.items()
        ]
    else:
        common["period"] = _periods(table, columns_of(told["period"]), told["period"].get("is", ""), out)
        base = pd.DataFrame(common, index=body.index)
        if "long" in told:
            position = table.at(told["long"])
            frames = [
                base.assign(series=body[table.at(told["series"])].map(alike), position=position, text=body[position])
            ]
        else:
            names = dict.fromkeys([spec["column"] for spec in recipe.values] + list(told.get("leave_out", {})))
            frames = [
                base.assign(series=alike(name), position=table.at(name), text=body[table.at(name)])
                for name in names
                if table.at(name) is not None
            ]
    cells = pd.concat(frames, ignore_index=True)
    units = {at: unit_in(name, known.units.values()) for at, name in table.names.items()} | table.units
    by_place = cells["position"].map(lambda at: units.get(at, ""))
    cells["unit_word"] = by_place.mask(by_place == "", cells["unit_word"])
    named = cells["series"].map({name: unit_in(name, known.units.values()) for name in cells["series"].unique()})
    cells["unit_word"] = cells["unit_word"].mask(cells["unit_word"] == "", named)
    _unknown_series(cells, recipe, table, out)
    cells["text"] = cells["text"].str.strip()
    more = frozenset(alike(sign).casefold() for sign in told.get("missing", []))
    nothing = cells["text"].map({text: missing(text, more) for text in cells["text"].unique()}).astype(bool)
    wanted = cells["series"].isin({alike(spec["column"]) for spec in recipe.values})
    out.missing = int((nothing & wanted).sum())
    return cells[~nothing]


def _periods(table: Table, columns: list[str], form: str, out: Shaped) -> pd.Series:
    """The period of each row, from one column or from a year and a part of it in two."""
    column, position = columns[-1], table.at(columns[-1])
    parts = [table.body[table.at(name)].str.strip() for name in columns]
    texts = parts[0] if len(parts) == 1 else parts[0] + BETWEEN + parts[1]
    read = {
        text: period_of(text, form) if len(parts) == 1 else in_parts(text.split(BETWEEN)) for text in texts.unique()
    }
    periods = texts.map(read).astype(object)
    if form == "year.month" and AMBIGUOUS in read.values():
        periods = pd.Series(resolved(list(texts), list(periods)), index=texts.index, dtype=object)
    for line in texts.index[periods.isna() | (periods == AMBIGUOUS)]:
        text = texts[line]
        if periods[line] == AMBIGUOUS:
            fix = "2020.1 may be January or October: write 2020-01, or let the recipe say {is: year.month} and the rows stand in order."
        else:
            words = not any(sign.isdigit() for sign in text)
            fix = "Name lines that are no rows of the table in the recipe: skip, notes." if words else ""
            if _SERIAL.fullmatch(text):
                fix = "It looks like a day as a spreadsheet counts it, from 1900: give the cells a date format."
        out.faults.append(Fault(place(table.grid, line, position, column), shown(text), "a period", fix))
    return periods.where(periods.notna() & (periods != AMBIGUOUS), "")


def _members(table: Table, dimension: str, where: Mapping[str, Any], known: Known, out: Shaped) -> pd.Series:
    position = table.at(where["column"])
    texts = table.body[position]
    own = {alike(name): code for name, code in where.get("codes", {}).items()}
    names = known.by_name(dimension) | own
    codes = texts.map({text: names.get(alike(text)) for text in texts.unique()})
    for line in texts.index[codes.isna()]:
        text = texts[line]
        out.faults.append(
            Fault(
                place(table.grid, line, position, where["column"]),
                shown(text),
                f"a code or a name of members.csv with dimension {dimension}",
                near(alike(text), names) or f"Give it a code in the recipe: codes: {{{shown(text)}: CODE}}.",
            )
        )
    return codes.fillna("all")


def _unknown_series(cells: pd.DataFrame, recipe: Recipe, table: Table, out: Shaped) -> None:
    """Series of a long or wide table that the recipe does not name."""
    named = {alike(spec["column"]) for spec in recipe.values} | {
        alike(name) for name in recipe.told.get("leave_out", {})
    }
    strange = cells[~cells["series"].isin(named)].drop_duplicates("series")
    for row in strange.itertuples():
        position = table.at(recipe.told["series"])
        where = place(table.grid, row.line, position, recipe.told["series"])
        out.faults.append(
            Fault(where, shown(str(row.series)), "a series that the recipe names", near(str(row.series), named))
        )
    present = set(cells["series"])
    columns = {alike(name) for name in table.names.values()}
    for name in sorted(named - present - columns):
        if "series" in recipe.told:
            out.faults.append(
                Fault(table.grid.file, f"no series {name!r}", "every series that the recipe names", near(name, present))
            )
