from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from statbook.reading.sentences import LONGEST, last_place, sentences

STOP = re.compile(r"。+|\n+")


def test_sentences_have_their_offsets_and_lines() -> None:
    assert [(0, "一。", True), (2, "二\n", False), (4, "三", True)] == list(sentences("一。二\n三", STOP))


def test_a_line_without_an_end_is_cut_at_a_comma() -> None:
    pieces = list(sentences("一" * 1500 + "，" + "二" * 1500, STOP))

    assert [1501, 1500] == [len(text) for _, text, _ in pieces]
    assert [True, False] == [new for *_, new in pieces]


def test_no_cut_falls_into_a_number() -> None:
    pieces = list(sentences("一" * (LONGEST - 2) + "12万元", STOP))

    assert "12万元" == pieces[-1][1]


@given(st.text(alphabet="一。，\n1 ", max_size=300))
def test_the_pieces_are_the_text(text: str) -> None:
    for offset, piece, _ in sentences(text, STOP):
        assert text[offset : offset + len(piece)] == piece
    assert "".join(text.split()) == "".join("".join(piece for _, piece, _ in sentences(text, STOP)).split())


@given(st.text(alphabet="ab1。", max_size=60), st.integers(0, 3))
def test_the_last_match_is_found_from_the_end(text: str, pieces: int) -> None:
    padded = text + "a" * (LONGEST * pieces)

    assert max((at for at, sign in enumerate(text) if sign == "1"), default=-1) == last_place(padded, re.compile("1"))


def test_the_last_match_is_found_where_two_pieces_meet() -> None:
    text = "a" * 30 + "12" + "a" * (LONGEST - 1)

    assert 30 == last_place(text, re.compile("12"))


def test_the_last_match_is_looked_for_in_plain_signs() -> None:
    assert 1 == last_place("AB", re.compile("b"), str.lower)
