"""Number formats and their sections."""

from __future__ import annotations

from decimal import Decimal

import pytest

from statbook.ingest.readers.format_sections import UnclearFormat, choose_section, is_for_less, parse_format

PLUS, MINUS, ZERO = Decimal(5), Decimal(-5), Decimal(0)


def test_sections_are_for_positive_negative_and_zero_and_the_fourth_for_text() -> None:
    numeric, textual = parse_format('0.0;-0.0;"-";@')

    assert [0, 1, 2] == [choose_section(numeric, value)[0] for value in (PLUS, MINUS, ZERO)]
    assert textual is not None
    assert [False, True, False] == [is_for_less(numeric, at) for at in range(3)]


@pytest.mark.parametrize(
    ("code", "value", "at", "for_less"),
    [
        ("0;0", ZERO, 0, False),
        ("[<0]0;0", MINUS, 0, True),
        ("[>=0]0;(0)", MINUS, 1, True),
        ("[>=10000]0.0,;0", MINUS, 1, False),
        ("[<100]0;0", MINUS, 0, False),
        ("yyyy;@", PLUS, 0, False),
    ],
)
def test_conditions_choose_sections(code: str, value: Decimal, at: int, for_less: bool) -> None:
    numeric, _ = parse_format(code)

    assert (at, for_less) == (choose_section(numeric, value)[0], is_for_less(numeric, at))


def test_commas_group_digits_or_divide_by_thousands() -> None:
    found = [parse_format(code)[0][0] for code in ("#,##0", "#,##0,", "0,.0", "0.0,,", "0%")]

    assert [(True, 0), (True, -3), (False, -3), (False, -6), (False, 2)] == [
        (section.is_grouped, section.power) for section in found
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("# ?/?", "a fraction"),
        ("0.0.0", "two points"),
        ("0;0;0;0;0", "five sections"),
        ("0!.0", "'!'"),
        ("0k", "'k'"),
        ("[~hijri]yyyy", "another calendar"),
        ("[$-2060401]yyyy", "another calendar"),
    ],
)
def test_a_format_that_is_not_understood_says_why(code: str, words: str) -> None:
    with pytest.raises(UnclearFormat, match=words):
        parse_format(code)
