"""A comparison as text for the terminal."""

from __future__ import annotations

__all__ = ["report"]

from collections import Counter
from collections.abc import Iterator

from statbook.changes.comparison import Comparison, Moved
from statbook.changes.record import Number
from statbook.changes.observations import KINDS, NEW, Change, Told
from statbook.prose import period_in_words

MOST = 40
"""New figures that are named one by one; more are counted by indicator."""


def report(comparison: Comparison) -> Iterator[str]:
    """What changed, line by line: figures of the data, then numbers of the chapters, then drawings."""
    old, new = comparison.old, comparison.new
    days = [period_in_words(record.as_of, "en") for record in (old, new)]
    yield (
        f"Two builds of the book as known on {days[0]}"
        if days[0] == days[1]
        else f"The books as known on {' and '.join(days)}"
    )
    if comparison.nothing:
        yield "Nothing that is published changed."
        return
    yield from _figures(comparison)
    yield from _numbers(comparison)
    if comparison.drawings:
        yield ""
        yield f"Drawings that show something else: {len(comparison.drawings)}"
        for redrawn in comparison.drawings:
            drawn = redrawn.after or redrawn.before
            state = "" if redrawn.before and redrawn.after else " (new)" if redrawn.after else " (gone)"
            yield f"  {drawn.identifier if drawn else ''}{state}: {drawn.title if drawn else ''}"
    for came, title in comparison.chapters:
        yield f"Chapter {came}: {title}"


def _figures(comparison: Comparison) -> Iterator[str]:
    counts = Counter(change.kind for change in comparison.figures)
    yield ""
    told = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    yield f"Numbers of the data: {told or 'none changed'}"
    for change in sorted(comparison.figures, key=lambda change: -KINDS.index(change.kind)):
        if change.kind != NEW or counts[NEW] <= MOST:
            yield from _figure(comparison, change)
    if counts[NEW] > MOST:
        indicators = Counter(change.figure.indicator for change in comparison.figures if change.kind == NEW)
        for indicator, count in indicators.items():
            yield f"  new         {indicator}: {count} numbers"


def _figure(comparison: Comparison, change: Change) -> Iterator[str]:
    figure = change.figure
    sides = [_said(side) for side in (change.before, change.after) if side]
    yield f"  {change.kind:<11} {figure.name}, {figure.period}: {' → '.join(sides)}"
    if change.reason:
        yield f"              Why: {change.reason}"
    elif change.kind == "altered":
        yield "              Why: data/changes.csv does not say"
    places = (comparison.new if change.after else comparison.old).uses.get(figure.anchor, [])
    if places:
        yield f"              In: {'; '.join(dict.fromkeys(f'{words} ({address})' for address, words in places))}"


def _said(figure: Told) -> str:
    return f"{figure.text} ({figure.printed} in {figure.source})"


def _numbers(comparison: Comparison) -> Iterator[str]:
    if not comparison.numbers:
        return
    yield ""
    yield f"Numbers of the chapters that say something else: {len(comparison.numbers)}"
    for moved in comparison.named:
        yield f"  {moved.number.chapter}: {moved.number.name or moved.number.key}: {between(moved)}"
        yield f"              {reason(moved)}"
        if moved.number.places:
            yield f"              In: {'; '.join(address for address, _ in moved.number.places)}"
    for title, count in comparison.counted.items():
        yield f"  {title}: {count:,} new in drawings and tables"


def between(moved: Moved) -> str:
    """What a number said and says; with what rounding allows, where that alone differs."""
    sides = [side for side in (moved.before, moved.after) if side]
    alike = len(sides) == 2 and sides[0].text == sides[1].text
    words = [f"{side.text} ({side.range})" if alike else side.text for side in sides]
    if len(words) == 2:
        return " → ".join(words)
    return f"{words[0]} ({'new' if moved.after else 'gone'})"


def reason(moved: Moved) -> str:
    """Why a number says something else: the figures that it rests on, or that none of them changed."""
    number: Number = moved.number
    if moved.because:
        return f"from {', '.join(moved.because)}"
    if not (moved.before and moved.after):
        return f"rests on {', '.join(number.inputs)}" if number.inputs else "rests on no figure"
    return "no number that it rests on changed: the chapter or the library did"
