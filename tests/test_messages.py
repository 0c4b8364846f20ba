"""Words in the language that is spoken, and the catalogues that they come from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from statbook.messages import Words, english_in, in_languages, languages, say, say_count, speaking, spoken
from statbook.project.paths import Book

HEAD = 'msgid ""\nmsgstr ""\n"Language: xx\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
WORDS = """msgid "{count} row of {name}"
msgid_plural "{count} rows of {name}"
msgstr[0] "{name}: {count} ròw"
msgstr[1] "{name}: {count} ròws"

msgid "growth"
msgstr "gròwth"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "xx" / "LC_MESSAGES" / "statbook.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + WORDS, encoding="utf-8")
    return tmp_path


def test_what_has_no_translation_is_as_it_is_in_english(folder: Path) -> None:
    with speaking("xx", folder):
        assert ("gròwth", "no such message") == (say("growth"), say("no such message"))
    assert ("en", "growth") == (spoken(), say("growth"))


def test_each_thread_speaks_its_own_language(folder: Path) -> None:
    both_speak = Barrier(2, timeout=10)

    def hear(language: str) -> str:
        with speaking(language, folder):
            both_speak.wait()
            return say("growth")

    with ThreadPoolExecutor(2) as pool:
        assert ["gròwth", "growth"] == [*pool.map(hear, ["xx", "en"])]


def test_a_message_with_a_number_has_the_plural_of_its_language(folder: Path) -> None:
    one, many = "{count} row of {name}", "{count} rows of {name}"
    with speaking("xx", folder):
        assert ["T: 1 ròw", "T: 2,000 ròws"] == [say_count(one, many, count, name="T") for count in (1, 2000)]
    assert "2,000 rows of T" == say_count(one, many, 2000, name="T")


def test_words_by_language_are_translated_where_a_language_has_none_of_its_own(folder: Path) -> None:
    table = in_languages({"name": {"en": "growth", "zh": "增速"}, "all": [{"en": ["growth"]}]})
    with speaking("xx", folder):
        assert ("增速", "gròwth", ["gròwth"]) == (table["name"]["zh"], table["name"]["xx"], table["all"][0]["xx"])
        assert ("en", "zh", "xx") == languages()
    with pytest.raises(KeyError):
        Words(en="growth")["xx"]


def test_the_english_words_of_a_language_are_those_without_its_own() -> None:
    node = {"a": {"en": "one", "zh": "一"}, "b": [{"en": ["two {n}", "{n}"]}]}

    assert (["one", "two {n}"], ["two {n}"]) == ([*english_in(node, "xx")], [*english_in(node, "zh")])


def test_the_chinese_of_the_library_is_that_of_the_book(book: Book) -> None:
    with speaking("zh", book.locale):
        assert "数字出处" == say("Evidence")
