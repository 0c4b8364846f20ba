"""Two records compared: what the data, the numbers of the chapters and the charts say now that they did not say."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from statbook.changes.observations import Change, find_changes
from statbook.changes.record import BookRecord, ChartRecord, NumberRecord

Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True)
class NumberChange:
    """A number of a chapter that changed, or that only one of the records has.

    because  the keys of the changed observations that it is computed from; none if the chapter or the library changed
    """

    before: NumberRecord | None
    after: NumberRecord | None
    because: tuple[str, ...]

    @property
    def number(self) -> NumberRecord:
        """The number as it is, or as it last was."""
        return _either(self.after, self.before)


@dataclass(frozen=True)
class ChartChange:
    """A chart that changed, or that only one of the records has."""

    before: ChartRecord | None
    after: ChartRecord | None

    @property
    def chart(self) -> ChartRecord:
        """The chart as it is, or as it last was."""
        return _either(self.after, self.before)


@dataclass(frozen=True)
class Comparison:
    """All that differs from *old* to *new*."""

    old: BookRecord
    new: BookRecord
    observations: tuple[Change, ...]
    numbers: tuple[NumberChange, ...]
    charts: tuple[ChartChange, ...]

    @property
    def nothing(self) -> bool:
        return not (self.observations or self.numbers or self.charts or self.chapters)

    @property
    def named_numbers(self) -> list[NumberChange]:
        """The numbers worth a line: all but new ones that only charts and tables show."""
        return [change for change in self.numbers if change.before or change.number.cited]

    @property
    def new_counts(self) -> dict[str, int]:
        """How many new numbers the charts and tables of each chapter show, by its title."""
        new = [change.number.chapter for change in self.numbers if not (change.before or change.number.cited)]
        return {self.new.chapters[name]: count for name, count in Counter(new).items()}

    @property
    def chapters(self) -> list[tuple[str, str]]:
        """Chapters that came or went: "came" or "went", and the title."""
        came = [("came", title) for name, title in self.new.chapters.items() if name not in self.old.chapters]
        return came + [("went", title) for name, title in self.old.chapters.items() if name not in self.new.chapters]


def compare(old: BookRecord, new: BookRecord) -> Comparison:
    """What changed from *old* to *new*, in the order of the new book."""
    observations = find_changes(old.observations, new.observations, new.reasons, since=min(old.as_of, new.as_of))
    changed = {change.observation.obs for change in observations}
    before, after = ({(n.chapter, n.key): n for n in record.numbers} for record in (old, new))
    numbers = [
        NumberChange(one, other, tuple(obs for obs in _inputs(one, other) if obs in changed))
        for one, other in _differing(before, after, lambda number: (number.text, number.range))
    ]
    drawn, redrawn = ({chart.identifier: chart for chart in record.charts} for record in (old, new))
    charts = [ChartChange(*pair) for pair in _differing(drawn, redrawn, lambda chart: chart.digest)]
    return Comparison(old, new, tuple(observations), tuple(numbers), tuple(charts))


def _differing(
    before: Mapping[Key, Item], after: Mapping[Key, Item], content: Callable[[Item], object]
) -> Iterator[tuple[Item | None, Item | None]]:
    """The items that are in one mapping only or differ in *content*, in the order of *after*."""
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        if one is None or other is None or content(one) != content(other):
            yield one, other


def _inputs(*numbers: NumberRecord | None) -> dict[str, None]:
    return dict.fromkeys(obs for number in numbers if number is not None for obs in number.inputs)


def _either(one: Item | None, other: Item | None) -> Item:
    found = one if one is not None else other
    if found is None:
        raise ValueError("a change with neither a before nor an after")
    return found
