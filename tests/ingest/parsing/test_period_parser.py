"""Periods as tables write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.ingest.parsing.period_parser import (
    AMBIGUOUS,
    base_period,
    is_months_to_date,
    months_to_date,
    parse_parts,
    parse_period,
    resolve_ambiguous,
)
from statbook.store.periods import is_period

PERIODS = {
    "2024": "2024", "2024年": "2024", "2024-1": "2024-01", "2024/12": "2024-12", "202402": "2024-02",
    "2024年02月份": "2024-02", "2024M3": "2024-03", "2024.03": "2024-03", "Jan 2024": "2024-01", "September-2024": "2024-09",
    "２０２４年３月": "2024-03", "2024年1-2月": "2024-01/2024-02", "2024年前3个月": "2024-01/2024-03",
    "2024-01至2025-02": "2024-01/2025-02", "2024年第一季度": "2024-01/2024-03", "2024Q4": "2024-10/2024-12",
    "2024年三季度": "2024-07/2024-09", "2024年上半年": "2024-01/2024-06", "2024H2": "2024-07/2024-12",
    "2024-02-29": "2024-02-29", "2024年2月3日": "2024-02-03", "2024-01-31 00:00:00": "2024-01-31", "2024年前1个月": "2024-01",
}  # fmt: skip
NOT_PERIODS = [
    "",
    "x",
    "2024-13",
    "202413",
    "2023-02-29",
    "2024年3-2月",
    "24-01",
    "1899",
    "2024-01-31 12:00",
    "٢٠٢٤",
    "2024Q5",
    "2021¹²",
    "2021①②",
    "2024年1²月",
]


@pytest.mark.parametrize("text", PERIODS)
def test_a_cell_names_a_period(text: str) -> None:
    assert PERIODS[text] == parse_period(text)


@pytest.mark.parametrize("text", NOT_PERIODS)
def test_a_cell_names_no_period(text: str) -> None:
    assert parse_period(text) is None


@given(st.text(st.sampled_from("0123456789年月季度至前个上下半QHM-/.~ 第一二三四日"), max_size=12))
def test_whatever_is_read_is_a_period_of_the_calendar(text: str) -> None:
    found = parse_period(text)

    assert found in (None, AMBIGUOUS) or is_period(found)


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_a_month_is_read_alike_in_each_way_of_writing(year: int, month: int) -> None:
    texts = [f"{year}-{month:02}", f"{year}年{month}月", f"{year}/{month}", f"{year}{month:02}", f"{year} M{month}"]

    assert {f"{year}-{month:02}"} == {parse_period(text) for text in texts}
    assert f"{year}-{month:02}" == parse_parts([f"{year}年", f"{month}月"])


def test_the_first_and_the_last_day_stand_for_a_month_where_the_recipe_says_so() -> None:
    found = [parse_period(text, "month") for text in ("2024-02-01", "2024-02-29", "2024-02-28")]

    assert ["2024-02", "2024-02", None] == found


def test_a_decimal_number_is_a_month_only_where_the_recipe_says_so_and_never_for_sure_in_the_tenth() -> None:
    assert [AMBIGUOUS, AMBIGUOUS] == [parse_period("2020.1"), parse_period("2020.2")]
    assert [AMBIGUOUS, "2020-02"] == [parse_period("2020.1", "year.month"), parse_period("2020.2", "year.month")]


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (["2020-09", "2020-11"], "2020-10"),
        (["2019-12", "2020-02"], "2020-01"),
        (["2020-02", "2020-11"], AMBIGUOUS),
        (["2020-05", "2020-06"], AMBIGUOUS),
    ],
)
def test_neighbours_tell_january_from_october(around: list[str], expected: str) -> None:
    assert expected == resolve_ambiguous(["x", "2020.1", "y"], [around[0], AMBIGUOUS, around[1]])[1]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["2026年", "1月"], "2026-01"), (["2026", "1"], "2026-01"), (["2026", "Q1"], "2026-01/2026-03"),
        (["2026", "十一月"], "2026-11"), (["2026", "Jan"], "2026-01"), (["2026", "13"], None), (["26", "1"], None),
    ],
)  # fmt: skip
def test_a_year_and_a_part_of_it_are_a_period(parts: list[str], expected: str | None) -> None:
    assert expected == parse_parts(parts)


def test_months_to_date_run_from_january() -> None:
    found = [months_to_date(period) for period in ("2024-01", "2024-03", "2024-01/2024-03", "2024", "2024-02/2024-03")]

    assert ["2024-01", "2024-01/2024-03", "2024-01/2024-03", None, None] == found


def test_only_a_span_from_january_within_one_year_is_to_date() -> None:
    found = [
        is_months_to_date(period) for period in ("2024-01/2024-03", "2024-02/2024-03", "2024-01/2025-03", "2024-01")
    ]

    assert [True, False, False, False] == found


@pytest.mark.parametrize(
    ("period", "base", "expected"),
    [
        ("2024-01/2024-03", "year_before", "2023-01/2023-03"), ("2024-02-29", "year_before", "2023-02-28"),
        ("2024", "before", "2023"), ("2024-01", "before", "2023-12"), ("2024-12", "before", "2024-11"),
        ("2024-01/2024-03", "before", None), ("2024", "unknown", "../.."),
    ],
)  # fmt: skip
def test_a_period_has_its_base(period: str, base: str, expected: str | None) -> None:
    assert expected == base_period(period, base)
