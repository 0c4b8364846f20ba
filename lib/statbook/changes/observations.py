"""Changes of single observations from one state of the data to another, and their reasons."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from statbook.analysis import printed_quantity
from statbook.messages import join_words, say, spoken
from statbook.prose import period_in_words, quantity_in_words
from statbook.store import Observation, Store, name_of

Item = TypeVar("Item")
KINDS = ("new", "revised", "corrected", "read anew", "altered", "withdrawn")
NEW, REVISED, CORRECTED, REREAD, ALTERED, WITHDRAWN = KINDS
"""new        no value was known before
revised    a later source has another value
corrected  the source says that it had erred
read anew  we had misread the source
altered    the row was changed in place, and changes.csv does not say why
withdrawn  no value is in force any more
"""
_WHY = {"correction": CORRECTED, "misreading": REREAD, "withdrawal": WITHDRAWN}
"""Kinds of changes.csv, and what they make of a number."""


@dataclass(frozen=True)
class ObservationText:
    """An observation in force in some state of the data, in words.

    numbers  all that its value consists of, as text that is equal where the value is
    """

    obs: str
    theme: str
    indicator: str
    name: str
    period: str
    text: str
    printed: str
    numbers: str
    source: str
    known_from: str
    anchor: str


@dataclass(frozen=True)
class Change(Generic[Item]):
    """What became of an observation, a number of a chapter or a chart: its kind, and the reason.

    *before* and *after* are None where it is not there.
    """

    kind: str
    before: Item | None
    after: Item | None
    reason: str = ""

    @property
    def latest(self) -> Item:
        """The thing as it is, or as it last was."""
        found = self.before if self.after is None else self.after
        if found is None:
            raise ValueError("a change with neither a before nor an after")
        return found


def count_kinds(changes: Iterable[Change[ObservationText]]) -> str:
    """How many changes there are of each kind, in words; empty if there are none."""
    counts = Counter(change.kind for change in changes)
    told = (say("{count} {kind}", count=f"{counts[kind]:,}", kind=say(kind)) for kind in KINDS if counts[kind])
    return join_words(told, ", ")


def observation_text(store: Store, row: Observation) -> ObservationText:
    """An observation of *store* in words."""
    numbers = (row.value, row.value_to, row.unit, row.bound, row.step, row.status, row.timing, row.base_period, row.of)
    return ObservationText(
        **{name: getattr(row, name) for name in ("obs", "theme", "source", "known_from", "anchor")},
        indicator=str(store.indicators.at[row.indicator, f"name_{spoken()}"]),
        name=name_of(store, row, spoken()),
        period=period_in_words(row.period, spoken()),
        text=quantity_in_words(printed_quantity(row), store.units, spoken()),
        printed=row.printed_compact,
        numbers="|".join("" if part is None else str(part) for part in numbers),
    )


def find_changes(
    old: Mapping[str, ObservationText],
    new: Mapping[str, ObservationText],
    reasons: Iterable[Mapping[str, str]],
    since: str = "",
) -> list[Change[ObservationText]]:
    """What became of each number from *old* to *new* (by their keys), in the order of *new*, the withdrawn last.

    *reasons* are rows of changes.csv; those up to the day *since* explain nothing, since *old* knew them.
    """
    why: dict[str, dict[str, str]] = {}
    for reason in reasons:
        if reason["date"] > since and reason["kind"] in _WHY:
            why.setdefault(reason["obs"], {})[_WHY[reason["kind"]]] = reason["reason"]
    found: list[Change[ObservationText]] = []
    for obs, after in new.items():
        before = old.get(obs)
        if before is None:
            found.append(Change(NEW, None, after))
        elif before.numbers != after.numbers:
            kind = _kind(before, after, why.get(obs, {}))
            found.append(Change(kind, before, after, why.get(obs, {}).get(kind, "")))
    for obs, before in old.items():
        if obs not in new:
            found.append(Change(WITHDRAWN, before, None, why.get(obs, {}).get(WITHDRAWN, "")))
    return found


def _kind(before: ObservationText, after: ObservationText, why: Mapping[str, str]) -> str:
    if after.known_from > before.known_from:
        return CORRECTED if CORRECTED in why else REVISED
    return REREAD if REREAD in why else ALTERED
