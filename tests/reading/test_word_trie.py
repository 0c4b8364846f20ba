from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from statbook.reading.word_trie import word_pattern


@given(st.lists(st.text(alphabet="甲乙(|", min_size=1, max_size=4), min_size=1), st.text(alphabet="甲乙(|", max_size=8))
def test_the_longest_word_that_begins_a_text_is_found(words: list[str], text: str) -> None:
    found = re.match(word_pattern(words), text)
    expected = max((word for word in words if text.startswith(word)), key=len, default=None)

    assert expected == (found[0] if found else None)


def test_no_words_match_nothing() -> None:
    assert not re.search(word_pattern([]), "甲")
