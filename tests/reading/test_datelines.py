from __future__ import annotations

from datetime import date

import pytest

from made_up_releases import LEXICON
from statbook.reading.chinese import CHINESE
from statbook.reading.datelines import join_branches, publishers, read_dateline
from statbook.reading.language import Kind

TOKENS = CHINESE.scanner(LEXICON)


@pytest.mark.parametrize("text", ["2031-06-09", "2031/06/09", "2031.6.9", "2031年6月9日"])
def test_a_day_that_stands_alone_says_when_the_text_was_published(text: str) -> None:
    (token,) = TOKENS(text, 0)

    assert date(2031, 6, 9) == read_dateline(token, [token])


@pytest.mark.parametrize("text", ["2031-13-09", "6月9日", "2031年6月", "截至2031年6月"])
def test_what_is_no_day_says_nothing(text: str) -> None:
    (token,) = TOKENS(text, 0)

    assert read_dateline(token, [token]) is None


def test_a_day_among_other_words_says_nothing() -> None:
    tokens = TOKENS("2031年6月9日出口", 0)

    assert read_dateline(tokens[0], tokens) is None


def test_a_publisher_is_named_or_has_the_page() -> None:
    assert ["Haixi"] == [code for token in TOKENS("海西海关统计", 0) for code in publishers(token, LEXICON)]
    address = TOKENS("https://www.customs.example/a/b.html", 0)
    assert ["Haixi"] == [code for token in address for code in publishers(token, LEXICON)]
    assert [] == [code for token in TOKENS("出口 https://other.example/", 0) for code in publishers(token, LEXICON)]


def test_a_branch_is_one_word_and_its_city_is_no_region() -> None:
    branch, number, *_ = join_branches(TOKENS("海西海关月港市分局3亿元", 0), CHINESE.branch)

    assert (Kind.WORD, "海西海关月港市分局") == (branch.kind, branch.text)
    assert Kind.NUMBER == number.kind
    assert ["海西海关", "发布"] == [token.text for token in join_branches(TOKENS("海西海关发布", 0), CHINESE.branch)]
