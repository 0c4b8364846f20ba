"""Put new rows into the tables of data/: the changed files as bytes, and whether data/ would be sound with them.

Rows that do not change keep every byte. Many new rows are held in columns.

The module is long because readable and large tables change together.
"""

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from pathlib import Path

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.definitions import (
    add_columns,
    append_cuts,
    descriptor_bytes,
    new_members,
    used_dimensions,
)
from statbook.ingest.merge import MergePlan
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.store import PENDING, Package, Store, check_consistency, check_dates, check_printed
from statbook.store.large_tables import FOLDER
from statbook.store.validation.large_files import check_large_file

Row = Mapping[str, str]
Cells = dict[int, Row]
"""New texts of cells, by line and column."""
_PLACE = ("source", "offset", "cell", "printed")
_READING = ("value", "value_to", "bound", "step", "printed", "source", "offset", "cell", "note")
"""The columns that a misreading may have got wrong."""


@dataclass(frozen=True)
class Change:
    """What enters data/: the *plan* for a *theme* with its *source* row, and what the recipe *amends* in indicators.csv.

    *table* has the rows of data/ that the plan was made with; those with negative lines stand in large tables.
    *because* says why values are replaced. A revision closes the old row and opens a new one (an older value one before
    it), and so does a correction,
    which is also listed with its *reason*; a misreading is corrected in its row, and listed cell by cell.
    """

    theme: str
    plan: MergePlan
    table: pd.DataFrame
    source: Row
    amends: Mapping[str, Row]
    because: str = "revision"
    reason: str = ""


def changed_files(vocabulary: Vocabulary, change: Change) -> dict[str, bytes]:
    """The files of data/ that change, with their new bytes; none if nothing does."""
    plan, package = change.plan, vocabulary.store.package
    if all(rows.empty for rows in (plan.new, plan.reprinted, plan.revised)):
        return {}
    files: dict[str, bytes] = {}
    table, misreading = change.table, change.because == "misreading"
    cells, prints = _earlier_prints(table, plan.reprinted)
    closed = plan.revised[plan.revised["line_closed"].notna()].to_dict("records")
    ends = {int(row["line_closed"]): {"known_to": str(row["known_from"])} for row in closed}
    cells |= _corrected_cells(table, plan.revised) if misreading else ends
    rows = plan.new if misreading else pd.concat([plan.new, plan.revised], ignore_index=True)
    if not rows.empty or cells:
        extended = used_dimensions(package, change.theme, rows)
        own = {line: new for line, new in cells.items() if line > 0}
        if own or extended.more or not plan.held:
            readable = pd.DataFrame() if plan.held else rows
            files[package.path(change.theme).name] = _rewrite(extended, change.theme, readable, own)
        files |= descriptor_bytes(extended)
        files |= package.large.changed_files(change.theme, {line: new for line, new in cells.items() if line < 0})
        if plan.held:
            files[_large_name(package, change)] = plan.held.parquet([f["name"] for f in extended.fields(change.theme)])
    if change.because != "revision" and not plan.revised.empty:
        files["changes.csv"] = _rewrite(package, "changes", _list_changes(table, change))
    if not prints.empty:
        files["prints.csv"] = _rewrite(package, "prints", prints.assign(obs=prints["obs_old"]))
    code, sources = change.source["source"], vocabulary.store.sources
    if any((each["source"] == code).any() for each in (plan.new, plan.reprinted, plan.revised)):
        if code not in sources.index:
            files["sources.csv"] = _rewrite(package, "sources", pd.DataFrame([change.source]))
        elif sources.at[code, "note"] != change.source["note"]:
            line = list(sources.index).index(code) + 2
            note = {"note": change.source["note"]}
            files["sources.csv"] = _rewrite(package, "sources", pd.DataFrame(), {line: note})
    return files | _changed_definitions(vocabulary, rows, change.amends)


def _large_name(package: Package, change: Change) -> str:
    """The name of the new file of a large table: that of the source."""
    source, taken = change.source["source"], {path.stem for path in package.large.files.get(change.theme, ())}
    name = next(each for number in count(1) if (each := f"{source}-{number}" if number > 1 else source) not in taken)
    return f"{FOLDER}/{change.theme}/{name}.parquet"


