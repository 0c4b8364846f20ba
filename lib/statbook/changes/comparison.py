"""Two records compared: what the data, the numbers of the chapters and the charts say now that they did not say."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statbook.changes.observations import NEW, Change, Item, ObservationText, find_changes
from statbook.changes.record import BookRecord, ChartRecord, NumberRecord

CHANGED, GONE = "changed", "gone"
"""Kinds of changes of numbers and charts of the chapters, besides NEW."""


@dataclass(frozen=True)
class Comparison:
    """All that differs from *old* to *new*."""

    old: BookRecord
    new: BookRecord
    observations: tuple[Change[ObservationText], ...]
    numbers: tuple[Change[NumberRecord], ...]
    charts: tuple[Change[ChartRecord], ...]

    @property
    def nothing(self) -> bool:
        return not (self.observations or self.numbers or self.charts or self.chapters)

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
        return f"from {', '.join(because)}"
    if before and after:
        return "no number that it rests on changed: the chapter or the library did"
    return f"rests on {', '.join(inputs)}" if inputs else "rests on no number"
