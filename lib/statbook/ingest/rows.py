"""Rows beside the schema and the tables of codes: types, closed lists, codes, units, times, shares, inert text."""

from __future__ import annotations

__all__ = ["row_faults"]

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.grid import INVISIBLE, Grid, place
from statbook.ingest.known import Known, near
from statbook.ingest.series import LARGEST
from statbook.store import WHOLE
from statbook.store.periods import length_of
from statbook.store.schema import CONTROL, FORMS
from statbook.store.sheets import inert

_CHANGES = ("growth", "difference", "share_change", "growth_gap", "contribution")
_OF_A_WHOLE = ("share", "share_change", "growth_gap", "contribution")
_KNOWN_AFTERWARDS = ("actual", "preliminary")
_ENDING = ("over", "to_date", "at")
_NEVER_NEGATIVE = ("stock", "count")
_TEXT = ("of", "printed", "note", "producer", "source", "cell")
_LEADS = re.compile("[=+\\-−@＝﹦＋﹢－﹣＠﹫]")
"""Signs without one of which no text can be taken for a formula: most texts need not be looked at closer."""
_UNITS = {"growth": ("percent",), "share": ("percent",), "share_change": ("percentage_point",),
          "growth_gap": ("percentage_point",), "contribution": ("percentage_point",), "rank": ("place", "places_from_bottom")}  # fmt: skip


class _Rows:
    """The rows of a file, and where each of their cells stands."""

    def __init__(self, rows: pd.DataFrame, grid: Grid, positions: Mapping[str, int]) -> None:
        self.rows, self.grid, self.positions = rows, grid, positions

    def fault(self, index: Any, column: str, found: str, expected: str, fix: str = "") -> Fault:
        position = self.positions.get(column, self.rows.at[index, "position"])
        return Fault(place(self.grid, self.rows.at[index, "line"], position, column), found, expected, fix)

    def each(self, column: str, good: Callable[[str], bool], expected: str, fix: str = "") -> Iterator[Fault]:
        """A fault for every cell of *column* that is not *good*; each text is looked at once."""
        bad = {text for text in self.rows[column].unique() if not good(text)}
        for index in self.rows.index[self.rows[column].isin(bad)] if bad else ():
            text = str(self.rows.at[index, column])
            yield self.fault(index, column, repr(text) if text else "an empty cell", expected, fix)

    def among(self, column: str, codes: Iterable[str], expected: str) -> Iterator[Fault]:
        """A fault for every cell of *column* that is none of *codes*, with the codes that are near to it."""
        allowed = set(codes)
        for index in self.rows.index[~self.rows[column].isin(allowed)]:
            text = str(self.rows.at[index, column])
            found = repr(text) if text else "an empty cell"
            yield self.fault(index, column, found, expected, near(text, sorted(allowed)))


def row_faults(
    rows: pd.DataFrame, grid: Grid, known: Known, theme: str, positions: Mapping[str, int], sources: Iterable[str]
) -> list[Fault]:
    """Everything in *rows* that the data may not hold, in the order of the lines.

    *positions* are those of columns in the file; a cell of another column is told at the value of its row.
    """
    if rows.empty:
        return []
    table = _Rows(rows, grid, positions)
    found = [*_typed(table, known, theme), *_coded(table, known, theme, set(sources)), *_inert(table)]
    if not found:
        found = [*_timed(table), *_measured(table, known)]
    return sorted(found, key=lambda fault: _order(fault.where))