def check_outcome(data: Path, files: Mapping[str, bytes], change: Change) -> list[Fault]:
    """What `check` would find in *data* with the *files* of a *change* in it, by name; *data* itself is not written to.

    The schema is not checked again: each row was checked against it.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = link_copy(data, Path(folder))
        for name, content in files.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).unlink(missing_ok=True)
            (copy / name).write_bytes(content)
        package = Package(copy)
        found = (
            check_printed(package)
            or check_dates(package)
            or check_consistency(Store(package), _large_beside(package, change, files))
        )
        new = [copy / name for name, content in files.items() if name.startswith(f"{FOLDER}/") and content]
        found = found or [fault for path in new for fault in check_large_file(package, path)]
    fix = "This is how the file would leave data/; nothing was written."
    return [replace(fault, fix=f"{fault.fix} {fix}".strip()) for fault in found]


def link_copy(data: Path, folder: Path) -> Path:
    """A copy of the folder *data* in *folder*: links to its files, so that one that is replaced leaves *data* as it is."""
    copy = folder / data.name
    shutil.copytree(data.resolve(), copy, ignore=shutil.ignore_patterns(PENDING), copy_function=os.symlink)
    return copy


def _large_beside(package: Package, change: Change, files: Mapping[str, bytes]) -> dict[str, pd.DataFrame] | None:
    """The rows of large tables beside those of a *change*, by theme; None if it brings a large table itself."""
    setting = ["indicator", "region", "period"]
    rows = pd.concat([each[setting] for each in (change.plan.new, change.plan.revised)])
    if change.plan.held:
        return None
    if any(name.startswith(f"{FOLDER}/") for name in files):
        return {change.theme: package.large.select_beside(change.theme, rows, setting)}
    old = change.table[change.table.index < 0]
    return {change.theme: old[pd.MultiIndex.from_frame(old[setting]).isin(pd.MultiIndex.from_frame(rows))]}


def _earlier_prints(table: pd.DataFrame, reprinted: pd.DataFrame) -> tuple[Cells, pd.DataFrame]:
    """The cells that change where the file printed a value before the source that data/ names, and the further prints.

    The value then gets the file as its source and is known from its day; the former source is a further print.
    """
    cells: Cells = {}
    prints = reprinted.to_dict("records")
    for row in prints:
        if row["known_from"] >= row["known_from_old"]:
            continue
        line, day = int(row["line_old"]), str(row["known_from"])
        own = {str(name): str(cell) for name, cell in table.loc[line].items()}
        before = table[(table["obs"] == own["obs"]) & (table["known_from"] < own["known_from"])]
        last = max(before["known_from"], default="")
        if last < day and Decimal(str(row["value"])) == Decimal(own["value"]) and row["bound"] == own["bound"]:
            cells[line] = {"known_from": day} | {name: str(row[name]) for name in _PLACE}
            cells |= {int(str(each)): {"known_to": day} for each in before.index[before["known_from"] == last]}
            row.update({name: own[name] for name in _PLACE})
    return cells, pd.DataFrame(prints, columns=reprinted.columns)


def _corrected_cells(table: pd.DataFrame, revised: pd.DataFrame) -> Cells:
    """The cells of misread rows that change."""
    found: Cells = {}
    for row in revised.to_dict("records"):
        line = int(row["line_old"])
        found[line] = {name: str(row[name]) for name in _READING if str(row[name]) != table.at[line, name]}
    return found


def _list_changes(table: pd.DataFrame, change: Change) -> pd.DataFrame:
    """Rows of changes.csv: one for each cell of a misreading, one for each value of a correction."""
    revised = change.plan.revised[change.plan.revised["known_to"] == ""]
    values = {int(row["line_old"]): {"value": row["value"]} for row in revised.to_dict("records")}
    cells = _corrected_cells(table, revised) if change.because == "misreading" else values
    days = dict(zip(values, revised["known_from"], strict=True))
    return pd.DataFrame(
        {"obs": table.at[line, "obs"], "date": days[line], "kind": change.because, "column": name}
        | {"before": table.at[line, name], "after": text, "reason": change.reason}
        for line, texts in cells.items()
        for name, text in texts.items()
    )


def _changed_definitions(vocabulary: Vocabulary, rows: pd.DataFrame, amends: Mapping[str, Row]) -> dict[str, bytes]:
    """The tables of codes with codes that the rows use and data/ lacks, and with the cells that the recipe amends."""
    store, files = vocabulary.store, {}
    added: dict[str, list[Row]] = {"units": [], "indicators": [], "members": []}
    if not rows.empty:
        new = [code for code in rows["indicator"].unique() if code not in store.indicators.index]
        added["indicators"] = [vocabulary.indicators[code] for code in new]
        units = dict.fromkeys([*rows["unit"].unique(), *(row["unit"] for row in added["indicators"])])
        added["units"] = [vocabulary.units[code] for code in units if code not in store.units.index]
        cuts = [each for each in vocabulary.breakdowns.values() if (rows["indicator"] == each.indicator).any()]
        added["members"] = new_members(vocabulary, rows, cuts)
        if cuts:
            files["cuts.yaml"] = append_cuts(store, [store.recipe_cuts[each.name] for each in cuts])
    lines = {code: line for line, code in enumerate(store.indicators["indicator"], 2)}
    amended = {
        lines[code]: cells
        for code, cells in amends.items()
        if code in lines and any(store.indicators.at[code, column] != text for column, text in cells.items())
    }
    for name, definitions in added.items():
        cells = amended if name == "indicators" else {}
        if definitions or cells:
            files[f"{name}.csv"] = _rewrite(store.package, name, pd.DataFrame(definitions), cells)
    return files


def _rewrite(package: Package, name: str, rows: pd.DataFrame, cells: Mapping[int, Row] | None = None) -> bytes:
    """The file of the table *name* with *cells* changed and *rows* appended."""
    text = add_columns(package.path(name).read_bytes().decode("utf-8"), package, name)
    columns = [field["name"] for field in package.fields(name)]
    if cells:
        text = _replace_cells(text, columns, cells)
    if text and not text.endswith("\n"):
        text += "\n"
    appended = rows.astype(object).reindex(columns=columns, fill_value="").fillna("")
    return (text + appended.to_csv(index=False, header=False, lineterminator="\n")).encode("utf-8")


def _replace_cells(text: str, columns: list[str], cells: Mapping[int, Row]) -> str:
    """The *text* of a table with new *cells* by the number of their record; other records keep every byte."""
    lines = io.StringIO(text, newline="").readlines()
    reader, out, first = csv.reader(lines), io.StringIO(), 0
    writer = csv.writer(out, lineterminator="\n")
    for number, record in enumerate(reader, 1):
        if number in cells:
            writer.writerow(cells[number].get(name, cell) for name, cell in zip(columns, record, strict=True))
        else:
            out.writelines(lines[first : reader.line_num])
        first = reader.line_num
    return out.getvalue()
