"""Days and periods of all tables: whether the calendar has them, and whether figures, prints and sources agree on them.

A figure stands with the source that printed it first, and became known on the day of that source (`known_from`).
Later printings stand in prints.csv. One that is less exact, as 超万亿元 beside 1.18万亿元, may be the earlier one.
"""

from __future__ import annotations

__all__ = ["misdated"]

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.store.periods import EARLIEST, LATEST, is_day, is_over, is_period
from statbook.store.package import Package, read

YEAR = 300
"""Days within which a date without a printed year lies from that of its article."""
_HAPPENED = ("actual", "preliminary")
_ENDING = ("over", "to_date", "at")
_YEARS = f"in the years {EARLIEST} to {LATEST}"
DAY = f"a day that the calendar has, {_YEARS}"
PERIOD = f"a period that the calendar has, {_YEARS}, which does not end before it starts"
Tables = Mapping[str, pd.DataFrame]


def misdated(package: Package) -> list[Fault]:
    """Every day or period that cannot be, and every `known_from` that is not the day of the earliest source."""
    resources = package.resources
    tables = {name: read(package, name) for name in resources}
    found = [fault for name, table in tables.items() for fault in _impossible(table, resources[name])]
    if not found:
        days = dict(zip(tables["sources"]["source"], tables["sources"]["date"], strict=True))
        printed = _printings(tables, days)
        for theme in package.themes:
            where = f"data/{resources[theme]['path']}"
            found += [
                *_out_of_order(where, tables[theme]),
                *_known(where, tables[theme], days, printed, _reread(tables)),
            ]
        found += _ahead(f"data/{resources['events']['path']}", tables["events"], days)
        found += _misread(f"data/{resources['events']['path']}", tables["events"], days)
    return found


def _impossible(table: pd.DataFrame, resource: Mapping[str, Any]) -> Iterator[Fault]:
    for field in resource["schema"]["fields"]:
        dated = field["type"] == "date"
        if not dated and not str(field["description"]).startswith("EDTF"):
            continue
        column, test = table[field["name"]], is_day if dated else is_period
        wrong = {cell for cell in column.unique() if cell and not all(map(test, str(cell).split(";")))}
        for line, cell in column[column.isin(wrong)].items():
            where = f"data/{resource['path']}:{line}: {field['name']}"
            yield Fault(where, repr(str(cell)), DAY if dated else PERIOD, "Look it up in the text.")


def _out_of_order(where: str, table: pd.DataFrame) -> Iterator[Fault]:
    """What was replaced before it was known, and what is said to have happened before its time was over."""
    closed = table[(table["known_to"] != "") & (table["known_to"] <= table["known_from"])]
    for line, start, end in zip(closed.index, closed["known_from"], closed["known_to"], strict=True):
        yield Fault(f"{where}:{line}: known_to", repr(end), f"a day after known_from, {start}", "Mend one of the two.")
    told = table[table["status"].isin(_HAPPENED) & table["timing"].isin(_ENDING)]
    for line, period, timing, day in zip(told.index, told["period"], told["timing"], told["known_from"], strict=True):
        if not is_over(period, timing, day):
            fix = "Mend one of the two; what is not over is a target, a forecast or an estimate."
            yield Fault(f"{where}:{line}: period", f"{period}, known from {day}", f"one that was over on {day}", fix)


def _printings(tables: Tables, days: Mapping[str, str]) -> dict[str, list[tuple[str, str, Any]]]:
    """Of each figure its further printings: day, source, and what they say."""
    found = defaultdict(list)
    columns = [tables["prints"][name] for name in ("obs", "source", "value", "unit", "bound")]
    for obs, source, value, unit, bound in zip(*columns, strict=True):
        if source in days:
            found[obs].append((days[source], source, _said(value, unit, bound)))
    return found


def _said(value: str, unit: str, bound: str) -> tuple[Decimal | str, str, str]:
    try:
        return Decimal(value), unit, bound
    except InvalidOperation:
        return value, unit, bound


