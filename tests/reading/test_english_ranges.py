"""Ranges in English."""

from __future__ import annotations

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
