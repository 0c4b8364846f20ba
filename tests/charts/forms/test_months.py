"""Bars by month: gaps, concepts kept apart, values that were replaced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from monthly import Make, checked, marks, number, series
from statbook.charts import ChartSpec, Labels, Point, Series, lines, months, months_below_zero
from statbook.charts.theme import MUTED
from statbook.errors import MixedNumbers
from statbook.store import Classification, Store


@pytest.fixture
def labels(store: Store) -> Labels:
    return Labels(store, "en")


def words_above(spec: ChartSpec) -> Sequence[str]:
    return [words for words, *_ in marks(spec, "words", "middle")]


def test_months_below_zero_lie_below_zero_and_are_counted(labels: Labels, observation: Make) -> None:
    flow = series(observation, {"2025-01": 3, "2025-02": -2, "2025-03": 1})

    spec = months(labels, [flow])

    assert spec is not None
    assert [300, -200, 100] == pytest.approx([v for v, _ in marks(spec, "v", "fill")])
    assert "1 of 3 months" == months_below_zero(flow, "en")


def test_a_missing_month_is_a_gap_with_a_word(labels: Labels, observation: Make) -> None:
    spec = months(labels, [series(observation, {"2025-01": 1, "2025-02": 2, "2025-04": 4})])

    assert spec is not None
    assert 3 == len(marks(spec, "v", "fill"))
    assert [pytest.approx(2025 + 2.5 / 12, abs=1e-3)] == [middle for middle, v in marks(spec, "middle", "v") if v == 0]
    assert "not printed" in str(spec.draw(330).to_dict())


def test_another_concept_stands_beside_the_bars_and_not_among_them(labels: Labels, observation: Make) -> None:
    other = number(observation, "2025-02", 9, indicator="headline")

    spec = months(
        labels, [series(observation, {"2025-01": 1, "2025-02": 2, "2025-03": 3})], context=[Point("Headline", other)]
    )

    assert spec is not None
    assert 3 == len(marks(spec, "v", "fill"))
    assert ["Headline: 900 million yuan"] == words_above(spec)
    checked(spec)


@pytest.mark.parametrize(
    ("stranger", "rule"),
    [
        ({"indicator": "headline"}, "two-concepts"),
        ({"classification": Classification(kind="flow", basis="gross")}, "net-and-gross"),
        ({"classification": Classification(kind="flow", producer="another")}, "two-producers"),
    ],
)
def test_a_month_of_another_kind_is_refused_in_a_series(
    labels: Labels, observation: Make, stranger: dict[str, Any], rule: str
) -> None:
    own = Classification(kind="flow", basis="net", producer="one")
    flow = [number(observation, f"2025-0{month}", month, classification=own) for month in (1, 2)]
    mixed = Series("Mixed", (*flow, number(observation, "2025-03", 3, **({"classification": own} | stranger))))

    spec = months(labels, [mixed])

    assert spec is not None
    with pytest.raises(MixedNumbers, match=rule):
        checked(spec)


def test_a_sum_since_january_is_refused_among_months(labels: Labels, observation: Make) -> None:
    single = tuple(number(observation, f"2025-0{month}", month) for month in (1, 2))

    spec = months(labels, [Series("Mixed", (*single, number(observation, "2025-01/2025-03", 6)))])

    assert spec is not None
    with pytest.raises(MixedNumbers, match="unlike length"):
        checked(spec)


def test_a_replaced_value_is_a_cross_that_leads_nowhere(labels: Labels, observation: Make) -> None:
    flow = series(observation, {"2025-01": 1, "2025-02": 2, "2025-03": 3})
    old = number(observation, "2025-02", 9, known_to="2025-06-01")

    spec = months(labels, [Series(flow.name, flow.months, (), (old,))])

    assert spec is not None
    assert ["900 million yuan, replaced"] == words_above(spec)
    assert [("February 2025", "replaced", "")] == [
        (row["Period"], row["Kind"], row["cite"]) for row in spec.rows.to_dict("records") if row["Kind"] != "printed"
    ]


def test_the_newest_month_stands_first_in_the_table(labels: Labels, observation: Make) -> None:
    spec = months(labels, [series(observation, {"2025-01": 1, "2025-02": 2, "2025-03": 3})])

    assert spec is not None
    assert ["March 2025", "February 2025", "January 2025"] == list(spec.rows["Period"])


def test_january_and_february_are_grey_bars_and_one_dot_beside_a_line(labels: Labels, observation: Make) -> None:
    values = {f"2025-0{month}": float(month) for month in range(1, 5)} | {"2025-01/2025-02": 3.0}
    growth = series(observation, values, unit="percent", measure="growth")

    bars = months(labels, [series(observation, values)], apart=("01", "02"))
    line = lines(labels, {"growth": [growth]}, apart=("01", "02"))

    assert bars is not None
    assert line is not None
    assert [MUTED, MUTED] == [fill for _, fill in marks(bars, "v", "fill")][:2]
    assert [(3, None), (3, 0), (4, 0)] == [(v, run) for v, run in marks(line, "v", "run")]
    checked(line)


def test_both_widths_can_be_drawn_in_both_languages(
    store: Store, observation: Make, drawn: Callable[[ChartSpec, int], str]
) -> None:
    flow = series(observation, {f"{year}-0{month}": month - 2 for year in (2024, 2025) for month in (1, 2, 4)})
    for lang in ("en", "zh"):
        spec = months(Labels(store, lang), [flow])
        assert spec is not None
        assert drawn(spec, 700) != drawn(spec, 330)


def test_a_single_month_is_no_series(labels: Labels, observation: Make) -> None:
    assert months(labels, [series(observation, {"2025-01": 1})]) is None
    assert months(labels, []) is None