def _reread(tables: Tables) -> dict[str, set[str]]:
    """Of each figure that we read anew elsewhere, the sources that it had been read in: it is known from their day."""
    changes = tables["changes"]
    found: dict[str, set[str]] = defaultdict(set)
    for obs, source in changes.loc[changes["column"] == "source", ["obs", "before"]].itertuples(index=False):
        found[obs].add(source)
    return found


def _known(
    where: str,
    table: pd.DataFrame,
    days: Mapping[str, str],
    printed: Mapping[str, list[tuple[str, str, Any]]],
    reread: Mapping[str, set[str]],
) -> Iterator[Fault]:
    before: dict[str, str] = {}
    rows = table.sort_values(["obs", "known_from"], kind="stable")
    columns = [rows[name] for name in ("obs", "source", "value", "unit", "bound", "known_from")]
    for line, obs, source, value, unit, bound, known in zip(rows.index, *columns, strict=True):
        last, before[obs] = before.get(obs, ""), known
        if source not in days:
            continue  # a fault of its own
        said = _said(value, unit, bound) if obs in printed else None
        # What was printed before the value that this one replaced belongs to an earlier time.
        earlier = [
            (day, code) for day, code, other in printed.get(obs, ()) if other == said and last < day < days[source]
        ]
        if earlier:
            day, code = min(earlier)
            fix = "Let the row stand with the source that printed the figure first, and put the other into prints.csv."
            yield Fault(f"{where}:{line}: source", f"{source} of {days[source]}", f"{code} of {day}", fix)
        elif known != days[source] and known not in {days.get(code) for code in reread.get(obs, ())}:
            fix = "Mend known_from here, or date in sources.csv."
            yield Fault(f"{where}:{line}: known_from", known, f"{days[source]}, the day of its source {source}", fix)


_PRINTED = {"year": r"(?<!\d)(?:19|20)\d\d(?!\d)", "month": r"(\d{1,2})月", "day": r"(\d{1,2})日"}
"""The parts of a date as pages print them."""
_RELATIVE = {"去年": -1, "今年": 0}
"""Words for a year, as so many years from that of the article."""


def _misread(where: str, events: pd.DataFrame, days: Mapping[str, str]) -> Iterator[Fault]:
    """Dates of events whose year, month or day is another one than is printed."""
    for line, event in events.iterrows():
        printed, day = "".join(str(event["printed"]).split()), days.get(event["source"], "")
        said = {part: {int(one) for one in re.findall(form, printed)} for part, form in _PRINTED.items()}
        said["year"] |= {int(day[:4]) + off for word, off in _RELATIVE.items() if word in printed and day}
        parts = [[int(each) for each in end.split("-")] for end in str(event["date"]).split("/") if end != ".."]
        dated = dict(zip(said, ({end[place] for end in parts if len(end) > place} for place in range(3)), strict=True))
        # Without a year the page speaks of the one that it appeared in, or of the turn of a year.
        near = said["month"] and not said["year"] and day
        if near and any(abs((_first_day(end) - date.fromisoformat(day)).days) > YEAR for end in parts):
            said["year"] = {int(day[:4])}
        if any(said[part] and dated[part] - said[part] for part in said):
            fix = "Mend date or printed."
            yield Fault(f"{where}:{line}: date", str(event["date"]), f"the date that is printed, {printed}", fix)


def _first_day(parts: list[int]) -> date:
    return date(*[*parts, 1, 1][:3])


def _ahead(where: str, events: pd.DataFrame, days: Mapping[str, str]) -> Iterator[Fault]:
    """What is said to be done although it starts only after the day of its source."""
    for line, event in events[events["status"] == "done"].iterrows():
        start, day = str(event["date"]).partition("/")[0], days.get(event["source"], "")
        if day and start > day:
            yield Fault(f"{where}:{line}: date", f"{start}, done", f"no day after {day}, that of {event['source']}")
