"""Checks of days and periods: that the calendar has them, and that observations, prints and sources agree on them.

An observation belongs to the source that printed it first, and is known from the day of that source (`known_from`).
Later prints are in prints.csv. A less exact one, as 超万亿元 beside 1.18万亿元, may be the earlier one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.store.package import Package, read_table
from statbook.store.periods import EARLIEST, LATEST, is_day, is_over, is_period

MAX_DISTANCE = 300
"""Days by which a date without a printed year may differ from that of its article."""
_HAPPENED = ("actual", "preliminary")
_ENDING = ("over", "to_date", "at")
_YEARS = f"in the years {EARLIEST} to {LATEST}"
DAY = f"a day that the calendar has, {_YEARS}"
PERIOD = f"a period that the calendar has, {_YEARS}, which does not end before it starts"
Tables = Mapping[str, pd.DataFrame]


def check_dates(package: Package) -> list[Fault]:
    """Every day or period that is impossible, and every `known_from` that is not the day of the first source."""
    resources = package.resources
    tables = {name: read_table(package, name) for name in resources}
    found = [fault for name, table in tables.items() for fault in _impossible(table, resources[name])]
    if found:
        return found
    for theme in package.themes:
        found += _of_theme(package, theme, tables)
    where = f"data/{resources['events']['path']}"
    return [*found, *_misdated_events(where, tables["events"], _days(tables))]


def check_date_rows(package: Package, theme: str, rows: pd.DataFrame) -> list[Fault]:
    """The same for the *rows* of one *theme*; all rows with the key of one of them must be there."""
    tables = {name: read_table(package, name) for name in ("sources", "prints", "changes")}
    return [*_impossible(rows, package.resources[theme])] or _of_theme(package, theme, tables | {theme: rows})


def _of_theme(package: Package, theme: str, tables: Tables) -> list[Fault]:
    where, table = f"data/{package.resources[theme]['path']}", tables[theme]
    return [*_out_of_order(where, table), *_known_from(where, table, tables, _days(tables))]


def _days(tables: Tables) -> dict[str, str]:
    return dict(zip(tables["sources"]["source"], tables["sources"]["date"], strict=True))


def _impossible(table: pd.DataFrame, resource: Mapping[str, Any]) -> Iterator[Fault]:
    for field in resource["schema"]["fields"]:
        is_date = field["type"] == "date"
        if is_date or str(field["description"]).startswith("EDTF"):
            column, test = table[field["name"]], is_day if is_date else is_period
            wrong = {cell for cell in column.unique() if cell and not all(map(test, str(cell).split(";")))}
            for line, cell in column[column.isin(wrong)].items():
                where = f"data/{resource['path']}:{line}: {field['name']}"
                yield Fault(where, repr(str(cell)), DAY if is_date else PERIOD, "Look it up in the text.")


def _out_of_order(where: str, table: pd.DataFrame) -> Iterator[Fault]:
    """Values that ended before they were known, and values that were known before their period was over."""
    closed = table[(table["known_to"] != "") & (table["known_to"] <= table["known_from"])]
    for line, start, end in closed[["known_from", "known_to"]].itertuples():
        yield Fault(f"{where}:{line}: known_to", repr(end), f"a day after known_from, {start}", "Mend one of the two.")
    happened = table[table["status"].isin(_HAPPENED) & table["timing"].isin(_ENDING)]
    times = ["period", "timing", "known_from"]
    early = [key for key in happened[times].drop_duplicates().itertuples(index=False, name=None) if not is_over(*key)]
    happened = happened[pd.MultiIndex.from_frame(happened[times]).isin(early)] if early else happened.head(0)
    for line, period, day in happened[["period", "known_from"]].itertuples():
        fix = "Mend one of the two; what is not over is a target, a forecast or an estimate."
        yield Fault(f"{where}:{line}: period", f"{period}, known from {day}", f"one that was over on {day}", fix)


def _value(value: str, unit: str, bound: str) -> tuple[Decimal | str, str, str]:
    try:
        return Decimal(value), unit, bound
    except InvalidOperation:
        return value, unit, bound


def _known_from(where: str, table: pd.DataFrame, tables: Tables, days: Mapping[str, str]) -> Iterator[Fault]:
    """Values that another source printed earlier, and values that are not known from the day of their source."""
    prints: dict[str, list[tuple[str, str, Any]]] = defaultdict(list)
    for _, obs, source, *value in tables["prints"][["obs", "source", "value", "unit", "bound"]].itertuples():
        if source in days:
            prints[obs].append((days[source], source, _value(*value)))
    # What we read anew in another source stays known from the day of the source that it was read in before.
    changes, reread = tables["changes"], defaultdict(set)
    for _, obs, source in changes.loc[changes["column"] == "source", ["obs", "before"]].itertuples():
        reread[obs].add(days.get(source))
    previous: dict[str, str] = {}
    # Most are known from the day of their source, and printed nowhere else.
    table = table[(table["known_from"] != table["source"].map(days)) | table["obs"].isin({*prints, *reread})]
    rows = table[["obs", "known_from", "source", "value", "unit", "bound"]]
    for line, obs, known, source, *value in rows.sort_values(["obs", "known_from"], kind="stable").itertuples():
        last, previous[obs] = previous.get(obs, ""), known
        if source not in days:
            continue  # reported by the check of the schema
        # What was printed before the value that this one replaced belongs to an earlier time.
        earlier = [
            (day, code)
            for day, code, other in prints.get(obs, ())
            if last < day < days[source] and other == _value(*value)
        ]
        if earlier:
            day, code = min(earlier)
            fix = "Put the row under the source that printed the number first, and the other source into prints.csv."
            yield Fault(f"{where}:{line}: source", f"{source} of {days[source]}", f"{code} of {day}", fix)
        elif known != days[source] and known not in reread.get(obs, ()):
            fix = "Mend known_from here, or date in sources.csv."
            yield Fault(f"{where}:{line}: known_from", known, f"{days[source]}, the day of its source {source}", fix)


_PRINTED = {"year": r"(?<!\d)(?:19|20)\d\d(?!\d)", "month": r"(\d{1,2})月", "day": r"(\d{1,2})日"}
"""The parts of a date as pages print them."""
_RELATIVE = {"去年": -1, "今年": 0}
"""Words for a year, as an offset from the year of the article."""


def _misdated_events(where: str, events: pd.DataFrame, days: Mapping[str, str]) -> Iterator[Fault]:
    """Events with another year, month or day than is printed, and those done that start after the day of their source."""
    for line, event in events.iterrows():
        printed, day = "".join(str(event["printed"]).split()), days.get(event["source"], "")
        start = str(event["date"]).partition("/")[0]
        if event["status"] == "done" and day and start > day:
            yield Fault(f"{where}:{line}: date", f"{start}, done", f"no day after {day}, that of {event['source']}")
        named = {part: {int(one) for one in re.findall(form, printed)} for part, form in _PRINTED.items()}
        named["year"] |= {int(day[:4]) + off for word, off in _RELATIVE.items() if word in printed and day}
        ends = [[int(each) for each in end.split("-")] for end in str(event["date"]).split("/") if end != ".."]
        dated = dict(zip(named, ({end[i] for end in ends if len(end) > i} for i in range(3)), strict=True))
        # Without a year, the page means the year of its article, or a date near the turn of that year.
        if named["month"] and not named["year"] and day:
            distances = (abs((date(*[*end, 1, 1][:3]) - date.fromisoformat(day)).days) for end in ends)
            if any(distance > MAX_DISTANCE for distance in distances):
                named["year"] = {int(day[:4])}
        if any(named[part] and dated[part] - named[part] for part in named):
            fix = "Mend date or printed."
            yield Fault(f"{where}:{line}: date", str(event["date"]), f"the date that is printed, {printed}", fix)
