"""What became of single figures of the data from one state to another, and for which reason."""

from __future__ import annotations

__all__ = [
    "ALTERED",
    "CORRECTED",
    "KINDS",
    "NEW",
    "REREAD",
    "REVISED",
    "WITHDRAWN",
    "Change",
    "Told",
    "changed",
    "told",
]

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from statbook.analysis import printed
from statbook.prose import period_in_words, quantity_in_words
from statbook.store import Observation, Store, name_of

NEW, REVISED, CORRECTED, REREAD, ALTERED, WITHDRAWN = KINDS = (
    "new",
    "revised",
    "corrected",
    "read anew",
    "altered",
    "withdrawn",
)
"""new        no figure was known for it before
revised    a later source has another value
corrected  the source says that it had erred
read anew  we had misread the source
altered    the row was changed in place, and changes.csv does not say why
withdrawn  no figure is in force any more
"""
_WHY = {"correction": CORRECTED, "misreading": REREAD, "withdrawal": WITHDRAWN}
"""Kinds of changes.csv, and what they make of a figure."""


@dataclass(frozen=True)
class Told:
    """A figure in force in some state of the data, in words.

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
class Change:
    """What became of one figure: its kind, the figure before and after (None where there is none), and the reason."""

    kind: str
    before: Told | None
    after: Told | None
    reason: str = ""

    @property
    def figure(self) -> Told:
        """The figure as it is, or as it last was."""
        figure = self.after or self.before
        if figure is None:
            raise ValueError("a change without a figure")
        return figure


def told(store: Store, row: Observation) -> Told:
    """A figure of *store* in words."""
    numbers = (row.value, row.value_to, row.unit, row.bound, row.step, row.status, row.timing, row.base_period, row.of)
    return Told(
        obs=row.obs,
        theme=row.theme,
        indicator=str(store.indicators.at[row.indicator, "name_en"]),
        name=name_of(store, row),
        period=period_in_words(row.period, "en"),
        text=quantity_in_words(printed(row), store.units, "en"),
        printed="".join(row.printed.split()),
        numbers="|".join("" if part is None else str(part) for part in numbers),
        source=row.source,
        known_from=row.known_from,
        anchor=row.anchor,
    )


def changed(
    old: Mapping[str, Told], new: Mapping[str, Told], reasons: Iterable[Mapping[str, str]], since: str = ""
) -> list[Change]:
    """What became of each figure from *old* to *new* (by their keys), in the order of *new*, the withdrawn last.

    *reasons* are rows of changes.csv; those up to the day *since* explain nothing, since *old* knew them.
    """
    why: dict[str, dict[str, str]] = {}
    for reason in reasons:
        if reason["date"] > since and reason["kind"] in _WHY:
            why.setdefault(reason["obs"], {})[_WHY[reason["kind"]]] = reason["reason"]
    found = []
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


def _kind(before: Told, after: Told, why: Mapping[str, str]) -> str:
    if after.known_from > before.known_from:
        return CORRECTED if CORRECTED in why else REVISED
    return REREAD if REREAD in why else ALTERED
