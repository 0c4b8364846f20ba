"""What was known on a day: the tables without what became known later, and with what was still in force or misread then.

A figure became known on its `known_from`, the day of its source, and was replaced on its `known_to`.
Where our own reading was mended (`misreading` in changes.csv), what we had read before is put back.
"""

from __future__ import annotations

__all__ = ["FILE", "KEYS", "Then", "day_of"]

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault

FILE = "AS_OF"
"""A folder of data that holds this file, with a day in it, is read as it was known on that day."""
KEYS = {"indicators": ("indicator",), "members": ("dimension", "code"), "units": ("unit",)}
"""The tables that a recipe may add to, and their keys."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_of(folder: Path) -> str:
    """The day that the folder of data is read at; empty if it is read as it is. Raises DataError if it is no day."""
    path = folder / FILE
    if not path.is_file():
        return ""
    day = path.read_text(encoding="utf-8").strip()
    try:
        if _DAY.fullmatch(day):
            date.fromisoformat(day)
            return day
    except ValueError:
        pass
    raise DataError([Fault(f"{folder.name}/{FILE}", repr(day), "a day such as 2026-03-25")])


@dataclass(frozen=True)
class Then:
    """The tables as they were known on *day*.

    table    gives whole tables by name
    themes   those that hold figures, with their dimensions
    brought  gives the keys of what recipes define for a table: it is there from the first figure that needs it
    """

    day: str
    table: Callable[[str], pd.DataFrame]
    themes: Mapping[str, list[str]]
    brought: Callable[[str], set[tuple[str, ...]]]

    def known(self, name: str) -> pd.DataFrame:
        """The rows of the table *name* that were known, as they were read then."""
        frame = self.table(name)
        if "known_from" in frame:
            frame = _as_read_then(self.day, frame, self.table("changes"))
            frame = frame[frame["known_from"] <= self.day]
            return frame.assign(known_to=frame["known_to"].where(frame["known_to"] <= self.day, ""))
        if name in ("sources", "changes"):
            return frame[frame["date"] <= self.day]
        if name in KEYS:
            return self._defined(name, frame)
        if "source" in frame:
            frame = frame[frame["source"].isin(set(self.known("sources")["source"]))]
        if name == "prints":
            # A figure stands in the article that we read first; one printed earlier elsewhere is no figure yet.
            frame = frame[frame["obs"].isin({obs for theme in self.themes for obs in self.known(theme)["obs"]})]
        if name == "coverage":
            frame = frame[frame["statement"].isin(set(self.known("statements")["statement"]))]
        return frame

    def _defined(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Definitions without those of a recipe that no known figure uses."""
        brought = self.brought(name)
        if not brought:
            return frame
        used: set[tuple[str, ...]] = set()
        for theme, dimensions in self.themes.items():
            figures = self.known(theme)
            if name == "members":
                used |= {(place, code) for place in ("region", *dimensions) for code in set(figures[place])}
            else:
                used |= {(code,) for code in set(figures[KEYS[name][0]])}
        later = brought - used
        return frame[[key not in later for key in zip(*(frame[column] for column in KEYS[name]), strict=True)]]


def _as_read_then(day: str, frame: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """The figures with the readings that were mended after *day* put back, the latest first."""
    later = changes[(changes["kind"] == "misreading") & (changes["date"] > day)] if len(changes) else changes
    if not len(later):
        return frame
    frame = frame.copy()
    for change in later.sort_values("date", kind="stable")[::-1].to_dict("records"):
        hit = (frame["obs"] == change["obs"]) & (frame[change["column"]] == change["after"])
        frame.loc[hit, change["column"]] = change["before"]
    return frame
