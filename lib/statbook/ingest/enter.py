"""The tables of data/ with new rows in them, as bytes; rows that stay as they are keep every byte."""

from __future__ import annotations

__all__ = ["Entry", "entered", "keys_of"]

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from statbook.ingest.facts import Sorted
from statbook.ingest.known import Known
from statbook.store import Package

Row = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """What becomes of data/: file names with their new bytes; none if nothing changes."""

    files: dict[str, bytes]


def keys_of(rows: pd.DataFrame, dimensions: Sequence[str]) -> pd.Series:
    """Readable keys: region, period, indicator, members, and what is measured if it is not the level."""
    key = rows["region"].map({each: each.lower() for each in rows["region"].unique()}).astype(object)
    key = key + "." + rows["period"].map({each: _dotless(each) for each in rows["period"].unique()})
    key = key + "." + rows["indicator"]
    for dimension in dimensions:
        key = key + rows[dimension].map(
            {code: "" if code == "all" else f".{code.lower()}" for code in rows[dimension].unique()}
        )
    return key + rows["measure"].map(lambda measure: "" if measure == "level" else f".{measure}")


def _dotless(period: str) -> str:
    return {"..": "open"}.get(period, period.replace("../", "open_").replace("/", "_"))


def entered(known: Known, theme: str, found: Sorted, source: Row, amends: Mapping[str, Row]) -> Entry:
    """The files of data/ that change when *found* enters with the row *source* of sources.csv."""
    package, files = known.store.package, {}
    if found.new.empty and found.printed.empty and found.revised.empty:
        return Entry({})
    columns = [field["name"] for field in package.fields(theme)]
    rows = pd.concat([found.new, found.revised], ignore_index=True)
    closed = {int(line): day for line, day in zip(found.revised["old"], found.revised["known_from"], strict=True)}
    if not rows.empty:
        files[package.path(theme).name] = _changed(package, theme, rows.reindex(columns=columns, fill_value=""), closed)
    if not found.printed.empty:
        prints = found.printed.assign(obs=found.printed["obs_old"])
        files["prints.csv"] = _changed(
            package, "prints", prints[[field["name"] for field in package.fields("prints")]], {}
        )
    if source["source"] not in known.store.sources.index:
        files["sources.csv"] = _changed(
            package,
            "sources",
            pd.DataFrame([source]).reindex(columns=[f["name"] for f in package.fields("sources")], fill_value=""),
            {},
        )
    return Entry(files | _definitions(known, rows, amends))


def _definitions(known: Known, rows: pd.DataFrame, amends: Mapping[str, Row]) -> dict[str, bytes]:
    """The tables of codes with what the rows use and the tables do not have, and the cells that the recipe amends."""
    store, files = known.store, {}
    lines: dict[str, list[Row]] = {"units": [], "indicators": [], "members": []}
    if not rows.empty:
        used = [code for code in rows["indicator"].unique() if code not in store.indicators.index]
        lines["indicators"] = [known.indicators[code] for code in used]
        units = dict.fromkeys([*rows["unit"].unique(), *(row["unit"] for row in lines["indicators"])])
        lines["units"] = [known.units[code] for code in units if code not in store.units.index]
        dimensions = [name for name in rows.columns if name in {dimension for dimension, _ in known.members}]
        for dimension in dimensions:
            for code in rows[dimension].unique():
                if code != "all" and (dimension, code) not in store.members.index:
                    lines["members"].append(known.members[dimension, code])
    for name, added in lines.items():
        columns = [field["name"] for field in store.package.fields(name)]
        cells: dict[int, Row] = {}
        if name == "indicators":
            numbers = {code: line for line, code in enumerate(store.indicators["indicator"], 2)}
            cells = {
                numbers[code]: told
                for code, told in amends.items()
                if code in numbers and any(store.indicators.at[code, column] != text for column, text in told.items())
            }
        if added or cells:
            files[f"{name}.csv"] = _rewritten(
                store.package, name, pd.DataFrame(added).reindex(columns=columns).fillna(""), cells
            )
    return files


def _changed(package: Package, name: str, rows: pd.DataFrame, closed: Mapping[int, str]) -> bytes:
    return _rewritten(package, name, rows, {line: {"known_to": day} for line, day in closed.items()})


def _rewritten(package: Package, name: str, rows: pd.DataFrame, cells: Mapping[int, Row]) -> bytes:
    """The file of the table *name* with *cells* changed, by line and column, and *rows* behind its own."""
    raw = package.path(name).read_bytes()
    columns = [field["name"] for field in package.fields(name)]
    if cells:
        raw = _altered(raw.decode("utf-8"), columns, cells).encode("utf-8")
    if raw and not raw.endswith(b"\n"):
        raw += b"\n"
    return raw + rows.to_csv(index=False, header=False, lineterminator="\n").encode("utf-8")


def _altered(text: str, columns: list[str], cells: Mapping[int, Row]) -> str:
    lines = text.split("\n")
    records = list(csv.reader(io.StringIO(text, newline="")))
    if len(records) != len([line for line in lines if line]):
        # Cells with line breaks: lines are no records, so all are written anew.
        made = io.StringIO()
        for number, record in enumerate(records, 1):
            csv.writer(made, lineterminator="\n").writerow(_with(record, columns, cells.get(number, {})))
        return made.getvalue()
    for number, told in cells.items():
        lines[number - 1] = _line(_with(records[number - 1], columns, told))
    return "\n".join(lines)


def _with(record: Iterable[str], columns: list[str], told: Row) -> list[str]:
    return [told.get(column, cell) for column, cell in zip(columns, record, strict=True)]


def _line(record: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(record)
    return out.getvalue()
