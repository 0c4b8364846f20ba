"""Which numbers are figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from made_up_releases import LEXICON
from statbook.reading.chinese import CHINESE
from statbook.reading.english import ENGLISH
from statbook.reading.figures import figures
from statbook.reading.language import Kind, Language, Token

TOKENS = CHINESE.scanner(LEXICON)


def numbers(text: str) -> list[Token]:
    return [token for token in figures(TOKENS(text, 0), CHINESE) if token.kind == Kind.NUMBER]


def found(text: str) -> list[str]:
    return [token.text for token in numbers(text)]


def test_a_unit_may_be_shared_by_numbers_side_by_side() -> None:
    assert ["percentage_point"] * 2 == [token.value.unit for token in numbers("增速快4.6和3.1个百分点")]
    assert ["percentage_point"] * 2 == [token.value.unit for token in numbers("提高0.2个和下降2.2个百分点")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("出口300、200和100.5亿元", ["30000000000", "20000000000", "10050000000.0"]),
        ("出口1,286.5和1187亿元", ["128650000000.0", "118700000000"]),
        ("出口3000万和1.5亿元", ["30000000", "150000000.0"]),
        ("增速快4.6和3.1个百分点", ["4.6", "3.1"]),
    ],
)
def test_a_bare_number_takes_the_scale_of_the_last_one(text: str, values: list[str]) -> None:
    assert [Decimal(value) for value in values] == [token.value.value for token in numbers(text)]


def test_the_last_digit_of_a_bare_number_has_the_scale_too() -> None:
    assert [Decimal("10000000")] * 2 == [token.value.step for token in numbers("出口3.1和2.1亿元")]


def test_what_may_be_a_range_or_a_change_is_refused() -> None:
    assert [True] == [bool(token.value.fault) for token in numbers("出口由3亿元至5亿元")]
    assert [False] == [bool(token.value.fault) for token in numbers("价格从3元至5元不等")]


def test_the_value_of_an_index_needs_no_unit() -> None:
    assert ["50.2"] == found("采购经理指数为50.2")
    assert [] == found("版本为50.2")


def test_places_need_a_ranking() -> None:
    assert ["第3位"] == found("位居全国第3位")
    assert [] == found("第3位嘉宾")


def test_lengths_of_time_are_no_figures() -> None:
    assert [] == found("连续4个月，为期3天，7个季度")


def test_a_length_of_time_that_is_measured_is_a_figure() -> None:
    assert ["3.5小时"] == found("平均通关时间3.5小时")


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        (CHINESE, "分别为3.25、4和5.1亿元", [325000000, 400000000, 510000000]),
        (CHINESE, "分别为7.01万亿、8万亿和9.2万亿元", [7010000000000, 8000000000000, 9200000000000]),
        (ENGLISH, "values of 3.25, 4 and 5.1 billion yuan", [3250000000, 4000000000, 5100000000]),
        (ENGLISH, "growing 42.3, 31.1 and 1.8 percent", ["42.3", "31.1", "1.8"]),
    ],
)
def test_a_scale_may_be_shared_like_a_unit(language: Language, text: str, values: list[object]) -> None:
    tokens = figures(language.scanner(LEXICON)(text, 0), language)

    assert [Decimal(str(value)) for value in values] == [
        each.value.value for each in tokens if each.kind == Kind.NUMBER
    ]
