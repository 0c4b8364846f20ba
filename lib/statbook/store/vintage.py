"""What was known on a day: the tables without what became known later, and with what was still in force or misread then.

A figure became known on its `known_from`, the day of its source, and was replaced on its `known_to`.
Where our own reading was mended (`misreading` in changes.csv), what we had read before is put back.
"""

from __future__ import annotations

__all__ = ["FILE", "day_of", "known_on"]

import re
from collections.abc import Callable, Mapping
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
        if _DAY.fullmatch(day) and date.fromisoformat(day):
            return day
    except ValueError:
        pass
    raise DataError([Fault(f"{folder.name}/{FILE}", repr(day), "a day such as 2026-03-25")])


def known_on(
    day: str,
    name: str,
    table: Callable[[str], pd.DataFrame],
    themes: Mapping[str, list[str]],
    brought: Callable[[str], set[tuple[str, ...]]],
) -> pd.DataFrame:
    """The rows of the table *name* that were known on *day*, as they were read then.

    *table* gives whole tables by name; *themes* are the names of those that hold figures, with their dimensions;
    *brought* gives the keys of what recipes define for a table: it is there from the first figure that needs it.
    """
    frame = table(name)
    if "known_from" in frame:
        frame = _as_read_then(day, frame, table("changes"))
        frame = frame[frame["known_from"] <= day]
        return frame.assign(known_to=frame["known_to"].where(frame["known_to"] <= day, ""))
    if name in ("sources", "changes"):
        return frame[frame["date"] <= day]
    if "source" in frame:
        sources = table("sources")
        frame = frame[frame["source"].isin(set(sources.loc[sources["date"] <= day, "source"]))]
    if name == "prints":
        # A figure stands in the article that we read first; one that was printed earlier elsewhere is no figure yet.
        figures = pd.concat([table(theme) for theme in themes])
        frame = frame[frame["obs"].isin(set(figures.loc[figures["known_from"] <= day, "obs"]))]
    if name in KEYS:
        return _without_what_comes_later(day, name, table, themes, brought)
    if name == "coverage":
        frame = frame[frame["statement"].isin(set(known_on(day, "statements", table, themes, brought)["statement"]))]
    return frame


def _without_what_comes_later(
    day: str,
    name: str,
    table: Callable[[str], pd.DataFrame],
    themes: Mapping[str, list[str]],
    brought: Callable[[str], set[tuple[str, ...]]],
) -> pd.DataFrame:
    """Definitions without those of a recipe that no figure known on *day* uses."""
    frame = table(name)
    used: set[tuple[str, ...]] = set()
    if not brought(name):
        return frame
    for theme, dimensions in themes.items():
        figures = table(theme)
        figures = figures[figures["known_from"] <= day]
        if name == "members":
            used |= {(place, code) for place in ("region", *dimensions) for code in set(figures[place])}
        else:
            used |= {(code,) for code in set(figures[KEYS[name][0]])}
    later = brought(name) - used
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
