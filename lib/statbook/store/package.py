"""The data package: its descriptor data/datapackage.json (a Frictionless Data Package) and its tables as text.

The tables may be read as of a day: without what became known later, with what was still in force, and as it was read
then. A number became known on its `known_from`, the day of its source, and was replaced on its `known_to`.
If our own reading was corrected later (`misreading` in changes.csv), the earlier reading is restored.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.descriptor import columns_of, read_descriptor
from statbook.store.large_tables import LargeTables
from statbook.store.periods import is_day
from statbook.store.recipes import KEYS, load_recipes

AS_OF = "AS_OF"
"""A data folder with this file, which holds a day, is read as of that day."""
REGION = "region"
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
"""Control characters that XML, and so SVG, does not allow."""
FORMS = {"number": r"^-?[0-9]+(\.[0-9]+)?$", "integer": r"^[0-9]+$", "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@dataclass(frozen=True)
class Package:
    """The data package in *folder*. *day* reads it as of that day; *undated* ignores the day that the folder names.

    *more*: themes with a further dimension, which their tables do not have yet; in every row it is `all`.
    """

    folder: Path
    undated: bool = False
    day: str = ""
    more: tuple[tuple[str, str], ...] = ()

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The descriptor, with the further dimensions behind those that each theme has."""
        found = read_descriptor(self.folder)
        for theme, dimension in self.more:
            known = found["statbook"]["themes"][theme]
            fields = next(each for each in found["resources"] if each["name"] == theme)["schema"]["fields"]
            at = [field["name"] for field in fields].index([REGION, *known][-1])
            words = {"description": f"code of members.csv, dimension {dimension}; all: not broken down"}
            fields.insert(at + 1, {"name": dimension, "type": "string", **words, "constraints": {"required": True}})
            known.append(dimension)
        return found

    @cached_property
    def themes(self) -> dict[str, list[str]]:
        """Theme to its dimensions, in the order of the columns."""
        return dict(self.descriptor["statbook"]["themes"])

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        return {resource["name"]: resource for resource in self.descriptor["resources"]}

    @cached_property
    def as_of(self) -> str:
        """The day as of which the tables are read; empty for all that is known."""
        return "" if self.undated else self.day or day_of(self.folder)

    @cached_property
    def large(self) -> LargeTables:
        """The numbers of the themes that are held in columns beside their tables."""
        return LargeTables(
            self.folder,
            lambda theme: {
                each["name"]: "all" if each["name"] in self.themes[theme] else "" for each in self.fields(theme)
            },
        )

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The whole tables that have been read so far."""
        return {}

    def fields(self, name: str) -> list[dict[str, Any]]:
        return list(self.resources[name]["schema"]["fields"])

    def primary_key(self, name: str) -> list[str]:
        return columns_of(self.resources[name]["schema"].get("primaryKey", []))

    def path(self, name: str) -> Path:
        return self.folder / str(self.resources[name]["path"])


def day_of(folder: Path) -> str:
    """The day as of which the folder is read; empty for all that is known. Raises DataError if it is not a day."""
    path = folder / AS_OF
    if not path.is_file():
        return ""
    day = path.read_text(encoding="utf-8").strip()
    if not is_day(day):
        raise DataError([Fault(f"{folder.name}/{AS_OF}", repr(day), "a day such as 2026-03-25")])
    return day


def read_table(package: Package, name: str) -> pd.DataFrame:
    """The table *name* as text: one column a field, empty cells as "", the line number of the file as index.

    If the package is read as of a day, rows that became known later are left out.
    Raises DataError if the file is missing, is not UTF-8 or has other columns than its schema.
    """
    frame, day = read_whole_table(package, name), package.as_of
    if not day:
        return frame
    if "known_from" in frame:
        return as_known_then(package, frame)
    if name in ("sources", "changes"):
        return frame[frame["date"] <= day]
    if name in KEYS:
        return _used_definitions(package, name, frame)
    if "source" in frame:
        frame = frame[frame["source"].isin(set(read_table(package, "sources")["source"]))]
    if name == "prints":
        # A number stands in the article that we read first; one printed earlier elsewhere is no number yet.
        known = {obs for theme in package.themes for obs in read_table(package, theme)["obs"]}
        for theme in package.large.files:
            known |= {*as_known_then(package, package.large.select(theme, {"obs": [*frame["obs"]]}))["obs"]}
        frame = frame[frame["obs"].isin(known)]
    if name == "coverage":
        frame = frame[frame["statement"].isin(set(read_table(package, "statements")["statement"]))]
    return frame


def as_known_then(package: Package, numbers: pd.DataFrame) -> pd.DataFrame:
    """The *numbers* of a theme as they were known on the day as of which the package is read."""
    day = package.as_of
    if not day:
        return numbers
    frame = _as_read_then(day, numbers, read_whole_table(package, "changes"))
    frame = frame[frame["known_from"] <= day]
    return frame.assign(known_to=frame["known_to"].where(frame["known_to"] <= day, ""))


def _used_definitions(package: Package, name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Definitions without those of a recipe that no known number uses."""
    rows = (row for recipe in load_recipes(package.folder).values() for row in recipe.definitions_of(name))
    later = {tuple(row[column] for column in KEYS[name]) for row in rows}
    if not later:
        return frame
    for theme, dimensions in package.themes.items():
        for column in ("region", *dimensions) if name == "members" else KEYS[name]:
            used = {*read_table(package, theme)[column]}
            if theme in package.large.files:
                used |= {
                    code for code, day in package.large.distinct(theme, column, "known_from") if day <= package.as_of
                }
            later -= {(column, code) if name == "members" else (code,) for code in used}
    return frame[[key not in later for key in zip(*(frame[column] for column in KEYS[name]), strict=True)]]


def _as_read_then(day: str, frame: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """The numbers with the readings that were mended after *day* put back, the latest first."""
    later = changes[(changes["kind"] == "misreading") & (changes["date"] > day)] if len(changes) else changes
    if not len(later):
        return frame
    frame = frame.copy()
    for change in later.sort_values("date", kind="stable")[::-1].to_dict("records"):
        hit = (frame["obs"] == change["obs"]) & (frame[change["column"]] == change["after"])
        frame.loc[hit, change["column"]] = change["before"]
    return frame


def read_whole_table(package: Package, name: str) -> pd.DataFrame:
    """The table *name* as text, whatever day the package is read as of."""
    if name in package.tables:
        return package.tables[name]
    path = package.path(name)
    columns = [field["name"] for field in package.fields(name)]
    more = [dimension for theme, dimension in package.more if theme == name]
    expected = [column for column in columns if column not in more]
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
    if more:
        frame = frame.assign(**dict.fromkeys(more, "all"))[columns]
    return package.tables.setdefault(name, frame)
