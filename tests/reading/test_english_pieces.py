"""The pieces of English sentences."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from english_releases import LEXICON
from statbook.reading.english import ENGLISH
from statbook.reading.english_numbers import WORDS
from statbook.reading.english_pieces import CUE_STARTS, beginnings, patterns, pieces
from statbook.reading.language import Kind

_LOOK = patterns(["foreign trade", "tea"])[0]
_scan = ENGLISH.scanner(LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "12.3", "Foreign trade", "tea", "rose 3%", "US$3", "in 2031", "a year earlier", "Chart 7.1", "Group of 20", "per 10,000 people", "https://a.b",
        "a.b@c.de", "G20", "O5%", "twofold", "half of", "whereas", "compared with", "year-on-year", "the same as in May", "so far",
    ],
)  # fmt: skip
def test_what_may_be_more_than_a_word_is_looked_at(text: str) -> None:
    assert _LOOK(f"{text.lower()} ", 0).start() == 0


@pytest.mark.parametrize("word", ["people", "village", "zebra"])
def test_other_words_are_passed_over(word: str) -> None:
    assert not _LOOK(f"{word} ", 0)


@pytest.mark.parametrize(
    "pattern", ["(?:expects?|aims?)(?: to)?", "(?<=, )with(?= it)", "(?:of which|among (?:them|these))"]
)
def test_each_way_of_a_pattern_has_its_beginning(pattern: str) -> None:
    starts = beginnings([pattern])

    for text in ("expect", "aim to", "with it", "of which", "among these"):
        assert not re.match(pattern.replace("(?<=, )", ""), text) or any(text.startswith(start) for start in starts)


@given(st.sampled_from([pattern for patterns in WORDS["cues"].values() for pattern in patterns]), st.data())
def test_a_cue_begins_as_cues_begin(pattern: str, data: st.DataObject) -> None:
    plain = re.sub(r"\(\?<?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", pattern)
    text = data.draw(st.from_regex(re.compile(plain.replace(r"\b", "")), fullmatch=True))

    assert re.match(CUE_STARTS, text, re.IGNORECASE)


@pytest.mark.parametrize("name", WORDS["cues"])
def test_a_cue_is_written_in_small_letters(name: str) -> None:
    words = re.sub(r"\\.|\[A-Za-z\]|NUMBER", "", "|".join(WORDS["cues"][name]))

    assert words == words.lower()


_WORDS = st.sampled_from(
    ["Foreign trade", "tea", "rose 3%,", "up", "In May", "may", "5 PCT", "5 pct", "BEIJING --", "Chart 7", "chart 7", "G20", "a@b.c", "-x@y.z", "İ", "and", "while", "in yuan terms", "over", "twofold", "[1]", "+86-10-5555", "(US$3 bn)", "year earlier", ".", "'s", "—", "1O.5%"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=12).map(" ".join))
def test_a_quick_look_passes_over_nothing_that_trying_every_kind_finds(text: str) -> None:
    look, every = patterns(["foreign trade", "tea"])
    everywhere = re.compile(r"(?<!\w)|(?!\w|\s(?!and\s|as\s|[–—-]))").search

    assert [*pieces(text, look, every)] == [
        *pieces(text, lambda small, at: everywhere(small, at) if at < len(small) else None, every)
    ]


@given(st.text("ab 1.,-@%/", max_size=60))
def test_words_without_a_meaning_leave_the_signs_beside_them(text: str) -> None:
    tokens = _scan(text, 0)

    assert all(each.kind != Kind.TERM for each in tokens)
    assert all(
        text[each.start : each.end] == each.text for each in tokens if each.text.strip() and each.kind == Kind.WORD
    )
