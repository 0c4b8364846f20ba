"""Reads the rows of a theme as observations."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.classification import Classifier
from statbook.store.observation import Observation
from statbook.store.package import Package, read_table

_AS_TEXT = (
    *("obs", "indicator", "region", "period", "timing", "measure", "unit", "bound", "status", "printed"),
    *("source", "base_period", "of", "cell", "known_from", "known_to", "note"),
)


def load_observations(package: Package, theme: str, natures: Classifier) -> list[Observation]:
    """All observations of *theme*, including replaced ones. Raises DataError if a value is not a number."""
    dimensions = package.themes[theme]
    frame = read_table(package, theme)
    first = frame.groupby("obs")["known_from"].min().to_dict()
    printings = _printings(package)
    rows, faults = [], []
    # Not iterrows, which makes a Series of each row: a table may have a million.
    for line, row in zip(frame.index, _records(frame), strict=True):
        try:
            further = {
                "revises": row["known_from"] > first[row["obs"]],
                "last_printed": _last_printed(row, printings.get(row["obs"], ())),
            }
            rows.append(_observation(theme, dimensions, row, natures, further))
        except (InvalidOperation, ValueError):
            faults.append(Fault(f"data/{theme}.csv:{line}: value", repr(row["value"]), "a number"))
    if faults:
        raise DataError(faults)
    return rows


def _records(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    columns = [str(name) for name in frame.columns]
    return (dict(zip(columns, row, strict=True)) for row in zip(*(frame[name] for name in columns), strict=True))


def _printings(package: Package) -> dict[str, list[str]]:
    """Key of an observation to the days on which it was printed again."""
    days = read_table(package, "sources").set_index("source")["date"]
    prints = read_table(package, "prints")
    found: dict[str, list[str]] = {}
    for obs, day in zip(prints["obs"], prints["source"].map(days), strict=True):
        found.setdefault(obs, []).append(str(day))
    return found


def _last_printed(row: dict[str, str], days: Iterable[str]) -> str:
    """The last day on which a source printed this value; a print counts for the value that was in force that day."""
    start, end = row["known_from"], row["known_to"]
    return max((start, *(day for day in days if start <= day and (not end or day < end))))


def _observation(
    theme: str, dimensions: list[str], row: dict[str, str], natures: Classifier, further: dict[str, Any]
) -> Observation:
    number = {name: Decimal(row[name]) if row[name] else None for name in ("value_to", "step")}
    return Observation(
        theme=theme,
        members=tuple((dimension, row[dimension]) for dimension in dimensions),
        value=Decimal(row["value"]),
        value_to=number["value_to"],
        step=number["step"],
        offset=int(row["offset"]) if row["offset"] else None,
        producer=row.get("producer", ""),
        classification=natures.of(row, dimensions),
        **{**further, **{name: row[name] for name in _AS_TEXT}},
    )
