"""A comparison as text for the terminal."""

from collections import Counter
from collections.abc import Iterator

from statbook.changes.comparison import CHANGED, Comparison
from statbook.changes.observations import KINDS, NEW, Change, ObservationText, count_kinds
from statbook.changes.record import NumberRecord
from statbook.prose import period_in_words

MOST = 40
"""New numbers that are named one by one; more are counted by indicator."""


def report(comparison: Comparison) -> Iterator[str]:
    """The differences line by line: observations, numbers of the chapters, charts."""
    old, new = comparison.old, comparison.new
    days = [period_in_words(record.as_of, "en") for record in (old, new)]
    same = days[0] == days[1]
    yield f"Two builds of the book as known on {days[0]}" if same else f"The books as known on {' and '.join(days)}"
    if comparison.nothing:
        yield "Nothing that is published changed."
        return
    yield from _observations(comparison)
    yield from _numbers(comparison)
    if comparison.charts:
        yield ""
        yield f"Drawings that show something else: {len(comparison.charts)}"
        for change in comparison.charts:
            state = "" if change.kind == CHANGED else f" ({change.kind})"
            yield f"  {change.latest.identifier}{state}: {change.latest.title}"
    for came, title in comparison.chapters:
        yield f"Chapter {came}: {title}"


def _observations(comparison: Comparison) -> Iterator[str]:
    counts = Counter(change.kind for change in comparison.observations)
    yield ""
    yield f"Numbers of the data: {count_kinds(comparison.observations) or 'none changed'}"
    for change in sorted(comparison.observations, key=lambda change: -KINDS.index(change.kind)):
        if change.kind != NEW or counts[NEW] <= MOST:
            yield from _observation(comparison, change)
    if counts[NEW] > MOST:
        indicators = Counter(change.latest.indicator for change in comparison.observations if change.kind == NEW)
        for indicator, count in indicators.items():
            yield f"  new         {indicator}: {count} numbers"


def _observation(comparison: Comparison, change: Change[ObservationText]) -> Iterator[str]:
    number = change.latest
    sides = [_words(side) for side in (change.before, change.after) if side]
    yield f"  {change.kind:<11} {number.name}, {number.period}: {' → '.join(sides)}"
    if change.reason:
        yield f"              Why: {change.reason}"
    elif change.kind == "altered":
        yield "              Why: data/changes.csv does not say"
    places = (comparison.new if change.after else comparison.old).uses.get(number.anchor, [])
    if places:
        yield f"              In: {'; '.join(dict.fromkeys(f'{words} ({address})' for address, words in places))}"


def _words(number: ObservationText) -> str:
    return f"{number.text} ({number.printed} in {number.source})"


def _numbers(comparison: Comparison) -> Iterator[str]:
    if not comparison.numbers:
        return
    yield ""
    yield f"Numbers of the chapters that say something else: {len(comparison.numbers)}"
    for change in comparison.named_numbers:
        number = change.latest
        yield f"  {number.chapter}: {number.name or number.key}: {between(change)}"
        yield f"              {change.reason}"
        if number.places:
            yield f"              In: {'; '.join(address for address, _ in number.places)}"
    for title, count in comparison.new_counts.items():
        yield f"  {title}: {count:,} new in drawings and tables"


def between(change: Change[NumberRecord]) -> str:
    """The number before and after; with its interval if only that differs."""
    sides = [side for side in (change.before, change.after) if side]
    if change.kind != CHANGED:
        return f"{change.latest.text} ({change.kind})"
    alike = sides[0].text == sides[1].text
    return " → ".join(f"{side.text} ({side.range})" if alike else side.text for side in sides)
