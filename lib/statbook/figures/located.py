"""Located: points named by what is measured and where, for figures that share a unit but neither object nor place."""

from __future__ import annotations

__all__ = ["located"]

from collections.abc import Iterable

from statbook.analysis import printed
from statbook.figures.dots import Point
from statbook.figures.labels import Labels
from statbook.store import Observation


def located(labels: Labels, rows: Iterable[Observation], *, strict: bool = False) -> list[Point]:
    """A point for each of *rows* in their order, named by indicator and region."""
    joint = ", " if labels.lang == "en" else ","
    found = []
    for row in rows:
        region = labels.store.name("region", row.region, labels.lang)
        found.append(Point(f"{labels.indicator(row.indicator)}{joint}{region}", printed(row, strict=strict)))
    return found
