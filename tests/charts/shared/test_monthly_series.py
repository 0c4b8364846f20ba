"""Series by month: places in time, gaps and runs, short numbers, the years that can be chosen."""

from __future__ import annotations

from typing import Any

import pytest

from monthly import Make, number, series
from statbook.charts.labels import Labels
from statbook.charts.shared.monthly_series import (
    gaps,
    month_range,
    newest_first,
    recent,
    row_in_time,
    runs,
    series_facts,
    short_number,
    span_in_years,
    years_switch,
)


@pytest.mark.parametrize(
    ("period", "span"),
    [("2025-01", (2025.0, 2025.0833)), ("2025-12", (2025.9167, 2026.0)), ("2025-01/2025-06", (2025.0, 2025.5))],
)
def test_a_period_lies_where_its_months_lie(period: str, span: tuple[float, float]) -> None:
    assert span == span_in_years(period)


def test_a_missing_month_ends_a_run_and_is_a_gap(observation: Make) -> None:
    told = series(observation, {"2024-11": 1, "2024-12": 2, "2025-01": 3, "2025-03": 4}).months

    assert [0, 0, 0, 1] == runs(told)
    assert [(2025.0833, 2025.1667)] == gaps(told)


@pytest.mark.parametrize(
    ("printed", "value", "divisor", "text"),
    [("1234", 1234, 1e9, "123"), ("−12.3", -12.3, 1e9, "−1.23"), ("5", 5, 1e9, "0.5")],
)
def test_a_number_at_a_mark_has_three_digits_and_none_that_is_not_printed(
    observation: Make, printed: str, value: float, divisor: float, text: str
) -> None:
    assert text == short_number(number(observation, "2025-01", value, printed=printed), divisor)


def test_years_are_a_few_back_or_all_and_no_choice_reaches_beyond_the_data(labels: Labels, observation: Make) -> None:
    def options(first: int) -> list[int]:
        told = series(observation, {f"{year}-01": 1.0 for year in range(first, 2026)}).months
        found: Any = years_switch(labels, told).parameter.param.to_dict()["bind"]["options"]
        return list(found)

    assert [2021, 2016, 2001] == options(2001)
    assert [2021, 2020] == options(2020)
    assert [2024] == options(2024)


def test_the_window_that_print_shows_has_five_years(observation: Make) -> None:
    told = series(observation, {f"{year}-01": 1.0 for year in range(2015, 2026)}).months

    assert [f"{year}-01" for year in range(2021, 2026)] == [quantity.period for quantity in recent(told)]


def test_a_replaced_number_leads_to_no_entry_of_its_own(labels: Labels, observation: Make) -> None:
    quantity = number(observation, "2025-01", 3)

    assert ("replaced", "") == tuple(row_in_time(labels, "A", quantity, replaced=True)[c] for c in ("Kind", "cite"))
    assert quantity.anchor == row_in_time(labels, "A", quantity, "state")["cite"]
    assert "state" == row_in_time(labels, "A", quantity, "state")["Show"]


def test_facts_name_the_newest_month_and_the_same_month_a_year_before(labels: Labels, observation: Make) -> None:
    flow = series(observation, {"2024-02": 1, "2025-01": 2, "2025-02": 3}, "New loans")
    facts = series_facts(labels, [flow])

    assert ("New loans", "new loans", "February 2025") == tuple(facts[k] for k in ("name", "name_1", "latest_1"))
    assert ("300 million yuan", "100 million yuan") == (facts["value_1"], facts["before_1"])


def test_the_newest_row_of_a_group_goes_first() -> None:
    table = newest_first([[{"n": "1"}, {"n": "2"}], [{"n": "3"}]])

    assert ["2", "1", "3"] == list(table["n"])


def test_months_of_a_period_end_where_the_next_begins() -> None:
    assert month_range("2024")[1] == month_range("2025")[0]
    assert month_range("2023-10/2024")[1] - month_range("2023-10/2024")[0] == 15