def _order(where: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", where)]


def _typed(table: _Rows, known: Known, theme: str) -> Iterator[Fault]:
    for field in known.store.package.fields(theme):
        name, limits = field["name"], field.get("constraints", {})
        if name == "known_to" or name not in table.rows:
            continue
        pattern = limits.get("pattern") or FORMS.get(field["type"])
        if "enum" in limits:
            yield from table.among(name, limits["enum"], f"one of {', '.join(limits['enum'])}")
        elif pattern or limits.get("required"):
            yield from table.each(
                name, _fits(pattern, limits.get("required", False) and name != "obs"), field["description"]
            )


def _fits(pattern: str | None, required: bool) -> Callable[[str], bool]:
    form = re.compile(pattern or r"(?s).+", re.ASCII if pattern else 0)
    return lambda text: bool(form.fullmatch(text)) or not (text or required)


def _coded(table: _Rows, known: Known, theme: str, sources: set[str]) -> Iterator[Fault]:
    rows = table.rows
    own = [code for code, row in known.indicators.items() if row["theme"] == theme]
    yield from table.among("indicator", own, f"an indicator of {theme}")
    yield from table.among("unit", known.units, "a code of units.csv")
    yield from table.among("source", sources, "a code of sources.csv")
    for dimension in ("region", *known.store.package.themes[theme]):
        codes = known.codes(dimension)
        allowed = codes if dimension != "region" else codes[1:]
        yield from table.among(dimension, allowed, f"a code of members.csv with dimension {dimension}")
    yield from table.each(
        "of", _names_a_whole(known, theme), "a whole as dimension=member or indicator=code, or unknown"
    )
    for index in rows.index[(rows["offset"] == "") == (rows["cell"] == "")]:
        yield table.fault(index, "cell", "both or neither", "an offset or a cell")


def _names_a_whole(known: Known, theme: str) -> Callable[[str], bool]:
    allowed = {name: {*known.codes(name), *WHOLE} for name in ("region", *known.store.package.themes[theme])}
    allowed["indicator"] = set(known.indicators)

    def good(text: str) -> bool:
        name, _, code = text.partition("=")
        return text in ("", "unknown") or code in allowed.get(name, ())

    return good


def _inert(table: _Rows) -> Iterator[Fault]:
    control = re.compile(CONTROL)
    for column in _TEXT:
        if column in table.rows:
            yield from table.each(
                column,
                lambda text: not control.search(text) and not INVISIBLE.search(text),
                "text without control signs and invisible ones",
                "Type it anew.",
            )
            yield from table.each(
                column,
                lambda text: not _LEADS.search(text) or inert(text) == text,
                "text that no spreadsheet takes for a formula",
                "Let it begin with another sign.",
            )


def _timed(table: _Rows) -> Iterator[Fault]:
    yield from table.each("period", _is_period, "a period that the calendar has")
    yield from table.each(
        "base_period", lambda text: text in ("", "unknown") or _is_period(text), "a period, or unknown"
    )
    yield from table.each("known_from", _is_day, "a day that the calendar has")
    yield from _not_yet(table)
    rows = table.rows
    for column, needed, without in (("base_period", _CHANGES, ()), ("of", _OF_A_WHOLE, ("rank",))):
        wrong = rows["measure"].isin(needed) != (rows[column] != "")
        for index in rows.index[wrong & ~rows["measure"].isin(without)]:
            measure, text = str(rows.at[index, "measure"]), str(rows.at[index, column])
            yield table.fault(
                index,
                column,
                repr(text) if text else "an empty cell",
                f"{'a value or unknown' if measure in needed else 'nothing'} with measure {measure}",
            )


def _not_yet(table: _Rows) -> Iterator[Fault]:
    """What is said to be actual although its time was not over on the day from which it is known.

    What stands at the end of a month may be told in that month: the text counts what there is by then.
    """
    rows = table.rows[table.rows["status"].isin(_KNOWN_AFTERWARDS) & table.rows["timing"].isin(_ENDING)]
    for index, period, timing, day in zip(rows.index, rows["period"], rows["timing"], rows["known_from"], strict=True):
        end = _last_day(period) if _is_period(period) and _is_day(day) else ""
        if (end[:7] > day[:7]) if timing == "at" and len(period.rpartition("/")[2]) < 10 else end > day:
            fix = "Is the day right? What is not over is a target, a forecast or an estimate."
            yield table.fault(index, "period", f"{period}, known from {day}", f"a period that was over on {day}", fix)


def _last_day(period: str) -> str:
    """The last day of a period as text that compares; empty if it is open."""
    end = period.rpartition("/")[2]
    if len(end) == 7:
        year, month = end.split("-")
        return f"{end}-{monthrange(int(year), int(month))[1]}"
    return "" if end == ".." else f"{end}-12-31"[:10]


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_period(text: str) -> bool:
    if text == "..":
        return True
    start, _, end = text.partition("/")
    parts = [part for part in (start, end) if part not in ("", "..")]
    return all(_is_day(f"{part}-01-01"[:10] if len(part) != 7 else f"{part}-01") for part in parts) and (
        not end or start == ".." or start[: len(end)] <= end
    )


def _measured(table: _Rows, known: Known) -> Iterator[Fault]:
    """What a number may be: units by measure, shares from 0 to 100, no negative stocks, ranges that go up."""
    rows = table.rows
    quantity = {code: row["quantity"] for code, row in known.units.items()}
    own = {code: quantity.get(row["unit"], "") for code, row in known.indicators.items()}
    numbers = pd.to_numeric(rows["value"]).astype(float)
    for index in numbers.index[numbers.abs() >= 10**LARGEST]:
        yield table.fault(index, "value", str(rows.at[index, "value"]), f"a number below 10 to the {LARGEST}")
    for key, group in rows.groupby(["indicator", "measure", "unit"], sort=False):
        indicator, measure, unit = (str(part) for part in key)
        expected = _UNITS.get(measure)
        wrong = unit not in expected if expected else _differs(quantity[unit], own[indicator], measure)
        wanted = (
            ", ".join(expected) if expected else f"a unit of {own[indicator] or 'its indicator'}, as {indicator} has"
        )
        for index in group.index if wrong else ():
            yield table.fault(index, "unit", str(unit), f"{wanted} for {measure}")
        values = numbers[group.index]
        if measure == "share":
            for index in values.index[(values < 0) | (values > 100)]:
                yield table.fault(index, "value", str(rows.at[index, "value"]), "a share from 0 to 100")
        kind = known.indicators[indicator]["kind"]
        if measure == "level" and kind in _NEVER_NEGATIVE:
            for index in values.index[values < 0]:
                expected_kind = f"nothing below zero: {indicator} is a {kind}"
                yield table.fault(index, "value", str(rows.at[index, "value"]), expected_kind)
        if measure != "rank" and kind == "stock":
            for index in (each for each in group.index if not _has_an_end(rows.loc[each])):
                found = f"{rows.at[index, 'timing']!s} {rows.at[index, 'period']!s}"
                expected_time = f"one point in time: {indicator} is a stock"
                yield table.fault(index, "timing", found, expected_time, "Say timing at and the month or the day.")
    ranges = rows[rows["value_to"] != ""]
    for index, low, high in zip(ranges.index, ranges["value"], ranges["value_to"], strict=True):
        if Decimal(str(high)) <= Decimal(str(low)):
            yield table.fault(index, "value_to", str(high), f"more than {low!s}")


def _has_an_end(row: pd.Series) -> bool:
    """Whether a stock's time is a point: at a day, a month's or a year's end; days of an event may be some."""
    if row["timing"] in ("over", "to_date"):
        return False
    length = length_of(row["period"]) if "/" in row["period"] else None
    return row["timing"] != "at" or length is None or length[0] == "day"


def _differs(quantity: str, own: str, measure: str) -> bool:
    points = measure == "difference" and own == "percent" and quantity == "percentage_point"
    return quantity != own and not points
