"""Overlap: only what every estimate allows can be true."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Quantity, base, printed
from statbook.charts import Labels, Point, overlap
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def estimate(make: Make, name: str, level: str, rate: str) -> Quantity:
    """The base that a level and its growth imply; both printed with one decimal."""
    now = make(obs=f"{name}.level", value=level, printed=f"{level}元")
    growth = make(obs=f"{name}.growth", value=rate, printed=f"{rate}%", unit="percent", measure="growth")
    return base(printed(now), printed(growth))


def test_the_shared_part_is_from_the_higher_low_to_the_lower_high(store: Store, observation: Make) -> None:
    one, two = estimate(observation, "a", "110.0", "10.0"), estimate(observation, "b", "110.1", "10.0")
    draft = overlap(Labels(store, "en"), [Point("one", one), Point("two", two)])

    assert draft is not None
    shared = [row for data in draft.draw(700).to_dict()["datasets"].values() for row in data if "label" in row]
    band = next(row for row in shared if row["label"] == "allowed by all")
    assert (two.low, one.high) == pytest.approx((band["low"], band["high"]))
    assert f"{(one.high - two.low) / min(one.high - one.low, two.high - two.low) * 100:.0f}%" == draft.facts["part"]


def test_the_words_of_the_shared_part_are_rounded_outward(store: Store, observation: Make) -> None:
    one, two = estimate(observation, "a", "110.0", "10.0"), estimate(observation, "b", "110.1", "10.0")
    draft = overlap(Labels(store, "en"), [Point("one", one), Point("two", two)])

    assert draft is not None
    low, high = (float(draft.facts[end].removesuffix(" yuan")) for end in ("low", "high"))
    assert low <= two.low
    assert one.high <= high


def test_estimates_that_do_not_meet_are_not_drawn(store: Store, observation: Make) -> None:
    far = [Point(n, estimate(observation, n, level, "10.0")) for n, level in (("a", "110.0"), ("b", "150.0"))]

    assert overlap(Labels(store, "en"), far) is None


def test_one_estimate_alone_is_not_drawn(store: Store, observation: Make) -> None:
    assert overlap(Labels(store, "en"), [Point("a", estimate(observation, "a", "110.0", "10.0"))]) is None
