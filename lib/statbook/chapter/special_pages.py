"""What single pages consist of: the cards of the front page, and the list of sources."""

from __future__ import annotations

__all__ = ["cards", "sources"]

from collections import Counter
from string import Formatter
from typing import Any

from statbook.analysis import Quantity, Scope
from statbook.chapter.outputs import Sentence
from statbook.errors import KeyUnknown
from statbook.charts import Card, Cards, Labels
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.store import Store, article_anchor


def cards(labels: Labels, scope: Scope, entries: list[dict[str, Any]]) -> Cards:
    """The cards of *entries* (captions): title, key of the headline, sentence and the keys of its facts.

    Raises KeyUnknown if nothing is printed for one of the keys; of a book read at a day, such a card is left out.
    """

    def sure(key: str) -> Quantity:
        quantity = scope.get(key)
        if quantity is None:
            raise KeyUnknown(f"a card cites {key}, for which nothing is printed")
        return quantity

    if scope.store.dated:
        entries = [e for e in entries if all(scope.get(key) for key in (e["key"], *e["facts"].values()))]
    made = []
    for entry in entries:
        now = sure(entry["key"])
        row = now.inputs[0]
        words, _, places = entry["key"].partition("@")
        facts = {name: sure(key) for name, key in entry["facts"].items()}
        told = {name: labels.number(quantity) for name, quantity in facts.items()}
        made.append(
            Card(
                title=entry["title"][labels.lang],
                chapter=f"chapters/{row.theme}.html",
                number=labels.number(now),
                sentence=entry["sentence"][labels.lang].format_map(told),
                facts=_in_order(entry["sentence"][labels.lang], facts, told),
                now=now,
                before=scope.get(f"{words}.base@{places}") if entry.get("before") else None,
            )
        )
    return Cards(labels, made)


def _in_order(sentence: str, facts: dict[str, Quantity], told: dict[str, str]) -> list[tuple[str, Quantity]]:
    """The numbers of a sentence, in words and as quantities, as they follow one another in it."""
    return [(told[name], facts[name]) for _, name, _, _ in Formatter().parse(sentence) if name in facts]


def sources(store: Store, lang: str) -> Sentence:
    """A Markdown table of every article; each row is a link target. What is said of several articles stands below, once."""
    told = Counter(sentence for note in store.sources["note"] for sentence in _sentences(note))
    shared = {sentence: str(place) for place, sentence in enumerate((s for s in told if told[s] > 1), 1)}
    rows = [
        [
            f"[{plain(row['source'])}]{{#{article_anchor(str(row['source']))}}}",
            f"{plain(row['title'])}<br>{plain(row['title_en'])}",
            plain(row["publisher"]),
            plain(f"{period_in_words(str(row['date']), lang)} ({row['date_basis']})"),
            plain(row["use"].replace("_", " ")),
            plain(" ".join(f"Note {shared[s]}." if s in shared else s for s in _sentences(row["note"]))),
        ]
        for row in store.sources.to_dict("records")
    ]
    table = markdown_table(["Article", "Title", "Publisher", "Date", "Use", "Note"], rows)
    notes = "\n".join(f"{place}. {plain(sentence)}" for sentence, place in shared.items())
    return Sentence(f"{table}\n\nNotes:\n\n{notes}" if notes else table)


def _sentences(note: str) -> list[str]:
    return [sentence if sentence.endswith(".") else f"{sentence}." for sentence in note.split(". ") if sentence]
