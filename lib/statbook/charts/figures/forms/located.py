"""Located: points named by where and what is measured, for figures that share a unit but neither object nor place."""

from __future__ import annotations

__all__ = ["located"]

from collections.abc import Iterable

from statbook.analysis import printed
from statbook.charts.shared.text_layout import inside
from statbook.charts.forms.dots import Point
from statbook.charts.labels import Labels
from statbook.store import Observation


def located(labels: Labels, rows: Iterable[Observation], *, strict: bool = False) -> list[Point]:
    """A point for each of *rows* in their order, named by region and indicator."""
    found = []
    for row in rows:
        region = labels.store.name("region", row.region, labels.lang)
        what = labels.indicator(row.indicator)
        name = f"{region}: {inside(what)}" if labels.lang == "en" else f"{region}:{what}"
        found.append(Point(name, printed(row, strict=strict)))
    return found
