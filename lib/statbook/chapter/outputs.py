"""What the cells of a chapter leave beside charts, by MIME type: text, tables, omitted charts, the chapter's arguments.

Two pages have contents of their own: the cards of the front page, and the list of sources.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING, Any

import pandas as pd

from statbook.analysis import Scope
from statbook.charts.data_table import columns_and_rows, html_table
from statbook.charts.labels import Labels
from statbook.errors import KeyUnknown
from statbook.messages import say
from statbook.project.notebooks import MIME
from statbook.project.paths import Book
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.store import Store, article_anchor

if TYPE_CHECKING:
    from statbook.charts.forms.cards import Cards

ARGUMENTS = "application/vnd.statbook.arguments+json"
"""What the site needs to put numbers into the sentences: the arguments of the chapter and its words for {say}."""
OMITTED = "application/vnd.statbook.omitted+json"
"""A chart that the data do not support here; the closing section of the chapter names it."""


@dataclass(frozen=True)
class Output:
    """An output of a cell, by MIME type."""

    bundle: dict[str, Any]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return self.bundle


def make_table(identifier: str, rows: pd.DataFrame, caption: str, source: str = "") -> Output:
    """A table of the chapter, for pages and for print, which names its articles unless it has a *source*."""
    title = html.escape(caption)
    data = columns_and_rows(rows)
    shown = f'<p class="sb-title">{title}</p>{html_table(rows)}'
    framed = f'<div class="sb-scroll" id="{identifier}" tabindex="0" role="region" aria-label="{title}">{shown}</div>'
    anchors = [anchor for *_, anchor in data["links"]]
    record = {"kind": "table", "id": identifier, "title": caption, "obs": anchors, "source": source}
    return Output({"text/html": framed, "text/plain": caption, MIME: record | data})


def make_cards(labels: Labels, scope: Scope, entries: list[dict[str, Any]], book: Book) -> Cards:
    """The cards of *entries* (captions): title, noun and key of the number, sentence, and the keys of the numbers in it.

    Raises KeyUnknown if nothing is printed for a key; in a book as known on a day, such a card is left out.
    """
    from statbook.charts.forms.cards import Card, Cards  # late: it imports what draws

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
                chapter=f"chapters/{entry.get('chapter', now.inputs[0].theme)}.html",
                noun=entry["noun"][labels.lang],
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
    counts = Counter(remark for note in store.sources["note"] for remark in _remarks(say(note)))
    notes = {remark: str(number) for number, remark in enumerate((r for r in counts if counts[r] > 1), 1)}
    titles = ["title"] if lang == "zh" else ["title", f"title_{lang}"]
    rows = [
        [
            f"[{plain(row['source'])}]{{.notranslate #{article_anchor(str(row['source']))}}}",
            "<br>".join(plain(row[title]) for title in titles),
            plain(say(row["publisher"])),
            plain(say("{date} ({basis})", date=period_in_words(str(row["date"]), lang), basis=say(row["date_basis"]))),
            plain(say(row["use"].replace("_", " "))),
            plain(("" if lang == "zh" else " ").join(_note(r, notes) for r in _remarks(say(row["note"])))),
        ]
        for row in store.sources.to_dict("records")
    ]
    heads = [say(head) for head in ("Article", "Title", "Publisher", "Date", "Use", "Note")]
    table = markdown_table(heads, rows)
    listed = "\n".join(f"{number}. {plain(remark)}" for remark, number in notes.items())
    text = f"{table}\n\n{say('Notes:')}\n\n{listed}" if listed else table
    return Output({"text/markdown": text, "text/plain": text})


def _note(remark: str, notes: Mapping[str, str]) -> str:
    return say("Note {number}.", number=notes[remark]) if remark in notes else remark


def _remarks(note: str) -> list[str]:
    sentences = re.split(r"(?<=\.) (?=[A-ZÀ-Ý])|(?<=。)", note)  # "no. 6" ends none
    return [sentence if sentence.endswith((".", "。")) else f"{sentence}." for sentence in sentences if sentence]
