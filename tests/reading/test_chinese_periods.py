from __future__ import annotations

import re

import pytest

from statbook.reading.chinese_periods import PERIOD, read_numeral, read_period
from statbook.reading.language import PeriodWords


@pytest.mark.parametrize(
    "text",
    [
        "今年前5个月", "5月当月", "9月末", "截至今年6月", "“十四五”", "“十三五”末", "2012年至2021年", "2020—2024年", "上年同期", "上月末",
        "截至目前", "1—5月", "1-2月份", "2031年前2个月", "二〇三一年", "1月1日至27日", "去年同期", "到2035年", "今年以来", "2030年底", "一季度",
        "三季度末", "前三季度", "上半年", "年初", "截至2031年底", "2031年1-4月份", "开年首月",
        "2030年11月至2031年2月", "去年11月至今年2月", "11月至次年2月", "从2030年四季度到2031年一季度", "2030年12月20日至2031年1月10日",
        "2020-24年", "2030年至今",
        "近年来", "春节假期", "试点期内", "专项行动期间", "实施以来", "3年来", "将于7月15日至8月5日",
    ],
)  # fmt: skip
def test_a_period_is_found_whole(text: str) -> None:
    found = re.search(PERIOD, f"，{text}，")

    assert found
    assert text == found[0]
    assert read_period(text) is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今年前5个月", PeriodWords("months", relative=0, first=1, last=5)),
        ("9月末", PeriodWords("months", first=9, last=9, timing="at")),
        ("前三季度", PeriodWords("months", first=1, last=9)),
        ("三季度", PeriodWords("months", first=7, last=9)),
        ("下半年", PeriodWords("months", first=7, last=12)),
        ("2030年", PeriodWords("months", year=2030)),
        ("到2035年", PeriodWords("months", year=2035, timing="by")),
        ("截至去年底", PeriodWords("months", relative=-1, timing="at")),
        ("2012年至2021年", PeriodWords("years", year=2012, to_year=2021)),
        ("“十四五”时期", PeriodWords("years", year=2021, to_year=2025)),
        ("“十三五”末", PeriodWords("months", year=2020, timing="at")),
        ("今年以来", PeriodWords("since", relative=0)),
        ("3月5日", PeriodWords("day", first=3, last=3, days=(5, 5))),
        ("1月1日至27日", PeriodWords("days", first=1, last=1, days=(1, 27))),
        ("上年同期", PeriodWords("year-earlier")),
        ("上月末", PeriodWords("previous-month", timing="at")),
        ("目前", PeriodWords("now", timing="at")),
        ("将于3月5日至7日", PeriodWords("days", first=3, last=3, days=(5, 7), timing="by")),
        ("近三年来", PeriodWords("unnamed")),
        ("2020-24年", PeriodWords("years", year=2020, to_year=2024)),
        (
            "2030年11月至今年2月",
            PeriodWords(
                "months", year=2030, first=11, last=11, until=PeriodWords("months", relative=0, first=2, last=2)
            ),
        ),
        (
            "11月至次年2月",
            PeriodWords("months", first=11, last=11, until=PeriodWords("next-year", first=2, last=2)),
        ),
        ("2030年至今", PeriodWords("since", year=2030)),
        ("十二月", PeriodWords("months", first=12, last=12)),
    ],
)
def test_the_words_of_a_period_are_read(text: str, words: PeriodWords) -> None:
    assert words == read_period(text)


def test_what_is_no_period_is_none() -> None:
    assert read_period("出口") is None


@pytest.mark.parametrize(("word", "number"), [("7", 7), ("七", 7), ("十", 10), ("十一", 11), ("两", 2)])
def test_numerals_are_read(word: str, number: int) -> None:
    assert number == read_numeral(word)


@pytest.mark.parametrize("text", ["上年度同期", "去年度同期", "上一年度同期", "上年同月", "去年同月"])
def test_ways_to_say_the_same_period_of_the_year_before(text: str) -> None:
    assert text == re.match(PERIOD, text)[0]  # type: ignore[index]
    assert "year-earlier" == read_period(text).kind  # type: ignore[union-attr]


def test_a_year_with_its_last_sign_is_that_year() -> None:
    assert read_period("上年度末") == read_period("上年末")
    assert PeriodWords("same-of", 2030) == read_period("2030年同月")


@pytest.mark.parametrize("text", ["去年年底", "去年年末", "2030年年底", "上年年底"])
def test_the_end_of_a_year_may_be_said_twice(text: str) -> None:
    assert text == re.match(PERIOD, text)[0]  # type: ignore[index]
    assert read_period(text.replace("年年", "年")) == read_period(text)
