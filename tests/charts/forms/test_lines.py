"""Lines by month: no line across a gap or a new definition."""

from __future__ import annotations

import pytest

from monthly import Make, checked, marks, series
from statbook.charts import Labels, Series, lines, months
from statbook.errors import MixedNumbers
from statbook.store import Classification, Store


@pytest.fixture
def labels(store: Store) -> Labels:
    return Labels(store, "en")


def test_a_line_across_a_new_definition_is_refused(labels: Labels, observation: Make) -> None:
    broken = Classification(kind="stock", breaks=("2025-02",))
    values = {f"2025-0{month}": float(month) for month in (1, 2, 3)}

    spec = lines(labels, {"level": [series(observation, values, classification=broken, timing="at")]})

    assert spec is not None
    with pytest.raises(MixedNumbers, match="change of definition"):
        checked(spec)


def test_a_line_is_not_drawn_across_a_missing_month(labels: Labels, observation: Make) -> None:
    values = {"2025-01": 1.0, "2025-02": 2.0, "2025-04": 4.0}

    spec = lines(labels, {"growth": [series(observation, values, unit="percent", measure="growth")]})

    assert spec is not None
    assert [0, 0, 1] == [run for run, _ in marks(spec, "run", "v")]


def test_the_former_definition_is_a_line_of_its_own_and_the_new_one_says_where_it_begins(
    labels: Labels, observation: Make
) -> None:
    old = series(observation, {"2024-11": 1, "2024-12": 2}, "M, former", indicator="former", timing="at")
    new = series(observation, {"2025-01": 5, "2025-02": 6, "2025-03": 7}, "M", indicator="new", timing="at")

    spec = lines(labels, {"level": [Series("M", new.months, broken="M redefined"), old]})

    assert spec is not None
    assert [(2025.0, "M redefined")] == marks(spec, "at", "words")
    assert ["M, former"] == [label for label, open_ in marks(spec, "label", "open") if open_]
    checked(spec)


def test_without_a_series_nothing_is_drawn(labels: Labels) -> None:
    assert months(labels, []) is None
    assert lines(labels, {"growth": [], "level": []}) is None
