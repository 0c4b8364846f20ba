"""The page "What changed": what became of published figures, and with an earlier book at hand, of numbers and drawings."""

from __future__ import annotations

__all__ = ["PAGE", "page"]

import html
from collections import Counter
from collections.abc import Iterator, Sequence

from statbook.changes.comparison import Comparison, Redrawn
from statbook.changes.history import Day
from statbook.changes.record import Number, Record
from statbook.changes.report import between, reason
from statbook.changes.observations import KINDS, NEW, Change
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.store import Store, article_anchor

PAGE = "changes"
"""The document, and its file within a site."""
FIGURE = ["Number", "Before", "After", "What happened", "Where it stands"]
FEW = 8
"""Indicators of a day that are named one by one; of more, the themes are."""

HEAD = """\
(what-changed)=
# What changed

A number that a later source prints otherwise is not overwritten: the old one stays, with the days on which it was in force.
This page tells, from the data, what became of each number of the book as known on {as_of}.

- **revised**: a later source has another value
- **corrected**: the source says that it had erred
- **read anew**: the source was misread here
- **altered**: the row was changed in place, and nothing says why
- **withdrawn**: no number is in force any more

## Numbers that became others

{others}

## Numbers that became known

{known}
"""


def page(store: Store, days: Sequence[Day], record: Record, comparison: Comparison | None = None) -> str:
    """The page in MyST, with evidence and chapters as link targets; *comparison* adds what differs from another book."""
    others = [(day.day, change) for day in days for change in day.changes if change.kind != NEW]
    rows = [[plain(period_in_words(day, "en")), *_other(change, record)] for day, change in others]
    text = HEAD.format(
        as_of=plain(period_in_words(record.as_of, "en")),
        others=markdown_table(["Day", *FIGURE], rows) if rows else "None so far.",
        known=markdown_table(
            ["Day", "New", "What", "Sources"], [_known(store, day) for day in days if day.among(NEW)], right=["New"]
        ),
    )
    return text + ("\n".join(_compared(comparison)) if comparison else "")


def _other(change: Change, record: Record) -> list[str]:
    figure = change.figure
    name = plain(f"{figure.name}, {figure.period}")
    told = [plain(f"{side.text} ({side.printed})") if side else "" for side in (change.before, change.after)]
    # Whether the entry is there, and under which value, the state of the book decides, not that of the day.
    there = figure.obs in record.figures
    return [
        f"[{name}](#{figure.anchor})" if there else name,
        *told,
        plain(": ".join(filter(None, (change.kind, change.reason)))),
        _places(record, figure.anchor) if there else "",
    ]


def _places(record: Record, anchor: str) -> str:
    """Links to where the chapters use a figure, each place once."""
    links = dict.fromkeys(record.uses.get(anchor, []))
    return "; ".join(f'<a href="{html.escape(address)}">{html.escape(words)}</a>' for address, words in links)


def _known(store: Store, day: Day) -> list[str]:
    new = [change.figure for change in day.among(NEW)]
    counted = Counter(figure.indicator for figure in new)
    if len(counted) > FEW:
        counted = Counter(str(store.package.resources[figure.theme]["title"]) for figure in new)
    links = [f"[{plain(code)}](#{article_anchor(code)})" for code in dict.fromkeys(figure.source for figure in new)]
    return [
        plain(period_in_words(day.day, "en")),
        f"{len(new):,}",
        plain("; ".join(f"{words} ({count})" for words, count in counted.items())),
        ", ".join(links),
    ]


def _compared(comparison: Comparison) -> Iterator[str]:
    old = period_in_words(comparison.old.as_of, "en")
    counts = Counter(change.kind for change in comparison.figures)
    told = ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if counts[kind]) or "none"
    same = comparison.old.as_of == comparison.new.as_of
    yield f"\n## Against {'an earlier build of ' if same else ''}the book as known on {plain(old)}\n"
    yield f"Numbers of the data that differ: {told}.\n"
    others = [change for change in comparison.figures if change.kind != NEW]
    if others:
        yield markdown_table(FIGURE, [_other(change, comparison.new) for change in others])
    if comparison.numbers:
        rows = [
            [
                _place(comparison, moved.number),
                plain(moved.number.name or moved.number.key),
                plain(between(moved)),
                plain(reason(moved)),
            ]
            for moved in comparison.named
        ]
        yield "\n### Numbers of the chapters\n"
        yield markdown_table(["Chapter", "Number", "Before → now", "Because"], rows)
        counted = "; ".join(f"{title} ({count:,})" for title, count in comparison.counted.items())
        yield f"\nNew in drawings and tables: {plain(counted)}.\n" if counted else ""
    for came, title in comparison.chapters:
        yield f"\nThe chapter {plain(title)} {came}."
    if comparison.drawings:
        yield "\n### Drawings side by side\n"
        for redrawn in comparison.drawings:
            yield from _side_by_side(comparison, redrawn)


def _place(comparison: Comparison, number: Number) -> str:
    """The chapter of a number, as a link to where it stands there."""
    title = comparison.new.chapters.get(number.chapter, number.chapter)
    places = number.places if number.chapter in comparison.new.chapters else ()
    return f'<a href="{html.escape(places[0][0])}">{html.escape(title)}</a>' if places else plain(title)


def _side_by_side(comparison: Comparison, redrawn: Redrawn) -> Iterator[str]:
    drawn = redrawn.after or redrawn.before
    if drawn is None:
        return
    before = comparison.old.drawing(redrawn.before) if redrawn.before else ""
    after = comparison.new.drawing(redrawn.after) if redrawn.after else ""
    # Both bear the same name; identifiers within a page must differ.
    before = before.replace(drawn.identifier, f"before-{drawn.identifier}")
    after = after.replace(drawn.identifier, f"now-{drawn.identifier}")
    sides = [
        f'<div><p class="sb-subtitle">{words}</p>{drawing or "<p>Not there.</p>"}</div>'
        for words, drawing in (("Before", before), ("Now", after))
    ]
    link = (
        f'<a href="{html.escape(drawn.document)}.html#{html.escape(drawn.identifier)}">{html.escape(drawn.title)}</a>'
    )
    yield f'<div class="sb-two"><p class="sb-title">{link if redrawn.after else html.escape(drawn.title)}</p>'
    yield f'<div class="sb-sides">{"".join(sides)}</div></div>\n'
