"""Overlap: only what every estimate allows can be true."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Quantity, Scope, base, printed_quantity
from statbook.charts import (
    Labels,
    Point,
    estimate_ranges,
    rounding_ranges,
)
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def estimate(make: Make, name: str, level: str, rate: str) -> Quantity:
    """The base that a level and its growth imply; both printed with one decimal."""
    now = make(obs=f"{name}.level", value=level, printed=f"{level}元")
    growth = make(obs=f"{name}.growth", value=rate, printed=f"{rate}%", unit="percent", measure="growth")
    return base(printed_quantity(now), printed_quantity(growth))


def test_the_shared_part_is_from_the_higher_low_to_the_lower_high(store: Store, observation: Make) -> None:
    one, two = estimate(observation, "a", "110.0", "10.0"), estimate(observation, "b", "110.1", "10.0")
    spec = estimate_ranges(Labels(store, "en"), [Point("one", one), Point("two", two)])

    assert spec is not None
    shared = [row for data in spec.draw(700).to_dict()["datasets"].values() for row in data if "label" in row]
    band = next(row for row in shared if row["label"] == "allowed by all")
    assert (two.low, one.high) == pytest.approx((band["low"], band["high"]))
    assert f"{(one.high - two.low) / min(one.high - one.low, two.high - two.low) * 100:.0f}%" == spec.facts["part"]


def test_the_words_of_the_shared_part_are_rounded_outward(store: Store, observation: Make) -> None:
    one, two = estimate(observation, "a", "110.0", "10.0"), estimate(observation, "b", "110.1", "10.0")
    spec = estimate_ranges(Labels(store, "en"), [Point("one", one), Point("two", two)])

    assert spec is not None
    low, high = (float(spec.facts[end].removesuffix(" yuan")) for end in ("low", "high"))
    assert low <= two.low
    assert one.high <= high


def test_estimates_that_do_not_meet_are_not_drawn(store: Store, observation: Make) -> None:
    far = [Point(n, estimate(observation, n, level, "10.0")) for n, level in (("a", "110.0"), ("b", "150.0"))]

    assert estimate_ranges(Labels(store, "en"), far) is None


def test_one_estimate_alone_is_not_drawn(store: Store, observation: Make) -> None:
    assert estimate_ranges(Labels(store, "en"), [Point("a", estimate(observation, "a", "110.0", "10.0"))]) is None


def test_intervals_put_the_widest_first(labels: Labels, xian: Scope, store: Store) -> None:
    strict = Scope(store, "Xian", "2026-01/2026-02", strict=True)
    keys = ("trade.base", "mode.rest.base", "trade.export.base")
    spec = rounding_ranges(labels, [(key, xian.get(key), strict.get(key)) for key in keys])

    assert spec is not None
    assert "mode.rest.base" == spec.facts["first"]
    quantity = strict.get("mode.rest.base")
    assert quantity is not None
    assert labels.range(quantity) == spec.states["strict"]["first_range"] != spec.facts["first_range"]
