from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.reading.chinese_numbers import NOISE, NUMBER, read_noise, read_number


def number(text: str) -> str:
    found = re.search(NUMBER, text)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("达到1.18万亿元，", "1.18万亿元"),
        ("路演1.6万余次", "1.6万余次"),
        ("机构2700多所", "2700多所"),
        ("超过了140亿元", "超过了140亿元"),
        ("1亿元以上", "1亿元以上"),
        ("约占1/9左右", "1/9左右"),
        ("超七成，", "超七成"),
        ("三分之一的人", "三分之一"),
        ("实现翻一番", "翻一番"),
        ("近百个", "近百个"),
        ("数百家", "数百家"),
        ("授权数92.1万件", "92.1万件"),
        ("为负1410亿元", "负1410亿元"),
        ("位居第3位", "第3位"),
        ("3%-5%", "3%-5%"),
        ("3至5个", "3至5个"),
        ("2.5万—3万元", "2.5万—3万元"),
        ("9000万元至1.2亿元", "9000万元至1.2亿元"),
        ("5000万到1亿元", "5000万到1亿元"),
        ("增加3亿元至20亿元", "3亿元"),
        ("在-0.3%至-0.1%之间", "-0.3%至-0.1%"),
        ("比重提升1.5个百分点至56.6%", "1.5个百分点"),
        ("30 万吨", "30 万吨"),
        ("１２.５％", "１２.５％"),
        ("1,234.5亿元", "1,234.5亿元"),
    ],
)
def test_a_number_is_found_with_its_bound_and_its_unit(text: str, printed: str) -> None:
    assert printed == number(text)


@pytest.mark.parametrize(
    ("printed", "value", "unit", "bound"),
    [
        ("1.18万亿元", "1180000000000", "CNY", "exact"),
        ("约3.1%", "3.1", "percent", "about"),
        ("近250万件", "2500000", "items", "about"),
        ("30余家", "30", "firms", "more_than"),
        ("不到5成", "50", "percent", "less_than"),
        ("三分之一", "33.3333", "percent", "exact"),
        ("翻两番", "300", "percent", "exact"),
        ("40个基点", "40", "basis_point", "exact"),
        ("2.2倍", "2.2", "times_multiple", "exact"),
        ("774亿美元", "77400000000", "USD", "exact"),
        ("首位", "1", "place", "exact"),
        ("倒数第二", "2", "places_from_bottom", "exact"),
        ("12架次", "12", "架次", "exact"),
    ],
)
def test_a_number_is_read_in_its_base_unit(printed: str, value: str, unit: str, bound: str) -> None:
    amount = read_number(printed)

    assert amount is not None
    assert Decimal(value) == amount.value
    assert (unit, bound) == (amount.unit, amount.bound)


def test_a_range_has_two_ends() -> None:
    amount = read_number("3至5万元")

    assert amount is not None
    assert (Decimal(30_000), Decimal(50_000), "range") == (amount.value, amount.value_to, amount.rule)


def test_the_number_alone_has_its_place() -> None:
    amount = read_number("超过了140亿元")

    assert amount is not None
    assert "140亿" == "超过了140亿元"[amount.start : amount.end]


def test_a_sign_makes_it_negative() -> None:
    amount = read_number("-0.3%")

    assert amount is not None
    assert (Decimal("0.3"), True) == (amount.value, amount.negative)


@pytest.mark.parametrize("text", ["1O.5%", "l2.3亿元", "12.3.4%", "1..5%", "5.%", "3.2万乙元", "4.1忆元"])
def test_what_may_be_misread_is_noise(text: str) -> None:
    found = re.search(NOISE, text)

    assert found
    assert text == found[0]
    assert read_noise(text).value is None
    assert "may be a misread number" in read_noise(text).fault


@pytest.mark.parametrize("text", ["10.5%", "1,234亿元", "2031.3.1", "12.3亿元", "IO板", "0.5个百分点"])
def test_what_is_well_written_is_no_noise(text: str) -> None:
    assert not re.search(NOISE, text)


def test_more_digits_than_a_release_prints_are_refused() -> None:
    amount = read_number("9" * 30 + "元")

    assert amount is not None
    assert amount.value is None
    assert "digits" in amount.fault
    assert read_number("9" * 30) is None


def test_what_holds_no_number_is_none() -> None:
    assert read_number("出口") is None


@pytest.mark.parametrize("text", ["11,003.2亿元", "5,450.2亿美元", "1,234,567.8万元"])
def test_grouped_digits_with_a_decimal_part_are_no_noise(text: str) -> None:
    assert not re.search(NOISE, text)
    assert text == number(text)


@pytest.mark.parametrize("text", ["1,23.4亿元", "11,003.2.1亿元", "1.234.5亿元"])
def test_digits_that_are_grouped_wrongly_are_noise(text: str) -> None:
    assert re.search(NOISE, text)


def test_each_end_of_a_range_has_its_sign() -> None:
    amount = read_number("-0.3%至0.5%")

    assert amount is not None
    assert (Decimal("-0.3"), Decimal("0.5"), False) == (amount.value, amount.value_to, amount.negative)


@given(st.integers(1, 9999), st.integers(2, 99))
def test_a_range_across_scales_is_read(low: int, times: int) -> None:
    amount = read_number(f"{low}万元至{Decimal(low * times) / 10_000:f}亿元")

    assert amount is not None
    assert (low * 10_000, low * times * 10_000) == (amount.value, amount.value_to)


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("上万亿元", "1000000000000", "at_least"),
        ("上百家", "100", "at_least"),
        ("数千家", "1000", "more_than"),
        ("近百项", "100", "about"),
        ("一半", "50", "exact"),
        ("一半以上", "50", "at_least"),
        ("近半数", "50", "about"),
    ],
)
def test_a_number_in_round_words_has_a_bound(text: str, value: str, bound: str) -> None:
    amount = read_number(number(text))

    assert amount is not None
    assert (Decimal(value), bound) == (amount.value, amount.bound)


def test_more_than_half_stands_behind_a_word_for_a_share() -> None:
    assert ("过半", "") == (number("占比过半"), number("时间过半"))


@pytest.mark.parametrize("text", ["成千上万件", "成百上千", "数以万计"])
def test_words_for_many_are_no_number(text: str) -> None:
    amount = read_number(number(text))

    assert amount is not None
    assert (None, f"{text} says no number") == (amount.value, amount.fault)
