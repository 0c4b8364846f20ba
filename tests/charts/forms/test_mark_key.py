"""The key: each sample shows the mark that its own quantity has in every chart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Quantity, printed_quantity
from statbook.charts import Labels, Point, mark_key
from statbook.store import Observation, Store

Make = Callable[..., Observation]
WORDS = {
    "exact": "as printed",
    "more_than": "lower bound: the end is open",
    "about": "approximate: the end is soft",
}


def number(make: Make, name: str, value: int, **more: str) -> Quantity:
    told = {"region": "China", "indicator": "trade"} | more
    return printed_quantity(make(obs=name, value=value, printed=f"{value}元", **told))


@pytest.mark.parametrize("bound", WORDS)
def test_the_words_of_a_mark_follow_from_the_bound(store: Store, observation: Make, bound: str) -> None:
    plain = [Point(name, number(observation, name, 2)) for name in ("b", "c")]
    sample = Point("a", number(observation, "a", 10, bound=bound))
    spec = mark_key(Labels(store, "en"), [sample, *plain], Point("rest", number(observation, "r", 1)))

    assert spec is not None
    assert WORDS[bound] == spec.rows["Mark"][0]


def test_derived_planned_missing_and_rest_are_told_apart(store: Store, observation: Make) -> None:
    one, two = number(observation, "a", 10), number(observation, "b", 4, period="2024")
    plan = number(observation, "p", 20, status="target")
    samples = [Point("sum", (one + two).to("CNY")), Point("plan", plan), Point("a", one), Point("none", None)]
    spec = mark_key(Labels(store, "en"), samples, Point("left", (one - two).to("CNY")))

    assert spec is not None
    assert ["derived", "target", "printed", "rest, not printed"] == list(spec.rows["Kind"])
    assert "none: not printed" in str(spec.draw(330).to_dict())


def test_whiskers_are_in_percent_of_each_sample(store: Store, observation: Make) -> None:
    one, two = number(observation, "a", 5), number(observation, "b", 5, period="2024")
    samples = [Point("sum", (one + two).to("CNY")), Point("a", one), Point("b", two)]
    spec = mark_key(Labels(store, "en"), samples, Point("left", one))

    assert spec is not None
    rows = [
        row for data in spec.draw(700).to_dict()["datasets"].values() for row in data if row.get("kind") == "derived"
    ]
    assert (0.9, 1.1) == pytest.approx((rows[0]["low"], rows[0]["high"]))


def test_a_key_of_two_samples_is_not_drawn(store: Store, observation: Make) -> None:
    one = Point("a", number(observation, "a", 5))

    assert mark_key(Labels(store, "en"), [one, one], one) is None
