"""Cards lead to chapters and evidence; the list of sources states shared remarks once."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.analysis import Scope
from statbook.chapter.special_pages import make_cards, source_list
from statbook.charts import Labels
from statbook.errors import KeyUnknown
from statbook.project.paths import Book
from statbook.store import Store

CARD = {
    "key": "tech_contracts@China@2025",
    "before": True,
    "title": {"en": "Patents"},
    "facts": {"b": "tech_contracts.base@China@2025", "a": "tech_contracts.growth@China@2025"},
    "sentence": {"en": "Grew {a}, from {b}."},
}


def test_a_card_has_its_number_and_its_facts_in_the_order_of_the_sentence(store: Store, book: Book) -> None:
    (card,) = make_cards(Labels(store, "en"), Scope(store), [CARD], book).cards

    assert ("Patents", "chapters/patents.html") == (card.title, card.chapter)
    assert card.number == Labels(store, "en").number(card.now)
    assert f"Grew {card.facts[0][0]}, from {card.facts[1][0]}." == card.sentence
    assert card.before is not None


def test_a_key_without_a_number_is_an_error_but_not_in_the_book_of_a_day(store: Store, book: Book) -> None:
    missing = CARD | {"key": "trade@Gansu@2019"}
    with pytest.raises(KeyUnknown, match="a card cites trade@Gansu@2019, for which nothing is printed"):
        make_cards(Labels(store, "en"), Scope(store), [missing], book)
    early = store.on("2025-03-01")

    assert early.has_day
    assert () == tuple(make_cards(Labels(early, "en"), Scope(early), [CARD], book).cards)


def test_a_remark_on_several_articles_is_a_note_below(store: Store) -> None:
    text = source_list(store, "en").bundle["text/markdown"]
    notes = pd.Series([part for note in store.sources["note"] for part in note.split(". ")])

    assert len(store.sources) == text.count("]{#source-")
    assert ("Notes:" in text) == bool(notes.duplicated().any())
