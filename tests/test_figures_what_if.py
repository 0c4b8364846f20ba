"""What if: the pace follows from target, count and year; nothing is measured, and a count beyond reason is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from statbook.analysis import Quantity, printed
from statbook.errors import ParameterError
from statbook.charts import Labels, what_if
from statbook.store import Observation, Store


@pytest.fixture
def target(observation: Callable[..., Observation]) -> Quantity:
    row = observation(
        value=300, printed="超过300项", unit="standards", bound="more_than", status="target", period="2030"
    )
    return printed(row)


def lines(chart: Any) -> list[dict[str, Any]]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data if "pace" in row]


def test_each_starting_year_has_a_line_from_nothing_to_the_target(store: Store, target: Quantity) -> None:
    draft = what_if(Labels(store, "en"), target, "Standards")

    assert draft is not None
    start = {row["year"]: row["pace"] for row in lines(draft.draw(700)) if row["count"] == 0}
    assert {"2026": 75, "2027": 100, "2028": 150, "2029": 300} == start
    assert all(row["pace"] == 0 for row in lines(draft.draw(700)) if row["count"] == 300)


def test_count_and_year_are_the_readers_to_choose(store: Store, target: Quantity) -> None:
    draft = what_if(Labels(store, "en"), target, "Standards", assumed=120)

    assert draft is not None
    params = {param["name"]: param for param in draft.draw(700).to_dict()["params"]}
    assert (120, 300) == (params["assumed"]["value"], params["assumed"]["bind"]["max"])
    assert ("2026", ["2026", "2027", "2028", "2029"]) == (params["start"]["value"], params["start"]["bind"]["options"])


def test_every_row_of_the_table_says_that_nothing_of_it_is_printed(store: Store, target: Quantity) -> None:
    draft = what_if(Labels(store, "en"), target, "Standards")

    assert draft is not None
    assert {"what if, nothing of it is printed"} == set(draft.rows["Kind"])
    assert "assumed" in draft.how


@pytest.mark.parametrize("assumed", [-1, 301])
def test_a_count_below_zero_or_beyond_the_target_is_refused(store: Store, target: Quantity, assumed: int) -> None:
    with pytest.raises(ParameterError, match=f"{assumed}; expected 0 to 300"):
        what_if(Labels(store, "en"), target, "Standards", assumed=assumed)


def test_without_a_target_there_is_no_what_if(store: Store) -> None:
    assert what_if(Labels(store, "en"), None, "Standards") is None


@pytest.mark.parametrize(
    ("bound", "each", "flat"), [("more_than", "more than", "not yet"), ("at_least", "at least", "reached")]
)
def test_an_aim_of_more_than_a_number_is_not_reached_by_that_number(
    store: Store, observation: Callable[..., Observation], bound: str, each: str, flat: str
) -> None:
    row = observation(value=300, unit="standards", bound=bound, status="target", period="2030")
    draft = what_if(Labels(store, "en"), printed(row), "Standards")

    assert draft is not None
    told = json.dumps(draft.draw(700).to_dict())
    assert f"'{each} %d a year'" in told
    assert f": '{flat}" in told
