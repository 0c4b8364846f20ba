"""Periods in the names of columns."""

from __future__ import annotations

import pytest

from statbook.ingest.header_periods import part_patterns, period_patterns, periods_in_names, title_year
from statbook.ingest.parsing.period_parser import parse_period


def named(*names: str) -> dict[int, str]:
    return dict(enumerate(names))


def test_a_line_of_the_header_or_two_are_a_period() -> None:
    found = periods_in_names(
        named("地区", "2026年1-9月 / 出口", "2026年 / 1-9月 / 出口"), lambda text: bool(parse_period(text))
    )

    assert {1: "2026年1-9月", 2: "2026年1-9月"} == found


def test_names_of_several_periods_have_a_pattern() -> None:
    assert {1: "{period}出口", 2: "{period}出口"} == period_patterns(named("地区", "2024年出口", "2025年出口"), {})
    assert {} == period_patterns(named("地区", "2024年出口", "同比"), {})


@pytest.mark.parametrize(
    ("names", "patterns"),
    [
        (("年份", "1月", "12月", "全年", "合计"), {1: "{period}", 2: "{period}", 3: "{period}"}),
        (("年份", "一季度", "前三季度", "上半年"), {1: "{period}", 2: "{period}", 3: "{period}"}),
        (("地区", "出口 / 10月", "出口 / 1至10月累计"), {1: "出口 / {period}", 2: "出口 / {period}"}),
        (("地区", "9月出口（亿元）", "1-9月出口（亿元）"), {1: "{period}出口（亿元）", 2: "{period}出口（亿元）"}),
        (("Year", "Jan", "Q1"), {1: "{period}", 2: "{period}"}),
        (("年份", "1", "2", "3", "4"), {1: "{period}", 2: "{period}", 3: "{period}", 4: "{period}"}),
        (("年份", "1", "2"), {}),
        (("地区", "当月", "累计", "2025年9月", "出口"), {}),
    ],
)
def test_parts_of_a_year_have_a_pattern(names: tuple[str, ...], patterns: dict[int, str]) -> None:
    assert patterns == part_patterns(named(*names))


def test_a_title_says_the_year_of_its_only_period() -> None:
    assert ["2025", "2025", "", ""] == [
        title_year([title])
        for title in ("2025年1-9月出口", "广东省2025年出口", "2024年和2025年", "2023年11月-2024年2月")
    ]
