"""An observation: one printed number, as one row of data/ holds it, and reading the rows of a theme."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.classification import WHOLE, Classification, Classifier
from statbook.store.grouping import group
from statbook.store.package import Package, read_table

ARTICLE = "source-"
"""How the anchors of articles begin."""
MEASURES = ("level", "growth", "difference", "share", "share_change", "growth_gap", "contribution", "rank")


def anchor_of(obs: str) -> str:
    """The anchor of an observation in the pages, from its key: letters, digits and hyphens."""
    return "obs-" + obs.replace(".", "-").replace("_", "-")


def indicator_anchor(code: str) -> str:
    """The anchor of an indicator in the codebook."""
    return "ind-" + code.replace("_", "-")


def article_anchor(code: str) -> str:
    """The anchor of an article in the pages, from its code."""
    return ARTICLE + code


@dataclass(frozen=True)
class Observation:
    """A printed number. The fields are the columns of data/datapackage.json; *members* are its dimensions.

    producer        given if it is not that of the indicator
    classification  what the tables of codes say of it
    revises         whether it replaced an earlier value
    last_printed    the last day on which a source that was read printed this value
    """

    obs: str
    theme: str
    indicator: str
    region: str
    members: tuple[tuple[str, str], ...]
    period: str
    timing: str
    measure: str
    value: Decimal
    unit: str
    bound: str
    status: str
    printed: str
    source: str
    offset: int | None
    known_from: str
    base_period: str = ""
    of: str = ""
    value_to: Decimal | None = None
    step: Decimal | None = None
    cell: str = ""
    known_to: str = ""
    note: str = field(default="", compare=False)
    producer: str = ""
    classification: Classification = field(default_factory=Classification, compare=False, repr=False)
    revises: bool = field(default=False, compare=False)
    last_printed: str = field(default="", compare=False)

    @property
    def broken_down_by(self) -> dict[str, str]:
        """Dimension to member, without the members that stand for a whole dimension."""
        return {name: code for name, code in self.members if code not in WHOLE}

    @property
    def printed_compact(self) -> str:
        """The printed form without the blanks and line breaks of the page."""
        return "".join(self.printed.split())

    @property
    def anchor(self) -> str:
        """The anchor of this observation in the pages."""
        return anchor_of(self.obs)


_AS_TEXT = (
    *("obs", "indicator", "region", "period", "timing", "measure", "unit", "bound", "status", "printed"),
    *("source", "base_period", "of", "cell", "known_from", "known_to", "note"),
)


def load_observations(package: Package, theme: str, classifier: Classifier) -> list[Observation]:
    """All observations in the table of *theme*, including replaced ones. Raises DataError if a value is not a number."""
    return make_observations(package, theme, read_table(package, theme), classifier)


def make_observations(package: Package, theme: str, frame: pd.DataFrame, classifier: Classifier) -> list[Observation]:
    """The rows of *frame*, which has the columns of *theme*, as observations; of a key that was revised all must be there.

    Raises DataError if a value is not a number.
    """
    dimensions = package.themes[theme]
    # Lists of columns, not Series of rows: a table may have a hundred thousand.
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    first: dict[str, str] = {}
    for obs, day in zip(columns["obs"], columns["known_from"], strict=True):
        first[obs] = min(day, first.get(obs, day))
    prints, days = read_table(package, "prints"), read_table(package, "sources").set_index("source")["date"]
    printings = group(zip(prints["obs"], map(str, prints["source"].map(days)), strict=True))
    rows, faults = [], []
    for line, *cells in zip(frame.index.tolist(), *columns.values(), strict=True):
        row = dict(zip(columns, cells, strict=True))
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
