"""What printed forms say: digits, numerals, words of scale and of bound, ranges, fractions, places."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.store import Store, parse_printed
from statbook.store.printed_number import RANK, RANK_FROM_BOTTOM, are_plain, parse_cell

SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "千亿": 10**11, "万亿": 10**12}


def numeral(number: int) -> str:
    """A whole number below 10^12 as it is written in Chinese, without 零."""
    for scale, word in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            return numeral(number // scale) + word + numeral(number % scale)
    return "一二三四五六七八九"[number - 1] if number else ""


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.18万亿元", "1180000000000"),
        ("5万亿", "5000000000000"),
        ("3.2萬億元", "3200000000000"),
        ("28.7个百分点", "28.7"),
        ("40个基点", "40"),
        ("3700千克", "3700"),
        ("18平方公里", "18"),
        ("2.87万户", "28700"),
        ("１．１８万亿元", "1180000000000"),
        ("56,915.7亿元", "5691570000000"),
        ("1137.\n2 亿元", "113720000000"),
        ("10000P Flops", "10000"),
        ("3千万元", "30000000"),
        ("2亿3000万元", "230000000"),
        ("十大", "10"),
        ("两项", "2"),
        ("三十城", "30"),
        ("一百零五家", "105"),
        ("二十一万六千", "216000"),
        ("零", "0"),
        ("2.1亿元", "210000000"),
        ("百分之十五", "15"),
        ("2倍", "2"),
    ],
)
def test_digits_numerals_and_words_of_scale_are_multiplied_out(printed: str, value: str) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert (Decimal(value), {"exact"}) == (found.value, set(found.bounds))


@pytest.mark.parametrize(
    ("printed", "value", "bound"),
    [
        ("1.6万余次", 16000, "more_than"),
        ("150多亿元", 15_000_000_000, "more_than"),
        ("超5万亿元", 5_000_000_000_000, "more_than"),
        ("突破百亿", 10_000_000_000, "more_than"),
        ("一年多", 1, "more_than"),
        ("十几年", 10, "more_than"),
        ("十余项", 10, "more_than"),
        ("数百家", 100, "more_than"),
        ("一个多小时", 1, "more_than"),
        ("超过全社会研发经费总量的50%", 50, "more_than"),
        ("1亿元以上", 100_000_000, "at_least"),
        ("不低于8%", 8, "at_least"),
        ("至少掌握一门", 1, "at_least"),
        ("2倍以内", 2, "at_most"),
        ("不超过3%", 3, "at_most"),
        ("前十", 10, "at_most"),
        ("不到一个小时", 1, "less_than"),
        ("近千亿元", 100_000_000_000, "about"),
        ("接近百个", 100, "about"),
        ("万亿级", 1_000_000_000_000, "about"),
        ("差不多花两个小时", 2, "about"),
        ("8%左右", 8, "about"),
    ],
)
def test_words_around_the_number_say_the_bound(printed: str, value: int, bound: str) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert (value, {bound}) == (found.value, set(found.bounds))


@pytest.mark.parametrize("printed", ["3年内", "不超过3年内"])
def test_a_time_within_may_be_a_length_or_a_limit(printed: str) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert ({"at_most", "exact"}, "年") == (found.bounds, found.unit)


@pytest.mark.parametrize(
    ("printed", "value"), [("超七成", "70"), ("约占全国1/10", "10"), ("1/9", "11.1111"), ("三分之一", "33.3333")]
)
def test_tenths_and_fractions_are_percent_without_a_last_digit(printed: str, value: str) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert (Decimal(value), "%", None) == (found.value, found.unit, found.step)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("大概有3个至4个", 3, 4),
        ("10%-20%", 10, 20),
        ("3至5万元", 30000, 50000),
        ("800至1万元", 800, 10000),
        ("3千到5千", 3000, 5000),
    ],
)
def test_a_range_has_two_ends_and_may_print_its_scale_once(printed: str, low: int, high: int) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert (low, high) == (found.value, found.value_to)


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [("首位", 1, RANK), ("第一位", 1, RANK), ("前三", 3, RANK), ("倒数第二", 2, RANK_FROM_BOTTOM)],
)
def test_a_place_is_told_from_the_top_or_from_the_bottom(printed: str, value: int, unit: str) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert (value, unit) == (found.value, found.unit)


@pytest.mark.parametrize(
    ("printed", "step"),
    [
        ("1.18万亿元", "10000000000"),
        ("28.70%", "0.01"),
        ("2亿3000万", "10000"),
        ("1032份", "1"),
        ("150多亿元", "100000000"),
    ],
)
def test_the_last_printed_digit_has_a_unit(printed: str, step: str) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert Decimal(step) == found.step


@pytest.mark.parametrize("printed", ["", "若干家", "三四家", "两年半", "2025年3月5日", "出口5亿元、进口3亿元", "3/0"])
def test_what_is_not_one_number_is_not_read(printed: str) -> None:
    assert parse_printed(printed) is None


@given(st.decimals(0, 10**5, places=2), st.sampled_from(sorted(SCALES)), st.sampled_from(["元", "户", "平方米", ""]))
def test_a_number_printed_with_a_scale_reads_back(number: Decimal, scale: str, unit: str) -> None:
    found = parse_printed(f"{number}{scale}{unit}")

    assert found is not None
    assert (number * SCALES[scale], unit) == (found.value, found.unit)
    assert Decimal("0.01") * SCALES[scale] == found.step


@given(st.integers(1, 10**12 - 1), st.sampled_from(["家", "项", ""]))
def test_a_number_printed_in_numerals_reads_back_and_has_no_last_digit(number: int, unit: str) -> None:
    found = parse_printed(numeral(number) + unit)

    assert found is not None
    assert (number, None, unit) == (found.value, found.step, found.unit)


@given(st.integers(1, 10**9), st.integers(0, 3))
def test_blanks_and_full_width_signs_change_nothing(number: int, place: int) -> None:
    digits = f"{number:,}"
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in digits)

    assert parse_printed(f"{number}家") == parse_printed(f"{wide[:place]} \n{wide[place:]}家")


def test_every_printed_form_of_the_data_is_read(store: Store) -> None:
    forms = {row.printed for row in store.observations} | set(store.prints["printed"])

    assert [] == sorted(form for form in forms if parse_printed(form) is None)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234.50", "1234.50"),
        ("1 234 567", "1234567"),
        ("-12%", "-12"),
        ("− 3.4 %", "-3.4"),
        ("+5", "5"),
        ("１２．５", "12.5"),
        ("1.5E-3", "0.0015"),
        (" 7 ", "7"),
        (".5", "0.5"),
        ("−.5", "-0.5"),
        ("-.25%", "-0.25"),
        ("．５", "0.5"),
        ("9" * 40, "9" * 40),
    ],
)
def test_a_cell_holds_one_number_with_its_sign_and_separators(printed: str, value: str) -> None:
    assert Decimal(value) == parse_cell(printed)


@pytest.mark.parametrize(
    "printed", ["", "-", "1 234,567", "1,234 567", "12,34", "1 2", "5²", "3元", ".", "..5", "1,.5", "1e1000", "9" * 41]
)
def test_a_cell_with_something_else_holds_no_number(printed: str) -> None:
    assert parse_cell(printed) is None


@given(st.lists(st.from_regex(r"[+-]?[0-9]{0,3}\.?[0-9\n]{0,3}|[0-9]{38,41}|[0-9]²", fullmatch=True), max_size=4))
def test_plain_numbers_are_told_at_once_as_each_by_itself(texts: list[str]) -> None:
    usual = [len(text) <= 40 and re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) is not None for text in texts]

    assert are_plain(texts) == (bool(texts) and all(usual))


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [("5至3万元", 5, 30000), ("8 至 1万", 8, 10000), ("3—5", 3, 5), ("3万至5万", 30000, 50000)],
)
def test_the_scale_is_shared_only_where_the_range_still_rises(printed: str, low: int, high: int) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert (low, high) == (found.value, found.value_to)


@pytest.mark.parametrize(
    ("printed", "unit", "bounds", "step"),
    [
        ("10%-20%", "%", {"exact"}, "1"),
        ("3至5.5万元", "元", {"exact"}, "1000"),
        ("约3个至4个", "个", {"about"}, "1"),
        ("3至5户以上", "户", {"at_least"}, "1"),
    ],
)
def test_unit_and_last_digit_of_a_range_are_those_of_its_end(
    printed: str, unit: str, bounds: set[str], step: str
) -> None:
    found = parse_printed(printed)

    assert found is not None
    assert (unit, bounds, Decimal(step)) == (found.unit, found.bounds, found.step)


@pytest.mark.parametrize(
    ("printed", "value", "unit", "bound"),
    [
        ("前5名", 5, RANK, "at_most"),
        ("前5位", 5, RANK, "at_most"),
        ("前5家", 5, "家", "exact"),
        ("第5届", 5, RANK, "exact"),
        ("百分之五", 5, "%", "exact"),
        ("五成以上", 50, "%", "at_least"),
        ("五成五", None, "", ""),
        ("三分之0.5", "16.6667", "%", "exact"),
        ("3、4家", None, "", ""),
        ("3.4.5", None, "", ""),
        (".5%", "0.5", "%", "exact"),
        ("零五", 5, "", "exact"),
        ("100余", 100, "", "more_than"),
    ],
)
def test_words_say_whether_a_number_is_a_place_a_part_or_a_count(
    printed: str, value: float | str | None, unit: str, bound: str
) -> None:
    found = parse_printed(printed)

    if value is None:
        assert found is None
    else:
        assert found is not None
        assert (Decimal(value), unit, {bound}) == (found.value, found.unit, found.bounds)
