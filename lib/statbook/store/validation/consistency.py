"""Checks of the data against themselves, beyond the arithmetic of identities.

nested   a part may not exceed its whole: members and their parents, a breakdown and what it breaks down
base     the same for the base period, where growth rates beside both levels imply theirs
order    an indicator may not exceed another (`orders` of identities.yaml)
list     a count equals the number of names that the text gives for it, as we list them (`lists` of identities.yaml)
repeat   what is printed again agrees within roundings and bounds

Figures are compared by what is certain: a check fails if none of the values that the prints allow would hold.
What could not fail at all, since a lower bound has no upper end, is no check and is left out.
"""

from __future__ import annotations

__all__ = ["KINDS", "Check", "broken", "checks"]

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from statbook.errors import Fault
from statbook.store.naming import figure, name_of
from statbook.store.classification import WHOLE
from statbook.store.observation import Observation
from statbook.store.periods import UNDATED, period_in_words
from statbook.store.rounding import box
from statbook.store.tables import Store

KINDS = {
    "nested": "a part that is not larger than its whole",
    "base": "a part whose level in the base period is not larger than that of its whole",
    "order": "the first not larger than the second",
    "list": "as many names, in our list of those in the text, as the count says",
    "repeat": "values that agree within their roundings and bounds",
}
_ADD_UP = {"stock", "flow", "count", "sum_insured"}
"""Kinds of indicators.csv of which a part has its share; rates, ranks, prices and durations have none."""
Interval = tuple[float, float]


@dataclass(frozen=True)
class Check:
    """A relation that must hold between printed figures, and whether it does.

    kind   a key of KINDS
    obs    the figures: the smaller or the count first, a level before its growth
    told   the relation with its figures, as one English sentence
    """

    kind: str
    obs: tuple[str, ...]
    told: str
    holds: bool


def checks(store: Store) -> list[Check]:
    """All checks with their outcome, by kind; `unknown` must have found nothing."""
    found = [*_nested(store), *_orders(store), *_lists(store), *_repeats(store)]
    return sorted(found, key=lambda check: list(KINDS).index(check.kind))


def broken(store: Store) -> list[Fault]:
    """The checks that do not hold, as faults at their first figure."""
    return [
        Fault(
            f"data/{_theme(store, check.obs[0])}.csv: {', '.join(check.obs)}",
            f"that {check.told.removesuffix('.')}",
            KINDS[check.kind],
            "Mend a row, or what members.csv, prints.csv or identities.yaml say of it.",
        )
        for check in checks(store)
        if not check.holds
    ]


def _theme(store: Store, obs: str) -> str:
    """The theme of a figure, withdrawn ones included."""
    row = store.vintage(obs, "")
    return row.theme if row else ""


def _nested(store: Store) -> Iterator[Check]:
    apart = {entry["indicator"] for entry in store.not_nested} | {
        cut.indicator for cut in store.cuts.values() if cut.net
    }
    growth = {_fact(row): row for row in store.observations if row.measure == "growth" and row.base_period != UNDATED}
    groups = defaultdict(list)
    for row in store.observations:
        adds_up = store.indicators.at[row.indicator, "kind"] in _ADD_UP and row.indicator not in apart
        if row.measure == "level" and adds_up:
            groups[_setting(row), store.units.at[row.unit, "quantity"]].append(row)
    for rows in groups.values():
        for part in rows:
            wholes = [row for row in rows if _lies_in(store, part, row)]
            for whole in wholes:
                if any(_lies_in(store, between, whole) for between in wholes):
                    continue  # what lies between them is compared with both
                yield from _compared(store, "nested", (part, whole), part.period, ())
                rates = tuple(growth[_fact(row)] for row in (part, whole) if _fact(row) in growth)
                if len(rates) == 2 and rates[0].base_period == rates[1].base_period:
                    yield from _compared(store, "base", (part, whole), rates[0].base_period, rates)


def _compared(
    store: Store, kind: str, pair: tuple[Observation, Observation], period: str, rates: tuple[Observation, ...]
) -> Iterator[Check]:
    """A part and its whole in *period*, which is the one before if they come with their growth."""
    allowed = [_allowed(store, row) for row in pair]
    said = [figure(store, row) for row in pair]
    obs = tuple(row.obs for row in pair)
    if rates:
        allowed = [_before(level, _allowed(store, rate)) for level, rate in zip(allowed, rates, strict=True)]
        said = [f"implied by {words} and {figure(store, rate)}" for words, rate in zip(said, rates, strict=True)]
        obs = (pair[0].obs, rates[0].obs, pair[1].obs, rates[1].obs)
    if not _decidable(*allowed):
        return
    indicator = str(store.indicators.at[pair[0].indicator, "name_en"])
    place = ", ".join((indicator, store.name("region", pair[0].region, "en"), period_in_words(period, "en")))
    names = [store.names(row.theme, row.indicator, row.members)["en"] for row in pair]
    told = f"{place}: {names[0]} ({said[0]}) may not exceed {names[1]} ({said[1]}){_condition(store, *pair)}."
    yield Check(kind, obs, told, not _refuted(*allowed))


