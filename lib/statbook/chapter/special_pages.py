"""The contents of two special pages: the cards of the front page, and the list of sources."""

from collections import Counter
from string import Formatter
from typing import Any

from statbook.analysis import Scope
from statbook.chapter.outputs import Output
from statbook.charts import Card, Cards, Labels
from statbook.errors import KeyUnknown
from statbook.project.paths import Book
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.store import Store, article_anchor


def make_cards(labels: Labels, scope: Scope, entries: list[dict[str, Any]], book: Book) -> Cards:
    """The cards of *entries* (captions): title, key of the number, sentence, and the keys of the numbers in it.

    Raises KeyUnknown if nothing is printed for a key; in a book as known on a day, such a card is left out.
    """
    cards = []
    for entry in entries:
        found = {key: scope.get(key) for key in (entry["key"], *entry["facts"].values())}
        missing = [key for key, quantity in found.items() if quantity is None]
        if missing and scope.store.has_day:
            continue
        if missing:
            raise KeyUnknown(f"a card cites {missing[0]}, for which nothing is printed")
        quantities = {key: quantity for key, quantity in found.items() if quantity is not None}
        now = quantities[entry["key"]]
        name, _, places = entry["key"].partition("@")
        facts = {fact: quantities[key] for fact, key in entry["facts"].items()}
        words = {fact: labels.number(quantity) for fact, quantity in facts.items()}
        sentence = entry["sentence"][labels.lang]
        order = [fact for _, fact, _, _ in Formatter().parse(sentence) if fact in facts]
        cards.append(
            Card(
                title=entry["title"][labels.lang],
                chapter=f"chapters/{now.inputs[0].theme}.html",
                number=labels.number(now),
                sentence=sentence.format_map(words),
                facts=[(words[fact], facts[fact]) for fact in order],
                now=now,
                before=scope.get(f"{name}.base@{places}") if entry.get("before") else None,
            )
        )
    return Cards(labels, cards, book)


def source_list(store: Store, lang: str) -> Output:
    """A table of every article; each row is a link target. A remark on several articles is a numbered note below."""
    counts = Counter(remark for note in store.sources["note"] for remark in _remarks(note))
    notes = {remark: str(number) for number, remark in enumerate((r for r in counts if counts[r] > 1), 1)}
    rows = [
        [
            f"[{plain(row['source'])}]{{#{article_anchor(str(row['source']))}}}",
            f"{plain(row['title'])}<br>{plain(row['title_en'])}",
            plain(row["publisher"]),
            plain(f"{period_in_words(str(row['date']), lang)} ({row['date_basis']})"),
            plain(row["use"].replace("_", " ")),
            plain(" ".join(f"Note {notes[r]}." if r in notes else r for r in _remarks(row["note"]))),
        ]
        for row in store.sources.to_dict("records")
    ]
    table = markdown_table(["Article", "Title", "Publisher", "Date", "Use", "Note"], rows)
    listed = "\n".join(f"{number}. {plain(remark)}" for remark, number in notes.items())
    text = f"{table}\n\nNotes:\n\n{listed}" if listed else table
    return Output({"text/markdown": text, "text/plain": text})


def _remarks(note: str) -> list[str]:
    return [sentence if sentence.endswith(".") else f"{sentence}." for sentence in note.split(". ") if sentence]
