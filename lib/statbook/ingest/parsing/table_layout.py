"""The header and the body of a table: where each column stands, which lines are rows."""

from __future__ import annotations

__all__ = ["BETWEEN", "Table", "columns_of", "named_period", "names_of"]

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import Grid, alike, place, shown
from statbook.ingest.parsing.vocabulary import near
from statbook.ingest.parsing.period_parser import AMBIGUOUS, in_parts, period_of
from statbook.store import Recipe

BETWEEN = " / "
"""Between the names of a header of several rows."""


@dataclass
class Table:
    """A grid with its header understood.

    names    position to name, as it stands, the rows of the header joined
    periods  position to period, where the columns are periods
    units    position to the words of the row of units
    above    the texts of the lines that are no rows: titles, and units of the whole table
    body     the lines that are rows, their cells without blanks at the ends
    faults   what is wrong with the header; there is no body to speak of then
    """

    grid: Grid
    names: dict[int, str]
    periods: dict[int, str]
    units: dict[int, str]
    body: pd.DataFrame
    above: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def of(cls, grid: Grid, recipe: Recipe) -> Table:
        told: Mapping[str, Any] = recipe.told.get("table", {})
        frame = grid.frame
        lines = told.get("header", _first(grid))
        lines = [lines] if isinstance(lines, int) else list(lines)
        wanted = dict.fromkeys([*lines, told.get("unit_row", lines[0]), *told.get("skip", [])])
        expected = f"the header, the units or a line to skip, as {recipe.where} says"
        absent = [Fault(f"{grid.file}:{line}", "no such line", expected) for line in wanted if line not in frame.index]
        if absent:
            return cls(grid, {}, {}, {}, frame.iloc[:0], faults=absent)
        names = names_of(frame, lines)
        unit_row = told.get("unit_row")
        units = (
            {int(str(at)): text.strip() for at, text in frame.loc[unit_row].items() if text.strip()}
            if unit_row in frame.index
            else {}
        )
        body = frame[frame.index > max(lines)]
        body = body[~body.index.isin([*told.get("skip", []), unit_row])]
        body = body[(body != "").any(axis=1)]
        for word in told.get("notes", []):
            body = body[~body[0].str.strip().str.startswith(word)]
        skipped = (frame.index < min(lines)) | frame.index.isin(told.get("skip", []))
        above = [text for text in frame[skipped].to_numpy().ravel() if text.strip()]
        table = cls(grid, names, {}, units, body, above)
        for name in told.get("fill_down", []):
            at = table.at(name)
            if at is not None:
                body = body.copy()
                body[at] = body[at].str.strip().mask(body[at].str.strip() == "").ffill().fillna("")
        table.body = body
        table._check(recipe)
        return table

    def at(self, name: str) -> int | None:
        """The position of a column by its name."""
        wanted = alike(name)
        return next((position for position, own in self.names.items() if alike(own) == wanted), None)

    def _check(self, recipe: Recipe) -> None:
        """Columns that are missing, that nobody named, that stand twice, and rows with other cells than the header."""
        told, grid = recipe.told, self.grid
        needed = [
            place["column"]
            for place in (told.get("region", {}), *told.get("dimensions", {}).values())
            if "column" in place
        ]
        needed += [told[name] for name in ("unit_column", "series", "long") if name in told]
        needed += told.get("table", {}).get("fill_down", [])
        if not told.get("wide"):
            needed += columns_of(told["period"])
        by_column = not ("long" in told or told.get("wide"))
        if by_column:
            needed += [spec["column"] for spec in recipe.values] + list(told.get("leave_out", {}))
        line = grid.frame.index[0]
        for name in dict.fromkeys(needed):
            if self.at(name) is None:
                fix = near(name, self.names.values()) or "Is it the recipe for this table?"
                self.faults.append(
                    Fault(f"{grid.file}:{line}", f"no column {name!r}", f"the columns of {recipe.where}", fix)
                )
        named = {alike(name) for name in needed} | ({alike(name) for name in told.get("leave_out", {})})
        seen: set[str] = set()
        for position, name in self.names.items():
            if told.get("wide") and alike(name) not in named:
                period = named_period(name, told["period"].get("is", ""))
                if period and period != AMBIGUOUS:
                    self.periods[position] = period
                    continue
            if alike(name) not in named:
                fix = "Give it a series under values, or name it under leave_out with the reason."
                self.faults.append(
                    Fault(
                        place(grid, line, position),
                        f"the column {shown(name)}",
                        f"a column that {recipe.where} names",
                        fix,
                    )
                )
            elif alike(name) in seen:
                self.faults.append(
                    Fault(
                        place(grid, line, position),
                        f"the column {shown(name)} a second time",
                        "columns of different names",
                    )
                )
            seen.add(alike(name))
        if told.get("wide") and not self.periods and not self.faults:
            self.faults.append(Fault(f"{grid.file}:{line}", "no column that is a period", "periods in the header"))
        self._check_rows()

    def _check_rows(self) -> None:
        last = max(self.names, default=-1)
        outside = [position for position in self.body.columns if int(position) not in self.names]
        for position in outside:
            for line in self.body.index[self.body[position].str.strip() != ""]:
                found = shown(str(self.body.at[line, position]))
                self.faults.append(Fault(place(self.grid, line, position), found, "a column with a name in the header"))
        widths = self.grid.widths.loc[self.body.index]
        for line in widths.index[widths <= last]:
            self.faults.append(
                Fault(
                    f"{self.grid.file}:{line}",
                    f"{widths[line]} cells",
                    f"{last + 1}, as in the header",
                    "Is the line cut off?",
                )
            )


def columns_of(period: Mapping[str, Any]) -> list[str]:
    """The column of periods, or those of the year and of its part; empty if the header has the periods."""
    return [period["column"]] if "column" in period else list(period.get("columns", []))


def named_period(name: str, form: str = "") -> str | None:
    """The period that the name of a column says, in one row of the header or in two: 2026年 above 1月."""
    parts = name.split(BETWEEN)
    return in_parts(parts) if len(parts) == 2 else period_of(name, form)


def _first(grid: Grid) -> int:
    """The first line that is not empty."""
    filled = (grid.frame != "").any(axis=1)
    return int(str(filled.idxmax()))


def names_of(frame: pd.DataFrame, lines: list[int]) -> dict[int, str]:
    """Names by position. Of several rows, an upper name reaches over the empty cells to its right."""
    rows = frame.loc[lines].apply(lambda column: column.str.strip())
    parts: dict[int, list[str]] = {position: [] for position in rows.columns}
    for number, line in enumerate(lines):
        last = ""
        for position in rows.columns:
            text = rows.at[line, position]
            below = any(rows.at[other, position] for other in lines[number + 1 :])
            last = text or (last if below else "")
            if last and (not parts[position] or parts[position][-1] != last):
                parts[position].append(last)
    return {position: BETWEEN.join(names) for position, names in parts.items() if names}
