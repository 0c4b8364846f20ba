"""Coverage: each statement stands in its cell, marked by who placed it, and the chosen one is told in words."""

from __future__ import annotations

from typing import Any

import pytest

from statbook.charts import ChartSpec, Labels, statement_matrix
from statbook.store import Store


@pytest.fixture
def spec(store: Store) -> ChartSpec:
    made = statement_matrix(Labels(store, "en"), "missing", "no_area")
    assert made is not None
    return made


def dots(chart: Any) -> list[dict[str, Any]]:
    """The rows of the drawing in the matrix; their words below it stand at the left edge."""
    return [row for data in chart.to_dict()["datasets"].values() for row in data if "read" in row and row["x"]]


def test_every_placing_of_the_table_is_a_dot_and_a_row(store: Store, spec: ChartSpec) -> None:
    assert len(store.coverage) == len(spec.rows) == len(dots(spec.draw(700)))


def test_what_we_placed_ourselves_says_so(store: Store, spec: ChartSpec) -> None:
    ours = sum(store.coverage["basis"] == "our_reading")

    assert ours == sum(spec.rows["Placing"] == "our reading")
    assert ours > 0


@pytest.mark.parametrize("width", [700, 330])
def test_no_two_dots_lie_on_one_another(spec: ChartSpec, width: int) -> None:
    places = [(round(dot["x"]), round(dot["y"])) for dot in dots(spec.draw(width))]

    assert len(places) == len(set(places))


def test_a_statement_can_be_chosen_by_click_and_by_list(spec: ChartSpec) -> None:
    chosen = next(param for param in spec.draw(700).to_dict()["params"] if param["name"] == "chosen")

    assert ("click", ["key"]) == (chosen["select"]["on"], chosen["select"]["fields"])
    assert len(spec.rows) == len(chosen["bind"]["options"])


def test_what_is_missing_does_not_count_as_an_example(spec: ChartSpec) -> None:
    assert "safety supervision" == spec.facts["bare"]


def test_every_area_and_purpose_of_the_table_has_a_name(store: Store) -> None:
    codes = [("area", code) for code in store.coverage["area"]] + [
        ("purpose", code) for code in store.coverage["purpose"]
    ]

    assert [] == [code for code in codes if code not in store.members.index]
