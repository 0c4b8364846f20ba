"""The schema of the tables, read from data/datapackage.json, and the check of rows against it.

The file is a Frictionless Data Package (v1); it is the only schema.
At run time a pandera schema is built from it, so that all faults of a table come at once.
"""

from __future__ import annotations

__all__ = ["Package", "faults", "read", "whole"]

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.yaml_files import RECIPES, declared
from statbook.store.periods import UNDATED
from statbook.store.validation.scales import misscaled
from statbook.store.as_of import KEYS, Then, day_of

NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
INTEGER = r"^[0-9]+$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
"""Signs that XML, and so any SVG, may not hold; the tab and the ends of lines are no such signs."""
_NEEDS_BASE = {"growth", "difference", "share_change", "growth_gap", "contribution"}
_NEEDS_WHOLE = {"share", "share_change", "growth_gap", "contribution"}
FORMS = {"number": NUMBER, "integer": INTEGER, "date": DATE}


@dataclass(frozen=True)
class Package:
    """The data package of a book; *undated* reads it as it is, whatever day its folder names, *day* as of that day."""

    folder: Path
    undated: bool = False
    day: str = ""

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        with Path(self.folder / "datapackage.json").open(encoding="utf-8") as file:
            loaded: dict[str, Any] = json.load(file)
        return loaded

    @cached_property
    def themes(self) -> dict[str, list[str]]:
        """Theme to its dimensions, in the order of the columns."""
        themes: dict[str, list[str]] = self.descriptor["statbook"]["themes"]
        return themes

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        return {resource["name"]: resource for resource in self.descriptor["resources"]}

    @cached_property
    def as_of(self) -> str:
        """The day that the tables are read at; empty if they are read as they are."""
        return "" if self.undated else self.day or day_of(self.folder)

    def brought(self, table: str) -> set[tuple[str, ...]]:
        """The keys of what recipes define for *table*."""
        told = [declared(self.folder, f"{RECIPES}/{path.name}") for path in (self.folder / RECIPES).glob("*.yaml")]
        rows = [row for recipe in told for row in recipe.get("defines", {}).get(table, [])]
        return {tuple(row[column] for column in KEYS[table]) for row in rows}

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables that have been read, whole; each is read once."""
        return {}

    def fields(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.resources[name]["schema"]["fields"]
        return found

    def path(self, name: str) -> Path:
        return self.folder / str(self.resources[name]["path"])


def read(package: Package, name: str) -> pd.DataFrame:
    """The table *name* as text: one column a field, empty cells as "", the file's line number as index.

    Where the package is read at a day, without what became known later.
    Raises DataError if the file is missing, is not UTF-8 or has other columns than its schema.
    """
    if not package.as_of:
        return whole(package, name)
    return Then(package.as_of, partial(whole, package), package.themes, package.brought).known(name)


def whole(package: Package, name: str) -> pd.DataFrame:
    """The table *name* as `read` gives it, whatever day the package is read at."""
    if name not in package.tables:
        package.tables[name] = _table(package, name)
    return package.tables[name]


def _table(package: Package, name: str) -> pd.DataFrame:
    path = package.path(name)
    expected = [field["name"] for field in package.fields(name)]
    where = f"{path.parent.name}/{path.name}"
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise DataError([Fault(where, "no file", "the table that datapackage.json names")]) from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError([Fault(where, str(error).strip(), "a CSV file in UTF-8")]) from None
    if list(frame.columns) != expected:
        raise DataError([Fault(f"{where}:1", ", ".join(frame.columns), ", ".join(expected), "Mend the header.")])
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return frame


def faults(package: Package) -> list[Fault]:
    """Everything that breaks the schema in any table: types, closed lists, patterns, keys, references, days, factors."""
    tables = {name: read(package, name) for name in package.resources}
    found: list[Fault] = []
    for name, frame in tables.items():
        found += _row_faults(package, name, frame)
        found += _reference_faults(package, name, frame, tables)
    found += _code_faults(package, tables)
    found += misscaled(tables["units"], f"data/{package.path('units').name}")
    return found


def _where(package: Package, name: str, line: object, column: str) -> str:
    return f"data/{package.path(name).name}:{line}: {column}"


def _row_faults(package: Package, name: str, frame: pd.DataFrame) -> list[Fault]:
    # Imported here: pandera takes a second, and commands that read no table do not need it.
    import pandera.pandas as pa

    columns: dict[str, Any] = {}
    expected: dict[str, str] = {}
    for field in package.fields(name):
        limits = field.get("constraints", {})
        pattern = limits.get("pattern") or FORMS.get(field["type"])
        checks: list[Any] = []
        if "enum" in limits:
            checks.append(pa.Check.isin(limits["enum"]))
            expected[field["name"]] = "one of " + ", ".join(limits["enum"])
        elif pattern:
            checks.append(pa.Check.str_matches(pattern))
            expected[field["name"]] = f"{field['description']} ({field['type']})"
        columns[field["name"]] = pa.Column(object, checks, nullable=not limits.get("required", False), coerce=False)
    blank = frame.astype(object).where(frame != "", None)
    key = package.resources[name]["schema"]["primaryKey"]
    out: list[Fault] = []
    try:
        pa.DataFrameSchema(columns).validate(blank, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for _, case in errors.failure_cases.iterrows():
            column, line = str(case["column"]), case["index"]
            empty = case["failure_case"] is None or case["failure_case"] != case["failure_case"]
            out.append(
                Fault(
                    _where(package, name, line, column),
                    "an empty cell" if empty else repr(str(case["failure_case"])),
                    expected.get(column, "a value"),
                )
            )
    for column in frame.columns:
        for line, cell in frame[column][frame[column].str.contains(CONTROL)].items():
            where = _where(package, name, line, str(column))
            out.append(
                Fault(where, repr(str(cell)), "no control characters", "Take them out: no drawing can hold them.")
            )
    for line in frame.index[frame.duplicated(key)]:
        same = ", ".join(str(frame.at[line, part]) for part in key)
        out.append(Fault(_where(package, name, line, "/".join(key)), same, "a key used once"))
    return out


def _reference_faults(package: Package, name: str, frame: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> list[Fault]:
    out: list[Fault] = []
    for reference in package.resources[name]["schema"].get("foreignKeys", []):
        column, target = reference["fields"], reference["reference"]
        known = {"", *tables[target["resource"]][target["fields"]]}
        for line, code in _cells(frame[column], ~frame[column].isin(known)):
            out.append(Fault(_where(package, name, line, column), repr(code), f"a code of {target['resource']}.csv"))
    return out


def _code_faults(package: Package, tables: dict[str, pd.DataFrame]) -> list[Fault]:
    """Rules that the package format cannot say: members by dimension, base and whole by measure, one place, what is above zero."""
    members = tables["members"]
    out: list[Fault] = []
    for name, column in (("units", "factor"), *((theme, "step") for theme in package.themes)):
        # What is no number at all is a fault of its row.
        for line, number in _cells(tables[name][column], tables[name][column].str.fullmatch("-.*|[0.]+")):
            out.append(Fault(_where(package, name, line, column), repr(number), "a number above zero"))
    for theme, dimensions in package.themes.items():
        table = tables[theme]
        for dimension in ("region", *dimensions):
            known = {"all", *members.loc[members["dimension"] == dimension, "code"]}
            for line, code in _cells(table[dimension], ~table[dimension].isin(known)):
                expected = f"all, or a code of members.csv with dimension {dimension}"
                out.append(Fault(_where(package, theme, line, dimension), repr(code), expected))
        for column, needed in (("base_period", _NEEDS_BASE), ("of", _NEEDS_WHOLE)):
            needs = table["measure"].isin(needed)
            wrong = needs != (table[column] != "")
            if column == "of":
                wrong &= table["measure"] != "rank"  # a rank may name the group it is a rank in
            for (line, cell), (_, measure) in zip(
                _cells(table[column], wrong), _cells(table["measure"], wrong), strict=True
            ):
                wanted = (
                    f"a period, or {UNDATED} if none is printed," if column == "base_period" else "a value or unknown"
                )
                expected = f"{wanted if measure in needed else 'nothing'} with measure {measure}"
                out.append(Fault(_where(package, theme, line, column), repr(cell), expected))
        out += _wholes(package, theme, table, members)
        for line, _ in _cells(table["offset"], (table["offset"] != "") == (table["cell"] != "")):
            out.append(Fault(_where(package, theme, line, "offset"), "both or neither", "an offset or a cell"))
    keys = {obs for theme in package.themes for obs in tables[theme]["obs"]}
    for line, obs in _cells(tables["prints"]["obs"], ~tables["prints"]["obs"].isin(keys)):
        out.append(Fault(_where(package, "prints", line, "obs"), repr(obs), "the key of a figure"))
    return out


def _wholes(package: Package, theme: str, table: pd.DataFrame, members: pd.DataFrame) -> Iterator[Fault]:
    """Shares and contributions of a region in which their own does not lie."""
    regions = members[members["dimension"] == "region"]
    parents = dict(zip(regions["code"], (str(each).split(";") for each in regions["parents"]), strict=True))
    parts = table["measure"].isin(("share", "contribution")) & table["of"].str.startswith("region=")
    for (line, own), (_, of) in zip(_cells(table["region"], parts), _cells(table["of"], parts), strict=True):
        whole, around = of.partition("=")[2], [own]
        for code in around:
            around += [each for each in parents.get(code, ()) if each and each not in around]
        if whole not in around:
            expected = f"a region that {own} lies in: {', '.join(around[1:]) or 'none is named in members.csv'}"
            yield Fault(_where(package, theme, int(str(line)), "of"), repr(of), expected)


def _cells(column: pd.Series, which: pd.Series) -> Iterable[tuple[object, str]]:
    """Line and cell where *which* is true."""
    found = column[which.astype(bool)]
    return zip(found.index, map(str, found), strict=True)
