"""Shared part: what two parts of a whole share at least."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statbook.analysis import printed_quantity
from statbook.charts import (
    ChartSpec,
    Labels,
    Point,
    shared_part,
)
from statbook.rules import allow
from statbook.store import Observation

Make = Callable[..., Observation]


def rows_of(spec: ChartSpec, width: int = 700) -> list[dict[str, Any]]:
    return [row for data in spec.draw(width).to_dict()["datasets"].values() for row in data]


def crossed(make: Make, whole: int, first: int, second: int) -> list[Point]:
    """A whole, two parts of it by different cuts, and the least that must lie in both."""
    one, two, three = (
        printed_quantity(make(obs=name, value=value, printed=f"{value}元"))
        for name, value in zip("wab", (whole, first, second), strict=True)
    )
    with allow("overlapping-groups", reason="the whole is taken off again"):
        both = two + three - one
    return [Point("w", one), Point("a", two), Point("b", three), Point("both", both)]


def test_two_parts_share_at_least_what_they_are_together_beyond_the_whole(labels: Labels, observation: Make) -> None:
    spec = shared_part(labels, *crossed(observation, 100, 70, 60))

    assert spec is not None
    shared = next(row for row in rows_of(spec) if row["kind"] == "derived-first")
    assert (40, 70, 0, 60) == (shared["low"], shared["high"], shared["low_same"], shared["high_same"])
    assert "30%" == spec.facts["part"]


def test_parts_that_need_not_meet_are_not_drawn(labels: Labels, observation: Make) -> None:
    assert shared_part(labels, *crossed(observation, 100, 40, 50)) is None