def _condition(store: Store, part: Observation, whole: Observation) -> str:
    """On what it rests that the one lies in the other, where the documents do not say so."""
    inner, outer = dict(part.members), dict(whole.members)
    differ = [(name, code) for name, code in inner.items() if outer.get(name) not in (code, *WHOLE)]
    told = [str(store.members.at[key, "parents_if"]) for key in differ if key in store.members.index]
    return "".join(f", if {condition}" for condition in told if condition)


def _before(level: Interval, growth: Interval) -> Interval:
    slow, fast = (1 + rate / 100 for rate in growth)
    return level[0] / fast, level[1] / slow if slow > 0 else math.inf


def _orders(store: Store) -> Iterator[Check]:
    for entry in store.orders:
        small, large = (store.by_obs[entry[side]] for side in ("smaller", "larger"))
        pair = _allowed(store, small), _allowed(store, large)
        if _decidable(*pair):
            said = [f"{_called(store, row)} ({figure(store, row)})" for row in (small, large)]
            told = f"{said[0]} may not exceed {said[1]}: {entry['reason']['en']}."
            yield Check("order", (small.obs, large.obs), told, not _refuted(*pair))


def _lists(store: Store) -> Iterator[Check]:
    for entry in store.lists:
        row = store.by_obs[entry["count"]]
        told = f"{_called(store, row)}: the text prints {figure(store, row)} and names {', '.join(entry['en'])}."
        agree = all(row.value == len(entry[lang]) == len(set(entry[lang])) for lang in ("en", "zh"))
        yield Check("list", (row.obs,), told, agree)


def _repeats(store: Store) -> Iterator[Check]:
    for row in store.prints.itertuples():
        # A print of what was revised later is compared with what was in force when it was printed.
        first = store.vintage(str(row.obs), str(store.sources.at[row.source, "date"]))
        if first is not None:
            again = replace(
                first,
                value=Decimal(str(row.value)),
                unit=str(row.unit),
                bound=str(row.bound),
                printed=str(row.printed),
                source=str(row.source),
                step=Decimal(str(row.step)) if row.step else None,
            )
            yield _repeated(store, first, again)
    facts: dict[tuple[str, ...], Observation] = {}
    for observation in store.observations:
        fact = (*_fact(observation), observation.measure, observation.of, observation.base_period)
        first = facts.setdefault(fact, observation)
        if first is not observation:
            yield _repeated(store, first, observation)


def _repeated(store: Store, first: Observation, again: Observation) -> Check:
    """Two bounds of one kind have no values that both exclude, so their numbers are compared themselves."""
    pair = [replace(row, bound="exact") if first.bound == again.bound else row for row in (first, again)]
    one, other = (_allowed(store, row) for row in pair)
    told = (
        f"{_called(store, first)} ({figure(store, first)}) is printed again in {again.source} ({figure(store, again)})."
    )
    # Two roundings that only touch, as those of 4 and 5 do, have no value in common that is printed as both.
    agree = one == other or (one[0] < other[1] and other[0] < one[1])
    return Check("repeat", tuple(dict.fromkeys((first.obs, again.obs))), told, agree)


def _allowed(store: Store, row: Observation) -> Interval:
    """The values that a print allows, in the base unit of its quantity.

    An approximate one is taken to be right to one unit of its last digit that is not zero.
    """
    low, high = box(row)
    if row.bound == "about":
        unit = 10.0 ** int(row.value.normalize().as_tuple().exponent)
        low, high = float(row.value) - unit, float(row.value if row.value_to is None else row.value_to) + unit
    factor = float(str(store.units.at[row.unit, "factor"]))
    return low * factor, high * factor


def _decidable(part: Interval, whole: Interval) -> bool:
    return part[0] > -math.inf and whole[1] < math.inf


def _refuted(part: Interval, whole: Interval) -> bool:
    return part[0] > whole[1]


def _setting(row: Observation) -> tuple[str, ...]:
    """What figures must share to be compared; undated ones are taken to be of one time in one article only."""
    article = row.source if row.period == UNDATED else ""
    return (row.indicator, row.region, row.period, row.timing, row.status, article)


def _fact(row: Observation) -> tuple[str, ...]:
    return (*_setting(row), *(f"{name}={code}" for name, code in sorted(row.broken_down_by.items())))


def _lies_in(store: Store, part: Observation, whole: Observation) -> bool:
    inner, outer = dict(part.members), dict(whole.members)
    pairs = [(name, inner.get(name, "all"), outer.get(name, "all")) for name in {*inner, *outer}]
    differ = [pair for pair in pairs if pair[1] != pair[2]]
    return bool(differ) and all(its == "all" or its in store.parents(name, own) for name, own, its in differ)


def _called(store: Store, row: Observation) -> str:
    return f"{name_of(store, row)}, {period_in_words(row.period, 'en')}"
