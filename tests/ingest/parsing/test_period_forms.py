"""Forms of periods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.ingest.parsing.period_forms import match_form, month_number, normalize_period, read_numeral, split_timing

NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九".split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇二四年 十一月", "2024年11月"), ("２０２４年一至三季度", "2024年1至3季度"), ("十四五", "十四五"),
        ("2024年一二月", "2024年一二月"), ("2024 JAN", "2024jan"),
    ],
)  # fmt: skip
def test_numerals_become_digits(text: str, expected: str) -> None:
    assert expected == normalize_period(text)


def test_every_numeral_is_its_number() -> None:
    assert list(range(1, 20)) == [read_numeral(word) for word in NUMERALS]


@pytest.mark.parametrize(
    ("bare", "kind", "parts"),
    [
        ("2024年1-2月", "span", {"y": "2024", "m": "1", "n": "2"}), ("2024q1", "quarter", {"y": "2024", "q": "1"}),
        ("2024", "year", {"y": "2024"}), ("2024.1", "float", {"y": "2024", "m": "1"}),
    ],
)  # fmt: skip
def test_a_form_has_a_kind_and_parts(bare: str, kind: str, parts: dict[str, str]) -> None:
    assert (kind, parts) == match_form(bare)


@given(st.text("abcdefghijklmnopqrstuvwxyz年月季度", max_size=12))
def test_nothing_without_a_digit_is_a_period_but_a_plan(bare: str) -> None:
    assert match_form(bare) is None


def test_words_behind_a_period_say_its_timing() -> None:
    found = [split_timing(bare) for bare in ("2024年9月累计", "2024年9月(当月)", "2024年9月")]

    assert [("2024年9月", "to_date"), ("2024年9月", "over"), ("2024年9月", "")] == found


def test_an_english_month_has_its_number() -> None:
    assert [1, 9, 12] == [month_number(word) for word in ("jan", "sept", "december")]
