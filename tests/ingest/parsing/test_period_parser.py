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
        (["2020-09", ""], "2020-10"),
        (["", "2020-11"], "2020-10"),
        (["2019-12", ""], "2020-01"),
        (["", "2020-02"], "2020-01"),
        (["2019-12", "2020-11"], AMBIGUOUS),
        (["2021-09", "2021-02"], AMBIGUOUS),
        (["2020-12", "2020-12"], AMBIGUOUS),
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


def test_only_the_rows_next_to_it_decide_an_ambiguous_period() -> None:
    texts = ["2020.1"] * 3

    assert ["2020-10", "2020-11"] == resolve_ambiguous(texts[:2], [AMBIGUOUS, "2020-11"])
    assert [AMBIGUOUS, "2020-12", "2020-11"] == resolve_ambiguous(texts[:3], [AMBIGUOUS, "2020-12", "2020-11"])
    assert ["2020-09", "2020-12", AMBIGUOUS] == resolve_ambiguous(texts[:3], ["2020-09", "2020-12", AMBIGUOUS])
    assert [AMBIGUOUS] == resolve_ambiguous(texts[:1], [AMBIGUOUS])
    assert [None, "2020-01", "2020-02"] == resolve_ambiguous(texts[:3], [None, AMBIGUOUS, "2020-02"])


@pytest.mark.parametrize(
    ("text", "form", "period"),
    [
        ("2020.1", "year.month", AMBIGUOUS), ("2020.2", "year.month", "2020-02"), ("2020.9", "year.month", "2020-09"), ("2020.2", "month", AMBIGUOUS), ("2020.2", "a", AMBIGUOUS), ("2020.10", "", "2020-10"),
        ("2020.01", "", "2020-01"), ("2020-02-01", "month", "2020-02"), ("2020-02-29", "month", "2020-02"), ("2020-02-02", "month", None), ("2020-02-01", "", "2020-02-01"), ("2020-02-01", "year.month", "2020-02-01"),
        ("2020-13-01", "", None), ("2020-00-01", "", None), ("2020-01-00", "", None), ("2020-01-32", "", None), ("2020-12-31", "", "2020-12-31"), ("2020-1-1", "", "2020-01-01"), ("2020年12月31日", "", "2020-12-31"),
        ("2020-00", "", None), ("2020-1", "", "2020-01"), ("2020-12", "", "2020-12"), ("2020年1-12月", "", "2020-01/2020-12"), ("2020年3-13月", "", None), ("2020年13-3月", "", None),
        ("2020年3-3月", "", "2020-03"), ("2020年3-4月", "", "2020-03/2020-04"), ("2020年4-3月", "", None), ("2020-03至2020-03", "", "2020-03"), ("2020-03至2019-04", "", None), ("2020-12至2021-01", "", "2020-12/2021-01"),
        ("2020年前0个月", "", None), ("2020年前12个月", "", "2020-01/2020-12"), ("2020年前13个月", "", None), ("2020年下半年", "", "2020-07/2020-12"), ("2020H1", "", "2020-01/2020-06"), ("2020年第二季度", "", "2020-04/2020-06"),
        ("2020Q2", "", "2020-04/2020-06"), ("2020年四季度", "", "2020-10/2020-12"), ("May 2020", "", "2020-05"), ("Dec-2020", "", "2020-12"), ("Foo 2020", "", None), ("2020M12", "", "2020-12"),
    ],
)  # fmt: skip
def test_a_cell_names_a_period_by_its_form(text: str, form: str, period: str | None) -> None:
    assert period == parse_period(text, form)


@pytest.mark.parametrize(
    ("parts", "period"),
    [
        (["2026", "十月"], "2026-10"), (["2026", "十二月"], "2026-12"), (["2026", "一月"], "2026-01"), (["2026", "九月"], "2026-09"), (["2026年", "09"], "2026-09"), (["2026", "10"], "2026-10"), (["2026", "12"], "2026-12"),
        (["2026", "0"], None), (["2026", "00"], None), (["2026", "上半年"], "2026-01/2026-06"), (["2026", "may"], "2026-05"), (["2026", "x"], None), (["x2026", "1"], None), (["2126", "1"], None), (["2026", "9"], "2026-09"),
    ],
)  # fmt: skip
def test_a_part_of_a_year_may_be_a_number_a_word_or_a_numeral(parts: list[str], period: str | None) -> None:
    assert period == parse_parts(parts)


@pytest.mark.parametrize(
    ("period", "base", "expected"),
    [
        ("2024", "year_before", "2023"), ("2024-05", "year_before", "2023-05"), ("2024-02", "before", "2024-01"), ("2024-10", "before", "2024-09"), ("2024-11", "before", "2024-10"), ("2024-05-01", "before", None),
        ("2024-05", "unknown", "../.."), ("2023-02-28", "year_before", "2022-02-28"), ("2025-02-29", "year_before", "2024-02-28"), ("2000", "before", "1999"), ("2024-12/2025-02", "year_before", "2023-12/2024-02"),
    ],
)  # fmt: skip
def test_the_base_is_a_year_earlier_or_the_period_before(period: str, base: str, expected: str | None) -> None:
    assert expected == base_period(period, base)
