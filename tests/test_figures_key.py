"""The key: each sample shows the mark that its own quantity has in every figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Quantity, printed
from statbook.charts import Labels, Point, key
from statbook.store import Observation, Store

Make = Callable[..., Observation]
WORDS = {
    "exact": "as printed",
    "more_than": "lower bound: the end is open",
    "about": "approximate: the end is soft",
}


def figure(make: Make, name: str, value: int, **more: str) -> Quantity:
    told = {"region": "China", "indicator": "trade"} | more
    return printed(make(obs=name, value=value, printed=f"{value}元", **told))


@pytest.mark.parametrize("bound", WORDS)
def test_the_words_of_a_mark_follow_from_the_bound(store: Store, observation: Make, bound: str) -> None:
    plain = [Point(name, figure(observation, name, 2)) for name in ("b", "c")]
    sample = Point("a", figure(observation, "a", 10, bound=bound))
    draft = key(Labels(store, "en"), [sample, *plain], Point("rest", figure(observation, "r", 1)))

    assert draft is not None
    assert WORDS[bound] == draft.rows["Mark"][0]


def test_derived_planned_missing_and_rest_are_told_apart(store: Store, observation: Make) -> None:
    one, two = figure(observation, "a", 10), figure(observation, "b", 4, period="2024")
    plan = figure(observation, "p", 20, status="target")
    samples = [Point("sum", (one + two).to("CNY")), Point("plan", plan), Point("a", one), Point("none", None)]
    draft = key(Labels(store, "en"), samples, Point("left", (one - two).to("CNY")))

    assert draft is not None
    assert ["derived", "target", "printed", "rest, not printed"] == list(draft.rows["Kind"])
    assert "none: not printed" in str(draft.draw(330).to_dict())


def test_whiskers_are_in_percent_of_each_sample(store: Store, observation: Make) -> None:
    one, two = figure(observation, "a", 5), figure(observation, "b", 5, period="2024")
    samples = [Point("sum", (one + two).to("CNY")), Point("a", one), Point("b", two)]
    draft = key(Labels(store, "en"), samples, Point("left", one))

    assert draft is not None
    rows = [
        row for data in draft.draw(700).to_dict()["datasets"].values() for row in data if row.get("kind") == "derived"
    ]
    assert (0.9, 1.1) == pytest.approx((rows[0]["low"], rows[0]["high"]))


def test_a_key_of_two_samples_is_not_drawn(store: Store, observation: Make) -> None:
    one = Point("a", figure(observation, "a", 5))

    assert key(Labels(store, "en"), [one, one], one) is None
