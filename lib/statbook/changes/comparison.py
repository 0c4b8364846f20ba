"""Two records compared: what the data, the numbers of the chapters and the charts say now that they did not say.

The comparison as a page is in `statbook.changes.page`; as text for the terminal it is here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statbook.changes.observations import ALTERED, KINDS, NEW, Change, Item, ObservationText, count_kinds, find_changes
from statbook.changes.record import BookRecord, ChartRecord, NumberRecord
from statbook.messages import bracket, join_words, say, say_count, spoken
from statbook.project.terminal_words import in_columns
from statbook.prose import period_in_words

CHANGED = "changed"
GONE = "gone"
"""Kinds of changes of numbers and charts of the chapters, besides NEW."""
MOST = 40
"""New numbers that are named one by one; more are counted by indicator."""
INDENT = " " * 14


@dataclass(frozen=True)
class Comparison:
    """All that differs from *old* to *new*."""

    old: BookRecord
    new: BookRecord
    observations: tuple[Change[ObservationText], ...]
    numbers: tuple[Change[NumberRecord], ...]
    charts: tuple[Change[ChartRecord], ...]

    @property
    def named_numbers(self) -> list[Change[NumberRecord]]:
        """The numbers worth a line: all but new ones that only charts and tables show."""
        return [change for change in self.numbers if change.before or change.latest.cited]

    @property
    def new_counts(self) -> dict[str, int]:
        """How many new numbers the charts and tables of each chapter show, by its title."""
        new = [change.latest.chapter for change in self.numbers if not (change.before or change.latest.cited)]
        return {self.new.chapters[name]: count for name, count in Counter(new).items()}

    @property
    def chapters(self) -> list[tuple[str, str]]:
        """Chapters that came or went: "came" or "went", and the title."""
        came = [("came", title) for name, title in self.new.chapters.items() if name not in self.old.chapters]
        return came + [("went", title) for name, title in self.old.chapters.items() if name not in self.new.chapters]


def compare(old: BookRecord, new: BookRecord) -> Comparison:
    """What changed from *old* to *new*, in the order of the new book."""
    observations = find_changes(old.observations, new.observations, new.reasons, since=min(old.as_of, new.as_of))
    changed = {change.latest.obs for change in observations}
    before, after = ({(n.chapter, n.key): n for n in record.numbers} for record in (old, new))
    drawn, redrawn = ({chart.identifier: chart for chart in record.charts} for record in (old, new))
    return Comparison(
        old,
        new,
        tuple(observations),
        tuple(_differing(before, after, lambda n: (n.text, n.range), lambda *sides: _reason(changed, *sides))),
        tuple(_differing(drawn, redrawn, lambda chart: chart.digest)),
    )


def _differing(
    before: Mapping[Any, Item],
    after: Mapping[Any, Item],
    content: Callable[[Item], object],
    reason: Callable[[Item | None, Item | None], str] = lambda *_: "",
) -> Iterator[Change[Item]]:
    """The items that are in one mapping only or differ in *content*, in the order of *after*, each with its *reason*."""
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        if one is None or other is None:
            yield Change(NEW if one is None else GONE, one, other, reason(one, other))
        elif content(one) != content(other):
            yield Change(CHANGED, one, other, reason(one, other))


def _reason(changed: Collection[str], before: NumberRecord | None, after: NumberRecord | None) -> str:
    """Why a number changed: its inputs among the *changed* observations, or that none of them changed."""
    inputs = list(dict.fromkeys(obs for number in (before, after) if number for obs in number.inputs))
    because = [obs for obs in inputs if obs in changed]
    if because:
        return say("from {numbers}", numbers=join_words(because, ", "))
    if before and after:
        return say("no number that it rests on changed: the chapter or the library did")
    return say("rests on {numbers}", numbers=join_words(inputs, ", ")) if inputs else say("rests on no number")


def report(comparison: Comparison) -> Iterator[str]:
    """The differences line by line: observations, numbers of the chapters, charts."""
    old, new = (period_in_words(record.as_of, spoken()) for record in (comparison.old, comparison.new))
    if old == new:
        yield say("Two builds of the book as known on {day}", day=old)
    else:
        yield say("The books as known on {old} and {new}", old=old, new=new)
    if not any((comparison.observations, comparison.numbers, comparison.charts, comparison.chapters)):
        yield say("Nothing that is published changed.")
        return
    yield from _observations(comparison)
    yield from _numbers(comparison)
    if comparison.charts:
        yield ""
        yield say("Drawings that show something else: {count}", count=len(comparison.charts))
        for change in comparison.charts:
            state = "" if change.kind == CHANGED else _say_kind(change)
            yield f"  {join_words((bracket(change.latest.identifier, state), change.latest.title), ': ')}"
    for came, title in comparison.chapters:
        yield say("Chapter came: {title}" if came == "came" else "Chapter went: {title}", title=title)


def _observations(comparison: Comparison) -> Iterator[str]:
    counts = Counter(change.kind for change in comparison.observations)
    yield ""
    told = count_kinds(comparison.observations) or say("none changed")
    yield say("Numbers of the data: {counts}", counts=told)
    for change in sorted(comparison.observations, key=lambda change: -KINDS.index(change.kind)):
        if change.kind != NEW or counts[NEW] <= MOST:
            yield from _observation(comparison, change)
    if counts[NEW] > MOST:
        indicators = Counter(change.latest.indicator for change in comparison.observations if change.kind == NEW)
        for indicator, count in indicators.items():
            numbers = say_count("{count} number", "{count} numbers", count)
            yield f"  {in_columns(say(NEW), 12)}{join_words((indicator, numbers), ': ')}"


def _observation(comparison: Comparison, change: Change[ObservationText]) -> Iterator[str]:
    number = change.latest
    sides = " → ".join(_words(side) for side in (change.before, change.after) if side)
    name = join_words((number.name, number.period), ", ")
    yield f"  {in_columns(say(change.kind), 12)}{join_words((name, sides), ': ')}"
    if change.reason:
        yield INDENT + say("Why: {reason}", reason=say(change.reason))
    elif change.kind == ALTERED:
        yield INDENT + say("Why: data/changes.csv does not say")
    places = (comparison.new if change.after else comparison.old).uses.get(number.anchor, [])
    yield from _places(dict.fromkeys(bracket(words, address) for address, words in places))


def _places(places: Collection[str]) -> Iterator[str]:
    if places:
        yield INDENT + say("In: {places}", places=join_words(places, "; "))


def _words(number: ObservationText) -> str:
    return bracket(number.text, say("{printed} in {source}", printed=number.printed, source=number.source))


def _numbers(comparison: Comparison) -> Iterator[str]:
    if not comparison.numbers:
        return
    yield ""
    yield say("Numbers of the chapters that say something else: {count}", count=len(comparison.numbers))
    for change in comparison.named_numbers:
        number = change.latest
        yield f"  {join_words((number.chapter, number.name or number.key, between(change)), ': ')}"
        yield INDENT + change.reason
        yield from _places([address for address, _ in number.places])
    for title, count in comparison.new_counts.items():
        yield "  " + say("{title}: {count} new in drawings and tables", title=title, count=f"{count:,}")


def _say_kind(change: Change[Item]) -> str:
    return say(NEW) if change.kind == NEW else say(GONE)


def between(change: Change[NumberRecord]) -> str:
    """The number before and after; with its interval if only that differs."""
    sides = [side for side in (change.before, change.after) if side]
    if change.kind != CHANGED:
        return bracket(change.latest.text, _say_kind(change))
    alike = sides[0].text == sides[1].text
    return " → ".join(bracket(side.text, side.range) if alike else side.text for side in sides)
