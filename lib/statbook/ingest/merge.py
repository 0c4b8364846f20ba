"""Incoming rows beside the rows in force: what is new, what is repeated, what is printed again, what is revised."""

from __future__ import annotations

__all__ = ["Sorted", "fact_columns", "keyed", "observation_of", "sorted_out"]

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.unit_parser import scaled
from statbook.ingest.readers.grid import Grid, place
from statbook.store import Observation, box

_KEY = ("period", "timing", "measure", "base_period", "of", "unit", "status")
SEPARATOR = "\x1f"


@dataclass
class Sorted:
    """Rows of one theme by what becomes of them; columns of the theme, `line` and `position`.

    new         facts that data/ does not have
    printed     the same figure, printed again in another source
    revised     another figure for a fact in force; `old` is the line of the row that it closes
    met         all rows of facts that data/ has, with its columns `obs_old`, `value_old` and the like
    repeated    how many rows stand in data/ already
    collapsed   how many rows say the same as another of the file
    """

    new: pd.DataFrame
    printed: pd.DataFrame
    revised: pd.DataFrame
    met: pd.DataFrame
    repeated: int = 0
    collapsed: int = 0
    faults: list[Fault] = field(default_factory=list)


def fact_columns(dimensions: Iterable[str], columns: Iterable[str]) -> list[str]:
    """What two rows share that are of the same fact."""
    return ["indicator", "region", *dimensions, *_KEY, *(["producer"] if "producer" in columns else [])]


def keyed(rows: pd.DataFrame, columns: list[str]) -> pd.Series:
    """One text for the fact of each row."""
    out = rows[columns[0]].astype(object)
    for column in columns[1:]:
        out = out + SEPARATOR + rows[column].astype(object)
    return out


def sorted_out(
    rows: pd.DataFrame,
    there: pd.DataFrame,
    prints: pd.DataFrame,
    dimensions: list[str],
    grid: Grid,
    *,
    misread: bool = False,
    issues: Collection[str] = (),
) -> Sorted:
    """*rows* beside the theme's rows *there* and the further printings *prints* of data/.

    *issues* are the sources that are earlier issues of the same table: what one of them says already is not told again.

    Two rows of the file that say different things of one fact are a fault, as is a row that is older than what is
    known, or as old and of another value, unless we *misread* that.
    """
    columns = fact_columns(dimensions, there.columns)
    rows = rows.assign(fact=keyed(rows, columns))
    faults = _conflicts(rows, grid)
    once = rows.drop_duplicates("fact")
    collapsed = len(rows) - len(once)
    old = there.assign(fact=keyed(there, columns), old=there.index)
    closed = old[old["known_to"] != ""]
    old = old[old["known_to"] == ""].drop_duplicates("fact")
    both = once.merge(
        old[["fact", "obs", "value", "value_to", "bound", "source", "known_from", "printed", "step", "note", "old"]],
        on="fact",
        how="left",
        suffixes=("", "_old"),
    )
    known = both["old"].notna()
    new = both[~known]
    met = both[known]
    same = (
        (met["value"] == met["value_old"].map(_plain))
        & (met["value_to"] == met["value_to_old"])
        & (met["bound"] == met["bound_old"])
    )
    there_already = same & ((met["source"] == met["source_old"]) | met["source_old"].isin(issues))
    issued = prints[prints["source"].isin(issues)]
    told = set(zip(issued["obs"], issued["value"].map(_plain), strict=True))
    there_already |= pd.Series(
        [fact in told for fact in zip(met["obs_old"], met["value"], strict=True)], index=met.index, dtype=bool
    )
    seen = set(zip(prints["obs"], prints["source"], prints["cell"], strict=True)) | set(
        zip(closed["obs"], closed["source"], closed["cell"], strict=True)
    )
    there_already |= pd.Series(
        [key in seen for key in zip(met["obs_old"], met["source"], met["cell"], strict=True)],
        index=met.index,
        dtype=bool,
    )
    repeated = int(there_already.sum())
    told_again, same = met[~there_already], same[~there_already]
    agree = same.copy()
    for index in told_again.index[~same]:
        agree[index] = _agree(told_again.loc[index])
    printed, changed = told_again[agree], told_again[~agree]
    for index in () if misread else changed.index[changed["known_from"] <= changed["known_from_old"]]:
        row = changed.loc[index]
        older = row["known_from"] < row["known_from_old"]
        found = f"{row['printed']} of {row['known_from']}"
        expected = f"the number that is known since {row['known_from_old']}: {row['printed_old']} ({row['source_old']})"
        fix = (
            "It is older than what is known."
            if older
            else "Two sources of one day contradict each other: leave one out, with the reason."
        )
        faults.append(Fault(place(grid, row["line"], row["position"]), found, expected, fix))
    return Sorted(new, printed, changed, met, repeated, collapsed, faults)


def _plain(value: str) -> str:
    return scaled(Decimal(value), 0)


def _conflicts(rows: pd.DataFrame, grid: Grid) -> list[Fault]:
    """Rows of one fact with different values: each against the first."""
    again = rows[rows.duplicated("fact", keep=False)]
    if again.empty:
        return []
    first = again.drop_duplicates("fact").set_index("fact")
    value = again["fact"].map(first["value"])
    faults = []
    for index in again.index[again["value"] != value]:
        row = again.loc[index]
        other = first.loc[str(row["fact"])]
        faults.append(
            Fault(
                place(grid, row["line"], row["position"]),
                f"{row['printed']} for {row['indicator']} in {row['period']}",
                f"{other['printed']}, as in {place(grid, other['line'], other['position'])}",
                "One of the two is wrong, or they are not the same.",
            )
        )
    return faults


def _agree(row: pd.Series) -> bool:
    """Whether some value is allowed by both prints."""
    one, other = (box(observation_of(row, suffix)) for suffix in ("", "_old"))
    return one == other or (one[0] < other[1] and other[0] < one[1])


def observation_of(row: pd.Series, suffix: str = "") -> Observation:
    """As much of a figure as its rounding needs, from the columns of *row* that end in *suffix*."""
    told: dict[str, Any] = {name: row[f"{name}{suffix}"] for name in ("bound", "printed", "source", "known_from")}
    for name in ("value", "value_to", "step"):
        told[name] = Decimal(row[f"{name}{suffix}"]) if row[f"{name}{suffix}"] else None
    for name in ("indicator", "region", "period", "timing", "measure", "unit", "status"):
        told[name] = row.get(name, "")
    return Observation(obs="", theme="", members=(), offset=None, **told)
