"""Misprints of one digit: those that would explain a contradiction, and how many of all possible ones are noticed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from statbook.audit.verdict import CANNOT_TELL, CONTRADICTS, Relation, judge
from statbook.store import Observation
from statbook.store.grouping import group

_NUMBER = re.compile(r"\d[\d,，\s]*(?:\.[\d\s]+)?")
_SEPARATORS = re.compile(r"[,，\s]")


@dataclass(frozen=True)
class Misprint:
    """A digit that, read as another one, removes a contradiction: the observation as it is, and *instead*."""

    observation: Observation
    instead: Observation
    breaks: int
    """How many other relations of the observation would then contradict it."""

    @property
    def size(self) -> float:
        """The change relative to the observation."""
        return abs(float((self.instead.value - self.observation.value) / self.observation.value))


def digit_changes(row: Observation) -> Iterator[Observation]:
    """The observation with each printed digit replaced by each other digit, in value and in print.

    Nothing for words, fractions and ranges, which are not one number in digits. No number gets a leading zero.
    """
    match = _NUMBER.search(row.printed)
    if not match or "/" in row.printed or not row.value or row.value_to is not None:
        return
    number = Decimal(_SEPARATORS.sub("", match[0]))
    if not number:
        return
    scale = row.value / number
    for position in range(*match.span()):
        digit = row.printed[position]
        for other in "0123456789" if digit.isdecimal() else "":
            text = row.printed[:position] + other + row.printed[position + 1 :]
            changed = _SEPARATORS.sub("", text[match.start() : match.end()])
            if other == digit or (changed[0] == "0" and changed[1:2].isdecimal()) or not Decimal(changed):
                continue
            yield replace(row, value=scale * Decimal(changed), printed=text)


def find_misprints(relation: Relation, others: Iterable[Relation]) -> list[Misprint]:
    """The single digits whose change makes *relation* hold, the best first.

    *others* are all relations. Changes that contradict none of them come first, then smaller changes.
    """
    found = []
    near = [other for other in others if other.key != relation.key]
    for row in relation.observations:
        mine = [other for other in near if row.obs in {each.obs for each in other.observations}]
        for instead in digit_changes(row):
            if judge(relation.with_observation(instead)).outcome in (CONTRADICTS, CANNOT_TELL):
                continue
            breaks = sum(judge(other.with_observation(instead)).outcome == CONTRADICTS for other in mine)
            found.append(Misprint(row, instead, breaks))
    return sorted(found, key=lambda misprint: (misprint.breaks, misprint.size, misprint.instead.obs))


@dataclass(frozen=True)
class Power:
    """Counts of possible misprints: one printed digit replaced by another.

    digits       printed digits of all observations
    worded       observations left out, whose number is a word, a fraction or a range
    misprints    digits times other digits
    related      misprints of observations that take part in a relation
    caught       misprints after which a relation is contradicted that was not before
    always, sometimes   digits of related observations of which every, or some, misprint is caught
    by_identity  identity: misprints of observations in a relation of that kind, and those that such a relation catches
    """

    observations: int
    worded: int
    digits: int
    misprints: int
    related_observations: int
    related_digits: int
    related: int
    caught: int
    always: int
    sometimes: int
    by_identity: dict[str, tuple[int, int]]

    @property
    def outside(self) -> int:
        """Digits of observations that take part in no relation."""
        return self.digits - self.related_digits

    @property
    def never(self) -> int:
        """Digits of related observations of which no misprint is caught: rounding or an open bound hides them."""
        return self.related_digits - self.always - self.sometimes


class Detection:
    """What each misprint contradicts among *relations* that were not contradicted before; every one is judged once."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        sound = [relation for relation in relations if judge(relation).outcome != CONTRADICTS]
        self.of = group((row.obs, relation) for relation in sound for row in relation.observations)
        self._tried: dict[str, list[tuple[int, set[str]]]] = {}

    def misprints(self, row: Observation) -> list[tuple[int, set[str]]]:
        """For each misprint of *row* the position of its digit and the identities that it contradicts."""
        if row.obs not in self._tried:
            mine = self.of.get(row.obs, [])
            self._tried[row.obs] = [
                (
                    _position(row, wrong),
                    {each.identity for each in mine if judge(each.with_observation(wrong)).outcome == CONTRADICTS},
                )
                for wrong in digit_changes(row)
            ]
        return self._tried[row.obs]


def power(observations: Iterable[Observation], detection: Detection) -> Power:
    """Count what each misprint of *observations* contradicts."""
    digits: dict[tuple[str, int], list[bool]] = defaultdict(list)
    count, tried, noticed = Counter[str](), Counter[str](), Counter[str]()
    for row in observations:
        misprints = detection.misprints(row)
        mine = dict.fromkeys(each.identity for each in detection.of.get(row.obs, []))
        count.update(observations=1, worded=not misprints, misprints=len(misprints))
        count.update(digits=len({position for position, _ in misprints}))
        if not mine:
            continue
        count.update(related_observations=1, related=len(misprints))
        for position, by in misprints:
            digits[row.obs, position].append(bool(by))
            tried.update(list(mine))
            noticed.update(by)
    return Power(
        **{name: count[name] for name in ("observations", "worded", "digits", "misprints", "related")},
        related_observations=count["related_observations"],
        related_digits=len(digits),
        caught=sum(sum(each) for each in digits.values()),
        always=sum(all(each) for each in digits.values()),
        sometimes=sum(any(each) and not all(each) for each in digits.values()),
        by_identity={identity: (many, noticed[identity]) for identity, many in tried.items()},
    )


def _position(row: Observation, wrong: Observation) -> int:
    """The position of the changed digit in the printed form."""
    return next(i for i, (a, b) in enumerate(zip(row.printed, wrong.printed, strict=True)) if a != b)
