from __future__ import annotations

import pytest

from statbook.reading.chinese import CHINESE


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("出口增长7.2%", True),
        ("# https://a.example/1.html\n出口增长7.2%，进口下降3%，总值4亿元。", True),
        ("Exports rose 7.2 percent 出口", False),
        ("", True),
    ],
)
def test_a_text_is_written_in_the_language_of_its_letters(text: str, chinese: bool) -> None:
    assert chinese == CHINESE.is_written_in(text)
