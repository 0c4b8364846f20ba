"""Reads the rows of a theme as observations."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from statbook.errors import DataError, Fault
from statbook.store.classification import Classifier
from statbook.store.grouping import group
from statbook.store.observation import Observation
from statbook.store.package import Package, read_table

_AS_TEXT = (
    *("obs", "indicator", "region", "period", "timing", "measure", "unit", "bound", "status", "printed"),
    *("source", "base_period", "of", "cell", "known_from", "known_to", "note"),
)


def load_observations(package: Package, theme: str, classifier: Classifier) -> list[Observation]:
    """All observations of *theme*, including replaced ones. Raises DataError if a value is not a number."""
    dimensions = package.themes[theme]
    frame = read_table(package, theme)
    first = frame.groupby("obs")["known_from"].min().to_dict()
    prints, days = read_table(package, "prints"), read_table(package, "sources").set_index("source")["date"]
    printings = group(zip(prints["obs"], map(str, prints["source"].map(days)), strict=True))
    rows, faults = [], []
    # Not iterrows, which makes a Series of each row: a table may have a million.
    for line, row in zip(frame.index, frame.to_dict("records"), strict=True):
        try:
            observation = Observation(
                theme=theme,
                members=tuple((dimension, row[dimension]) for dimension in dimensions),
                value=Decimal(row["value"]),
                value_to=Decimal(row["value_to"]) if row["value_to"] else None,
                step=Decimal(row["step"]) if row["step"] else None,
                offset=int(row["offset"]) if row["offset"] else None,
                producer=row.get("producer", ""),
                classification=classifier.of(row, dimensions),
                revises=row["known_from"] > first[row["obs"]],
                last_printed=_last_printed(row, printings.get(row["obs"], ())),
                **{name: row[name] for name in _AS_TEXT},
            )
            rows.append(observation)
        except (InvalidOperation, ValueError):
            faults.append(Fault(f"data/{theme}.csv:{line}: value", repr(row["value"]), "a number"))
    if faults:
        raise DataError(faults)
    return rows


def _last_printed(row: Mapping[Any, str], days: Iterable[str]) -> str:
    """The last day on which a source printed this value; a print counts for the value that was in force that day."""
    start, end = row["known_from"], row["known_to"]
    return max((start, *(day for day in days if start <= day and (not end or day < end))))
