"""Check rows against the schema and the tables of codes: types, codes, units, times, ranges and harmless text.

The module is long because each column has its checks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import filterfalse
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.parsed_table import ParsedTable
from statbook.ingest.parsing.series_rows import LARGEST_POWER
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import INVISIBLE, row_faults, sort_faults, suggest
from statbook.store import WHOLE
from statbook.store.descriptor import allowed_values
from statbook.store.grouping import map_once
from statbook.store.package import CONTROL, FORMS
from statbook.store.periods import UNDATED, is_day, is_over, is_period, length_of
from statbook.store.sheets import inert
from statbook.store.validation.schema import NEEDS, NOT_ABOVE_ZERO
from statbook.store.validation.wholes import PERIOD, find_wrong_wholes

_TEXT = ("of", "printed", "note", "producer", "source", "cell")
_FORMULA_SIGNS = re.compile("[=+\\-−@＝﹦＋﹢－﹣＠﹫]")
"""Text without one of these cannot be a formula; most texts need no closer look."""
_UNITS = {
    **dict.fromkeys(("growth", "share"), ("percent",)),
    **dict.fromkeys(("share_change", "growth_gap", "contribution"), ("percentage_point",)),
    "rank": ("place", "places_from_bottom"),
}
"""The units of measures that do not have the unit of their indicator."""


def check_rows(table: ParsedTable, vocabulary: Vocabulary, sources: Iterable[str]) -> list[Fault]:
    """Everything in the rows that data/ may not hold, in the order of the file; *sources* are the known sources.

    Times and numbers are checked in rows whose types and codes are right.
    """
    if table.rows.empty:
        return []
    cells = _Cells(table.rows, table.columns)
    faults = [*_types(cells, vocabulary, table.theme), *_codes(cells, vocabulary, table.theme, sources), *_texts(cells)]
    cells = _Cells(table.rows[~table.rows.index.isin(cells.wrong)], table.columns)
    faults += [*_times(cells), *_numbers(cells, vocabulary)] if len(cells.rows) else []
    return sort_faults(faults)


class _Cells:
    """The rows, and faults at the place of each of their cells."""

    def __init__(self, rows: pd.DataFrame, columns: Mapping[str, int]) -> None:
        self.rows, self.columns = rows, columns
        self._texts: dict[str, list[str]] = {}
        self.wrong: set[Any] = set()
        """The rows that have a fault."""

    def faults(
        self, wrong: pd.Series, column: str, expected: str, found: str = "", fix: str = "", **words: Any
    ) -> Iterator[Fault]:
        """A fault in *column* of each row that is *wrong*; by default what is found is the cell."""
        if not wrong.any():
            return
        rows = self.rows[wrong]
        self.wrong |= {*rows.index}
        if column in self.columns:
            at = self.columns[column]
            rows = rows.assign(where=rows["where"].map(lambda place: place._replace(column=at)))
        cells = rows[column].map(lambda text: repr(text) if text else "an empty cell")
        yield from row_faults(rows.assign(found_=cells), found or "{found_}", expected, fix, column=column, **words)

    def texts(self, column: str) -> list[str]:
        """The different texts of *column*."""
        if column not in self._texts:
            self._texts[column] = self.rows[column].unique().tolist()
        return self._texts[column]

    def each(self, column: str, is_good: Callable[[str], object], expected: str, fix: str = "") -> Iterator[Fault]:
        """A fault for every cell of *column* that is not good; each text is checked once."""
        bad = [*filterfalse(is_good, self.texts(column))]
        if bad:
            yield from self.faults(self.rows[column].isin(bad), column, "{expected_}", fix=fix, expected_=expected)

    def among(self, column: str, codes: Iterable[str], expected: str) -> Iterator[Fault]:
        """A fault for every cell of *column* that is none of *codes*, with a similar code."""
        allowed = sorted(codes)
        for text in set(self.texts(column)).difference(allowed):
            hint = suggest(text, allowed)
            yield from self.faults(self.rows[column] == text, column, expected, fix="{fix_}", fix_=hint)


def _types(cells: _Cells, vocabulary: Vocabulary, theme: str) -> Iterator[Fault]:
    for field in vocabulary.store.package.fields(theme):
        name, limits = field["name"], field.get("constraints", {})
        pattern = limits.get("pattern") or FORMS.get(field["type"])
        if name == "known_to" or name not in cells.rows:
            continue
        if (values := allowed_values(field)) is not None:
            yield from cells.among(name, values, f"one of {', '.join(values)}")
        elif pattern or limits.get("required"):
            is_good = _fitter(pattern, required=limits.get("required", False) and name != "obs")
            yield from cells.each(name, is_good, field["description"])
    if "step" in cells.rows:
        yield from cells.each("step", lambda text: not NOT_ABOVE_ZERO.fullmatch(text), "a number above zero")


def _fitter(pattern: str | None, *, required: bool) -> Callable[[str], object]:
    form = f"(?:{pattern or '(?s:.)+'})" + ("" if required else "|")
    return re.compile(form, re.ASCII if pattern else 0).fullmatch


def _codes(cells: _Cells, vocabulary: Vocabulary, theme: str, sources: Iterable[str]) -> Iterator[Fault]:
    indicators = [code for code, row in vocabulary.indicators.items() if row["theme"] == theme]
    yield from cells.among("indicator", indicators, f"an indicator of {theme}")
    yield from cells.among("unit", vocabulary.units, "a code of units.csv")
    yield from cells.among("source", sources, "a code of sources.csv")
    wholes = {"indicator": set(vocabulary.indicators)}
    for dimension in ("region", *vocabulary.dimensions(theme)):
        codes = vocabulary.codes(dimension)
        wholes[dimension] = {*codes, *WHOLE}
        allowed = codes[1:] if dimension == "region" else codes
        yield from cells.among(dimension, allowed, f"a code of members.csv with dimension {dimension}")

    def names_a_whole(text: str) -> bool:
        name, _, code = text.partition("=")
        if name == PERIOD:
            return is_period(code)
        return text in ("", "unknown") or code in wholes.get(name, ())

    expected = "a whole as dimension=member or indicator=code, an earlier growth as period=2026-01, or unknown"
    yield from cells.each("of", names_a_whole, expected)
    sound = cells.rows[~cells.rows.index.isin(cells.wrong)]
    for each in find_wrong_wholes(sound, vocabulary.dimensions(theme), vocabulary.members.values()):
        is_wrong = cells.rows.index.to_series().isin(each.rows)
        yield from cells.faults(is_wrong, "of", each.expected, fix=each.fix)


def _texts(cells: _Cells) -> Iterator[Fault]:
    hidden = re.compile(f"{CONTROL}|{INVISIBLE.pattern}")
    visible = "text without control or invisible characters", "Type it again."
    formula = "text that no spreadsheet takes for a formula", "Let it begin with another character."
    for column in (name for name in _TEXT if name in cells.rows):
        every = "\n".join(cells.texts(column))
        if not hidden.search(every) and not _FORMULA_SIGNS.search(every):
            continue
        yield from cells.each(column, lambda text: not hidden.search(text), *visible)
        yield from cells.each(column, lambda text: not _FORMULA_SIGNS.search(text) or inert(text) == text, *formula)


def _times(cells: _Cells) -> Iterator[Fault]:
    """Periods and days of the calendar; bases and wholes where the measure has them; actual values once they can be."""
    rows = cells.rows
    yield from cells.each("period", is_period, "a period that the calendar has")
    base = f"a period, or {UNDATED} if none is printed"
    yield from cells.each("base_period", lambda text: not text or is_period(text), base)
    yield from cells.each("known_from", is_day, "a day that the calendar has")

    def is_over_then(period: str, timing: str, day: str) -> bool:
        return not (is_period(period) and is_day(day)) or is_over(period, timing, day)

    early = rows["status"].isin(["actual", "preliminary"]) & rows["timing"].isin(["over", "to_date", "at"])
    yield from cells.faults(
        early & ~_test_once(rows[["period", "timing", "known_from"]], is_over_then),
        "period",
        "a period that was over on {known_from}",
        "{period}, known from {known_from}",
        "Is the day right? What is not over is a target, a forecast or an estimate.",
    )
    for column, measures, wanted, optional in NEEDS:
        needed = rows["measure"].isin(measures)
        absent, present = needed & (rows[column] == ""), ~needed & (rows[column] != "")
        yield from cells.faults(absent, column, f"{wanted} with measure {{measure}}")
        yield from cells.faults(present & ~rows["measure"].isin(optional), column, "nothing with measure {measure}")


def _numbers(cells: _Cells, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Units by measure, shares from 0 to 100, no negative stocks, stocks at a point in time, ranges that ascend."""
    rows = cells.rows
    values, ends = (rows[name].astype(object).replace("", "nan").astype(float) for name in ("value", "value_to"))
    indicators = rows["indicator"].astype(object)
    own = indicators.map({code: row["unit"] for code, row in vocabulary.indicators.items()})
    quantities = {code: row["quantity"] for code, row in vocabulary.units.items()}
    kinds = indicators.map({code: row["kind"] for code, row in vocabulary.indicators.items()})
    level, measure = rows["measure"] == "level", rows["measure"]
    large = values.abs() >= 10**LARGEST_POWER
    yield from cells.faults(large, "value", f"a number below 10 to the {LARGEST_POWER}", "{value}")
    for name, units in _UNITS.items():
        wrong = (measure == name) & ~rows["unit"].isin(units)
        yield from cells.faults(wrong, "unit", f"{', '.join(units)} for {name}", "{unit}")
    wanted, quantity = own.map(quantities).fillna(""), rows["unit"].astype(object).map(quantities)
    points = (measure == "difference") & (wanted == "percent") & (quantity == "percentage_point")
    for name in wanted.unique():
        wrong = ~measure.isin(_UNITS) & (wanted == name) & (quantity != name) & ~points
        in_points = wrong & (measure == "difference") & (quantity == "percentage_point")
        expected = f"a unit of {name or 'its indicator'}, as {{indicator}} has for {{measure}}"
        yield from cells.faults(
            in_points, "unit", expected, "{unit}", "Points are of its growth (growth_gap) or its share (share_change)."
        )
        yield from cells.faults(wrong & ~in_points, "unit", expected, "{unit}")
    outside = (measure == "share") & ((values < 0) | (values > 100))
    yield from cells.faults(outside, "value", "a share from 0 to 100", "{value}")
    for kind in ("stock", "count"):
        negative = level & (kinds == kind) & (values < 0)
        yield from cells.faults(negative, "value", f"nothing below zero: {{indicator}} is a {kind}", "{value}")
    yield from cells.faults(
        (measure != "rank") & (kinds == "stock") & ~_test_once(rows[["timing", "period"]], _is_point),
        "timing",
        "one point in time: {indicator} is a stock",
        "{timing} {period}",
        "State timing at and the month or the day.",
    )
    yield from cells.faults(ends <= values, "value_to", "more than {value}", "{value_to}")


def _test_once(cells: pd.DataFrame, test: Callable[..., bool]) -> pd.Series:
    """Whether each row of *cells* passes a *test* of its texts; equal rows are tested once."""
    return map_once(cells, test).astype(bool)


def _is_point(timing: str, period: str) -> bool:
    """Whether a time is a point: a day, or the end of a month or year; an event at several days is one too."""
    if timing in ("over", "to_date"):
        return False
    length = length_of(period) if "/" in period else None
    return timing != "at" or length is None or length[0] == "day"
