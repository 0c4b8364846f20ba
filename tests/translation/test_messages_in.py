"""The catalogues of the library and of data have every message that there is, and no other."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from statbook.messages import CATALOGUES
from statbook.project.paths import Book
from statbook.translation.catalogue import catalogue_faults, path_of, read_catalogue
from statbook.translation.messages_in import data_messages, library_messages
from statbook.translation.terminal_messages import terminal_messages


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("open on one side", "lib/statbook/evidence/facts.py"),
        ("{count} printed number\0{count} printed numbers", "lib/statbook/evidence/pages.py"),
        ("Known since", "lib/statbook/evidence/entry.py"),
        ("Made from", "lib/statbook/pdf/front_matter.py"),
        ("By theme and year", "lib/statbook/evidence/templates/evidence.md"),
        ("Words or numbers", "lib/statbook/site/templates/search.html"),
        ("Show {next} more of {all}", "lib/statbook/site/script_words.toml"),
    ],
)
def test_a_message_is_found_where_it_is_said(message: str, place: str) -> None:
    assert place == library_messages("zh")[message]


def test_words_that_tables_have_in_a_language_are_messages_of_others_only() -> None:
    assert ("Show" in library_messages("xx"), "what lies in both" in library_messages("zh")) == (True, False)
    assert "hollow, derived" not in library_messages("zh")


def test_words_of_data_are_those_that_it_has_in_english_only(book: Book) -> None:
    chinese, other = data_messages(book, "zh"), data_messages(book, "xx")

    assert ("data/sources.csv", "data/indicators.csv") == (chinese["Xinhua"], other["New yuan loans"])
    assert "New yuan loans" not in chinese


def test_the_catalogues_have_each_of_them_and_no_other(book: Book) -> None:
    for language in book.languages[1:]:
        known_messages = (library_messages(language), data_messages(book, language), terminal_messages())
        for name, messages in zip(CATALOGUES, known_messages, strict=True):
            known: Catalog = read_catalogue(path_of(book, language, name), language)
            ids = {each.id if isinstance(each.id, str) else each.id[0] for each in known if each.id}
            assert ids == {message.partition("\0")[0] for message in messages}
            assert not known.obsolete
    assert [] == catalogue_faults(book)
