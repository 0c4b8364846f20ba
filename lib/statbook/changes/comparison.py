"""Two records compared: what the data, the numbers of the chapters and the drawings say now that they did not say."""

from __future__ import annotations

__all__ = ["Comparison", "Moved", "Redrawn", "compared"]

from collections import Counter
from dataclasses import dataclass

from statbook.changes.record import Drawn, Number, Record
from statbook.changes.observations import Change, changed


@dataclass(frozen=True)
class Moved:
    """A number of a chapter that says something else, or that is there in one record alone.

    because  the keys of the changed figures that it rests on; none where the chapter or the library changed
    """

    before: Number | None
    after: Number | None
    because: tuple[str, ...]

    @property
    def number(self) -> Number:
        """The number as it is, or as it last was."""
        number = self.after or self.before
        if number is None:
            raise ValueError("a change without a number")
        return number


@dataclass(frozen=True)
class Redrawn:
    """A drawing that shows something else, or that is there in one record alone."""

    before: Drawn | None
    after: Drawn | None


@dataclass(frozen=True)
class Comparison:
    """All that differs from *old* to *new*."""

    old: Record
    new: Record
    figures: tuple[Change, ...]
    numbers: tuple[Moved, ...]
    drawings: tuple[Redrawn, ...]

    @property
    def nothing(self) -> bool:
        return not (self.figures or self.numbers or self.drawings or self.chapters)

    @property
    def named(self) -> list[Moved]:
        """The numbers worth a line: all but new ones that only drawings and tables show."""
        return [moved for moved in self.numbers if moved.before or moved.number.cited]

    @property
    def counted(self) -> dict[str, int]:
        """How many new numbers drawings and tables of each chapter show, by its title."""
        new = [moved.number.chapter for moved in self.numbers if not (moved.before or moved.number.cited)]
        return {self.new.chapters[name]: count for name, count in Counter(new).items()}

    @property
    def chapters(self) -> list[tuple[str, str]]:
        """Chapters that came or went: "came" or "went", and the title."""
        came = [("came", title) for name, title in self.new.chapters.items() if name not in self.old.chapters]
        return came + [("went", title) for name, title in self.old.chapters.items() if name not in self.new.chapters]


def compared(old: Record, new: Record) -> Comparison:
    """What changed from *old* to *new*, in the order of the new book."""
    figures = changed(old.figures, new.figures, new.reasons, since=min(old.as_of, new.as_of))
    touched = {change.figure.obs for change in figures}
    return Comparison(old, new, tuple(figures), tuple(_moved(old, new, touched)), tuple(_redrawn(old, new)))


def _moved(old: Record, new: Record, touched: set[str]) -> list[Moved]:
    before, after = ({(n.chapter, n.key): n for n in record.numbers} for record in (old, new))
    found = []
    for place in dict.fromkeys([*after, *before]):
        one, other = before.get(place), after.get(place)
        if one and other and (one.text, one.range) == (other.text, other.range):
            continue
        rests_on = dict.fromkeys([*(one.inputs if one else ()), *(other.inputs if other else ())])
        found.append(Moved(one, other, tuple(obs for obs in rests_on if obs in touched)))
    return found


def _redrawn(old: Record, new: Record) -> list[Redrawn]:
    before, after = ({drawn.identifier: drawn for drawn in record.drawings} for record in (old, new))
    found = []
    for identifier in dict.fromkeys([*after, *before]):
        one, other = before.get(identifier), after.get(identifier)
        if not (one and other and one.digest == other.digest):
            found.append(Redrawn(one, other))
    return found
