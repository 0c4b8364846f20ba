"""A chapter's own sentences are the same in every language of the book."""

from __future__ import annotations

from string import Formatter

from statbook.chapter.messages import MESSAGES


def test_every_language_has_every_message_with_the_same_names_in_it() -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)} - {None}

    assert {"en", "zh"} == set(MESSAGES)
    assert MESSAGES["en"].keys() == MESSAGES["zh"].keys()
    for message, text in MESSAGES["en"].items():
        assert names(text) == names(MESSAGES["zh"][message]), message
