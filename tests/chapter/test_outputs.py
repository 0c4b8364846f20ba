"""The outputs of cells: escaped, and complete for pages and for print."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.analysis import Scope
from statbook.chapter import Chapter
from statbook.chapter.outputs import ARGUMENTS, OMITTED, Output, make_cards, make_table, source_list
from statbook.charts import Labels
from statbook.charts.data_table import LINKS
from statbook.errors import KeyUnknown
from statbook.project.notebooks import MIME, Notebook
from statbook.project.paths import Book
from statbook.prose.markup import plain
from statbook.store import Store


def test_a_table_is_escaped_and_leaves_a_record() -> None:
    made = make_table("tab-a-b", pd.DataFrame([{"Name": "<b>", "Value": "1"}]), "A <title>").bundle

    assert 'id="tab-a-b"' in made["text/html"]
    assert "A &lt;title&gt;" in made["text/html"]
    assert "<b>" not in made["text/html"]
    record = made[MIME]
    assert ("table", "tab-a-b", "A <title>", [["<b>", "1"]]) == tuple(
        record[part] for part in ("kind", "id", "title", "rows")
    )


def test_an_output_is_what_jupyter_asks_for() -> None:
    assert {"text/plain": "a"} == Output({"text/plain": "a"})._repr_mimebundle_(include=None)


def test_an_omitted_chart_and_numbers_leave_what_the_site_needs(store: Store) -> None:
    arguments = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}
    here = Chapter.restore(store, {**arguments, "parameters": {}})

    omitted = here.show("scatter", None)
    assert isinstance(omitted, Output)
    assert omitted.bundle["text/plain"] == omitted.bundle[OMITTED]["title"] != ""
    bundle = here.numbers(mine="a word").bundle
    assert here.arguments == bundle[ARGUMENTS]["arguments"]
    assert here.say_words | {"mine": "a word"} == bundle[ARGUMENTS]["say_words"]


def test_the_numbers_are_listed_as_the_sentences_say_them(store: Store) -> None:
    arguments = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}
    title, *lines = Chapter.restore(store, {**arguments, "parameters": {}}).numbers().bundle["text/plain"].splitlines()

    assert "The numbers of trade" == title
    assert "69.3%" in next(line for line in lines if line.startswith("trade.growth "))
    assert len(lines) < 200


def test_a_key_that_names_nothing_stands_in_the_place_of_the_list(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Notebook, "prose", lambda self: [(3, "{num}`zebras`")])
    arguments = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}

    assert "cell 3: zebras" in Chapter.restore(store, {**arguments, "parameters": {}}).numbers().bundle["text/plain"]


def test_the_links_of_a_frame_are_those_of_its_table(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}
    here = Chapter.restore(store, {**arguments, "parameters": {}})
    monkeypatch.setattr(here, "caption", lambda *_: {"en": "A title"})
    rows = pd.DataFrame([{"Name": "a", "Value": "1"}])
    rows.attrs[LINKS] = [[0, 1, "1", "obs-one"]]

    assert ["obs-one"] == here.table("made", rows).bundle[MIME]["obs"]
    assert [] == here.table("made", [{"Name": "a"}]).bundle[MIME]["obs"]


CARD = {
    "key": "tech_contracts@China@2025",
    "before": True,
    "title": {"en": "Patents"},
    "noun": {"en": "Contracts"},
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

    assert len(store.sources) == text.count("#source-")
    assert ("Notes:" in text) == bool(notes.duplicated().any())


def test_an_abbreviation_does_not_end_a_remark(store: Store) -> None:
    text = source_list(store, "en").bundle["text/markdown"]

    assert plain("Date printed on the first page of the issue (no. 6 of 2022, 535 in all).") in text
