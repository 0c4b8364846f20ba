"""Rows beside the schema and the tables of codes: types, closed lists, codes, units, times, shares, inert text."""

from __future__ import annotations

__all__ = ["row_faults"]

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import INVISIBLE, Grid
from statbook.ingest.parsing.vocabulary import Known
from statbook.ingest.validation.row_checks import Rows
from statbook.ingest.parsing.series_rows import LARGEST
from statbook.ingest.validation.row_checks import has_an_end, timed
from statbook.store import WHOLE
from statbook.store.package import CONTROL, FORMS
from statbook.store.sheets import inert

_NEVER_NEGATIVE = ("stock", "count")
_TEXT = ("of", "printed", "note", "producer", "source", "cell")
_LEADS = re.compile("[=+\\-−@＝﹦＋﹢－﹣＠﹫]")
"""Signs without one of which no text can be taken for a formula: most texts need not be looked at closer."""
_UNITS = {"growth": ("percent",), "share": ("percent",), "share_change": ("percentage_point",),
          "growth_gap": ("percentage_point",), "contribution": ("percentage_point",), "rank": ("place", "places_from_bottom")}  # fmt: skip


def row_faults(
    rows: pd.DataFrame, grid: Grid, known: Known, theme: str, positions: Mapping[str, int], sources: Iterable[str]
) -> list[Fault]:
    """Everything in *rows* that the data may not hold, in the order of the lines.

    *positions* are those of columns in the file; a cell of another column is told at the value of its row.
    """
    if rows.empty:
        return []
    table = Rows(rows, grid, positions)
    found = [*_typed(table, known, theme), *_coded(table, known, theme, set(sources)), *_inert(table)]
    if not found:
        found = [*timed(table), *_measured(table, known)]
    return sorted(found, key=lambda fault: _order(fault.where))


def _order(where: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", where)]


def _typed(table: Rows, known: Known, theme: str) -> Iterator[Fault]:
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


def _coded(table: Rows, known: Known, theme: str, sources: set[str]) -> Iterator[Fault]:
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


def _inert(table: Rows) -> Iterator[Fault]:
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


def _measured(table: Rows, known: Known) -> Iterator[Fault]:
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
            for index in (each for each in group.index if not has_an_end(rows.loc[each])):
                found = f"{rows.at[index, 'timing']!s} {rows.at[index, 'period']!s}"
                expected_time = f"one point in time: {indicator} is a stock"
                yield table.fault(index, "timing", found, expected_time, "Say timing at and the month or the day.")
    ranges = rows[rows["value_to"] != ""]
    for index, low, high in zip(ranges.index, ranges["value"], ranges["value_to"], strict=True):
        if Decimal(str(high)) <= Decimal(str(low)):
            yield table.fault(index, "value_to", str(high), f"more than {low!s}")


def _differs(quantity: str, own: str, measure: str) -> bool:
    points = measure == "difference" and own == "percent" and quantity == "percentage_point"
    return quantity != own and not points
