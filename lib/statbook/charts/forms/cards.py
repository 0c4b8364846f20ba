"""Cards of a front page: a headline number, a sentence, a small drawing, and the way into the chapter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.data_table import linked_pieces
from statbook.charts.page import PAGE
from statbook.charts.render import svg
from statbook.charts.shared import Fields, Labels, layer_chart, mark
from statbook.charts.theme import ACCENT, FILLS, INK_SOFT, configure
from statbook.messages import join_words
from statbook.project.notebooks import MIME
from statbook.project.paths import Book
from statbook.prose.numbers import render_number

WIDTH = 250
WHOLE = 100
"""Percent."""


@dataclass(frozen=True)
class Card:
    """A headline: its chapter, what the number is (*noun*), its quantity, now and before, and a sentence.

    *before* is None where it is not known. Only a comparison is drawn: with before, of a share with its whole, or the way
    to a target.
    """

    title: str
    chapter: str
    noun: str
    number: str
    sentence: str
    facts: Sequence[tuple[str, Quantity]]
    now: Quantity
    before: Quantity | None


@dataclass(frozen=True)
class Cards:
    """The cards of a page, side by side where there is room."""

    labels: Labels
    cards: Sequence[Card]
    book: Book

    def _repr_mimebundle_(self, **_: Any) -> Fields:
        labels, cards, shown = self.labels, [], []
        numbers: Fields = {}
        for place, card in enumerate(self.cards):
            described, anchor = self._alt(card), card.now.anchor
            mini = _mini(labels, card)
            drawing = svg(configure(mini).to_dict(), f"card-{place}", described, self.book) if mini else ""
            links = [(words, quantity.anchor) for words, quantity in card.facts]
            named = [(card.title, quantity) for _, quantity in card.facts] + [(card.noun, card.now)]
            numbers |= {q.anchor: render_number(labels.store, "", q, labels.lang, name) for name, q in named}
            record: Fields = {"title": card.title, "document": card.chapter.removesuffix(".html")}
            record |= {"noun": card.noun, "number": card.number, "anchor": anchor, "sentence": card.sentence}
            record |= {"links": [list(link) for link in links], "svg": drawing, "alt": described}
            cards.append(record)
            shown.append((card, drawing, linked_pieces(card.sentence, links)))
        plain = "; ".join(f"{card.title}: {card.noun}: {card.number}. {card.sentence}" for card in self.cards)
        held = {"kind": "cards", "numbers": numbers, "cards": cards}
        return {"text/html": str(PAGE.cards(shown)), "text/plain": plain, MIME: held}

    def _alt(self, card: Card) -> str:
        """What the small drawing shows: the number, and what it was before where that is known."""
        row = card.now.inputs[0]
        period, target = self.labels.period(row.period), self.labels.words("cards")["target"]
        parts = (join_words((card.noun, card.number), ": "), period, target if row.status == "target" else "")
        now = join_words(filter(None, parts), ", ")
        if card.before is None:
            return now
        before = (self.labels.number(card.before), self.labels.period(_base_period(card.before)))
        return join_words((join_words(parts[:2], ", "), join_words(before, ", ")), "; ")


def _mini(labels: Labels, card: Card) -> alt.TopLevelMixin | None:
    """Then and now as two bars; a share as a part of its whole; a target as a diamond; None without any of these."""
    row = card.now.inputs[0]
    if row.status == "target":
        text = f"{labels.words('cards')['target']} {labels.period(row.period)} →"
        point = pd.DataFrame({"x": [card.now.value], "label": [text]})
        x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, card.now.value * 1.1]))
        diamond = {"shape": "diamond", "size": 160, "strokeWidth": 1.8, "fill": "transparent", "stroke": ACCENT}
        layers = [
            mark("rule", point, x=x, x2=0, color=INK_SOFT),
            mark("point", point, x=x, **diamond),
            mark("text", point, x=x, text="label", align="right", dx=6, dy=-17, color=INK_SOFT),
        ]
        return layer_chart(layers, WIDTH, 44)
    period = labels.period(row.period)
    if card.before is not None:
        bars = [(labels.period(_base_period(card.before)), card.before.value, "derived")]
        bars.append((period, card.now.value, "printed-first"))
    elif row.measure == "share":
        # The whole is an outline, and the part lies over it.
        bars = [(period, WHOLE, "derived"), (period, card.now.value, "printed-first")]
    else:
        return None
    rows = pd.DataFrame(
        {"name": name, "order": n, "value": value, "zero": 0, "fill": FILLS[kind][0], "edge": FILLS[kind][1]}
        for n, (name, value, kind) in enumerate(bars)
    )
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domainMin=0))
    y = alt.Y("name:N", sort=alt.SortField("order"), axis=None)
    name: Fields = {"align": "left", "baseline": "bottom", "dy": -8, "fontSize": 12, "color": INK_SOFT}
    layers = [
        mark("bar", rows, y=y, x=x, x2="zero", color="@fill", stroke="@edge", height=12, strokeWidth=1.2),
        mark("text", rows.drop_duplicates("name"), y=y, x=0, text="name", **name),
    ]
    return layer_chart(layers, WIDTH, alt.Step(36))


def _base_period(quantity: Quantity) -> str:
    return next((item.base_period for item in quantity.inputs if item.base_period), "")
