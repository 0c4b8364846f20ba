"""The tables of data/ with new rows in them, as bytes; rows that stay as they are keep every byte."""

from __future__ import annotations

__all__ = ["entered", "keys_of"]

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from statbook.ingest.merge import Sorted
from statbook.ingest.parsing.vocabulary import Known
from statbook.store import Package
from statbook.store.periods import UNDATED
from statbook.store.package import read

Row = Mapping[str, str]


def keys_of(rows: pd.DataFrame, dimensions: Sequence[str]) -> pd.Series:
    """Readable keys: region, period, indicator, members, what is measured if it is not the level, target and the like."""
    key = rows["region"].map({each: each.lower() for each in rows["region"].unique()}).astype(object)
    key = key + "." + rows["period"].map({each: _dotless(each) for each in rows["period"].unique()})
    key = key + "." + rows["indicator"]
    for dimension in dimensions:
        key = key + rows[dimension].map(
            {code: "" if code == "all" else f".{code.lower()}" for code in rows[dimension].unique()}
        )
    key = key + rows["measure"].map(lambda measure: "" if measure == "level" else f".{measure}")
    return key + rows["status"].map(lambda status: "" if status in ("actual", "preliminary") else f".{status}")


def _dotless(period: str) -> str:
    return "open" if period == UNDATED else period.replace("../", "open_").replace("/..", "_open").replace("/", "_")


def entered(
    known: Known, theme: str, found: Sorted, source: Row, amends: Mapping[str, Row], because: str, reason: str
) -> dict[str, bytes]:
    """The files of data/ that change when *found* enters with the row *source* of sources.csv; none if nothing does.

    *because* says what another value is: a revision closes the old row and opens a new one, and so does a correction,
    which is listed with its *reason*; a misreading is mended in its row, and listed cell by cell.
    """
    package = known.store.package
    files: dict[str, bytes] = {}
    if found.new.empty and found.printed.empty and found.revised.empty:
        return files
    mended = because == "misreading"
    used = {*found.new["source"], *found.printed["source"], *found.revised["source"]}
    first, prints = _printed_first(read(package, theme), found.printed)
    rows = found.new if mended else pd.concat([found.new, found.revised], ignore_index=True)
    cells = first | (_mended(package, theme, found.revised) if mended else _closed(found.revised))
    if not rows.empty or cells:
        files[package.path(theme).name] = _rewritten(package, theme, rows, cells)
    if because != "revision" and not found.revised.empty:
        files["changes.csv"] = _rewritten(package, "changes", _changes(package, theme, found.revised, because, reason))
    if not prints.empty:
        files["prints.csv"] = _rewritten(package, "prints", prints.assign(obs=prints["obs_old"]))
    there = known.store.sources
    if source["source"] in used - {*there.index}:
        files["sources.csv"] = _rewritten(package, "sources", pd.DataFrame([source]))
    elif source["source"] in used and there.at[source["source"], "note"] != source["note"]:
        line = list(there.index).index(source["source"]) + 2
        files["sources.csv"] = _rewritten(package, "sources", pd.DataFrame(), {line: {"note": source["note"]}})
    return files | _definitions(known, rows, amends)


_PLACE = ("source", "offset", "cell", "printed")


def _printed_first(there: pd.DataFrame, printed: pd.DataFrame) -> tuple[dict[int, Row], pd.DataFrame]:
    """The cells that change where the file printed a figure before the source with which it stands, and the prints.

    The figure then stands with the file and is known from its day, and what it stood with is the further printing.
    """
    cells: dict[int, Row] = {}
    prints = printed.to_dict("records")
    for row in prints:
        if row["known_from"] >= row["known_from_old"]:
            continue
        line, day = int(row["old"]), str(row["known_from"])
        own = {str(name): str(cell) for name, cell in there.loc[line].items()}
        before = there[(there["obs"] == own["obs"]) & (there["known_from"] < own["known_from"])]
        last = max(before["known_from"], default="")
        if last < day and Decimal(str(row["value"])) == Decimal(own["value"]) and row["bound"] == own["bound"]:
            cells[line] = {"known_from": day} | {name: str(row[name]) for name in _PLACE}
            cells |= {int(str(each)): {"known_to": day} for each in before.index[before["known_from"] == last]}
            row.update({name: own[name] for name in _PLACE})
    return cells, pd.DataFrame(prints, columns=printed.columns)


def _closed(revised: pd.DataFrame) -> dict[int, Row]:
    days = zip(revised["old"], revised["known_from"], strict=True)
    return {int(line): {"known_to": str(day)} for line, day in days}


_READ = ("value", "value_to", "bound", "step", "printed", "source", "offset", "cell", "note")
"""The columns in which a reading stands."""


def _mended(package: Package, theme: str, revised: pd.DataFrame) -> dict[int, Row]:
    """The cells of each row that was misread, by line and column: those that become other ones."""
    there = read(package, theme)
    found: dict[int, Row] = {}
    for row in revised.to_dict("records"):
        line = int(row["old"])
        found[line] = {name: str(row[name]) for name in _READ if str(row[name]) != there.at[line, name]}
    return found


def _changes(package: Package, theme: str, revised: pd.DataFrame, kind: str, reason: str) -> pd.DataFrame:
    """Rows of changes.csv: one a cell of a misreading, one a figure of a correction."""
    there = read(package, theme)
    if kind == "misreading":
        cells = [
            (line, name, text) for line, told in _mended(package, theme, revised).items() for name, text in told.items()
        ]
    else:
        cells = [(int(line), "value", value) for line, value in zip(revised["old"], revised["value"], strict=True)]
    days = dict(zip(revised["old"].astype(int), revised["known_from"], strict=True))
    return pd.DataFrame(
        {"obs": there.at[line, "obs"], "date": days[line], "kind": kind, "column": name}
        | {"before": there.at[line, name], "after": text, "reason": reason}
        for line, name, text in cells
    )


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
        cells: dict[int, Row] = {}
        if name == "indicators":
            numbers = {code: line for line, code in enumerate(store.indicators["indicator"], 2)}
            cells = {
                numbers[code]: told
                for code, told in amends.items()
                if code in numbers and any(store.indicators.at[code, column] != text for column, text in told.items())
            }
        if added or cells:
            files[f"{name}.csv"] = _rewritten(store.package, name, pd.DataFrame(added), cells)
    return files


def _rewritten(package: Package, name: str, rows: pd.DataFrame, cells: Mapping[int, Row] | None = None) -> bytes:
    """The file of the table *name* with *cells* changed, by line and column, and *rows* behind its own."""
    raw = package.path(name).read_bytes()
    columns = [field["name"] for field in package.fields(name)]
    if cells:
        raw = _altered(raw.decode("utf-8"), columns, cells).encode("utf-8")
    if raw and not raw.endswith(b"\n"):
        raw += b"\n"
    added = rows.astype(object).reindex(columns=columns, fill_value="").fillna("")
    return raw + added.to_csv(index=False, header=False, lineterminator="\n").encode("utf-8")


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
