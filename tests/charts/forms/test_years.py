"""Years: sums from January on, printed or added up, a line a year, and never a year with a gap."""

from __future__ import annotations

from typing import Any

import pytest

from monthly import Make, checked, marks, series
from statbook.charts import Labels, years
from statbook.charts.forms.years import cumulate
from statbook.charts.theme import ACCENT, RULE, SLATE
from statbook.store import Store


@pytest.fixture
def labels(store: Store) -> Labels:
    return Labels(store, "en")


def values(*first: int) -> dict[str, float]:
    """Three months of each year from 2023 on, the first of them as given and each one more than the last."""
    return {f"{year}-{month:02}": at + month - 1 for year, at in enumerate(first, 2023) for month in (1, 2, 3)}


def test_a_line_has_the_sums_from_january_to_each_month(labels: Labels, observation: Make) -> None:
    found = cumulate(series(observation, values(1, 10)))

    assert [(1, 1), (2, 3), (3, 6)] == [(month, total.value / 1e8) for month, total in found[2023]]
    assert [10, 21, 33] == [total.value / 1e8 for _, total in found[2024]]


def test_a_printed_sum_goes_before_that_of_the_months(labels: Labels, observation: Make) -> None:
    found = cumulate(series(observation, values(1, 10) | {"2024-01/2024-02": 21.5}))

    assert [10, 21.5, 33] == [total.value / 1e8 for _, total in found[2024]]


def test_after_a_missing_month_a_line_goes_on_only_with_what_is_printed(observation: Make) -> None:
    told = values(1, 10)
    del told["2024-02"]

    assert [1] == [month for month, _ in cumulate(series(observation, told))[2024]]
    told["2024-01/2024-03"] = 33
    assert [1, 3] == [month for month, _ in cumulate(series(observation, told))[2024]]


def test_the_title_compares_the_same_months_of_two_years(labels: Labels, observation: Make) -> None:
    spec = years(labels, [series(observation, values(1, 10, 20))])

    assert spec is not None
    told = [spec.facts[name] for name in ("latest_1", "value_1", "before_1")]
    assert ["January–March 2025", "6.3 billion yuan", "3.3 billion yuan"] == told
    checked(spec)


def test_the_newest_year_has_the_colour_of_the_title_and_the_one_before_that_of_the_book(
    labels: Labels, observation: Make
) -> None:
    spec = years(labels, [series(observation, values(1, 10, 20))])

    assert spec is not None
    assert {(2023, RULE), (2024, SLATE), (2025, ACCENT)} == set(marks(spec, "year", "colour"))
    assert ["2024: 3.3", "2025: 6.3"] == sorted(words for words, *_ in marks(spec, "words", "year") if words)


def test_the_table_has_a_row_a_year_the_newest_first(labels: Labels, observation: Make) -> None:
    spec = years(labels, [series(observation, values(1, 10, 20))])

    assert spec is not None
    assert ["January–March 2025", "January–March 2024", "January–March 2023"] == list(spec.rows["Period"])


@pytest.mark.parametrize("width", [700, 330])
def test_words_at_the_ends_of_lines_stay_within_the_drawing(
    labels: Labels, observation: Make, drawn: Any, width: int
) -> None:
    spec = years(labels, [series(observation, values(1000, 1000, 1001))])

    assert spec is not None
    drawing = drawn(spec, width)
    assert float(drawing.split('width="')[1].split('"')[0]) <= width


def test_one_year_alone_is_no_chart(labels: Labels, observation: Make) -> None:
    assert years(labels, [series(observation, values(1))]) is None
