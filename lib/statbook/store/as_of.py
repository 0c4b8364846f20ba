"""The tables as of a day: without what became known later, with what was still in force, and as it was read then.

A number became known on its `known_from`, the day of its source, and was replaced on its `known_to`.
If our own reading was corrected later (`misreading` in changes.csv), the earlier reading is restored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.periods import is_day

FILE = "AS_OF"
"""A data folder with this file, which holds a day, is read as of that day."""
KEYS = {"indicators": ("indicator",), "members": ("dimension", "code"), "units": ("unit",)}
"""The tables that a recipe may add to, and their keys."""


def day_of(folder: Path) -> str:
    """The day as of which the folder is read; empty for all that is known. Raises DataError if it is not a day."""
    path = folder / FILE
    if not path.is_file():
        return ""
    day = path.read_text(encoding="utf-8").strip()
    if not is_day(day):
        raise DataError([Fault(f"{folder.name}/{FILE}", repr(day), "a day such as 2026-03-25")])
    return day


@dataclass(frozen=True)
class TablesAsOf:
    """The tables as they were known on *day*.

    table    gives whole tables by name
    themes   those that hold numbers, with their dimensions
    recipe_keys  gives the keys of what recipes define for a table: it is there from the first number that needs it
    """

    day: str
    table: Callable[[str], pd.DataFrame]
    themes: Mapping[str, list[str]]
    recipe_keys: Callable[[str], set[tuple[str, ...]]]

    def rows(self, name: str) -> pd.DataFrame:
        """The rows of the table *name* that were known on the day."""
        frame = self.table(name)
        if "known_from" in frame:
            frame = _as_read_then(self.day, frame, self.table("changes"))
            frame = frame[frame["known_from"] <= self.day]
            return frame.assign(known_to=frame["known_to"].where(frame["known_to"] <= self.day, ""))
        if name in ("sources", "changes"):
            return frame[frame["date"] <= self.day]
        if name in KEYS:
            return self._definitions(name, frame)
        if "source" in frame:
            frame = frame[frame["source"].isin(set(self.rows("sources")["source"]))]
        if name == "prints":
            # A number stands in the article that we read first; one printed earlier elsewhere is no number yet.
            frame = frame[frame["obs"].isin({obs for theme in self.themes for obs in self.rows(theme)["obs"]})]
        if name == "coverage":
            frame = frame[frame["statement"].isin(set(self.rows("statements")["statement"]))]
        return frame

    def _definitions(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Definitions without those of a recipe that no known number uses."""
        recipe_keys = self.recipe_keys(name)
        if not recipe_keys:
            return frame
        used: set[tuple[str, ...]] = set()
        for theme, dimensions in self.themes.items():
            numbers = self.rows(theme)
            if name == "members":
                used |= {(place, code) for place in ("region", *dimensions) for code in set(numbers[place])}
            else:
                used |= {(code,) for code in set(numbers[KEYS[name][0]])}
        later = recipe_keys - used
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
