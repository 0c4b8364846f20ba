"""Period counts: each number of a text is counted once, at the year in which its period ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from statbook.charts import ChartSpec, Labels, period_counts
from statbook.store import Observation

Make = Callable[..., Observation]


@pytest.fixture
def spec(labels: Labels, observation: Make) -> ChartSpec:
    source = labels.store.sources.index[0]
    rows = [
        observation(obs="a", period="2024", source=source, offset=1),
        observation(obs="b", period="2025", source=source, offset=2),
        observation(obs="c", period="2023-10/2025", source=source, offset=3, indicator="talent"),
        observation(obs="d", period="../..", source=source, offset=4, indicator="funds"),
        observation(obs="e", period="2026", source=source, offset=None, cell="B2"),
    ]
    made = period_counts(labels, rows)
    assert made is not None
    return made


def test_a_number_is_counted_at_the_end_of_its_period_and_one_without_a_year_apart(spec: ChartSpec) -> None:
    assert [["2024", "1"], ["2025", "2"], ["none", "1"]] == spec.rows[["Year", "Numbers"]].to_numpy().tolist()


def test_the_title_counts_the_series_and_those_with_more_than_one_period(spec: ChartSpec) -> None:
    assert {"series": "3", "repeated": "1", "undated": "1"} == spec.facts


def test_every_number_of_the_texts_is_counted_once(labels: Labels) -> None:
    rows = labels.store.observations
    made = period_counts(labels, rows)

    assert made is not None
    assert sum(row.offset is not None for row in rows) == sum(map(int, made.rows["Numbers"]))


def test_rows_of_tables_alone_make_no_chart(labels: Labels, observation: Make) -> None:
    assert period_counts(labels, [observation(obs="e", offset=None, cell="B2")]) is None


@pytest.mark.parametrize("width", [700, 330])
def test_each_count_stands_in_its_cell(spec: ChartSpec, drawn: Any, width: int) -> None:
    drawing = drawn(spec, width)

    assert 3 == drawing.count('fill="#4a6785"')
    assert float(re.search(r'width="([\d.]+)"', drawing)[1]) <= width  # type: ignore[index]
