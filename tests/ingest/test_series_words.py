"""Words in names of series."""

from __future__ import annotations

import pytest

from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.series_words import (
    bare_forms,
    clues_in,
    is_change,
    is_of_which,
    is_since_start,
    is_whole,
    relative_period,
    rest_of,
    split_name,
    unit_in,
)


@pytest.mark.parametrize(
    ("name", "clues"),
    [
        ("Growth rate", ["growth"]), ("Year-on-year", ["growth"]), ("y-o-y %", ["growth"]), ("累计比去年同期±%", ["growth", "to_date"]),
        ("Share", ["share"]), ("Exports", []), ("比年初增减", []),
    ],
)  # fmt: skip
def test_words_in_either_language_tell_what_is_measured(name: str, clues: list[str]) -> None:
    assert clues == clues_in(name)


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("当月", "last_month"), ("本月末余额", "last_month"), ("出口 / 当月 / 金额", "last_month"), ("上月末", "month_before"),
        ("上年同期（亿元）", "year_before"), ("去年同月", "year_before"), ("上年末", "year_end_before"), ("年初余额", "year_end_before"),
        ("比上月增减", ""), ("较年初增加", ""), ("比上年同期增长", ""), ("上年同月=100", ""), ("年初至今", ""), ("累计", ""), ("出口", ""),
    ],
)  # fmt: skip
def test_a_name_means_a_period_seen_from_that_of_the_table(name: str, when: str) -> None:
    assert when == relative_period(name)


def test_a_name_without_what_tells_how_it_is_measured() -> None:
    assert "出口" in bare_forms("出口总值当期值")
    assert "东盟" in bare_forms("对东盟")
    assert ["出口", "东盟", "当月值"] == split_name("2025年10月出口:东盟:当月值")


@pytest.mark.parametrize(
    ("part", "rest"),
    [
        ("1至10月累计", ""),
        ("1—2月", ""),
        ("外贸", ""),
        ("上年同期", ""),
        ("全年", ""),
        ("累计比去年同期±%", ""),
        ("美国", "美国"),
    ],
)
def test_what_is_left_of_a_part_is_what_it_is_of(part: str, rest: str) -> None:
    assert rest == rest_of(part)


def test_a_whole_is_named_as_such() -> None:
    assert [True, True, True, False] == [
        is_whole(name) for name in ("合计（亿元）", "Total", "外贸 / 合计", "进出口总值")
    ]


def test_a_change_since_the_end_of_the_year_before() -> None:
    assert (True, True) == (is_change("比年初增减"), is_since_start("比年初增减"))
    assert (True, False) == (is_change("同比增减"), is_since_start("同比增减"))


def test_a_part_of_what_stands_above_says_so() -> None:
    assert [True, True, False] == [is_of_which(name) for name in ("其中：机电产品", "Of which: ASEAN", "出口")]


def test_a_line_of_the_header_may_be_a_unit(vocabulary: Vocabulary) -> None:
    units = vocabulary.unit_parser

    assert ["HK$million", "亿元", "", ""] == [
        unit_in(name, units) for name in ("出口 / Exports / HK$ million", "出口（亿元）", "出口 / Exports", "M2")
    ]
