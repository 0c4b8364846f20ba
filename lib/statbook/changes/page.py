"""The page "What changed": changes of observations, and the differences from an earlier book if there is one."""

import html
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from statbook.changes.comparison import Comparison, between
from statbook.changes.history import Day
from statbook.changes.observations import NEW, Change, ObservationText, count_kinds
from statbook.changes.record import BookRecord, ChartRecord, NumberRecord
from statbook.messages import bracket, join_words, say, spoken
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.store import Store, article_anchor
from statbook.translation.blocks import say_blocks

PAGE = "changes"
"""The document, and its file within a site."""
CHANGE_COLUMNS = ["Number", "Before", "After", "What happened", "Where it stands"]
FEW = 8
"""Up to so many new indicators of a day are named; of more, only the themes."""


def page(store: Store, days: Sequence[Day], record: BookRecord, comparison: Comparison | None = None) -> str:
    """The page in MyST, with evidence and chapters as link targets; *comparison* adds what differs from another book."""
    others = [(day.day, change) for day in days for change in day.changes if change.kind != NEW]
    rows = [[plain(period_in_words(day, spoken())), *_other(change, record)] for day, change in others]
    new = [_new_row(store, day) for day in days if day.among(NEW)]
    text = say_blocks((Path(__file__).parent / "page.md").read_text(encoding="utf-8"))
    text = text.format(
        as_of=plain(period_in_words(record.as_of, spoken())),
        others=markdown_table([say(head) for head in ("Day", *CHANGE_COLUMNS)], rows) if rows else say("None so far."),
        known=markdown_table([say(head) for head in ("Day", "New", "What", "Sources")], new, right=[say("New")]),
    )
    return text + ("\n".join(_comparison(comparison)) if comparison else "")


def _other(change: Change[ObservationText], record: BookRecord) -> list[str]:
    row = change.latest
    name = plain(join_words((row.name, row.period), ", "))
    sides = [plain(bracket(side.text, side.printed)) if side else "" for side in (change.before, change.after)]
    # Whether there is an entry depends on the state of the book, not on that of the day.
    there = row.obs in record.observations
    return [
        f"[{name}](#{row.anchor})" if there else name,
        *sides,
        plain(join_words(filter(None, (say(change.kind), say(change.reason))), ": ")),
        join_words((_link(*place) for place in dict.fromkeys(record.uses.get(row.anchor, []))), "; ") if there else "",
    ]


def _link(address: str, words: str) -> str:
    return f'<a href="{html.escape(address)}">{html.escape(words)}</a>'


def _new_row(store: Store, day: Day) -> list[str]:
    new = [change.latest for change in day.among(NEW)]
    counted = Counter(number.indicator for number in new)
    if len(counted) > FEW:
        counted = Counter(say(str(store.package.resources[number.theme]["title"])) for number in new)
    links = [
        f"[{plain(code)}](#{article_anchor(code)}){{.notranslate}}"
        for code in dict.fromkeys(number.source for number in new)
    ]
    return [
        plain(period_in_words(day.day, spoken())),
        f"{len(new):,}",
        plain(join_words((bracket(words, str(count)) for words, count in counted.items()), "; ")),
        join_words(links, ", "),
    ]


def _comparison(comparison: Comparison) -> Iterator[str]:
    old = period_in_words(comparison.old.as_of, spoken())
    counts = count_kinds(comparison.observations) or say("none")
    same = comparison.old.as_of == comparison.new.as_of
    against = "Against an earlier build of the book as known on {day}" if same else "Against the book as known on {day}"
    yield f"\n## {say(against, day=plain(old))}\n"
    yield say("Numbers of the data that differ: {counts}.", counts=counts) + "\n"
    others = [change for change in comparison.observations if change.kind != NEW]
    if others:
        yield markdown_table(
            [say(head) for head in CHANGE_COLUMNS], [_other(change, comparison.new) for change in others]
        )
    if comparison.numbers:
        rows = [
            [
                _place(comparison, change.latest),
                *map(plain, (change.latest.name or change.latest.key, between(change), change.reason)),
            ]
            for change in comparison.named_numbers
        ]
        yield f"\n### {say('Numbers of the chapters')}\n"
        yield markdown_table([say(head) for head in ("Chapter", "Number", "Before → now", "Because")], rows)
        counted = join_words((bracket(title, f"{count:,}") for title, count in comparison.new_counts.items()), "; ")
        yield f"\n{say('New in drawings and tables: {counted}.', counted=plain(counted))}\n" if counted else ""
    for came, title in comparison.chapters:
        told = "The chapter {title} came." if came == "came" else "The chapter {title} went."
        yield f"\n{say(told, title=plain(title))}"
    if comparison.charts:
        yield f"\n### {say('Drawings side by side')}\n"
        for change in comparison.charts:
            yield from _side_by_side(comparison, change)


def _place(comparison: Comparison, number: NumberRecord) -> str:
    """The chapter of a number, as a link to where it stands there."""
    title = comparison.new.chapters.get(number.chapter, number.chapter)
    places = number.places if number.chapter in comparison.new.chapters else ()
    return _link(places[0][0], title) if places else plain(title)


def _side_by_side(comparison: Comparison, change: Change[ChartRecord]) -> Iterator[str]:
    chart = change.latest
    sides = []
    for record, side, words in ((comparison.old, change.before, "Before"), (comparison.new, change.after, "Now")):
        # Both have the same identifier, which must be unique within a page.
        unique = f"{words.lower()}-{chart.identifier}"
        chart_html = record.chart_html(side).replace(chart.identifier, unique) if side else ""
        sides.append(f'<div><p class="sb-subtitle">{words}</p>{chart_html or "<p>Not there.</p>"}</div>')
    title = _link(f"{chart.document}.html#{chart.identifier}", chart.title)
    yield f'<div class="sb-two"><p class="sb-title">{title if change.after else html.escape(chart.title)}</p>'
    yield f'<div class="sb-sides">{"".join(sides)}</div></div>\n'
