"""Ranges in English."""

from __future__ import annotations

import pytest

from english_releases import LEXICON, read
from statbook.reading.english import ENGLISH
from statbook.reading.language import Kind

_scan = ENGLISH.scanner(LEXICON)


def order(text: str) -> str:
    return " ".join(each.text.strip() or each.kind.value for each in _scan(text, 0) if each.kind != Kind.STOP)


def test_a_range_is_one_number() -> None:
    assert "exports of 3 million to 4 billion yuan" == order("exports of from 3 million to 4 billion yuan")


def test_a_change_to_a_number_is_no_range() -> None:
    (proposal,) = read("In 2030 exports grew by 3 percent to 5 percent.")

    assert "may be a range" in proposal.fault


def test_so_many_times_something_is_a_multiple_of_it() -> None:
    level, times, other = read(
        "In May 2031 Haixi's exports reached 4 billion yuan, nearly double April's sum of 2 billion yuan."
    )

    assert ("2", "times_multiple", "2031-04", "about") == (str(times.value), times.unit, times.base_period, times.bound)
    assert [("2031-05", "trade"), ("2031-04", "trade")] == [(each.period, each.indicator) for each in (level, other)]


def test_times_that_compare_nothing_are_no_figure() -> None:
    assert [] == read("In 2031 the mayor of Haixi spoke three times. The double bill was long.")


@pytest.mark.parametrize(
    "words",
    ["was 2 points faster than in Haidong", "was 2 percentage points faster than for Haidong"],
)
def test_the_place_than_which_something_grew_faster_is_that_of_another_number(words: str) -> None:
    _, gap, imports = read(f"In 2030 exports of Haixi grew 5 percent. Growth {words}. Imports fell 2 percent.")

    assert ("growth_gap", "region=Haidong", "Haixi") == (gap.measure, gap.of, gap.region)
    assert "Haixi" == imports.region
