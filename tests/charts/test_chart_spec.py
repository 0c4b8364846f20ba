"""The spec of a chart: a form changes nothing outside itself, and carries the numbers that it names."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd
import pytest

from statbook.analysis import Quantity, printed_quantity
from statbook.charts import ChartSpec, Labels, Point, bars
from statbook.charts.chart_spec import TITLE_WORDS, form, observations
from statbook.charts.labels import first_of
from statbook.store import Observation, Store

Make = Callable[..., Observation]


@form()
def one(labels: Labels, quantity: Quantity | None) -> ChartSpec | None:
    """A form of one number."""
    if quantity is None:
        return None
    return ChartSpec(lambda width: alt.Chart().mark_bar(), pd.DataFrame([labels.row("One", quantity)]))


def test_a_spec_carries_the_numbers_that_its_form_named(store: Store, observation: Make) -> None:
    labels, quantity = Labels(store, "en"), printed_quantity(observation())
    spec = one(labels, quantity)

    assert spec is not None
    assert {quantity.anchor: ("One", quantity)} == spec.cited
    assert {quantity.anchor} == spec.anchors()
    assert ("place.2025.thing",) == spec.obs
    assert {} == labels.cited


def test_a_form_that_is_not_supported_by_the_data_is_none(store: Store) -> None:
    assert one(Labels(store, "en"), None) is None


def test_drawing_leaves_spec_and_labels_as_they_are(store: Store, observation: Make) -> None:
    labels = Labels(store, "en")
    points = [Point(name, printed_quantity(observation(obs=name, value=n))) for n, name in enumerate("abc", 1)]
    spec = bars(labels, points)

    assert spec is not None
    before = dict(spec.cited), spec.rows.copy()
    assert spec.draw(700).to_dict() == spec.draw(700).to_dict()
    assert spec.draw(330).to_dict() != spec.draw(700).to_dict()
    assert before[0] == spec.cited and before[1].equals(spec.rows)
    assert {} == labels.cited


def test_a_form_keeps_its_name_and_its_words() -> None:
    assert ("one", "A form of one number.") == (one.__name__, one.__doc__)


def test_an_observation_behind_several_quantities_is_named_once(observation: Make) -> None:
    one, two = (printed_quantity(observation(obs=name)) for name in "ab")

    assert ("b", "a") == observations([two, one / two])


@form("value_1", "least")
def counting(labels: Labels, *names: str) -> ChartSpec | None:
    """A form of a fact for each name."""
    return ChartSpec(lambda width: alt.Chart().mark_bar(), pd.DataFrame(), dict.fromkeys(names, "x"))


def test_a_form_says_which_words_it_gives_for_titles(store: Store) -> None:
    labels = Labels(store, "en")
    spec = counting(labels, "value_1", "value_12")

    assert ("value_1", "least") == TITLE_WORDS["counting"]
    assert spec is not None and {"value_1": "x", "value_12": "x"} == spec.facts
    assert ("value_1", "value", "value_x") == (first_of("value_30"), first_of("value"), first_of("value_x"))
    with pytest.raises(TypeError, match="counting gives most, which it does not declare"):
        counting(labels, "most", "least")


def test_a_fact_of_a_state_must_be_declared_as_well(store: Store) -> None:
    @form("first")
    def wrong(labels: Labels) -> ChartSpec | None:
        return ChartSpec(
            lambda width: alt.Chart().mark_bar(), pd.DataFrame(), {"first": "a"}, states={"b": {"frist": "b"}}
        )

    with pytest.raises(TypeError, match="wrong gives frist, which it does not declare"):
        wrong(Labels(store, "en"))
