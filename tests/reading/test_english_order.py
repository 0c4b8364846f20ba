"""The order in which English words reach the interpreter."""

from __future__ import annotations

from english_releases import LEXICON
from statbook.reading.english import ENGLISH
from statbook.reading.language import Kind

_scan = ENGLISH.scanner(LEXICON)


def order(text: str) -> str:
    return " ".join(each.text.strip() or each.kind.value for each in _scan(text, 0) if each.kind != Kind.STOP)


def test_a_base_behind_a_number_goes_before_it() -> None:
    assert "exports rose from a year earlier 7%" == order("exports rose 7% from a year earlier")


def test_a_period_behind_a_number_goes_to_the_beginning() -> None:
    assert "in 2031 exports rose 7% to 4 billion yuan" == order("exports rose 7% to 4 billion yuan in 2031")


def test_only_the_first_period_of_a_sentence_does() -> None:
    assert "In 2031 exports rose 7%" in order("In 2031 exports rose 7%, after a fall")
    assert "In 2031 tea came to in 2030 4 billion yuan" == order("In 2031 tea came to 4 billion yuan in 2030")


def test_what_a_share_is_of_goes_before_it_as_its_whole() -> None:
    assert "term tea accounted for of of exports 7%" == order("tea accounted for 7% of exports")


def test_a_number_of_another_time_goes_into_brackets_behind() -> None:
    assert "exports rose to 4 billion yuan open period 3 billion yuan close" == order(
        "exports rose from 3 billion yuan to 4 billion yuan"
    )


def test_what_rose_by_an_amount_is_more() -> None:
    kinds = [each.value for each in _scan("exports rose 4 billion yuan", 0) if each.kind == Kind.CUE]

    assert ["more"] == kinds


def test_a_range_is_one_number() -> None:
    assert "exports of 3 million to 4 billion yuan" == order("exports of from 3 million to 4 billion yuan")
