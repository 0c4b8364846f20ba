"""Numbers that somebody typed: seen however they are written, and told from dates, names and small words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.prose.typed_numbers import find_typed_numbers

TYPED = [
    "rose 69.3 percent to 113.7 billion",
    "in all 2045 firms",
    "In 2025 firms took part",
    "a total of 2025 industrial firms",
    "of 2025 yuan",
    "it ended in 2045",
    "back in 1889",
    "2,045 firms",
    "five percent",
    "zero per cent",
    "six hundred percent",
    "two thirds of it",
    "a third of all",
    "nine-tenths",
    "a quarter of trade",
    "half of them",
    "by half",
    "three times as much",
    "a twofold rise",
    "doubled",
    "twice as many",
    "twenty firms",
    "twenty-one",
    "thirteen",
    "a dozen",
    "in the trillions",
    "one point five",
    "ten yuan",
    "六十九点三",
    "三成",
    "百分之六十",
    "增长三倍",
    "二十家",
    "三亿元",
    "一半",
    "31亿元",
    "叁拾万",
    "近百家",
    "数十项",
    "one in ten",
    "nine out of ten",
    "double-digit growth",
    "ten fold",
    "𝟔𝟗",
    "٦٩",
    "6\u200b9",
    "½ of it",
    "６９",
    "Ⅳ",
    "②",
    "US$5",
    "12 years",
    "3/4 of it",
    "M2.5",
    "section 3 million",
    "Version 12 percent",
    "2025%",
]
FREE = [
    "In 2025 the 5G plan, M1 and M2, at level L4",
    "In 2025, exports rose",
    "in 2025 for universities",
    "by 2030",
    "2024",
    "2024, not said",
    "from 2020 to 2025",
    "2023–2025",
    "12 March 2024",
    "March 12, 2024",
    "In January 2025 enterprises took",
    "in January and February 2022",
    "2024-03-12 and 2026-01/2026-02",
    "2026年1—2月, 2025年3月12日",
    "二〇二五年三月",
    "section 2.1, version 1.2, § 3",
    "CC BY 4.0, PDF/A-2b, UTF-8, SHA-256",
    "two ways, one of twelve; the first and the second",
    "printed twice, counted once",
    "three years, or nine quarters",
    "the first quarter of the year",
    "half a unit; the other half",
    "below zero",
    "km²",
    "一个总数,两种起点,第一",
    "十四五",
    "指数百分比",
    "万元, 亿元, 百分点",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_typed_number_is_seen(text: str) -> None:
    assert find_typed_numbers(text)


@pytest.mark.parametrize("text", FREE)
def test_dates_names_and_small_words_are_no_numbers(text: str) -> None:
    assert [] == find_typed_numbers(text)


def test_a_number_is_named_as_it_stands_at_its_place() -> None:
    assert [(3, "69.3%"), (12, "two thirds")] == find_typed_numbers("by 69.3% or two thirds.")
    assert [(2, "27")] == find_typed_numbers("为前27天,全月")


@given(
    st.decimals(min_value=0, max_value=10**12, places=1), st.sampled_from(["{}%", "rose {} in all", "({})", "为{}亿"])
)
def test_no_decimal_number_passes(number: object, words: str) -> None:
    assert find_typed_numbers(words.format(number))


@given(
    st.integers(13, 10**9).filter(lambda n: not 1990 <= n <= 2035),
    st.sampled_from(["in {} of", "{}", "**{}**", "{:,}"]),
)
def test_no_whole_number_passes_that_is_no_year(number: int, words: str) -> None:
    assert find_typed_numbers(words.format(number))


@given(
    st.text("abcdefghij ,.", max_size=30),
    st.sampled_from(["77", "1,204", "５５", "½", "twenty", "三十", "two thirds"]),
    st.text("abcdefghij ,.", max_size=30),
)
def test_what_stands_around_a_number_hides_it_not(before: str, number: str, after: str) -> None:
    assert find_typed_numbers(f"{before} {number} {after}")


@given(st.integers(1990, 2035), st.sampled_from(["in {}", "since {}, trade grew", "{}", "March {}", "{}年", "(by {})"]))
def test_every_year_of_the_documents_may_be_named(year: int, words: str) -> None:
    assert [] == find_typed_numbers(words.format(year))
