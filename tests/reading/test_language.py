from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from english_releases import LEXICON
from statbook.reading.chinese import CHINESE
from statbook.reading.english import ENGLISH
from statbook.reading.language import Kind, Language
from statbook.reading.sentences import last_place

_CHINESE = "出口,增长,3%,兩成,三分之一,翻番,数百家,超千亿元,第五位,1O.5%,3倍,百分之五,，,。,茶叶"
_ENGLISH = (
    "exports ,rose ,3% ,a third ,half of ,doubled ,twofold ,twice that ,US$5 bn ,ranked first ,1O.5% ,nearly 4 ,by ,. "
)


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


@pytest.mark.parametrize(("language", "words"), [(CHINESE, _CHINESE), (ENGLISH, _ENGLISH)], ids=["zh", "en"])
@given(st.data())
def test_no_number_stands_behind_the_last_of_its_signs(language: Language, words: str, data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(words.split(",")), max_size=8)))
    tokens = language.scanner(LEXICON)(language.plain(text), 0)

    last = last_place(text, language.figure, language.plain)

    assert all(token.start <= last for token in tokens if token.kind == Kind.NUMBER)
